"""Shared wording of texts: word 5-grams and how much of one text stands in another.

Source:
    A. Z. Broder, "On the resemblance and containment of documents", 1997. Containment is used
    and not resemblance, because a letter within a telegram must be found from its own side.

Departure:
    All shingles are kept, hashed, and not a sample: short letters have few. Those that stand in
    more than `MOST_TEXTS` texts are formulas ("the Government of the …") and testify to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.reuse.hashing import hash_runs
from herewith.algorithms.reuse.words import Words, cut_words

__all__ = ["Overlap", "overlaps"]

SIZE = 5
MOST_TEXTS = 12


@dataclass(frozen=True, slots=True)
class Overlap:
    """Wording shared by two texts, named by their keys (`a` < `b`).

    `in_a`/`in_b` are the shares (0..1) of each text's shingles that stand in the other; `shared`
    counts different shingles. `span_a`/`span_b` are half-open offsets from the first to the last
    shared shingle.
    """

    a: str
    b: str
    shared: int
    in_a: float
    in_b: float
    span_a: tuple[int, int]
    span_b: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Shingles:
    """Each different shingle of each text where it first begins, in order of hash and text."""

    hashes: NDArray[np.uint64]
    texts: NDArray[np.int64]
    places: NDArray[np.int64]


def overlaps(texts: Mapping[str, str], *, at_least: int = 8) -> tuple[Overlap, ...]:
    """All pairs of texts that share at least so many shingles.

    Args:
        texts: for each key a text.
        at_least: smallest number of shared shingles worth naming.

    Returns:
        Overlaps in order of their keys.

    Complexity:
        O(n log n) in the words, plus the pairs that share a shingle.

    Blind spot:
        Texts of fewer than five words share nothing.

    >>> said = "the ships will turn back before noon unless we are told otherwise"
    >>> [(o.a, o.b, o.shared, o.span_b) for o in overlaps({"a": said, "b": f"Sir, {said}"})]
    [('a', 'b', 8, (5, 70))]
    """
    keys = sorted(texts)
    cut = cut_words([texts[key] for key in keys])
    found = _shingles(cut)
    counts = np.bincount(found.texts, minlength=len(keys))
    left, right = _shared(found)
    if not len(left):
        return ()
    pair = found.texts[left] * len(keys) + found.texts[right]
    order = np.argsort(pair, kind="stable")
    pair, left, right = pair[order], left[order], right[order]
    begins = np.flatnonzero(np.diff(pair, prepend=-1))
    sizes = np.diff(begins, append=len(pair))
    edges = [
        edge(found.places[side], begins)
        for side in (left, right)
        for edge in (np.minimum.reduceat, np.maximum.reduceat)
    ]
    out = []
    for n in np.flatnonzero(sizes >= at_least).tolist():
        a, b = divmod(int(pair[begins[n]]), len(keys))
        first_a, last_a, first_b, last_b = (int(edge[n]) for edge in edges)
        shared = int(sizes[n])
        out.append(
            Overlap(
                a=keys[a],
                b=keys[b],
                shared=shared,
                in_a=shared / int(counts[a]),
                in_b=shared / int(counts[b]),
                span_a=(int(cut.starts[first_a]), int(cut.ends[last_a + SIZE - 1])),
                span_b=(int(cut.starts[first_b]), int(cut.ends[last_b + SIZE - 1])),
            )
        )
    return tuple(out)


def _shingles(cut: Words) -> _Shingles:
    """The different shingles of all texts; none reaches from one text into the next."""
    hashes = hash_runs(cut.hashes, SIZE)
    places = np.arange(len(hashes))
    texts = np.searchsorted(cut.bounds, places, side="right") - 1
    within = places + SIZE <= cut.bounds[texts + 1]
    hashes, texts, places = hashes[within], texts[within], places[within]
    order = np.lexsort((places, texts, hashes))
    hashes, texts, places = hashes[order], texts[order], places[order]
    first = np.ones(len(hashes), dtype=bool)
    first[1:] = (hashes[1:] != hashes[:-1]) | (texts[1:] != texts[:-1])
    return _Shingles(hashes[first], texts[first], places[first])


def _shared(found: _Shingles) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers of shingles of one wording in two texts: all pairs, the earlier text left."""
    new = np.ones(len(found.hashes), dtype=bool)
    new[1:] = found.hashes[1:] != found.hashes[:-1]
    begins = np.flatnonzero(new)
    sizes = np.diff(begins, append=len(found.hashes))
    begins, sizes = begins[sizes <= MOST_TEXTS], sizes[sizes <= MOST_TEXTS]
    left, right = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for one in range(MOST_TEXTS - 1):
        for other in range(one + 1, MOST_TEXTS):
            has = begins[sizes > other]
            left.append(has + one)
            right.append(has + other)
    return np.concatenate(left), np.concatenate(right)
