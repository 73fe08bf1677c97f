"""The variant graph: every token of every witness in exactly one column, in order.

The graph is kept as a table: a row for each column (words that stand at one place), a cell for
each witness with the index of its token or -1. Paths of witnesses through the columns are the
edges; equal norms in one column are one node. Table, apparatus and drawings are views of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.collation.tokens import Ints, Tokens, Vocabulary
from herewith.algorithms.collation.witness import WitnessText

__all__ = ["VariantGraph"]


@dataclass(frozen=True, slots=True)
class VariantGraph:
    """Witnesses in canonical order, their tokens, and the table of columns.

    `norms` and `forms` are ids in the vocabulary, by witness and token. `table` is columns ×
    witnesses, `sigla` are those of its cells. Every column holds a token; the indices of a witness increase down its cells.
    """

    witnesses: tuple[WitnessText, ...]
    tokens: tuple[Tokens, ...]
    norms: tuple[Ints, ...]
    forms: tuple[Ints, ...]
    vocabulary: Vocabulary
    table: Ints
    sigla: tuple[str, ...]

    def read(self, witness: int) -> list[str]:
        """The tokens of a witness as the graph has them."""
        texts = self.tokens[witness].texts
        cells = self.table[:, witness]
        return [texts[n] for n in cells[cells >= 0]]

    def ids(self, of: tuple[Ints, ...]) -> Ints:
        """The table with ids in place of token indices: pass `norms` or `forms`."""
        out = np.full(self.table.shape, -1, np.int64)
        for witness, ids in enumerate(of):
            held = self.table[:, witness] >= 0
            out[held, witness] = ids[self.table[held, witness]]
        return out

    def columns_of(self, witness: int) -> Ints:
        """The column of each token of a witness."""
        return np.flatnonzero(self.table[:, witness] >= 0)

    def gap_columns(self, witness: int) -> list[tuple[int, int]]:
        """For each declared gap of a witness, the half-open range of columns that fall into it."""
        columns = self.columns_of(witness)
        out = []
        for at in self.tokens[witness].gaps:
            low = int(columns[at - 1]) + 1 if at else 0
            high = int(columns[at]) if at < len(columns) else len(self.table)
            out.append((low, high))
        return out

    def taking_part(self) -> NDArray[np.bool_]:
        """Columns × witnesses: whether the witness can testify there (no declared gap)."""
        out = np.ones(self.table.shape, np.bool_)
        for witness in range(len(self.witnesses)):
            for low, high in self.gap_columns(witness):
                out[low:high, witness] = False
        return out

    def edges(self) -> Iterator[tuple[int, int, int]]:
        """Edges (column, next column, witness); -1 is the start, the number of columns the end."""
        for witness in range(len(self.witnesses)):
            path = [-1, *self.columns_of(witness).tolist(), len(self.table)]
            for here, there in itertools.pairwise(path):
                yield here, there, witness
