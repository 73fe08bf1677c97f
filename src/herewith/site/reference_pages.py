"""Page records of what letters point to: attested papers, completeness, references.

Documented in `docs/site.md` with the others of `herewith.site.pages`.
"""

from __future__ import annotations

from dataclasses import dataclass

from herewith.site.parts import Evidence, Ref, Said

__all__ = [
    "AroundRow",
    "AttestedPage",
    "AttestedRow",
    "ClaimRow",
    "CompletenessPage",
    "Extent",
    "ReferenceLink",
    "ReferenceNode",
    "ReferencesPage",
]


@dataclass(frozen=True, slots=True)
class AttestedRow:
    """A letter known only from others, with the words that attest it."""

    id: str
    anchor: str
    description: str
    date: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    status: str
    attested_status: str
    searched: str
    rule: str
    request: str
    evidence: tuple[Evidence, ...]
    attested_by: tuple[Ref, ...]
    explain: str
    statements: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class AttestedPage:
    """Everything attested and not held, part by part; `total` counts all."""

    rows: tuple[AttestedRow, ...]
    total: int = 0
    part: int = 1
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim of completeness: who makes it in what words, what is held, and the verdict."""

    where: Ref
    anchor: str
    words: str
    language: str | None
    claim: str
    count: int | None
    held: int
    attested: int
    verdict: str
    because: str
    status: str
    explain: str


@dataclass(frozen=True, slots=True)
class Extent:
    """The days that a delivered file spans, and what lies before, after and outside of it.

    Letters are counted once, whatever their number of witnesses. `outside` are held in other
    files and of the same days.
    """

    source: Ref
    letters: int
    first: str
    last: str
    before: int
    after: int
    outside: int
    attested: int


@dataclass(frozen=True, slots=True)
class AroundRow:
    """A paper that lies around a delivered file and is not in it.

    `side` is `before` or `after` its days, `outside` (of its days, in other files only) or
    `attested` (of its days, and not held).
    """

    file: Ref
    side: str
    paper: Ref


@dataclass(frozen=True, slots=True)
class CompletenessPage:
    """What the papers claim of their completeness, and how far each delivered file reaches.

    `around` are the papers around the files, those of this part of the page; where these would be
    very many, only of the files that claim something. `around_count` counts them all.
    """

    claims: tuple[ClaimRow, ...]
    extents: tuple[Extent, ...]
    around: tuple[AroundRow, ...]
    around_count: int
    part: int
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferenceNode:
    """A letter in the drawing: its lane (who wrote it) and its row (its place in time), from 0."""

    letter: Ref
    sender: str
    lane: int
    row: int


@dataclass(frozen=True, slots=True)
class ReferenceLink:
    """From one letter to another. `kind`: `answers`, `mentions`, `quotes` or `crosses`.

    `from_row`, `from_lane`, `to_row` and `to_lane` are the ends in the drawing, -1 where an end
    is on another part of the page. Letters that cross have no words that link them.
    """

    kind: str
    source: Ref
    target: Ref
    words: str
    language: str | None
    because: tuple[str, ...]
    explain: str
    from_row: int
    from_lane: int
    to_row: int
    to_lane: int


@dataclass(frozen=True, slots=True)
class ReferencesPage:
    """Who answers, mentions and quotes what: a drawing of the letters in time, and lists.

    Letters that neither link nor are linked are left out and counted in `alone`.
    """

    lanes: tuple[str, ...]
    nodes: tuple[ReferenceNode, ...]
    links: tuple[ReferenceLink, ...]
    counts: tuple[tuple[str, int], ...]
    alone: int
    part: int
    parts: tuple[str, ...]
