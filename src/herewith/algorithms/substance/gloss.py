"""Glosses: what the words of a finding mean, for readers who have one of the languages only.

Taken from the glossary of terms, else from the packs (the first word that the other language has
for the same concept or cue), else, for names, from their sound. A word that none of them knows has
no gloss; nothing is translated by guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.units import Unit, units
from herewith.languages.cues import concepts, rendering, wordings
from herewith.languages.glossary import glossary
from herewith.languages.lemmas import lemma, plain
from herewith.languages.renderings import renderings
from herewith.languages.romanize import romanize

__all__ = ["gloss"]

MOST = 10
"""Words of one side that are explained; of a longer passage the first."""

SILENT = frozenset({"func", "mark", "aux", "title", "initial", "num", "date", "design"})
"""Kinds of units that need no gloss, or are read without one."""


SMALL = frozenset({"pron", "conj", "modal", "cause"})
PHRASE = 4
"""In a passage of more units small words need no gloss either."""


def gloss(draft: Draft, a: str, b: str, language_a: str | None, language_b: str | None) -> str:
    """What the words of a finding mean in the other language; empty in one language.

    >>> draft = Draft("substance", "commitment", "critical", "commitment", "", (3, 12), (0, 0))
    >>> gloss(draft, "Мы обязуемся.", "We are ready.", "ru", "en")
    'обязуемся = undertake'
    """
    if language_a is None or language_b is None or language_a == language_b:
        return ""
    first = _glossed(a[slice(*draft.a)], language_a, language_b)
    second = _glossed(b[slice(*draft.b)], language_b, language_a)
    return " · ".join([*first, *second])


def _glossed(text: str, language: str, other: str) -> Iterator[str]:
    told = 0
    found = units(text, language)
    silent = SILENT | SMALL if len(found) > PHRASE else SILENT
    for unit in found:
        said = "" if unit.kind in silent else _meaning(unit, language, other)
        if said and plain(said) != plain(unit.text):
            told += 1
            yield f"{' '.join(unit.text.split())} = {said}"
        if told == MOST:
            return


def _meaning(unit: Unit, language: str, other: str) -> str:
    """What a word or phrase means in another language."""
    terms = _terms(language, other)
    for key in (plain(unit.text), unit.lemma, lemma(unit.text, language)):
        if key in terms:
            return terms[key]
    if said := rendering(unit.kind, unit.value, other):
        return said
    if said := _of_concepts(unit, language, other):
        return said
    if unit.kind == "name" and language == "ru":
        return romanize(unit.lemma).capitalize()
    return ""


def _of_concepts(unit: Unit, language: str, other: str) -> str:
    """A word of the other language for what a word means: its first sense, the likeliest word.

    A nationality is glossed by one («кубинцев», Cuban), not by the name of the state.
    """
    own, facing = wordings(language), wordings(other)
    known = renderings(language, other).get(unit.lemma, frozenset())
    ranked = sorted(
        unit.concepts, key=lambda name: (_rank(unit, own.get(name, ()), language), name)
    )
    for name in ranked:
        said = facing.get(name, ())
        listed = [word for word in said if word in known]
        if concepts()[name].kind == "place" and said:
            at = min(_rank(unit, own.get(name, ()), language), len(said) - 1)
            return said[at].title() if said[at].islower() else said[at]
        if listed or said:
            return (listed or list(said))[0]
    return ""


def _rank(unit: Unit, words: tuple[str, ...], language: str) -> int:
    """Where a word stands among the words of a concept; behind them all if by no form of its own."""
    for n, word in enumerate(words):
        if plain(word) in (unit.key, unit.lemma) or plain(lemma(word, language)) == unit.lemma:
            return n
    return len(words)


@cache
def _terms(language: str, other: str) -> Mapping[str, str]:
    """The terms of the glossary with their first rendering."""
    out: dict[str, str] = {}
    for term, said, _ in glossary(language, other):
        out.setdefault(plain(term), said)
    return out
