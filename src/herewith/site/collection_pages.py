"""Page records of what papers share: pairs, passages, contradictions, releases.

Documented in `docs/site.md` with the others of `herewith.site.pages`.
"""

from __future__ import annotations

from dataclasses import dataclass

from herewith.site.parts import FindingCard, Ref

__all__ = [
    "ContradictionRow",
    "ContradictionsPage",
    "PairCard",
    "PairRow",
    "PaperRef",
    "PassageRow",
    "ReleaseRow",
    "ReleasesPage",
    "SharedPage",
    "SharingPage",
]


@dataclass(frozen=True, slots=True)
class PaperRef:
    """A document: its letter, and as what it testifies to it (siglum and role; empty if alone)."""

    letter: Ref
    siglum: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two documents that share wording, and what they are to each other.

    `of_a`/`of_b` are shares (0..1) of the words of each that stand in the other. `substance` counts
    differences of substance between the two.
    """

    kind: str
    a: PaperRef
    b: PaperRef
    of_a: float
    of_b: float
    words: int
    passages: int
    substance: int
    because: tuple[str, ...]
    status: str
    address: str
    explain: str


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage in both texts, the beginning of each; `words` of it are the same."""

    a: str
    a_address: str
    b: str
    b_address: str
    words: int
    texts: int


@dataclass(frozen=True, slots=True)
class PairCard:
    """A pair with its passages and differences."""

    anchor: str
    pair: PairRow
    a_language: str | None
    b_language: str | None
    passages: tuple[PassageRow, ...]
    differences: tuple[FindingCard, ...]


@dataclass(frozen=True, slots=True)
class SharedPage:
    """All pairs of documents that share wording."""

    counts: tuple[tuple[str, int], ...]
    contradictions: int
    withheld: int
    rows: tuple[PairRow, ...]
    part: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharingPage:
    """One document: its versions, and the passages that it shares with others."""

    document: PaperRef
    pairs: tuple[PairCard, ...]
    part: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContradictionRow:
    """A difference of substance between two versions of one paper."""

    kind: str
    a: PaperRef
    b: PaperRef
    a_language: str | None
    b_language: str | None
    finding: FindingCard


@dataclass(frozen=True, slots=True)
class ContradictionsPage:
    """The differences of substance between versions, over the whole edition."""

    counts: tuple[tuple[str, int], ...]
    rows: tuple[ContradictionRow, ...]
    part: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A place that a document withholds, and what another prints there."""

    anchor: str
    at: PaperRef
    before: str
    text: str
    after: str
    language: str | None
    words: int | None
    release: str
    opened: str
    opened_at: PaperRef | None
    considered: int
    because: str
    status: str
    explain: str


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    """What the papers of the edition withhold, and what of it is open."""

    counts: tuple[tuple[str, int], ...]
    rows: tuple[ReleaseRow, ...]
    part: int
    parts: tuple[str, ...]
