"""Moves: words that one witness has elsewhere than the others, each move as one unit.

A move leaves two traces in the variant graph: a stretch that a witness does not share with the
others, and a stretch that the others have and it lacks. Runs of three words that occur once in
the first kind of stretch and once in the second are seeds; seeds on one diagonal are joined across
noise, extended over equal words, and the block is accepted if most of it agrees.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.collation.anchors import seeds
from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.tokens import Ints

__all__ = ["Moved", "moved_blocks"]

SEED = 3
"""Words of a seed."""

BRIDGE = 14
"""Two seeds belong to one block across so many changed words at most."""

SLANT = 6
"""... and if they are shifted against each other by so many words at most."""

LEAST = 5
"""Words that a block must have, unless it is the whole of both its stretches."""

SKIPS = tuple(
    sorted(((n, m) for n in range(3) for m in range(3)), key=lambda p: (sum(p), max(p), p))
)
"""Columns of either side across which the ends of a block are carried on, nearest first."""

ENOUGH = 100
"""... if the words behind them weigh as much as one that is not very frequent."""

REST = 3
"""Changed words at the end of what was lost and of what was added that go with the move."""

AGREED = 0.6
"""Share of equal words that a block must have."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Columns `[low, high)` and `[other_low, other_high)` hold the same words.

    `words` counts the words that agree.
    """

    low: int
    high: int
    other_low: int
    other_high: int
    words: int


def moved_blocks(graph: VariantGraph) -> tuple[Moved, ...]:
    """All moves, in order of place.

    Complexity:
        O(w · c log c) for w witnesses and c columns that vary.

    Blind spot:
        Less than five words that moved within a longer change are seen as two changes.
    """
    norms = graph.ids(graph.norms)
    part = graph.taking_part()
    varies = ~((norms == norms.max(1, keepdims=True)) | ~part).all(1)
    if not varies.any():
        return ()
    found: list[Moved] = []
    for witness in range(norms.shape[1]):
        own, lost = _traces(norms, part, varies, witness)
        found += _blocks(graph, norms, own, lost, witness)
    return _distinct(found)


def _traces(
    norms: Ints, part: NDArray[np.bool_], varies: NDArray[np.bool_], witness: int
) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """Columns and ids of words that others lack, and of words that this witness lacks."""
    rows = np.flatnonzero(varies & part[:, witness])
    mine = norms[rows, witness]
    others = np.delete(norms[rows], witness, axis=1)
    testify = np.delete(part[rows], witness, axis=1)
    lacking = ((others != mine[:, None]) & testify).any(1) & (mine >= 0)
    loudest = np.where(others == mine[:, None], -1, others).max(1)
    missing = loudest >= 0
    return (rows[lacking], mine[lacking]), (rows[missing], loudest[missing])


def _blocks(
    graph: VariantGraph,
    norms: Ints,
    own: tuple[Ints, Ints],
    lost: tuple[Ints, Ints],
    witness: int,
) -> list[Moved]:
    """Blocks that stand in `own` and again in `lost`, elsewhere."""
    mine, theirs = _separated(*own), _separated(*lost)
    i, j = seeds(mine[1], theirs[1], SEED)
    real = (mine[0][i] >= 0) & (theirs[0][j] >= 0)
    i, j = i[real], j[real]
    whole = np.array(
        [_unbroken(mine, a) and _unbroken(theirs, b) for a, b in zip(i, j, strict=True)]
    )
    if not len(whole) or not whole.any():
        return []
    i, j = i[whole], j[whole]
    out = []
    for a_low, a_high, b_low, b_high in _clusters(mine[0][i], theirs[0][j]):
        block = _extended(graph, norms, witness, (a_low, a_high + SEED), (b_low, b_high + SEED))
        if block is not None:
            out.append(block)
    return out


def _separated(columns: Ints, ids: Ints) -> tuple[Ints, Ints]:
    """The words with a divider (column -1, an id of its own) where other columns lie between."""
    if not len(columns):
        return columns, ids
    breaks = np.flatnonzero(np.diff(columns) > 1) + 1
    fences = -2 - np.arange(len(breaks))
    return np.insert(columns, breaks, -1), np.insert(ids, breaks, fences)


def _unbroken(words: tuple[Ints, Ints], at: int) -> bool:
    return bool((words[0][at : at + SEED] >= 0).all())


def _clusters(a: Ints, b: Ints) -> list[tuple[int, int, int, int]]:
    """Seeds (columns on both sides, in order of `a`) joined along their diagonals."""
    out: list[list[int]] = []
    for x, y in zip(a.tolist(), b.tolist(), strict=True):
        for block in reversed(out[-8:]):
            dx, dy = x - block[1], y - block[3]
            if 0 <= dx <= BRIDGE and 0 <= dy <= BRIDGE and abs(dx - dy) <= SLANT:
                block[1], block[3] = x, y
                break
        else:
            out.append([x, x, y, y])
    return [(p[0], p[1], p[2], p[3]) for p in out]


def _extended(
    graph: VariantGraph, norms: Ints, witness: int, a: tuple[int, int], b: tuple[int, int]
) -> Moved | None:
    """The block widened over equal words at both ends, if it is good enough to be a move."""
    theirs = np.delete(norms, witness, axis=1)
    word = graph.vocabulary.word
    widened = _Widening(norms, theirs, witness, graph.vocabulary.weights)
    a_low, b_low = widened.end(a[0], b[0], -1)
    a_high, b_high = (n + 1 for n in widened.end(a[1] - 1, b[1] - 1, 1))
    if max(a_low, b_low) < min(a_high, b_high):
        return None
    held = norms[a_low:a_high, witness]
    held = held[held >= 0]
    there = set(theirs[b_low:b_high].ravel().tolist())
    agreed = sum(1 for n in held.tolist() if n in there and word[n])
    total = int(word[held].sum())
    if agreed < AGREED * total or not _worth(
        norms, witness, (a_low, a_high), (b_low, b_high), agreed
    ):
        return None
    return Moved(a_low, a_high, b_low, b_high, agreed)


@dataclass(frozen=True, slots=True)
class _Widening:
    """How far the ends of a block can be carried over equal words, across a little noise."""

    norms: Ints
    theirs: Ints
    witness: int
    weights: Ints

    def end(self, x: int, y: int, step: int) -> tuple[int, int]:
        """The last pair of equal columns reached from an equal pair, in one direction."""
        while True:
            for skipped in SKIPS:
                found = self._run(x, y, step, skipped)
                if found is not None:
                    x, y = found
                    break
            else:
                return self._rest(x, y, step)

    def _rest(self, x: int, y: int, step: int) -> tuple[int, int]:
        """The ends of both stretches, where a few changed words are all that is left of each."""
        rests = []
        for at, rows in ((x, self.norms[:, self.witness, None]), (y, self.theirs)):
            n = 1
            while n <= REST + 1 and self._alone(at + step * n) and (rows[at + step * n] >= 0).any():
                n += 1
            rests.append(n - 1)
        if min(rests) >= 1 and max(rests) <= REST:
            return x + step * rests[0], y + step * rests[1]
        return x, y

    def _run(self, x: int, y: int, step: int, skipped: tuple[int, int]) -> tuple[int, int] | None:
        """The end of a run of equal words behind some skipped columns, if it weighs enough."""
        weight = 0
        for n in range(1, max(skipped) + 1):
            if not self._lone(x + step * min(n, skipped[0]), y + step * min(n, skipped[1])):
                return None
        x, y = x + step * (skipped[0] + 1), y + step * (skipped[1] + 1)
        while self._lone(x, y) and self._equal(x, y):
            weight += int(self.weights[self.norms[x, self.witness]])
            if not any(skipped) or weight >= ENOUGH:
                return x, y
            x, y = x + step, y + step
        return None

    def _equal(self, x: int, y: int) -> bool:
        mine = self.norms[x, self.witness]
        return mine >= 0 and bool((self.theirs[y] == mine).any())

    def _lone(self, x: int, y: int) -> bool:
        return self._alone(x) and self._alone(y)

    def _alone(self, at: int) -> bool:
        """Whether a column is not shared by all."""
        if not 0 <= at < len(self.norms):
            return False
        row = self.norms[at]
        return bool((row != row[self.witness]).any())


def _worth(norms: Ints, witness: int, a: tuple[int, int], b: tuple[int, int], words: int) -> bool:
    """Whether the block is long enough, or the whole of what was added and of what was lost."""
    if words >= LEAST:
        return True

    def whole(low: int, high: int) -> bool:
        shared = [
            0 <= n < len(norms) and bool((norms[n] == norms[n, witness]).all())
            for n in (low - 1, high)
        ]
        edges = [low == 0, high == len(norms)]
        return all(s or e for s, e in zip(shared, edges, strict=True))

    return words >= 2 and whole(*a) and whole(*b)


def _distinct(found: list[Moved]) -> tuple[Moved, ...]:
    """Each move once: seen from the other side it is the same move."""
    ordered = sorted(
        (
            m if m.low < m.other_low else Moved(m.other_low, m.other_high, m.low, m.high, m.words)
            for m in found
        ),
        key=lambda m: (-m.words, m.low, m.other_low, m.high, m.other_high),
    )
    kept: list[Moved] = []
    for move in ordered:
        if not any(_overlap(move, other) for other in kept):
            kept.append(move)
    return tuple(sorted(kept, key=lambda m: (m.low, m.other_low)))


def _overlap(a: Moved, b: Moved) -> bool:
    return (
        a.low < b.high and b.low < a.high
        and a.other_low < b.other_high and b.other_low < a.other_high
    )  # fmt: skip
