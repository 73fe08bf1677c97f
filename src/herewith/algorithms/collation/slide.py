"""Where an omission begins: of two equal cuts, the one at the end of a sentence or clause.

Where words are left out between two equal words, the omission can as well begin one word earlier:
"We will [not invade. We will] wait" or "[We will not invade.] We will wait". The alignment does
not care; a reader does.

Source:
    The same question for lines of programs: M. Haggerty, the indent heuristic of git diff (2016).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.tokens import Ints

__all__ = ["slid"]

STOPS = frozenset(".!?…")
TITLE = 4
VOWELS = frozenset("aeiouyаеиоуыэюяіїєαειουηω")
"""A word of less than `TITLE` letters without a vowel is an abbreviation (`Mr.`, `St.`)."""

SENTENCE, LONGEST = 3, 2000
"""Columns that an omission of whole sentences has at least, and at most to be looked at."""

FARTHEST = 40
"""An omission is moved by so many words at most."""


def slid(graph: VariantGraph) -> VariantGraph:
    """The graph with omissions and additions cut where sentences and clauses end.

    First what the same witnesses lack and the others agree on; then each witness alone, where it
    can be laid beside another so that it lacks whole sentences.

    Complexity:
        O(columns · witnesses), and O(`FARTHEST`) for each omission that can move at all.
    """
    norms = graph.ids(graph.norms)
    table: Ints | None = None
    for low, high, absent in _blocks(norms, np.asarray(graph.taking_part().all(1))):
        best = _best(graph, norms, low, high)
        if best:
            table = graph.table.copy() if table is None else table
            _shift(table, norms, low, high, absent, best)
    if len(graph.witnesses) > 2:
        table = _by_sentences(graph, norms, table)
    return graph if table is None else replace(graph, table=table)


def _by_sentences(graph: VariantGraph, norms: Ints, table: Ints | None) -> Ints | None:
    """The table with the omissions of single witnesses cut at the ends of sentences."""
    part = graph.taking_part()
    for witness in range(norms.shape[1]):
        lacking = (norms[:, witness] < 0) & part[:, witness]
        edges = np.flatnonzero(np.diff(np.concatenate(([False], lacking, [False])).astype(np.int8)))
        for low, high in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            shift = _sentence_shift(graph, norms, witness, low, high)
            if shift:
                table = graph.table.copy() if table is None else table
                _shift(table, norms, low, high, np.array([witness]), shift)
    return table


def _sentence_shift(graph: VariantGraph, norms: Ints, witness: int, low: int, high: int) -> int:
    """How far an omission of a witness moves so that it is whole sentences of another; else 0."""
    if high - low < SENTENCE or high - low > LONGEST:
        return 0
    for other in np.flatnonzero((norms[low:high] >= 0).all(0)).tolist():
        mine, theirs = norms[:, witness], norms[:, other]
        left = right = 0
        while left < min(FARTHEST, low) and 0 <= mine[low - left - 1] == theirs[high - left - 1]:
            left += 1
            if theirs[low - left] < 0:
                left -= 1
                break
        most = min(FARTHEST, len(norms) - high)
        while right < most and 0 <= mine[high + right] == theirs[low + right]:
            right += 1
            if theirs[high + right - 1] < 0:
                right -= 1
                break
        if not left and not right:
            continue
        words = [graph.vocabulary.norms[n] for n in theirs[low - left : high + right].tolist()]
        first = low - left - 1
        if first >= 0:
            words = [graph.vocabulary.norms[theirs[first]] if theirs[first] >= 0 else ".", *words]
        begin = left + (first >= 0)
        scores = {
            shift: _cut_score(words, begin + shift, begin + shift + high - low)
            for shift in range(-left, right + 1)
        }
        best = max(scores, key=lambda shift: (scores[shift], -abs(shift), shift))
        if scores[best] == 2 > scores[0]:
            return best
    return 0


def _blocks(norms: Ints, all_testify: NDArray[np.bool_]) -> Iterator[tuple[int, int, Ints]]:
    """Runs of columns that the same witnesses lack and the others agree on."""
    missing = norms < 0
    highest = norms.max(1, initial=-1)
    block = missing.any(1) & (missing | (norms == highest[:, None])).all(1) & all_testify
    rows = np.flatnonzero(block)
    if not len(rows):
        return
    lacking = missing[rows]
    breaks = np.flatnonzero((np.diff(rows) != 1) | (lacking[1:] != lacking[:-1]).any(1)) + 1
    for piece in np.split(rows, breaks):
        yield int(piece[0]), int(piece[-1]) + 1, np.flatnonzero(missing[piece[0]])


def _best(graph: VariantGraph, norms: Ints, low: int, high: int) -> int:
    """How far the block had better be moved: negative to the left, 0 to stay."""
    most = norms.shape[0]

    def same(outer: int, inner: int) -> bool:
        return bool((norms[outer] == norms[inner].max()).all())

    left = 0
    while (
        left < FARTHEST and low - left > 0 and same(low - left - 1, _inside(low, high, -left - 1))
    ):
        left += 1
    right = 0
    while (
        right < FARTHEST and high + right < most and same(high + right, _inside(low, high, right))
    ):
        right += 1
    if not left and not right:
        return 0
    words = [graph.vocabulary.norms[norms[n].max()] for n in range(low - left, high + right)]
    if low > left:
        words = [graph.vocabulary.norms[norms[low - left - 1].max()], *words]
    begin = left + (low > left)

    def score(shift: int) -> tuple[int, int, int]:
        at = begin + shift
        return _cut_score(words, at, at + high - low), -abs(shift), shift

    return max(range(-left, right + 1), key=score)


def _inside(low: int, high: int, step: int) -> int:
    """The column of the block that a step outside of it repeats."""
    return low + step % (high - low)


def _cut_score(words: Sequence[str], at: int, end: int) -> int:
    """How good it is to leave out the words `[at, end)`; before the first a sentence ends."""
    if _stops(words, at - 1) and _stops(words, end - 1):
        return 2
    before, last = words[at - 1] if at else "", words[end - 1]
    return 1 if before and not before[0].isalnum() and before == last and before != "." else 0


def _stops(words: Sequence[str], at: int) -> bool:
    """Whether a sentence ends with a word; it does not with the point of an initial or a title."""
    if at < 0:
        return True
    if words[at] != "." or not at:
        return words[at] in STOPS
    name = words[at - 1]
    return len(name) > 1 and not (len(name) < TITLE and VOWELS.isdisjoint(name))


def _shift(table: Ints, norms: Ints, low: int, high: int, absent: Ints, by: int) -> None:
    """Move the words of the witnesses that lack the block to its other side."""
    step = 1 if by > 0 else -1
    for _ in range(abs(by)):
        source, target = (high, low) if step > 0 else (low - 1, high - 1)
        for rows in (table, norms):
            rows[target, absent] = rows[source, absent]
            rows[source, absent] = -1
        low, high = low + step, high + step
