"""Alignment of a sequence with a graph: partial-order alignment with affine gaps.

Source:
    C. Lee, C. Grasso, M. F. Sharlow, "Multiple sequence alignment using partial order graphs",
    Bioinformatics 18(3), 2002; affine gaps after O. Gotoh, "An improved algorithm for matching
    biological sequences", J. Mol. Biol. 162, 1982.

Departure:
    Scores are integers; a row of the table is computed at once (runs of added tokens by a running
    maximum); a node may match up to three tokens and a token up to three nodes (`Join`); the cost
    of a gap depends on where it lies, because a declared gap costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.collation.tokens import Ints

__all__ = ["EXTEND", "OPEN", "Join", "Path", "Region", "align"]

OPEN, EXTEND = 55, 10
"""Costs of opening and of extending a gap, on the scale of `likeness`."""

JOIN = 90
"""Score of a word written in parts, for each part."""

_NEVER = -(10**9)


@dataclass(frozen=True, slots=True)
class Join:
    """One word here, several there: nodes of a path (from 1) and tokens `[start, end)`.

    `parts` is the number of words that the several are, points and hyphens between them apart.
    """

    nodes: tuple[int, ...]
    start: int
    end: int
    parts: int


@dataclass(frozen=True, slots=True)
class Region:
    """A graph of n nodes in topological order, numbered 1..n, and m tokens to be placed.

    `before[v]` lists the predecessors of node v; 0 is the source, n+1 the sink. `scores` is
    n × m. `skip` (m+1 × 2: open, extend) is what passing a node costs between two tokens, `add`
    (n+1 × 2) what a token without node costs after a node.
    """

    before: Sequence[Sequence[int]]
    scores: Ints
    skip: Ints
    add: Ints
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """For each token its node or 0, the last node passed before it, and the score in all."""

    nodes: list[int]
    after: list[int]
    score: int


@dataclass(slots=True)
class _Table:
    """Rows by node: best score so far, that of ending in a passed node, and where from."""

    best: Ints
    passed: Ints
    matched: Ints
    from_match: NDArray[np.int32]
    from_pass: NDArray[np.int32]
    joined: dict[tuple[int, int], tuple[int, Join]] = field(default_factory=dict)


def align(region: Region) -> Path:
    """The best path of the tokens through the graph.

    Returns:
        Nodes increase with the tokens; a token without node has 0.

    Complexity:
        O((n + edges) · m) time, O(n · m) memory.

    >>> scores = np.array([[100, -45], [-45, -45], [-45, 100]])
    >>> skip, add = np.tile([55, 10], (3, 1)), np.tile([55, 10], (4, 1))
    >>> align(Region([[], [0], [1], [2], [3]], scores, skip, add)).nodes
    [1, 3]
    """
    nodes, tokens = region.scores.shape
    shape = (nodes + 1, tokens + 1)
    best, passed, matched = (np.full(shape, _NEVER, np.int64) for _ in range(3))
    from_match, from_pass = (np.zeros(shape, np.int32) for _ in range(2))
    table = _Table(best, passed, matched, from_match, from_pass)
    steps = np.arange(tokens + 1)
    start = np.full(tokens + 1, _NEVER, np.int64)
    start[0] = 0
    table.best[0] = np.maximum(start, _added(start, region.add[0], steps))
    table.matched[0, 0] = 0
    by_last: dict[int, list[Join]] = {}
    for join in region.joins:
        by_last.setdefault(join.nodes[-1], []).append(join)
    for node in range(1, nodes + 1):
        _row(table, region, node, by_last.get(node, ()))
        ends = np.maximum(table.matched[node], table.passed[node])
        table.best[node] = np.maximum(ends, _added(ends, region.add[node], steps))
    return _trace(table, region)


def _added(ends: Ints, cost: Ints, steps: Ints) -> Ints:
    """Best scores of rows that end in added tokens: a running maximum of openings."""
    out = np.empty_like(ends)
    out[0] = _NEVER
    opened = np.maximum.accumulate(ends[:-1] + cost[1] * steps[:-1])
    out[1:] = opened - cost[0] - cost[1] * steps[1:]
    return out


def _row(table: _Table, region: Region, node: int, joins: Sequence[Join]) -> None:
    """Fill the row of a node: matched with a token, or passed."""
    opening, extending = region.skip[:, 0], region.skip[:, 1]
    matched, passed = table.matched[node], table.passed[node]
    for index, before in enumerate(region.before[node]):
        came = table.best[before][:-1] + region.scores[node - 1]
        better = came > matched[1:]
        matched[1:][better] = came[better]
        table.from_match[node, 1:][better] = index
        came = np.maximum(table.best[before] - opening, table.passed[before]) - extending
        better = came > passed
        passed[better] = came[better]
        table.from_pass[node][better] = index
    for join in joins:
        for before in region.before[join.nodes[0]]:
            came_one = int(table.best[before, join.start]) + JOIN * join.parts
            if came_one > matched[join.end]:
                matched[join.end] = came_one
                table.joined[node, join.end] = (before, join)


def _trace(table: _Table, region: Region) -> Path:
    """Walk back from the sink."""
    tokens = region.scores.shape[1]
    ends = region.before[-1]
    score, node = max((int(table.best[v, tokens]), -v) for v in ends)
    node, at = -node, tokens
    nodes, after = [0] * tokens, [0] * tokens
    passing = False
    while node or at:
        here = table.best[node, at]
        if not passing and here != max(table.matched[node, at], table.passed[node, at]):
            opened = _opening(table, region, node, at)
            after[opened:at] = [node] * (at - opened)
            at = opened
            continue
        if not passing and table.matched[node, at] == here:
            before, start = _step(table, region, node, at, nodes)
            after[start:at] = [node] * (at - start)
            node, at = before, start
        else:
            before = region.before[node][table.from_pass[node, at]]
            gained = table.passed[node, at] + region.skip[at, 1]
            passing = bool(table.passed[before, at] == gained) and before > 0
            node = before
    return Path(nodes, after, score)


def _opening(table: _Table, region: Region, node: int, at: int) -> int:
    """The token from which the added run that ends before token `at` was opened."""
    opening, extending = (int(c) for c in region.add[node])
    target = table.best[node, at]
    for start in range(at - 1, -1, -1):
        ends = max(table.matched[node, start], table.passed[node, start])
        if ends - opening - extending * (at - start) == target:
            return start
    raise AssertionError("an added run has an opening")


def _step(table: _Table, region: Region, node: int, at: int, nodes: list[int]) -> tuple[int, int]:
    """Take one match, or one join, and go on before it."""
    joined = table.joined.get((node, at))
    if joined is None:
        nodes[at - 1] = node
        return region.before[node][table.from_match[node, at]], at - 1
    before, join = joined
    nodes[join.start] = join.nodes[0]
    return before, join.start
