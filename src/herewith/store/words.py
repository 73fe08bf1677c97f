"""Words of a text as the full-text index sees them: forms, stems, and where they stand.

Russian and English (and every language with a dictionary) stand side by side in one index: a
word is indexed under its dictionary form in the document's language, and as written.

Blind spot:
    A word is taken without its sentence, so «стали» is found under one of *to become* and
    *steel* only; a query asks for both.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from herewith.languages.lemmas import fold, forms, lemma

__all__ = ["INDEX_VERSION", "Indexed", "Word", "index", "stems_of", "words"]

INDEX_VERSION = "1"
"""Changes whenever the same text would be indexed otherwise."""

WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad])*")
MARKS = re.compile(r"[\u0300-\u036f\u00ad]")
CYRILLIC = re.compile(r"[\u0400-\u052f]")
CYRILLIC_LANGUAGES = frozenset({"ru", "uk", "bg", "be", "sr", "mk"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word, folded, and its half-open offsets."""

    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Indexed:
    """A text as the index keeps it: forms and stems, word by word, and offsets of each word."""

    forms: str
    stems: str
    offsets: bytes


def words(text: str) -> Iterator[Word]:
    """The words of a text: runs of letters and digits, stress marks and soft hyphens within.

    >>> [word.form for word in words("Посла́ние № 611.61/10-2862")]
    ['послание', '611', '61', '10', '2862']
    """
    for match in WORD.finditer(text):
        yield Word(_form(match[0]), match.start(), match.end())


def index(text: str, language: str | None) -> Indexed:
    """A text as the index keeps it.

    >>> index("They were letters.", "en").stems
    'they be letter'
    """
    found = list(words(text))
    offsets = array("I", (at for word in found for at in (word.start, word.end)))
    stems = (_stem(word.form, _language(word.form, language)) for word in found)
    return Indexed(" ".join(word.form for word in found), " ".join(stems), offsets.tobytes())


def stems_of(form: str, languages: frozenset[str]) -> tuple[str, ...]:
    """All stems under which a folded word may stand in an index of texts in some languages.

    >>> stems_of("letters", frozenset({"en", "ru"})), stems_of("стали", frozenset({"ru"}))
    (('letter', 'letters'), ('стать', 'сталь', 'стали'))
    """
    if CYRILLIC.search(form):
        possible = [_bare(analysis.lemma, form) for analysis in forms(form)]
    else:
        latin = sorted(languages - CYRILLIC_LANGUAGES) or ["en"]
        possible = [_stem(form, language) for language in latin]
    return tuple(dict.fromkeys((*possible, form)))


def _language(form: str, language: str | None) -> str | None:
    """The language to look a word up in: that of the text, unless the script says otherwise."""
    if CYRILLIC.search(form):
        return language if language in CYRILLIC_LANGUAGES else "ru"
    return None if language in CYRILLIC_LANGUAGES else language


def _form(word: str) -> str:
    composed = unicodedata.normalize("NFC", word)
    return MARKS.sub("", fold(composed)) or composed


def _stem(form: str, language: str | None) -> str:
    return form if form.isdigit() else _bare(lemma(form, language), form)


def _bare(stem: str, form: str) -> str:
    """A stem as one word of the index: a dictionary form with a space or hyphen is joined."""
    return re.sub(r"[\W_]+", "", stem) or form
