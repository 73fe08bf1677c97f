"""Shared wording of texts: word 5-grams and how much of one text stands in another.

Source:
    A. Z. Broder, "On the resemblance and containment of documents", 1997. Containment is used
    and not resemblance, because a letter within a telegram must be found from its own side.

Departure:
    Shingles that stand in more than `MOST_TEXTS` texts are formulas ("the Government of the …")
    and testify to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.wording import Wording, hashed

__all__ = ["Overlap", "overlaps"]

SIZE = 5
MOST_TEXTS = 12


@dataclass(frozen=True, slots=True)
class Overlap:
    """Wording shared by two texts, named by their keys (`a` < `b`).

    `in_a`/`in_b` are the shares (0..1) of each text's shingles that stand in the other; `shared`
    counts different shingles. `span_a`/`span_b` are half-open word numbers from the first to
    the last shared shingle.
    """

    a: str
    b: str
    shared: int
    in_a: float
    in_b: float
    span_a: tuple[int, int]
    span_b: tuple[int, int]


def overlaps(names: Sequence[str], wording: Wording, *, at_least: int = 8) -> tuple[Overlap, ...]:
    """All pairs of texts that share at least so many shingles.

    Args:
        names: a key for each text.
        wording: the words of the texts, in the same order.
        at_least: smallest number of shared shingles worth naming.

    Returns:
        Overlaps in order of their keys.

    Complexity:
        A sort of all shingles, plus the pairs that share one.

    Blind spot:
        Texts of fewer than five words share nothing.

    >>> line = "the pilots of both countries shall be free to pass the strait by day"
    >>> (found,) = overlaps(["b", "a"], Wording([line, f"we agree that {line}"]))
    >>> found.a, found.b, found.shared, found.in_b, found.span_a
    ('a', 'b', 10, 1.0, (3, 17))
    """
    order = sorted(range(len(names)), key=names.__getitem__)
    firsts = [np.unique(hashed(wording.rows[n], SIZE), return_index=True) for n in order]
    sizes = [len(one) for one, _ in firsts]
    out: list[Overlap] = []
    for a, b, at_a, at_b in _pairs(firsts):
        if len(at_a) >= at_least:
            out.append(
                Overlap(
                    a=names[order[a]],
                    b=names[order[b]],
                    shared=len(at_a),
                    in_a=len(at_a) / sizes[a],
                    in_b=len(at_a) / sizes[b],
                    span_a=(int(at_a.min()), int(at_a.max()) + SIZE),
                    span_b=(int(at_b.min()), int(at_b.max()) + SIZE),
                )
            )
    return tuple(out)


_Places = NDArray[np.int32]


def _pairs(
    firsts: Sequence[tuple[NDArray[np.uint64], NDArray[np.int64]]],
) -> Iterator[tuple[int, int, _Places, _Places]]:
    """Every pair of texts with a shingle in common, and where its shingles first stand in both."""
    if not firsts:
        return
    flat = np.concatenate([one for one, _ in firsts])
    owner = np.repeat(np.arange(len(firsts), dtype=np.int32), [len(one) for one, _ in firsts])
    place = np.concatenate([at.astype(np.int32) for _, at in firsts])
    rank = np.argsort(flat, kind="stable")
    flat, owner, place = flat[rank], owner[rank], place[rank]
    edges = np.flatnonzero(np.concatenate([[True], flat[1:] != flat[:-1], [True]]))
    counts = np.diff(edges)
    left: list[NDArray[np.int64]] = []
    right: list[NDArray[np.int64]] = []
    for texts in range(2, MOST_TEXTS + 1):
        begins = edges[:-1][counts == texts]
        for i in range(texts):
            for j in range(i + 1, texts):
                left.append(begins + i)
                right.append(begins + j)
    one, other = np.concatenate(left), np.concatenate(right)
    pair = owner[one].astype(np.int64) * len(firsts) + owner[other]
    if not len(pair):
        return
    put = np.argsort(pair, kind="stable")
    one, other, pair = one[put], other[put], pair[put]
    cuts = np.flatnonzero(np.concatenate([[True], pair[1:] != pair[:-1], [True]]))
    for low, high in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        a, b = divmod(int(pair[low]), len(firsts))
        yield a, b, place[one[low:high]], place[other[low:high]]
