"""A document as its lines: head, body and foot, with offsets into the reading text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from herewith.languages.labels import label_of

__all__ = ["Found", "Labelled", "Line", "Page"]

T = TypeVar("T")

HEAD_LINES, FOOT_LINES = 45, 30
LONG = 110
"""A line longer than this (in characters) is a paragraph of the body, not a heading."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value read from a text: half-open offsets, the rule, and how sure the rule is (0..1)."""

    value: T
    start: int
    end: int
    rule: str
    certainty: float = 0.9
    because: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space and table bars around it; `n` counts from 0."""

    n: int
    start: int
    end: int
    text: str

    @property
    def is_long(self) -> bool:
        """Whether it is a paragraph of running text."""
        return len(self.text) > LONG


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label at the head of a page and the lines of its value (the first may be a rest of line)."""

    label: str
    line: int
    values: tuple[Line, ...]


class Page:
    """The lines of one document, and what is known of it besides its text.

    `heading` is an editor's heading, `letterhead` what stood printed over the text.
    """

    def __init__(
        self,
        text: str,
        language: str | None = None,
        *,
        heading: str | None = None,
        letterhead: str = "",
    ) -> None:
        self.text = text
        self.language = language
        self.heading = heading
        self.letterhead = letterhead
        self.lines = tuple(_lines(text))

    @cached_property
    def lower(self) -> str:
        """The text in lower case, for cheap questions whether a word occurs at all."""
        return self.text.lower()

    def has_any(self, *words: str) -> bool:
        """Whether any of some words (lower case) occurs in the text."""
        return any(word in self.lower for word in words)

    @cached_property
    def body_from(self) -> int:
        """Index of the first line that is running text: a paragraph, or else a sentence.

        The number of lines of the head at most, if there is neither.
        """
        for line in self.lines[: HEAD_LINES * 2]:
            if line.is_long and label_of(line.text) is None:
                return line.n
        for line in self.lines[:HEAD_LINES]:
            if _is_sentence(line.text) and label_of(line.text) is None:
                return line.n
        return min(len(self.lines), HEAD_LINES)

    @cached_property
    def head(self) -> tuple[Line, ...]:
        """The lines before the running text."""
        return self.lines[: self.body_from]

    @cached_property
    def foot(self) -> tuple[Line, ...]:
        """The short lines at the end, in reading order: closing, signature, what follows them."""
        first = max(0, len(self.lines) - FOOT_LINES)
        tail = self.lines[first:]
        for n in range(len(tail) - 1, -1, -1):
            if tail[n].is_long:
                return tail[n + 1 :]
        return tail

    @cached_property
    def is_wrapped(self) -> bool:
        """Whether empty lines divide paragraphs, so that a value may go on in the next line."""
        first = self.lines[self.head[-1].n].end if self.head else 0
        return bool(re.search(r"\n[ \t]*\n", self.text[: max(first, 400)]))

    @cached_property
    def labelled(self) -> tuple[Labelled, ...]:
        """The labelled fields at the head, in order."""
        return tuple(_labelled(self))

    def values(self, *labels: str) -> tuple[Line, ...]:
        """The value lines of the first field with one of these labels; empty if there is none."""
        for field in self.labelled:
            if field.label in labels and field.values:
                return field.values
        return ()

    def follows_blank(self, line: Line) -> bool:
        """Whether an empty line stands before a line."""
        before = self.text[self.lines[line.n - 1].end : line.start] if line.n else "\n\n"
        return bool(re.search(r"\n[ \t]*\n", before))


def _lines(text: str) -> Iterable[Line]:
    n = start = 0
    for raw in text.split("\n"):
        stripped = raw.strip(" \t\r|*_\u00a0\u200b")
        if stripped:
            begin = start + raw.index(stripped)
            yield Line(n, begin, begin + len(stripped), stripped)
            n += 1
        start += len(raw) + 1


def _labelled(page: Page) -> Iterable[Labelled]:
    lines = page.lines[: HEAD_LINES * 2]
    n = 0
    while n < len(lines):
        line = lines[n]
        if line.is_long and (line.n > page.body_from + 4 or _is_opening(page, line)):
            return
        found = label_of(lines[n].text)
        if found is None:
            n += 1
            continue
        label, offset = found
        values, after = _values(page, lines, n, offset, label)
        yield Labelled(label, n, values)
        n = max(after, n + 1)


def _is_opening(page: Page, line: Line) -> bool:
    """Whether a paragraph of sentences opens the text: labels behind it are those of other papers."""
    if (
        label_of(line.text)
        or not _is_sentence(line.text)
        or not line.text.endswith((".", "?", ":"))
    ):
        return False
    return not any(label_of(above.text) for above in page.lines[: line.n])


MANY = frozenset(["to", "from", "copies", "participants", "via", "action"])
"""Labels whose value is a list of names, one a line."""


def _values(
    page: Page, lines: tuple[Line, ...], n: int, offset: int, label: str
) -> tuple[tuple[Line, ...], int]:
    """The lines of a label's value, and the index of the line behind them."""
    values: list[Line] = []
    rest = lines[n].text[offset:].strip(" |\t:")
    if rest:
        begin = lines[n].start + lines[n].text.index(rest, offset)
        values.append(Line(n, begin, begin + len(rest), rest))
    index = n + 1
    limit = 40 if label in MANY else 4 if page.is_wrapped else 1
    while index < len(lines) and len(values) < limit:
        line = lines[index]
        if label_of(line.text) or (page.is_wrapped and values and page.follows_blank(line)):
            break
        if label in MANY and (line.is_long or _is_sentence(line.text)):
            break
        values.append(line)
        index += 1
    return tuple(values), index


def _is_sentence(text: str) -> bool:
    """Whether a line reads as a sentence: small words, a full stop."""
    words = text.split()
    small = sum(word[:1].islower() for word in words)
    return len(words) > 6 and small * 2 > len(words)
