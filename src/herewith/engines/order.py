"""Groups and pairs in the order that every engine must keep, and how failures are told."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from herewith.errors import EngineError

__all__ = ["InOrder", "failure", "name_of"]

T = TypeVar("T")
R = TypeVar("R")


def groups(items: Iterable[T], key: Callable[[T], str]) -> Iterator[tuple[str, tuple[T, ...]]]:
    """Items by key, in order of the keys; within a group in the order of the input.

    >>> list(groups(["bee", "ant", "bat"], key=lambda word: word[0]))
    [('a', ('ant',)), ('b', ('bee', 'bat'))]
    """
    found: dict[str, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    for name in sorted(found):
        yield name, tuple(found[name])


def pairs(left: Iterable[T], right: Iterable[T], key: Callable[[T], str]) -> Iterator[tuple[T, T]]:
    """Every left item with every right item of the same key; order: key, left, right.

    >>> list(pairs(["ant", "bee"], ["bat", "ape"], key=lambda word: word[0]))
    [('ant', 'ape'), ('bee', 'bat')]
    """
    others = dict(groups(right, key))
    for name, items in groups(left, key):
        for one in items:
            for other in others.get(name, ()):
                yield one, other


def name_of(item: object) -> str:
    """The name under which an item is reported: its key or id, or its first words."""
    for attribute in ("key", "id"):
        found = getattr(item, attribute, None)
        if isinstance(found, str):
            return found
    if isinstance(item, tuple) and item:
        return name_of(item[0])
    return repr(item)[:60]


def failure(item: object, error: BaseException) -> EngineError:
    """What an engine raises when the function fails on an item; the cause is attached by `from`."""
    name = name_of(item)
    return EngineError(f"{name}: {type(error).__name__}: {error}", record=name)


class InOrder(ABC):
    """An engine that does groups and pairs as it does single items: in the order of their keys."""

    @abstractmethod
    def each(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Apply a function to every item; results come in the order of the items."""

    def grouped(
        self,
        function: Callable[[str, tuple[T, ...]], R],
        items: Iterable[T],
        key: Callable[[T], str],
    ) -> Iterator[R]:
        """Apply a function to every group of items with one key, in order of the keys."""
        yield from self.each(partial(_spread, function), groups(items, key))

    def paired(
        self,
        function: Callable[[T, T], R],
        left: Iterable[T],
        right: Iterable[T],
        key: Callable[[T], str],
    ) -> Iterator[R]:
        """Apply a function to every pair of a left and a right item with one key."""
        yield from self.each(partial(_spread, function), pairs(left, right, key))


def _spread(function: Callable[..., R], arguments: tuple[Any, ...]) -> R:
    return function(*arguments)
