"""Where quoted words stand in a collection: asked of an index, not of every text.

The fingerprints of a whole collection are a sample; a quotation is shorter than a sample reaches.
So a second table is kept for asking: the hash of every run of `SHORT` words, sorted. The runs of a
quotation vote for texts and places; what stands there is compared word by word.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.reuse.hashing import hash_runs
from herewith.algorithms.reuse.index import Index
from herewith.algorithms.reuse.words import cut_words

__all__ = ["SHORT", "Quoting", "Stands"]

SHORT = 4
"""Words of a run that is looked up."""

MOST = 2000
"""Places of one run that are looked at; a commoner run does not vote."""

NEAR = 8
"""Words by which votes for one place may be apart."""


@dataclass(frozen=True, slots=True)
class Stands:
    """A place where quoted words stand: text, words `[first, last)`, and the share of them there."""

    name: str
    first: int
    last: int
    share: float


class Quoting:
    """Answers where words stand in the texts of an index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        order = np.argsort(index.begins, kind="stable")
        self._order = order[index.ends[order] > index.begins[order]]
        self._starts = index.begins[self._order]
        # 32 bits of each hash: a wrong vote is found out when words are compared.
        keys = (hash_runs(index.words, SHORT) >> np.uint64(32)).astype(np.uint32)
        self._at = np.argsort(keys, kind="stable").astype(np.uint32)
        self._keys = keys[self._at]

    def find(self, quoted: str, *, most: int = 3) -> tuple[Stands, ...]:
        """The places where quoted words stand, the fullest first.

        A quotation of fewer than `SHORT` words is not looked for.
        """
        words = cut_words([quoted]).hashes
        votes: Counter[tuple[int, int]] = Counter()
        keys = (hash_runs(words, SHORT) >> np.uint64(32)).astype(np.uint32)
        lows = np.searchsorted(self._keys, keys, side="left")
        highs = np.searchsorted(self._keys, keys, side="right")
        for n, (low, high) in enumerate(zip(lows.tolist(), highs.tolist(), strict=True)):
            if 0 < high - low <= MOST:
                found = self._at[low:high].astype(np.int64) - n
                texts = np.searchsorted(self._starts, found + n, side="right") - 1
                for text, place in zip(texts.tolist(), (found // NEAR).tolist(), strict=True):
                    votes[text, place] += 1
        likely = sorted(votes.items(), key=lambda item: (-item[1], item[0]))[: 4 * most]
        places = {self._compared(words, text, place * NEAR) for (text, place), _ in likely}
        good = sorted(
            (one for one in places if one is not None), key=lambda s: (-s.share, s.name, s.first)
        )
        return tuple(_apart(good))[:most]

    def _compared(self, words: NDArray[np.uint64], text: int, at: int) -> Stands | None:
        """What of the quoted words stands near a place."""
        number = int(self._order[text])
        begin, end = int(self._index.begins[number]), int(self._index.ends[number])
        low, high = max(begin, at - NEAR), min(end, at + len(words) + 3 * NEAR)
        here = self._index.words[low:high]
        diagonals: Counter[int] = Counter()
        for n, word in enumerate(words.tolist()):
            for place in np.flatnonzero(here == np.uint64(word)).tolist():
                diagonals[place - n] += 1
        if not diagonals:
            return None
        best, _ = max(diagonals.items(), key=lambda item: (item[1], -item[0]))
        near = [
            n
            for n, word in enumerate(words.tolist())
            if (here[max(0, n + best - 2) : n + best + 3] == np.uint64(word)).any()
        ]
        if not near:
            return None
        first = low + max(0, best + near[0]) - begin
        last = min(end, low + best + near[-1] + 1) - begin
        return Stands(self._index.names[number], first, last, round(len(near) / len(words), 3))


def _apart(found: list[Stands]) -> list[Stands]:
    """Places without those that another, fuller one covers."""
    kept: list[Stands] = []
    for one in found:
        if not any(one.name == o.name and one.first < o.last and o.first < one.last for o in kept):
            kept.append(one)
    return kept
