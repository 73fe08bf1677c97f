"""How probable it is that a bead is right: a calibrated confidence.

Source:
    The probability the model gives itself is too bold (it takes words to be independent), so it
    is put through a logistic function of a few measures of the bead (Platt 1999).

Provenance:
    Coefficients were fitted by `bench/calibrate.py` on the development sets; see there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["FEATURES", "Measures", "confidence"]

FEATURES = ("probability", "neighbours", "evidence", "paired", "shape")
INTERCEPT = -1.0
COEFFICIENTS = (0.5, 0.1, 0.2, 1.0, -0.5)
CEILING = 0.99
UNRELIABLE = 0.49
"""Highest confidence of a bead of texts that do not look like translations of each other."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured on a bead.

    `probability` is the model's own (0..1), `before`/`after` that of its neighbours, `score` its
    score in nats, `paired` the share of words with a counterpart (0..1), `sentences` how many
    sentences it holds.
    """

    probability: float
    before: float
    after: float
    score: float
    paired: float
    sentences: int

    def features(self) -> tuple[float, ...]:
        """Values beside `COEFFICIENTS`."""
        return (
            _logit(self.probability),
            _logit(min(self.before, self.after)),
            math.copysign(math.sqrt(abs(self.score)), self.score),
            self.paired,
            float(self.sentences - 2),
        )


def confidence(measures: Measures) -> float:
    """Calibrated probability that a bead is exactly right, rounded to three places.

    >>> sure = Measures(0.999, 0.999, 0.99, 20.0, 0.6, 2)
    >>> doubtful = Measures(0.6, 0.5, 0.9, 2.0, 0.1, 3)
    >>> confidence(sure) > 0.9 > 0.7 > confidence(doubtful)
    True
    """
    total = INTERCEPT + sum(
        weight * value for weight, value in zip(COEFFICIENTS, measures.features(), strict=True)
    )
    return round(min(CEILING, 1.0 / (1.0 + math.exp(-total))), 3)


def _logit(probability: float) -> float:
    bounded = min(1 - 1e-4, max(1e-4, probability))
    return math.log(bounded / (1 - bounded))
