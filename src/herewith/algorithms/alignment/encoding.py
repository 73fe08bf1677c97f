"""Sentence vectors of an encoder as one more piece of evidence.

An encoder is a plug-in (entry point group `herewith.encoders`): it turns sentences into vectors
whose cosine is high for sentences of the same meaning, in whatever language. How much a cosine is
worth is estimated from the texts at hand: the cosines of the beads found so far against those of
sentences at random.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from herewith.algorithms.alignment.sides import Floats, Ints, Text

__all__ = ["Encoder", "Vectors", "Worth", "encode"]

Rows = npt.NDArray[np.float32]
LIMIT = 6.0
"""Most evidence (nats) of a cosine for a 1-1 bead."""
STEP = 65_536


class Encoder(Protocol):
    """Turns sentences into vectors.

    `fingerprint` names model and settings: vectors of one fingerprint may be kept and reused.
    """

    fingerprint: str

    def encode(self, sentences: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row of unit length for each sentence, always the same for the same sentence."""
        ...


@dataclass(frozen=True, slots=True)
class Worth:
    """Mean and deviation of the cosines of true beads and of sentences at random."""

    true_mean: float
    true_deviation: float
    random_mean: float
    random_deviation: float

    def evidence(self, cosines: Floats) -> Floats:
        """Log-likelihood ratio of cosines, both kinds taken for normal; never falling."""
        bounded = np.clip(cosines, self.random_mean, self.true_mean)
        true = -0.5 * ((bounded - self.true_mean) / self.true_deviation) ** 2
        random = -0.5 * ((bounded - self.random_mean) / self.random_deviation) ** 2
        shift = np.log(self.random_deviation / self.true_deviation)
        out: Floats = np.clip(true - random + shift, -LIMIT, LIMIT)
        return out


@dataclass(frozen=True, slots=True)
class Vectors:
    """Cumulated vectors of both sides, so that any stretch's vector is one subtraction."""

    source: Rows
    target: Rows

    def cosines(self, i: Ints, j: Ints, a: int, b: int) -> Floats:
        """Cosines of stretches of `a` and `b` sentences that end before `i` and `j`."""
        out = np.empty(len(i))
        for begin in range(0, len(i), STEP):
            part = slice(begin, begin + STEP)
            left = self.source[i[part]] - self.source[i[part] - a]
            right = self.target[j[part]] - self.target[j[part] - b]
            norm = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
            out[part] = np.einsum("ij,ij->i", left, right) / np.maximum(1e-9, norm)
        return out

    def worth(self, beads: Sequence[tuple[int, int, int, int, float]]) -> Worth:
        """What a cosine is worth, from beads found; few beads give a cautious guess."""
        n, m = len(self.source) - 1, len(self.target) - 1
        steps = np.arange(min(2000, 4 * max(n, m)))
        # a fixed walk through the square (multiplicative hashing), so that no chance is involved
        i, j = (steps * 40503) % n + 1, (steps * 30011 + steps // m) % m + 1
        random = self.cosines(i, j, 1, 1)
        mean, deviation = float(random.mean()), max(0.02, float(random.std()))
        sure = [bead for bead in beads if bead[4] > 0.8]
        if len(sure) < 10:
            return Worth(mean + 4 * deviation, 2 * deviation, mean, deviation)
        true = np.array(
            [
                float(self.cosines(np.array([b]), np.array([d]), b - a, d - c)[0])
                for a, b, c, d, _ in sure
            ]
        )
        middle = float(np.median(true))
        spread = max(0.02, 1.4826 * float(np.median(np.abs(true - middle))))
        return Worth(max(middle, mean + deviation), spread, mean, deviation)


def encode(encoder: Encoder, source: Text, target: Text) -> Vectors:
    """Vectors of both sides."""
    return Vectors(_cumulated(encoder, source), _cumulated(encoder, target))


def _cumulated(encoder: Encoder, text: Text) -> Rows:
    rows = np.asarray(encoder.encode(list(text.sentences)), dtype=np.float32)
    if rows.ndim != 2 or len(rows) != text.n:
        raise ValueError(
            f"encoder {encoder.fingerprint} gave an array of shape {rows.shape} "
            f"for {text.n} sentences"
        )
    out = np.zeros((text.n + 1, rows.shape[1]), dtype=np.float32)
    np.cumsum(rows, axis=0, out=out[1:])
    return out
