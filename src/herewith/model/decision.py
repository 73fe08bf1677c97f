"""Editors' decisions: kept as a list that only grows; what holds now is computed from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from herewith.errors import Place
from herewith.model.register import Status

__all__ = ["Decision", "Judgement", "current", "disagreements", "status_of"]

Judgement = Literal["accept", "reject", "set", "unsure", "undo"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One editor's word on one statement.

    `id` is derived from the content. `target` is the statement's id; for `undo` it is the id of
    the decision taken back. `value` is JSON data and given for `set` only. `on` is a date in
    ISO form, given by whoever decides.
    """

    id: str
    target: str
    judgement: Judgement
    value: object
    by: str
    on: str
    because: str
    place: Place | None = None


_STATUS: Mapping[Judgement, Status] = {
    "accept": "accepted",
    "reject": "rejected",
    "set": "set",
    "unsure": "unsure",
}


def status_of(decision: Decision | None) -> Status:
    """What a decision in force makes of a statement: `proposed`, where nobody has decided.

    >>> said = Decision("a", "letter/date", "reject", None, "EB", "1990-01-02", "")
    >>> status_of(said), status_of(None)
    ('rejected', 'proposed')
    """
    return _STATUS.get(decision.judgement, "proposed") if decision else "proposed"


def current(decisions: Iterable[Decision]) -> Mapping[str, Decision]:
    """What holds now: the last decision on each target that has not been taken back.

    Args:
        decisions: in the order in which they were written.

    Returns:
        From statement id to the decision in force.

    >>> a = Decision("a", "letter/date", "accept", None, "EB", "1990-01-02", "")
    >>> b = Decision("b", "letter/date", "reject", None, "EB", "1990-01-03", "misread")
    >>> undo = Decision("c", "b", "undo", None, "EB", "1990-01-04", "")
    >>> current([a, b])["letter/date"].judgement, current([a, b, undo])["letter/date"].judgement
    ('reject', 'accept')
    """
    kept: dict[str, Decision] = {}
    for decision in decisions:
        if decision.judgement == "undo":
            kept.pop(decision.target, None)
        else:
            kept.pop(decision.id, None)
            kept[decision.id] = decision
    return {decision.target: decision for decision in kept.values()}


def disagreements(decisions: Iterable[Decision]) -> Mapping[str, tuple[Decision, ...]]:
    """Where editors disagree: of each the last word that was not taken back, if they differ.

    An editor who has changed his mind does not disagree with himself.

    Returns:
        From statement id to the words of at least two editors, in the order written; the last
        one is in force.

    >>> a = Decision("a", "letter/date", "accept", None, "EB", "1990-01-02", "")
    >>> b = Decision("b", "letter/date", "reject", None, "MK", "1990-01-03", "misread")
    >>> [d.by for d in disagreements([a, b])["letter/date"]]
    ['EB', 'MK']
    """
    decisions = list(decisions)
    undone = {decision.target for decision in decisions if decision.judgement == "undo"}
    words: dict[str, dict[str, Decision]] = {}
    for decision in decisions:
        if decision.judgement != "undo" and decision.id not in undone:
            own = words.setdefault(decision.target, {})
            own.pop(decision.by, None)
            own[decision.by] = decision
    out = {}
    for target, by in words.items():
        said = tuple(by.values())
        if any((d.judgement, d.value) != (said[0].judgement, said[0].value) for d in said[1:]):
            out[target] = said
    return out
