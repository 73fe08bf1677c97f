"""Delivered files and places in them.

A `Delivered` is what a reader hands on: the file's identity, its decoded text exactly as
delivered, and stand-off marks for the structure its format expresses. All offsets are half-open
Unicode code points into that decoded text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NewType

from herewith.errors import Problem

__all__ = [
    "Delivered",
    "Mark",
    "Page",
    "PageImage",
    "PageState",
    "Part",
    "Source",
    "SourceFile",
    "SourceId",
    "Span",
    "Visible",
]

SourceId = NewType("SourceId", str)

PageState = Literal["text", "ocr", "blank", "unreadable", "unread"]
"""What became of a page: its own text, text recognised from its image, nothing on it, an image of
which no reading can be trusted, or an image that was not read (no program, or it failed)."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a file a source is, where one file is too large to be one source.

    `unit` is `bytes` or `pages`; `[start, end)` counts from 0 in the file. `first_char` is the
    number of code points of the whole file's text before this part: what is added to an offset
    to have it in the whole file (`None` where parts are pages).
    """

    n: int
    of: int
    unit: Literal["bytes", "pages"]
    start: int
    end: int
    first_char: int | None = None
    encoding: str | None = None
    """The encoding found for the whole file, in which every part is read."""
    certainty: float = 1.0
    sha256: str = ""
    """Of the bytes of a part of a text, to see that the file has not changed since it was cut."""
    form: Literal["", "plain", "markdown"] = ""
    """What the whole file is, as which every part is read."""
    divides: bool = False
    """The part begins where no document was seen to begin: it may go on in one of the part before."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a source, whether or not it could be read.

    `n` counts from 1 in the delivered file; `label` is the page's own number where the format
    states one. `[start, end)` is its text in the decoded text, empty where there is none.
    `confidence` (0..1) is that of the recognition, `None` for a text layer. `rotation` is by how
    many degrees clockwise the image must be turned to be upright. `width` and `height` are those
    of the coordinate space of the boxes of its lines. `image` names where the page can be seen:
    the path as shown of the file, or of the image that the format points to.
    """

    id: str
    source: SourceId
    n: int
    start: int
    end: int
    state: PageState
    why: str = ""
    label: str = ""
    confidence: float | None = None
    rotation: int = 0
    script: str = ""
    languages: str = ""
    width: float | None = None
    height: float | None = None
    image: str = ""


@dataclass(frozen=True, slots=True)
class PageImage:
    """What can be shown of a page: media type, ending of its file's name, width and height in dots.

    Width and height are `None` where the file does not say. `drawn` images were made from the
    delivered file (a PDF, a TIFF); others are its bytes. `turned` is by how many degrees clockwise
    the image was turned to stand upright.
    """

    media_type: str
    ending: str
    width: int | None
    height: int | None
    drawn: bool
    turned: int = 0


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One of the delivered files of which a source is made: path as shown, SHA-256 (hex), bytes."""

    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Source:
    """One delivered file, byte for byte.

    `id` is the path's stem, made unique within its box; `path` is relative to the box (or as
    given on the command line). `encoding_certainty` is a probability in 0..1; `chars` counts
    code points of the decoded text. `part` is given where the file is read as several sources:
    then `sha256` is of the whole file, `bytes` of the part.
    """

    id: SourceId
    path: str
    sha256: str
    media_type: str
    encoding: str | None
    encoding_certainty: float
    bytes: int
    chars: int
    part: Part | None = None
    files: tuple[SourceFile, ...] = ()
    """Images of pages, in order, where the source is a stream of them: then `sha256` is over their
    digests, `bytes` of all of them, and `path` stands for all of theirs."""


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
    `page_break`, `paragraph`, `line` (with attributes `page`, and `box` as four numbers, where the
    source has pages), `furniture` (`name` is its kind, as the format states it), `unread` (here
    stands a page that could not be read). `start`/`end` include the delimiters, `inner_start`/
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
    pages: tuple[Page, ...] = ()
    """The pages, where the format has pages; in order of their numbers."""

    def span(self, start: int, end: int) -> Span:
        """The span of these offsets with its quotation."""
        return Span(self.source.id, start, end, self.text[start:end])

    def line_of(self, offset: int) -> int:
        """Line number, from 1, on which an offset stands."""
        return self.text.count("\n", 0, offset) + 1

    def page_at(self, offset: int) -> Page | None:
        """The page on which an offset stands; `None` where the format has no pages."""
        at = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[at] if at >= 0 else None

    def boxes(self, start: int, end: int) -> tuple[tuple[int, str], ...]:
        """Where on the page image `[start, end)` stands: page and box of each line it touches."""
        return tuple(
            (int(mark.get("page")), mark.get("box"))
            for mark in self.marks
            if mark.kind == "line" and mark.start < end and mark.end > start and mark.get("box")
        )
