"""The words of a text as people read them: in lower case, apostrophes within them.

What compares many texts works with the words of `algorithms.reuse.words`.
"""

from __future__ import annotations

import re

__all__ = ["plain_words", "words"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words(text: str) -> list[tuple[str, int, int]]:
    """Words in lower case with their places in the text; punctuation is left out.

    >>> [w for w, _, _ in words("On the 27th, it's said:")]
    ['on', 'the', '27th', "it's", 'said']
    """
    return [
        (m.group().lower().replace("’", "'").replace("ё", "е"), m.start(), m.end())
        for m in _WORD.finditer(text)
    ]


def plain_words(text: str) -> list[str]:
    """The words of `words` without their places, sooner.

    >>> plain_words("On the 27th, it’s said:")
    ['on', 'the', '27th', "it's", 'said']
    """
    lower = text.lower()
    if len(lower) != len(text):  # a capital that becomes two letters divides a word
        return [word for word, _, _ in words(text)]
    return _WORD.findall(lower.replace("’", "'").replace("ё", "е"))
