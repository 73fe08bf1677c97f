"""Keys by which the parties of papers are compared: names by their sound, without offices."""

from __future__ import annotations

import re
from functools import lru_cache

from herewith.languages.names import skeletons
from herewith.languages.references import ReferenceWords, reference_words

__all__ = ["side", "word_keys"]

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'-](?=[^\W\d_]))*")
_GENITIVE = re.compile(r"(?:['’]s|['’])$")


def word_keys(text: str, language: str | None, *, capital: bool = False) -> frozenset[str]:
    """The telling words of a name, address or heading, each as its sound.

    Args:
        text: a name, an address, a heading.
        language: of the text.
        capital: take only words with a capital letter.

    >>> sorted(word_keys("the Ambassador in Vietnam (Durbrow)", "en"))
    ['durbrov', 'vietnam']
    >>> word_keys("Председателю Хрущеву", "ru") == word_keys("Chairman Khrushchev", "en")
    True
    """
    code = reference_words(language).language
    out: set[str] = set()
    for match in _WORD.finditer(text):
        word = match.group()
        if not capital or word[0].isupper():
            out.update(_keys(word, code))
    return frozenset(out)


@lru_cache(maxsize=100_000)
def _keys(word: str, language: str) -> tuple[str, ...]:
    bare = _GENITIVE.sub("", word)
    if len(bare) < 3 or bare.lower() in reference_words(language).generic:
        return ()
    return skeletons(bare)[:1]


def side(text: str, words: ReferenceWords) -> str:
    """Whether a party is a ministry (`department`) or one of its posts abroad (`post`), or neither.

    >>> side("the Ambassador in Vietnam (Durbrow)", reference_words("en"))
    'post'
    """
    lower = text.lower()
    for name, phrases in (("post", words.post), ("department", words.department)):
        if any(re.search(rf"\b{re.escape(phrase)}\b", lower) for phrase in phrases):
            return name
    return ""
