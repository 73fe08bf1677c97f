"""Texts as columns of words: a number for each word, and its place in the text.

Many texts are cut at once, so that short letters cost no more than long ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.reuse.characters import (
    DIVIDER,
    EXPANDED,
    SHAPELESS,
    SINGLE,
    codes_of,
    expansion,
)
from herewith.algorithms.reuse.hashing import hash_words

__all__ = ["Words", "cut_words", "joined"]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of n texts, one text after the other.

    `bounds` has n + 1 numbers: text i has the words `bounds[i]` to `bounds[i + 1]`. `hashes` are
    the 64-bit hashes of the words; `starts`/`ends` are half-open code points into the own text.
    """

    bounds: NDArray[np.int64]
    hashes: NDArray[np.uint64]
    starts: NDArray[np.uint32]
    ends: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.bounds) - 1


def cut_words(texts: Sequence[str]) -> Words:
    """The words of some texts.

    >>> found = cut_words(["Aux États-Unis", "don’t", "\\u4f60\\u597d"])
    >>> found.bounds.tolist(), found.starts.tolist(), found.ends.tolist()
    ([0, 3, 5, 7], [0, 4, 10, 0, 4, 0, 1], [3, 9, 14, 3, 5, 1, 2])
    """
    whole = "\n".join(texts)
    points = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = codes_of(points)
    at = np.flatnonzero(codes > SHAPELESS)
    letters = codes[at]
    first = _first_letters(codes, at, letters)
    ends = _word_ends(codes, at, first)
    starts = at[first]
    hashes = _hashes(letters, first)
    sizes = np.array([len(text) + 1 for text in texts], dtype=np.int64)
    begins = np.concatenate(([0], np.cumsum(sizes)))
    bounds = np.searchsorted(starts, begins)
    shift = np.repeat(begins[:-1], np.diff(bounds))
    return Words(
        bounds.astype(np.int64),
        hashes,
        (starts - shift).astype(np.uint32),
        (ends - shift).astype(np.uint32),
    )


def joined(parts: Sequence[Words]) -> Words:
    """The words of several batches of texts as one."""
    if not parts:
        return cut_words([])
    shifts = np.cumsum([0, *(int(part.bounds[-1]) for part in parts)])
    bounds = [part.bounds[1:] + shift for part, shift in zip(parts, shifts, strict=False)]
    return Words(
        np.concatenate([np.zeros(1, dtype=np.int64), *bounds]),
        np.concatenate([part.hashes for part in parts]),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
    )


def _first_letters(
    codes: NDArray[np.uint32], at: NDArray[np.int64], letters: NDArray[np.uint32]
) -> NDArray[np.int64]:
    """Numbers of the letters with which a word begins."""
    if not len(at):
        return np.zeros(0, dtype=np.int64)
    divided = np.diff(at, prepend=-2) > 1
    far = np.flatnonzero(divided)[1:]
    if len(far) and (codes == SHAPELESS).any():
        dividers = np.cumsum(codes == DIVIDER)
        divided[far] = dividers[at[far]] > dividers[at[far - 1]]
    single = (letters & SINGLE) > 0
    if single.any():
        divided |= single
        divided[1:] |= single[:-1]
    return np.flatnonzero(divided)


def _word_ends(
    codes: NDArray[np.uint32], at: NDArray[np.int64], first: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Where each word ends: behind its last letter and the marks that stand on it."""
    if not len(first):
        return np.zeros(0, dtype=np.int64)
    last = np.append(first[1:], len(at)) - 1
    ends: NDArray[np.int64] = at[last] + 1
    padded = np.append(codes, DIVIDER)
    more = np.flatnonzero(padded[ends] == SHAPELESS)
    while len(more):
        ends[more] += 1
        more = more[padded[ends[more]] == SHAPELESS]
    return ends


def _hashes(letters: NDArray[np.uint32], first: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The hashes of the words that begin at some letters; what stands for several is spelt out."""
    wide = np.flatnonzero(letters & EXPANDED)
    plain = letters & ~(SINGLE | EXPANDED)
    if not len(wide):
        return hash_words(plain, first)
    spelt = {int(code): expansion(int(code)) for code in np.unique(letters[wide])}
    counts = np.ones(len(letters), dtype=np.int64)
    counts[wide] = [len(spelt[int(code)]) for code in letters[wide]]
    out = np.repeat(plain, counts)
    begins = np.cumsum(counts) - counts
    for n in wide.tolist():
        here = begins[n]
        out[here : here + counts[n]] = spelt[int(letters[n])]
    return hash_words(out, begins[first])
