"""A sparse table of translation probabilities, and what it says about sentences.

Row `s` holds, for tokens `t` of the other language, the probability that `t` renders `s`. What a
row leaves over goes to chance: the token's frequency in its text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from herewith.algorithms.alignment.sides import Floats, Ints, Text

__all__ = ["Table", "build", "by_sentence", "empty", "mixed"]


PORTION = 1000
"""Sentences joined at a time, so that memory does not grow with the text."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in compressed form: `columns[starts[s]:starts[s + 1]]` and their `values`.

    `values` are probabilities; `left[s]` is what the row leaves to chance, in 0..1.
    """

    starts: Ints
    columns: Ints
    values: Floats
    left: Floats

    def row(self, number: int) -> tuple[Ints, Floats]:
        """Columns and probabilities of one row."""
        part = slice(self.starts[number], self.starts[number + 1])
        return self.columns[part], self.values[part]

    @property
    def rows(self) -> Ints:
        """The row number of every entry."""
        return np.repeat(np.arange(len(self.left)), np.diff(self.starts))


def empty(size: int) -> Table:
    """A table that knows nothing."""
    none = np.zeros(0, dtype=np.int64)
    return Table(np.zeros(size + 1, dtype=np.int64), none, np.zeros(0), np.ones(size))


def build(size: int, rows: Ints, columns: Ints, values: Floats) -> Table:
    """A table from entries; entries of one place are added, rows scaled down to at most 1."""
    if len(rows) == 0:
        return empty(size)
    wide = int(columns.max()) + 1
    keys, inverse = np.unique(rows * wide + columns, return_inverse=True)
    summed = np.bincount(inverse, weights=values, minlength=len(keys))
    places, columns = keys // wide, keys % wide
    totals = np.bincount(places, weights=summed, minlength=size)
    summed = summed / np.maximum(1.0, totals)[places]
    starts = np.concatenate([[0], np.cumsum(np.bincount(places, minlength=size))])
    return Table(starts.astype(np.int64), columns, summed, np.maximum(0.0, 1.0 - totals))


def mixed(first: Table, second: Table, share: float) -> Table:
    """The first table, and of what it leaves over, a share spent as the second table says."""
    rows = second.rows
    return build(
        len(first.left),
        np.concatenate([first.rows, rows]),
        np.concatenate([first.columns, second.columns]),
        np.concatenate([first.values, second.values * (share * first.left)[rows]]),
    )


@dataclass(frozen=True, slots=True)
class Expectation:
    """What every sentence of one side lets expect on the other, token by token.

    For sentence `i`, `columns`/`ratios` between `starts[i]` and `starts[i + 1]` are tokens of
    the other side and the summed ratios of probability to chance (held small: there are many);
    `left[i]` is the summed rest and `tokens[i]` the number of its tokens.
    """

    starts: Ints
    columns: npt.NDArray[np.int32]
    ratios: npt.NDArray[np.float32]
    left: Floats
    tokens: Floats


def by_sentence(text: Text, other: Text, table: Table) -> Expectation:
    """Join the rows of the tokens of each sentence."""
    starts = [np.zeros(1, dtype=np.int64)]
    columns = [np.zeros(0, dtype=np.int32)]
    ratios = [np.zeros(0, dtype=np.float32)]
    for first in range(0, text.n, PORTION):
        last = min(text.n, first + PORTION)
        owners, found, values = _joined(text, other, table, first, last)
        ends = np.cumsum(np.bincount(owners - first, minlength=last - first))
        starts.append(starts[-1][-1] + ends.astype(np.int64))
        columns.append(found.astype(np.int32))
        ratios.append(values.astype(np.float32))
    owner = np.repeat(np.arange(text.n), np.diff(text.offsets))
    left = np.bincount(owner, weights=table.left[text.flat], minlength=text.n).astype(float)
    return Expectation(
        starts=np.concatenate(starts),
        columns=np.concatenate(columns),
        ratios=np.concatenate(ratios),
        left=left,
        tokens=np.diff(text.offsets).astype(float),
    )


def _joined(
    text: Text, other: Text, table: Table, first: int, last: int
) -> tuple[Ints, Ints, Floats]:
    """For sentences `first` to `last`: sentence, token of the other side, summed ratio."""
    flat = text.span(first, last)
    sizes = np.diff(table.starts)[flat]
    owner = np.repeat(np.arange(first, last), np.diff(text.offsets[first : last + 1]))
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    places = np.repeat(table.starts[flat], sizes) + within
    columns = table.columns[places]
    wide = max(1, other.size)
    keys, inverse = np.unique(np.repeat(owner, sizes) * wide + columns, return_inverse=True)
    weights = table.values[places] / other.chance[columns]
    values: Floats = np.bincount(inverse, weights=weights, minlength=len(keys)).astype(float)
    return keys // wide, keys % wide, values
