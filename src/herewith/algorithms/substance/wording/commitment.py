"""Obligation, possibility, future and the rungs of promise."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.changes import Changes
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.ladder import commitment_class, modal_class
from herewith.algorithms.substance.reasons import REASONS
from herewith.algorithms.substance.units import Unit, opposed
from herewith.algorithms.substance.wording.left import Lone, couples, draft, lone
from herewith.languages.cues import signs
from herewith.model.collation import Class

__all__ = ["aspects", "commitments", "modals", "tenses"]

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
        if value == "should" and _conditional(one):
            state.take(*one.pair())
        elif value == "may" and one.unit.key in ADVERBS and _beside_may(one):
            yield draft(state, one.pair(), "nuance", "commitment", "modal")
        elif value in ("will", "would") and _of_a_clause(one):
            state.take(*one.pair())
        elif value in ("will", "would") and tense is not None:
            yield draft(state, one.pair(tense), "substance", "time_of_act", "done_or_to_come")
        elif promise is not None:
            yield draft(state, one.pair(promise), "substance", "commitment", "commitment")
        elif value == "due":
            yield draft(state, one.pair(), "nuance", "commitment", "modal")
        else:
            cls = "nuance" if value == "would" and _polite(one) else "substance"
            yield draft(state, one.pair(), cls, "commitment", "modal")


def _polite(one: Lone) -> bool:
    """Whether a `would` only softens what is said: *would like*, *would be prepared*, *would seem*."""
    words = signs(one.state.language, "soft")
    return any(
        u.key in words or u.kind in ("commit", "modal", "request") or "wish" in u.concepts
        for u in one.side[one.index + 1 : one.index + 4]
    )


ADVERBS = frozenset({"perhaps", "possibly", "maybe"})

MAY = frozenset({"may", "might", "can", "could"})

BESIDE = 6
"""Units around a `perhaps` in which a `may` says the same."""


def _beside_may(one: Lone) -> bool:
    """Whether a `may` near a `perhaps` already leaves the matter open."""
    near = one.side[max(0, one.index - BESIDE) : one.index] + one.side[one.index + 1 :][:BESIDE]
    return any(u.kind == "modal" and u.key in MAY for u in near)


def _conditional(one: Lone) -> bool:
    """Whether a `should` stands in a condition that the other side opens with it: *if he should be
    replaced*, *should he be replaced*."""
    before = one.side[: one.index]
    return any(u.kind == "cond" for u in before) and any(
        u.kind == "cond" and u.key == "should" for u in one.facing
    )


BEFORE_MODAL = 3
"""Units before a modal in which the verb stands whose clause it opens."""


def _of_a_clause(one: Lone) -> bool:
    """Whether the modal only makes a clause of what is `to` be done: *hope to*, *hope we shall*."""
    pairs = ((i, j) if one.first else (j, i) for i, j, _ in one.state.pairs)
    return any(
        one.facing[theirs].lemma.split() == [one.side[own].lemma, "to"]
        for own, theirs in pairs
        if one.index - BEFORE_MODAL <= own < one.index
    )


def aspects(state: Changes) -> Iterator[Draft]:
    """Done against under way: `have left`, `are leaving`; `have been`, `are being resettled`."""
    for i, j, why in list(state.pairs):
        if why == "moved" or state.a[i].kind in ("func", "aux", "pron"):
            continue
        mine, theirs = _aspect(state.a, i), _aspect(state.b, j)
        if {mine, theirs} == {"done", "under way"}:
            a, b = state.a[i], state.b[j]
            grave, note = REASONS["stage_of_act"]
            for left, side in ((state.left_a, state.a), (state.left_b, state.b)):
                for k in [k for k in left if side[k].kind == "aux"]:
                    left.remove(k)
            yield Draft("substance", "time_of_act", grave, "stage_of_act", note, (a.start, a.end), (b.start, b.end))  # fmt: skip


def _promises(one: Lone) -> bool:
    """Whether what is promised follows: `agree to …`; who merely agrees promises nothing."""
    behind = one.beside(1)
    return one.unit.value != "agree" or (behind is not None and behind.key == "to")


TENSES = (frozenset({"was", "be"}), frozenset({"did", "do"}))
"""Auxiliaries of which one tells of the past and one of the present."""

PERFECT = frozenset({"have", "had"})
"""Auxiliaries of what was done by now, and by then."""

TELLING = frozenset({"say", "think", "know", "answer", "understand"})
"""Concepts of verbs behind which a tense follows theirs."""


def tenses(state: Changes) -> Iterator[Draft]:
    """`The troops were, are in the zone`; behind a word of saying the tense follows that word's."""
    yield from _inflected(state)
    for i, j in couples(state, "aux"):
        if i not in state.left_a or j not in state.left_b or abs(state.aligned(i) - j) > 1:
            continue
        pair = frozenset({state.a[i].value, state.b[j].value})
        if pair not in TENSES and pair != PERFECT:
            continue
        reporting = signs(state.language, "reporting")
        told = any(u.key in reporting or u.concepts & TELLING for u in state.a[:i])
        cls: Class = "form" if told else "nuance" if pair == PERFECT else "substance"
        yield draft(state, (i, j), cls, "time_of_act", "done_or_to_come")


DONE = frozenset({"past", "futr"})
"""Grammar of Russian verbs that tells of what was done, and of what is to come."""


def _inflected(state: Changes) -> Iterator[Draft]:
    """A verb that tells of the past against itself in the future: «покинул», «покинет»."""
    for i, j, why in [p for p in state.pairs if p[2] in ("inflected", "synonym")]:
        if (state.a[i].features | state.b[j].features) & DONE == DONE and not (
            state.a[i].features & state.b[j].features & DONE
        ):
            state.pairs.remove((i, j, why))
            state.left_a.append(i)
            state.left_b.append(j)
            yield draft(state, (i, j), "substance", "time_of_act", "done_or_to_come")


def _aspect(side: tuple[Unit, ...], k: int) -> str:
    """Whether an act is told as done or as under way, as far as its auxiliaries tell."""
    before = side[max(0, k - 3) : k]
    if any(u.key == "being" for u in before) or (
        side[k].key.endswith("ing")
        and any(u.kind == "aux" and u.value in ("be", "was") for u in before)
    ):
        return "under way" if not any(u.value in ("have", "had") for u in before) else ""
    return "done" if any(u.kind == "aux" and u.value in ("have", "had") for u in before) else ""


def commitments(state: Changes) -> Iterator[Draft]:
    """Promise, agreement, readiness, intention."""
    for i, j in couples(state, "commit"):
        cls = commitment_class(state.a[i].value, state.b[j].value)
        yield draft(state, (i, j), cls, "commitment", "commitment")
    for one in lone(state, "commit"):
        partner = one.other("word", "act", "term", "qual", "request", "common")
        facing = one.facing[partner].concepts if partner is not None else frozenset()
        if one.unit.value == "intend" and "wish" in facing:
            yield draft(state, one.pair(partner), "nuance", "commitment", "commitment")
        elif partner is None:
            yield draft(state, one.pair(), "substance", "commitment", "commitment")
        elif opposed(one.unit.concepts, one.facing[partner].concepts):
            yield draft(state, one.pair(partner), "substance", "polarity", "opposite")
        else:
            strange = one.facing[partner].kind == "word" and not _promises(one)
            cls = "nuance" if strange else "substance"
            yield draft(state, one.pair(partner), cls, "commitment", "commitment")
