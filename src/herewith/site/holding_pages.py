"""Page records of what was delivered: sources, their pages, gaps and duplicates.

Documented in `docs/site.md` with the others of `herewith.site.pages`.
"""

from __future__ import annotations

from dataclasses import dataclass

from herewith.site.parts import Evidence, GapBlock, Picture, Ref, Said

__all__ = [
    "Account",
    "DuplicateRow",
    "FurnitureRow",
    "GapRow",
    "HoldingsPage",
    "Leaf",
    "LeafLines",
    "PageRow",
    "ProblemRow",
    "SourcePage",
    "SourceRow",
    "StretchRow",
]


@dataclass(frozen=True, slots=True)
class Account:
    """Where the characters of a source went. `nowhere` is 0 unless something is wrong."""

    documents: int
    furniture: int
    duplicates: int
    nowhere: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One delivered file and what became of it."""

    source: str
    address: str
    path: str
    media_type: str
    encoding: str | None
    encoding_certainty: float
    sha256: str
    bytes: int
    chars: int
    lines: int
    pages: tuple[int, ...]
    account: Account
    documents: tuple[Ref, ...]
    furniture: tuple[tuple[str, int], ...]
    duplicates: int
    gaps: int
    states: tuple[tuple[str, int], ...] = ()
    """Of a source whose format has pages: how many pages are in each state."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page of a source whose format has pages, whether or not it could be read.

    `where` says what became of its characters: pairs of `document`, a kind of furniture,
    `duplicate` or `nowhere`, and how many. `image` names where the page can be seen.
    """

    n: int
    anchor: str
    label: str
    state: str
    why: str
    confidence: float | None
    rotation: int
    languages: str
    image: str
    lines: int
    where: tuple[tuple[str, int], ...]
    documents: tuple[Ref, ...]
    explain: str


@dataclass(frozen=True, slots=True)
class LeafLines:
    """Following lines of a page that went to one place: `kind` and `document` as in `StretchRow`."""

    first: int
    last: int
    text: str
    kind: str
    document: Ref | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page with its image, if there is one, and its lines.

    `rotation` is by how many degrees clockwise the image must be turned to be upright; `turned` by
    how many the image that is shown was turned.
    """

    n: int
    label: str
    state: str
    rotation: int
    turned: int
    picture: Picture | None
    lines: tuple[LeafLines, ...]


@dataclass(frozen=True, slots=True)
class StretchRow:
    """Following lines of a source that went to one place; `page` where its format has pages.

    `kind` is `document`, a kind of furniture, `duplicate` or `nowhere`.
    """

    first: int
    last: int
    page: int | None
    kind: str
    document: Ref | None


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap, the document that has it, and the words on either side of it."""

    document: Ref
    gap: GapBlock
    after: str
    before: str
    language: str | None


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem of the last run, with the page of its file where we have one."""

    code: str
    severity: str
    message: str
    place: str
    hint: str
    address: str


@dataclass(frozen=True, slots=True)
class HoldingsPage:
    """Every delivered file accounted for, every gap, every problem."""

    sources: tuple[SourceRow, ...]
    gaps: tuple[GapRow, ...]
    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True)
class FurnitureRow:
    """A stretch that belongs to the page and not to the text, with the statement that says so."""

    id: str
    anchor: str
    kind: str
    page: int | None
    line: int
    start: int
    end: int
    quote: str
    why: str
    said: Said | None


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """A stretch that repeats another, and how the two differ."""

    id: str
    anchor: str
    relation: str
    kept: Evidence
    other: Evidence
    differences: tuple[tuple[str, str], ...]
    why: str
    explain: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One delivered file: its documents, pages, furniture, duplicates, gaps and problems.

    `stretches` account for every line, `sheets` for every page, `statements` for everything said
    that no row shows; `leaves` show the pages where any has an image. Long lists are given part by part, everything else on the first part; blank
    space and markup are only counted (in `source.furniture`) and not listed.
    `furniture_total` counts what is listed.
    """

    source: SourceRow
    gaps: tuple[GapRow, ...]
    duplicates: tuple[DuplicateRow, ...]
    furniture_total: int
    furniture: tuple[FurnitureRow, ...]
    part: int
    parts: tuple[str, ...]
    problems: tuple[ProblemRow, ...]
    sheets: tuple[PageRow, ...] = ()
    stretches: tuple[StretchRow, ...] = ()
    statements: tuple[Said, ...] = ()
    leaves: tuple[Leaf, ...] = ()
