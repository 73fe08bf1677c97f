"""From the desk's queues to its pages: lists of questions, conflicts, orphans, and all decisions."""

from __future__ import annotations

from collections.abc import Sequence

from herewith.algorithms.nearest import nearest
from herewith.model.decision import Decision, current
from herewith.model.records import short_digest
from herewith.model.register import ADDABLE
from herewith.site.addresses import Route
from herewith.site.editing.kinds import BY_RULE, QUEUES
from herewith.site.editing.queues import Desk, Question
from herewith.site.editing.records import (
    AboutPage,
    BulkPage,
    ConflictRow,
    ConflictsPage,
    HomePage,
    LogPage,
    OrphansPage,
    QuestionRow,
    QueuePage,
    QueueRow,
    RuleRow,
    WordRow,
)
from herewith.site.editing.saying import facts, subject_of
from herewith.site.explanations import in_words
from herewith.site.index import EditionIndex
from herewith.site.parts import DecisionRow

__all__ = [
    "PART",
    "STATES",
    "about_page",
    "bulk_page",
    "conflicts_page",
    "decision_row",
    "home_page",
    "log_page",
    "orphans_page",
    "queue_page",
    "subjects_of",
    "word_rows",
]

PART = 50
"""Rows on one page of a list."""

STATES = ("open", "unsure", "decided", "all")
"""What a list of questions can be narrowed down to."""


def home_page(index: EditionIndex, desk: Desk, notices: Sequence[str]) -> HomePage:
    """All queues with their progress."""
    return HomePage(
        tuple(_queue(desk, name) for name in QUEUES),
        len(desk.conflicts),
        len(desk.orphans),
        len(index.edition.decisions()),
        tuple(notices),
    )


def queue_page(
    index: EditionIndex, desk: Desk, name: str, state: str, rule: str, part: int
) -> QueuePage | None:
    """A part of a queue; `None` if there is no such part."""
    found = [
        question
        for question in desk.queues[name]
        if state in ("all", desk.state(question)) and rule in ("", question.outline.rule)
    ]
    parts = max(1, -(-len(found) // PART))
    if not 1 <= part <= parts:
        return None
    return QueuePage(
        _queue(desk, name),
        state,
        rule,
        tuple(_row(index, desk, question) for question in found[(part - 1) * PART : part * PART]),
        len(found),
        part,
        parts,
        tuple(RuleRow(r.rule, r.open, r.lowest, r.highest) for r in desk.rules(name)),
        name in BY_RULE,
    )


def _queue(desk: Desk, name: str) -> QueueRow:
    progress = desk.progress(name)
    first = next(desk.open(name), None)
    return QueueRow(
        name,
        progress.total,
        progress.decided,
        progress.unsure,
        progress.open,
        first.outline.id if first else "",
    )


def _row(index: EditionIndex, desk: Desk, question: Question) -> QuestionRow:
    outline = question.outline
    return QuestionRow(
        outline.id,
        outline.property,
        facts(index, outline),
        subject_of(index, outline.subject),
        outline.rule,
        outline.certainty,
        question.consequence,
        question.doubt,
        desk.state(question),
    )


def conflicts_page(index: EditionIndex, desk: Desk) -> ConflictsPage:
    """Every place where editors disagree."""
    rows = []
    for target, words in sorted(desk.conflicts.items()):
        statement = index.edition.statement(target)
        rows.append(
            ConflictRow(
                target,
                subject_of(index, statement.subject if statement else target),
                statement.property if statement else "",
                tuple(decision_row(word, current=word is words[-1]) for word in words),
                target in desk.by_id,
            )
        )
    return ConflictsPage(tuple(rows))


def orphans_page(desk: Desk) -> OrphansPage:
    """Decisions whose statement or place is gone, each with the nearest ids that are there."""
    known = list(desk.by_id) if desk.orphans else []
    return OrphansPage(
        tuple(
            (decision_row(word, current=True), word.target, tuple(nearest(word.target, known)))
            for word in desk.orphans
        )
    )


def log_page(index: EditionIndex, desk: Desk, part: int) -> LogPage | None:
    """All decisions, the latest first."""
    decisions = index.edition.decisions()
    parts = max(1, -(-len(decisions) // PART))
    if not 1 <= part <= parts:
        return None
    latest = list(reversed(decisions))[(part - 1) * PART : part * PART]
    rows = {row.row.id: row for row in word_rows(decisions, latest)}
    return LogPage(
        tuple((rows[d.id], d.target, d.target in desk.by_id) for d in latest),
        len(decisions),
        part,
        parts,
    )


def word_rows(decisions: Sequence[Decision], shown: Sequence[Decision]) -> tuple[WordRow, ...]:
    """Decisions with what became of each; an undo stands for itself."""
    undone = {d.target for d in decisions if d.judgement == "undo"}
    in_force = {d.id for d in current(decisions).values()}
    rows = []
    for decision in shown:
        state = "in_force" if decision.id in in_force else "superseded"
        if decision.judgement == "undo":
            state = ""
        elif decision.id in undone:
            state = "undone"
        rows.append(WordRow(decision_row(decision, current=state in ("in_force", "")), state))
    return tuple(rows)


def decision_row(decision: Decision, *, current: bool) -> DecisionRow:
    """A decision as pages show it."""
    return DecisionRow(
        decision.id,
        decision.judgement,
        in_words(decision.value),
        decision.by,
        decision.on,
        decision.because,
        str(decision.place) if decision.place else "",
        current,
    )


def bulk_page(
    index: EditionIndex, desk: Desk, queue: str, rule: str, judgement: str, least: float
) -> BulkPage | None:
    """What a word on a rule would touch; `None` if the rule asks nothing in the queue."""
    asked = desk.of_rule(queue, rule, 0.0)
    touched = desk.of_rule(queue, rule, least)
    if not asked:
        return None
    return BulkPage(
        queue,
        rule,
        judgement,
        least,
        tuple(_row(index, desk, question) for question in touched[:PART]),
        len(touched),
        len(asked) - len(touched),
        short_digest(*(question.outline.id for question in touched)),
    )


def about_page(
    index: EditionIndex, desk: Desk, address: str, subjects: frozenset[str]
) -> AboutPage:
    """The questions about some subjects and their parts, the weightiest first."""
    found = [
        question
        for questions in desk.queues.values()
        for question in questions
        if question.outline.subject in subjects or _within(question.outline.subject, subjects)
    ]
    found.sort(key=lambda q: (desk.state(q) != "open", -q.score, q.outline.id))
    return AboutPage(
        address,
        tuple(_row(index, desk, question) for question in found[:PART]),
        len(found),
        sum(desk.state(question) == "open" for question in found),
        tuple(sorted(name for name in subjects if name in index.facts)),
        ADDABLE,
    )


def _within(subject: str, subjects: frozenset[str]) -> bool:
    """Whether a subject is part of one of some others."""
    parts = subject.split("/")
    return any("/".join(parts[:n]) in subjects for n in range(1, len(parts)))


def subjects_of(index: EditionIndex, route: Route) -> frozenset[str]:
    """What a page of the reading room is about: the subjects of statements, or their owners."""
    edition = index.edition
    if route.kind == "letter" and (item := edition.item(route.key)):
        return frozenset((str(item.id), *(str(w.document) for w in item.witnesses)))
    if route.kind == "comparison" and (comparison := edition.comparison(route.key)):
        return frozenset((route.key, comparison.basis))
    if route.kind == "attested":
        return frozenset(str(one.id) for one in edition.attested())
    return frozenset((route.key,)) if route.key else frozenset()
