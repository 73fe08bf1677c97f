"""Why a bead is believed: numbers, names and the strongest word pairs, in words for people."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from herewith.algorithms.alignment.sides import Text
from herewith.algorithms.alignment.tables import Table
from herewith.algorithms.alignment.tokens import tokenize

__all__ = ["Witnessing", "of"]

MOST = 4
"""Word pairs that are named."""
MIN_GAIN = 1.0
"""Least evidence (nats) for a pair to be named."""


@dataclass(frozen=True, slots=True)
class Witnessing:
    """Reasons in words, and how many of the bead's words on both sides have a counterpart."""

    reasons: tuple[str, ...]
    paired: int
    words: int


def of(source: Text, target: Text, table: Table, step: tuple[int, int, int, int]) -> Witnessing:
    """Name what speaks for a bead.

    Args:
        source: the original.
        target: the translation.
        table: probabilities of target tokens given source tokens.
        step: source sentences [0, 1) and target sentences [2, 3).
    """
    first, last, begin, end = step
    left = dict(_forms(source, first, last))
    right = dict(_forms(target, begin, end))
    pairs = _pairs(target, table, left, right)
    used: set[int] = set()
    numbers: list[str] = []
    named: list[str] = []
    paired = 0
    for gain, a, b in pairs:
        if a in used or -1 - b in used:
            continue
        used.update((a, -1 - b))
        token = target.vocabulary[b]
        if token[0] == "^":
            continue
        paired += 1
        if token[0] == "#":
            numbers.append(right[b])
        elif gain >= MIN_GAIN and len(named) < MOST:
            named.append(f"{left[a]} = {right[b]}")
    reasons = []
    if numbers:
        reasons.append("numbers: " + ", ".join(numbers))
    if named:
        reasons.append("words: " + ", ".join(named))
    words = min(_words(source, left), _words(target, right))
    return Witnessing(tuple(reasons), paired, words)


def _words(text: Text, forms: dict[int, str]) -> int:
    return sum(text.vocabulary[token][0] != "^" for token in forms)


def _forms(text: Text, first: int, last: int) -> list[tuple[int, str]]:
    """Token numbers of some sentences with the words as written there."""
    return [
        (text.index[token], form)
        for sentence in text.sentences[first:last]
        for token, form in tokenize(sentence)
    ]


def _pairs(
    target: Text, table: Table, left: dict[int, str], right: dict[int, str]
) -> list[tuple[float, int, int]]:
    """Token pairs of the table that stand in the bead, the strongest first."""
    wanted = np.array(sorted(right), dtype=np.int64)
    found: list[tuple[float, int, int]] = []
    for a in sorted(left):
        columns, values = table.row(a)
        for place in np.flatnonzero(np.isin(columns, wanted)):
            b = int(columns[place])
            gain = math.log(max(1e-12, float(values[place])) / float(target.chance[b]))
            if gain > 0:
                found.append((gain, a, b))
    return sorted(found, key=lambda item: (-item[0], item[1], item[2]))
