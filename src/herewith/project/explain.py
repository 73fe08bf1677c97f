"""Accounts for a statement: evidence in its place, who made it and why, what editors said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from herewith.algorithms.nearest import nearest
from herewith.errors import UsageError
from herewith.model.decision import Decision, current
from herewith.model.edition import Edition
from herewith.model.provenance import Activity, Statement
from herewith.model.register import ADDABLE
from herewith.model.text import Span
from herewith.store import SqliteEdition

__all__ = ["DecisionState", "EvidencePlace", "Explanation", "adds_field", "explain", "unknown"]

CONTEXT = 60
"""Characters shown before and after a quotation."""


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """A piece of evidence where it stands: path and line as people look it up, and the words.

    `line` and `column` count from 1; `start` and `end` are half-open code points. `holds` tells
    whether the delivered text still reads as the quotation says.
    """

    source: str
    path: str
    line: int
    column: int
    start: int
    end: int
    quote: str
    before: str
    after: str
    holds: bool
    page: int | None = None
    """Page of the file, from 1, where its format has pages."""


@dataclass(frozen=True, slots=True)
class DecisionState:
    """A decision, and what has become of it: `in_force`, `superseded`, or `undone` by another."""

    decision: Decision
    state: str
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known about one statement."""

    statement: Statement
    evidence: tuple[EvidencePlace, ...]
    activity: Activity | None
    decisions: tuple[DecisionState, ...]


def explain(edition: SqliteEdition, key: str) -> tuple[Explanation, ...]:
    """The account of a statement, or of all statements about a subject.

    Raises:
        UsageError: if there is neither; with the nearest ids.
    """
    decisions = edition.decisions()
    statement = edition.statement(key)
    found: Sequence[Statement] = (statement,) if statement else edition.statements_about(key)
    if not found:
        item = edition.item(key)
        found = edition.statements_about(item.id) if item else ()
        if item and not found:
            found = [s for w in item.witnesses if (s := edition.statement(w.statement))]
    if not found:
        raise unknown(edition, key)
    paths = {source.id: source.path for source in edition.sources()}
    return tuple(
        Explanation(
            one,
            tuple(_place(edition, span, str(paths.get(span.source, ""))) for span in one.evidence),
            edition.activity(one.stage),
            tuple(_states(decisions, one.id)),
        )
        for one in found
    )


def adds_field(edition: Edition, target: str) -> bool:
    """Whether a target is a field of the register that a document may have and nothing was read of.

    A decision that sets it adds the field (`letter-1/place`).
    """
    document, _, field = target.rpartition("/")
    return field in ADDABLE and edition.document(document) is not None


def unknown(edition: SqliteEdition, key: str, *, subjects: bool = True) -> UsageError:
    """The error for an id that nothing has, with the nearest ids."""
    choices = [*edition.statement_ids(), *(edition.subjects() if subjects else ())]
    near = nearest(key, choices)
    hint = f" Nearest: {', '.join(near)}" if near else ""
    what = "statement or subject" if subjects else "statement"
    return UsageError(f'there is no {what} "{key}".{hint}')


def _place(edition: SqliteEdition, span: Span, path: str) -> EvidencePlace:
    text = edition.source_text(span.source) or ""
    line = text.count("\n", 0, span.start) + 1
    column = span.start - (text.rfind("\n", 0, span.start) + 1) + 1
    return EvidencePlace(
        str(span.source),
        path or str(span.source),
        line,
        column,
        span.start,
        span.end,
        span.quote,
        text[max(0, span.start - CONTEXT) : span.start],
        text[span.end : span.end + CONTEXT],
        text[span.start : span.end] == span.quote,
        max((p.n for p in edition.pages(span.source) if p.start <= span.start), default=None),
    )


def _states(decisions: Sequence[Decision], target: str) -> list[DecisionState]:
    """All decisions ever made on a statement, in order, taken back or not."""
    undone = {d.target: d.id for d in decisions if d.judgement == "undo"}
    standing = current(decisions).get(target)
    out: list[DecisionState] = []
    for decision in decisions:
        if decision.judgement == "undo" or decision.target != target:
            continue
        if decision.id in undone:
            out.append(DecisionState(decision, "undone", undone[decision.id]))
        elif standing is not None and standing.id == decision.id:
            out.append(DecisionState(decision, "in_force"))
        else:
            out.append(DecisionState(decision, "superseded"))
    return out
