"""Page records of what two or more witnesses say: comparisons and collations.

Documented in `docs/site.md` with the others of `herewith.site.pages`.
"""

from __future__ import annotations

from dataclasses import dataclass

from herewith.site.parts import FindingCard, Minimap, Ref, SideCoverage, Words

__all__ = [
    "CollationPage",
    "ComparisonPage",
    "ReadingRow",
    "VariationCard",
    "WitnessCoverage",
]


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """A comparison of two witnesses: coverage, verdict, findings of substance, then the rest.

    `statement` is the certificate as the comparison made it. `findings` come by class
    (`substance`, `undetermined`, `nuance`, `form`, `none`) and within it in reading order.
    `certificates` are names and addresses of its files.
    """

    comparison: str
    item: Ref | None
    a: SideCoverage
    b: SideCoverage
    verdict: str
    statement: str
    counts: tuple[tuple[str, int], ...]
    findings: tuple[FindingCard, ...]
    basis: Ref
    packs: tuple[str, ...]
    digests: tuple[str, str]
    explain: str
    state: str = ""
    signature: str = ""
    signed: str = ""
    claims: tuple[Ref, ...] = ()
    map: Minimap | None = None
    certificates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WitnessCoverage:
    """How much of a witness took part in a collation, and its gaps as `(words, page, why)`."""

    siglum: str
    role: str
    language: str | None
    address: str
    words: Words
    lacunae: tuple[tuple[int | None, int | None, str], ...]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One reading of a variation: who has it, what it is, and a page where it stands."""

    sigla: tuple[str, ...]
    text: str
    state: str
    lemma: bool
    address: str


@dataclass(frozen=True, slots=True)
class VariationCard:
    """A place where witnesses differ, with the words of the base around it."""

    id: str
    anchor: str
    cls: str
    kind: str
    severity: str
    before: str
    after: str
    readings: tuple[ReadingRow, ...]
    reason: str
    status: str
    explain: str


@dataclass(frozen=True, slots=True)
class CollationPage:
    """The apparatus of a letter's witnesses in one language, form folded."""

    collation: str
    item: Ref | None
    language: str | None
    base: str
    agreements: int
    coverage: tuple[WitnessCoverage, ...]
    variations: tuple[VariationCard, ...]
    moves: tuple[VariationCard, ...]
