"""Fingerprints of texts: a few runs of words, chosen so that shared wording shares them.

Source:
    S. Schleimer, D. S. Wilkerson, A. Aiken, "Winnowing: Local Algorithms for Document
    Fingerprinting", SIGMOD 2003. Of every `WINDOW` hashes in a row the smallest is kept, of equal
    ones the first; so whatever `RUN + WINDOW - 1` words two texts have in common, they have a
    fingerprint in common too.

Departure:
    The first of equal hashes is taken and not the last. A text with fewer than `WINDOW` hashes
    keeps the smallest that it has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.reuse.hashing import hash_runs
from herewith.algorithms.reuse.words import Words

__all__ = ["GUARANTEE", "RUN", "WINDOW", "Fingerprints", "fingerprints"]

RUN = 7
"""Words in a run that is hashed."""

GUARANTEE = 20
"""Words in a row that two texts may not share unseen."""

WINDOW = GUARANTEE - RUN + 1
"""Hashes of which one at least is kept: 14."""


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Fingerprints in order of text and place: hash, number of the text, number of the word."""

    hashes: NDArray[np.uint64]
    texts: NDArray[np.uint32]
    places: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.hashes)


def fingerprints(words: Words) -> Fingerprints:
    """The fingerprints of some texts; those of a text do not depend on the other texts.

    Complexity:
        O(n · log WINDOW) in the words.
    """
    hashes = hash_runs(words.hashes, RUN)
    begins, ends = words.bounds[:-1], np.maximum(words.bounds[:-1], words.bounds[1:] - RUN + 1)
    chosen = _winnowed(hashes, begins, ends)
    texts = np.searchsorted(words.bounds, chosen, side="right") - 1
    places = chosen - words.bounds[texts]
    return Fingerprints(hashes[chosen], texts.astype(np.uint32), places.astype(np.uint32))


def _winnowed(
    hashes: NDArray[np.uint64], begins: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Numbers of the hashes kept; text i has the hashes `begins[i]` to `ends[i]`."""
    kept = np.zeros(len(hashes), dtype=bool)
    smallest = _smallest_of_windows(hashes)
    windows = np.zeros(len(hashes) + 1, dtype=np.int64)
    long = ends - begins >= WINDOW
    windows[begins[long]] += 1
    np.add.at(windows, ends[long] - WINDOW + 1, -1)
    kept[smallest[np.cumsum(windows)[: len(smallest)] > 0]] = True
    for begin, end in zip(begins[~long].tolist(), ends[~long].tolist(), strict=True):
        if end > begin:
            kept[begin + int(np.argmin(hashes[begin:end]))] = True
    return np.flatnonzero(kept)


def _smallest_of_windows(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """For each window of `WINDOW` hashes the number of the smallest, of equal ones the first."""
    least, at, width = hashes, np.arange(len(hashes)), 1
    while width < WINDOW and len(least):
        step = min(width, WINDOW - width)
        left, right = least[:-step], least[step:]
        later = right < left
        least = np.where(later, right, left)
        at = np.where(later, at[step:], at[:-step])
        width += step
    return at
