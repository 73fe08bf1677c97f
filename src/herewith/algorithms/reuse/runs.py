"""Exact runs: every anchor extended to the longest stretch of words that are the same.

All anchors are extended at once, in numpy. Anchors of one run lie on one diagonal and, because
both texts were winnowed alike, follow each other closely; so it is enough to compare the words
between neighbours, and to go on to the left of the first and to the right of the last.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.reuse.fingerprints import RUN
from herewith.algorithms.reuse.join import Anchors

__all__ = ["Runs", "exact_runs"]

BLOCK = 16
"""Words compared at once."""

AT_ONCE = 50_000
"""Places looked at together: bounds the memory."""

BRIDGE = 64
"""Words between neighbouring anchors that are looked through for one run."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of `length` equal words: texts, first words; in order of `a`, `b`, `place_a`.

    `texts` is in how many texts a middling fingerprint of the run stands (the lower median; at
    its ends a fingerprint may have been chosen in few texts only, by the words beside it).
    """

    a: NDArray[np.uint32]
    b: NDArray[np.uint32]
    place_a: NDArray[np.int64]
    place_b: NDArray[np.int64]
    length: NDArray[np.int64]
    texts: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.a)


def exact_runs(
    words: NDArray[np.uint64],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    anchors: Anchors,
) -> Runs:
    """The maximal runs of equal words around some anchors, each once.

    Args:
        words: the hashes of the words of all texts; text i has `words[begins[i]:ends[i]]`.
        begins: see above.
        ends: see above.
        anchors: in the order in which `join` gives them.
    """
    left = begins[anchors.a] + anchors.place_a
    right = begins[anchors.b] + anchors.place_b
    same = np.ones(len(anchors), dtype=bool)
    for size in range(RUN):
        same &= words[left + size] == words[right + size]
    left, right = left[same], right[same]
    a, b, texts = anchors.a[same], anchors.b[same], anchors.texts[same]
    first = ~_joined_to_previous(words, a, b, left, right)
    heads = np.flatnonzero(first)
    tails = np.append(heads[1:], len(left))[: len(heads)] - 1
    room_before = np.minimum(left[heads] - begins[a[heads]], right[heads] - begins[b[heads]])
    before = _equal_words(words, left[heads] - 1, right[heads] - 1, room_before, -1)
    end_a, end_b = left[tails] + RUN, right[tails] + RUN
    room_behind = np.minimum(ends[a[tails]] - end_a, ends[b[tails]] - end_b)
    behind = _equal_words(words, end_a, end_b, room_behind, 1)
    start_a, start_b = left[heads] - before, right[heads] - before
    length = end_a + behind - start_a
    group = np.cumsum(first)
    middle = texts[np.lexsort((texts, group))][(heads + tails) // 2]
    found = Runs(
        a[heads], b[heads], start_a - begins[a[heads]], start_b - begins[b[heads]], length, middle
    )
    return _distinct(found)


def _joined_to_previous(
    words: NDArray[np.uint64],
    a: NDArray[np.uint32],
    b: NDArray[np.uint32],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """For each anchor, whether it belongs to the run of the anchor before it."""
    out = np.zeros(len(left), dtype=bool)
    if len(left) < 2:
        return out
    on = (a[1:] == a[:-1]) & (b[1:] == b[:-1]) & (np.diff(left) == np.diff(right))
    step = np.diff(left)
    on &= step <= BRIDGE + RUN
    near = np.flatnonzero(on)
    from_a, from_b = left[near] + RUN, right[near] + RUN
    between = np.maximum(step[near] - RUN, 0)
    out[near + 1] = _equal_words(words, from_a, from_b, between, 1) == between
    return out


def _equal_words(
    words: NDArray[np.uint64],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    room: NDArray[np.int64],
    step: int,
) -> NDArray[np.int64]:
    """How many words are equal from two places on, at most `room`, forwards or backwards."""
    out = np.zeros(len(left), dtype=np.int64)
    every = np.flatnonzero(room > 0)
    reach = np.arange(BLOCK) * step
    for start in range(0, len(every), AT_ONCE):
        going = every[start : start + AT_ONCE]
        while len(going):
            at = out[going]
            from_a = (left[going] + step * at)[:, None] + reach
            from_b = (right[going] + step * at)[:, None] + reach
            inside = np.arange(BLOCK) < (room[going] - at)[:, None]
            equal = inside & (words[from_a * inside] == words[from_b * inside])
            count = np.where(equal.all(axis=1), BLOCK, np.argmin(equal, axis=1))
            out[going] = at + count
            going = going[(count == BLOCK) & (out[going] < room[going])]
    return out


def _distinct(found: Runs) -> Runs:
    """Runs found from several anchors once, in order."""
    put = np.lexsort((found.texts, found.place_b, found.place_a, found.b, found.a))
    a, b, place_a, place_b = found.a[put], found.b[put], found.place_a[put], found.place_b[put]
    new = np.ones(len(put), dtype=bool)
    new[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    new[1:] |= (place_a[1:] != place_a[:-1]) | (place_b[1:] != place_b[:-1])
    length, texts = found.length[put], found.texts[put]
    return Runs(a[new], b[new], place_a[new], place_b[new], length[new], texts[new])
