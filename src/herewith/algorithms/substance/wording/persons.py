"""Who acts and who is acted upon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from herewith.algorithms.substance.changes import Changes
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.reasons import REASONS
from herewith.algorithms.substance.units import ACTORS, Unit, content
from herewith.algorithms.substance.wording.left import couples, draft
from herewith.languages.cues import signs

__all__ = ["exchanged", "persons"]

SPEAKERS = frozenset({"we", "you", "they", "i", "he", "she"})
"""Pronouns that stand for somebody."""

LISTING = frozenset({"func", "conj", "pron", "title", "initial", "party", "quant"})
"""Kinds of words that may stand between two members of a list."""

Actor = tuple[str, int]
"""Who, and the index of the unit."""


def persons(state: Changes) -> Iterator[Draft]:
    """We for you, theirs for ours."""
    for i in state.kind_a("pron"):
        for j in state.kind_b("pron"):
            if i in state.left_a and j in state.left_b and state.a[i].value == state.b[j].value:
                state.take(i, j, "inflected")
    for i, j in couples(state, "pron"):
        pair = {state.a[i].value, state.b[j].value}
        near = pair <= {"we", "i"} or pair & {"it", "self"} or pair <= {"he", "she"}
        yield draft(state, (i, j), "nuance" if near else "substance", "agency", "person")


def exchanged(state: Changes) -> Iterator[Draft]:
    """Actors that changed places, unless a list was reordered or the voice changed with them.

    *A attacked B* and *B was attacked by A* agree; *B attacked A* does not, nor does *A was
    attacked by B*.
    """
    mine, theirs = _actors(state.a), _actors(state.b)
    order_a, order_b = [who for who, _ in mine], [who for who, _ in theirs]
    if sorted(order_a) != sorted(order_b) or mine == theirs:
        return
    voice = _agents(state.a, state.language) != _agents(state.b, state.language)
    if order_a == order_b:
        changed = (
            voice
            and len(set(order_a)) > 1
            and bool(state.kind_a("aux") + state.kind_b("aux"))
            and not _same_doer(state)
        )
        places = [0, len(mine) - 1]
    else:
        changed = not voice and not _listed(state, mine, theirs) and not _other_act(state)
        places = [k for k, (x, y) in enumerate(zip(order_a, order_b, strict=True)) if x != y]
    if changed:
        yield _roles(state, [mine[k][1] for k in places], [theirs[k][1] for k in places])


def _same_doer(state: Changes) -> bool:
    """Whether who follows `by` on one side stands before the act on the other: *words addressed by
    you*, *words you addressed*."""
    agent = signs(state.language, "agent")
    for own, other, left, flip in (
        (state.a, state.b, state.left_a, False), (state.b, state.a, state.left_b, True)
    ):  # fmt: skip
        for k in (k for k in left if own[k].key in agent):
            slot = {(j if flip else i): (i if flip else j) for i, j, _ in state.pairs}
            act = next(
                (slot[n] for n in range(k - 1, -1, -1) if n in slot and content(own[n])), None
            )
            doer = next((u.value for u in own[k + 1 :] if _acts(u)), "")
            before = [u.value for u in other[: act or 0] if _acts(u)]
            if act is not None and doer in before[-2:]:
                return True
    return False


def _acts(unit: Unit) -> bool:
    return unit.kind in ACTORS or (unit.kind == "pron" and unit.value in SPEAKERS)


def _other_act(state: Changes) -> bool:
    """Whether another act is told: `your letter reached me`, `I received your letter`."""
    return any(state.a[i].kind == "act" for i in state.left_a) and any(
        state.b[j].kind == "act" for j in state.left_b
    )


def _roles(state: Changes, mine: Sequence[int], theirs: Sequence[int]) -> Draft:
    """The draft about actors that changed places, from the first to the last of them."""
    for left, taken in ((state.left_a, mine), (state.left_b, theirs)):
        for k in taken:
            if k in left:
                left.remove(k)
    a = state.a[mine[0]].start, state.a[mine[-1]].end
    b = state.b[theirs[0]].start, state.b[theirs[-1]].end
    return Draft("substance", "agency", "critical", "roles", REASONS["roles"][1], a, b)


def _actors(side: Sequence[Unit]) -> list[Actor]:
    """Names and pronouns of a text in order."""
    return [
        (u.value, k)
        for k, u in enumerate(side)
        if (u.kind in ACTORS and not _heads(side, k))
        or (u.kind == "pron" and u.value in SPEAKERS and not _owns(side, k))
    ]


def _heads(side: Sequence[Unit], k: int) -> bool:
    """Whether an office is a part of the name behind it: *Secretary Rusk*."""
    behind = side[k + 1] if k + 1 < len(side) else None
    return side[k].kind == "office" and behind is not None and behind.kind in ("name", "person")


def _owns(side: Sequence[Unit], k: int) -> bool:
    """Whether a pronoun is a part of the actor behind it: *your consul*."""
    return k + 1 < len(side) and side[k + 1].kind in ACTORS


def _agents(side: Sequence[Unit], language: str | None) -> int:
    """Whether the number of agents brought in by `by` is odd."""
    return sum(1 for u in side if u.key in signs(language, "agent")) % 2


def _listed(state: Changes, mine: Sequence[Actor], theirs: Sequence[Actor]) -> bool:
    """Whether what changed places are the members of a list, or a whole phrase was moved."""
    directions = signs(state.language, "direction")
    for side, actors, other in ((state.a, mine, theirs), (state.b, theirs, mine)):
        places = [x[1] for x, y in zip(actors, other, strict=True) if x[0] != y[0]]
        between = [u for u in side[places[0] + 1 : places[-1]] if u.kind not in ACTORS]
        if all(u.kind in LISTING and u.key not in directions for u in between):
            return True
    if _around_one_act(state, mine, theirs):
        return False
    return sum(1 for _, _, why in state.pairs if why == "moved") > 2


def _around_one_act(state: Changes, mine: Sequence[Actor], theirs: Sequence[Actor]) -> bool:
    """Whether an act stands between what changed places, in both texts, and stayed."""
    apart = [k for k, (x, y) in enumerate(zip(mine, theirs, strict=True)) if x[0] != y[0]]
    if len(apart) != 2:
        return False
    first, last = (mine[k][1] for k in apart)
    low, high = (theirs[k][1] for k in apart)
    between = [
        i for i, j, why in state.pairs
        if why in ("same", "moved") and first < i < last and low < j < high
        and state.a[i].kind in ("act", "request", "word", "commit")
    ]  # fmt: skip
    led = signs(state.language, "where")
    leading = [side[k - 1].key for side, k in ((state.a, first), (state.b, low)) if k]
    return bool(between) and not any(key in led for key in leading)
