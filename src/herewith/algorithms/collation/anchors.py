"""Anchors: runs of k tokens that occur exactly once in both sequences, in one order.

Source:
    The idea of unique common lines is B. Cohen's patience diff; k-grams in place of lines, and the
    recursion with smaller k, follow the genome aligners (A. L. Delcher et al., "Alignment of whole
    genomes", Nucleic Acids Research 27, 1999).
"""

from __future__ import annotations

import numpy as np

from herewith.algorithms.collation.lis import heaviest_chain
from herewith.algorithms.collation.tokens import Ints

__all__ = ["anchors", "diagonal", "kgrams", "seeds"]

_MIX = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0xD6E8FEB86659FD93)


def kgrams(ids: Ints, k: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Hashes (64 bits) of all runs of k ids, one for each starting place."""
    size = len(ids) - k + 1
    if size <= 0:
        return np.empty(0, np.uint64)
    mixed = (ids.astype(np.uint64) + np.uint64(1)) * _MIX
    mixed ^= mixed >> np.uint64(31)
    out = np.zeros(size, np.uint64)
    for step in range(k):
        out *= _STEP
        out += mixed[step : step + size]
        out ^= out >> np.uint64(29)
    return out


def seeds(a: Ints, b: Ints, k: int) -> tuple[Ints, Ints]:
    """Places (i, j) of the k-grams that occur once in `a` and once in `b`, in order of i.

    >>> a, b = np.array([1, 2, 3, 1, 2, 9]), np.array([3, 1, 2, 5])
    >>> [x.tolist() for x in seeds(a, b, 2)]
    [[2], [0]]
    """
    left, right = kgrams(a, k), kgrams(b, k)
    both = np.concatenate((left, right))
    if not len(left) or not len(right):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    order = np.argsort(both)
    ordered = both[order]
    begins = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    twice = begins[np.diff(np.append(begins, len(both))) == 2]
    pair = order[twice], order[twice + 1]
    i, j = np.minimum(*pair), np.maximum(*pair) - len(left)
    one_each = (i < len(left)) & (j >= 0)
    i, j = i[one_each], j[one_each]
    by_place = np.argsort(i)
    return i[by_place], j[by_place]


def anchors(a: Ints, b: Ints, k: int) -> tuple[Ints, Ints]:
    """Pairs of places with equal ids, strictly increasing on both sides.

    Complexity:
        O(n log n) time, O(n) memory.

    >>> a, b = np.arange(8), np.array([0, 1, 2, 3, 7, 4, 5, 6])
    >>> [x.tolist() for x in anchors(a, b, 2)]
    [[0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 5, 6, 7]]
    """
    i, j = seeds(a, b, k)
    if not len(i):
        return i, j
    if (np.diff(j) <= 0).any():
        i, j = _in_order(i, j)
    return _spread(i, j, k)


def _in_order(i: Ints, j: Ints) -> tuple[Ints, Ints]:
    """The seeds of the heaviest chain of unbroken blocks."""
    breaks = np.flatnonzero((np.diff(i) != 1) | (np.diff(j) != 1)) + 1
    begins = np.concatenate(([0], breaks))
    lengths = np.diff(np.append(begins, len(i)))
    chain = heaviest_chain(j[begins].tolist(), lengths.tolist())
    keep = np.zeros(len(begins), np.bool_)
    keep[chain] = True
    wanted = np.repeat(keep, lengths)
    return i[wanted], j[wanted]


def _spread(i: Ints, j: Ints, k: int) -> tuple[Ints, Ints]:
    """Token pairs of the seeds; where two overlap on different diagonals the first wins."""
    wide_i = (i[:, None] + np.arange(k)).ravel()
    wide_j = (j[:, None] + np.arange(k)).ravel()
    first = np.unique(wide_i, return_index=True)[1]
    i, j = wide_i[first], wide_j[first]
    top = np.maximum.accumulate(j)
    rising = np.concatenate(([True], j[1:] > top[:-1]))
    return i[rising], j[rising]


def diagonal(a: Ints, b: Ints) -> tuple[Ints, Ints]:
    """Equal tokens on the first or the last diagonal, whichever has more.

    The last resort for long stretches without one unique word (a page of one repeated word).
    """
    size = min(len(a), len(b))
    first = np.flatnonzero(a[:size] == b[:size])
    last = np.flatnonzero(a[len(a) - size :] == b[len(b) - size :])
    if len(first) >= len(last):
        return first, first
    return last + (len(a) - size), last + (len(b) - size)
