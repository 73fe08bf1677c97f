"""The sequential engine: one item after the other, in this process. The reference for others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from herewith.engines.order import failure, groups, pairs

__all__ = ["LocalEngine"]

T = TypeVar("T")
R = TypeVar("R")


class LocalEngine:
    """Does work here and now; see `herewith.model.protocols.Engine`."""

    name = "local"

    def each(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Apply a function to every item."""
        for item in items:
            try:
                result = function(item)
            except Exception as error:
                raise failure(item, error) from error
            yield result

    def grouped(
        self,
        function: Callable[[str, tuple[T, ...]], R],
        items: Iterable[T],
        key: Callable[[T], str],
    ) -> Iterator[R]:
        """Apply a function to every group of items with one key, in order of the keys."""
        yield from self.each(lambda group: function(*group), groups(items, key))

    def paired(
        self,
        function: Callable[[T, T], R],
        left: Iterable[T],
        right: Iterable[T],
        key: Callable[[T], str],
    ) -> Iterator[R]:
        """Apply a function to every pair of a left and a right item with one key."""
        yield from self.each(lambda pair: function(*pair), pairs(left, right, key))

    def close(self) -> None:
        """Nothing to end."""
