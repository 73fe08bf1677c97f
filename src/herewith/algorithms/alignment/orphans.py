"""What sentences without counterpart are: left out, put in, a gap, moved, or a repetition.

After the path is known its orphans are looked at again. Orphans of both sides that match each
other have been moved. A run of orphans is one gap. A run that says again what its own text says
elsewhere is a repetition (a page filed or photographed twice).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from herewith.algorithms.alignment.sides import Floats, Text
from herewith.algorithms.alignment.tables import Expectation

__all__ = ["Moved", "moved", "repeated", "runs"]

MOST = 600
"""With more orphans than this on a side, moved sentences are not looked for."""
MIN_EVIDENCE = 10.0
"""Least evidence (nats, both directions together) for a moved sentence."""
MOST_COMPARED = 4_000_000
"""Longer runs in longer texts are not looked for elsewhere in their text."""
MIN_BESIDE = 3.0
"""Enough for a sentence whose neighbour has been moved to the place beside."""
RATIO = 2.5
"""Most that one sentence of a moved pair is longer than the other."""
FEW = 16
"""With more pairs of orphans than this, more evidence is asked for."""
MIN_TOKENS = 3
FIGURE = re.compile(r"\d+")
CAP = 4.0
SAME = 85.0
"""Least similarity (rapidfuzz ratio, 0..100) of a sentence with the one it repeats."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An orphan of each side that render each other, with the evidence in nats."""

    source: int
    target: int
    evidence: float


def moved(
    source: Text,
    target: Text,
    forward: Expectation,
    backward: Expectation,
    left: Sequence[int],
    right: Sequence[int],
) -> list[Moved]:
    """Orphans of the two sides that are each other's best counterpart and clearly match.

    Complexity:
        O(l · r) for l and r orphans.
    """
    left = [i for i in left if len(source.tokens(i)) >= MIN_TOKENS]
    right = [j for j in right if len(target.tokens(j)) >= MIN_TOKENS]
    if not left or not right or max(len(left), len(right)) > MOST:
        return []
    evidence = _evidence(forward, target, left, right) + _evidence(backward, source, right, left).T
    evidence[~_as_long(source.lengths[left], target.lengths[right])] = -np.inf
    # among many pairs some match by chance; both directions count the same words
    least = MIN_EVIDENCE + 2 * np.log(max(1.0, len(left) * len(right) / FEW))
    found: dict[int, Moved] = {}
    for row, i in enumerate(left):
        column = int(evidence[row].argmax())
        value = float(evidence[row, column])
        if value >= least and int(evidence[:, column].argmax()) == row:
            found[i] = Moved(i, right[column], value)
    places = ({i: k for k, i in enumerate(left)}, {j: k for k, j in enumerate(right)})
    taken = {pair.target for pair in found.values()}
    for direction in (1, -1):
        for i in left[::direction]:
            beside = found.get(i - direction)
            j = beside.target + direction if beside else -1
            if beside and i not in found and j in places[1] and j not in taken:
                value = float(evidence[places[0][i], places[1][j]])
                if value >= MIN_BESIDE:
                    found[i] = Moved(i, j, value)
                    taken.add(j)
    return [found[i] for i in sorted(found)]


def _as_long(left: Floats, right: Floats) -> npt.NDArray[np.bool_]:
    """Which pairs of sentences have lengths that a rendering may have."""
    ratio = np.log(right)[None, :] - np.log(left)[:, None]
    out: npt.NDArray[np.bool_] = np.abs(ratio) <= np.log(RATIO)
    return out


def _evidence(
    expectation: Expectation, other: Text, rows: Sequence[int], columns: Sequence[int]
) -> Floats:
    """Evidence of single sentences for single sentences of the other side."""
    out = np.zeros((len(rows), len(columns)))
    ratios = np.zeros(max(1, other.size))
    for number, i in enumerate(rows):
        part = slice(expectation.starts[i], expectation.starts[i + 1])
        ratios[expectation.columns[part]] = expectation.ratios[part]
        rest, count = 1 + expectation.left[i], 1 + expectation.tokens[i]
        for place, j in enumerate(columns):
            gains = np.log((ratios[other.tokens(j)] + rest) / count)
            out[number, place] = np.minimum(gains, CAP).sum()
        ratios[expectation.columns[part]] = 0.0
    return out


def runs(numbers: Sequence[int]) -> list[tuple[int, ...]]:
    """Split rising numbers into runs without holes.

    >>> runs([1, 2, 5])
    [(1, 2), (5,)]
    """
    out: list[list[int]] = []
    for number in numbers:
        if out and out[-1][-1] == number - 1:
            out[-1].append(number)
        else:
            out.append([number])
    return [tuple(run) for run in out]


def repeated(sentences: Sequence[str], run: Sequence[int]) -> tuple[int, int] | None:
    """Where the same text already says what a run of its orphans says.

    Args:
        sentences: all sentences of the text.
        run: numbers of the orphans, without holes.

    Returns:
        First and last sentence of the place that is repeated, or `None` when fewer than four in
        five of the run's sentences stand there. Sentences with other figures say something else.
    """
    others = [k for k in range(len(sentences)) if not run[0] <= k <= run[-1]]
    if not others or len(others) * len(run) > MOST_COMPARED:
        return None
    pools: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for k in others:
        pools[_figures(sentences[k])].append(k)
    places = []
    for k in run:
        numbers = pools.get(_figures(sentences[k]), [])
        pool = [sentences[other] for other in numbers]
        hit = process.extractOne(sentences[k], pool, scorer=fuzz.ratio, score_cutoff=SAME)
        if hit:
            places.append(numbers[hit[2]])
    if 5 * len(places) < 4 * len(run) or max(places) - min(places) > 2 * len(run) + 2:
        return None
    return min(places), max(places)


def _figures(sentence: str) -> tuple[str, ...]:
    return tuple(FIGURE.findall(sentence))
