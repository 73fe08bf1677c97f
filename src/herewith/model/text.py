"""Delivered files and places in them.

A `Delivered` is what a reader hands on: the file's identity, its decoded text exactly as
delivered, and stand-off marks for the structure its format expresses. All offsets are half-open
Unicode code points into that decoded text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

from herewith.errors import Problem

__all__ = ["Delivered", "Mark", "Source", "SourceId", "Span", "Visible"]

SourceId = NewType("SourceId", str)


@dataclass(frozen=True, slots=True)
class Source:
    """One delivered file, byte for byte.

    `id` is the path's stem, made unique within its box; `path` is relative to the box (or as
    given on the command line). `encoding_certainty` is a probability in 0..1; `chars` counts
    code points of the decoded text.
    """

    id: SourceId
    path: str
    sha256: str
    media_type: str
    encoding: str | None
    encoding_certainty: float
    bytes: int
    chars: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source's decoded text; `quote` is what stands there."""

    source: SourceId
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Visible:
    """A stretch of delivered text that a reader of the page would see as text.

    Markup between visible stretches is not text. `reading` is given where the delivered
    characters stand for others (an entity, an escape); otherwise the text is as delivered.
    """

    start: int
    end: int
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Structure that the file's own format expresses, as a stand-off record.

    `kind` is one of the reader's closed list: `element` (XML; `name` is the local name and
    `attributes` hold its attributes, plain), `struck`, `inserted`, `hand`, `heading`, `bracket`,
    `page_break`, `paragraph`, `line`. `start`/`end` include the delimiters, `inner_start`/
    `inner_end` do not.
    """

    kind: str
    start: int
    end: int
    inner_start: int
    inner_end: int
    name: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    parent: int | None = None
    """Index of the enclosing mark in `Delivered.marks`, for formats that nest."""

    def get(self, key: str, default: str = "") -> str:
        """Value of an attribute, or the default."""
        for name, value in self.attributes:
            if name == key:
                return value
        return default


@dataclass(frozen=True, slots=True)
class Delivered:
    """A source as read: decoded text, what of it is visible, its marks, and its problems."""

    source: Source
    text: str
    visible: tuple[Visible, ...]
    marks: tuple[Mark, ...]
    form: Literal["plain", "markdown", "tei", "other"]
    problems: tuple[Problem, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The span of these offsets with its quotation."""
        return Span(self.source.id, start, end, self.text[start:end])

    def line_of(self, offset: int) -> int:
        """Line number, from 1, on which an offset stands."""
        return self.text.count("\n", 0, offset) + 1
