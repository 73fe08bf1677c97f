"""Passages: exact runs that follow each other in both texts, with the small differences between.

A passage grows from a run to the next one behind it in both texts, as long as no more than `APART`
words of either text lie between them; then over its ends, where words in a row agree again: three
behind a few that do not, five behind more. What is counted is only the words that are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from herewith.algorithms.reuse.fingerprints import GUARANTEE
from herewith.algorithms.reuse.runs import Runs

__all__ = ["APART", "Passage", "Shared", "shared_passages"]

APART = 24
"""Words of one text that may stand between two runs of a passage."""

REACH = 6
"""Words that may differ at an end before words that agree again."""

AGAIN = 3
"""Words that must agree behind them."""

FAR_AGAIN = 5
"""Words that must agree behind more than `REACH` words, at most `APART`, that differ."""

WINDOW = APART + FAR_AGAIN
"""Words looked at."""

AT_ONCE = 50_000
"""Rows taken out of numpy together: bounds the memory."""

LEAST = 12
"""Words in the longest run of a pair that is looked at more closely; fewer are everyone's words.

A passage needs `GUARANTEE` equal words in all.
"""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words `[a_start, a_end)` of one text and `[b_start, b_end)` of another.

    `words` of them are the same, `longest` of these in one run. `texts` is in how many texts of
    the collection the wording of that run stands (2: in these only).
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    words: int
    longest: int
    texts: int


@dataclass(frozen=True, slots=True)
class Shared:
    """Two texts (by number) and the passages that they share, in order of the first text."""

    a: int
    b: int
    passages: tuple[Passage, ...]


@dataclass(slots=True)
class _Growing:
    """A passage while it grows: from where to where in both texts, and its equal words.

    `longest` has the length of its longest run and in how many texts the wording of that stands.
    `ended` says that it has been tried to grow on, and could not.
    """

    start_a: int
    start_b: int
    end_a: int
    end_b: int
    same: int
    longest: tuple[int, int]
    ended: bool = False


def shared_passages(
    words: NDArray[np.uint64], begins: NDArray[np.int64], ends: NDArray[np.int64], runs: Runs
) -> Iterator[Shared]:
    """The passages of every pair of texts that share `GUARANTEE` words or more in one passage.

    Args:
        words: the hashes of the words of all texts; text i has `words[begins[i]:ends[i]]`.
        begins: see above.
        ends: see above.
        runs: in order of the texts and of the first text's words.
    """
    chains = _chains(words, begins, _worth_looking_at(runs))
    last, text_a = -1, []
    for (a, b), own in groupby(chains, key=itemgetter(0, 1)):
        if a != last:
            last, text_a = a, words[begins[a] : ends[a]].tolist()
        text_b = words[begins[b] : ends[b]].tolist()
        grown = _grown([_growing(row) for row in own], text_a, text_b)
        kept = [_finished(one) for one in grown if one.same >= GUARANTEE]
        if kept:
            yield Shared(a, b, tuple(sorted(kept, key=_place)))


def _growing(row: tuple[int, ...]) -> _Growing:
    start_a, start_b, end_a, end_b, same, longest, texts = row[2:]
    return _Growing(start_a, start_b, end_a, end_b, same, (longest, texts))


def _place(passage: Passage) -> tuple[int, int, int, int]:
    return passage.a_start, passage.b_start, passage.a_end, passage.b_end


def _worth_looking_at(runs: Runs) -> Runs:
    """The runs of the pairs whose longest run is not too short."""
    if not len(runs):
        return runs
    new = np.ones(len(runs), dtype=bool)
    new[1:] = (runs.a[1:] != runs.a[:-1]) | (runs.b[1:] != runs.b[:-1])
    begins = np.flatnonzero(new)
    longest = np.maximum.reduceat(runs.length, begins)
    keep = np.repeat(longest >= LEAST, np.diff(begins, append=len(runs)))
    return Runs(
        runs.a[keep],
        runs.b[keep],
        runs.place_a[keep],
        runs.place_b[keep],
        runs.length[keep],
        runs.texts[keep],
    )


def _chains(
    words: NDArray[np.uint64], begins: NDArray[np.int64], runs: Runs
) -> Iterator[tuple[int, ...]]:
    """Runs that follow each other closely in both texts as one: all at once, in numpy.

    Yields:
        Texts, start and end in both, equal words, and length and spread of the longest run.
    """
    if not len(runs):
        return
    end_a, end_b = runs.place_a + runs.length, runs.place_b + runs.length
    gap_a, gap_b = runs.place_a[1:] - end_a[:-1], runs.place_b[1:] - end_b[:-1]
    linked = (runs.a[1:] == runs.a[:-1]) & (runs.b[1:] == runs.b[:-1])
    linked &= (np.minimum(gap_a, gap_b) >= 0) & (np.maximum(gap_a, gap_b) <= APART)
    same = runs.length.copy()
    # Runs are as long as they can be, so of one word against one nothing agrees.
    doubtful = linked & (np.minimum(gap_a, gap_b) > 0) & (np.maximum(gap_a, gap_b) > 1)
    for n in np.flatnonzero(doubtful).tolist():
        left = begins[runs.a[n]] + end_a[n]
        right = begins[runs.b[n]] + end_b[n]
        same[n] += _common(words[left : left + gap_a[n]], words[right : right + gap_b[n]])
    heads = np.flatnonzero(np.concatenate(([True], ~linked)))
    tails = np.append(heads[1:], len(runs)) - 1
    longest = np.maximum.reduceat((runs.length << 32) | runs.texts, heads)
    columns = (
        runs.a[heads], runs.b[heads], runs.place_a[heads], runs.place_b[heads], end_a[tails],
        end_b[tails], np.add.reduceat(same, heads), longest >> 32, longest & 0xFFFFFFFF,
    )  # fmt: skip
    for start in range(0, len(heads), AT_ONCE):
        yield from zip(*(c[start : start + AT_ONCE].tolist() for c in columns), strict=True)


def _grown(chains: Sequence[_Growing], text_a: list[int], text_b: list[int]) -> list[_Growing]:
    """Chains grown over their ends, and joined to those that they then follow closely.

    A chain grows towards the next only as far as that begins, so that no words are gone over
    twice. One that lies wholly within another is an echo: the words come twice in one text.
    """
    found: list[_Growing] = []
    for chain in chains:
        if found and not found[-1].ended:
            _forwards(found[-1], text_a, text_b, chain.start_a, chain.start_b)
        best: tuple[int, _Growing] | None = None
        for one in found[-8:]:
            gap_a, gap_b = chain.start_a - one.end_a, chain.start_b - one.end_b
            if min(gap_a, gap_b) < -min(chain.same, one.same) // 2:
                continue
            apart = abs(gap_a) + abs(gap_b)
            if max(gap_a, gap_b) <= APART and (best is None or apart <= best[0]):
                best = (apart, one)
        if best is None:
            found.append(chain)
        else:
            _join(best[1], chain, text_a, text_b)
    for one in found:
        if not one.ended:
            _forwards(one, text_a, text_b, len(text_a), len(text_b))
        low_a = max((o.end_a for o in found if o.end_a <= one.start_a), default=0)
        low_b = max((o.end_b for o in found if o.end_b <= one.start_b), default=0)
        _backwards(one, text_a, text_b, low_a, low_b)
    return _without_echoes(found)


def _join(one: _Growing, chain: _Growing, text_a: list[int], text_b: list[int]) -> None:
    """Let a passage grow over a chain behind it; words that both have count once."""
    cut = max(0, one.end_a - chain.start_a, one.end_b - chain.start_b)
    if chain.same <= cut or chain.end_a <= one.end_a or chain.end_b <= one.end_b:
        return
    between = text_a[one.end_a : chain.start_a + cut], text_b[one.end_b : chain.start_b + cut]
    one.same += chain.same - cut + (LCSseq.similarity(*between) if all(between) else 0)
    one.end_a, one.end_b, one.ended = chain.end_a, chain.end_b, False
    one.longest = max(one.longest, chain.longest)


def _forwards(one: _Growing, text_a: list[int], text_b: list[int], to_a: int, to_b: int) -> None:
    """Let a passage grow over its end, as far as two places at most."""
    at_a, at_b = one.end_a, one.end_b
    while at_a < to_a and at_b < to_b:
        step = _next_agreement(
            text_a[at_a : min(at_a + WINDOW, to_a)],
            text_b[at_b : min(at_b + WINDOW, to_b)],
        )
        if step is None:
            one.ended = min(to_a - at_a, to_b - at_b) > WINDOW
            break
        at_a, at_b = at_a + step[0], at_b + step[1]
        while at_a < to_a and at_b < to_b and text_a[at_a] == text_b[at_b]:
            at_a, at_b, one.same = at_a + 1, at_b + 1, one.same + 1
        one.end_a, one.end_b = at_a, at_b


def _backwards(
    one: _Growing, text_a: list[int], text_b: list[int], from_a: int, from_b: int
) -> None:
    """Let a passage grow over its beginning, as far as two places at most."""
    at_a, at_b = one.start_a, one.start_b
    while at_a > from_a and at_b > from_b:
        step = _next_agreement(
            text_a[max(at_a - WINDOW, from_a) : at_a][::-1],
            text_b[max(at_b - WINDOW, from_b) : at_b][::-1],
        )
        if step is None:
            break
        at_a, at_b = at_a - step[0], at_b - step[1]
        while at_a > from_a and at_b > from_b and text_a[at_a - 1] == text_b[at_b - 1]:
            at_a, at_b, one.same = at_a - 1, at_b - 1, one.same + 1
        one.start_a, one.start_b = at_a, at_b


def _without_echoes(found: Sequence[_Growing]) -> list[_Growing]:
    """Passages without those that lie wholly within another; of two in one place one stays."""
    kept: list[_Growing] = []
    for one in sorted(found, key=lambda p: (-p.same, p.start_a, p.start_b)):
        if not any(
            other.start_a <= one.start_a
            and one.end_a <= other.end_a
            and other.start_b <= one.start_b
            and one.end_b <= other.end_b
            for other in kept
        ):
            kept.append(one)
    return kept


def _finished(one: _Growing) -> Passage:
    """A passage that has grown."""
    return Passage(one.start_a, one.end_a, one.start_b, one.end_b, one.same, *one.longest)


def _common(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> int:
    """Words that two short stretches have in common, in order."""
    if not len(left) or not len(right):
        return 0
    return LCSseq.similarity(left.tolist(), right.tolist())


def _next_agreement(left: Sequence[int], right: Sequence[int]) -> tuple[int, int] | None:
    """The nearest place at which words agree again, as words passed over on both sides.

    >>> _next_agreement([1, 7, 8, 9], [2, 3, 7, 8, 9])
    (1, 2)
    """
    if set(left).isdisjoint(right):
        return None
    return _near_agreement(left, right) or _far_agreement(left, right)


def _near_agreement(left: Sequence[int], right: Sequence[int]) -> tuple[int, int] | None:
    """Behind at most `REACH` words on each side `AGAIN` words; fewest passed over, left first."""
    best: tuple[int, int] | None = None
    low = 2 * REACH + 1
    for x in range(min(REACH, len(left) - AGAIN) + 1):
        if x >= low:
            break
        word = left[x]
        for y, other in enumerate(right[: min(REACH + 1, low - x)]):
            if word == other and left[x : x + AGAIN] == right[y : y + AGAIN]:
                best, low = (x, y), x + y
                break
    return best


def _far_agreement(left: Sequence[int], right: Sequence[int]) -> tuple[int, int] | None:
    """Behind any words of both windows `FAR_AGAIN` words; fewest passed over, right first."""
    here, there = set(left), set(right)
    where: dict[tuple[int, ...], int] = {}
    for x in range(len(left) - FAR_AGAIN, -1, -1):
        if left[x] in there and left[x + FAR_AGAIN - 1] in there:
            where[tuple(left[x : x + FAR_AGAIN])] = x
    if not where:
        return None
    best: tuple[int, int] | None = None
    for y in range(len(right) - FAR_AGAIN + 1):
        if right[y] not in here:
            continue
        found = where.get(tuple(right[y : y + FAR_AGAIN]))
        if found is not None and (best is None or found + y < sum(best)):
            best = found, y
    return best
