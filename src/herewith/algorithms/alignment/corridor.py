"""Where in the square of two texts the path may run.

A corridor gives, for every boundary `i` of the source (0..n), the lowest and highest boundary of
the target that may stand beside it. Narrow corridors make long texts affordable; fences force the
path through places that an editor has fixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from herewith.algorithms.alignment.sides import Ints

__all__ = ["Corridor", "everything", "through"]

SQUARE = 100
"""Between two anchors no further apart than this on both sides, everything is allowed."""
MOST_CELLS, CELLS_A_ROW = 1_500_000, 60
"""A corridor of more cells than both allow is narrowed, so that memory stays bounded."""
STRAY = 8
"""Beyond, the path may stray from the way between them by one part in so many."""
WIDEST = 8
"""And from the straight line between them by so many times `SQUARE`."""


@dataclass(frozen=True, slots=True)
class Corridor:
    """Lowest and highest target boundary for each source boundary; both never fall.

    `first[j]` to `last[j]` are the source boundaries that may stand beside target boundary `j`.
    `starts[i]` numbers the first cell of row `i` when all cells are counted through.
    `fences` are pairs of boundaries through which the path must go.
    """

    low: Ints
    high: Ints
    first: Ints
    last: Ints
    starts: Ints
    fences: tuple[tuple[int, int], ...] = ()

    @property
    def cells(self) -> int:
        """Number of cells."""
        return int(self.starts[-1])

    @property
    def rows(self) -> Ints:
        """Source boundary of every cell."""
        return np.repeat(np.arange(len(self.low)), np.diff(self.starts))

    def columns(self, rows: Ints) -> Ints:
        """Target boundary of every cell, given `rows`."""
        out: Ints = np.arange(self.cells) - self.starts[rows] + self.low[rows]
        return out

    def cell(self, row: int, column: int) -> int:
        """Number of a cell."""
        return int(self.starts[row] + column - self.low[row])

    def crosses(self, i: Ints, j: Ints, a: int, b: int) -> npt.NDArray[np.bool_]:
        """Whether beads of `a` and `b` sentences that end at cells (i, j) jump over a fence."""
        out = np.zeros(len(i), dtype=np.bool_)
        for f, g in self.fences:
            part = slice(*np.searchsorted(i, [f, f + a + 1]))
            rows, columns = i[part], j[part]
            over = (rows - a < f) & (columns > g)
            under = (rows > f) & (columns - b < g)
            out[part] |= over | under
        return out


def _corridor(low: Ints, high: Ints, m: int, fences: Sequence[tuple[int, int]]) -> Corridor:
    low, high = low.copy(), high.copy()
    for f, g in fences:
        high[:f] = np.minimum(high[:f], g)
        low[f + 1 :] = np.maximum(low[f + 1 :], g)
    for f in {f for f, _ in fences}:
        beside = [g for row, g in fences if row == f]
        low[f], high[f] = min(beside), max(beside)
    low = np.minimum.accumulate(np.clip(low, 0, m)[::-1])[::-1]
    high = np.maximum.accumulate(np.clip(high, 0, m))
    low[0], high[-1] = 0, m
    ends = np.arange(m + 1)
    return Corridor(
        low,
        high,
        np.searchsorted(high, ends, side="left"),
        np.searchsorted(low, ends, side="right") - 1,
        np.concatenate([[0], np.cumsum(high - low + 1)]),
        tuple(fences),
    )


def everything(n: int, m: int, fences: Sequence[tuple[int, int]] = ()) -> Corridor:
    """The whole square.

    >>> everything(2, 3, [(1, 1)]).high.tolist()
    [1, 1, 3]
    """
    return _corridor(np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m, dtype=np.int64), m, fences)


def through(
    n: int,
    m: int,
    anchors: Sequence[tuple[int, int]],
    margin: int,
    fences: Sequence[tuple[int, int]] = (),
) -> Corridor:
    """A corridor through boundaries believed to stand beside each other.

    Args:
        n: sentences of the source.
        m: sentences of the target.
        anchors: pairs of boundaries, rising on both sides.
        margin: how far around the anchors the path may stray.
        fences: pairs of boundaries through which the path must go.

    Returns:
        A corridor that holds the corners (0, 0) and (n, m). Short stretches between anchors are
        opened completely, long ones along their line (`SQUARE`, `STRAY`).

    Blind spot:
        Far from any anchor a gap much longer than `WIDEST` times `SQUARE` is not crossed.

    >>> through(4, 4, [(2, 2)], 0).low.tolist()
    [0, 0, 0, 2, 2]
    """
    square = SQUARE
    while True:
        made = _opened(n, m, [(0, 0), *anchors, (n, m)], margin, square, fences)
        if made.cells <= max(MOST_CELLS, CELLS_A_ROW * n) or square <= 10:
            return made
        square, margin = square // 2, max(4, margin * 2 // 3)


def _opened(
    n: int,
    m: int,
    points: Sequence[tuple[int, int]],
    margin: int,
    square: int,
    fences: Sequence[tuple[int, int]],
) -> Corridor:
    """Squares between near anchors, bands between far ones; `square` is what counts as near."""
    low = np.full(n + 1, m, dtype=np.int64)
    high = np.zeros(n + 1, dtype=np.int64)
    for (i0, j0), (i1, j1) in pairwise(points):
        rows = np.arange(i0, i1 + 1)
        if max(i1 - i0, j1 - j0) <= square:
            below, above = np.full(len(rows), j0), np.full(len(rows), j1)
        else:
            # sentence by sentence from either anchor: a gap lies between these two diagonals
            before, behind = j0 + (rows - i0), j1 - (i1 - rows)
            middle = j0 + (rows - i0) * (j1 - j0) // max(1, i1 - i0)
            pad = min(square, max(i1 - i0, j1 - j0) // STRAY)
            wide = square * WIDEST
            below = np.maximum(np.minimum(before, behind) - pad, middle - wide)
            above = np.minimum(np.maximum(before, behind) + pad, middle + wide)
            below, above = np.clip(below, j0, j1), np.clip(above, j0, j1)
        low[rows] = np.minimum(low[rows], below - margin)
        high[rows] = np.maximum(high[rows], above + margin)
    widened = min(margin, n)
    if widened:
        low[widened:] = np.minimum(low[widened:], low[:-widened])
        low[:widened] = 0
        high[:-widened] = np.maximum(high[:-widened], high[widened:])
        high[n + 1 - widened :] = m
    return _corridor(low, high, m, fences)
