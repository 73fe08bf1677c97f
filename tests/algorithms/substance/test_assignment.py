"""The best assignment: as many pairs as can be, at the least cost, each index once."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from herewith.algorithms.substance.assignment import assign

Edges = dict[tuple[int, int], float]

EDGES = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    st.integers(-30, 120).map(lambda n: n / 100),
    max_size=9,
)


def best(edges: Edges) -> tuple[int, float]:
    """Number and cost of the best assignment, by trying every one."""
    found = [(0, 0.0)]
    for size in range(1, len(edges) + 1):
        for chosen in combinations(edges, size):
            if len({i for i, _ in chosen}) == len({j for _, j in chosen}) == size:
                found.append((-size, sum(edges[pair] for pair in chosen)))
    size, cost = min(found)
    return -size, round(cost, 6)


@given(EDGES)
def test_no_other_assignment_has_more_pairs_or_costs_less(edges: Edges) -> None:
    pairs = assign((cost, i, j) for (i, j), cost in edges.items())
    assert best(edges) == (len(pairs), round(sum(edges[pair] for pair in pairs), 6))


@given(EDGES)
def test_each_index_is_taken_once_and_the_order_of_candidates_changes_nothing(edges: Edges) -> None:
    given_ = [(cost, i, j) for (i, j), cost in edges.items()]
    pairs = assign(given_)
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert pairs == assign(reversed(given_))


def test_the_nearest_pair_gives_way_where_the_whole_is_cheaper() -> None:
    candidates = [(0.0, 0, 0), (0.1, 0, 1), (0.1, 1, 0), (0.9, 1, 1)]
    assert assign(candidates) == [(0, 1), (1, 0)]
