"""What every possible bead within a corridor is worth.

The score of a bead is an additive log-likelihood ratio: how much better the two stretches are
explained as renderings of each other than as strangers. It sums the prior of the bead's shape,
the fit of its lengths and of its ends, and the lexical evidence in both directions
(`Expectation`), the latter weighted down because words do not come independently.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from herewith.algorithms.alignment.corridor import Corridor
from herewith.algorithms.alignment.endings import Endings
from herewith.algorithms.alignment.sides import Floats, Ints, Text
from herewith.algorithms.alignment.tables import Expectation

__all__ = ["PRIOR", "SHAPES", "Lengths", "by_length", "score_all"]

Singles = npt.NDArray[np.float32]

PRIOR: Mapping[tuple[int, int], float] = {
    (1, 1): 0.80,
    (1, 2): 0.06,
    (2, 1): 0.06,
    (2, 2): 0.012,
    (1, 3): 0.012,
    (3, 1): 0.012,
    (2, 3): 0.004,
    (3, 2): 0.004,
    (1, 4): 0.003,
    (4, 1): 0.003,
}
"""How often beads of a shape stand in translated prose, orphans apart (development sets)."""

SHAPES = tuple(PRIOR)
REACH = 4
"""Most sentences on one side of a bead."""
CAP = 4.0
"""Highest evidence (natural log) that one token can give."""
WEIGHT = 0.7
"""Weight of lexical evidence; fitted on the development sets."""
BY_LENGTH = 0.85
"""Weight of lengths, which stray further than a normal distribution has it; between .75 and .9
the development sets fare alike."""
IMPOSSIBLE = np.float32(-1e9)
PORTION = 100_000
"""Cells scored at a time, so that memory beyond the scores does not grow with the text."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """Characters of the target for one of the source, and the variance for each.

    The variance is that of lengths brought to one measure: the source's times, the target's by
    the root of the ratio, so that neither side is the yardstick.
    """

    ratio: float = 1.0
    variance: float = 6.8


def score_all(
    source: Text,
    target: Text,
    forward: Expectation,
    backward: Expectation,
    corridor: Corridor,
    prior: Mapping[tuple[int, int], float],
    lengths: Lengths,
    endings: Endings,
) -> Singles:
    """Scores of all beads that end in a cell of the corridor.

    Returns:
        An array of shape (number of shapes, number of cells), in the order of `SHAPES` and of
        the corridor's cells; `IMPOSSIBLE` where a bead would leave the corridor.

    Complexity:
        O(cells · tokens of a sentence) time; O(cells · shapes) memory.
    """
    along = _evidence(forward, target, corridor.low, corridor.high)
    across = _evidence(backward, source, corridor.first, corridor.last)
    scores = np.full((len(SHAPES), corridor.cells), IMPOSSIBLE, dtype=np.float32)
    sizes = (
        [_spans(source, size) for size in range(REACH + 1)],
        [_spans(target, size) for size in range(REACH + 1)],
    )
    row = 0
    while row <= source.n:
        stop = int(np.searchsorted(corridor.starts, corridor.starts[row] + PORTION, side="left"))
        stop = min(source.n + 1, max(row + 1, stop))
        part = slice(int(corridor.starts[row]), int(corridor.starts[stop]))
        rows = np.repeat(np.arange(row, stop), np.diff(corridor.starts[row : stop + 1]))
        columns = np.arange(part.start, part.stop) - corridor.starts[rows] + corridor.low[rows]
        for number, (a, b) in enumerate(SHAPES):
            before = np.maximum(0, rows - a)
            ok = (rows >= a) & (columns >= b)
            ok &= (corridor.low[before] <= columns - b) & (columns - b <= corridor.high[before])
            i, j = rows[ok], columns[ok]
            lexical = along.between(a, i, j - b, j) + across.between(b, j, i - a, i)
            scores[number, part][ok] = (
                math.log(prior[a, b])
                + WEIGHT / 2 * lexical
                + _length_evidence(sizes[0][a], sizes[1][b], i, j, lengths)
                + endings.evidence(i, j, a, b)
            )
        row = stop
    return scores


def by_length(
    source: Text, target: Text, shape: tuple[int, int], i: Ints, j: Ints, lengths: Lengths
) -> tuple[Floats, Floats]:
    """The part of the score of beads of a shape that speaks of their lengths.

    Returns:
        The evidence for beads that end before `i` and `j`, and how much longer (in characters)
        the source's stretch is than the target's leads to expect.
    """
    left, right = _spans(source, shape[0]), _spans(target, shape[1])
    evidence = _length_evidence(left, right, i, j, lengths)
    return evidence, left.length[i] * lengths.ratio - right.length[j]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Cumulated evidence: `sums[k - 1]` for spans of `k` sentences, laid out row by row.

    Row `i` holds boundaries `base[i]` and following; `starts[i]` is its first place.
    """

    sums: tuple[Singles, ...]
    starts: Ints
    base: Ints

    def between(self, size: int, rows: Ints, begin: Ints, end: Ints) -> Singles:
        """Evidence of the span of `size` sentences before each row for the other side's stretch."""
        place = self.starts[rows] - self.base[rows]
        sums = self.sums[size - 1]
        out: Singles = sums[place + end] - sums[place + begin]
        return out


