"""Blocks that a text says twice: a page filed, photographed or pasted again.

Sentences that begin or end alike are compared, and runs of them at one distance are joined.
Whether such a run is a page too many or a refrain that the other language has too, the alignment
decides (`align`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

__all__ = ["Block", "find"]

BESIDE_WORDS = re.compile(r"[\W_]+")
LEAST = 3
"""Sentences of a block."""
WORDY = 40
"""A block of two sentences needs so many words."""
SAME = 85.0
"""Least similarity (rapidfuzz ratio, 0..100) of a sentence with its repetition."""
KEY = 20
"""Letters at the beginning or the end by which sentences are looked up."""
OFTEN = 4
"""A beginning or end that more sentences share says nothing."""


@dataclass(frozen=True, slots=True)
class Block:
    """`size` sentences from `first` on are said again from `again` on; the runs do not overlap."""

    first: int
    again: int
    size: int


def find(sentences: Sequence[str]) -> list[Block]:
    """Repeated blocks, the longest first; no sentence is in two of them.

    Complexity:
        O(n) look-ups and O(r) comparisons for n sentences and r repeated ones.

    Blind spot:
        A sentence cut by the page's edge is not seen to repeat the whole one.

    >>> page = ["The ships turned back at noon.", "Nobody was hurt.", "We wait for an answer."]
    >>> find(["A first sentence.", *page, *page, "The end."])
    [Block(first=1, again=4, size=3)]
    """
    plain = [BESIDE_WORDS.sub("", s.lower()) for s in sentences]
    found = {block for i, j in _alike(plain) if (block := _grown(plain, i, j)) is not None}
    words = [len(s.split()) for s in sentences]
    kept: list[Block] = []
    taken: set[int] = set()
    for block in sorted(found, key=lambda b: (-b.size, b.first, b.again)):
        mine = {*range(block.first, block.first + block.size)}
        mine |= {*range(block.again, block.again + block.size)}
        wordy = sum(words[block.first : block.first + block.size]) >= WORDY
        if not mine & taken and (block.size >= LEAST or (block.size == LEAST - 1 and wordy)):
            kept.append(block)
            taken |= mine
    return kept


def _alike(plain: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of sentences that begin or end with the same letters."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, letters in enumerate(plain):
        if letters:
            places["<" + letters[:KEY]].append(number)
            places[">" + letters[-KEY:]].append(number)
    for key in sorted(places):
        numbers = places[key]
        if 1 < len(numbers) <= OFTEN:
            yield from ((i, j) for k, i in enumerate(numbers) for j in numbers[k + 1 :])


def _grown(plain: Sequence[str], i: int, j: int) -> Block | None:
    """The longest block around two sentences, at their distance."""
    if not _same(plain[i], plain[j]):
        return None
    first, last = i, i + 1
    away = j - i
    while first > 0 and _same(plain[first - 1], plain[first - 1 + away]):
        first -= 1
    while last + away < len(plain) and _same(plain[last], plain[last + away]):
        last += 1
    # a block said three times over is one block and its repetition
    return Block(first, first + away, min(last - first, away))


def _same(one: str, other: str) -> bool:
    if not one or not other:
        return one == other
    return fuzz.ratio(one, other, score_cutoff=SAME) > 0
