"""What is left over between two texts in one language: single units, couples, and their drafts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from herewith.algorithms.substance.assignment import assign
from herewith.algorithms.substance.changes import Changes
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.reasons import REASONS, severity
from herewith.algorithms.substance.units import Unit
from herewith.model.collation import Class
from herewith.model.findings import Facet

__all__ = ["Lone", "Pair", "couples", "draft", "lone"]

Pair = tuple[int | None, int | None]
"""Indices of a unit of either side; one may be missing."""


@dataclass(frozen=True, slots=True)
class Lone:
    """A unit without counterpart: the side it stands on, its index there, and the other side."""

    state: Changes
    first: bool
    index: int

    @property
    def side(self) -> tuple[Unit, ...]:
        """The units of its own side."""
        return self.state.a if self.first else self.state.b

    @property
    def facing(self) -> tuple[Unit, ...]:
        """The units of the other side."""
        return self.state.b if self.first else self.state.a

    @property
    def unit(self) -> Unit:
        """The unit itself."""
        return self.side[self.index]

    @property
    def left(self) -> list[int]:
        """What is left on its own side."""
        return self.state.left_a if self.first else self.state.left_b

    @property
    def others(self) -> list[int]:
        """What is left on the other side."""
        return self.state.left_b if self.first else self.state.left_a

    def beside(self, by: int) -> Unit | None:
        """The unit that stands so many places behind (or, negative, before) on its own side."""
        k = self.index + by
        return self.side[k] if 0 <= k < len(self.side) else None

    def between(self, k: int, n: int, mark: str) -> bool:
        """Whether a mark stands between two units of its own side."""
        text = self.state.texts[0 if self.first else 1]
        return mark in text[self.side[k].end : self.side[n].start]

    def other(self, *kinds: str, values: frozenset[str] = frozenset()) -> int | None:
        """The first unit left on the other side of some kinds (and values)."""
        for k in self.others:
            unit = self.facing[k]
            if unit.kind in kinds and (not values or unit.value in values):
                return k
        return None

    def pair(self, other: int | None = None) -> Pair:
        """This unit and one of the other side, in order of the sides."""
        return (self.index, other) if self.first else (other, self.index)


def lone(state: Changes, *kinds: str) -> Iterator[Lone]:
    """Units of some kinds that are left, first side first; taken ones are passed over."""
    for first, found in ((True, state.kind_a(*kinds)), (False, state.kind_b(*kinds))):
        for k in found:
            one = Lone(state, first, k)
            if k in one.left:
                yield one


def couples(state: Changes, *kinds: str) -> Iterator[tuple[int, int]]:
    """What is left of some kinds on both sides, paired by place."""
    left, right = state.kind_a(*kinds), state.kind_b(*kinds)
    if len(left) == len(right):
        yield from list(zip(left, right, strict=True))
        return
    whole = 1 + len(state.a) + len(state.b)
    near = ((abs(state.aligned(i) - j) / whole, i, j) for i in left for j in right)
    yield from assign(near)


def draft(state: Changes, pair: Pair, cls: Class, facet: Facet, rule: str) -> Draft:
    """A draft about units, one of which may be missing; both are taken out of what is left."""
    i, j = pair
    here = state.a[i] if i is not None else None
    there = state.b[j] if j is not None else None
    at_a = state.place_a(j or 0) if here is None else 0
    at_b = state.place_b(i or 0) if there is None else 0
    a = (here.start, here.end) if here else (at_a, at_a)
    b = (there.start, there.end) if there else (at_b, at_b)
    state.take(i if i in state.left_a else None, j if j in state.left_b else None)
    return Draft(cls, facet, severity(rule, cls), rule, REASONS[rule][1], a, b)
