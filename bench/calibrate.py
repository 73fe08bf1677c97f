"""Fit the coefficients of `algorithms.alignment.confidence` on the development sets.

    python -m bench.calibrate

Prints the coefficients, and for beads judged by coefficients fitted without their text (each
quarter of Text+Berg counts as a text) how many of each confidence were right. Not run with the
other benchmarks: its result is written into the module by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bench.bitexts import GOLD, SETS, VERSES, Set, load
from herewith.algorithms.alignment import align
from herewith.algorithms.alignment.confidence import CAUTION, CEILING
from herewith.languages.glossary import glossary

WINDOWS = (15, 25, 40, 100)
QUARTERS = 4
L2 = 1.0
WINDOW, VERSE = 0.3, 0.3
"""Weights of a bead in a window, and of one judged by verses."""
BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """A bead: what it was measured, whether it is right, its weight, and the text it is from."""

    features: tuple[float, float]
    right: bool
    weight: float
    text: str


def windows(one: Set, size: int) -> Iterator[tuple[int, Set]]:
    """Stretches of a text with their gold, as if each were a letter, and where they begin."""
    for first in range(0, len(one.gold) - size + 1, size):
        part = one.gold[first : first + size]
        left = [i for a, _ in part for i in a]
        right = [j for _, b in part for j in b]
        if left and right:
            i0, j0 = min(left), min(right)
            moved = [(tuple(i - i0 for i in a), tuple(j - j0 for j in b)) for a, b in part]
            source, target = one.source[i0 : max(left) + 1], one.target[j0 : max(right) + 1]
            yield first, Set(one.name, source, target, moved, one.languages)


def rows() -> Iterator[Row]:
    for name, a, b in SETS:
        for one in (load(name, a, b), load(name, a, b).turned):
            known = glossary(*one.languages)
            for terms in (known,) if name in VERSES else (known, ()):
                yield from measured(one, terms, 1.0, 0, len(one.gold))
                for size in WINDOWS if name == "dev" else (25,) if name in VERSES else ():
                    for first, part in windows(one, size):
                        yield from measured(part, terms, WINDOW, first, len(one.gold))


def measured(
    one: Set, terms: tuple[tuple[str, str, float], ...], weight: float, first: int, whole: int
) -> Iterator[Row]:
    found = align(one.source, one.target, glossary=terms)
    known, links = set(one.gold), one.links
    place = {i: first + n for n, (left, _) in enumerate(one.gold) for i in left}
    for bead, measures in zip(found.beads, found.measures, strict=True):
        if measures is None or not bead.source or not bead.target:
            continue
        text = one.name
        if text in VERSES:
            right = all((i, j) in links for i in bead.source for j in bead.target)
        else:
            right = (bead.source, bead.target) in known
        if text == "dev":
            text += f", quarter {1 + place.get(bead.source[0], first) * QUARTERS // whole}"
        yield Row(measures.features(), right, weight * (VERSE if one.name in VERSES else 1), text)


def fitted(values: Floats, right: Floats, weights: Floats) -> Floats:
    out = np.zeros(values.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-values @ out))
        penalty = L2 * np.array([0.0, *[1.0] * (len(out) - 1)])
        slope = values.T @ (weights * (right - p)) - penalty * out
        bend = (values.T * (weights * p * (1 - p))) @ values + np.diag(penalty)
        out += np.linalg.solve(bend, slope)
    return out


def main_fit() -> None:
    found = list(rows())
    values = np.array([[1.0, *row.features] for row in found])
    right = np.array([float(row.right) for row in found])
    weights = np.array([row.weight for row in found])
    texts = np.array([row.text for row in found])
    print(f"{len(found)} beads; coefficients {fitted(values, right, weights).round(3).tolist()}")
    unseen = np.zeros(len(found))
    for text in sorted(set(texts)):
        mine = texts == text
        others = fitted(values[~mine], right[~mine], weights[~mine])
        unseen[mine] = 1 / (1 + np.exp(-(values[mine] @ others - CAUTION)))
    unseen = np.minimum(CEILING, unseen)
    print(f"\nbeads by confidence from the other texts, {CAUTION} taken off: how many are right")
    print(f"{'':18}" + "".join(f"{f'{low:.2f}+':>14}" for low in BINS[:-1]) + f"{'>= .9':>14}")
    for text in [*sorted(set(texts)), "all"]:
        mine = (texts == text) | (text == "all")
        row = f"{text:18}"
        for low, high in (*pairwise(BINS), (0.9, 1.01)):
            inside = mine & (unseen >= low) & (unseen < high)
            row += f"{int(inside.sum()):>7}" + (
                f"{right[inside].mean():>7.3f}" if inside.any() else f"{'-':>7}"
            )
        print(row)


if __name__ == "__main__":
    if not GOLD.is_dir():
        sys.exit("the gold is not beside the checkout")
    main_fit()
