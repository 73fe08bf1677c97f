"""Which words render which, learnt from aligned stretches (IBM Model 1).

Source:
    P. F. Brown, S. A. Della Pietra, V. J. Della Pietra, R. L. Mercer, "The Mathematics of
    Statistical Machine Translation", Computational Linguistics 19(2), 1993, section 4.2.

Departure:
    Expected counts are discounted by a constant before the last normalisation (absolute
    discounting, as for n-grams), so that a pair seen once teaches nothing; the empty word
    generates by the token's own frequency and is not learnt; a stretch counts with a weight.

Blind spot:
    Order of words within a stretch is ignored.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from herewith.algorithms.alignment.sides import Floats, Ints, Text
from herewith.algorithms.alignment.tables import Table, build, empty

__all__ = ["Pair", "learn"]

Pair = tuple[int, int, int, int, float]
"""Source sentences [0, 1), target sentences [2, 3), and a weight in 0..1."""

Counts = npt.NDArray[np.int32]

DISCOUNT = 0.8
SMOOTHING = 0.5
ROUNDS = 5
MAX_TOKENS = 160
"""Longer stretches are left out: they teach little and cost much."""
MAX_PRODUCTS = 1_500_000
"""Token pairs looked at; beyond, evenly spaced stretches are taken."""
MIN_RATIO = 1.5
"""Entries that hardly beat chance are dropped."""
MAX_ROW = 40


def learn(source: Text, target: Text, pairs: Sequence[Pair]) -> Table:
    """Probabilities of target tokens given a source token.

    Args:
        source: the side that is read.
        target: the side that is rendered.
        pairs: stretches that render each other.

    Returns:
        A table with one row for each token of `source`.

    Complexity:
        O(rounds · token pairs); at most `MAX_PRODUCTS` of them.
    """
    expanded = _expand(source, target, _chosen(source, target, pairs))
    if expanded is None:
        return empty(source.size)
    products, position, weight = expanded
    keys, inverse = np.unique(products, return_inverse=True)
    del products, expanded
    inverse = inverse.astype(np.int32)
    rows, columns = keys // target.size - 1, keys % target.size
    null = rows < 0
    safe = np.maximum(rows, 0)
    chances = target.chance[columns]
    probability = np.where(null, chances, 1.0)
    counts = np.zeros(len(keys))
    for _ in range(ROUNDS):
        shares = probability[inverse]
        totals = np.bincount(position, weights=shares)
        shares *= weight[position]
        shares /= totals[position]
        counts = np.bincount(inverse, weights=shares, minlength=len(keys)).astype(float)
        norm = np.bincount(safe, weights=np.where(null, 0.0, counts), minlength=source.size)
        probability = np.where(null, chances, counts / np.maximum(1e-12, norm[safe]))
    return _discounted(source.size, target, rows, columns, counts)


def _discounted(size: int, target: Text, rows: Ints, columns: Ints, counts: Floats) -> Table:
    """Discounted counts as probabilities, weak entries dropped."""
    real = rows >= 0
    rows, columns, counts = rows[real], columns[real], counts[real]
    totals = np.bincount(rows, weights=counts, minlength=size)
    values = np.maximum(0.0, counts - DISCOUNT) / (totals[rows] + SMOOTHING)
    keep = values > MIN_RATIO * target.chance[columns]
    rows, columns, values = rows[keep], columns[keep], values[keep]
    order = np.lexsort((columns, -values, rows))
    rows, columns, values = rows[order], columns[order], values[order]
    starts = np.searchsorted(rows, np.arange(size))
    keep = np.arange(len(rows)) - starts[rows] < MAX_ROW
    return build(size, rows[keep], columns[keep], values[keep])


def _chosen(source: Text, target: Text, pairs: Sequence[Pair]) -> list[Pair]:
    """The stretches to learn from: not too long, and evenly spaced if there are too many."""
    kept: list[Pair] = []
    products = 0
    for pair in pairs:
        wide = int(source.offsets[pair[1]] - source.offsets[pair[0]])
        high = int(target.offsets[pair[3]] - target.offsets[pair[2]])
        if 0 < wide <= MAX_TOKENS and 0 < high <= MAX_TOKENS and pair[4] > 0:
            kept.append(pair)
            products += wide * high
    step = -(-products // MAX_PRODUCTS)
    return kept[:: max(1, step)]


def _expand(
    source: Text, target: Text, pairs: Sequence[Pair]
) -> tuple[Ints, Counts, Floats] | None:
    """Every pair of a source token (or none) and a target token within a stretch.

    Returns:
        A key for each pair (source token plus 1, times the size of the target's vocabulary, plus
        target token), the place of its target token among all that are learnt from, and for each
        place the weight of its stretch. There are many pairs: what is said of a place is not said
        again for each of them.
    """
    keys: list[Ints] = []
    positions: list[Counts] = []
    weights: list[Floats] = []
    seen = 0
    for first, last, begin, end, weight in pairs:
        left = np.concatenate([[0], np.unique(source.span(first, last)) + 1]) * target.size
        right = target.span(begin, end)
        keys.append((right[:, None] + left[None, :]).ravel())
        places = np.arange(seen, seen + len(right), dtype=np.int32)
        positions.append(np.repeat(places, len(left)))
        weights.append(np.full(len(right), weight))
        seen += len(right)
    if not keys:
        return None
    return np.concatenate(keys), np.concatenate(positions), np.concatenate(weights)
