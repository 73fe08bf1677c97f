"""Obligation, possibility, future and the rungs of promise."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.changes import Changes
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.ladder import commitment_class, modal_class
from herewith.algorithms.substance.units import opposed
from herewith.algorithms.substance.wording.left import couples, draft, lone

__all__ = ["commitments", "modals"]

PAST = frozenset({"have", "had", "was", "did"})
"""Auxiliaries of what has been done."""


def modals(state: Changes) -> Iterator[Draft]:
    """Must, may, will, would: another one, or one that a side lacks."""
    for i, j in couples(state, "modal"):
        cls = modal_class(state.a[i].value, state.b[j].value)
        yield draft(state, (i, j), cls, "commitment", "modal")
    for one in lone(state, "modal"):
        value = one.unit.value
        tense = one.other("aux", values=PAST)
        promise = one.other("commit")
        if value in ("will", "would") and tense is not None:
            yield draft(state, one.pair(tense), "substance", "time_of_act", "done_or_to_come")
        elif promise is not None:
            yield draft(state, one.pair(promise), "substance", "commitment", "commitment")
        elif value == "due":
            yield draft(state, one.pair(), "nuance", "commitment", "modal")
        else:
            cls = "nuance" if value == "would" else "substance"
            yield draft(state, one.pair(), cls, "commitment", "modal")


def commitments(state: Changes) -> Iterator[Draft]:
    """Promise, agreement, readiness, intention."""
    for i, j in couples(state, "commit"):
        cls = commitment_class(state.a[i].value, state.b[j].value)
        yield draft(state, (i, j), cls, "commitment", "commitment")
    for one in lone(state, "commit"):
        partner = one.other("word", "act", "term", "qual", "request", "common")
        if partner is None:
            yield draft(state, one.pair(), "substance", "commitment", "commitment")
        elif opposed(one.unit.concepts, one.facing[partner].concepts):
            yield draft(state, one.pair(partner), "substance", "polarity", "opposite")
        else:
            yield draft(state, one.pair(partner), "substance", "commitment", "commitment")
