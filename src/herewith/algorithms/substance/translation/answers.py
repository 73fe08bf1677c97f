"""What one side answers to the other: pairs, drafts and neighbours."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.assignment import assign
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.matching import Matching, Side
from herewith.algorithms.substance.reasons import REASONS, severity
from herewith.model.collation import Class
from herewith.model.findings import Facet

__all__ = ["CLOSE", "NEAR", "Pair", "akin", "beside", "couples", "draft", "framed"]

NEAR = 0.35
"""How far apart (0..1 of the text) two units may stand to be taken for one another's place."""


CLOSE = 0.15
"""The same, for words that stand elsewhere in the other text too."""


Pair = tuple[int | None, int | None]
"""Indices of a unit of either side; one may be missing."""


def draft(m: Matching, pair: Pair, cls: Class, facet: Facet, rule: str) -> Draft:
    """A draft about units, one of which may be missing; both count as answered from now on."""
    i, j = pair
    u = m.a.units[i] if i is not None else None
    v = m.b.units[j] if j is not None else None
    at_a = m.place_a(j) if u is None and j is not None else 0
    at_b = m.place_b(i) if v is None and i is not None else 0
    if i is not None and j is not None:
        m.join(i, j)
    elif i is not None:
        m.pairs[i] = -1
    elif j is not None:
        m.back[j] = -1
    a = (u.start, u.end) if u else (at_a, at_a)
    b = (v.start, v.end) if v else (at_b, at_b)
    return Draft(cls, facet, severity(rule, cls), rule, REASONS[rule][1], a, b)


def couples(
    m: Matching, kinds: tuple[str, ...], others: tuple[str, ...] = ()
) -> Iterator[tuple[int, int]]:
    """What is unpaired on both sides, paired by place, nearest first."""
    free = [(m.apart(i, j), i, j) for i in m.free_a(*kinds) for j in m.free_b(*(others or kinds))]
    yield from assign(free)


def beside(m: Matching, i: int, j: int) -> bool:
    """Whether the words right after two units, or right before them, are each other's."""
    after, behind = _step(m.a, i, 1), _step(m.b, j, 1)
    before, ahead = _step(m.a, i, -1), _step(m.b, j, -1)
    return (after is not None and m.pairs.get(after) == behind) or (
        before is not None and m.pairs.get(before) == ahead
    )


def akin(m: Matching, i: int, j: int, reach: int = 2) -> bool:
    """Whether a word of meaning near one unit is the counterpart of one near the other, in any order."""
    near = {m.pairs.get(k, -1) for k in _around(m.a, i, reach)} - {-1}
    return bool(near & set(_around(m.b, j, reach)))


def framed(m: Matching, i: int, j: int) -> bool:
    """Whether the nearest paired units before and behind two units are each other's."""
    before_a = max((k for k in m.pairs if k < i and m.pairs[k] >= 0), default=-1)
    before_b = max((k for k in m.back if k < j and m.back[k] >= 0), default=-1)
    behind_a = min((k for k in m.pairs if k > i and m.pairs[k] >= 0), default=-1)
    behind_b = min((k for k in m.back if k > j and m.back[k] >= 0), default=-1)
    if -1 in (before_a, before_b, behind_a, behind_b):
        return False
    return m.pairs[before_a] == before_b and m.pairs[behind_a] == behind_b


def _around(side: Side, k: int, reach: int) -> list[int]:
    """The nearest words of meaning on both sides of a unit."""
    found = []
    for by in (1, -1):
        n = k
        for _ in range(reach):
            step = _step(side, n, by)
            if step is None:
                break
            found.append(step)
            n = step
    return found


def _step(side: Side, k: int, by: int) -> int | None:
    """The next unit in a direction that is no function word."""
    k += by
    while 0 <= k < len(side.units) and side.units[k].kind in ("func", "aux", "title", "pron"):
        k += by
    return k if 0 <= k < len(side.units) else None
