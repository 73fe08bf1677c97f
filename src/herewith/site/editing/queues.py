"""The queues: every question, sorted by consequence × doubt, with what was answered already.

Consequence is the weight of the kind, times 1 + log10(1 + n), where n statements rest on the same
document or letter. Doubt is 4·p·(1 − p) of the statement's certainty p: 1 where it is as likely
wrong as right, 0 where it is sure (either way); never less than `LEAST`, so that sure statements
are still sorted by their consequence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log10

from herewith.model.decision import Decision, current, disagreements
from herewith.model.edition import Edition
from herewith.model.provenance import Outline
from herewith.site.editing.kinds import QUEUES, Kind, kind_of, weight

__all__ = [
    "LEAST",
    "Asked",
    "Desk",
    "Progress",
    "Question",
    "RuleCount",
    "asked_of",
    "made_desk",
]

LEAST = 0.02
"""Doubt that even a sure statement is given."""


@dataclass(frozen=True, slots=True)
class Question:
    """A statement to be decided: how much hangs on it, and how doubtful it is."""

    outline: Outline
    kind: Kind
    consequence: float
    rests: int
    doubt: float

    @property
    def score(self) -> float:
        """Consequence × doubt: high comes first."""
        return self.consequence * self.doubt


@dataclass(frozen=True, slots=True)
class Asked:
    """Every question that an edition raises, in its queue, in order. Another only after a run."""

    queues: Mapping[str, Sequence[Question]]
    by_id: Mapping[str, Question]
    known: frozenset[str]
    """Ids of all statements, those included about which nothing is asked."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Questions of a queue: all, decided, left unsure; the rest is open."""

    total: int
    decided: int
    unsure: int

    @property
    def open(self) -> int:
        """Questions that nobody has answered."""
        return self.total - self.decided - self.unsure


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule of a queue with its open questions, and how sure it is of them (lowest, highest)."""

    queue: str
    rule: str
    open: int
    lowest: float
    highest: float


class Desk:
    """The questions of an edition with what editors have said to them.

    Args:
        asked: the questions.
        decisions: all decisions, in the order written.
        lost: whether a decision names what is no longer there.
    """

    def __init__(
        self, asked: Asked, decisions: Sequence[Decision], lost: Callable[[Decision], bool]
    ) -> None:
        self.queues = asked.queues
        self.by_id = asked.by_id
        self.conflicts: Mapping[str, tuple[Decision, ...]] = disagreements(decisions)
        """Where editors disagree, by target; the last word is in force."""
        self._states: dict[str, str] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        orphans = []
        for target, word in sorted(current(decisions).items()):
            if target in asked.by_id:
                state = "unsure" if word.judgement == "unsure" else "decided"
                self._states[target] = state
                self._counts[asked.by_id[target].kind.queue, state] += 1
            elif target not in asked.known and lost(word):
                orphans.append(word)
        self.orphans: Sequence[Decision] = tuple(orphans)
        """Decisions in force on what is no longer there."""

    def state(self, question: Question) -> str:
        """`open`, `unsure` (an editor has looked and left it open) or `decided`."""
        return self._states.get(question.outline.id, "open")

    def progress(self, queue: str) -> Progress:
        """How far a queue is worked through."""
        counts = self._counts
        return Progress(len(self.queues[queue]), counts[queue, "decided"], counts[queue, "unsure"])

    def open(self, queue: str) -> Iterator[Question]:
        """The open questions of a queue, in order."""
        return (q for q in self.queues[queue] if q.outline.id not in self._states)

    def rules(self, queue: str) -> Sequence[RuleCount]:
        """The rules with open questions in a queue, by name."""
        found: dict[str, list[float]] = {}
        for question in self.open(queue):
            found.setdefault(question.outline.rule, []).append(question.outline.certainty)
        return [
            RuleCount(queue, rule, len(sure), min(sure), max(sure))
            for rule, sure in sorted(found.items())
        ]

    def of_rule(self, queue: str, rule: str, least: float) -> Sequence[Question]:
        """Open questions of a rule that it is at least so sure of, in order."""
        return [
            question
            for question in self.open(queue)
            if question.outline.rule == rule and question.outline.certainty >= least
        ]


def asked_of(edition: Edition) -> Asked:
    """Every question that an edition raises."""
    outlines = list(edition.outlines())
    rests = _resting(outlines)
    queues: dict[str, list[Question]] = {name: [] for name in QUEUES}
    for outline in outlines:
        kind = kind_of(outline)
        if kind is not None:
            queues[kind.queue].append(_question(outline, kind, rests(outline)))
    for questions in queues.values():
        questions.sort(key=lambda q: (-q.score, q.outline.id))
    return Asked(
        queues,
        {q.outline.id: q for questions in queues.values() for q in questions},
        frozenset(outline.id for outline in outlines),
    )


def made_desk(edition: Edition, lost: Callable[[Decision], bool]) -> Desk:
    """The questions of an edition with the decisions as they are now."""
    return Desk(asked_of(edition), edition.decisions(), lost)


def _question(outline: Outline, kind: Kind, rests: int) -> Question:
    sure = min(max(outline.certainty, 0.0), 1.0)
    return Question(
        outline,
        kind,
        weight(kind, outline) * (1 + log10(1 + rests)),
        rests,
        max(4 * sure * (1 - sure), LEAST),
    )


def _resting(outlines: Iterable[Outline]) -> Callable[[Outline], int]:
    """Counts what rests on the document or letter that a statement is about."""
    about: Counter[str] = Counter()
    letters: dict[str, str] = {}
    for outline in outlines:
        about[_owner(outline.subject)] += 1
        if outline.stage == "group" and isinstance(outline.value, str):
            letters[outline.subject] = outline.value

    def rests(outline: Outline) -> int:
        owner = _owner(outline.subject)
        if outline.stage not in ("reconstruct", "group", "register"):
            return about.get(outline.subject, 1) - 1
        return about[owner] + about.get(letters.get(owner, ""), 0) - 1

    return rests


def _owner(subject: str) -> str:
    """The document, letter or source that a subject belongs to."""
    return subject.partition("/")[0]
