"""The sequential engine: one item after the other, in this process. The reference for others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from herewith.engines.order import InOrder, failure

__all__ = ["LocalEngine"]

T = TypeVar("T")
R = TypeVar("R")


class LocalEngine(InOrder):
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

    def close(self) -> None:
        """Nothing to end."""
