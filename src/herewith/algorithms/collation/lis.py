"""The heaviest increasing chain of blocks.

Source:
    M. L. Fredman, "On computing the length of longest increasing subsequences", Discrete
    Mathematics 11, 1975; with weights, by a Fenwick tree of prefix maxima (P. M. Fenwick, "A new
    data structure for cumulative frequency tables", Software: Practice and Experience 24, 1994).
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["heaviest_chain"]


def heaviest_chain(places: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Indices of a subsequence with strictly increasing places and the greatest total weight.

    Args:
        places: distinct numbers, in the order of the first text.
        weights: positive, one for each place.

    Returns:
        Indices, increasing. Of equal chains, the one whose members come first.

    Complexity:
        O(n log n) time, O(n) memory.

    >>> heaviest_chain([5, 1, 2, 3], [2, 1, 1, 1])
    [1, 2, 3]
    >>> heaviest_chain([5, 1, 2, 3], [4, 1, 1, 1])
    [0]
    """
    size = len(places)
    rank = {place: n + 1 for n, place in enumerate(sorted(places))}
    tree = [(0, 0)] * (size + 1)  # best (weight, -index - 1) of chains ending at or below a rank
    before = [-1] * size
    best = (0, 0)
    for index, place in enumerate(places):
        at = rank[place]
        found, n = (0, 0), at - 1
        while n > 0:
            found = max(found, tree[n])
            n &= n - 1
        before[index] = -found[1] - 1 if found[0] else -1
        mine = (found[0] + weights[index], -index - 1)
        best = max(best, mine)
        n = at
        while n <= size:
            if tree[n] < mine:
                tree[n] = mine
            n += n & -n
    chain: list[int] = []
    at = -best[1] - 1 if best[0] else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]
