"""Lemmas: the dictionary form of a word, for search and for comparing texts.

Russian is analysed by pymorphy3 (dictionary of OpenCorpora), every other language that simplemma
has a table for by simplemma. Both are imported when first needed and every answer is cached.

Blind spot:
    A word is analysed alone, without its sentence: `left` may be *leave* or *left*, «стали» *to
    become* or *steel*. The analysis that is most frequent in the dictionary's corpus is taken.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

__all__ = ["Form", "dictionary", "fold", "forms", "has_lemmas", "is_known", "lemma", "plain"]

MOST_KEPT = 200_000
"""Answers that a dictionary keeps at most."""


@dataclass(frozen=True, slots=True)
class Form:
    """One analysis of a Russian word form.

    `part` is the OpenCorpora part of speech (`NOUN`, `VERB`, `PRTS`, …), `features` its
    grammemes (`past`, `futr`, `impr`, `nomn`, `plur`, …), `known` whether the form stands in the
    dictionary (otherwise it was guessed by its ending).
    """

    lemma: str
    part: str
    features: frozenset[str]
    known: bool


def fold(word: str) -> str:
    """A word in small letters, ё as е, typographic apostrophes as plain ones.

    >>> fold("Хрущёв"), fold("Government’s")
    ('хрущев', "government's")
    """
    return word.casefold().replace("ё", "е").replace("’", "'").replace("\u00ad", "")


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """A word folded and without accents; the Cyrillic й keeps its breve.

    >>> plain("émigrés"), plain("Андрей")
    ('emigres', 'андрей')
    """
    folded = fold(word).replace("‑", "-").replace("–", "-")
    if folded.isascii():
        return folded
    return "".join(
        letter
        if "а" <= letter <= "я"
        else "".join(
            c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c)
        )
        for letter in folded
    )


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str | None) -> str:
    """The dictionary form of a word, folded; an unknown word or language gives the folded word.

    Args:
        word: one word, without the punctuation around it.
        language: ISO 639-1 code (`en`, `ru`, …) or `None`.

    >>> lemma("ракетами", "ru"), lemma("Governments", "en"), lemma("Ωkq", None)
    ('ракета', 'government', 'ωkq')
    """
    folded = fold(word)
    if language == "ru":
        return forms(folded)[0].lemma
    bare = folded.removesuffix("'s")
    if not bare.strip() or language is None or language not in _simplemma_languages():
        return folded
    return fold(str(_simplemma().lemmatize(bare, lang=language)))


@lru_cache(maxsize=100_000)
def forms(word: str) -> tuple[Form, ...]:
    """All analyses of a Russian word form, the likeliest first; never empty.

    >>> [form.part for form in forms("прекращены")]
    ['PRTS']
    """
    folded = fold(word)
    if not all(unicodedata.name(letter, "") for letter in folded):
        return (Form(folded, "", frozenset(), False),)  # the analyser asks for their names
    found = _pymorphy().parse(folded)
    return tuple(
        Form(
            fold(str(parse.normal_form)),
            str(parse.tag.POS or ""),
            frozenset(str(grammeme) for grammeme in parse.tag.grammemes),
            bool(parse.is_known),
        )
        for parse in found
    ) or (Form(folded, "", frozenset(), False),)


@lru_cache(maxsize=200_000)
def is_known(word: str, language: str | None) -> bool:
    """Whether a word form stands in the language's dictionary (guessed forms do not).

    >>> is_known("вторжения", "ru"), is_known("вторженея", "ru")
    (True, False)
    """
    if language == "ru":
        return any(form.known for form in forms(fold(word)))
    bare = fold(word).removesuffix("'s")
    if not bare.strip() or language is None or language not in _simplemma_languages():
        return False
    return bool(_simplemma().is_known(bare, lang=language))


class _Dictionary(dict[str, bool]):
    """Answers of `is_known` for one language, kept; looked up at the cost of a dictionary."""

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> bool:
        if len(self) >= MOST_KEPT:
            self.clear()
        found = self[word] = is_known(word, self._language)
        return found


@cache
def dictionary(language: str | None) -> Callable[[str], bool]:
    """`is_known` of one language, for those who ask for every word of a text.

    >>> dictionary("en")("government"), dictionary("en")("governmant")
    (True, False)
    """
    return _Dictionary(language).__getitem__


def has_lemmas(language: str | None) -> bool:
    """Whether there is a dictionary for a language.

    >>> has_lemmas("ru"), has_lemmas("fr"), has_lemmas("xx")
    (True, True, False)
    """
    return language is not None and (language == "ru" or language in _simplemma_languages())


@cache
def _pymorphy() -> Any:
    """The Russian analyser; an untyped library, used only in this module."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def _simplemma() -> Any:
    """The simplemma package; used only in this module."""
    import simplemma

    return simplemma


@cache
def _simplemma_languages() -> frozenset[str]:
    """Languages for which simplemma ships a table."""
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return frozenset(str(language) for language in SUPPORTED_LANGUAGES)
