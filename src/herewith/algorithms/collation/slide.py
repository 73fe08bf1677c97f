"""Where an omission begins: of two equal cuts, the one at the end of a sentence or clause.

Where words are left out between two equal words, the omission can as well begin one word earlier:
"We will [not invade. We will] wait" or "[We will not invade.] We will wait". The alignment does
not care; a reader does.

Source:
    The same question for lines of programs: M. Haggerty, the indent heuristic of git diff (2016).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.tokens import Ints

__all__ = ["slid"]

STOPS = frozenset(".!?…")
FARTHEST = 40
"""An omission is moved by so many words at most."""


def slid(graph: VariantGraph) -> VariantGraph:
    """The graph with omissions and additions cut where sentences and clauses end.

    Complexity:
        O(columns), and O(`FARTHEST`) for each omission that can move at all.
    """
    norms = graph.ids(graph.norms)
    table: Ints | None = None
    for low, high, absent in _blocks(norms, np.asarray(graph.taking_part().all(1))):
        best = _best(graph, norms, low, high)
        if best:
            table = graph.table.copy() if table is None else table
            _shift(table, norms, low, high, absent, best)
    return graph if table is None else replace(graph, table=table)


def _blocks(norms: Ints, all_testify: NDArray[np.bool_]) -> Iterator[tuple[int, int, Ints]]:
    """Runs of columns that the same witnesses lack and the others agree on."""
    missing = norms < 0
    highest = norms.max(1, initial=-1)
    block = missing.any(1) & (missing | (norms == highest[:, None])).all(1) & all_testify
    rows = np.flatnonzero(block)
    if not len(rows):
        return
    lacking = missing[rows]
    breaks = np.flatnonzero((np.diff(rows) != 1) | (lacking[1:] != lacking[:-1]).any(1)) + 1
    for piece in np.split(rows, breaks):
        yield int(piece[0]), int(piece[-1]) + 1, np.flatnonzero(missing[piece[0]])


def _best(graph: VariantGraph, norms: Ints, low: int, high: int) -> int:
    """How far the block had better be moved: negative to the left, 0 to stay."""
    most = norms.shape[0]

    def same(outer: int, inner: int) -> bool:
        return bool((norms[outer] == norms[inner].max()).all())

    left = 0
    while (
        left < FARTHEST and low - left > 0 and same(low - left - 1, _inside(low, high, -left - 1))
    ):
        left += 1
    right = 0
    while (
        right < FARTHEST and high + right < most and same(high + right, _inside(low, high, right))
    ):
        right += 1
    if not left and not right:
        return 0
    words = [graph.vocabulary.norms[norms[n].max()] for n in range(low - left, high + right)]
    before = graph.vocabulary.norms[norms[low - left - 1].max()] if low > left else "."
    size = high - low

    def score(shift: int) -> tuple[int, int]:
        at = left + shift
        return _cut_score(words[at - 1] if at else before, words[at + size - 1]), -abs(shift)

    return max(range(-left, right + 1), key=score)


def _inside(low: int, high: int, step: int) -> int:
    """The column of the block that a step outside of it repeats."""
    return low + step % (high - low)


def _cut_score(before: str, last: str) -> int:
    """How good it is to leave out what stands between two words."""
    if before in STOPS and last in STOPS:
        return 2
    return 1 if not before[0].isalnum() and before == last else 0


def _shift(table: Ints, norms: Ints, low: int, high: int, absent: Ints, by: int) -> None:
    """Move the words of the witnesses that lack the block to its other side."""
    step = 1 if by > 0 else -1
    for _ in range(abs(by)):
        source, target = (high, low) if step > 0 else (low - 1, high - 1)
        for rows in (table, norms):
            rows[target, absent] = rows[source, absent]
            rows[source, absent] = -1
        low, high = low + step, high + step
