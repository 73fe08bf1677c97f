"""The loose level: pairs of papers that say the same in other words, as two translations do.

Method:
    A paper is the set of its telling words: stems of words that stand in few papers, and numbers.
    Two papers that share many of them, weighed by how rare each is, for their length, are a pair.
    Telling words survive another translator (names, numbers, terms, most nouns); runs of words do
    not. A pair needs `LEAST` telling words in common and the share `LIKE` of the weight of the
    shorter paper, and each must stand out among the other's partners; and the common words must
    stand in one order in both, or the papers only treat of one matter.

Source:
    The weight is the inverse document frequency of K. Spärck Jones, 1972; the longest chain of
    common words in the order of both texts is a longest increasing subsequence.

Blind spot:
    Papers of fewer than `LEAST` telling words, and pairs in two languages (see alignment).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["LooseMatch", "Telling", "loose_pairs", "telling_words"]

MOST = 40
"""Papers in which a word may stand and be telling."""

LEAST = 12
"""Telling words that two papers must share."""

LIKE = 0.3
"""Share of the weight of the shorter paper's telling words that must stand in the other."""

IN_ORDER = 0.6
"""Share of the common words that must stand in one order in both."""

ENDING = 3
"""Letters taken from the end of a long word, for a stem in any language."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A paper's words that may be telling: each stem with the place where it stands first."""

    name: str
    stems: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LooseMatch:
    """Two papers (a before b), the weight they share, and the places of the words in order.

    `places` are pairs (offset in a, offset in b), rising in both. `of_a`/`of_b` are the shares of
    each paper's weight.
    """

    a: str
    b: str
    of_a: float
    of_b: float
    common: int
    places: tuple[tuple[int, int], ...]


def telling_words(
    name: str, words: Iterable[tuple[str, int]], stem: Callable[[str], str] | None = None
) -> Telling:
    """The stems of a paper.

    Args:
        name: the paper.
        words: folded words and where they stand.
        stem: brings a word to its stem; by default its ending is taken off.

    >>> telling_words("a", [("convoys", 0), ("1962", 8), ("of", 13)]).stems
    {'conv': 0, '1962': 8}
    """
    take = stem or _stem
    stems: dict[str, int] = {}
    for word, place in words:
        if len(word) > 3 or any(char.isdigit() for char in word):
            stems.setdefault(take(word), place)
    return Telling(name, stems)


def loose_pairs(papers: Sequence[Telling]) -> Iterator[LooseMatch]:
    """All pairs of papers that say the same, as far as their telling words tell.

    Complexity:
        The sum over telling words of the pairs of papers they stand in: at most MOST² / 2 each.
    """
    spread = Counter(stem for paper in papers for stem in paper.stems)
    total = max(2, len(papers))
    weight = {stem: math.log(total / count) for stem, count in spread.items() if 1 < count <= MOST}
    single = math.log(total)
    whole = {
        paper.name: sum(
            weight.get(stem, single if spread[stem] == 1 else 0.0) for stem in paper.stems
        )
        for paper in papers
    }
    where: dict[str, list[int]] = defaultdict(list)
    for n, paper in enumerate(papers):
        for stem in paper.stems:
            if stem in weight:
                where[stem].append(n)
    common: Counter[tuple[int, int]] = Counter()
    for stem in sorted(where):
        held = where[stem]
        for i, a in enumerate(held):
            for b in held[i + 1 :]:
                common[a, b] += 1
    for (a, b), count in sorted(common.items()):
        if count >= LEAST:
            found = _match(papers[a], papers[b], weight, whole)
            if found is not None:
                yield found


def _match(
    one: Telling, other: Telling, weight: Mapping[str, float], whole: Mapping[str, float]
) -> LooseMatch | None:
    first, second = sorted((one, other), key=lambda paper: paper.name)
    stems = [stem for stem in first.stems if stem in second.stems and stem in weight]
    shared = sum(weight[stem] for stem in stems)
    of_a, of_b = shared / whole[first.name], shared / whole[second.name]
    if max(of_a, of_b) < LIKE:
        return None
    places = sorted((first.stems[stem], second.stems[stem]) for stem in stems)
    chain = _rising(places)
    if len(chain) < max(LEAST, IN_ORDER * len(stems)):
        return None
    return LooseMatch(
        first.name, second.name, round(of_a, 4), round(of_b, 4), len(stems), tuple(chain)
    )


def _rising(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of places that rise on both sides.

    >>> _rising([(0, 5), (1, 1), (2, 2), (3, 9)])
    [(1, 1), (2, 2), (3, 9)]
    """
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for n, (_, b) in enumerate(places):
        at = bisect_left(ends, b)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(b)
            last.append(n)
        else:
            ends[at], last[at] = b, n
    out: list[tuple[int, int]] = []
    n = last[-1] if last else -1
    while n >= 0:
        out.append(places[n])
        n = before[n]
    return out[::-1]


def _stem(word: str) -> str:
    if any(char.isdigit() for char in word):
        return word
    return word[: max(4, len(word) - ENDING)]
