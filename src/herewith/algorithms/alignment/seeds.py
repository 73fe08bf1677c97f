"""What is known before anything is learnt: numbers, marks, names, and glossary words.

Numbers and punctuation render themselves. Names and words of common origin are matched by their
skeletons, in which spelling and script no longer count. A glossary gives pairs of terms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from herewith.algorithms.alignment.sides import Text
from herewith.algorithms.alignment.tables import Table, build
from herewith.algorithms.alignment.tokens import STEM, is_unspaced, tokenize
from herewith.languages.names import skeleton

__all__ = ["Glossary", "seed"]

Glossary = Iterable[tuple[str, str, float]]
"""Source term, target term, and how much it is to be believed (0..1); 0 rules the pair out."""

NUMBER = 1.0
MARK = 0.5
CHARACTER = 0.8
"""Chinese and Japanese share characters; two in a row more surely than one."""
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
        if other is None:
            continue
        if token[0] in "#^":
            weights[number, other] = NUMBER if token[0] == "#" else MARK
        elif is_unspaced(token):
            weights[number, other] = CHARACTER if len(token) > 1 else MARK
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


_skeleton = lru_cache(maxsize=200_000)(skeleton)


def _skeletons(text: Text) -> dict[str, set[int]]:
    """Tokens by the skeletons of their forms."""
    out: dict[str, set[int]] = defaultdict(set)
    for token, forms in enumerate(text.forms):
        for form in forms:
            if form[0].isalpha():
                key = _skeleton(form)
                if len(key) >= MIN_SKELETON:
                    out[key].add(token)
    return out


def _names(source: Text, target: Text, weights: Weights) -> None:
    """Pairs of words with similar skeletons, or with a long common beginning."""
    left, right = _skeletons(source), _skeletons(target)
    pairs = dict(_begin_alike(sorted(left), sorted(right)))
    for key, other, value in _similar(sorted(left), sorted(right)):
        pairs[key, other] = max(value, pairs.get((key, other), 0.0))
    for (key, other), value in pairs.items():
        for a in left[key]:
            for b in right[other]:
                weights[a, b] = max(weights.get((a, b), 0.0), value)


def _by_head(keys: Iterable[str], size: int) -> dict[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if len(key) >= size:
            out[key[:size]].append(key)
    return out


def _similar(left: Iterable[str], right: Iterable[str]) -> Iterator[tuple[str, str, float]]:
    """Pairs of skeletons that are `SIMILAR`."""
    others = _by_head(right, BUCKET)
    for head, keys in _by_head(left, BUCKET).items():
        if head in others:
            scores = process.cdist(
                keys, others[head], scorer=Indel.normalized_similarity, score_cutoff=SIMILAR
            )
            for row, column in np.argwhere(scores >= SIMILAR):
                yield keys[row], others[head][column], min(1.0, float(scores[row, column]))


def _begin_alike(
    left: Iterable[str], right: Iterable[str]
) -> Iterator[tuple[tuple[str, str], float]]:
    """Pairs of skeletons with a common beginning long enough to make them alike."""
    others = _by_head(right, STEM)
    for head, keys in _by_head(left, STEM).items():
        for key in keys:
            for other in others.get(head, ()):
                value = 0.7 + 0.03 * _common(key, other)
                if value >= SIMILAR:
                    yield (key, other), min(1.0, value)


def _common(key: str, other: str) -> int:
    """Letters with which both begin."""
    for number, (mine, theirs) in enumerate(zip(key, other, strict=False)):
        if mine != theirs:
            return number
    return min(len(key), len(other))


def _terms(source: Text, target: Text, glossary: Glossary, weights: Weights) -> None:
    """Pairs of a glossary, word by word for terms of several words; a belief of 0 rules out."""
    never: set[tuple[int, int]] = set()
    for term, rendering, belief in glossary:
        left = [source.index[t] for t, _ in tokenize(term) if t in source.index]
        right = [target.index[t] for t, _ in tokenize(rendering) if t in target.index]
        for a in left:
            for b in right:
                if belief == 0:
                    never.add((a, b))
                value = belief / max(1, min(len(left), len(right)))
                weights[a, b] = max(weights.get((a, b), 0.0), value)
    for pair in never:
        del weights[pair]
