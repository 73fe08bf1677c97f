"""From two texts to the best path: score, align, learn from it, and score again.

Each round aligns with what is known, then learns words, lengths, shapes and ends from the beads
that round found, each weighted by its probability, and aligns again with what it has learnt.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from herewith.algorithms.alignment import anchors, ibm1, torn
from herewith.algorithms.alignment.corridor import Corridor, everything, through
from herewith.algorithms.alignment.encoding import Vectors
from herewith.algorithms.alignment.endings import Endings, ending, fit
from herewith.algorithms.alignment.ibm1 import Pair
from herewith.algorithms.alignment.islands import value, without_islands
from herewith.algorithms.alignment.lattice import GAP_EXTEND, GAP_OPEN, Step, best_path, chances
from herewith.algorithms.alignment.scores import (
    IMPOSSIBLE,
    PRIOR,
    SHAPES,
    Lengths,
    Singles,
    by_length,
    score_all,
)
from herewith.algorithms.alignment.sides import Floats, Ints, Text, read
from herewith.algorithms.alignment.tables import Table, by_sentence, empty, mixed

__all__ = ["Constraints", "Estimate", "estimate"]

ROUNDS = 3
"""Rounds of learning before the last alignment; two where the text is long."""
SHARE = 0.6
"""Share of what the learnt lexicon leaves over that the seeds may spend."""
FULL = 700_000
"""Squares of up to so many cells are searched completely."""
FLAT, FLATNESS = 3_000_000, 8
"""The same where the target is so many times as long: it is no translation, or a small part."""
SPARSE = 25
"""Fewer anchors than one in so many sentences are too few for a long text."""
BEGINNING = 400
MARGIN_FIRST, MARGIN = 25, 10
"""How far beside the anchors the path may stray: with seeds only, and after a first path."""
WIDE, BESIDE = 20, 50
"""A gap of so many sentences is wide; beads so many sentences beside it may be wrong."""
WORTH = 20.0
"""How many beads the general prior of shapes is worth."""
ENOUGH = 6
"""Beads needed before length ratio and variance are estimated anew."""
USUAL = 10
"""How many beads of equal lengths and of `Lengths.variance` the texts must outweigh."""
VARIANCES = (1.5, 12.0)
MAX_RATIO = 2.0
"""Highest ratio of lengths believed before any bead is known; more means that text is missing."""
SMALL = 40_000
"""Squares of more cells have sentences enough for the ratio of their means to be believed."""
UNEQUAL = 1.1
"""Ratios to begin with that differ by more are both tried: one text may lack a part."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """What an editor has fixed: fences the path goes through, and pairs never in one bead."""

    fences: tuple[tuple[int, int], ...] = ()
    apart: Collection[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """A path with its probabilities and what was learnt on the way.

    `scores` and `probabilities` stand beside `steps`; an orphan's score is 0, its probability
    that of being in no bead.
    """

    steps: tuple[Step, ...]
    scores: tuple[float, ...]
    probabilities: tuple[float, ...]
    forward: Table
    backward: Table
    lengths: Lengths

    @property
    def turned(self) -> Estimate:
        """The same with the sides exchanged."""
        return Estimate(
            tuple((c, d, a, b) for a, b, c, d in self.steps),
            self.scores,
            self.probabilities,
            self.backward,
            self.forward,
            Lengths(1 / self.lengths.ratio, self.lengths.variance),
        )

    @property
    def total(self) -> float:
        """Scores of the beads and costs of the gaps (nats; high is good)."""
        value = float(sum(self.scores))
        before = 0
        for first, last, begin, end in self.steps:
            side = 1 if begin == end else 2 if first == last else 0
            if side:
                value += GAP_EXTEND if side == before else GAP_OPEN
            before = side
        return value


def estimate(
    source: Text,
    target: Text,
    seeds: tuple[Table, Table],
    ends: tuple[Sequence[int], Sequence[int]],
    constraints: Constraints,
    vectors: Vectors | None = None,
) -> Estimate:
    """Align two texts of at least one sentence each.

    Args:
        source: the original.
        target: the translation.
        seeds: what is known of the words, from source and from target.
        ends: classes of the ends of the sentences on both sides.
        constraints: what an editor has fixed.
        vectors: sentence vectors of an encoder.

    A text of which a part is missing is shorter than a rendering of all would be: a ratio taken
    from the whole texts joins what is not joined, and too few beads are left to correct it. Texts
    of unequal lengths are therefore aligned from another ratio too, and the path with the higher
    total is the answer; of long texts only the first paths are compared.
    """
    given = _Given(source, target, seeds, ends, constraints, vectors)
    full = source.n * target.n <= (FLAT if source.n * FLATNESS < target.n else FULL)
    corridor = _first_corridor(source, target, seeds[0], constraints, full=full)
    rounds = ROUNDS if full else ROUNDS - 1
    ratios = _ratios(source, target)
    if len(ratios) > 1 and not full:
        first = [_from(given, corridor, ratio, 0, full=full).total for ratio in ratios]
        ratios = [ratios[first.index(max(first))]]
    found = [_from(given, corridor, ratio, rounds, full=full) for ratio in ratios]
    return max(found, key=lambda estimate: estimate.total)


def _ratios(source: Text, target: Text) -> list[float]:
    """Ratios of lengths to begin with: of the whole texts, and one in case a part is missing.

    That other is 1 for short texts, and for long ones the ratio of their mean sentences.
    """
    whole = float(target.cumulated[-1] / source.cumulated[-1])
    small = source.n * target.n <= SMALL
    other = 1.0 if small else whole * source.n / target.n
    if max(whole / other, other / whole) <= UNEQUAL:
        return [_bounded(whole)]
    return [_bounded(whole), _bounded(other)]


def _bounded(ratio: float) -> float:
    return min(max(ratio, 1 / MAX_RATIO), MAX_RATIO)


@dataclass(frozen=True, slots=True)
class _Given:
    """What `estimate` is given."""

    source: Text
    target: Text
    seeds: tuple[Table, Table]
    ends: tuple[Sequence[int], Sequence[int]]
    constraints: Constraints
    vectors: Vectors | None


@dataclass(frozen=True, slots=True)
class _Learnt:
    """What earlier rounds have taught; `pairs` are the beads from which they were taught."""

    forward: Table
    backward: Table
    prior: Mapping[tuple[int, int], float]
    lengths: Lengths
    endings: Endings
    pairs: Sequence[Pair] = ()


def _from(given: _Given, corridor: Corridor, ratio: float, rounds: int, *, full: bool) -> Estimate:
    """Align in rounds, beginning with a ratio of lengths."""
    source, target = given.source, given.target
    nothing = empty(source.size), empty(target.size)
    learnt = _Learnt(*nothing, PRIOR, Lengths(ratio=ratio), fit(*given.ends, ()))
    for _ in range(rounds):
        steps, _, probable = _aligned(given, corridor, learnt, last=False)
        pairs = _weighted(steps, probable)
        learnt = _Learnt(
            ibm1.learn(source, target, pairs),
            ibm1.learn(target, source, [(c, d, a, b, w) for a, b, c, d, w in pairs]),
            _shapes(steps),
            _lengths(source, target, pairs, learnt.lengths),
            fit(*given.ends, pairs),
            pairs,
        )
        if not full:
            corridor = _through_path(source.n, target.n, pairs, given.constraints)
    steps, values, probable = _aligned(given, corridor, learnt, last=True)
    return Estimate(steps, values, probable, learnt.forward, learnt.backward, learnt.lengths)


def _aligned(
    given: _Given, corridor: Corridor, learnt: _Learnt, *, last: bool
) -> tuple[tuple[Step, ...], tuple[float, ...], tuple[float, ...]]:
    """The best path, the scores of its steps and their probabilities.

    The scores of all possible beads are by far the largest of all arrays; they do not outlive
    this function.
    """
    source, target, seeds = given.source, given.target, given.seeds
    scores = score_all(
        source,
        target,
        by_sentence(source, target, mixed(learnt.forward, seeds[0], SHARE)),
        by_sentence(target, source, mixed(learnt.backward, seeds[1], SHARE)),
        corridor,
        learnt.prior,
        learnt.lengths,
        learnt.endings,
    )
    _constrain(scores, corridor, given.constraints)
    if given.vectors is not None:
        _add_cosines(scores, corridor, given.vectors, learnt.pairs)
    steps = best_path(corridor, scores)
    if last:
        steps = without_islands(corridor, scores, steps)
        steps = torn.mended(steps, partial(_worth, given, corridor, scores, learnt.lengths))
    probable = chances(corridor, scores, steps)
    return steps, tuple(value(scores, corridor, step) for step in steps), probable


def _worth(
    given: _Given,
    corridor: Corridor,
    scores: Singles,
    lengths: Lengths,
    a: int,
    b: int,
    i: Ints,
    j: Ints,
) -> tuple[Floats, Floats, Floats]:
    """Scores of beads, and what they lose by being too short on either side (`torn.Worth`)."""
    ok = (i >= a) & (j >= b) & (corridor.low[i] <= j) & (j <= corridor.high[i])
    values = np.full(len(i), float(IMPOSSIBLE))
    short, long = np.zeros(len(i)), np.zeros(len(i))
    if ok.any():
        rows, columns = i[ok], j[ok]
        cells = corridor.starts[rows] + columns - corridor.low[rows]
        values[ok] = scores[SHAPES.index((a, b)), cells]
        evidence, excess = by_length(given.source, given.target, (a, b), rows, columns, lengths)
        lost = np.maximum(0.0, -evidence)
        short[ok], long[ok] = np.where(excess > 0, lost, 0.0), np.where(excess < 0, lost, 0.0)
    return values, short, long


def _first_corridor(
    source: Text, target: Text, table: Table, constraints: Constraints, *, full: bool
) -> Corridor:
    if full:
        return everything(source.n, target.n, constraints.fences)
    found = anchors.find(source, target, table)
    if len(found) * SPARSE < source.n:
        learnt = _taught_by_the_beginning(source, target)
        better = anchors.find(source, target, mixed(learnt, table, SHARE))
        found = max(found, better, key=len)
    return through(source.n, target.n, found, MARGIN_FIRST, constraints.fences)


def _taught_by_the_beginning(source: Text, target: Text) -> Table:
    """Words learnt from the first sentences alone, where seeds give too few anchors.

    The first `BEGINNING` sentences and a quarter more of the target are aligned in a square.
    """
    n, m = min(BEGINNING, source.n), min(BEGINNING * 5 // 4, target.n)
    left, right = read(source.sentences[:n]), read(target.sentences[:m])
    ends = ([ending(s) for s in left.sentences], [ending(s) for s in right.sentences])
    known = (empty(left.size), empty(right.size))
    found = estimate(left, right, known, ends, Constraints())
    pairs = _weighted(found.steps, found.probabilities)
    return ibm1.learn(source, target, pairs)


def _through_path(n: int, m: int, pairs: Sequence[Pair], constraints: Constraints) -> Corridor:
    """A corridor along the path; beside wide gaps, whose place is not yet sure, it is opened."""
    sure = [pair[:4] for pair in pairs if pair[4] > 0.5]
    first = np.array([pair[0] for pair in sure], dtype=np.int64)
    begin = np.array([pair[2] for pair in sure], dtype=np.int64)
    settled = np.ones(len(sure), dtype=np.bool_)
    for (_, left, _, above), (right, _, below, _) in pairwise(sure):
        if max(right - left, below - above) >= WIDE:
            low, high = np.searchsorted(first, [left - BESIDE, right + BESIDE + 1])
            near = (begin[low:high] >= above - BESIDE) & (begin[low:high] <= below + BESIDE)
            settled[low:high] &= ~near
    points = list(zip(first[settled].tolist(), begin[settled].tolist(), strict=True))
    return through(n, m, points, MARGIN, constraints.fences)


def _constrain(scores: Singles, corridor: Corridor, constraints: Constraints) -> None:
    """Make beads that an editor has ruled out impossible, in place."""
    if not constraints.fences and not constraints.apart:
        return
    rows = corridor.rows
    columns = corridor.columns(rows)
    for number, (a, b) in enumerate(SHAPES):
        line = scores[number]
        line[corridor.crosses(rows, columns, a, b)] = IMPOSSIBLE
        for s, t in constraints.apart:
            line[(rows - a <= s) & (s < rows) & (columns - b <= t) & (t < columns)] = IMPOSSIBLE


def _add_cosines(
    scores: Singles, corridor: Corridor, vectors: Vectors, pairs: Sequence[Pair]
) -> None:
    """Add what an encoder's cosines are worth, in place; larger beads count as often as 1-1."""
    worth = vectors.worth(pairs)
    rows = corridor.rows
    columns = corridor.columns(rows)
    for number, (a, b) in enumerate(SHAPES):
        ok = scores[number] > IMPOSSIBLE / 2
        cosines = vectors.cosines(rows[ok], columns[ok], a, b)
        scores[number, ok] += min(a, b) * worth.evidence(cosines)


