"""From what a form says to an editor's word; what makes no sense is refused in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from herewith.algorithms.dates.edtf import parse_edtf
from herewith.algorithms.nearest import did_you_mean
from herewith.model.decision import Judgement
from herewith.model.edition import Edition
from herewith.model.provenance import Statement
from herewith.model.records import short_digest
from herewith.site.editing.alternatives import choices, offered
from herewith.site.editing.kinds import BY_RULE, QUEUES, Kind
from herewith.site.editing.ports import Word
from herewith.site.editing.questions import seen
from herewith.site.editing.queues import Desk
from herewith.site.index import EditionIndex

__all__ = ["JUDGEMENTS", "NO_REASON", "RefusedError", "bulk_words", "least_of", "word_of"]

JUDGEMENTS: Mapping[str, Judgement] = {
    "accept": "accept",
    "reject": "reject",
    "set": "set",
    "unsure": "unsure",
}

NO_REASON = "looked at on the desk; no reason given"
"""Written where an editor gives no reason."""

LONGEST = 4000
"""Characters of a reason or value, at most."""


@dataclass
class RefusedError(Exception):
    """A form that cannot be followed: status of the answer, a message of `labels` and a detail."""

    status: int
    message: str
    detail: str = ""


def word_of(index: EditionIndex, desk: Desk, form: Mapping[str, str]) -> Word:
    """The word on one statement.

    Raises:
        RefusedError: 404 if nothing is asked there, 400 if the word makes no sense, 409 if the
            statement is no longer what the editor has seen.
    """
    target = form.get("id", "")
    question, statement = desk.by_id.get(target), index.edition.statement(target)
    if question is None or statement is None:
        raise RefusedError(404, "no_question", target)
    judgement = JUDGEMENTS.get(form.get("judgement", ""))
    if judgement is None:
        raise RefusedError(400, "no_judgement", form.get("judgement", ""))
    if form.get("seen") != seen(statement):
        raise RefusedError(409, "changed", target)
    value: object = None
    if judgement == "set":
        value = _value(index, statement, question.kind, form)
    return Word(target, judgement, value, _reason(form))


def _reason(form: Mapping[str, str]) -> str:
    said = " ".join(form.get("because", "").split())
    if len(said) > LONGEST:
        raise RefusedError(400, "too_long")
    return said or NO_REASON


def _value(
    index: EditionIndex, statement: Statement, kind: Kind, form: Mapping[str, str]
) -> object:
    """The value that was chosen, or else the one that was typed."""
    chosen = form.get("choice", "")
    if chosen:
        if chosen not in {one.value for one in offered(index, statement)}:
            raise RefusedError(409, "not_offered")
        return json.loads(chosen)
    typed = form.get("value", "").strip()
    if len(typed) > LONGEST:
        raise RefusedError(400, "too_long")
    if kind.takes == "gap":
        return _gap(form)
    if not kind.takes or kind.takes == "bead":
        raise RefusedError(400, "no_value")
    if not typed:
        raise RefusedError(400, "no_value")
    if listed := choices(kind.takes):
        if typed not in listed:
            raise RefusedError(400, "not_listed", typed)
        return typed
    return _typed(index, statement, kind, typed)


def _typed(index: EditionIndex, statement: Statement, kind: Kind, typed: str) -> object:
    """A value from what was typed."""
    if kind.takes == "date":
        return _date(statement, typed)
    if kind.takes == "letter":
        return _letter(index.edition, typed)
    if kind.takes == "document":
        return {"held": True, "target": _document(index, typed)}
    if kind.takes in ("number", "marking"):
        return _of_kind(statement, typed)
    return typed


def _of_kind(statement: Statement, typed: str) -> object:
    """A number or mark of the kind that the statement has."""
    kind = statement.value.get("kind") if isinstance(statement.value, Mapping) else None
    return {"kind": kind, "value": typed, "normal": typed} if kind else typed


def _document(index: EditionIndex, typed: str) -> str:
    """The id of a document, given by its id or by that of a letter of which it is the base."""
    if typed in index.facts:
        return typed
    item = index.edition.item(typed)
    held = [one for one in item.witnesses if one.status != "rejected"] if item else []
    if not held:
        hint = did_you_mean(typed, list(index.facts))
        raise RefusedError(400, "no_document", f"{typed}. {hint}".strip())
    return str(next((one for one in held if one.base), held[0]).document)


def _gap(form: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, key in (("page", "page"), ("words", "estimate_words")):
        typed = form.get(name, "").strip()
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 8):
            raise RefusedError(400, "no_number", typed)
        if typed:
            found[key] = int(typed)
    if not found:
        raise RefusedError(400, "no_value")
    return found


def _date(statement: Statement, typed: str) -> object:
    try:
        parse_edtf(typed)
    except ValueError as error:
        raise RefusedError(400, "no_date", typed) from error
    role = statement.value.get("role") if isinstance(statement.value, Mapping) else None
    return {"edtf": typed, "role": role} if role and role != "written" else typed


def _letter(edition: Edition, typed: str) -> str:
    """The id of a letter, given by its id, a former one, or that of a document of it."""
    item = edition.item(typed) or edition.item_of(typed)
    if item is None:
        hint = did_you_mean(typed, [one.id for one in edition.items()])
        raise RefusedError(400, "no_letter", f"{typed}. {hint}".strip())
    return item.id


def least_of(typed: str) -> float:
    """A probability from a form, given in per cent.

    Raises:
        RefusedError: 400 if it is not a number from 0 to 100.

    >>> least_of("95"), least_of("")
    (0.95, 0.0)
    """
    try:
        share = float(typed.replace(",", ".") or "0")
    except ValueError as error:
        raise RefusedError(400, "no_number", typed) from error
    if not 0 <= share <= 100:
        raise RefusedError(400, "no_number", typed)
    return share / 100


def bulk_words(desk: Desk, form: Mapping[str, str]) -> tuple[Word, ...]:
    """The words on all open questions of a rule.

    Raises:
        RefusedError: 400 if no rule is named or its questions are answered singly, 409 if they
            are no longer those that the editor has seen.
    """
    queue, rule = form.get("queue", ""), form.get("rule", "")
    judgement = form.get("judgement", "")
    if queue not in QUEUES or queue not in BY_RULE or not rule:
        raise RefusedError(400, "no_rule", rule)
    if judgement not in ("accept", "reject"):
        raise RefusedError(400, "no_judgement", judgement)
    touched = desk.of_rule(queue, rule, least_of(form.get("least", "")))
    if not touched:
        raise RefusedError(409, "nothing_touched", rule)
    if form.get("seen") != short_digest(*(question.outline.id for question in touched)):
        raise RefusedError(409, "changed", rule)
    said = _reason(form)
    because = f"rule {rule}, {said}"
    return tuple(Word(q.outline.id, JUDGEMENTS[judgement], None, because) for q in touched)
