"""How a language says that something is not printed: withheld, left out, or unreadable.

The words stand in `<language>/releases.toml`. Of a text in an unknown language all tables are
asked.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

__all__ = ["LANGUAGES", "ReleaseWords", "Said", "release_words"]

LANGUAGES = {"en": "english", "ru": "russian"}
"""ISO 639-1 codes of the languages that have a table, and its folder."""

Said = Literal["withheld", "omitted", "unreadable"]

_FRACTION = re.compile(r"(\d+)?\s?[-–]?\s?(½|¼|¾|1/2|1/4|3/4)|(\d+)")
_PART = {"½": 0.5, "1/2": 0.5, "¼": 0.25, "1/4": 0.25, "¾": 0.75, "3/4": 0.75}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class ReleaseWords:
    """The tables of a language, or of all; see the file of English for what each means."""

    says: Mapping[Said, re.Pattern[str]]
    amounts: Mapping[str, float]
    numerals: Mapping[str, float]
    sanitised: re.Pattern[str]
    announcing: frozenset[str]
    draft: frozenset[str]
    extract: frozenset[str]
    note: re.Pattern[str]
    address: frozenset[str]

    def said(self, words: str) -> Said | None:
        """What words in brackets say of the text that should stand there.

        >>> release_words("en").said("2 lines of source text not declassified")
        'withheld'
        >>> release_words("en").said("Here follows discussion of other matters.")
        'omitted'
        """
        for kind, pattern in self.says.items():
            if pattern.search(words):
                return kind
        return None

    def amount(self, words: str) -> int | None:
        """About how many words are said to be missing; `None` if nothing is said of it.

        The smallest unit named counts: of "1 paragraph (6 lines)" the lines.

        >>> release_words("en").amount("1 paragraph (6½ lines of source text) not declassified")
        72
        >>> release_words("en").amount("name not declassified")
        2
        """
        lowered = words.lower()
        found: list[tuple[float, float]] = []
        for match in _WORD.finditer(lowered):
            size = next((n for unit, n in self.amounts.items() if match[0].startswith(unit)), None)
            if size is not None:
                found.append((size, self._number(lowered[: match.start()]) or 1))
        if not found:
            return None
        size, times = found[-1] if "(" in words else found[0]
        return max(1, round(size * times))

    def _number(self, before: str) -> float | None:
        """The last number before a unit, within three words of it."""
        near = " ".join(before.replace("(", " ").split()[-3:])
        figures = list(_FRACTION.finditer(near))
        if figures:
            last = figures[-1]
            number = float(last[3] or last[1] or 0) + _PART.get(last[2] or "", 0)
            return number / 2 if "less" in near.split() else number
        told = [self.numerals[w] for w in _WORD.findall(near) if w in self.numerals]
        return told[-1] if told else None


@cache
def release_words(language: str | None) -> ReleaseWords:
    """The table of a language (ISO 639-1), or all tables as one."""
    codes = (language,) if language in LANGUAGES else tuple(LANGUAGES)
    tables = [_table(code) for code in codes]
    said: tuple[Said, ...] = ("withheld", "omitted", "unreadable")
    return ReleaseWords(
        {kind: _any(tables, kind) for kind in said},
        {unit: float(size) for table in tables for unit, size in table["amounts"].items()},
        {word: float(size) for table in tables for word, size in table["numerals"].items()},
        _any(tables, "sanitised"),
        _set(tables, "announcing"),
        _set(tables, "draft"),
        _set(tables, "extract"),
        _any(tables, "note"),
        _set(tables, "address"),
    )


def _any(tables: list[Mapping[str, Mapping[str, Any]]], name: str) -> re.Pattern[str]:
    words = sorted({word for table in tables for word in table[name]["words"]}, key=len)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(word) for word in reversed(words)) + ")", re.IGNORECASE
    )


def _set(tables: list[Mapping[str, Mapping[str, Any]]], name: str) -> frozenset[str]:
    return frozenset(word for table in tables for word in table[name]["words"])


@cache
def _table(language: str) -> Mapping[str, Mapping[str, Any]]:
    path = files("herewith.languages") / LANGUAGES[language] / "releases.toml"
    return tomllib.loads(path.read_text("utf-8"))
