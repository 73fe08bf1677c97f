"""The 64-bit hash of words and of runs of words: ours, and the same for ever.

An index may be kept for years and joined with one made on another machine, by another engine, so
no library's hash is used: not Python's, not an engine's. All arithmetic is modulo 2^64.

    word  = mix(Σ letter[i] · LETTER_BASE^i)           i from 0, letters as folded code points
    run   = mix(Σ word[j] · RUN_BASE^j)                j from 0

Source:
    The last step, `mix`, is Pelle Evensen's "moremur" (2019), a bijection of 64-bit numbers in the
    manner of the finaliser of MurmurHash3.

Blind spot:
    Two different runs have one hash with a chance of 2^-64; what hashes alike is compared word by
    word afterwards.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["LETTER_BASE", "RUN_BASE", "hash_runs", "hash_words", "mix"]

LETTER_BASE = 0x9F86D081884C7D65
RUN_BASE = 0xC4F3B1A66D5E9A2B
"""Odd numbers without a pattern; changing one changes every fingerprint ever kept."""

_MASK = (1 << 64) - 1


def mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread every bit of 64-bit numbers over all bits of the result.

    >>> [int(x) for x in mix(np.array([0, 1, 2], dtype=np.uint64))]
    [0, 4324205816119988925, 10695776898829872221]
    """
    out = values ^ (values >> np.uint64(27))
    out *= np.uint64(0x3C79AC492BA7B653)
    out ^= out >> np.uint64(33)
    out *= np.uint64(0x1C69B3F74AC4AE35)
    out ^= out >> np.uint64(27)
    return out


def hash_words(letters: NDArray[np.uint32], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The hash of every word.

    Args:
        letters: the folded letters of all words, one word after the other.
        starts: for each word the number of its first letter, rising.
    """
    if not len(starts):
        return np.zeros(0, dtype=np.uint64)
    lengths = np.diff(starts, append=len(letters))
    within = np.arange(len(letters)) - np.repeat(starts, lengths)
    powers = _powers(LETTER_BASE, int(lengths.max()))
    return mix(np.add.reduceat(letters * powers[within], starts))


def hash_runs(words: NDArray[np.uint64], size: int) -> NDArray[np.uint64]:
    """The hash of every run of `size` words: one for each word at which a run can begin."""
    count = max(0, len(words) - size + 1)
    total = np.zeros(count, dtype=np.uint64)
    for n, power in enumerate(_powers(RUN_BASE, size)):
        total += words[n : n + count] * power
    return mix(total)


def _powers(base: int, count: int) -> NDArray[np.uint64]:
    """base^0 … base^(count-1), modulo 2^64."""
    out = np.ones(max(1, count), dtype=np.uint64)
    out[1:] = np.uint64(base)
    np.multiply.accumulate(out, out=out)
    return out[:count]
