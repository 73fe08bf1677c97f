"""Which old one-byte encoding a short text is in, by the letters that come out.

A statistical detector needs some lines; of a docket, a heading or a telegram it makes Japanese.
Here every encoding in which the languages we hold were written is tried, and each decoding is
weighed letter by letter: is it a letter of the language, how common is it there, are capitals
where capitals stand, are there words one knows. What fits none of the languages is left to the
detector.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from herewith.languages.identify import Orthography, orthographies

__all__ = ["Fit", "fitting"]

CANDIDATES: tuple[tuple[str, float], ...] = (
    ("cp1251", 0.0),
    ("koi8-r", 0.0),
    ("koi8-u", -0.5),
    ("cp866", 0.0),
    ("iso8859-5", -0.5),
    ("mac-cyrillic", -0.5),
    ("cp1252", 0.0),
    ("cp850", -1.0),
    ("cp437", -1.5),
    ("mac-roman", -1.0),
    ("cp1250", -0.5),
    ("iso8859-2", -0.5),
    ("cp852", -1.0),
)
"""Encodings with a weight (log odds) of how often they are met; a judgement."""

PUNCTUATION = frozenset("«»“”„‘’‚–—…№§°•·¿¡\u00a0£½¼¾")
"""Signs outside of ASCII that letters have."""

INNER = frozenset("’·\u00a0–—")
"""Those that may stand between two letters."""

SIGN, FOREIGN, BAD_CASE, KNOWN_WORD = -4.5, -12.0, -6.0, 2.0
"""Log weights: of a sign, of what no letter has, of a capital inside a word, of a known word."""

MAX_FOREIGN = 0.02
"""A language is not fitted if more than this share of the signs outside of ASCII is foreign."""

MIN_LIKENESS = -3.3
"""Mean log probability of the letters, below which a text is not in the language."""

FEW = 5
"""Of so few stretches of letters nothing is said about their length."""

HALF_SURE = 5
"""So many letters make a guess half sure, four times as many make it 0.8; a sign counts twice."""

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_CYRILLIC_RUN = re.compile(r"[\u0400-\u04ff]+")
_HIGH = re.compile(r"[^\x00-\x7f]")
_BEFORE_DIGIT = re.compile(r"(?<![^\W_])[^\W\d_a-zA-Z](?=\d)")
_INSIDE = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f\w](?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Fit:
    """An encoding (Python's name), the text it gives, and the probability that it is the one."""

    encoding: str
    text: str
    certainty: float


def fitting(data: bytes) -> Fit | None:
    """The encoding in which bytes read best in a language we hold; `None` if they do in none.

    Args:
        data: bytes in an encoding of one byte a character, some above 127.

    Complexity:
        Linear; every candidate decodes everything. Meant for short texts.

    Blind spot:
        A few letters of a language we do not hold can read as one we do; the certainty is
        then low.

    >>> fitting("Получил Ваше письмо.".encode("koi8-r")).text
    'Получил Ваше письмо.'
    >>> fitting("東京からの手紙".encode("shift_jis")) is None
    True
    """
    found: dict[str, tuple[float, str]] = {}
    for encoding, weight in CANDIDATES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        scores = [_score(text, written) for written in orthographies()]
        score = max((score for score in scores if score is not None), default=None)
        if score is not None:
            found.setdefault(text, (score + weight, encoding))
            found[text] = max(found[text], (score + weight, encoding), key=lambda pair: pair[0])
    if not found:
        return None
    text, (score, encoding) = max(found.items(), key=lambda pair: (pair[1][0], pair[1][1]))
    rivals = sum(math.exp(min(0.0, other - score)) for other, _ in found.values())
    seen = sum(len(word) for word in _marked(text)) + 2 * sum(text.count(c) for c in PUNCTUATION)
    return Fit(encoding, text, round(seen / (seen + HALF_SURE) / rivals, 3))


def _score(text: str, written: Orthography) -> float | None:
    """Log weight of a text in a language, or `None` if it cannot be in it."""
    letters = [char.lower() for char in _HIGH.findall(text) if char.isalpha()]
    others = [char for char in _HIGH.findall(text) if not char.isalpha()]
    inside = sum(char not in INNER for char in _INSIDE.findall(text))
    strange = sum(char not in written.ranks for char in letters)
    strange += sum(char not in PUNCTUATION for char in others) + inside
    if strange > MAX_FOREIGN * (len(letters) + len(others)):
        return None
    size = len(written.ranks)
    whole = sum(1 / (rank + 3) for rank in range(size))
    likeness = sum(
        math.log(1 / (written.ranks[char] + 3) / whole) for char in letters if char in written.ranks
    )
    if likeness < MIN_LIKENESS * len(letters):
        return None
    words = _WORD.findall(text)
    odd = sum(not _natural(word) for word in _marked(text)) + len(_BEFORE_DIGIT.findall(text))
    if odd > max(1, len(words) // 10):
        return None
    if _crumbs(text):
        return None
    known = sum(word in written.words for word in {word.lower() for word in words})
    return likeness + SIGN * len(others) + FOREIGN * strange + BAD_CASE * odd + KNOWN_WORD * known


def _crumbs(text: str) -> bool:
    """Whether Cyrillic letters stand nearly all alone, as signs do that are taken for letters."""
    found = _CYRILLIC_RUN.findall(text)
    return len(found) > FEW and sum(map(len, found)) < 2 * len(found)


def _marked(text: str) -> Iterable[str]:
    """The words with letters outside of ASCII."""
    return (word for word in _WORD.findall(text) if not word.isascii())


def _natural(word: str) -> bool:
    """Whether a word is of one script, and its capitals stand where capitals do."""
    if _LATIN.search(word) and _CYRILLIC.search(word):
        return False
    return word.islower() or word.isupper() or word[1:].islower()
