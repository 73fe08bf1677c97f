"""The words of many texts as numbers: one table for all that look for shared or quoted words.

A word is a number, a text a row of numbers; the words themselves, and where they stand, are cut
anew from the few texts that are looked at closely. So ten thousand letters take megabytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Wording", "hashed", "plain_words", "words"]

KEPT = 64
"""Texts whose words are kept at hand."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words(text: str) -> list[tuple[str, int, int]]:
    """Words in lower case with their places in the text; punctuation is left out.

    >>> [w for w, _, _ in words("On the 27th, it's said:")]
    ['on', 'the', '27th', "it's", 'said']
    """
    return [
        (m.group().lower().replace("’", "'").replace("ё", "е"), m.start(), m.end())
        for m in _WORD.finditer(text)
    ]


def plain_words(text: str) -> list[str]:
    """The words of `words` without their places, sooner.

    >>> plain_words("On the 27th, it’s said:")
    ['on', 'the', '27th', "it's", 'said']
    """
    lower = text.lower()
    if len(lower) != len(text):  # a capital that becomes two letters divides a word
        return [word for word, _, _ in words(text)]
    return _WORD.findall(lower.replace("’", "'").replace("ё", "е"))


class Wording:
    """The words of some texts.

    `rows` are the numbers of their words, text by text; a word that stands in several texts has one
    number.

    >>> found = Wording(["Two words", "words two"])
    >>> [row.tolist() for row in found.rows], found.number("two"), found.number("three")
    ([[0, 1], [1, 0]], 0, None)
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = tuple(texts)
        self._numbers: dict[str, int] = {}
        self.rows = tuple(self._row(text) for text in self._texts)
        self._near: dict[int, tuple[list[tuple[str, int, int]], list[str]]] = {}

    def __len__(self) -> int:
        """How many different words there are."""
        return len(self._numbers)

    def number(self, word: str) -> int | None:
        """The number of a word as `shingles.words` gives it; `None` if it stands nowhere."""
        return self._numbers.get(word)

    def frequencies(self) -> NDArray[np.int64]:
        """How often each word stands in the texts, by its number."""
        counts = np.zeros(len(self._numbers), dtype=np.int64)
        for row in self.rows:
            counts += np.bincount(row, minlength=len(counts))
        return counts

    def words(self, text: int) -> list[tuple[str, int, int]]:
        """The words of a text with their places."""
        return self._cut(text)[0]

    def plain(self, text: int) -> list[str]:
        """The words of a text."""
        return self._cut(text)[1]

    def _cut(self, text: int) -> tuple[list[tuple[str, int, int]], list[str]]:
        found = self._near.get(text)
        if found is None:
            while len(self._near) >= KEPT:
                del self._near[next(iter(self._near))]
            placed = words(self._texts[text])
            found = self._near[text] = placed, [word for word, _, _ in placed]
        return found

    def runs(self, size: int) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32]]:
        """All runs of some words in a row, as numbers, with their text and their first word."""
        runs = [hashed(row, size) for row in self.rows]
        nothing = np.zeros(0, dtype=np.int32)
        owner = [np.full(len(run), n, dtype=np.int32) for n, run in enumerate(runs)]
        place = [np.arange(len(run), dtype=np.int32) for run in runs]
        return (
            np.concatenate([np.zeros(0, dtype=np.uint64), *runs]),
            np.concatenate([nothing, *owner]),
            np.concatenate([nothing, *place]),
        )

    def _row(self, text: str) -> NDArray[np.int32]:
        numbers = self._numbers
        found = [numbers.setdefault(word, len(numbers)) for word in plain_words(text)]
        return np.array(found, dtype=np.int32)


def hashed(row: NDArray[np.int32], size: int) -> NDArray[np.uint64]:
    """One number for each run of `size` words in a row; equal runs have equal numbers."""
    count = max(0, len(row) - size + 1)
    made = np.zeros(count, dtype=np.uint64)
    for n in range(size):
        part = row[n : n + count].astype(np.uint64) + np.uint64(1)
        made = (made ^ (part * _MIX)) * _SPREAD
        made ^= made >> np.uint64(29)
    return made


_MIX = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0xBF58476D1CE4E5B9)
