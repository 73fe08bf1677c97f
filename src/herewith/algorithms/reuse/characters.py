"""What each character counts as when words are compared: a letter, part of one, or none.

Letters and digits are folded to lower case without accents (`É` and `e` are one letter, `ё` and
`е`, `ﬁ` and `fi`), so that printings that write differently are still found; what differs is told
later by collation. Marks that stand on a letter and characters without a shape (a soft hyphen, a
joiner) neither divide a word nor count. Scripts that put no space between words (Han, kana, Thai,
Lao, Khmer, Burmese, Tibetan) make a word of every letter.

Blind spot:
    Characters that a later version of Unicode makes letters divide words until Python knows them.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["DIVIDER", "EXPANDED", "SHAPELESS", "SINGLE", "codes_of", "expansion"]

DIVIDER = 0
"""Code of a character that stands between words."""

SHAPELESS = 1
"""Code of a character that neither divides words nor counts."""

SINGLE = np.uint32(1 << 30)
"""Bit of a letter that is a word of its own."""

EXPANDED = np.uint32(1 << 29)
"""Bit of a character that stands for several letters; see `expansion`."""

_PLANE = 0x10000

_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x0F00, 0x0FFF),  # Tibetan
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # kana
    (0x31F0, 0x31FF),  # kana for Ainu
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),  # Han
    (0x20000, 0x3FFFF),  # Han
)
"""Scripts written without spaces between words."""


def codes_of(points: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The codes of some code points: what each counts as.

    >>> "".join(map(chr, codes_of(np.array([ord(c) for c in "Ёж"], dtype=np.uint32))))
    'еж'
    """
    plane = _table()
    if not len(points) or int(points.max()) < _PLANE:
        return plane[points]
    out = plane[np.minimum(points, _PLANE - 1)]
    beyond = np.flatnonzero(points >= _PLANE)
    different, place = np.unique(points[beyond], return_inverse=True)
    out[beyond] = np.array([_code(int(point)) for point in different], dtype=np.uint32)[place]
    return out


def expansion(code: int) -> tuple[int, ...]:
    """The letters for which a character with the bit `EXPANDED` stands.

    >>> "".join(map(chr, expansion(int(codes_of(np.array([0xFB01], dtype=np.uint32))[0]))))
    'fi'
    """
    return _letters(int(code) & 0x1FFFFF)


@cache
def _table() -> NDArray[np.uint32]:
    """The codes of the first plane."""
    return np.array([_code(point) for point in range(_PLANE)], dtype=np.uint32)


def _code(point: int) -> int:
    char = chr(point)
    category = unicodedata.category(char)
    if category in ("Mn", "Mc", "Me", "Cf"):
        sign = category == "Mc" or (category == "Mn" and not unicodedata.combining(char))
        if not sign or 0xFE00 <= point <= 0xFE0F or category == "Cf":
            return SHAPELESS
    elif not char.isalnum():
        return DIVIDER
    letters = _letters(point)
    if len(letters) > 1:
        return point | int(EXPANDED)
    folded = letters[0] if letters else point
    unspaced = any(low <= folded <= high for low, high in _UNSPACED)
    return folded | int(SINGLE) if unspaced else folded


def _letters(point: int) -> tuple[int, ...]:
    """A character in lower case without accents; the character itself if nothing is left of it."""
    parts = unicodedata.normalize("NFKD", chr(point).casefold())
    kept = tuple(ord(c) for c in parts.casefold() if not unicodedata.combining(c))
    if not kept or not all(
        chr(c).isalnum() or unicodedata.category(chr(c))[0] == "M" for c in kept
    ):
        return (point,)
    return kept
