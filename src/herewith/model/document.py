"""What reconstruction makes of a source: documents, furniture, duplicates and gaps.

Every code point of a source lies in exactly one passage, furniture or duplicate. A document's
reading text is composed from its passages; `runs` lead every character of it back to the source.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal, NewType

from herewith.errors import Problem
from herewith.model.text import Source, SourceId, Span

__all__ = [
    "Document",
    "DocumentId",
    "Duplicate",
    "Furniture",
    "FurnitureKind",
    "Gap",
    "Layer",
    "Passage",
    "Reconstruction",
    "Run",
]

DocumentId = NewType("DocumentId", str)

FurnitureKind = Literal[
    "catchword",
    "running_head",
    "page_number",
    "stamp",
    "letterhead",
    "address_block",
    "seal",
    "hand",
    "footnote",
    "artefact",
    "duplicate",
    "markup",
    "blank",
    "front_matter",
    "editorial",
]
"""The contract's kinds, and four of ours: `markup` between blocks of an encoded file, `blank`
space between blocks, `front_matter` (title pages, lists, contents) and `editorial` (an
editor's heading, source note or apparatus in a printed volume)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source that belongs to a document, in reading order.

    `role` is `body`, `heading`, `dateline`, `salutation`, `address`, `subject`, `closing`,
    `signature`, `enclosures`, `reference`, `note`, `list`, `verse`, `annotation` or `other`.
    `flow` says that white space (line ends included) is layout, so that it reads as one space.
    `before` is what separates the passage from the one before it in the reading text.
    `silent` passages are kept but take no part in the reading text (an undoubted deletion).
    `deleted` are the words of such a deletion, without what marks them as deleted.
    """

    source: SourceId
    start: int
    end: int
    role: str
    page: int | None = None
    flow: bool = True
    before: str = "\n\n"
    silent: bool = False
    deleted: Span | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Reading text `[start, end)` comes from source text `[source_start, source_end)`.

    Where both lengths agree the characters correspond one by one; where they differ the run is
    one unit (an entity, white space read as one space).
    """

    start: int
    end: int
    source: SourceId
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Layer:
    """A state of some words of the reading text: who wrote or removed them, or how sure they are.

    `kind`: `struck`, `inserted`, `hand`, `unclear`, `indistinct` (the page says it could not be
    heard or read), `withheld` (the page says text was taken out), `emended` (an editor reads so;
    `delivered` is what stands in the source). `doubtful` marks a layer that
    the program does not obey: a strike-out over words the sentence needs.
    Offsets are into the document's reading text.
    """

    kind: Literal["struck", "inserted", "hand", "unclear", "indistinct", "withheld", "emended"]
    start: int
    end: int
    doubtful: bool
    why: str
    delivered: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of a source that belongs to the page and not to the text."""

    id: str
    kind: FurnitureKind
    source: SourceId
    start: int
    end: int
    why: str
    document: DocumentId | None = None
    page: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A stretch of a source that repeats another: the same page captured again, or a witness.

    `kept` and `other` are half-open source offsets; `differences` are pairs of readings
    `(kept text, other text)`.
    """

    id: str
    source: SourceId
    kept: tuple[int, int]
    other: tuple[int, int]
    relation: Literal["same_page_recaptured", "second_witness"]
    differences: tuple[tuple[str, str], ...]
    why: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Text that must have stood here and is not held.

    `after`/`before` are the source offsets of the last words before and the first words after
    the gap, `at` is where it falls in the document's reading text. `estimate_words` is `None`
    where nothing supports an estimate; `range_words` are the least and the most that are likely.
    `kind` is `page`, `words`, `withheld` or `end`.
    """

    id: str
    document: DocumentId
    source: SourceId
    after: tuple[int, int] | None
    before: tuple[int, int] | None
    at: int
    page: int | None
    estimate_words: int | None
    why: str
    kind: Literal["page", "words", "withheld", "end"] = "page"
    confidence: float = 1.0
    range_words: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One text that we hold.

    `text` is the reading text: passages in order, layout white space and markup taken out,
    line-end hyphens joined where that is sure. `language` is ISO 639-1 or `None`. `pages` are
    the pages (from 1, counted within the source, or the printed number where the source gives
    one) it stands on. `heading` is an editor's or publisher's heading, kept apart from the text.
    """

    id: DocumentId
    kind: str | None
    language: str | None
    pages: tuple[int, ...]
    passages: tuple[Passage, ...]
    text: str
    runs: tuple[Run, ...]
    complete: bool
    layers: tuple[Layer, ...] = ()
    gaps: tuple[Gap, ...] = ()
    heading: str | None = None
    heading_span: Span | None = None
    notes: tuple[Furniture, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    """What the format itself states: `xml:id`, `n`, `type`, `when`, and the like."""

    @property
    def source(self) -> SourceId:
        """The source of the first passage (a document may go on in another)."""
        return self.passages[0].source

    def roles(self, *names: str) -> tuple[Passage, ...]:
        """The passages that have one of these roles, in order."""
        return tuple(p for p in self.passages if p.role in names)

    def locate(self, start: int, end: int) -> tuple[tuple[SourceId, int, int], ...]:
        """Source stretches from which reading text `[start, end)` comes, in reading order.

        Neighbouring runs that touch or are divided only by layout are joined into one stretch
        when they come from one source in increasing order.

        Returns:
            Triples `(source, start, end)`; empty for an empty stretch that no run holds.
        """
        out: list[tuple[SourceId, int, int]] = []
        first = max(0, bisect_right(self.runs, start, key=lambda run: run.start) - 1)
        for run in self.runs[first:]:
            if run.start >= end and run.start > start:
                break
            if run.end <= start and run.end < end:
                continue
            low, high = _within(run, start, end)
            if high <= low:
                continue
            if out and out[-1][0] == run.source and 0 <= low - out[-1][2] <= 200:
                out[-1] = (run.source, out[-1][1], high)
            else:
                out.append((run.source, low, high))
        return tuple(out)

    def place(self, start: int, end: int) -> tuple[SourceId, int, int]:
        """One source stretch for reading text `[start, end)`: the first of `locate`.

        Raises:
            ValueError: if no delivered character stands there.
        """
        found = self.locate(start, end)
        if not found:
            raise ValueError(f"{self.id}: nothing delivered at {start}:{end}")
        return found[0]


def _within(run: Run, start: int, end: int) -> tuple[int, int]:
    """Source offsets of the part of a run that lies in reading text `[start, end)`."""
    if run.end - run.start != run.source_end - run.source_start:
        return (run.source_start, run.source_end) if start < run.end and end > run.start else (0, 0)
    low = run.source_start + max(start, run.start) - run.start
    high = run.source_start + min(end, run.end) - run.start
    return low, high


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """Everything reconstruction says about one source."""

    source: Source
    documents: tuple[Document, ...]
    furniture: tuple[Furniture, ...]
    duplicates: tuple[Duplicate, ...]
    gaps: tuple[Gap, ...]
    problems: tuple[Problem, ...] = field(default=())
