"""Merging: one witness after another is placed in the table of columns.

Long stretches are cut at anchors, from runs of five tokens down to single words; what remains
between them is aligned with the graph of the columns there (`partial_order`). The tokens of a
stretch that finds no anchor and is too large to align are added as they are, beside the others:
the result is coarse there, never wrong, and time and memory stay bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from herewith.algorithms.collation.anchors import anchors, diagonal
from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.likeness import Likeness
from herewith.algorithms.collation.partial_order import align
from herewith.algorithms.collation.region import region_of
from herewith.algorithms.collation.tokens import Ints, Tokens, Vocabulary

__all__ = ["Merging"]

DIRECT = 20_000
"""Cells (columns × tokens) below which a stretch is aligned without looking for anchors."""

LARGEST = 4_000_000
"""Cells above which a stretch without anchors is not aligned word by word."""

STEPS = ((5, DIRECT), (4, DIRECT), (3, DIRECT), (2, 400_000), (1, 1_000_000), (0, LARGEST))
"""Lengths of anchors, and the cells below which the stretch is rather aligned directly."""


@dataclass(slots=True)
class _Placing:
    """Where the tokens of the witness being merged go.

    `column` is the column of a token or -1; an unplaced token is added after column `after`.
    """

    column: Ints
    after: Ints


class Merging:
    """The table as it grows. `order` are the witnesses merged so far, by number."""

    def __init__(
        self, tokens: Sequence[Tokens], norms: Sequence[Ints], vocabulary: Vocabulary
    ) -> None:
        self.tokens, self.norms = tokens, norms
        self.likeness = Likeness(vocabulary)
        self.order: list[int] = []
        self.table = np.empty((0, 0), np.int64)
        self.ids = np.empty((0, 0), np.int64)
        self.voice = np.empty(0, np.int64)
        """The id that most witnesses have in a column."""

    @classmethod
    def over(
        cls, graph: VariantGraph, likeness: Likeness, table: Ints, order: Sequence[int]
    ) -> Merging:
        """A table of part of a graph, to which another witness can be added."""
        out = cls.__new__(cls)
        out.tokens, out.norms, out.likeness = graph.tokens, graph.norms, likeness
        out.order, out.table = list(order), table
        out.ids = np.full(table.shape, -1, np.int64)
        for cell, witness in enumerate(order):
            held = table[:, cell] >= 0
            out.ids[held, cell] = graph.norms[witness][table[held, cell]]
        out.voice = np.array([_loudest(row) for row in out.ids], np.int64)
        return out

    def with_stretch(self, witness: int, start: int, end: int, count: int) -> Ints:
        """The table with the tokens `[start, end)` of one more witness, by witness number."""
        placing = _Placing(np.full(end, -1, np.int64), np.full(end, -2, np.int64))
        for _ in self._stretch(witness, placing, 0, len(self.table), start, end, 0):
            raise AssertionError("a short stretch is aligned at once")
        ids = self.norms[witness][:end]
        placing = _Placing(placing.column[start:], placing.after[start:])
        self._enlarge(placing, ids[start:])
        self.table[:, -1][self.table[:, -1] >= 0] += start
        self.order.append(witness)
        return self.finished(count)

    def add(self, witness: int) -> None:
        """Merge one witness."""
        ids = self.norms[witness]
        if not self.order:
            self.table = np.arange(len(ids))[:, None]
            self.ids = ids[:, None].copy()
            self.voice = ids.copy()
        else:
            self._enlarge(self._place(witness), ids)
        self.order.append(witness)

    def finished(self, count: int) -> Ints:
        """The table with cells in the order of the witnesses' numbers."""
        out = np.full((len(self.table), count), -1, np.int64)
        out[:, self.order] = self.table
        return out

    def _place(self, witness: int) -> _Placing:
        """Place all tokens of a witness."""
        ids = self.norms[witness]
        placing = _Placing(np.full(len(ids), -1, np.int64), np.full(len(ids), -2, np.int64))
        main = np.flatnonzero((self.ids >= 0).sum(1) * 2 >= len(self.order))
        stack = [(0, len(self.table), 0, len(ids), 0)]
        if len(self.table) * len(ids) > DIRECT:
            i, j = anchors(self.voice[main], ids, STEPS[0][0])
            i = main[i]
            placing.column[j] = i
            stack = list(_between(i, j, len(self.table), len(ids), 0))
        voice, tokens = self.voice.tolist(), ids.tolist()
        while stack:
            low, high, start, end, step = stack.pop()
            while low < high and start < end and voice[low] == tokens[start]:
                placing.column[start] = low
                low, start = low + 1, start + 1
            while low < high and start < end and voice[high - 1] == tokens[end - 1]:
                high, end = high - 1, end - 1
                placing.column[end] = high
            if low < high and start < end:
                stack.extend(self._stretch(witness, placing, low, high, start, end, step))
        _fill(placing)
        return placing

    def _stretch(
        self, witness: int, placing: _Placing, low: int, high: int, start: int, end: int, step: int
    ) -> Iterator[tuple[int, int, int, int, int]]:
        """Place a stretch, or cut it at anchors and yield what remains between them."""
        cells = (high - low) * (end - start)
        if cells == 1:
            self._single(witness, placing, low, start)
            return
        a, b = self.voice[low:high], self.norms[witness][start:end]
        while cells > STEPS[step][1]:
            k = STEPS[step][0]
            i, j = anchors(a, b, k) if k else diagonal(a, b)
            if len(i):
                placing.column[start + j] = low + i
                following = step if k else len(STEPS)
                following = min(following, len(STEPS) - 1)
                for piece in _between(i, j, len(a), len(b), following):
                    yield (
                        low + piece[0],
                        low + piece[1],
                        start + piece[2],
                        start + piece[3],
                        following,
                    )
                return
            step += 1
            if step == len(STEPS):
                placing.after[start:end] = high - 1
                return
        region, columns = region_of(self, witness, low, high, start, end)
        path = align(region)
        for n, node in enumerate(path.nodes):
            if node:
                placing.column[start + n] = columns[node - 1]
            placing.after[start + n] = columns[path.after[n] - 1] if path.after[n] else low - 1

    def _single(self, witness: int, placing: _Placing, column: int, token: int) -> None:
        """One column, one token: together unless one is a word and the other a mark."""
        here = self.norms[witness][token]
        if self.likeness.word[int(self.voice[column])] == self.likeness.word[int(here)]:
            placing.column[token] = column
        else:
            placing.after[token] = column

    def _enlarge(self, placing: _Placing, ids: Ints) -> None:
        """Make the new table: old columns, and new ones where tokens were added."""
        added = np.flatnonzero(placing.column < 0)
        size, width = self.table.shape
        keys = np.concatenate((np.arange(size) * 2, placing.after[added] * 2 + 1))
        order = np.argsort(keys, kind="stable")
        placed = np.flatnonzero(placing.column >= 0)
        table = np.full((size + len(added), width + 1), -1, np.int64)
        table[:size, :width] = self.table
        table[placing.column[placed], width] = placed
        table[size:, width] = added
        new = np.full_like(table, -1)
        new[:size, :width] = self.ids
        new[placing.column[placed], width] = ids[placed]
        new[size:, width] = ids[added]
        voice = np.concatenate((self.voice, ids[added]))
        for row in np.flatnonzero((new[:size, width] >= 0) & (new[:size, width] != voice[:size])):
            voice[row] = _loudest(new[row])
        self.table, self.ids, self.voice = table[order], new[order], voice[order]


def _loudest(row: Ints) -> int:
    """The id that most cells of a row have; of equals, the one merged first."""
    cells = [int(x) for x in row if x >= 0]
    return max(dict.fromkeys(cells), key=cells.count)


def _between(
    i: Ints, j: Ints, rows: int, columns: int, step: int
) -> Iterator[tuple[int, int, int, int, int]]:
    """The stretches between matched pairs that have something on both sides."""
    wide_i = np.concatenate(([-1], i, [rows]))
    wide_j = np.concatenate(([-1], j, [columns]))
    for n in np.flatnonzero((np.diff(wide_i) > 1) & (np.diff(wide_j) > 1)).tolist():
        yield (
            int(wide_i[n]) + 1, int(wide_i[n + 1]), int(wide_j[n]) + 1, int(wide_j[n + 1]), step,
        )  # fmt: skip


def _fill(placing: _Placing) -> None:
    """Unplaced tokens of stretches without columns go after the last token placed before them."""
    known = np.where(placing.column >= 0, placing.column, placing.after)
    known = np.maximum.accumulate(np.maximum(known, -1)) if len(known) else known
    placing.after[placing.after == -2] = known[placing.after == -2]
