"""Dates in running text: where they stand and what they mean, never guessing.

A date is read by the shapes of `algorithms.dates.shapes`, built from the words of a language;
what is missing on the page (year, century, month) comes from the document's own date or the
collection's span, and says so in `HistoricalDate.inferred`. What stays open is left open: 3/4/62
gives both readings, 27 October without any year is `XXXX-10-27`.

Blind spot:
    A weekday alone, a season and a month without day or year are not read as dates.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from herewith.algorithms.dates import days
from herewith.algorithms.dates.days import YearSpan
from herewith.algorithms.dates.shapes import ROMAN_MONTHS, Shapes, shapes, surroundings
from herewith.languages.dates import LANGUAGES
from herewith.languages.numerals import find_numbers
from herewith.model.dates import HistoricalDate

__all__ = ["FoundDate", "find_dates"]

Order = str
AROUND = 32
"""How many characters before and after a date are looked at for a weekday or a time."""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: half-open offsets, its meaning, and the rule that read it.

    `weekday` is the one that stands with it (1 Monday to 7 Sunday), which may contradict it.
    `alternatives` holds both readings of a date whose order of day and month stays open.
    """

    start: int
    end: int
    date: HistoricalDate
    rule: str
    weekday: int | None = None
    alternatives: tuple[HistoricalDate, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether year, month and day order are settled."""
        return not self.alternatives and not self.date.edtf.startswith("XXXX")


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a reading of one text knows: its words, the document's date, the collection."""

    text: str
    shapes: Shapes
    context: datetime.date | None
    span: YearSpan
    order: str


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around the core of a date, and how far the date reaches with it."""

    start: int
    end: int
    weekday: int | None = None
    time: tuple[int, int, str] | None = None
    bracketed: bool = False
    doubtful: bool = False
    about: bool = False
    old_style: bool = False


def find_dates(
    text: str,
    language: str | None,
    *,
    context_date: HistoricalDate | datetime.date | None = None,
    span: YearSpan = (None, None),
    order: str | None = None,
) -> tuple[FoundDate, ...]:
    """All dates of a text, in order of their place, none overlapping.

    Args:
        text: running text or a dateline.
        language: ISO 639-1; a language without table, or `None`, is read by the English and the
            Russian table together.
        context_date: the date of the document, from which a missing year or month is taken.
        span: first and last year of the collection, for years in two figures.
        order: `mdy` or `dmy` for figures such as 3/4/62; `None` leaves them open where the
            language does.

    >>> [(f.date.edtf, f.rule) for f in find_dates("Washington, October 27, 1962.", "en")]
    [('1962-10-27', 'month_day')]
    >>> find_dates("We may march a second time.", "en")
    ()
    >>> [f.date.edtf for f in find_dates("14/11/62 or 3/4/62", "en")]
    ['1962-11-14', '[1962-03-04,1962-04-03]']
    """
    if isinstance(context_date, HistoricalDate):
        context_date = None if context_date.earliest.year < 2 else context_date.earliest
    languages = (language,) if language in LANGUAGES else ("en", "ru")
    found: list[tuple[int, FoundDate]] = []
    for one in languages:
        grammar = shapes(one)
        reader = _Reader(text, grammar, context_date, span, order or grammar.words.order)
        around = surroundings(text, grammar.shapes)
        for rank, shape in enumerate(grammar.shapes):
            for match in shape.matches(text, around):
                found.extend((rank, date) for date in _read(reader, shape.rule, match))
    return tuple(_joined(text, _without_overlap(found), shapes(languages[0])))


def _without_overlap(found: list[tuple[int, FoundDate]]) -> list[FoundDate]:
    """The longest of overlapping dates; of equal ones that of the earlier shape."""
    chosen: list[FoundDate] = []
    for _, date in sorted(found, key=lambda f: (f[1].start - f[1].end, f[0], f[1].start)):
        place = bisect_left(chosen, date.start, key=lambda other: other.start)
        after = place == len(chosen) or chosen[place].start >= date.end
        if after and (place == 0 or chosen[place - 1].end <= date.start):
            chosen.insert(place, date)
    return chosen


def _joined(text: str, dates: list[FoundDate], grammar: Shapes) -> Iterator[FoundDate]:
    """Neighbours joined to a range or a double date: October 30–November 2, 1962."""
    waiting: FoundDate | None = None
    for date in dates:
        if waiting is None:
            waiting = date
            continue
        pair = _pair(text, waiting, date, grammar)
        if pair is None:
            yield waiting
            waiting = date
        else:
            waiting = pair
    if waiting is not None:
        yield waiting


def _pair(text: str, first: FoundDate, second: FoundDate, grammar: Shapes) -> FoundDate | None:
    """Two neighbouring dates as one, or `None` if they are two."""
    between = text[first.end : second.start]
    if len(between) > 10 or first.alternatives or second.alternatives:
        return None
    if first.date.precision == "interval" and not first.date.edtf.startswith("XXXX"):
        return None
    if second.date.earliest == datetime.date.min:
        return None
    if not grammar.joiner.fullmatch(between):
        return None
    begin = _with_year_of(first, second)
    if begin is None:
        return None
    whole = days.interval(text[first.start : second.end], begin, second.date)
    return None if whole is None else FoundDate(first.start, second.end, whole, "range")


def _with_year_of(first: FoundDate, second: FoundDate) -> HistoricalDate | None:
    """The first date with the year of the second, where it had none of its own."""
    date = first.date
    if date.edtf.startswith("XXXX") or "year" in date.inferred:
        parts = date.edtf.split("T")[0].rstrip("?~%").split("-")
        month, day = int(parts[1]), int(parts[2]) if len(parts) > 2 else None
        latest = second.date.latest
        year = latest.year if (month, day or 1) <= (latest.month, latest.day) else latest.year - 1
        return (
            days.day(date.written, year, month, day)
            if day
            else days.month(date.written, year, month)
        )
    return date


def _read(reader: _Reader, rule: str, match: re.Match[str]) -> Iterator[FoundDate]:
    """The dates that a match of a shape means; none where the calendar or a trap forbids it."""
    reading = {
        "day_month": _read_days,
        "month_day": _read_days,
        "two_styles": _read_two_styles,
        "spelled_day": _read_spelled,
        "figures": _read_figures,
        "iso": _read_iso,
        "date_time_group": _read_group,
        "roman_month": _read_roman,
        "month_word": _read_month_word,
        "lone_day": _read_lone_day,
        "month_year": _read_month_year,
        "feast": _read_feast,
        "year": _read_year,
    }[rule]
    yield from reading(reader, rule, match)


def _read_days(reader: _Reader, rule: str, match: re.Match[str]) -> Iterator[FoundDate]:
    words = reader.shapes.words
    month = words.months[match["m"].lower()]
    has_year = bool(match["y"] or match["y2"] or match["ty"])
    if not has_year and _is_trap(reader, match):
        return
    around = _around(reader, match.start(), match.end())
    first, second = int(match["d"]), int(match["d2"]) if match["d2"] else None
    sep = (match["sep"] or "").strip().lower()
    doubtful = around.doubtful or bool(match["dq"] or match["d2q"] or match["yq"])
    around = replace(around, doubtful=doubtful)
    if second is None:
        yield from _day(reader, rule, around, match, month, first)
    elif sep in ("/", "("):
        yield from _two_styles(reader, around, match, month, first, second)
    elif sep in _lists(reader):
        yield from _two_days(reader, rule, match, month, first, second)
    else:
        yield from _day_range(reader, around, match, month, first, second)


def _lists(reader: _Reader) -> tuple[str, ...]:
    """Words that join two days without meaning those between them."""
    return reader.shapes.words.range_words[-2:]


def _is_trap(reader: _Reader, match: re.Match[str]) -> bool:
    """Whether "March 10" or "5 May" without a year is something else: 10 miles, may be."""
    following = re.match(r"\s+(\w+)", reader.text[match.end() : match.end() + 20])
    if following and following[1].lower() in reader.shapes.words.not_after:
        return True
    return bool(re.match(r"\w|[-–][a-z0-9]|\s?[%°$]", reader.text[match.end() : match.end() + 2]))


def _day(
    reader: _Reader, rule: str, around: _Around, match: re.Match[str], month: int, day: int
) -> Iterator[FoundDate]:
    written = reader.text[around.start : around.end]
    year, inferred = _year_of(reader, match, month, day, around.weekday)
    if year is None:
        unknown = days.unknown_year(written, month, day)
        if unknown is not None:
            yield FoundDate(around.start, around.end, unknown, rule, around.weekday)
        return
    if around.old_style:
        date = _from_julian(written, year, month, day)
    else:
        mark = "?" if around.doubtful else "~" if around.about else ""
        date = days.day(written, year, month, day, time=around.time, mark=mark, inferred=inferred)
    if date is not None:
        yield FoundDate(around.start, around.end, _supplied(date, around), rule, around.weekday)


def _from_julian(written: str, year: int, month: int, day: int) -> HistoricalDate | None:
    value = days.julian_to_gregorian(year, month, day)
    if value is None:
        return None
    date = days.day(written, value.year, value.month, value.day)
    return None if date is None else replace(date, calendar="julian")


def _supplied(date: HistoricalDate, around: _Around) -> HistoricalDate:
    """The date with a note that an editor's brackets stand around it."""
    if not around.bracketed:
        return date
    reasons = [date.inferred] if date.inferred else []
    return replace(date, inferred="; ".join([*reasons, "supplied in brackets"]))


def _two_styles(
    reader: _Reader, around: _Around, match: re.Match[str], month: int, first: int, second: int
) -> Iterator[FoundDate]:
    """A day in both calendars: 14/27 October 1917, 27 (14) октября; else two days in one."""
    year, inferred = _year_of(reader, match, month, max(first, second), None)
    written = reader.text[around.start : around.end]
    if year is None:
        return
    for old, new in ((first, second), (second, first)):
        value = days.julian_to_gregorian(year, month, old)
        if value is not None and value.day == new:
            date = days.day(written, value.year, value.month, value.day, inferred=inferred)
            if date is not None:
                yield FoundDate(around.start, around.end, date, "double_date", around.weekday)
            return
    if second == first + 1:
        yield from _day_range(reader, around, match, month, first, second)


def _read_two_styles(reader: _Reader, _rule: str, match: re.Match[str]) -> Iterator[FoundDate]:
    """Old and new style in two months: 30 September/13 October 1917; none if they disagree."""
    months = reader.shapes.words.months
    old = (months[match["m"].lower()], int(match["d"]))
    new = (months[match["m2"].lower()], int(match["d2"]))
    year, inferred = _year_of(reader, match, *old, None)
    if year is None:
        return
    for (month, day), other in ((old, new), (new, old)):
        value = days.julian_to_gregorian(year, month, day)
        if value is not None and (value.month, value.day) == other:
            around = _around(reader, match.start(), match.end())
            written = reader.text[around.start : around.end]
            date = days.day(written, value.year, value.month, value.day, inferred=inferred)
            if date is not None:
                yield FoundDate(around.start, around.end, date, "double_date", around.weekday)
            return


def _day_range(
    reader: _Reader, around: _Around, match: re.Match[str], month: int, first: int, second: int
) -> Iterator[FoundDate]:
    year, inferred = _year_of(reader, match, month, second, None)
    if year is None or second <= first:
        return
    written = reader.text[around.start : around.end]
    begin, end = days.day("", year, month, first), days.day("", year, month, second)
    if begin is None or end is None:
        return
    whole = days.interval(written, begin, replace(end, inferred=inferred))
    if whole is not None:
        yield FoundDate(around.start, around.end, whole, "range")


def _two_days(
    reader: _Reader, rule: str, match: re.Match[str], month: int, first: int, second: int
) -> Iterator[FoundDate]:
    """Two days of one month: October 25 and 27, 1962."""
    middle = match.start("sep")
    first_end = middle if rule == "month_day" else match.end("d")
    parts = ((match.start(), first_end, first), (match.start("d2"), match.end(), second))
    for start, end, day in parts:
        yield from _day(reader, rule, _Around(start, end), match, month, day)


def _year_of(
    reader: _Reader, match: re.Match[str], month: int, day: int | None, weekday: int | None
) -> tuple[int | None, str]:
    """The year of a match and what of it was inferred; `None` if nothing tells the year."""
    parts = match.groupdict()
    if written := parts.get("y"):
        year = int(re.sub(r"\D", "", written))
        if year < 100:
            found = days.century(year, reader.span, reader.context)
            return found.value, found.inferred
        return year, "year supplied in brackets" if "[" in written else ""
    if two := parts.get("y2"):
        found = days.century(int(two.strip("'’")), reader.span, reader.context)
        return found.value, found.inferred
    if parts.get("ty"):
        if reader.context is None:
            return None, ""
        return reader.context.year, "year of the document's date"
    near = days.nearest_year(month, day, reader.context, weekday, reader.span)
    return (near.value, near.inferred) if near else (None, "")


def _around(reader: _Reader, start: int, end: int) -> _Around:
    """Weekday before, style and time after, and brackets around a date."""
    text = reader.text
    weekday, time, old = None, None, False
    before = text[max(0, start - AROUND) : start]
    if found := reader.shapes.weekday_before.search(before):
        weekday = reader.shapes.words.weekdays[found["weekday"].lower()]
        start -= len(before) - found.start()
        before = before[: found.start()]
    about = bool(reader.shapes.about_before.search(before))
    if style := reader.shapes.style_after.match(text, end):
        old = bool(style["old"])
        end = style.end()
    if clock := reader.shapes.time_after.match(text, end):
        time = _time(clock)
        end = clock.end() if time else end
    bracketed = doubtful = False
    if text[start - 1 : start] == "[" and (close := re.compile(r"\??\]").match(text, end)):
        bracketed, doubtful = True, "?" in close.group()
        start, end = start - 1, close.end()
    elif mark := re.compile(r"\s?(?:\(\?\)|\[\?\]|\?(?=\s*[\])]))").match(text, end):
        doubtful, end = True, mark.end()
    return _Around(start, end, weekday, time, bracketed, doubtful, about, old)


def _time(clock: re.Match[str]) -> tuple[int, int, str] | None:
    """Hour, minute and zone of a time; `None` where it is none (13 p.m.)."""
    if clock["z"]:
        return int(clock["z"][:2]), int(clock["z"][2:]), "Z"
    if clock["noon"]:
        return 12, 0, ""
    if clock["midnight"]:
        return None
    if clock["h"]:
        hour, minute = int(clock["h"]), int(clock["min"] or 0)
        if not 1 <= hour <= 12:
            return None
        return hour % 12 + (12 if clock["pm"] else 0), minute, ""
    if clock["h2"]:
        return int(clock["h2"]), int(clock["min2"] or 0), ""
    return int(clock["h3"]), int(clock["min3"]), ""


def _read_spelled(reader: _Reader, rule: str, match: re.Match[str]) -> Iterator[FoundDate]:
    words = reader.shapes.words
    month = words.months[match["m"].lower()]
    day = words.ordinals[re.sub(r"\s+", " ", match["dw"].lower().replace("ё", "е"))]
    end, year = match.end(), None
    if not (match["y"] or match["ty"]):
        year, end = _spelled_year(reader, match.end())
    around = _around(reader, match.start(), end)
    if year is None:
        yield from _day(reader, rule, around, match, month, day)
        return
    date = days.day(reader.text[around.start : around.end], year, month, day, time=around.time)
    if date is not None:
        yield FoundDate(around.start, around.end, date, rule, around.weekday)


def _spelled_year(reader: _Reader, end: int) -> tuple[int | None, int]:
    """A year in words behind a day: "nineteen hundred and sixty-two"; and where it ends."""
    lead = re.compile(r",?\s+(?:in the year\s+(?:of our Lord\s+)?|of\s+)?", re.I).match(
        reader.text, end
    )
    if lead is None:
        return None, end
    rest = reader.text[lead.end() : lead.end() + 80]
    numbers = find_numbers(rest, reader.shapes.words.language)
    if not numbers or numbers[0].start != 0 or rest[:1].isdigit():
        return None, end
    value, stop = int(numbers[0].low), numbers[0].end
    if 15 <= value <= 20 and len(numbers) > 1 and numbers[1].start - stop == 1:
        value, stop = value * 100 + int(numbers[1].low), numbers[1].end
    return (value, lead.end() + stop) if 1500 <= value < 2100 else (None, end)


def _read_figures(reader: _Reader, rule: str, match: re.Match[str]) -> Iterator[FoundDate]:
    """Figures only: order by impossibility, then as told, else open."""
    first, second, year = (
        int(next(v for k in (name, name + "_", name + "__") if (v := match[k]))) for name in "aby"
    )
    year_text = next(v for k in ("y", "y_", "y__") if (v := match[k]))
    inferred = ""
    if len(year_text) == 2:
        found = days.century(year, reader.span, reader.context)
        year, inferred = found.value, found.inferred
    around = _around(reader, match.start(), match.end())
    written = reader.text[around.start : around.end]
    mdy = days.day(written, year, first, second, time=around.time, inferred=inferred)
    dmy = days.day(written, year, second, first, time=around.time, inferred=inferred)
    if reader.order == "dmy" or match["a__"]:
        mdy = mdy if dmy is None else None
    elif reader.order == "mdy":
        dmy = dmy if mdy is None else None
    choices = tuple(dict.fromkeys(date for date in (mdy, dmy) if date is not None))
    if len(choices) == 1:
        yield FoundDate(around.start, around.end, choices[0], rule, around.weekday)
    elif choices:
        either = sorted(choices, key=lambda date: date.earliest)
        edtf = f"[{either[0].earliest.isoformat()},{either[1].earliest.isoformat()}]"
        whole = replace(either[0], edtf=edtf, latest=either[1].latest, precision="interval")
        yield FoundDate(around.start, around.end, whole, rule, around.weekday, tuple(either))


def _read_iso(_reader: _Reader, rule: str, match: re.Match[str]) -> Iterator[FoundDate]:
    year, month, day = (int(match[k] or match[k + "_"]) for k in ("y", "mn", "d"))
    time = (int(match["hh"]), int(match["mm"]), match["zone"]) if match["hh"] else None
    if time and (time[0] > 23 or time[1] > 59):
        return
    date = days.day(match.group(), year, month, day, time=time)
    if date is not None:
        yield FoundDate(match.start(), match.end(), date, rule)


def _read_group(reader: _Reader, rule: str, match: re.Match[str]) -> Iterator[FoundDate]:
    """A military date-time group: 281705Z OCT 62; month and year may come from the document."""
    zone = "Z" if match["zone"] == "Z" else ""
    time = (int(match["hh"]), int(match["mm"]), zone)
    day = int(match["d"])
    if match["zm"]:
        month = shapes("en").words.months[match["zm"].lower()]
        year, inferred = _year_of(reader, match, month, day, None)
    elif reader.context is not None and zone:
        year, month, inferred = (
            reader.context.year,
            reader.context.month,
            "month and year from the document's date",
        )
    else:
        return
    if year is None:
        return
    date = days.day(match.group(), year, month, day, time=time, inferred=inferred)
    if date is not None:
        yield FoundDate(match.start(), match.end(), date, rule)


def _read_roman(reader: _Reader, rule: str, match: re.Match[str]) -> Iterator[FoundDate]:
    month, day = ROMAN_MONTHS[match["rm"]], int(match["d"])
    year, inferred = _year_of(reader, match, month, day, None)
    if year is None:
        return
    date = days.day(match.group(), year, month, day, inferred=inferred)
    if date is not None:
        yield FoundDate(match.start(), match.end(), date, rule)


def _read_month_word(reader: _Reader, rule: str, match: re.Match[str]) -> Iterator[FoundDate]:
    """The 27th instant, ultimo or proximo; needs the document's date."""
    if reader.context is None:
        return
    parts = match.groupdict()
    shift = -1 if parts.get("last") else 1 if parts.get("next") else 0
    months = reader.context.year * 12 + reader.context.month - 1 + shift
    word = "month before" if shift < 0 else "month after" if shift > 0 else "month of"
    date = days.day(
        match.group(),
        months // 12,
        months % 12 + 1,
        int(match["d"]),
        inferred=f"{word} the document's date",
    )
    if date is not None:
        yield FoundDate(match.start(), match.end(), date, rule)


def _read_lone_day(reader: _Reader, rule: str, match: re.Match[str]) -> Iterator[FoundDate]:
    """ "Your letter of the 28th": the last such day, or the nearest where it may lie ahead."""
    context, day = reader.context, int(match["d"])
    if context is None:
        return
    choices = []
    for shift in (-1, 0, 1):
        months = context.year * 12 + context.month - 1 + shift
        try:
            choices.append(datetime.date(months // 12, months % 12 + 1, day))
        except ValueError:
            continue
    if match["past"]:
        choices = [choice for choice in choices if choice <= context]
    if not choices:
        return
    best = min(choices, key=lambda choice: (abs((choice - context).days), choice))
    date = days.day(
        match.group(),
        best.year,
        best.month,
        day,
        mark="?",
        inferred="month from the document's date",
    )
    if date is not None:
        yield FoundDate(match.start("d"), match.end(), date, rule)


def _read_month_year(reader: _Reader, rule: str, match: re.Match[str]) -> Iterator[FoundDate]:
    month = reader.shapes.words.months[match["m"].lower()]
    year = int(re.sub(r"\D", "", match["y"]))
    start = match.start()
    before = reader.text[max(0, start - AROUND) : start]
    part, mark = "", "?" if match["yq"] else ""
    if found := reader.shapes.part_before.search(before):
        part = next(name for name in ("early", "middle", "late") if found[name])
        start -= len(before) - found.start()
    elif reader.shapes.about_before.search(before):
        mark = "~"
    date = days.month(reader.text[start : match.end()], year, month, part=part, mark=mark)
    yield FoundDate(start, match.end(), date, rule)


def _read_feast(reader: _Reader, rule: str, match: re.Match[str]) -> Iterator[FoundDate]:
    name = re.sub(r"\s+", " ", match["feast"].lower())
    fixed = reader.shapes.words.feasts[name]
    year = int(re.sub(r"\D", "", match["y"]))
    if isinstance(fixed, int):
        value = days.easter(year) + datetime.timedelta(days=fixed)
    else:
        value = datetime.date(year, int(fixed[:2]), int(fixed[3:]))
    date = days.day(match.group(), value.year, value.month, value.day, inferred=f"day of {name}")
    if date is not None:
        yield FoundDate(match.start(), match.end(), date, rule)


def _read_year(reader: _Reader, rule: str, match: re.Match[str]) -> Iterator[FoundDate]:
    start, end = match.span()
    start = match.start("y")
    yield FoundDate(start, end, days.year(reader.text[start:end], int(match["y"])), rule)
