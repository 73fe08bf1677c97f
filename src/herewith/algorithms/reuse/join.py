"""The equality join: which texts share a fingerprint, and at which words.

A fingerprint that stands in more than `most_texts` texts is a formula ("the Government of the
United States …"); it makes no pair. One that stands very often within few texts (a table, a
refrain) is treated alike. Both are counted and handed on, never dropped in silence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.reuse.fingerprints import Fingerprints

__all__ = ["MOST_PLACES", "MOST_TEXTS", "Anchors", "Formulas", "join"]

MOST_TEXTS = 100
"""Texts in which a fingerprint may stand and still make pairs (the document-frequency cap)."""

MOST_PLACES = 4
"""Places at which it may stand, for each text of the cap."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Words at which two texts share a fingerprint; `a` is the text with the smaller number.

    `texts` is in how many texts the fingerprint stands. In order of `a`, `b`, diagonal
    (`place_b - place_a`) and `place_a`.
    """

    a: NDArray[np.uint32]
    b: NDArray[np.uint32]
    place_a: NDArray[np.uint32]
    place_b: NDArray[np.uint32]
    texts: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.a)


@dataclass(frozen=True, slots=True)
class Formulas:
    """Fingerprints above the cap: hash, in how many texts, at how many places.

    `first_text`/`first_place` say where each stands first, `second_text`/`second_place` where it
    stands in the next text. In order of the first place.
    """

    hashes: NDArray[np.uint64]
    texts: NDArray[np.int64]
    places: NDArray[np.int64]
    first_text: NDArray[np.uint32]
    first_place: NDArray[np.uint32]
    second_text: NDArray[np.uint32]
    second_place: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.hashes)


def join(
    found: Fingerprints,
    *,
    most_texts: int = MOST_TEXTS,
    new: NDArray[np.bool_] | None = None,
) -> tuple[Anchors, Formulas]:
    """All pairs of places in different texts that have one fingerprint.

    Args:
        found: fingerprints in order of text and place.
        most_texts: the document-frequency cap; it counts all texts, new or not.
        new: for each text, whether it is new; then only pairs with a new text are made.

    Complexity:
        O(n log n) in the fingerprints, plus the anchors: at most `most_texts · MOST_PLACES` for
        each place.
    """
    order = np.argsort(found.hashes, kind="stable")
    hashes, texts = found.hashes[order], found.texts[order]
    begins = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))[: len(hashes)]
    sizes = np.diff(begins, append=len(hashes))
    other = np.ones(len(hashes), dtype=bool)
    other[1:] = (texts[1:] != texts[:-1]) | (hashes[1:] != hashes[:-1])
    spread = np.add.reduceat(other, begins, dtype=np.int64) if len(begins) else sizes
    capped = (spread > most_texts) | ((sizes > most_texts * MOST_PLACES) & (spread > 1))
    telling = (spread > 1) & ~capped
    if new is not None and len(begins):
        telling &= np.logical_or.reduceat(new[texts], begins)
    anchors = _anchors(found, order, begins[telling], sizes[telling], spread[telling], new)
    return anchors, _formulas(found, order, other, begins[capped], sizes[capped], spread[capped])


def _anchors(
    found: Fingerprints,
    order: NDArray[np.int64],
    begins: NDArray[np.int64],
    sizes: NDArray[np.int64],
    spread: NDArray[np.int64],
    new: NDArray[np.bool_] | None,
) -> Anchors:
    """Every place of a group with every earlier place of another text."""
    within = _ragged(sizes)
    later = np.repeat(begins, sizes) + within
    left = order[np.repeat(later - within, within) + _ragged(within)]
    right = order[np.repeat(later, within)]
    texts = np.repeat(np.repeat(spread, sizes), within).astype(np.uint32)
    different = found.texts[left] != found.texts[right]
    if new is not None:
        different &= new[found.texts[left]] | new[found.texts[right]]
    left, right, texts = left[different], right[different], texts[different]
    a, b = found.texts[left], found.texts[right]
    place_a, place_b = found.places[left], found.places[right]
    diagonal = place_b.astype(np.int64) - place_a
    pair = (a.astype(np.int64) << 32) | b
    put = np.lexsort((place_a, diagonal, pair))
    return Anchors(a[put], b[put], place_a[put], place_b[put], texts[put])


def _formulas(
    found: Fingerprints,
    order: NDArray[np.int64],
    other: NDArray[np.bool_],
    begins: NDArray[np.int64],
    sizes: NDArray[np.int64],
    spread: NDArray[np.int64],
) -> Formulas:
    """The groups above the cap, with two places of each."""
    starts = np.append(np.flatnonzero(other), len(other))
    second = starts[np.searchsorted(starts, begins) + 1]
    first_at, second_at = order[begins], order[second]
    put = np.lexsort((found.places[first_at], found.texts[first_at]))
    first_at, second_at = first_at[put], second_at[put]
    return Formulas(
        found.hashes[first_at],
        spread[put],
        sizes[put],
        found.texts[first_at],
        found.places[first_at],
        found.texts[second_at],
        found.places[second_at],
    )


def _ragged(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """0 … size-1 for each size, one after the other.

    >>> _ragged(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    total = int(sizes.sum())
    return np.arange(total) - np.repeat(np.cumsum(sizes) - sizes, sizes)
