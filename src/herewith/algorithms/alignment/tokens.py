"""What of a sentence is compared across languages: stems, numbers, punctuation.

A token is a string. Its first character says what it is: `#` a number, `^` a punctuation mark,
anything else the stem of a word (its first letters, in lower case). Scripts written without
spaces give characters and pairs of characters instead of words.

Blind spot:
    Stems are prefixes. Prefixed verbs of one family stay apart, and short unrelated words that
    begin alike fall together; the lexicon learns around both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["STEM", "is_unspaced", "stem", "tokenize", "width", "words"]

STEM = 5
"""Letters kept of a word. Four to six give the same figures on the development sets."""

MARKS = {
    "«": '^"',
    "»": '^"',
    "“": '^"',
    "”": '^"',
    "„": '^"',
    '"': '^"',
    "…": "^...",
    "...": "^...",
    "[": "^(",
    "]": "^)",
    "–": "^-",
    "—": "^-",
    "--": "^-",
    "？": "^?",
    "！": "^!",
    "：": "^:",
    "；": "^;",
}
"""Marks that mean the same in different typography."""

UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\uf900-\ufaff]")
TOKEN = re.compile(
    r"""\d+(?:[.,'’\u00a0\u202f]\d+)*      # numbers with their separators
      | [^\W\d_]+(?:['’][^\W\d_]+)*        # words
      | \.\.\.|--|[?!…«»“”„"()\[\]:;–—？！：；]
    """,
    re.VERBOSE,
)
ROMAN = re.compile(r"(?=[IVXL])X{0,3}(?:IX|IV|V?I{0,3})|XL|L")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def words(sentence: str) -> Iterator[str]:
    """The words and numbers of a sentence as written, punctuation left out."""
    for match in TOKEN.finditer(sentence):
        if match.group()[0].isalnum():
            yield match.group()


def tokenize(sentence: str) -> Iterator[tuple[str, str]]:
    """Pairs of a token and the form it was made from, in order.

    >>> [token for token, _ in tokenize("On 27 October, camp IV: «yes»?")]
    ['on', '#27', 'octob', 'camp', '#4', '^:', '^"', 'yes', '^"', '^?']
    """
    for match in TOKEN.finditer(sentence):
        form = match.group()
        first = form[0]
        if first.isdigit():
            yield "#" + _digits(form), form
        elif not first.isalpha():
            yield MARKS.get(form, "^" + form), form
        elif UNSPACED.search(form):
            for left, right in zip(form, form[1:] + " ", strict=True):
                yield left, left
                if right != " ":
                    yield left + right, left + right
        elif len(form) > 1 and ROMAN.fullmatch(form):
            yield "#" + str(_roman(form)), form
        else:
            yield stem(form), form.lower()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The first letters of a word in lower case.

    >>> stem("Government"), stem("Ёлка"), stem("l’état")
    ('gover', 'елка', 'l’éta')
    """
    return word.lower().replace("ё", "е").replace("'", "’")[:STEM]


def is_unspaced(text: str) -> bool:
    """Whether most letters of a text are of a script written without spaces."""
    letters = sum(char.isalpha() for char in text)
    return letters > 0 and 2 * len(UNSPACED.findall(text)) > letters


def width(sentence: str) -> int:
    """Length of a sentence: characters that are not white space; at least 1.

    Characters of scripts without spaces count three times, as they carry about as much.
    """
    plain = sum(map(len, sentence.split()))
    unspaced = 0 if sentence.isascii() else len(UNSPACED.findall(sentence))
    return max(1, plain + 2 * unspaced)


def _digits(form: str) -> str:
    """A number without its separators, leading zeros dropped: both `1,500` and `1 500`."""
    digits = "".join(str(unicodedata.digit(char, "")) if char.isdigit() else "" for char in form)
    return digits.lstrip("0") or "0"


def _roman(form: str) -> int:
    values = [ROMAN_VALUES[char] for char in form]
    after = [*values[1:], 0]
    return sum(-v if v < n else v for v, n in zip(values, after, strict=True))
