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

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.quotations.verify import Source
from herewith.algorithms.reuse.hashing import hash_runs
from herewith.algorithms.reuse.index import Index, index_of, part_of
from herewith.algorithms.reuse.words import cut_words

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
    sources: Sequence[Source],
    index: Index | None = None,
    *,
    fellows: Mapping[str, Collection[str]] | None = None,
    only: Collection[str] = (),
) -> tuple[Borrowing, ...]:
    """Shared words of all pairs of texts, in order of the keys and of place.

    Args:
        sources: the texts.
        index: the index of the same texts, where there is one.
        fellows: for a text those that are witnesses of the same item and do not count.
        only: if given, one of both texts must be among these keys.

    Complexity:
        A sort of all words, plus the pairs that share a seed; never all pairs.

    >>> line = "the pilots of both countries shall be free to pass the strait by day and night"
    >>> ours, theirs = (" ".join(f"{who}{n}" for n in range(20)) for who in ("our", "their"))
    >>> both = [Source("a", f"{ours} {line}"), Source("b", f"{theirs} {line}, he wrote")]
    >>> [(found.a, found.b, found.words) for found in find_borrowings(both)]
    [('a', 'b', 16)]
    """
    if index is None:
        index = index_of([part_of([one.key for one in sources], [one.text for one in sources])])
    texts = {source.key: source.text for source in sources}
    keys = index.names
    rows = [index.words[begin:end] for begin, end in zip(index.begins, index.ends, strict=True)]
    wanted = np.array([not only or key in only for key in keys], dtype=bool)
    apart = fellows or {}
    out: list[Borrowing] = []
    for (a, b), seeds in _seeds(rows, wanted):
        if keys[b] in apart.get(keys[a], ()) or keys[a] in apart.get(keys[b], ()):
            continue
        stretches = _joined(_stretches(rows[a], rows[b], seeds))
        shared = sum(n for *_, n in stretches)
        if shared >= VERSION * min(len(rows[a]), len(rows[b])):
            continue
        if not any(n >= LEAST for *_, n in stretches):
            continue
        in_a, in_b = cut_words([texts[keys[a]]]), cut_words([texts[keys[b]]])
        for low, high, b_low, b_high, n in stretches:
            if n >= LEAST:
                exact = n == high - low == b_high - b_low
                stands = (int(in_a.starts[low]), int(in_a.ends[high - 1]))
                other = (int(in_b.starts[b_low]), int(in_b.ends[b_high - 1]))
                out.append(Borrowing(keys[a], *stands, keys[b], *other, n, exact))
    return tuple(out)


def _seeds(
    rows: Sequence[NDArray[np.uint64]], wanted: NDArray[np.bool_]
) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Places of shared runs by pair of texts, in order of the pairs."""
    grams = [hash_runs(row, SEED) for row in rows]
    if not grams:
        return
    flat = np.concatenate(grams)
    owner = np.concatenate([np.full(len(g), n, dtype=np.int32) for n, g in enumerate(grams)])
    place = np.concatenate([np.arange(len(g), dtype=np.int32) for g in grams])
    rank = np.argsort(flat, kind="stable")
    flat, owner, place = flat[rank], owner[rank], place[rank]
    edges = np.flatnonzero(np.concatenate([[True], flat[1:] != flat[:-1], [True]]))
    sizes = np.diff(edges)
    left: list[NDArray[np.int64]] = []
    right: list[NDArray[np.int64]] = []
    for size in range(2, MOST_TEXTS * 2 + 1):
        begins = edges[:-1][sizes == size]
        texts = np.ones(len(begins), dtype=np.int64)
        for i in range(1, size):
            texts += owner[begins + i] != owner[begins + i - 1]
        begins = begins[texts <= MOST_TEXTS]
        for i in range(size):
            for j in range(i + 1, size):
                left.append(begins + i)
                right.append(begins + j)
    one, other = np.concatenate(left), np.concatenate(right)
    chosen = (owner[one] != owner[other]) & (wanted[owner[one]] | wanted[owner[other]])
    one, other = one[chosen], other[chosen]
    pair = owner[one].astype(np.int64) * len(rows) + owner[other]
    put = np.argsort(pair, kind="stable")
    one, other, pair = one[put], other[put], pair[put]
    for low, high in _equal(pair):
        a, b = divmod(int(pair[low]), len(rows))
        starts = zip(place[one[low:high]].tolist(), place[other[low:high]].tolist(), strict=True)
        yield (a, b), list(starts)


def _equal(values: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """The bounds of equal numbers that stand together."""
    if len(values):
        cuts = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1], [True]])).tolist()
        yield from pairwise(cuts)


_Stretch = tuple[int, int, int, int, int]


def _stretches(
    a: NDArray[np.uint64], b: NDArray[np.uint64], seeds: Sequence[tuple[int, int]]
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
