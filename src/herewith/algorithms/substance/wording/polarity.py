"""Denial and affirmation, and phrases whose words do not mean what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from herewith.algorithms.substance.changes import Changes
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.ladder import modal_class
from herewith.algorithms.substance.negation import denies
from herewith.algorithms.substance.phrases import contraries
from herewith.algorithms.substance.units import ACTORS, Unit, content, opposed
from herewith.algorithms.substance.wording.left import Lone, couples, draft, lone
from herewith.languages.cues import signs
from herewith.model.collation import Class
from herewith.model.findings import Facet

__all__ = ["polarity"]

NEGATIVE = frozenset(
    {"reject", "deny", "forbid", "prevent", "exclude", "hinder", "impossible", "stop", "distrust"}
)
"""Concepts that can stand for a negation (`deny` for `not accord`)."""

IDIOMS: dict[str, tuple[Class, Facet, str]] = {
    "only": ("substance", "scope", "restriction"),
    "nearly": ("substance", "time_of_act", "nearly"),
    "lest": ("substance", "time_of_act", "nearly"),
    "refrain": ("substance", "polarity", "refrain"),
    "notonly": ("substance", "scope", "notonly"),
    "worldwide": ("nuance", "scope", "worldwide"),
}
"""What a phrase that one side lacks comes to; others carry no substance."""


def polarity(state: Changes) -> Iterator[Draft]:
    """A negation on one side only, unless the other says no in other words."""
    _cannot(state)
    for i, j in couples(state, "neg"):
        yield _both_deny(state, i, j)
    for one in lone(state, "neg"):
        yield _one_denies(state, one)
    for one in lone(state, "idiom"):
        other = _other_modal(one)
        if other is not None:
            yield draft(state, one.pair(other), "substance", "commitment", "modal")
        elif one.unit.value == "positive":
            yield _positive(state, one)
        elif one.unit.value == "notonly" and _widened(one):
            yield draft(state, one.pair(), "nuance", "scope", "notonly")
        else:
            cls, facet, rule = IDIOMS.get(one.unit.value, ("form", "form", "phrase"))
            yield draft(state, one.pair(), cls, facet, rule)


MODALS = frozenset({"must", "may", "might", "should", "can", "could"})


def _other_modal(one: Lone) -> int | None:
    """A phrase or modal of the other side with another modal than this phrase: `I may say`."""
    own = MODALS & set(one.unit.key.split())
    for k in one.others:
        unit = one.facing[k]
        if own and unit.kind in ("idiom", "modal") and one.unit.value == "silent":
            theirs = MODALS & set(unit.key.split())
            if theirs and theirs != own:
                return k
    return None


def _positive(state: Changes, one: Lone) -> Draft:
    """`cannot but`: answered by `must`; against `cannot` and `can` another thing is said."""
    no = one.other("neg")
    if no is not None or (no := one.other("idiom", values=frozenset({"cannot"}))) is not None:
        return draft(state, one.pair(no), "substance", "polarity", "negation")
    must = one.other("modal", values=frozenset({"must", "due", "will"}))
    if must is not None:
        return draft(state, one.pair(must), "form", "polarity", "double_negative")
    may = one.other("modal")
    if may is not None:
        return draft(state, one.pair(may), "substance", "commitment", "modal")
    return draft(state, one.pair(), "form", "polarity", "double_negative")


def _widened(one: Lone) -> bool:
    """Whether the side that lacks `not only` still has what it adds: also, as well as, and."""
    words = signs(one.state.language, "widened")
    whole = not any(one.side[k].kind in ACTORS | {"term", "party"} for k in one.left)
    return whole and any(unit.key in words or unit.value == "and" for unit in one.facing)


def _cannot(state: Changes) -> None:
    """`cannot` left over is a negation; its `can` is looked at where both sides deny."""
    for first, left in ((True, state.left_a), (False, state.left_b)):
        side = list(state.a if first else state.b)
        for k in left:
            if side[k].kind == "idiom" and side[k].value == "cannot":
                side[k] = replace(side[k], kind="neg")
        if first:
            state.a = tuple(side)
        else:
            state.b = tuple(side)


def _both_deny(state: Changes, i: int, j: int) -> Draft:
    """Two negations: the same, or *cannot* against *will not*."""
    able = [value == "cannot" for value in (state.a[i].value, state.b[j].value)]
    if able[0] != able[1]:
        one = Lone(state, able[0], i if able[0] else j)
        modal = one.other("modal")
        if modal is not None:
            cls = modal_class("may", one.facing[modal].value, negated=True)
            one.others.remove(modal)
            return draft(state, (i, j), cls, "commitment", "modal")
    _spend_any(state, i, j)
    return draft(state, (i, j), "form", "polarity", "negation_words")


def _spend_any(state: Changes, i: int, j: int) -> None:
    """`not … any` is `no`: the `any` needs no counterpart then."""
    for own, other, left, side in (
        (state.a[i], state.b[j], state.left_a, state.a),
        (state.b[j], state.a[i], state.left_b, state.b),
    ):
        if own.value == "not" and other.value == "no":
            for k in [k for k in left if side[k].kind == "quant" and side[k].value == "any"]:
                left.remove(k)


GOVERNED = 6
"""Units behind a negation that it may deny."""


def _one_denies(state: Changes, one: Lone) -> Draft:
    """A negation on one side: answered by a negative word or an opposite, or a difference."""
    for i in state.left_a:
        for j in state.left_b:
            own = i if one.first else j
            if not one.index < own <= one.index + GOVERNED:
                continue
            u, v = state.a[i], state.b[j]
            if (
                opposed(u.concepts, v.concepts)
                or denies(u.key, v.key)
                or contraries(u, v, state.language)
            ):
                state.take(i, j, "synonym")
                return draft(state, one.pair(), "form", "polarity", "double_negative")
    if one.unit.key == "nor" and any(u.kind == "neg" for u in one.facing):
        either = one.other("conj", values=frozenset({"or"}))
        if either is not None:
            return draft(state, one.pair(either), "form", "polarity", "negation_words")
    answer = next((k for k in one.others if _says_no(one.facing[k])), None)
    if answer is not None:
        for k in [k for k in one.left if one.index < k <= one.index + 2 and content(one.side[k])]:
            one.left.remove(k)
        return draft(state, one.pair(answer), "form", "polarity", "negation_paraphrase")
    can = one.other("modal", values=frozenset({"may"}))
    if one.unit.value == "cannot" and can is not None:
        return draft(state, one.pair(can), "substance", "polarity", "negation")
    return draft(state, one.pair(), "substance", "polarity", "negation")


def _says_no(unit: Unit) -> bool:
    """Whether a word can stand for a negation."""
    return (
        bool(unit.concepts & NEGATIVE)
        or (unit.kind == "commit" and unit.value == "decline")
        or (unit.kind == "idiom" and unit.value in ("refrain", "lest", "nearly"))
    )
