"""The words of dates in one language, from its table `<language>/dates.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["LANGUAGES", "DateWords", "date_words"]

LANGUAGES = {
    "en": "english",
    "ru": "russian",
    "fr": "french",
    "de": "german",
    "es": "spanish",
}
"""ISO 639-1 codes of the languages that have a table, and its folder."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """The table of one language; words are lower case unless the language writes them otherwise.

    `order` is `mdy`, `dmy` or empty where the language leaves 3/4/62 open. `shy_months` are also
    common words. `feasts` give `month-day` or a number of days from Easter Sunday.
    """

    language: str
    order: str
    decimal_point: bool
    month_first: bool
    month_case: str
    months: Mapping[str, int]
    shy_months: frozenset[str]
    weekdays: Mapping[str, int]
    ordinals: Mapping[str, int]
    feasts: Mapping[str, str | int]
    day_suffixes: tuple[str, ...]
    before_month: tuple[str, ...]
    before_year: tuple[str, ...]
    year_suffixes: tuple[str, ...]
    this_year: tuple[str, ...]
    this_month: tuple[str, ...]
    last_month: tuple[str, ...]
    next_month: tuple[str, ...]
    lone_day: tuple[str, ...]
    lone_day_past: tuple[str, ...]
    range_words: tuple[str, ...]
    approximate: tuple[str, ...]
    early: tuple[str, ...]
    middle: tuple[str, ...]
    late: tuple[str, ...]
    year_lead: tuple[str, ...]
    new_style: tuple[str, ...]
    old_style: tuple[str, ...]
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    hours: tuple[str, ...]
    minutes: tuple[str, ...]
    am: tuple[str, ...]
    pm: tuple[str, ...]
    not_after: frozenset[str]


LISTS = (
    *("day_suffixes", "before_month", "before_year", "year_suffixes", "this_year", "this_month"),
    *("last_month", "next_month", "lone_day", "lone_day_past", "range_words", "approximate"),
    *("early", "middle", "late", "year_lead", "old_style", "noon", "midnight"),
    *("hours", "minutes", "am", "pm"),
)


@cache
def date_words(language: str) -> DateWords:
    """The table of a language.

    Raises:
        KeyError: if there is no table for it; see `LANGUAGES`.

    >>> date_words("ru").months["октября"]
    10
    """
    path = files("herewith.languages") / LANGUAGES[language] / "dates.toml"
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    lists: dict[str, Any] = {name: tuple(data[name]) for name in LISTS}
    return DateWords(
        language=language,
        order=data["order"],
        decimal_point=data["decimal_point"],
        month_first=data["month_first"],
        month_case=data["month_case"],
        months=data["months"],
        shy_months=frozenset(data["shy_months"]),
        weekdays=data["weekdays"],
        ordinals=data["ordinals"],
        feasts=data["feasts"],
        new_style=tuple(data["era"]),
        not_after=frozenset(data["not_after"]["units"]),
        **lists,
    )
