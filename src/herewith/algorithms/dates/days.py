"""What a date means in days: years from two figures, the Julian calendar, Easter, EDTF."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

from herewith.model.dates import HistoricalDate

__all__ = [
    "YearSpan",
    "century",
    "day",
    "easter",
    "interval",
    "julian_to_gregorian",
    "month",
    "nearest_year",
    "unknown_year",
    "year",
]

YearSpan = tuple[int | None, int | None]
"""First and last year of a collection, both included; `None` where not set."""

CENTURY = 1900
"""Century of a two-figure year when neither the collection nor the document says another."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year and, where it was not on the page, where it came from."""

    value: int
    inferred: str = ""


def day(
    written: str,
    year: int,
    month: int,
    day: int,
    *,
    time: tuple[int, int, str] | None = None,
    mark: str = "",
    inferred: str = "",
) -> HistoricalDate | None:
    """A day, or minute of it, of the Gregorian calendar; `None` if the calendar has no such day.

    `time` is hour, minute and zone (`Z` or empty). `mark` is `?`, `~` or `%` of EDTF.
    """
    try:
        value = datetime.date(year, month, day)
    except ValueError:
        return None
    edtf = value.isoformat()
    if time:
        edtf += f"T{time[0]:02d}:{time[1]:02d}{time[2]}"
    return HistoricalDate(
        written=written,
        edtf=edtf + (mark if not time else ""),
        earliest=value,
        latest=value,
        precision="minute" if time else "day",
        inferred=inferred,
    )


def month(
    written: str, year: int, month: int, *, part: str = "", mark: str = "", inferred: str = ""
) -> HistoricalDate:
    """A month, or its `early` (1–10), `middle` (11–20) or `late` (21–end) part."""
    last = calendar.monthrange(year, month)[1]
    low, high = {"early": (1, 10), "middle": (11, 20), "late": (21, last)}.get(part, (1, last))
    return HistoricalDate(
        written=written,
        edtf=f"{year:04d}-{month:02d}" + ("~" if part else mark),
        earliest=datetime.date(year, month, low),
        latest=datetime.date(year, month, high),
        precision="month",
        inferred=inferred,
    )


def year(written: str, value: int, *, mark: str = "", inferred: str = "") -> HistoricalDate:
    """A whole year."""
    first, last = datetime.date(value, 1, 1), datetime.date(value, 12, 31)
    return HistoricalDate(written, f"{value:04d}{mark}", first, last, "year", inferred=inferred)


def interval(written: str, first: HistoricalDate, last: HistoricalDate) -> HistoricalDate | None:
    """From one date to another, both included; `None` if they stand in the wrong order."""
    if last.latest < first.earliest:
        return None
    return HistoricalDate(
        written=written,
        edtf=f"{first.edtf}/{last.edtf}",
        earliest=first.earliest,
        latest=last.latest,
        precision="interval",
        inferred=last.inferred or first.inferred,
    )


def unknown_year(written: str, month: int, day: int | None) -> HistoricalDate | None:
    """A day or month of a year that nothing tells: `XXXX-10-27`, anywhere in time."""
    if day is not None and day > calendar.monthrange(2000, month)[1]:
        return None
    edtf = f"XXXX-{month:02d}" + (f"-{day:02d}" if day is not None else "")
    return HistoricalDate(written, edtf, datetime.date.min, datetime.date.max, "interval")


def century(two: int, span: YearSpan, context: datetime.date | None) -> Year:
    """The year that two figures mean: inside the collection's span, near the document's date.

    >>> century(62, (1945, 1991), None).value
    1962
    """
    years = [base + two for base in range(1500, 2100, 100)]
    inside = [y for y in years if (span[0] or 0) <= y <= (span[1] or 9999)]
    if span != (None, None) and len(inside) == 1:
        return Year(inside[0], "century from the collection's span")
    if context is not None:
        best = min(inside or years, key=lambda y: abs(y - context.year))
        return Year(best, "century from the document's date")
    return Year(CENTURY + two, "century taken as the twentieth")


def nearest_year(
    month: int, day: int | None, context: datetime.date | None, weekday: int | None, span: YearSpan
) -> Year | None:
    """The year in which a day without one falls nearest to the document's date.

    A weekday given with it decides between neighbouring years. `None` if nothing tells.
    """
    if context is None:
        if span[0] is not None and span[0] == span[1]:
            return Year(span[0], "year from the collection's span")
        return None
    choices: list[tuple[int, int]] = []
    for candidate in (context.year - 1, context.year, context.year + 1):
        try:
            value = datetime.date(candidate, month, day or 15)
        except ValueError:
            continue
        if weekday is None or value.isoweekday() == weekday:
            choices.append((abs((value - context).days), candidate))
    if not choices:
        return nearest_year(month, day, context, None, span) if weekday else None
    return Year(min(choices)[1], "year from the document's date")


def julian_to_gregorian(year: int, month: int, day: int) -> datetime.date | None:
    """The Gregorian day of a Julian date, by Julian day numbers; `None` if there is none.

    >>> julian_to_gregorian(1917, 10, 25)
    datetime.date(1917, 11, 7)
    """
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    shifted, years = (month - 3) % 12, year + (month - 3) // 12
    number = day + (153 * shifted + 2) // 5 + 365 * years + years // 4 - 308
    return datetime.date.fromordinal(number) if number > 0 else None


def easter(year: int) -> datetime.date:
    """Easter Sunday of the Western churches ("Anonymous Gregorian" computus, Nature 1876).

    >>> easter(1962)
    datetime.date(1962, 4, 22)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, rest = divmod(h + weekday - 7 * m + 114, 31)
    return datetime.date(year, month, rest + 1)
