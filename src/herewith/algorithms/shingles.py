"""Shared wording of texts: word 5-grams and how much of one text stands in another.

Source:
    A. Z. Broder, "On the resemblance and containment of documents", 1997. Containment is used
    and not resemblance, because a letter within a telegram must be found from its own side.

Departure:
    Shingles are kept as words, not hashed: a box is small. Shingles that stand in more than
    `MOST_TEXTS` texts are formulas ("the Government of the …") and testify to nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Overlap", "overlaps", "shingles", "words"]

SIZE = 5
MOST_TEXTS = 12

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Wording shared by two texts, named by their keys (`a` < `b`).

    `in_a`/`in_b` are the shares (0..1) of each text's shingles that stand in the other; `shared`
    counts different shingles. `span_a`/`span_b` are half-open word numbers from the first to
    the last shared shingle.
    """

    a: str
    b: str
    shared: int
    in_a: float
    in_b: float
    span_a: tuple[int, int]
    span_b: tuple[int, int]


def words(text: str) -> list[tuple[str, int, int]]:
    """Words in lower case with their places in the text; punctuation is left out.

    >>> [w for w, _, _ in words("On the 27th, it's said:")]
    ['on', 'the', '27th', "it's", 'said']
    """
    return [
        (m.group().lower().replace("’", "'").replace("ё", "е"), m.start(), m.end())
        for m in _WORD.finditer(text)
    ]


def shingles(tokens: Sequence[str], size: int = SIZE) -> dict[tuple[str, ...], int]:
    """Each different run of `size` words, and the number of the word where it first begins."""
    out: dict[tuple[str, ...], int] = {}
    for n in range(len(tokens) - size + 1):
        out.setdefault(tuple(tokens[n : n + size]), n)
    return out


def overlaps(texts: Mapping[str, Sequence[str]], *, at_least: int = 8) -> tuple[Overlap, ...]:
    """All pairs of texts that share at least so many shingles.

    Args:
        texts: for each key the words of a text.
        at_least: smallest number of shared shingles worth naming.

    Returns:
        Overlaps in order of their keys.

    Complexity:
        Linear in the words, plus the pairs that share a shingle.

    Blind spot:
        Texts of fewer than five words share nothing.
    """
    where: dict[tuple[str, ...], list[str]] = defaultdict(list)
    sets = {key: shingles(tokens) for key, tokens in sorted(texts.items())}
    for key, own in sets.items():
        for shingle in own:
            where[shingle].append(key)
    shared: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for shingle, keys in where.items():
        if 1 < len(keys) <= MOST_TEXTS:
            for i, a in enumerate(keys):
                for b in keys[i + 1 :]:
                    shared[a, b].append(shingle)
    return tuple(
        _overlap(a, b, common, sets[a], sets[b])
        for (a, b), common in sorted(shared.items())
        if len(common) >= at_least
    )


def _overlap(
    a: str,
    b: str,
    common: list[tuple[str, ...]],
    of_a: dict[tuple[str, ...], int],
    of_b: dict[tuple[str, ...], int],
) -> Overlap:
    places_a = sorted(of_a[s] for s in common)
    places_b = sorted(of_b[s] for s in common)
    return Overlap(
        a=a,
        b=b,
        shared=len(common),
        in_a=len(common) / len(of_a),
        in_b=len(common) / len(of_b),
        span_a=(places_a[0], places_a[-1] + SIZE),
        span_b=(places_b[0], places_b[-1] + SIZE),
    )
