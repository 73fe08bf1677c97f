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
from herewith.algorithms.alignment.confidence import CAUTION, calibrated
from herewith.languages.glossary import glossary

WINDOWS = (15, 25, 40, 100)
QUARTERS = 4
L2 = 1.0
WINDOW, VERSE = 0.3, 0.3
"""Weights of a bead in a window, and of one judged by verses."""
COUNTS = (1, 20, 40, 100, 1000)
BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """A bead: what was measured, beads of its text, whether it is right, its weight, its text.

    `whole` says that the text was aligned as a whole and not as a window.
    """

    features: tuple[float, float]
    beads: int
    right: bool
    weight: float
    text: str
    whole: bool


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
        one = load(name, a, b)
        known = glossary(*one.languages)
        for terms in (known,) if name in VERSES else (known, ()):
            yield from measured(one, terms, 1.0, 0, len(one.gold))
            for size in WINDOWS if name == "dev" else (25,):
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
        yield Row(
            measures.features(),
            measures.beads,
            right,
            weight * (VERSE if one.name in VERSES else 1),
            text,
            weight == 1.0,
        )


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
    odds = np.zeros(len(found))
    for text in sorted(set(texts)):
        mine = texts == text
        odds[mine] = values[mine] @ fitted(values[~mine], right[~mine], weights[~mine])
    unseen = np.array([calibrated(o, row.beads) for o, row in zip(odds, found, strict=True)])
    print(f"\nbeads by confidence from the other texts, {CAUTION} taken off: how many are right")
    heads = [*(f"{low:.2f}+" for low in BINS[:-1]), ">= .9", ">= .9 whole"]
    print(f"{'':18}" + "".join(f"{head:>14}" for head in heads))
    complete = np.array([row.whole for row in found])
    beads = np.array([row.beads for row in found])
    groups = [(text, texts == text) for text in sorted(set(texts))]
    for low, high in pairwise(COUNTS):
        groups.append((f"{low} to {high - 1} beads", (beads >= low) & (beads < high)))
    groups.append(("all", beads >= 0))
    for name, mine in groups:
        cells = [mine & (unseen >= low) & (unseen < high) for low, high in pairwise(BINS)]
        cells += [mine & (unseen >= 0.9), mine & (unseen >= 0.9) & complete]
        shares = [f"{right[cell].mean():.3f}" if cell.any() else "-" for cell in cells]
        counts = [int(cell.sum()) for cell in cells]
        line = "".join(f"{n:>7}{share:>7}" for n, share in zip(counts, shares, strict=True))
        print(f"{name:18}{line}")


if __name__ == "__main__":
    if not GOLD.is_dir():
        sys.exit("the gold is not beside the checkout")
    main_fit()
