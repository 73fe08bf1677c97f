"""How probable it is that a bead is right: a calibrated confidence.

Source:
    J. Platt, "Probabilistic Outputs for Support Vector Machines", 1999: a logistic function
    through which an over-bold score is put.

Departure:
    The score is the probability the model gives itself (too bold, as it takes words to be
    independent), beside the bead's size and how well the whole text aligns.

Provenance:
    Coefficients by `bench/calibrate.py` (logistic regression, L2 = 1) on 2,666 beads: Text+Berg
    dev whole, in windows of 40 and 100 beads, with and without glossary; two English–Icelandic
    texts; Ruth and Esther (a bead is right when it stays inside the verse). Of the beads given .9
    and more, 97 in 100 were right there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Measures", "confidence"]

INTERCEPT = -0.195
BY_PROBABILITY = 0.437
BY_SIZE = -0.502
BY_GAIN = 0.240
CEILING = 0.99
UNRELIABLE = 0.49
"""Highest confidence of a bead of texts that do not look like translations of each other."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured on a bead.

    `probability` is the model's own (0..1), `sentences` how many sentences of both sides it
    holds (2 for a 1-1 bead), `gain` that of the whole alignment (`verdict.Quality`, nats).
    """

    probability: float
    sentences: int
    gain: float

    def features(self) -> tuple[float, float, float]:
        """Values beside the coefficients: log odds, size beyond 1-1, log gain."""
        bounded = min(1 - 1e-4, max(1e-4, self.probability))
        return (
            math.log(bounded / (1 - bounded)),
            float(self.sentences - 2),
            math.log(max(0.5, self.gain)),
        )


def confidence(measures: Measures) -> float:
    """Calibrated probability that a bead is exactly right, rounded to three places.

    >>> sure, doubtful = Measures(0.9999, 2, 10.0), Measures(0.6, 3, 3.0)
    >>> confidence(sure) > 0.9 > 0.7 > confidence(doubtful)
    True
    """
    odds, size, gain = measures.features()
    total = INTERCEPT + BY_PROBABILITY * odds + BY_SIZE * size + BY_GAIN * gain
    return round(min(CEILING, 1.0 / (1.0 + math.exp(-total))), 3)
