"""What is known before anything is learnt: numbers, marks, names, and glossary words.

Numbers and punctuation render themselves. Names and words of common origin are matched by their
skeletons, in which spelling and script no longer count. A glossary gives pairs of terms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from herewith.algorithms.alignment.sides import Text
from herewith.algorithms.alignment.tables import Table, build
from herewith.algorithms.alignment.tokens import STEM, tokenize
from herewith.languages.names import skeleton

__all__ = ["Glossary", "seed"]

Glossary = Iterable[tuple[str, str, float]]
"""Source term, target term, and how much it is to be believed (0..1)."""

NUMBER = 1.0
MARK = 0.5
MIN_SKELETON = 4
SIMILAR = 0.78
"""Least similarity of two skeletons (normalised indel); fitted on the development sets."""
BUCKET = 2
"""Skeletons must share so many first letters."""

Weights = dict[tuple[int, int], float]


def seed(source: Text, target: Text, glossary: Glossary) -> tuple[Table, Table]:
    """Tables of both directions from what can be seen without having learnt anything.

    Weights become probabilities: a row's weights are shared out in proportion, and the row
    spends no more than its greatest weight.
    """
    weights: Weights = {}
    for token, number in source.index.items():
        other = target.index.get(token)
        if other is not None and token[0] in "#^":
            weights[number, other] = NUMBER if token[0] == "#" else MARK
    _names(source, target, weights)
    _terms(source, target, glossary, weights)
    swapped = {(b, a): weight for (a, b), weight in weights.items()}
    return _table(source.size, weights), _table(target.size, swapped)


def _table(size: int, weights: Mapping[tuple[int, int], float]) -> Table:
    keys = sorted(weights)
    rows = np.array([key[0] for key in keys], dtype=np.int64)
    columns = np.array([key[1] for key in keys], dtype=np.int64)
    values = np.array([weights[key] for key in keys])
    total = np.bincount(rows, weights=values, minlength=size)
    greatest = np.zeros(size)
    np.maximum.at(greatest, rows, values)
    return build(size, rows, columns, values / total[rows] * greatest[rows])


def _skeletons(text: Text) -> dict[str, set[int]]:
    """Tokens by the skeletons of their forms."""
    out: dict[str, set[int]] = defaultdict(set)
    for token, forms in enumerate(text.forms):
        for form in forms:
            if form[0].isalpha():
                key = skeleton(form)
                if len(key) >= MIN_SKELETON:
                    out[key].add(token)
    return out


def _names(source: Text, target: Text, weights: Weights) -> None:
    """Pairs of words with similar skeletons."""
    left, right = _skeletons(source), _skeletons(target)
    buckets: dict[str, list[str]] = defaultdict(list)
    for key in sorted(right):
        buckets[key[:BUCKET]].append(key)
    mine: dict[str, list[str]] = defaultdict(list)
    for key in sorted(left):
        mine[key[:BUCKET]].append(key)
    for head, keys in mine.items():
        others = buckets.get(head)
        if not others:
            continue
        scores = process.cdist(keys, others, scorer=Indel.normalized_similarity)
        for row, column in np.argwhere(scores >= 0.5):
            key, other = keys[row], others[column]
            value = _alike(key, other, float(scores[row, column]))
            if value >= SIMILAR:
                for a in left[key]:
                    for b in right[other]:
                        weights[a, b] = max(weights.get((a, b), 0.0), value)


def _alike(key: str, other: str, similarity: float) -> float:
    """Similarity of skeletons; a long common beginning counts for much."""
    common = 0
    for mine, theirs in zip(key, other, strict=False):
        if mine != theirs:
            break
        common += 1
    return min(1.0, max(similarity, 0.7 + 0.03 * common if common >= STEM else 0.0))


def _terms(source: Text, target: Text, glossary: Glossary, weights: Weights) -> None:
    """Pairs of a glossary, word by word for terms of several words."""
    for term, rendering, belief in glossary:
        left = [source.index[t] for t, _ in tokenize(term) if t in source.index]
        right = [target.index[t] for t, _ in tokenize(rendering) if t in target.index]
        for a in left:
            for b in right:
                value = belief / max(1, min(len(left), len(right)))
                weights[a, b] = max(weights.get((a, b), 0.0), value)
