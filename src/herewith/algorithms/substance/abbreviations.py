"""Words that telegrams shorten: `negots` for *negotiations*, `SC` for *Security Council*.

No list: a shortened word begins as the long one does and leaves letters out, and is itself in no
dictionary; initials in capitals stand for as many words that begin with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from herewith.algorithms.substance.units import Unit
from herewith.languages.lemmas import is_known, plain

__all__ = ["shortened"]

INITIALS = re.compile(r"(?:[^\W\d_]\.?){2,6}")
SKIPPED = frozenset({"of", "the", "and", "for", "to", "in", "de", "la", "и", "по", "о"})
"""Small words that initials may pass over."""

SHORTEST = 3
"""Letters of the shortest word that is read as another one shortened."""

OMITTED = 2
"""Letters at least that it leaves out."""


def shortened(a: Sequence[Unit], b: Sequence[Unit], language: str | None) -> bool:
    """Whether one of two stretches is the other abbreviated.

    >>> from herewith.algorithms.substance.units import units
    >>> def stretch(text):
    ...     return [u for u in units(text, "en") if u.kind != "mark"]
    >>> [shortened(stretch(x), stretch(y), "en") for x, y in (("negots", "negotiations"),
    ...     ("SC", "Security Council"), ("indones", "Indonesia"), ("cat", "cabinet"))]
    [True, True, True, False]
    """
    return _one_way(a, b, language) or _one_way(b, a, language)


def _one_way(short: Sequence[Unit], long: Sequence[Unit], language: str | None) -> bool:
    if len(short) != 1:
        return False
    written = short[0].text
    words = [w for unit in long for w in re.split(r"[\s\-–]+", plain(unit.text)) if w]
    if INITIALS.fullmatch(written) and written.isupper() and len(words) > 1:
        letters = plain(written).replace(".", "")
        full = "".join(w[0] for w in words)
        bare = "".join(w[0] for w in words if w not in SKIPPED)
        return letters in (full, bare) or (
            len(letters) == len(bare) + 1
            and _within(bare, letters)
            and _within(letters, "".join(words))
        )
    return len(words) == 1 and _contracted(plain(written).rstrip("."), words[0], language)


def _contracted(short: str, long: str, language: str | None) -> bool:
    """Whether a word of no dictionary is the beginning of another, or it without some letters."""
    if len(short) < SHORTEST or len(long) < len(short) + OMITTED or not short.isalpha():
        return False
    if is_known(short, language) or short[0] != long[0]:
        return False
    return long.startswith(short) or (short[-1] in long[-2:] and _within(short, long))


def _within(short: str, long: str) -> bool:
    """Whether a word is another one without some of its letters."""
    rest = iter(long)
    return all(letter in rest for letter in short)
