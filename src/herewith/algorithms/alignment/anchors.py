"""Sentence pairs that surely belong together, found without looking at every pair of sentences.

Rare tokens that render each other (numbers, names, glossary words) vote for the pairs of sentences
in which they stand. Pairs that are each other's best are chained in rising order; pairs without
neighbours that agree with them are dropped.
"""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from herewith.algorithms.alignment.sides import Floats, Ints, Text
from herewith.algorithms.alignment.tables import Table

__all__ = ["find"]

RARE = 60
"""Tokens that stand in more places than this do not vote."""
MAX_VOTES = 2_000_000
"""Votes counted; the rarest tokens vote first."""
MIN_VALUE = 0.15
"""Least probability of a token pair that votes."""
MIN_VOTE = 6.0
"""Least sum of votes (in nats) for a pair of sentences."""
NEAR = 12
"""A pair needs company so many sentences away, shifted by no more than half of that."""


def find(source: Text, target: Text, table: Table) -> list[tuple[int, int]]:
    """Pairs of sentence numbers, rising on both sides.

    Complexity:
        O(p log p) for p votes; a vote is a pair of occurrences of two rare tokens.
    """
    i, j, votes = _votes(source, target, table)
    if len(i) == 0:
        return []
    best_row = np.zeros(source.n)
    best_column = np.zeros(target.n)
    np.maximum.at(best_row, i, votes)
    np.maximum.at(best_column, j, votes)
    keep = (votes >= MIN_VOTE) & (votes >= best_row[i]) & (votes >= best_column[j])
    return _with_company(_chain(i[keep], j[keep], votes[keep]))


def _votes(source: Text, target: Text, table: Table) -> tuple[Ints, Ints, Floats]:
    """Sparse sums of votes: rows, columns, values."""
    rows, columns, values = table.rows, table.columns, table.values
    products = source.counts[rows] * target.counts[columns]
    rare = np.flatnonzero((values >= MIN_VALUE) & (products <= RARE**2))
    rare = rare[np.argsort(products[rare], kind="stable")]
    rare = rare[np.cumsum(products[rare]) <= MAX_VOTES]
    rows, columns, values = rows[rare], columns[rare], values[rare]
    left, right = _places(source), _places(target)
    size = np.diff(left[0])[rows] * np.diff(right[0])[columns]
    entry = np.repeat(np.arange(len(rows)), size)
    within = np.arange(len(entry)) - np.repeat(np.cumsum(size) - size, size)
    wide = np.diff(right[0])[columns][entry]
    i = left[1][left[0][rows[entry]] + within // wide]
    j = right[1][right[0][columns[entry]] + within % wide]
    ratio = np.log(values / target.chance[columns])[entry] / np.sqrt(size[entry])
    keys, inverse = np.unique(i * max(1, target.n) + j, return_inverse=True)
    weights = np.maximum(0.0, ratio)
    sums = np.bincount(inverse, weights=weights, minlength=len(keys)).astype(float)
    return keys // max(1, target.n), keys % max(1, target.n), sums


def _places(text: Text) -> tuple[Ints, Ints]:
    """For every token, the sentences in which it stands, in compressed form."""
    owner = np.repeat(np.arange(text.n), np.diff(text.offsets))
    order = np.argsort(text.flat, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(text.flat, minlength=text.size))])
    return starts.astype(np.int64), owner[order]


def _chain(i: Ints, j: Ints, votes: Floats) -> list[tuple[int, int]]:
    """The heaviest chain of pairs that rise on both sides."""
    order = np.lexsort((-j, i))
    ends: list[int] = []
    weights: list[float] = []
    holders: list[int] = []
    before: list[int] = []
    points = [(int(i[k]), int(j[k]), float(votes[k])) for k in order]
    for number, (_, column, vote) in enumerate(points):
        at = bisect_left(ends, column)
        weight = vote + (weights[at - 1] if at else 0.0)
        before.append(holders[at - 1] if at else -1)
        if at < len(ends) and weights[at] >= weight and ends[at] == column:
            continue
        stop = at
        while stop < len(ends) and weights[stop] <= weight:
            stop += 1
        if at and weights[at - 1] >= weight:
            continue
        ends[at:stop] = [column]
        weights[at:stop] = [weight]
        holders[at:stop] = [number]
    chain: list[tuple[int, int]] = []
    at = holders[-1] if holders else -1
    while at >= 0:
        chain.append(points[at][:2])
        at = before[at]
    return chain[::-1]


def _with_company(chain: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of a chain that have two neighbours nearby on about the same diagonal."""
    kept = []
    for number, (i, j) in enumerate(chain):
        friends = 0
        for other in (*range(number - 3, number), *range(number + 1, number + 4)):
            if 0 <= other < len(chain):
                di, dj = chain[other][0] - i, chain[other][1] - j
                friends += max(abs(di), abs(dj)) <= NEAR and abs(di - dj) <= NEAR // 2
        if friends >= 2:
            kept.append((i, j))
    return kept
