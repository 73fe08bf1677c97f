"""How sentences end, as evidence for where beads end.

A bead that ends with a full stop in the original seldom ends with a comma in the translation, and
a sentence inside a bead ends more often with a semicolon than one at its end. Both habits are
learnt from the texts at hand, starting from weak general expectations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from herewith.algorithms.alignment.sides import Floats, Ints

__all__ = ["ENDINGS", "Endings", "ending", "fit"]

ENDINGS = ".?!:;,"
"""Ways to end; a sentence that ends otherwise is of the class after the last, and a sentence that
ends a paragraph of the class after that."""

CLASSES = len(ENDINGS) + 2
NONE, PARAGRAPH = len(ENDINGS), len(ENDINGS) + 1
LIKE = {
    "…": ".",
    "。": ".",
    "？": "?",
    "！": "!",
    "：": ":",
    "；": ";",
    "、": ",",
    "，": ",",
    "‚": ",",
}
CLOSING = "\"'»“”’)]}› "

PRIOR = 20.0
"""How many beads the general expectations are worth."""
WEIGHT = 0.7
LIMIT = 3.0


def ending(sentence: str) -> int:
    """The class of a sentence's end; closing quotation marks and brackets are looked through.

    >>> ENDINGS[ending("Why? »")], ENDINGS[ending("said he;")], ending("THE WHITE HOUSE") == NONE
    ('?', ';', True)
    """
    bare = sentence.rstrip().rstrip(CLOSING) or sentence.rstrip()
    if not bare:
        return NONE
    found = ENDINGS.find(LIKE.get(bare[-1], bare[-1]))
    return NONE if found < 0 else found


def _expected() -> Floats:
    """General expectations: ratio of ends that meet, against chance."""
    ratios = np.full((CLASSES, CLASSES), 0.7)
    ratios[:3, 5:7] = ratios[5:7, :3] = 0.5
    ratios[:4, 5] = ratios[5, :4] = 0.5
    ratios[PARAGRAPH, :] = ratios[:, PARAGRAPH] = 0.5
    np.fill_diagonal(ratios, 2.0)
    ratios[PARAGRAPH, PARAGRAPH] = 4.0
    return ratios


MEETING = _expected()
INSIDE = np.array([0.8, 0.8, 0.8, 1.3, 1.6, 1.8, 1.3, 0.3])
"""General expectations: ratio of ends inside a bead, against all ends, for each class."""


@dataclass(frozen=True, slots=True)
class Endings:
    """Log ratios: of two ends meeting (a square), and of an end inside a bead on either side."""

    source: Ints
    target: Ints
    meeting: Floats
    source_inside: Floats
    target_inside: Floats

    def evidence(self, i: Ints, j: Ints, a: int, b: int) -> Floats:
        """Evidence for beads of `a` and `b` sentences that end before `i` and `j`."""
        out = self.meeting[self.source[i - 1], self.target[j - 1]].copy()
        for back in range(2, a + 1):
            out += self.source_inside[self.source[i - back]]
        for back in range(2, b + 1):
            out += self.target_inside[self.target[j - back]]
        return WEIGHT * out


def fit(
    source: Sequence[int],
    target: Sequence[int],
    beads: Iterable[tuple[int, int, int, int, float]],
) -> Endings:
    """Learn habits of ending from weighted beads (see `ibm1.Pair`); none give the expectations.

    Args:
        source: classes of the source's sentences, see `ending`.
        target: classes of the target's sentences.
        beads: source sentences [0, 1), target sentences [2, 3), weight.
    """
    left, right = np.asarray(source, dtype=np.int64), np.asarray(target, dtype=np.int64)
    mine, theirs = _shares(left), _shares(right)
    meeting = _scaled(MEETING * np.outer(mine, theirs))
    inside, opposite = _scaled(mine * INSIDE), _scaled(theirs * INSIDE)
    for first, last, begin, end, weight in beads:
        meeting[left[last - 1], right[end - 1]] += weight
        np.add.at(inside, left[first : last - 1], weight)
        np.add.at(opposite, right[begin : end - 1], weight)
    return Endings(
        left,
        right,
        _log_ratio(meeting, np.outer(mine, theirs)),
        _log_ratio(inside, mine),
        _log_ratio(opposite, theirs),
    )


def _shares(classes: Ints) -> Floats:
    counts = np.bincount(classes, minlength=CLASSES) + 0.5
    out: Floats = counts / counts.sum()
    return out


def _scaled(expected: Floats) -> Floats:
    out: Floats = PRIOR * expected / expected.sum()
    return out


def _log_ratio(counts: Floats, chance: Floats) -> Floats:
    out: Floats = np.clip(np.log(counts / counts.sum() / chance), -LIMIT, LIMIT)
    return out
