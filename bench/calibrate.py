"""Fit the coefficients of `algorithms.alignment.confidence` on the development sets.

    python -m bench.calibrate

Prints the coefficients and how often beads of .9 and more were right. Not run with the other
benchmarks: its result is written into the module by hand, with its date in the history.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import numpy as np

from bench.align import GOLD, SETS, Shape, ladder, lines_of
from herewith.algorithms.alignment import align
from herewith.languages.glossary import glossary

WINDOWS = (40, 100)
L2 = 1.0
VERSES = ("ruth", "esther")
"""Sets whose gold is verses: a bead is right if it stays inside one."""
WEIGHTS = {"window": 0.5, "ruth": 0.3, "esther": 0.3}

Row = tuple[tuple[float, float, float], bool, float]


def windows(
    source: list[str], target: list[str], gold: list[Shape], size: int
) -> Iterator[tuple[list[str], list[str], list[Shape]]]:
    """Stretches of a text with their gold, as if each were a letter."""
    for first in range(0, len(gold) - size + 1, size):
        part = gold[first : first + size]
        left = [i for a, _ in part for i in a]
        right = [j for _, b in part for j in b]
        if left and right:
            i0, j0 = min(left), min(right)
            moved = [(tuple(i - i0 for i in a), tuple(j - j0 for j in b)) for a, b in part]
            yield source[i0 : max(left) + 1], target[j0 : max(right) + 1], moved


def rows() -> Iterator[Row]:
    for name, a, b in SETS:
        source, target = lines_of(GOLD / f"{name}.{a}"), lines_of(GOLD / f"{name}.{b}")
        gold = ladder(GOLD / f"{name}.gold")
        if name in VERSES:
            yield from measured(source, target, gold, name, glossary(a, b))
            continue
        for terms in (glossary(a, b), ()):
            yield from measured(source, target, gold, name, terms)
            if name == "dev":
                for size in WINDOWS:
                    for part in windows(source, target, gold, size):
                        yield from measured(*part, "window", terms)


def measured(
    source: list[str],
    target: list[str],
    gold: list[Shape],
    name: str,
    terms: Sequence[tuple[str, str, float]],
) -> Iterator[Row]:
    found = align(source, target, glossary=terms)
    links = {(i, j) for left, right in gold for i in left for j in right}
    for bead, measures in zip(found.beads, found.measures, strict=True):
        if measures is not None:
            if name in VERSES:
                right = all((i, j) in links for i in bead.source for j in bead.target)
            else:
                right = (bead.source, bead.target) in gold
            yield measures.features(), right, WEIGHTS.get(name, 1.0)


def main_fit() -> None:
    found = list(rows())
    values = np.array([[1.0, *features] for features, _, _ in found])
    right = np.array([float(r) for _, r, _ in found])
    weights = np.array([w for _, _, w in found])
    fitted = np.zeros(values.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-values @ fitted))
        penalty = L2 * np.array([0.0, *[1.0] * (len(fitted) - 1)])
        slope = values.T @ (weights * (right - p)) - penalty * fitted
        bend = (values.T * (weights * p * (1 - p))) @ values + np.diag(penalty)
        fitted += np.linalg.solve(bend, slope)
    p = 1 / (1 + np.exp(-values @ fitted))
    sure = p >= 0.9
    print(f"{len(found)} beads; intercept and coefficients: {fitted.round(3).tolist()}")
    print(f"of {int(sure.sum())} beads given .9 and more, {right[sure].mean():.3f} are right")


if __name__ == "__main__":
    if not GOLD.is_dir():
        sys.exit("the gold is not beside the checkout")
    main_fit()
