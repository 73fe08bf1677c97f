"""The best assignment of two sides to one another, where only some pairs are possible.

Source:
    H. W. Kuhn, "The Hungarian Method for the Assignment Problem", Naval Research Logistics
    Quarterly 2 (1955), in the form with potentials and shortest augmenting paths (R. Jonker,
    A. Volgenant, Computing 38, 1987).

Departure:
    The pairs that are possible fall into many small groups that have nothing to do with each
    other; each group is solved alone. A group with a single pair needs no solving.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

__all__ = ["assign"]

BARRED = 1_000.0
"""Cost of a pair that is not possible; the possible ones cost less than 2."""

Edges = Mapping[tuple[int, int], float]


def assign(candidates: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """As many pairs as can be, at the least cost in all, each index once.

    Args:
        candidates: cost, index on the first side, index on the second; the dearest costs below 2.

    Returns:
        The pairs, those of the least cost first.

    Complexity:
        O(n³) in the size of the largest group of candidates that touch each other.

    >>> assign([(0.1, 0, 0), (0.2, 0, 1), (0.2, 1, 0)])
    [(0, 1), (1, 0)]
    >>> assign([(0.2, 0, 0), (0.1, 0, 1), (0.3, 1, 0), (0.1, 1, 1)])
    [(1, 1), (0, 0)]
    """
    edges: dict[tuple[int, int], float] = {}
    for cost, i, j in candidates:
        edges[i, j] = min(cost, edges.get((i, j), BARRED))
    found: list[tuple[int, int]] = []
    for group in _groups(edges):
        found += group if len(group) == 1 else _solved(group, edges)
    return sorted(found, key=lambda pair: (edges[pair], pair))


def _groups(edges: Edges) -> list[list[tuple[int, int]]]:
    """Pairs that touch each other, directly or by others, together."""
    first: dict[int, list[tuple[int, int]]] = {}
    second: dict[int, list[tuple[int, int]]] = {}
    for i, j in sorted(edges):
        one, other = first.get(i), second.get(j)
        if one is None and other is None:
            group: list[tuple[int, int]] = []
        elif one is None or other is None or one is other:
            group = other if one is None else one  # type: ignore[assignment]
        else:
            for p, q in other:
                first[p] = second[q] = one
            one += other
            group = one
        group.append((i, j))
        first[i] = second[j] = group
    distinct = {id(group): group for group in first.values()}
    return list(distinct.values())


def _solved(group: Sequence[tuple[int, int]], edges: Edges) -> list[tuple[int, int]]:
    """The best pairs of one group."""
    rows, columns = sorted({i for i, _ in group}), sorted({j for _, j in group})
    turned = len(rows) > len(columns)
    if turned:
        rows, columns = columns, rows
    table = [[edges.get((j, i) if turned else (i, j), BARRED) for j in columns] for i in rows]
    pairs = [(rows[p], columns[q]) for p, q in enumerate(_hungarian(table))]
    pairs = [(j, i) for i, j in pairs] if turned else pairs
    return [pair for pair in pairs if pair in edges]


def _hungarian(table: Sequence[Sequence[float]]) -> list[int]:
    """For each row of a table that is no higher than wide, its column in the cheapest assignment."""
    height, width = len(table), len(table[0])
    up, down = [0.0] * (height + 1), [0.0] * (width + 1)
    row_of, way = [0] * (width + 1), [0] * (width + 1)
    for row in range(1, height + 1):
        row_of[0] = row
        at = 0
        least = [float("inf")] * (width + 1)
        used = [False] * (width + 1)
        while row_of[at]:
            used[at] = True
            here, delta, next_ = row_of[at], float("inf"), 0
            for j in range(1, width + 1):
                if used[j]:
                    continue
                cost = table[here - 1][j - 1] - up[here] - down[j]
                if cost < least[j]:
                    least[j], way[j] = cost, at
                if least[j] < delta:
                    delta, next_ = least[j], j
            for j in range(width + 1):
                if used[j]:
                    up[row_of[j]] += delta
                    down[j] -= delta
                else:
                    least[j] -= delta
            at = next_
        while at:
            row_of[at] = row_of[way[at]]
            at = way[at]
    out = [0] * height
    for j in range(1, width + 1):
        if row_of[j]:
            out[row_of[j] - 1] = j - 1
    return out
