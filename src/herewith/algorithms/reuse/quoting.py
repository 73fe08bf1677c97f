"""Where quoted words may stand in a collection: asked of its index, not of every text.

The fingerprints of an index are a sample; a quotation is shorter than a sample reaches. So a second
table is made from the words that the index holds: every run of `SHORT` words, sorted. The runs of a
quotation vote for texts and places; what stands there is looked at by those who ask.

Blind spot:
    A quotation of fewer than `SHORT` words in a row, and one of which every run stands at more than
    `COMMON` places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.reuse.hashing import hash_runs
from herewith.algorithms.reuse.index import Index

__all__ = ["COMMON", "SHORT", "Quoting"]

SHORT = 3
"""Words of a run that is looked up."""

COMMON = 2000
"""Places of one run beyond which it tells nothing."""

FORWARD = 1 << 20
"""Added to the number of a word, which may lie before the first one."""


class Quoting:
    """Answers where words may stand in the texts of an index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        order = np.argsort(index.begins, kind="stable")
        self._order = order[index.ends[order] > index.begins[order]]
        self._starts = index.begins[self._order]
        # 32 bits of each hash: a wrong vote is found out when words are compared.
        keys = _keys(index.words)
        self._at = np.argsort(keys, kind="stable").astype(np.uint32)
        self._keys = keys[self._at]
        self._words, self._counts = np.unique(index.words, return_counts=True)

    def frequency(self, word: int) -> int:
        """At how many places of all texts a word stands, by its hash."""
        at = int(np.searchsorted(self._words, np.uint64(word)))
        known = at < len(self._words) and int(self._words[at]) == word
        return int(self._counts[at]) if known else 0

    def votes(
        self, segments: Sequence[NDArray[np.uint64]], *, near: int, most: int
    ) -> Counter[tuple[int, int]]:
        """How many runs of some words stand in line near a place of a text.

        Args:
            segments: hashes of words that follow each other, each segment without a break.
            near: words by which votes for one place may be apart.
            most: places that are told, those with the most votes.

        Returns:
            Votes by the number of the text and the word, rounded down to a multiple of `near`, at
            which all the words would begin.

        >>> from herewith.algorithms.reuse.index import index_of, part_of
        >>> from herewith.algorithms.reuse.words import cut_words
        >>> asked = Quoting(index_of([part_of(["a", "b"], ["on the quay", "a pilot on the mole"])]))
        >>> dict(asked.votes([cut_words(["pilot on the mole"]).hashes], near=8, most=3))
        {(1, 0): 2}
        """
        texts: list[NDArray[np.int64]] = []
        places: list[NDArray[np.int64]] = []
        offset = 0
        for words in segments:
            keys = _keys(words)
            lows = np.searchsorted(self._keys, keys, side="left")
            highs = np.searchsorted(self._keys, keys, side="right")
            for n in np.flatnonzero((highs > lows) & (highs - lows <= COMMON)).tolist():
                at = self._at[lows[n] : highs[n]].astype(np.int64)
                own = self._order[np.searchsorted(self._starts, at, side="right") - 1]
                whole = at + SHORT <= self._index.ends[own]
                texts.append(own[whole])
                begin = at[whole] - self._index.begins[own[whole]] - n - offset
                places.append(begin // near * near)
            offset += len(words)
        if not texts:
            return Counter()
        found, counts = np.unique(
            (np.concatenate(texts) << 32) | (np.concatenate(places) + FORWARD), return_counts=True
        )
        best = np.argsort(-counts, kind="stable")[:most]
        return Counter(
            {
                (int(found[n]) >> 32, (int(found[n]) & 0xFFFFFFFF) - FORWARD): int(counts[n])
                for n in best
            }
        )


def _keys(words: NDArray[np.uint64]) -> NDArray[np.uint32]:
    return (hash_runs(words, SHORT) >> np.uint64(32)).astype(np.uint32)
