"""A stretch of the table as a graph, ready for partial-order alignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from herewith.algorithms.collation.partial_order import EXTEND, OPEN, Join, Region
from herewith.algorithms.collation.tokens import Ints

if TYPE_CHECKING:
    from herewith.algorithms.collation.merging import Merging

__all__ = ["region_of"]

PARTS = 3
"""A word may be written in at most so many parts."""

DIVIDERS = (".", "-", "[", "]")
"""Marks that may stand behind or between the parts of a word; an editor fills up in brackets."""

SMALL = 400
"""Words of columns times tokens up to which scores are looked up one by one."""

SUPPORT = 2
"""What each further witness with the same word adds to the score of a match."""


def region_of(
    merging: Merging, witness: int, low: int, high: int, start: int, end: int
) -> tuple[Region, list[int]]:
    """The region of columns `[low, high)` and tokens `[start, end)`, and the column of each node."""
    before, gaps_after = _paths(merging, low, high)
    scores = _scores(merging, witness, low, high, start, end)
    skip = np.tile((OPEN, EXTEND), (end - start + 1, 1))
    for gap in merging.tokens[witness].gaps:
        if start <= gap <= end:
            skip[gap - start] = 0
    add = np.tile((OPEN, EXTEND), (high - low + 1, 1))
    add[sorted(gaps_after)] = 0
    joins = _joins(merging, witness, (low, high), (start, end), before)
    return Region(before, scores, skip, add, joins), list(range(low, high))


def _paths(merging: Merging, low: int, high: int) -> tuple[list[list[int]], set[int]]:
    """Predecessors of each node by the paths of the witnesses, and nodes with a gap after them.

    Where another witness goes on behind the gap of one, what is added contradicts it and is not free.

    The step of a witness across its own declared gap is no path: it would let others skip what
    the gap swallowed.
    """
    size = high - low
    before: list[dict[int, None]] = [{} for _ in range(size + 2)]
    gaps_after: set[int] = set()
    goes_on: set[int] = set()
    for cell, witness in enumerate(merging.order):
        gaps = set(merging.tokens[witness].gaps)
        here, last = 0, None
        column = merging.table[low:high, cell]
        for row in np.flatnonzero(column >= 0).tolist():
            token = int(column[row])
            if token in gaps:
                gaps_after.add(here)
            else:
                before[row + 1][here] = None
                goes_on.add(here)
            here, last = row + 1, token
        following = None if last is None else last + 1
        if following is None:
            held = merging.table[high:, cell]
            rest = held[held >= 0][:1]
            following = int(rest[0]) if len(rest) else len(merging.tokens[witness])
        if following in gaps:
            gaps_after.add(here)
        else:
            before[size + 1][here] = None
    for node in range(1, size + 2):
        if not before[node] or node == size + 1:
            before[node][node - 1] = None
    return [list(nodes) for nodes in before], gaps_after - goes_on


def _scores(merging: Merging, witness: int, low: int, high: int, start: int, end: int) -> Ints:
    """Score of each column with each token: the best of the column's words."""
    cells = merging.ids[low:high]
    if cells.size * (end - start) <= SMALL:
        return _few_scores(merging, cells, merging.norms[witness][start:end])
    types, rows = np.unique(cells, return_inverse=True)
    rows = rows.reshape(cells.shape)
    tokens, columns = np.unique(merging.norms[witness][start:end], return_inverse=True)
    if types[0] == -1:
        types = types[1:]
        rows = rows - 1
    pairs = merging.likeness.matrix(types.tolist(), tokens.tolist())
    best = np.full((high - low, len(tokens)), -(10**6), np.int64)
    support = np.zeros((high - low, len(tokens)), np.int64)
    equal = types[:, None] == tokens
    for cell in range(cells.shape[1]):
        held = rows[:, cell] >= 0
        best[held] = np.maximum(best[held], pairs[rows[held, cell]])
        support[held] += equal[rows[held, cell]]
    return (best + SUPPORT * support)[:, columns]


def _few_scores(merging: Merging, cells: Ints, tokens: Ints) -> Ints:
    """The same one by one, which is faster for a few words."""
    pair = merging.likeness.pair
    wanted = tokens.tolist()
    out = []
    for row in cells.tolist():
        held = [n for n in row if n >= 0]
        kinds = set(held)
        out.append([max(pair(n, t) for n in kinds) + SUPPORT * held.count(t) for t in wanted])
    return np.array(out, np.int64)


def _joins(
    merging: Merging,
    witness: int,
    columns: tuple[int, int],
    span: tuple[int, int],
    before: list[list[int]],
) -> tuple[Join, ...]:
    """Words that one side writes in two or three parts."""
    norms, voice = merging.likeness.norms, merging.voice
    nodes = [norms[n] for n in voice[columns[0] : columns[1]].tolist()]
    words = [norms[n] for n in merging.norms[witness][span[0] : span[1]].tolist()]
    return tuple(
        [
            Join((node + 1,), start, end, parts)
            for node, start, end, parts in _written_apart(nodes, words)
        ]
        + [
            Join(tuple(range(start + 1, end + 1)), token, token + 1, parts)
            for token, start, end, parts in _written_apart(words, nodes)
            if all(n in before[n + 1] for n in range(start + 1, end))
        ]
    )


def _written_apart(whole: list[str], parts: list[str]) -> list[tuple[int, int, int, int]]:
    """Quadruples (index of a whole word, first part, end of the parts, number of words).

    Parts may have points behind them (`U. S.`) and hyphens between them (`quaran- tine`).
    """
    at: dict[str, list[int]] = {}
    for n, word in enumerate(whole):
        if len(word) > 1:
            at.setdefault(word.replace(".", ""), []).append(n)
    out = []
    for start, first in enumerate(parts):
        letters, count, end = "", 0, start
        while end < len(parts) and count <= PARTS:
            piece = parts[end]
            if piece.isalnum():
                count += 1
                letters += piece
            elif end == start or piece not in DIVIDERS:
                break
            end += 1
            if count <= PARTS and end - start > 1:
                least = 2 if "." in parts[start:end] else 3
                out += [
                    (n, start, end, count)
                    for n in at.get(letters, ())
                    if whole[n] != first and len(whole[n]) >= least
                ]
    return out
