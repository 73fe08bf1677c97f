"""Passages: exact runs that follow each other in both texts, with the small differences between.

A passage grows from a run to the next one behind it in both texts, as long as no more than `APART`
words of either text lie between them; then over its ends, where three words in a row agree behind
a few that do not. What is counted is only the words that are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

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
    """A passage while it grows: its runs as `(place_a, place_b, length)`.

    `longest` has the length of the longest and in how many texts its wording stands.
    """

    runs: list[tuple[int, int, int]]
    longest: tuple[int, int]

    @property
    def ends(self) -> tuple[int, int]:
        place_a, place_b, length = self.runs[-1]
        return place_a + length, place_b + length


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
    rows = _worth_looking_at(runs)
    for (a, b), own in groupby(rows, key=lambda row: (row[0], row[1])):
        text_a = words[begins[a] : ends[a]]
        text_b = words[begins[b] : ends[b]]
        grown = _grown([row[2:] for row in own])
        passages = [_finished(one, text_a, text_b) for one in grown]
        kept = _apart([passage for passage in passages if passage.words >= GUARANTEE])
        if kept:
            yield Shared(a, b, tuple(sorted(kept, key=_place)))


def _place(passage: Passage) -> tuple[int, int, int, int]:
    return passage.a_start, passage.b_start, passage.a_end, passage.b_end


def _apart(passages: Sequence[Passage]) -> list[Passage]:
    """Passages without those that grew into another: of two in one place the fuller stays."""
    kept: list[Passage] = []
    for one in sorted(passages, key=lambda p: (-p.words, -p.longest, _place(p))):
        if not any(
            other.a_start <= one.a_start
            and one.a_end <= other.a_end
            and other.b_start <= one.b_start
            and one.b_end <= other.b_end
            for other in kept
        ):
            kept.append(one)
    return kept


def _worth_looking_at(runs: Runs) -> list[tuple[int, int, int, int, int, int]]:
    """Rows of the pairs whose longest run is not too short."""
    if not len(runs):
        return []
    new = np.ones(len(runs), dtype=bool)
    new[1:] = (runs.a[1:] != runs.a[:-1]) | (runs.b[1:] != runs.b[:-1])
    begins = np.flatnonzero(new)
    longest = np.maximum.reduceat(runs.length, begins)
    keep = np.repeat(longest >= LEAST, np.diff(begins, append=len(runs)))
    columns = (runs.a, runs.b, runs.place_a, runs.place_b, runs.length, runs.texts)
    return list(zip(*(column[keep].tolist() for column in columns), strict=True))


def _grown(runs: Sequence[tuple[int, int, int, int]]) -> list[_Growing]:
    """Runs joined to those that they follow closely in both texts.

    A run that lies within a passage already, on the first text's side, and is shorter than what
    stands there, is an echo: the words come twice in one of the texts. Longer runs go first.
    """
    found: list[_Growing] = []
    for place_a, place_b, length, texts in runs:
        best: tuple[int, _Growing] | None = None
        for one in reversed(found[-8:]):
            end_a, end_b = one.ends
            gap_a, gap_b = place_a - end_a, place_b - end_b
            if min(gap_a, gap_b) < -min(length, one.runs[-1][2]) // 2:
                continue
            if max(gap_a, gap_b) <= APART:
                apart = abs(gap_a) + abs(gap_b)
                if best is None or apart < best[0]:
                    best = (apart, one)
        if best is None:
            found.append(_Growing([(place_a, place_b, length)], (length, texts)))
            continue
        best[1].longest = max(best[1].longest, (length, texts))
        cut = max(0, best[1].ends[0] - place_a, best[1].ends[1] - place_b)
        if length > cut:
            best[1].runs.append((place_a + cut, place_b + cut, length - cut))
    return [one for one in found if not _echo(one, found)]


def _echo(one: _Growing, others: Sequence[_Growing]) -> bool:
    """Whether a passage lies wholly within another, on both sides."""
    start_a, start_b, _ = one.runs[0]
    end_a, end_b = one.ends
    return any(
        other is not one
        and other.runs[0][0] <= start_a
        and end_a <= other.ends[0]
        and other.runs[0][1] <= start_b
        and end_b <= other.ends[1]
        for other in others
    )


def _finished(one: _Growing, text_a: NDArray[np.uint64], text_b: NDArray[np.uint64]) -> Passage:
    """A passage with its ends grown and its equal words counted."""
    start_a, start_b, _ = one.runs[0]
    end_a, end_b = one.ends
    same = sum(length for _, _, length in one.runs)
    for (x, y, length), (x2, y2, _) in zip(one.runs, one.runs[1:], strict=False):
        same += _common(text_a[x + length : x2], text_b[y + length : y2])
    more, step_a, step_b = _beyond(text_a[end_a:], text_b[end_b:])
    less, back_a, back_b = _beyond(text_a[:start_a][::-1], text_b[:start_b][::-1])
    return Passage(
        start_a - back_a,
        end_a + step_a,
        start_b - back_b,
        end_b + step_b,
        same + more + less,
        max(length for _, _, length in one.runs),
        one.longest[1],
    )


def _common(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> int:
    """Words that two short stretches have in common, in order."""
    if not len(left) or not len(right):
        return 0
    return LCSseq.similarity(left.tolist(), right.tolist())


def _beyond(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> tuple[int, int, int]:
    """How far two texts go on agreeing from here: equal words, and words of each passed over."""
    same = at_a = at_b = 0
    while True:
        near_a = left[at_a : at_a + REACH + AGAIN].tolist()
        near_b = right[at_b : at_b + REACH + AGAIN].tolist()
        step = _next_agreement(near_a, near_b)
        if step is None:
            return same, at_a, at_b
        at_a, at_b = at_a + step[0], at_b + step[1]
        rest = min(len(left) - at_a, len(right) - at_b)
        equal = left[at_a : at_a + rest] == right[at_b : at_b + rest]
        count = rest if equal.all() else int(np.argmin(equal))
        same, at_a, at_b = same + count, at_a + count, at_b + count


def _next_agreement(left: Sequence[int], right: Sequence[int]) -> tuple[int, int] | None:
    """The nearest place at which `AGAIN` words agree behind at most `REACH` that do not."""
    for apart in range(2 * REACH + 1):
        for x in range(max(0, apart - REACH), min(apart, REACH) + 1):
            y = apart - x
            if left[x : x + AGAIN] == right[y : y + AGAIN] and len(left) >= x + AGAIN:
                return x, y
    return None
