"""What a page was made from: every question that was asked while it was made.

A publication that knows the questions behind a page, and digests of their answers, makes the page
again only where an answer is another. Questions are noted by the edition and the index
themselves, so that no view can forget one.

A question is a tuple of words: the name of a method of the edition and its arguments, or
`=<name>` and a key for the value of a lookup (see `lookup` in `herewith.site.index`), or
`=<name>` alone for all of a lookup, or `~words`, `~line` or `~document` and a place of a source for
what stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from herewith.model.edition import Edition

__all__ = ["LookedUp", "Notebook", "Question", "noting"]

Question = tuple[str, ...]

V = TypeVar("V")


class Notebook:
    """Notes questions for whatever is being made; one thing may be made within another."""

    def __init__(self) -> None:
        self._open: list[set[Question]] = []

    @contextmanager
    def noting(self) -> Iterator[set[Question]]:
        """The questions asked from here on; those outside do not see them."""
        asked: set[Question] = set()
        self._open.append(asked)
        try:
            yield asked
        finally:
            self._open.pop()

    def note(self, question: Question) -> None:
        """A question is asked."""
        if self._open:
            self._open[-1].add(question)

    def add(self, questions: Iterable[Question]) -> None:
        """What was made from these questions is used."""
        if self._open:
            self._open[-1].update(questions)


def noting(edition: Edition, notebook: Notebook) -> Edition:
    """The edition, noting what it is asked."""
    return cast("Edition", _Noting(edition, notebook))  # it hands on whatever `Edition` has


class _Noting:
    """Hands every question on to an edition, and notes it."""

    def __init__(self, edition: Edition, notebook: Notebook) -> None:
        self._edition = edition
        self._notebook = notebook

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._edition, name)
        if not callable(found):
            self._notebook.note((name,))
            return found
        note = self._notebook.note

        def ask(*args: str, **options: Any) -> Any:
            note((name, *args, *(f"{key}={value}" for key, value in options.items())))
            return found(*args, **options)

        setattr(self, name, ask)
        return ask


class LookedUp(Mapping[str, V]):
    """A mapping worked out from the whole edition, of which each value is noted by itself."""

    def __init__(self, name: str, found: Mapping[str, V], note: Callable[[Question], None]) -> None:
        self._all = (f"={name}",)
        self._name = f"={name}"
        self._found = found
        self._note = note

    def __getitem__(self, key: str) -> V:
        self._note((self._name, key))
        return self._found[key]

    def __contains__(self, key: object) -> bool:
        self._note((self._name, str(key)))
        return key in self._found

    def __iter__(self) -> Iterator[str]:
        self._note(self._all)
        return iter(self._found)

    def __len__(self) -> int:
        self._note(self._all)
        return len(self._found)

    def whole(self) -> Mapping[str, V]:
        """All of it, noted once."""
        self._note(self._all)
        return self._found
