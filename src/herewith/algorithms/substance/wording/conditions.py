"""Conditions, and the order of acts in time."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.changes import Changes
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.units import Unit, content, opposed
from herewith.algorithms.substance.wording.left import Lone, couples, draft, lone
from herewith.languages.cues import signs
from herewith.model.collation import Class

__all__ = ["conditions", "limits", "order"]

SAME = (frozenset({"if", "provided"}), frozenset({"if", "whether"}))
"""Conditions that are one in other words."""

NEAR = (frozenset({"unless", "until"}), frozenset({"until", "when"}), frozenset({"if", "when"}))
"""Conditions that are a nuance apart."""

DEADLINES = frozenset(
    {"before", "after", "within", "outside", "at_least", "at_most", "more", "less", "simultaneous"}
)
"""Concepts that set a limit of time or number."""


LIMITS = frozenset({"at_least", "at_most", "more", "less", "before", "after", "within"})
"""Concepts that set a limit to the number or date behind them: *at least 40*."""


def conditions(state: Changes) -> Iterator[Draft]:
    """Dropped, added, or of another kind."""
    for i, j in couples(state, "cond"):
        pair = frozenset({state.a[i].value, state.b[j].value})
        if pair == {"unless", "if"} and _if_not(state, i, j):
            yield draft(state, (i, j), "form", "condition", "condition")
            continue
        if pair == {"provided", "unless"} and _not_unless(state, i, j):
            yield draft(state, (i, j), "form", "condition", "condition")
            continue
        spent = _spend_only(state, i, j)
        if pair == {"if", "provided"} and _only(state.a[i]) != _only(state.b[j]) and not spent:
            yield draft(state, (i, j), "substance", "condition", "condition")
            continue
        cls: Class = "form" if len(pair) == 1 or pair in SAME else "substance"
        yield draft(state, (i, j), "nuance" if pair in NEAR else cls, "condition", "condition")
    for one in lone(state, "cond"):
        cause = one.other("cause")
        if one.unit.value == "when" and cause is not None:
            yield draft(state, one.pair(cause), "form", "condition", "condition")
        elif one.unit.value == "when" and _clause(one):
            yield draft(state, one.pair(cause), "substance", "condition", "condition")
        elif one.unit.value == "until" and (before := _earlier(one)) is not None:
            said: Class = "form" if _under_denial(one) else "substance"
            yield draft(state, one.pair(before), said, "condition", "condition")
        elif one.unit.value in AFTERWARDS and (after := _afterwards(one)) is not None:
            yield draft(state, one.pair(after), "nuance", "condition", "condition_softened")
        elif one.unit.value in ("when", "whether"):
            yield draft(state, one.pair(cause), "nuance", "condition", "condition")
        else:
            yield draft(state, one.pair(cause), "substance", "condition", "condition")


AFTERWARDS = frozenset({"if", "provided", "when"})
"""Conditions that an act told to come first may stand for: *if it is paid*, *after it is paid*."""


def _afterwards(one: Lone) -> int | None:
    """The `after` of the other side that opens a clause where this condition does."""
    for k in one.others:
        if "after" in one.facing[k].concepts and one.facing[k].kind == "prep":
            return k
    return None


def _only(unit: Unit) -> bool:
    """Whether a condition says that nothing else will do."""
    return unit.key.startswith("only ")


def _spend_only(state: Changes, i: int, j: int) -> bool:
    """Whether `possible only if` is `only possible if`; the `only` needs no counterpart then."""
    for own, left, side in (
        (state.b[j], state.left_a, state.a),
        (state.a[i], state.left_b, state.b),
    ):
        if own.key == "only if":
            for k in [k for k in left if side[k].kind == "quant" and side[k].value == "only"][:1]:
                left.remove(k)
                return True
    return False


def _earlier(one: Lone) -> int | None:
    """The `before` of the other side that opens a clause where this `until` does."""
    for k in one.others:
        if "before" in one.facing[k].concepts and one.facing[k].kind == "prep":
            return k
    return None


def _under_denial(one: Lone) -> bool:
    """Whether an `until` follows a denial: *not until* is *not before*."""
    return any(u.kind == "neg" or u.value == "cannot" for u in one.side[: one.index])


CLAUSE = 4
"""Units behind `as soon as` that make a clause of their own."""


def _clause(one: Lone) -> bool:
    """Whether a whole clause went with its `when`: what was tied to another act is tied no more."""
    behind = range(one.index + 1, one.index + 1 + CLAUSE)
    return all(k in one.left or k >= len(one.side) for k in behind) and behind[0] < len(one.side)


BEHIND = 9
"""Units behind `if` in which its `not` stands."""


def _if_not(state: Changes, i: int, j: int) -> bool:
    """Whether the `if` goes with a `not` that the other side lacks: `unless`. Takes it out."""
    plain_a = state.a[i].value == "if"
    side, left, k = (state.a, state.left_a, i) if plain_a else (state.b, state.left_b, j)
    negation = next((n for n in left if k < n <= k + BEHIND and side[n].kind == "neg"), None)
    if negation is not None:
        left.remove(negation)
    return negation is not None


def _not_unless(state: Changes, i: int, j: int) -> bool:
    """Whether the `unless` goes with a `not` before it: `only if`. Takes it out."""
    first = state.a[i].value == "unless"
    side, left, k = (state.a, state.left_a, i) if first else (state.b, state.left_b, j)
    negation = next((n for n in left if n < k and side[n].kind == "neg"), None)
    if negation is not None:
        left.remove(negation)
    return negation is not None


def limits(state: Changes) -> Iterator[Draft]:
    """A limit to a number or date that one side lacks; `before` against `since`."""
    for one in lone(state, "prep"):
        beside = one.beside(1)
        if one.unit.concepts & LIMITS and (
            (beside is not None and beside.kind in ("num", "date")) or _sets_a_time(one)
        ):
            yield draft(state, one.pair(), "substance", "deadline", "deadline")
    for one in lone(state, "prep"):
        since = next((k for k in one.others if one.facing[k].key == "since"), None)
        if since is not None and one.unit.concepts & {"before", "after"}:
            cls: Class = "form" if "after" in one.unit.concepts else "substance"
            yield draft(state, one.pair(since), cls, "condition", "order_of_acts")


BEHIND_LIMIT = 3
"""Units behind a limit of time in which what it sets stands."""


def _sets_a_time(one: Lone) -> bool:
    """Whether a limit and the act it hangs on stand on one side only, and the text looks ahead:
    *we shall pay after the harvest*, «не ранее принятия бюджета»."""
    if not one.unit.concepts & TIMES:
        return False
    behind = range(one.index + 1, min(one.index + 1 + BEHIND_LIMIT, len(one.side)))
    left = any(k in one.left and content(one.side[k]) for k in behind)
    ahead = any(
        u.kind in ("modal", "commit", "request") or u.features & {"futr", "INFN"} for u in one.side
    )
    return left and ahead


TIMES = frozenset({"before", "after", "within", "at_least", "at_most"})


def order(state: Changes) -> Iterator[Draft]:
    """Before against after, more against less, within against after."""
    for i in state.kind_a("prep"):
        for j in state.kind_b("prep"):
            if i not in state.left_a or j not in state.left_b:
                continue
            if opposed(state.a[i].concepts, state.b[j].concepts):
                yield draft(state, (i, j), "substance", "condition", "order_of_acts")
            elif state.a[i].concepts & DEADLINES and state.b[j].concepts & DEADLINES:
                yield draft(state, (i, j), "substance", "deadline", "deadline")
    favour = signs(state.language, "favor")
    for one in lone(state, "prep"):
        if "against" in one.unit.concepts:
            rival = next((k for k in one.others if one.facing[k].key in favour), None)
            if rival is not None:
                yield draft(state, one.pair(rival), "substance", "polarity", "direction")
