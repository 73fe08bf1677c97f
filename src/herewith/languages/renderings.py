"""Words that may render each other in a translation, where no pack says that they mean one thing.

Wider than the concepts of the packs: «провести» is *hold*, *carry out*, *conduct* or *spend*, but
these are no synonyms within English. Taken from the glossary and the commonest words, and, for
English and Russian, from `renderings.txt`. A rendering is a reason to think that a word has its
counterpart, never a reason to say that two words differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from herewith.languages.glossary import glossary
from herewith.languages.lemmas import lemma, plain

__all__ = ["renderings"]

PAIR = ("en", "ru")
"""The languages of `renderings.txt`."""


@cache
def renderings(source: str | None, target: str | None) -> Mapping[str, frozenset[str]]:
    """For each word of one language (dictionary form, folded) the words of the other for it.

    >>> "hold" in renderings("ru", "en")["провести"], "провести" in renderings("en", "ru")["hold"]
    (True, True)
    """
    out: dict[str, set[str]] = {}
    for left, right in _pairs(source, target):
        out.setdefault(_base(left, source), set()).add(_base(right, target))
    return {word: frozenset(found) for word, found in out.items()}


def _pairs(source: str | None, target: str | None) -> Iterator[tuple[str, str]]:
    """Single words that render each other, as listed."""
    for left, right, _ in glossary(source, target):
        if " " not in left and " " not in right and left[:1].isalpha():
            yield left, right
    if {source, target} != set(PAIR):
        return
    for line in _lines():
        english, russian = (half.split() for half in line.split(" | "))
        mine, theirs = (english, russian) if source == "en" else (russian, english)
        yield from ((left, right) for left in mine for right in theirs)


def _base(word: str, language: str | None) -> str:
    return plain(lemma(word, language))


def _lines() -> Iterator[str]:
    text = (files("herewith.languages") / "renderings.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line
