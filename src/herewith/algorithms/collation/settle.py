"""The second pass: each stretch of differences is looked at again with all witnesses known.

Source:
    Iterative refinement: O. Gotoh, "Significant improvement in accuracy of multiple protein
    sequence alignments", J. Mol. Biol. 264, 1996. Each witness in turn is taken out of the stretch
    and aligned again with what the others have; the result is kept only if it scores better.

Tokens are only moved between columns of their own stretch, in order: none can be lost or doubled.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.likeness import LIKE, Likeness, likeness
from herewith.algorithms.collation.merging import Merging
from herewith.algorithms.collation.tokens import Ints

__all__ = ["settled"]

WIDEST = 24
"""Stretches of more columns than this are left as they are."""

ROUNDS = 2


def settled(graph: VariantGraph, like: Likeness) -> VariantGraph:
    """The graph with words put beside their likes in other witnesses.

    Complexity:
        Only stretches of two columns or more, with like words in different columns, are redone.
    """
    if len(graph.witnesses) < 3:
        return graph
    norms = graph.ids(graph.norms)
    part = graph.taking_part()
    same = ((norms == norms.max(1, keepdims=True)) | ~part).all(1)
    begins = np.flatnonzero(np.diff(np.concatenate(([True], same, [True])).astype(np.int8)))
    pieces: list[Ints] = []
    at = 0
    for low, high in zip(begins[::2].tolist(), begins[1::2].tolist(), strict=True):
        restless = _restless(norms[low:high], like) if 1 < high - low <= WIDEST else []
        if restless:
            pieces += [graph.table[at:low], _redone(graph, like, low, high, restless)]
            at = high
    if not pieces:
        return graph
    return replace(graph, table=np.concatenate([*pieces, graph.table[at:]]))


def _restless(norms: Ints, like: Likeness) -> list[int]:
    """Witnesses of whose words one, or one like it, stands in another column elsewhere."""
    where: dict[int, set[int]] = {}
    for column, row in enumerate(norms.tolist()):
        for norm in row:
            if norm >= 0:
                where.setdefault(norm, set()).add(column)
    kinds = list(where)
    wanted = {n for n, columns in where.items() if len(columns) > 1 and like.word[n]}
    for n, a in enumerate(kinds):
        for b in kinds[:n]:
            if where[a] != where[b] and likeness(like.norms[a], like.norms[b]) >= LIKE:
                wanted |= {a, b}
    if not wanted:
        return []
    found = np.isin(norms, list(wanted)).any(0)
    return [int(n) for n in np.flatnonzero(found)]


def _redone(graph: VariantGraph, like: Likeness, low: int, high: int, witnesses: list[int]) -> Ints:
    """The stretch after each of some witnesses was taken out and put back."""
    best = graph.table[low:high]
    score = _score(graph, like, best)
    for _ in range(ROUNDS):
        improved = False
        for witness in witnesses:
            tried = _put_back(graph, like, best, witness)
            gained = _score(graph, like, tried)
            if gained > score:
                best, score, improved = tried, gained, True
        if not improved:
            break
    return best


def _put_back(graph: VariantGraph, like: Likeness, table: Ints, witness: int) -> Ints:
    """A table with one witness aligned anew with the others."""
    held = table[:, witness]
    mine = held[held >= 0]
    others = [w for w in range(table.shape[1]) if w != witness]
    rest = table[:, others]
    rest = rest[(rest >= 0).any(1)]
    if not len(mine) or not len(rest):
        return table
    merging = Merging.over(graph, like, rest, others)
    return merging.with_stretch(witness, int(mine[0]), int(mine[-1]) + 1, table.shape[1])


def _score(graph: VariantGraph, like: Likeness, table: Ints) -> int:
    """Sum over pairs of witnesses of the scores of their words, less a cost for each column."""
    total = -40 * len(table)
    for row in table.tolist():
        cells = [int(graph.norms[w][n]) for w, n in enumerate(row) if n >= 0]
        total += sum(like.pair(a, b) for i, a in enumerate(cells) for b in cells[:i])
    return total
