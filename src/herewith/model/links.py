"""Mentions of other items, quotations, and what is attested but not held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from herewith.model.collation import ItemId
from herewith.model.dates import HistoricalDate
from herewith.model.document import DocumentId
from herewith.model.register import Status
from herewith.model.text import Span

__all__ = ["Attested", "AttestedStatus", "Candidate", "Mention", "MentionStatus", "Quotation"]

MentionStatus = Literal["resolved", "suggested", "ambiguous", "attested"]

AttestedStatus = Literal[
    "not_found", "not_printed", "not_attached", "not_identified", "never_sent", "withheld"
]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item a mention may mean, with a score (0..1, high is good) and the reasons for it."""

    item: ItemId
    document: DocumentId | None
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that point to another item. `start`/`end` are into the document's reading text.

    `passage_start`/`passage_end` are into the reading text of the first candidate's document: what
    the mention paraphrases there; both are 0 where no passage stands out.
    """

    id: str
    document: DocumentId
    start: int
    end: int
    text: str
    evidence: tuple[Span, ...]
    kind: str
    number: str
    date: HistoricalDate | None
    mention_status: MentionStatus
    target: ItemId | None
    candidates: tuple[Candidate, ...]
    because: tuple[str, ...]
    rule: str
    status: Status = "proposed"
    passage_start: int = 0
    passage_end: int = 0


@dataclass(frozen=True, slots=True)
class Attested:
    """An item that we know of only from others. Mentions of one item are merged.

    `date` is EDTF, an interval where only bounds are known, or empty.
    """

    id: str
    description: str
    date: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    evidence: tuple[Span, ...]
    attested_by: tuple[str, ...]
    attested_status: AttestedStatus
    searched: str
    status: Status = "proposed"
    rule: str = ""
    """How it became known: `mention`, `enclosure`, `note` or `sequence` (a number left out)."""
    request: str = "not_requested"
    """What an editor wrote of asking for it: `requested`, `refused`, `received`, or other words."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words, whether they are verbatim, and whether they stand where it is claimed.

    `target_start`/`target_end` are into the target document's reading text.
    `differences` are pairs `(quoted, source)`.
    """

    id: str
    document: DocumentId
    start: int
    end: int
    text: str
    evidence: tuple[Span, ...]
    cited_date: str
    cited_item: ItemId | None
    verbatim: Literal[
        "exact", "normalised", "elided", "altered", "paraphrase", "not_found", "not_a_quotation"
    ]
    place: Literal["as_cited", "elsewhere", "unknown"]
    target: DocumentId | None
    target_start: int
    target_end: int
    differences: tuple[tuple[str, str], ...]
    reason: str
    rule: str
    status: Status = "proposed"
