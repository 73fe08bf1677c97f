"""Cyrillic and accented letters written in plain Latin letters, for ids and file names.

Source:
    The BGN/PCGN 1947 system for Russian, without apostrophes and diacritics; `ё` is written `e`,
    as in English prose.

Blind spot:
    Scripts other than Latin and Cyrillic are left as they are.
"""

from __future__ import annotations

import unicodedata

__all__ = ["romanize"]

LETTERS = dict(
    zip(
        "абвгдезийклмнопрстуфхцчшщъыьэюяёіѣѳѵ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "-",
            "y",
            "-",
            "e",
            "yu",
            "ya",
            "e",
            "i",
            "e",
            "f",
            "i",
        ],
        strict=True,
    )
) | {"ж": "zh", "ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "þ": "th"}


def romanize(text: str) -> str:
    """Text in Latin letters; capitals stay capitals.

    >>> romanize("Хрущёв"), romanize("Жуков, São Paulo"), romanize("подъём")
    ('Khrushchev', 'Zhukov, Sao Paulo', 'podem')
    """
    out = []
    for char in unicodedata.normalize("NFC", text):
        plain = LETTERS.get(char.lower())
        if plain is not None:
            plain = plain.replace("-", "")
            out.append(plain.capitalize() if char != char.lower() else plain)
        else:
            kept = unicodedata.normalize("NFKD", char)
            out.append("".join(c for c in kept if not unicodedata.combining(c)))
    return "".join(out)