def _weighted(steps: Sequence[Step], probable: Sequence[float]) -> list[Pair]:
    """The beads of a path with their probabilities, improbable ones left out."""
    return [
        (*step, chance)
        for step, chance in zip(steps, probable, strict=True)
        if chance > 0.1 and step[0] < step[1] and step[2] < step[3]
    ]


def _shapes(steps: Sequence[Step]) -> Mapping[tuple[int, int], float]:
    counts = Counter((last - first, end - begin) for first, last, begin, end in steps)
    total = sum(counts[shape] for shape in SHAPES)
    return {shape: (counts[shape] + WORTH * PRIOR[shape]) / (total + WORTH) for shape in SHAPES}


def _lengths(source: Text, target: Text, pairs: Sequence[Pair], before: Lengths) -> Lengths:
    """Ratio and variance from probable beads, few of which do not outweigh what is `USUAL`.

    The variance is taken robustly, from the median deviation.
    """
    sure = [pair for pair in pairs if pair[4] > 0.5]
    if len(sure) < ENOUGH:
        return before
    x = np.array([source.cumulated[b] - source.cumulated[a] for a, b, *_ in sure])
    y = np.array([target.cumulated[d] - target.cumulated[c] for _, _, c, d, _ in sure])
    means = float(source.cumulated[-1]) / source.n, float(target.cumulated[-1]) / target.n
    usual = USUAL * math.sqrt(means[0] * means[1])
    ratio = float((y.sum() + usual) / (x.sum() + usual))
    x, y = x * math.sqrt(ratio), y / math.sqrt(ratio)
    deviations = np.abs(y - x) / np.sqrt((x + y) / 2)
    # 2.2 = 1 / 0.6745 squared: the normal deviation from its median
    seen = 2.2 * float(np.median(deviations)) ** 2
    variance = (len(sure) * seen + USUAL * Lengths().variance) / (len(sure) + USUAL)
    return Lengths(ratio, min(max(variance, VARIANCES[0]), VARIANCES[1]))
