"""Sentence alignment by length alone (Gale and Church 1993): the plain reference.

For the bench and the property tests; the program itself aligns with `align`.

Source:
    W. A. Gale, K. W. Church, "A Program for Aligning Sentences in Bilingual Corpora",
    Computational Linguistics 19(1), 1993, section 3 and appendix.

Departure:
    Variance on the mean of both lengths, as in the authors' own program.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from herewith.errors import UsageError

__all__ = ["MAX_CELLS", "Shape", "align"]

Shape = tuple[tuple[int, ...], tuple[int, ...]]

PRIORS = {(1, 1): 0.89, (1, 0): 0.0099, (0, 1): 0.0099, (2, 1): 0.089, (1, 2): 0.089, (2, 2): 0.011}
"""Section 3.2, table 5: how often beads of each shape stood in their corpus."""
VARIANCE = 6.8
MAX_CELLS = 4_000_000


def align(source: Sequence[int], target: Sequence[int]) -> tuple[Shape, ...]:
    """Cut two texts into beads, given only their sentence lengths.

    Args:
        source: lengths of the n sentences of the original, in characters.
        target: lengths of the m sentences of the translation, in characters.

    Returns:
        Pairs of sentence numbers in reading order; every sentence is in exactly one.

    Raises:
        UsageError: if n × m exceeds `MAX_CELLS`.

    Complexity:
        O(n·m) time and memory.

    Blind spot:
        An omitted sentence is absorbed by its neighbours.

    >>> align([10, 5, 5], [12, 20])
    (((0,), (0,)), ((1, 2), (1,)))
    """
    n, m = len(source), len(target)
    if n * m > MAX_CELLS:
        raise UsageError(f"{n} × {m} sentences are too many for the plain reference")
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(n + 1):
        for j in range(m + 1):
            if i or j:
                best[i, j] = min(
                    (best[i - a, j - b][0] + _cost(source[i - a : i], target[j - b : j]), (a, b))
                    for a, b in PRIORS
                    if i >= a and j >= b
                )
    beads: list[Shape] = []
    i, j = n, m
    while i or j:
        a, b = best[i, j][1]
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return tuple(reversed(beads))


def _cost(source: Sequence[int], target: Sequence[int]) -> float:
    """Negative log probability of a bead (nats): its prior and its lengths (section 3.1)."""
    left, right = sum(source), sum(target)
    prior = PRIORS[len(source), len(target)]
    if not left and not right:
        return -math.log(prior)
    delta = (right - left) / math.sqrt(VARIANCE * (left + right) / 2)
    tail = math.erfc(abs(delta) / math.sqrt(2))
    return -math.log(prior) - math.log(max(tail, 1e-300))
