"""EDTF dates in the words and parts that citations use.

A time of day is left out; a date that is not understood is shown as it stands.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from herewith.languages.citing import CitingWords, citing_words

__all__ = ["date_in_words", "date_parts", "first_day", "is_doubtful", "numeric_day"]

_DATE = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d)(?:T[\d:]+(?:Z|[+-][\d:]+)?)?)?)?(?P<mark>[?~%]?)"
)


class _Day(NamedTuple):
    year: int
    month: int | None
    day: int | None
    mark: str


def date_in_words(edtf: str, language: str) -> str:
    """A date as a citation in English or Russian has it; `n.d.` where none is known.

    >>> date_in_words("1962-10-27T17:05Z", "en"), date_in_words("1962-10-27~", "ru")
    ('October 27, 1962', 'около 27 октября 1962 г.')
    >>> date_in_words("1962-10-25/1962-10-27", "en"), date_in_words("1962-10/..", "en")
    ('October 25–27, 1962', 'after October 1962')
    """
    words = citing_words(language)
    if not edtf or edtf.startswith("XXXX"):
        return words.patterns["undated"]
    if edtf.startswith("[") and "," in edtf:
        first, _, second = edtf.strip("[]").partition(",")
        said = words.patterns["one_of"]
        return said.format(first=_one(first, words), second=_one(second, words))
    if "/" not in edtf:
        return _one(edtf, words)
    first, _, last = edtf.partition("/")
    if last in ("", "..") or first in ("", ".."):
        known = words.patterns["after" if last in ("", "..") else "before"]
        end = first if last in ("", "..") else last
        return known.format(date=_one(end, words, governed=True))
    return _interval(first, last, words)


def date_parts(edtf: str) -> list[list[int]]:
    """One day, or the first and last, as lists of year, month and day; empty if not understood.

    >>> date_parts("1962-10"), date_parts("1962-10-25/1962-10-27")
    ([[1962, 10]], [[1962, 10, 25], [1962, 10, 27]])
    """
    ends = re.split(r"[/,]", edtf.strip("[]"))
    days = [_read(end) for end in ends if end not in ("", "..")]
    return [
        [part for part in (d.year, d.month, d.day) if part is not None]
        for d in days
        if d is not None
    ]


def first_day(edtf: str) -> str:
    """The first day, month or year of a date as ISO 8601, without marks of doubt; may be empty.

    >>> first_day("1962-10-27T17:05Z?"), first_day("1962~/1963")
    ('1962-10-27', '1962')
    """
    parts = date_parts(edtf)
    return (
        "-".join(f"{n:02}" if at else f"{n:04}" for at, n in enumerate(parts[0])) if parts else ""
    )


def is_doubtful(edtf: str) -> bool:
    """Whether a date is uncertain or approximate."""
    return any(mark in edtf for mark in "?~%")


def numeric_day(iso: str) -> str:
    """A day of the calendar as GOST R 7.0.5 writes it.

    >>> numeric_day("1990-01-31")
    '31.01.1990'
    """
    return ".".join(reversed(iso.split("-")))


def _read(text: str) -> _Day | None:
    found = _DATE.fullmatch(text)
    if found is None or (found["m"] and not 1 <= int(found["m"]) <= 12):
        return None
    month = int(found["m"]) if found["m"] else None
    return _Day(int(found["y"]), month, int(found["d"]) if found["d"] else None, found["mark"])


def _one(text: str, words: CitingWords, *, governed: bool = False) -> str:
    """A date; `governed` by a word before it, which asks for another case in Russian."""
    read = _read(text)
    if read is None:
        return text
    shown = _plain(read, words, governed=governed or read.mark in ("~", "%"))
    if read.mark in ("~", "%"):
        shown = words.patterns["approximate"].format(date=shown)
    if read.mark in ("?", "%"):
        shown = words.patterns["uncertain"].format(date=shown)
    return shown


def _plain(day: _Day, words: CitingWords, *, governed: bool) -> str:
    if day.month is None:
        return words.patterns["year"].format(year=day.year)
    if day.day is None:
        names = words.months if governed else words.months_alone
        return words.patterns["month"].format(month=names[day.month - 1], year=day.year)
    month = words.months[day.month - 1]
    return words.patterns["day"].format(day=day.day, month=month, year=day.year)


def _interval(first: str, last: str, words: CitingWords) -> str:
    """From and to, with what both share said once."""
    one, two = _read(first), _read(last)
    if one and two and not (one.mark or two.mark) and one.day and two.day and one.year == two.year:
        if one.month == two.month:
            month = words.months[(one.month or 1) - 1]
            said = words.patterns["days"]
            return said.format(month=month, day=one.day, last=two.day, year=one.year)
        ends = [
            words.patterns["month_day"].format(month=words.months[(d.month or 1) - 1], day=d.day)
            for d in (one, two)
        ]
        said = words.patterns["months_of_year"]
        return said.format(first=ends[0], second=ends[1], year=one.year)
    return f"{_one(first, words)} – {_one(last, words)}"
