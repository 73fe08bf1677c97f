"""How probable it is that a bead is right: a calibrated confidence.

Source:
    J. Platt, "Probabilistic Outputs for Support Vector Machines", 1999: a logistic function
    through which an over-bold score is put.

Departure:
    The score is the probability the model gives itself (too bold, as it takes words to be
    independent), beside the bead's size. How well the whole text aligns added nothing once these
    were known; texts that do not look like translations are held down apart (`UNRELIABLE`).

Provenance:
    Coefficients by `bench/calibrate.py` (logistic regression, L2 = 1) on some 4,500 beads: Text+Berg
    dev whole and in windows of 15, 25, 40 and 100 beads, two English–Icelandic texts, Ruth and
    Esther (a bead is right when it stays inside the verse), the first three with and without
    glossary. `CAUTION` was chosen so that of the beads given .9 and more by coefficients fitted
    without their text, 96 in 100 were right; `DOUBT` so that this holds of texts of fewer than
    20 beads too (95 in 100 without it).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Measures", "calibrated", "confidence"]

INTERCEPT = 0.067
BY_PROBABILITY = 0.468
BY_SIZE = -0.359
CAUTION = 0.3
"""Taken from the log odds, because a text not seen may be harder than those fitted on."""
FEW, DOUBT = 40, 0.25
"""The log odds in a text of fewer beads are drawn towards even, by so much where there are none."""
CEILING = 0.99
UNRELIABLE = 0.49
"""Highest confidence of a bead of texts that do not look like translations of each other."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured on a bead.

    `probability` is the model's own (0..1), `sentences` how many sentences of both sides it
    holds (2 for a 1-1 bead), `beads` how many the path has, from which it has learnt.
    """

    probability: float
    sentences: int
    beads: int

    def features(self) -> tuple[float, float]:
        """Values beside the coefficients: log odds, size beyond 1-1."""
        bounded = min(1 - 1e-4, max(1e-4, self.probability))
        return math.log(bounded / (1 - bounded)), float(self.sentences - 2)


def confidence(measures: Measures) -> float:
    """Calibrated probability that a bead is exactly right, rounded to three places.

    >>> sure, doubtful = Measures(0.9999, 2, 60), Measures(0.6, 3, 60)
    >>> confidence(sure) > 0.9 > 0.7 > confidence(doubtful)
    True
    >>> confidence(sure) > confidence(Measures(0.9999, 2, 5))
    True
    """
    odds, size = measures.features()
    return calibrated(INTERCEPT + BY_PROBABILITY * odds + BY_SIZE * size, measures.beads)


def calibrated(odds: float, beads: int) -> float:
    """A confidence from fitted log odds, with all the caution that is due."""
    believed = 1 - DOUBT * max(0.0, 1 - beads / FEW)
    return round(min(CEILING, 1.0 / (1.0 + math.exp(-(odds - CAUTION) * believed))), 3)
