"""Two things that changed places: `42 of ours, 24 of yours`, `defensive, not offensive`.

Units found elsewhere in the other text are a matter of order as a rule. Where two of them stand
in each other's place, with the words around them unmoved, the text says something else: unless
they are but members of a list.
"""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.changes import Changes
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.reasons import REASONS, severity
from herewith.algorithms.substance.units import ACTORS, Unit, content
from herewith.languages.cues import signs
from herewith.model.findings import Facet

__all__ = ["crossed"]

LISTING = frozenset({"func", "conj", "title", "initial"})
"""Kinds of words that may stand between two members of a list."""

CLAUSES = frozenset({"that", "which", "who", "than"})
"""Words that open a clause: what stands on both sides of one is no list."""

FACETS: dict[str, Facet] = {"num": "quantity", "date": "date", "design": "reference"}
"""What is exchanged, by the kind of the unit; anything else is a matter of who or what."""


def crossed(state: Changes) -> Iterator[Draft]:
    """Units that stand in one another's place."""
    agent = signs(state.language, "agent")
    if any(side[k].key in agent for side, k in _left(state)):
        return  # the voice changed: the places of words mean nothing
    if _recipients(state.a, state.language) != _recipients(state.b, state.language):
        return  # *granted visas to them*, *granted them visas*
    moved = sorted((i, j) for i, j, why in state.pairs if why in ("moved", "same"))
    slot = {i: j for i, j, _ in state.pairs}
    for n, (i, j) in enumerate(moved):
        for k, m in moved[n + 1 :]:
            if m >= j or not _weighs(state.a[i]) or not _weighs(state.a[k]):
                continue
            if _swapped(state, slot, (i, j), (k, m)):
                yield _draft(state, (i, k), (m, j))


def _recipients(side: tuple[Unit, ...], language: str | None) -> int:
    """How often a text says to whom something goes by a word for it."""
    return sum(1 for u in side if u.key in signs(language, "recipient"))


def _left(state: Changes) -> Iterator[tuple[tuple[Unit, ...], int]]:
    yield from ((state.a, i) for i in state.left_a)
    yield from ((state.b, j) for j in state.left_b)


def _weighs(unit: Unit) -> bool:
    return content(unit) and unit.kind not in ("pron", "conj", *ACTORS)


def _swapped(
    state: Changes, slot: dict[int, int], one: tuple[int, int], other: tuple[int, int]
) -> bool:
    """Whether two pairs (first side, second side) that cross fill each other's place."""
    (i, j), (k, m) = one, other
    between = state.a[i + 1 : k]
    if not between or (
        all(u.kind in LISTING for u in between) and not any(u.key in CLAUSES for u in between)
    ):
        return False
    inner = [
        x
        for x in range(i + 1, k)
        if content(state.a[x]) or state.a[x].kind == "neg" or state.a[x].key in CLAUSES
    ]
    if not inner or any(not m < slot.get(x, -1) < j for x in inner):
        return False
    places = ((i, m), (k, j))
    return all(_framed(state, slot, x, y) for x, y in places)


def _framed(state: Changes, slot: dict[int, int], i: int, j: int) -> bool:
    """Whether the word before or behind a place is the same on both sides."""
    before = i > 0 and j > 0 and slot.get(i - 1) == j - 1
    behind = i + 1 < len(state.a) and slot.get(i + 1) == j + 1
    edge = (i == 0 and j == 0) or (i + 1 == len(state.a) and j + 1 == len(state.b))
    return before or behind or edge


def _draft(state: Changes, mine: tuple[int, int], theirs: tuple[int, int]) -> Draft:
    kind = state.a[mine[0]].kind
    a = state.a[mine[0]].start, state.a[mine[1]].end
    b = state.b[theirs[0]].start, state.b[theirs[1]].end
    facet = FACETS.get(kind, "agency")
    return Draft("substance", facet, severity("crossed", "substance"), "crossed", REASONS["crossed"][1], a, b)  # fmt: skip
