"""Times of day of a text, in figures and in words, as shares of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from herewith.algorithms.substance.words import Word
from herewith.languages.dates import LANGUAGES as DATED
from herewith.languages.dates import date_words

__all__ = ["Hour", "before_hour", "hours"]


class Hour(NamedTuple):
    """A time of day: half-open offsets, hour and minute (`18:00`), and the share of the day gone."""

    start: int
    end: int
    value: str
    share: Fraction


AT_HOUR = re.compile(r"[\s,]+(?:at|в|к|à)\s+(?=\d|noon|midnight|полдень|полночь)", re.I)


def before_hour(text: str, start: int, end: int) -> int:
    """Where a date ends before its hour: `April 12 at 9:07 p.m.`; the hour is a figure of its own."""
    hour = AT_HOUR.search(text, start, end)
    return hour.start() if hour is not None else end


CLOCK = re.compile(
    r"(?<![\d:.])(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?(?![\d:])",
    re.I,
)


HOURS = {
    "en": re.compile(
        r"\b(?P<h>1[0-2]|[1-9])(?:[:.](?P<m>[0-5]\d))?\s*"
        r"(?:(?P<half>[ap])\.?\s?m\b\.?|o['’]clock(?:\s+in\s+the\s+(?P<part>morning|afternoon|evening))?)",
        re.I,
    ),
    "ru": re.compile(
        r"(?:(?<=\bв )|(?<=\bк )|(?<=\bс )|(?<=\bдо )|(?<=\bпосле ))(?P<h>[01]?\d|2[0-4])"
        r"(?:\s+час(?:ов|ам|а|у|\.)?(?:\s+(?P<m>[0-5]?\d)\s+мин(?:ут[аыу]?|\.)?)?"
        r"(?:\s+(?P<part>утра|дня|вечера|ночи|пополудни))?|\.(?P<dot>[0-5]\d)(?!\.?\d))",
        re.I,
    ),
}
"""Hours told in words: 6 p.m., «в 9 часов 7 минут», «к 9 часам утра», «в 15.30»."""

LATE = frozenset({"p", "afternoon", "evening", "дня", "вечера", "пополудни"})
STRETCH = re.compile(r"\b(?:с|до|после)\s+$", re.I)


def _told_hours(text: str, language: str | None) -> Iterator[Hour]:
    """Times of day with the word for hour. «До 9 часов» may be a length of time: it is left alone."""
    shape = HOURS.get(language or "")
    for match in shape.finditer(text) if shape else ():
        parts = match.groupdict()
        said = (parts.get("half") or parts.get("part") or "").lower()
        minute = int(parts.get("m") or parts.get("dot") or 0)
        if not said and STRETCH.search(text, 0, match.start()) and not parts.get("m"):
            continue
        if parts.get("dot") and text[match.start() - 2] not in "вВ":
            continue  # «к 15.12» is rather a day
        hour = int(match["h"])
        if said and hour <= 12:
            hour = hour % 12 + (12 if said in LATE else 0)
        share = Fraction(hour * 60 + minute, 1440)
        yield Hour(match.start(), match.end(), f"{hour}:{minute:02}", share)


def hours(text: str, tokens: Sequence[Word], language: str | None) -> Iterator[Hour]:
    """Times of day: 4:43 p.m. is 16:43. With a point they need their half of the day (4.43 p.m.).

    >>> from herewith.algorithms.substance.words import words
    >>> text = "в 9 часов 7 минут, к 6 часам вечера, в полдень"
    >>> [hour.value for hour in sorted(hours(text, words(text, "ru"), "ru"))]
    ['9:07', '18:00', '12:00']
    """
    if language in DATED:
        words = date_words(language)
        for names, hour in ((words.noon, 12), (words.midnight, 24)):
            for token in tokens:
                if token.norm in names or token.lemma in names:
                    share = Fraction(hour, 24)
                    yield Hour(token.start, token.end, f"{hour}:00", share)
    told = tuple(_told_hours(text, language))
    yield from told
    for match in CLOCK.finditer(text):
        if any(f.start < match.end() and match.start() < f.end for f in told):
            continue
        if ":" not in match.group() and not match["half"]:
            continue
        hour = int(match["h"])
        if match["half"] and hour <= 12:
            hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
        share = Fraction(hour * 60 + int(match["m"]), 1440)
        yield Hour(match.start(), match.end(), f"{hour}:{match['m']}", share)
