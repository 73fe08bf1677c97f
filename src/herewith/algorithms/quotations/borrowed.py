"""Words taken over without quotation marks: runs of twelve and more that two texts share.

Method:
    Each run of eight words is a number; runs that stand in a few texts only are seeds. A seed is
    extended to both sides while the words agree; stretches that a word or two divide are joined.
    What agrees in at least twelve words in all is a borrowing.

Source:
    The seeds are the fingerprints of S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing: Local
    Algorithms for Document Fingerprinting", 2003.

Departure:
    Nothing is winnowed away: a box is small, and every run counts.

Blind spot:
    A borrowing in which no eight words in a row are left as they were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.quotations.verify import Source
from herewith.algorithms.shingles import words

__all__ = ["Borrowing", "find_borrowings"]

SEED = 8
"""Words of a seed."""

LEAST = 12
"""Words that two texts must share to speak of a borrowing."""

MOST_TEXTS = 4
"""Texts that may share a seed; what stands in more is a formula."""

BETWEEN = 2
"""Words that may differ between two stretches of one borrowing."""

VERSION = 0.5
"""Share of the shorter text's words from which two texts are versions of one."""

_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Borrowing:
    """Words that two texts share: half-open offsets in both, and how many words agree."""

    a: str
    a_start: int
    a_end: int
    b: str
    b_start: int
    b_end: int
    words: int
    exact: bool


def find_borrowings(
    sources: Iterable[Source],
    *,
    fellows: Mapping[str, Collection[str]] | None = None,
    only: Collection[str] = (),
) -> tuple[Borrowing, ...]:
    """Shared words of all pairs of texts, in order of the keys and of place.

    Args:
        sources: the texts.
        fellows: for a text those that are witnesses of the same item and do not count.
        only: if given, one of both texts must be among these keys.

    Complexity:
        A sort of all words, plus the pairs that share a seed; never all pairs.

    >>> line = "the pilots of both countries shall be free to pass the strait by day and night"
    >>> ours, theirs = (" ".join(f"{who}{n}" for n in range(20)) for who in ("our", "their"))
    >>> a, b = Source("a", f"{ours} {line}"), Source("b", f"{theirs} {line}, he wrote")
    >>> [(found.a, found.b, found.words) for found in find_borrowings([a, b])]
    [('a', 'b', 16)]
    """
    texts = sorted(sources, key=lambda source: source.key)
    tokens = [words(source.text) for source in texts]
    vocabulary: dict[str, int] = {}
    ids = [
        np.array([vocabulary.setdefault(w, len(vocabulary)) for w, _, _ in row], dtype=np.int64)
        for row in tokens
    ]
    wanted = {n for n, source in enumerate(texts) if source.key in only} if only else None
    apart = fellows or {}
    out: list[Borrowing] = []
    for (a, b), seeds in sorted(_seeds(ids, wanted).items()):
        one, other = texts[a].key, texts[b].key
        if other in apart.get(one, ()) or one in apart.get(other, ()):
            continue
        stretches = _joined(_stretches(ids[a], ids[b], seeds))
        shared = sum(n for *_, n in stretches)
        if shared >= VERSION * min(len(ids[a]), len(ids[b])):
            continue
        for low, high, b_low, b_high, n in stretches:
            if n >= LEAST:
                out.append(
                    Borrowing(
                        one,
                        tokens[a][low][1],
                        tokens[a][high - 1][2],
                        other,
                        tokens[b][b_low][1],
                        tokens[b][b_high - 1][2],
                        n,
                        n == high - low == b_high - b_low,
                    )
                )
    return tuple(out)


def _grams(ids: NDArray[np.int64]) -> NDArray[np.uint64]:
    """One number for each run of words in a row."""
    if len(ids) < SEED:
        return np.zeros(0, dtype=np.uint64)
    made = np.zeros(len(ids) - SEED + 1, dtype=np.uint64)
    for n in range(SEED):
        part = ids[n : len(ids) - SEED + 1 + n].astype(np.uint64) + np.uint64(1)
        made = (made ^ (part * _MIX)) * np.uint64(0xBF58476D1CE4E5B9)
        made ^= made >> np.uint64(29)
    return made


def _seeds(
    ids: Sequence[NDArray[np.int64]], wanted: Collection[int] | None
) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Places of shared runs by pair of texts."""
    grams = [_grams(row) for row in ids]
    if not grams:
        return {}
    flat = np.concatenate(grams)
    owner = np.concatenate([np.full(len(g), n, dtype=np.int64) for n, g in enumerate(grams)])
    place = np.concatenate([np.arange(len(g), dtype=np.int64) for g in grams])
    order = np.argsort(flat, kind="stable")
    flat, owner, place = flat[order], owner[order], place[order]
    edges = np.flatnonzero(np.concatenate([[True], flat[1:] != flat[:-1], [True]]))
    sizes = np.diff(edges)
    out: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for start, size in zip(edges[:-1][sizes > 1], sizes[sizes > 1], strict=True):
        rows = range(int(start), int(start + size))
        if len({int(owner[i]) for i in rows}) > MOST_TEXTS or size > MOST_TEXTS * 2:
            continue
        for i in rows:
            for j in rows:
                a, b = int(owner[i]), int(owner[j])
                if a < b and (wanted is None or a in wanted or b in wanted):
                    out[a, b].append((int(place[i]), int(place[j])))
    return out


_Stretch = tuple[int, int, int, int, int]


def _stretches(
    a: NDArray[np.int64], b: NDArray[np.int64], seeds: Sequence[tuple[int, int]]
) -> list[_Stretch]:
    """Longest agreeing stretches around the seeds, each once."""
    out: list[_Stretch] = []
    done: dict[int, int] = {}
    for i, j in sorted(seeds):
        if done.get(i - j, -1) >= i:
            continue
        if not np.array_equal(a[i : i + SEED], b[j : j + SEED]):
            continue
        low, high = i, i + SEED
        while low > 0 and low - i + j > 0 and a[low - 1] == b[low - 1 - i + j]:
            low -= 1
        while high < len(a) and high - i + j < len(b) and a[high] == b[high - i + j]:
            high += 1
        done[i - j] = high
        out.append((low, high, low - i + j, high - i + j, high - low))
    return out


def _joined(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Stretches that a word or two divide are one."""
    out: list[_Stretch] = []
    for low, high, b_low, b_high, n in sorted(stretches):
        if out:
            first, last, b_first, b_last, count = out[-1]
            if 0 <= low - last <= BETWEEN and 0 <= b_low - b_last <= BETWEEN:
                out[-1] = (first, high, b_first, b_high, count + n)
                continue
            if low < last:
                continue
        out.append((low, high, b_low, b_high, n))
    return out
