"""One question: the statement in words, its evidence in context, what else it might be, who said what."""

from __future__ import annotations

from collections.abc import Sequence

from herewith.model.decision import Decision, current
from herewith.model.provenance import Statement
from herewith.model.records import encode, short_digest
from herewith.site.editing.alternatives import choices, offered
from herewith.site.editing.kinds import BY_RULE
from herewith.site.editing.queues import Desk, Question
from herewith.site.editing.records import QuestionPage
from herewith.site.editing.saying import facts, mention_of, subject_of
from herewith.site.editing.sides import sides
from herewith.site.editing.views import word_rows
from herewith.site.explanations import Explanations, in_words
from herewith.site.index import EditionIndex
from herewith.site.views.texts import Texts

__all__ = ["question_page", "seen"]

EVIDENCE = 12
"""Pieces of evidence shown with a question; the rest stand on the page that explains it."""


def question_page(index: EditionIndex, desk: Desk, target: str) -> QuestionPage | None:
    """The page of a question; `None` if nothing is asked about the statement."""
    question = desk.by_id.get(target)
    statement = index.edition.statement(target)
    if question is None or statement is None:
        return None
    decisions = index.edition.decisions()
    word = current(decisions).get(target)
    activity = index.edition.activity(statement.stage)
    explanations = Explanations(index)
    place, before, after = _place(desk, question)
    kind = question.kind
    return QuestionPage(
        id=target,
        queue=kind.queue,
        property=statement.property,
        asks=_asks(index, statement, kind.queue),
        facts=facts(index, statement),
        subject=subject_of(index, statement.subject),
        sides=sides(index, statement),
        evidence=Texts(index, explanations).evidence(
            statement.evidence[:EVIDENCE], statement.language
        ),
        more_evidence=max(0, len(statement.evidence) - EVIDENCE),
        because=statement.because,
        rule=statement.rule,
        stage=statement.stage,
        version=activity.version if activity else "",
        certainty=statement.certainty,
        consequence=question.consequence,
        rests=question.rests,
        doubt=question.doubt,
        status=statement.status,
        state=desk.state(question),
        original=in_words(statement.original_value),
        alternatives=offered(index, statement),
        takes=kind.takes,
        choices=choices(kind.takes),
        decisions=word_rows(decisions, _about(decisions, target)),
        disagree=target in desk.conflicts,
        in_force=word.id if word else "",
        seen=seen(statement),
        place=place,
        open=desk.progress(kind.queue).open,
        before=before,
        after=after,
        explain=explanations.of(statement),
        by_rule=kind.queue in BY_RULE,
    )


def seen(statement: Statement) -> str:
    """What an editor has looked at: another as soon as the statement says or proves another thing.

    Other editors' words are no part of it: whoever disagrees is heard.
    """
    return short_digest(encode(statement.value), encode(statement.evidence))


def _asks(index: EditionIndex, statement: Statement, queue: str) -> str:
    """What is asked, by its name in `labels`."""
    if queue == "register":
        return "register"
    if statement.property == "target" and not statement.value:
        mention = mention_of(index, statement.subject)
        return f"target_{mention.mention_status if mention else 'attested'}"
    return statement.property


def _about(decisions: Sequence[Decision], target: str) -> list[Decision]:
    """Decisions on a statement and those that take them back."""
    own = {d.id for d in decisions if d.target == target and d.judgement != "undo"}
    return [d for d in decisions if d.id in own or (d.judgement == "undo" and d.target in own)]


def _place(desk: Desk, question: Question) -> tuple[int, str, str]:
    """Place among the open questions of the queue (0 if it is not open), and those before and after.

    Of a question that is answered already, those that stand next in the order of the queue.
    """
    order = desk.queues[question.kind.queue]
    at = next(n for n, one in enumerate(order) if one.outline.id == question.outline.id)
    before = [one.outline.id for one in order[:at] if desk.state(one) == "open"]
    after = [one.outline.id for one in order[at + 1 :] if desk.state(one) == "open"]
    return (
        len(before) + 1 if desk.state(question) == "open" else 0,
        before[-1] if before else "",
        after[0] if after else (before[0] if before else ""),
    )
