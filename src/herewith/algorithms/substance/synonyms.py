"""Whether a word of another language may be rendered by an English one through a synonym.

«Расширить» is *widen*; a thesaurus of English puts *extend* beside it. Such a pair is a free
rendering, no other thing. The way through two tables is long, so it may only excuse a difference
that rests on words alone, and never explains a number, a name or a negation.
"""

from __future__ import annotations

from functools import lru_cache

from herewith.algorithms.substance.matching import Matching
from herewith.algorithms.substance.units import Unit
from herewith.languages.cues import wordings
from herewith.languages.renderings import renderings
from herewith.languages.thesaurus import groups

__all__ = ["known", "synonymous"]


def synonymous(m: Matching, i: int, j: int) -> bool:
    """Whether two units, one of them English, may render each other through a synonym."""
    u, v = m.a.units[i], m.b.units[j]
    if m.a.language == "en":
        return _rendered(v, str(m.b.language), u)
    return m.b.language == "en" and _rendered(u, str(m.a.language), v)


def known(m: Matching, k: int, *, first: bool) -> bool:
    """Whether a pack or a list of renderings knows what a word may mean on the other side."""
    side, other = (m.a, m.b) if first else (m.b, m.a)
    unit = side.units[k]
    return bool(unit.concepts) or unit.lemma in renderings(side.language, other.language)


def _rendered(unit: Unit, language: str, english: Unit) -> bool:
    facing = groups((english.key, english.lemma), "en")
    return bool(facing and facing & _groups(unit.lemma, unit.concepts, language))


@lru_cache(maxsize=20_000)
def _groups(lemma: str, meant: frozenset[str], language: str) -> frozenset[int]:
    """The groups of all English words that a word may be rendered by.

    >>> from herewith.languages.thesaurus import groups
    >>> bool(_groups("расширить", frozenset(), "ru") & groups(("expand",), "en"))
    True
    """
    words = set(renderings(language, "en").get(lemma, ()))
    for name in meant:
        words |= set(wordings("en").get(name, ()))
    return groups(tuple(sorted(words)), "en") if words else frozenset()
