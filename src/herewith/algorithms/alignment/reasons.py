"""Why a bead is believed: numbers, names and the strongest word pairs, in words for people."""

from __future__ import annotations

import math

from herewith.algorithms.alignment.sides import Text
from herewith.algorithms.alignment.tables import Table
from herewith.algorithms.alignment.tokens import tokenize

__all__ = ["of"]

MOST = 4
"""Word pairs that are named."""
MIN_GAIN = 1.0
"""Least evidence (nats) for a pair to be named."""


def of(
    source: Text, target: Text, table: Table, step: tuple[int, int, int, int]
) -> tuple[str, ...]:
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
    numbers: list[int] = []
    named: list[str] = []
    for gain, a, b in pairs:
        if a in used or -1 - b in used:
            continue
        used.update((a, -1 - b))
        token = target.vocabulary[b]
        if token[0] == "^":
            continue
        if token[0] == "#":
            numbers.append(b)
        elif gain >= MIN_GAIN and len(named) < MOST and min(len(left[a]), len(right[b])) > 1:
            named.append(f"{left[a]} = {right[b]}")
    reasons = []
    if numbers:
        reasons.append("numbers: " + ", ".join(form for b, form in right.items() if b in numbers))
    if named:
        reasons.append("words: " + ", ".join(named))
    return tuple(reasons)


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
    found: list[tuple[float, int, int]] = []
    for a in sorted(left):
        columns, values = table.row(a)
        for b, value in zip(columns.tolist(), values.tolist(), strict=True):
            if b in right:
                gain = math.log(max(1e-12, value) / float(target.chance[b]))
                if gain > 0:
                    found.append((gain, a, b))
    return sorted(found, key=lambda item: (-item[0], item[1], item[2]))