def _evidence(expectation: Expectation, other: Text, low: Ints, high: Ints) -> _Evidence:
    """Evidence of every span of up to `REACH` sentences for the stretches in its rows."""
    base = np.maximum(0, low - REACH)
    starts = np.concatenate([[0], np.cumsum(high - base + 1)])
    sums = tuple(np.zeros(starts[-1], dtype=np.float32) for _ in range(REACH))
    ratios = np.zeros(max(1, other.size), dtype=np.float32)
    parts = np.split(expectation.columns, expectation.starts[1:-1])
    values = np.split(expectation.ratios, expectation.starts[1:-1])
    for row in range(1, len(low)):
        begin, end = int(base[row]), int(high[row])
        tokens = other.span(begin, end)
        bounds = other.offsets[begin : end + 1] - other.offsets[begin]
        left, count = 1.0, 1.0
        spans = range(min(REACH, row))
        for back in spans:
            at = row - 1 - back
            ratios[parts[at]] += values[at]
            left += expectation.left[at]
            count += expectation.tokens[at]
            gains = np.log((ratios[tokens] + np.float32(left)) / np.float32(count))
            np.minimum(gains, CAP, out=gains)
            total = np.zeros(len(tokens) + 1, dtype=np.float32)
            np.cumsum(gains, out=total[1:])
            sums[back][starts[row] : starts[row + 1]] = total[bounds]
        for back in spans:
            ratios[parts[row - 1 - back]] = 0.0
    return _Evidence(sums, starts, base)


@dataclass(frozen=True, slots=True)
class _Spans:
    """Lengths of all stretches of so many sentences, by the boundary at which they end.

    `chance` is the log density of such a length by chance: log-normal with the mean and deviation
    of the text's sentences.
    """

    length: Floats
    chance: Floats


def _spans(text: Text, size: int) -> _Spans:
    if not 0 < size <= text.n:
        return _Spans(np.zeros(0), np.zeros(0))
    logs = np.log(text.lengths)
    mean, deviation = float(logs.mean()) + math.log(size), max(0.3, float(logs.std()))
    length = np.ones(text.n + 1)
    length[size:] = text.cumulated[size:] - text.cumulated[:-size]
    spread = -0.5 * ((np.log(length) - mean) / deviation) ** 2
    return _Spans(length, spread - np.log(length * deviation * math.sqrt(2 * math.pi)))


def _length_evidence(source: _Spans, target: _Spans, i: Ints, j: Ints, lengths: Lengths) -> Floats:
    """Log of how likely each length is given the other, against lengths by chance.

    Given the other side a length is normal (Gale and Church 1993, section 2). The mean of both
    directions, so that the evidence is the same whichever text is called the source.
    """
    if len(i) == 0:
        return np.zeros(0)
    root = math.sqrt(lengths.ratio)
    left, right = source.length[i] * root, target.length[j] / root
    variance = lengths.variance / 2 * (left + right) + 4
    given = -0.5 * ((right - left) ** 2 / variance + np.log(2 * math.pi * variance))
    chance = (source.chance[i] + target.chance[j]) / 2
    out: Floats = np.clip(BY_LENGTH * (given - chance), -12, 6)
    return out
