"""What the pages of the desk are made of. Data, no wording; docs/desk.md describes the pages.

Addresses that begin with a slash are of the desk itself; all others are of the reading room,
relative to the edition and without language.
"""

from __future__ import annotations

from dataclasses import dataclass

from herewith.site.parts import DecisionRow, Evidence, Ref

__all__ = [
    "AboutPage",
    "Alternative",
    "BulkPage",
    "ChangeRow",
    "ConflictRow",
    "ConflictsPage",
    "Fact",
    "HomePage",
    "LogPage",
    "OrphansPage",
    "PreviewPage",
    "QuestionPage",
    "QuestionRow",
    "QueuePage",
    "QueueRow",
    "RuleRow",
    "Said",
    "WordRow",
]


@dataclass(frozen=True, slots=True)
class Fact:
    """A part of a value: its name (in `labels`, group `fact`) and the value.

    `group` says how the value is worded: a group of `labels`, `date`, or empty for plain text.
    """

    name: str
    value: str
    group: str = ""
    language: str | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One text that takes part in a question, with the words in question marked in their context."""

    name: str
    address: str
    before: str
    text: str
    after: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another value that can be chosen: as JSON, in words, and what speaks for it."""

    value: str
    text: str
    because: tuple[str, ...] = ()
    address: str = ""
    language: str | None = None
    group: str = ""
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class WordRow:
    """A decision with what became of it: `in_force`, `superseded` or `undone`."""

    row: DecisionRow
    state: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in a list: what is stated, where, how doubtful it is, how much hangs on it."""

    id: str
    property: str
    facts: tuple[Fact, ...]
    subject: Ref
    rule: str
    certainty: float
    consequence: float
    doubt: float
    state: str


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A queue on the first page: its questions, and how far it is worked through."""

    name: str
    total: int
    decided: int
    unsure: int
    open: int
    first: str
    """Id of the first open question, or empty."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule of a queue with its open questions and how sure it is of them."""

    rule: str
    open: int
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page: all queues."""

    queues: tuple[QueueRow, ...]
    conflicts: int
    orphans: int
    decisions: int
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AboutPage:
    """The questions about what a page of the reading room shows."""

    address: str
    rows: tuple[QuestionRow, ...]
    total: int
    open: int
    documents: tuple[str, ...] = ()
    """Documents to whose register a field can be added."""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The questions of a queue, in order; `state` and `rule` narrow them down."""

    queue: QueueRow
    state: str
    rule: str
    rows: tuple[QuestionRow, ...]
    shown: int
    part: int
    parts: int
    rules: tuple[RuleRow, ...]
    by_rule: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question: what is stated, on what evidence, by which rule, and what else it might be."""

    id: str
    queue: str
    property: str
    asks: str
    """What is asked, in `labels`, group `question`."""
    facts: tuple[Fact, ...]
    subject: Ref
    sides: tuple[Said, ...]
    evidence: tuple[Evidence, ...]
    more_evidence: int
    because: str
    rule: str
    stage: str
    version: str
    certainty: float
    consequence: float
    rests: int
    doubt: float
    status: str
    state: str
    original: str
    alternatives: tuple[Alternative, ...]
    takes: str
    choices: tuple[str, ...]
    decisions: tuple[WordRow, ...]
    disagree: bool
    in_force: str
    seen: str
    place: int
    open: int
    before: str
    after: str
    explain: str
    by_rule: bool


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A place where editors disagree: each one's last word, the one in force last."""

    target: str
    subject: Ref
    property: str
    words: tuple[DecisionRow, ...]
    question: bool


@dataclass(frozen=True, slots=True)
class ConflictsPage:
    """All places where editors disagree."""

    rows: tuple[ConflictRow, ...]


@dataclass(frozen=True, slots=True)
class OrphansPage:
    """Decisions in force on what is no longer there, with statements whose ids are like theirs."""

    rows: tuple[tuple[DecisionRow, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    """All decisions, the latest first, with their targets."""

    rows: tuple[tuple[WordRow, str, bool], ...]
    total: int
    part: int
    parts: int


@dataclass(frozen=True, slots=True)
class BulkPage:
    """What a decision on all questions of a rule would touch."""

    queue: str
    rule: str
    judgement: str
    least: float
    rows: tuple[QuestionRow, ...]
    touched: int
    left: int
    """Open questions of the rule of which it is less sure."""
    seen: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A page of the reading room that would change: how, and what of it."""

    page: Ref
    how: str
    kinds: tuple[tuple[str, int], ...]
    still: bool
    """Whether the page stands there now as well."""


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What decisions that are not written would change on the readers' pages."""

    id: str
    ready: bool
    failed: str
    judgement: str
    target: str
    because: str
    value: str
    value_words: str
    words: int
    rows: tuple[ChangeRow, ...]
    records: int
    statements: int
    problems: tuple[str, ...]
    seen: str
