"""Differences between two texts, each with its evidence, and the certificate over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

from herewith.model.collation import Class, ItemId, SeverityOf
from herewith.model.document import DocumentId
from herewith.model.register import Status

__all__ = [
    "Comparison",
    "ComparisonId",
    "Facet",
    "Finding",
    "NotHeld",
    "Side",
    "SideReport",
    "Verdict",
]

ComparisonId = NewType("ComparisonId", str)

Facet = Literal[
    "quantity",
    "date",
    "duration",
    "deadline",
    "actor",
    "office",
    "place",
    "polarity",
    "commitment",
    "request",
    "condition",
    "scope",
    "agency",
    "time_of_act",
    "reference",
    "term",
    "content",
    "form",
]

Verdict = Literal[
    "no_difference_of_substance", "differences_of_substance", "incomplete", "undetermined"
]


@dataclass(frozen=True, slots=True)
class Side:
    """What one side has: words and half-open offsets into that document's reading text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference, or one place where no judgement is possible.

    `cls` (JSON: `class`) and `severity` are separate: a difference of form is never severe, one
    of substance may be minor. `reason` is a sentence for people; `rule` names the rule that made
    it. `id` depends on both texts and the rule, not on the order of findings. `origin` is the
    bead or variation it rests on. `cause` is how it probably came about (`copying`, `typing`,
    `ocr`, `editing`, `translation`, `release`, or empty), `gloss` explains both readings to those
    who have one of the languages only, `settled` says what another witness says to it.
    """

    id: str
    cls: Class
    facet: Facet
    severity: SeverityOf
    a: Side
    b: Side
    reason: str
    rule: str
    status: Status = "proposed"
    origin: str = ""
    cause: str = ""
    gloss: str = ""
    settled: str = ""


@dataclass(frozen=True, slots=True)
class NotHeld:
    """A stretch that could not be compared: where, about how many words, and why."""

    at: int
    words: int | None
    why: str


@dataclass(frozen=True, slots=True)
class SideReport:
    """Coverage of one side: words held, words really compared, and what was not compared."""

    document: DocumentId | None
    label: str
    language: str | None
    words: int
    compared: int
    not_held: tuple[NotHeld, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of two witnesses with its certificate text.

    `statement` says exactly what can be said, coverage first. `basis` is the id of the collation
    or bitext it rests on; `packs` are the rules, lexicon and language packs with their versions.
    `state` identifies all that the certificate rests on: a signature holds for one state only.
    `signature` says whether an editor's word on the certificate holds (`valid`, `refused`), or
    was given for another state (`stale`); `signed` is that word in a sentence.
    """

    id: ComparisonId
    item: ItemId | None
    basis: str
    a: SideReport
    b: SideReport
    verdict: Verdict
    statement: str
    findings: tuple[Finding, ...]
    packs: tuple[str, ...] = ()
    state: str = ""
    signature: Literal["", "valid", "refused", "stale"] = ""
    signed: str = ""

    def counts(self) -> dict[str, int]:
        """Number of findings by class, rejected ones left out."""
        out = {"none": 0, "form": 0, "nuance": 0, "substance": 0, "undetermined": 0}
        for finding in self.findings:
            if finding.status != "rejected":
                out[finding.cls] += 1
        return out
