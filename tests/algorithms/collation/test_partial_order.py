"""The fast alignment with a graph scores as the plain one, and its path is worth its score."""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from herewith.algorithms.collation.anchors import anchors, seeds
from herewith.algorithms.collation.lis import heaviest_chain
from herewith.algorithms.collation.partial_order import Region, align

NEVER = -(10**9)


@st.composite
def regions(draw: st.DrawFn) -> Region:
    """Small graphs: every node has an earlier one before it, the sink has the last."""
    nodes, tokens = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    before: list[list[int]] = [[]]
    for node in range(1, nodes + 2):
        some = draw(st.sets(st.integers(0, node - 1), min_size=1, max_size=2))
        before.append(sorted({*some, node - 1} if node == nodes + 1 else some))
    score = st.sampled_from((100, 60, 35, -35, -45, -100))
    scores = [[draw(score) for _ in range(tokens)] for _ in range(nodes)]
    cost = st.sampled_from(((55, 10), (0, 0)))
    skip = [draw(cost) for _ in range(tokens + 1)]
    add = [draw(cost) for _ in range(nodes + 1)]
    return Region(before, np.array(scores), np.array(skip), np.array(add))


def plain_score(region: Region) -> int:
    """The best score by the definition, one cell at a time."""
    tokens = region.scores.shape[1]
    skip, add = region.skip.tolist(), region.add.tolist()

    @cache
    def matched(node: int, at: int) -> int:
        if node == 0:
            return 0 if at == 0 else NEVER
        if at == 0:
            return NEVER
        return max(best(b, at - 1) for b in region.before[node]) + int(
            region.scores[node - 1, at - 1]
        )

    @cache
    def passed(node: int, at: int) -> int:
        if node == 0:
            return NEVER
        return max(
            max(best(b, at) - skip[at][0], passed(b, at)) - skip[at][1] for b in region.before[node]
        )

    @cache
    def best(node: int, at: int) -> int:
        ends = [max(matched(node, n), passed(node, n)) for n in range(at + 1)]
        opening, extending = add[node]
        added = [ends[n] - opening - extending * (at - n) for n in range(at)]
        return max([ends[at], *added])

    return max(best(node, tokens) for node in region.before[-1])


@given(regions())
def test_the_fast_alignment_has_the_score_of_the_plain_one(region: Region) -> None:
    assert align(region).score == plain_score(region)


@given(regions())
def test_the_path_goes_through_the_graph_in_order(region: Region) -> None:
    path = align(region)
    placed = [node for node in path.nodes if node]
    assert placed == sorted(set(placed))
    assert all(after <= node for after, node in zip(path.after, path.nodes, strict=True) if node)
    reach = {0: {0}}
    for node in range(1, region.scores.shape[0] + 1):
        reach[node] = {node}.union(*(reach[b] for b in region.before[node]))
    assert all(low in reach[high] for low, high in itertools.pairwise(placed))


ids = st.lists(st.integers(0, 6), max_size=30).map(lambda some: np.array(some, np.int64))


@given(ids, ids, st.integers(1, 3))
def test_seeds_are_all_runs_that_occur_once_on_both_sides(
    a: np.ndarray, b: np.ndarray, k: int
) -> None:
    def runs(some: np.ndarray) -> list[tuple[int, ...]]:
        return [tuple(some[n : n + k].tolist()) for n in range(len(some) - k + 1)]

    left, right = runs(a), runs(b)
    wanted = [
        (n, right.index(run))
        for n, run in enumerate(left)
        if left.count(run) == 1 and right.count(run) == 1
    ]
    i, j = seeds(a, b, k)
    assert wanted == list(zip(i.tolist(), j.tolist(), strict=True))


@given(ids, ids, st.integers(1, 3))
def test_anchors_are_equal_words_in_one_order(a: np.ndarray, b: np.ndarray, k: int) -> None:
    i, j = anchors(a, b, k)
    assert (a[i] == b[j]).all()
    assert (np.diff(i) > 0).all()
    assert (np.diff(j) > 0).all()


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), max_size=8, unique_by=lambda x: x[0])
)
def test_the_chain_is_the_heaviest_of_all(blocks: list[tuple[int, int]]) -> None:
    places, weights = [p for p, _ in blocks], [w for _, w in blocks]
    best = 0
    for mask in range(1 << len(blocks)):
        some = [n for n in range(len(blocks)) if mask >> n & 1]
        if all(places[x] < places[y] for x, y in itertools.pairwise(some)):
            best = max(best, sum(weights[n] for n in some))
    chain = heaviest_chain(places, weights)
    assert all(places[x] < places[y] for x, y in itertools.pairwise(chain))
    assert sum(weights[n] for n in chain) == best
