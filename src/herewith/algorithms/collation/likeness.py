"""How well two word types go into one column: the scores of the alignment.

Scores are integers, high is good; 100 is one equal word. Unequal words are never equal by
likeness: the score only says where they had better stand.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from herewith.algorithms.collation.tokens import Ints, Vocabulary, bare

__all__ = ["APART", "LIKE", "MIXED", "Likeness", "likeness"]

LIKE = 0.6
"""Words whose normalised edit similarity (0..1) is at least this are taken for alike ..."""

LIKE_SHORT, SHORT = 0.7, 6
"""... and this for words of less than so many letters, which are alike by chance more often."""

ACCENTS = 0.95
"""Similarity of words that differ in accents or vowel points only."""

APART = -45
"""Score of two unlike words in one column; two separate gaps cost more."""

MIXED = -100
"""Score of a word and a mark in one column: only where nothing else could be done."""

SMALL = 64
"""Up to so many pairs are scored one by one, more by a matrix call."""


def likeness(a: str, b: str) -> float:
    """Similarity (0..1) of two norms; 0 for marks, numbers against words, and very short words.

    >>> round(likeness("gray", "grey"), 2), likeness("2", "3"), likeness("of", "on")
    (0.75, 0.0, 0.0)
    """
    a, b = bare(a), bare(b)
    if a == b:
        return ACCENTS
    size = max(len(a), len(b))
    if size < 4 or a[:1].isdigit() != b[:1].isdigit():
        return 0.0
    like = float(Levenshtein.normalized_similarity(a, b))
    return like if size >= SHORT or not LIKE <= like < LIKE_SHORT else LIKE - 0.01


class Likeness:
    """Scores of pairs of types of one vocabulary, remembered."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.norms = vocabulary.norms
        self.word: list[bool] = vocabulary.word.tolist()
        self.weights: list[int] = vocabulary.weights.tolist()
        self._known: dict[tuple[int, int], int] = {}

    def pair(self, a: int, b: int) -> int:
        """Score of two types."""
        if a == b:
            return self.weights[a]
        key = (a, b) if a < b else (b, a)
        score = self._known.get(key)
        if score is None:
            score = self._known[key] = self._score(a, b, likeness(self.norms[a], self.norms[b]))
        return score

    def _score(self, a: int, b: int, like: float) -> int:
        if self.word[a] != self.word[b]:
            return MIXED
        if not self.word[a]:
            return 5
        if like >= LIKE:
            return int(75 * like)
        return APART + int(20 * like)

    def matrix(self, rows: Sequence[int], columns: Sequence[int]) -> Ints:
        """Scores of all pairs of two lists of types."""
        if len(rows) * len(columns) <= SMALL:
            return np.array([[self.pair(a, b) for b in columns] for a in rows], np.int64)
        return self._large(np.array(rows), np.array(columns))

    def _large(self, rows: Ints, columns: Ints) -> Ints:
        left = [bare(self.norms[n]) for n in rows]
        right = [bare(self.norms[n]) for n in columns]
        like: NDArray[np.float32] = cdist(
            left, right, scorer=Levenshtein.normalized_similarity, score_cutoff=0.25
        )
        size = np.maximum.outer(*(np.array([len(w) for w in side]) for side in (left, right)))
        digit = [np.array([w[:1].isdigit() for w in side]) for side in (left, right)]
        same = like == 1
        like[(size < SHORT) & (like >= LIKE) & (like < LIKE_SHORT)] = LIKE - 0.01
        like[(size < 4) | (digit[0][:, None] != digit[1])] = 0
        like[same] = ACCENTS
        score = np.where(like >= LIKE, 75 * like, APART + 20 * like).astype(np.int64)
        word = np.array(self.word)
        score[~word[rows][:, None] & ~word[columns]] = 5
        score[word[rows][:, None] != word[columns]] = MIXED
        equal = rows[:, None] == columns
        score[equal] = np.broadcast_to(np.array(self.weights)[columns], score.shape)[equal]
        return score
