"""Words whose change is never a matter of form: negations, and words of the calendar.

They are looked for before any likeness of letters is ("now" and "not" are one letter apart).
Negations are the single words among a language's cues of kind `neg`; months, weekdays and the
hours of the day are those of its `dates.toml`. `telling.toml` of each language has what stands in
neither: beginnings of words, endings, and words such as *tomorrow*.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from herewith.languages.cues import pack
from herewith.languages.dates import date_words

__all__ = ["LANGUAGES", "TellingWords", "calendar_words", "negations"]

LANGUAGES = {"en": "english", "ru": "russian", "de": "german", "fr": "french", "es": "spanish"}
"""Languages that have a table, and its folder; of a text in another all tables are asked."""


@dataclass(frozen=True, slots=True)
class TellingWords:
    """Words, beginnings of words, and endings; all in lower case."""

    exact: frozenset[str]
    stems: tuple[str, ...]
    endings: tuple[str, ...] = ()

    def among(self, forms: Sequence[str]) -> str:
        """Those of some forms (lower case) that are such words, divided by spaces."""
        ends = self.stems, self.endings
        return " ".join(
            [f for f in forms if f in self.exact or f.startswith(ends[0]) or f.endswith(ends[1])]
        )


@cache
def negations(language: str | None) -> TellingWords:
    """The negations of a language (ISO 639-1), or of all.

    >>> negations("en").among(["we", "don't", "never"]), negations("fr").among(["n'est"])
    ("don't never", "n'est")
    """
    words: list[str] = []
    endings: list[str] = []
    for code in _asked(language):
        held = pack(code)
        for entries in held.entries.values() if held else ():
            for entry in entries:
                if entry.kind == "neg" and len(entry.keys) == 1:
                    words += entry.keys[0]
        table = _table(code)
        words += table["negation"]
        endings += table["negative_ending"]
    return _words(words, endings)


@cache
def calendar_words(language: str | None) -> TellingWords:
    """Months, weekdays, halves of the day and words such as *tomorrow* of a language, or of all.

    >>> calendar_words("ru").among(["в", "четверга", "октября"])
    'четверга октября'
    """
    words: list[str] = []
    for code in _asked(language):
        dates = date_words(code)
        halves = [word for word in (*dates.am, *dates.pm) if "." in word and " " not in word]
        words += [*dates.months, *dates.weekdays, *halves, *_table(code)["days"]]
    return _words(words)


def _asked(language: str | None) -> tuple[str, ...]:
    return (language,) if language in LANGUAGES else tuple(LANGUAGES)


def _words(words: Iterable[str], endings: Iterable[str] = ()) -> TellingWords:
    folded = sorted({word.casefold() for word in words})
    return TellingWords(
        frozenset(word for word in folded if not word.endswith("*")),
        tuple(word[:-1] for word in folded if word.endswith("*")),
        tuple(endings),
    )


@cache
def _table(language: str) -> dict[str, list[str]]:
    path = files("herewith.languages") / LANGUAGES[language] / "telling.toml"
    return tomllib.loads(path.read_text("utf-8"))
