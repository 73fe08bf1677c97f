"""In which order witnesses are merged: the most central first, then always the nearest.

Source:
    A. Z. Broder, "On the resemblance and containment of documents", 1997, for the sketch; the
    order is that of Prim's spanning tree on resemblance (a guide tree with one branch).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from herewith.algorithms.collation.anchors import kgrams
from herewith.algorithms.collation.tokens import Ints

__all__ = ["merging_order", "resemblance"]

SKETCH = 2048
"""So many smallest hashes stand for a witness."""

LARGE = 200_000
"""From so many hashes on, one in sixteen is looked at."""


def resemblance(witnesses: Sequence[Ints]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Resemblance (0..1) of all pairs: shared part of the sketches of words and word pairs."""
    sketches = [_sketch(ids) for ids in witnesses]
    size = len(sketches)
    out = np.eye(size)
    for i in range(size):
        for j in range(i):
            union = np.union1d(sketches[i], sketches[j])[:SKETCH]
            shared = np.intersect1d(sketches[i], sketches[j], assume_unique=True)
            both = np.isin(union, shared, assume_unique=True).sum()
            out[i, j] = out[j, i] = both / max(1, len(union))
    return out


def _sketch(ids: Ints) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    hashes = np.concatenate((kgrams(ids, 1), kgrams(ids, 2)))
    if len(hashes) > LARGE:
        hashes = hashes[(hashes >> np.uint64(9)) & np.uint64(15) == 0]
    return np.unique(hashes)[:SKETCH]


def merging_order(witnesses: Sequence[Ints]) -> list[int]:
    """Indices of witnesses in the order of merging; ties go to the first.

    The witnesses must come in an order that does not depend on their names.

    >>> a, b, c = np.arange(9), np.arange(9) + 3, np.arange(9) + 4
    >>> merging_order([a, b, c])
    [1, 2, 0]
    """
    if len(witnesses) < 3:
        return sorted(range(len(witnesses)), key=lambda n: (-len(witnesses[n]), n))
    like = resemblance(witnesses)
    total = like.sum(1)
    first = max(range(len(witnesses)), key=lambda n: (round(total[n], 9), len(witnesses[n]), -n))
    order, left = [first], [n for n in range(len(witnesses)) if n != first]
    while left:
        nearest = max(left, key=lambda n: (max(like[n, m] for m in order), len(witnesses[n]), -n))
        order.append(nearest)
        left.remove(nearest)
    return order
