"""Variation units: the variant graph cut into places of agreement and places of difference.

The size of a unit is an editor's: words that changed together stay together, a lone comma does
not hide in a sentence, two neighbouring spellings are two variations, words in another order are
one. Every column is in exactly one stretch; so is every token of every witness.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from herewith.algorithms.collation.columns import (
    Column,
    apart,
    column_of,
    divided,
    divided_before,
)
from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.phrases import absorbed, reordered, replaced
from herewith.algorithms.collation.stretches import STATES, Cut, Stretch
from herewith.algorithms.collation.tokens import Ints

__all__ = ["cut"]

LONG = 8
"""From so many columns on, an omitted stretch is kept apart from other changes beside it."""

PROPORTION = 4
"""... if it has so many times the columns of the change beside it."""

DIVIDED = 6
"""Columns that one word divided in several ways may take, points and hyphens counted."""


def cut(graph: VariantGraph) -> Cut:
    """Cut a graph into agreements and variations.

    Complexity:
        O(columns · witnesses), with a small constant for columns that agree.
    """
    keys = _keys(graph)
    if not len(keys):
        return Cut((), keys)
    highest = keys.max(1)
    lowest = np.where(keys == -2, np.iinfo(np.int64).max, keys).min(1)
    same = lowest == highest
    alone = same & ((keys != -2).sum(1) == 1) & (keys.shape[1] > 1)
    code = np.where(alone, 2, np.where(same, 1, 0))
    silent = keys == -2
    edge = np.concatenate(([True], (np.diff(code) != 0) | (silent[1:] != silent[:-1]).any(1)))
    begins = np.flatnonzero(edge)
    ends = np.append(begins[1:], len(code))
    norms = graph.ids(graph.norms)
    out: list[Stretch] = []
    for low, high in zip(begins.tolist(), ends.tolist(), strict=True):
        if code[low]:
            out.append(Stretch(low, high, "alone" if code[low] == 2 else "agreement"))
        else:
            out.extend(_variations(graph, keys, norms, low, high))
    return Cut(tuple(reordered(graph, norms, absorbed(graph, norms, out))), keys)


def _keys(graph: VariantGraph) -> Ints:
    """Form and state of every cell as one number."""
    keys = graph.ids(graph.forms)
    keys[keys >= 0] *= len(STATES)
    for witness, tokens in enumerate(graph.tokens):
        columns = graph.columns_of(witness)
        for token, state in tokens.states.items():
            keys[columns[token], witness] += STATES.index(state)
    keys[~graph.taking_part()] = -2
    return keys


def _variations(graph: VariantGraph, keys: Ints, norms: Ints, low: int, high: int) -> list[Stretch]:
    """Cut neighbouring variant columns into units."""
    if high - low == 1:
        return [Stretch(low, high, "variation")]
    rows = zip(range(low, high), keys[low:high].tolist(), norms[low:high].tolist(), strict=True)
    columns = [column_of(graph, k, n, at) for at, k, n in rows]
    names = graph.vocabulary.norms
    bounds = [0, *_boundaries(columns, names), len(columns)]
    bounds = replaced(columns, bounds, names)
    return [Stretch(low + a, low + b, "variation") for a, b in pairwise(bounds)]


def _boundaries(columns: Sequence[Column], names: Sequence[str]) -> list[int]:
    """The columns, but the first, with which a unit begins."""
    blocks, whole = _runs(columns, "block"), _runs(columns, "complete")
    loose = _loose_marks(columns)
    out, begin = [], 0
    for n in range(1, len(columns)):
        long = _long_beside(blocks, whole, n)
        separate = apart(columns[n - 1], columns[n], names, long=long, loose=n in loose)
        if n - begin <= DIVIDED:
            if divided_before(columns[begin:n], names, columns[n]):
                separate = True
            elif separate and any(
                divided(columns[begin:end], names)
                for end in range(n + 1, min(begin + DIVIDED, len(columns)) + 1)
            ):
                separate = False
        if separate:
            out.append(n)
            begin = n
    return out


def _runs(columns: Sequence[Column], kind: str) -> list[int]:
    """For each column the length of the run of like `block` or `complete` columns it stands in.

    0 for columns of another kind.
    """
    out = [0] * len(columns)
    begin = 0
    for n in range(1, len(columns) + 1):
        here, first = columns[n] if n < len(columns) else None, columns[begin]
        if here and getattr(here, kind) == getattr(first, kind) and here.absent == first.absent:
            continue
        if getattr(first, kind):
            out[begin:n] = [n - begin] * (n - begin)
        begin = n
    return out


def _long_beside(blocks: Sequence[int], whole: Sequence[int], n: int) -> bool:
    """Whether a boundary divides a long omission from another, much smaller change.

    Many words that became few are one change; a long omission beside a changed word is two.
    """
    for block, other in ((n - 1, n), (n, n - 1)):
        if blocks[block] >= LONG and blocks[block] >= PROPORTION * whole[other]:
            return True
    return False


def _loose_marks(columns: Sequence[Column]) -> set[int]:
    """Boundaries behind the marks that begin a run of changes, and before those that end it.

    Marks in the midst of reworded text belong to it; at its edge they are on their own.
    """
    first = next((n for n, c in enumerate(columns) if c.word), len(columns))
    last = next((n for n in range(len(columns), 0, -1) if columns[n - 1].word), 0)
    return {*range(1, first + 1), *range(last, len(columns))}
