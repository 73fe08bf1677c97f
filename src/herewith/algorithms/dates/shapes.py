"""The shapes in which dates stand on a page, as patterns built from a language's words.

Every pattern names its parts: `d` day, `d2` second day, `m` month, `y` year, `ty` "this year",
`sep` what joins two days. Weekday, time of day, brackets and style marks around a date are read
by `algorithms.date_phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from herewith.languages.dates import DateWords, date_words

__all__ = ["ROMAN_MONTHS", "Shape", "Shapes", "shapes", "surroundings"]

ROMAN_MONTHS = {
    roman: n
    for n, roman in enumerate(
        ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), start=1
    )
}
DASH = "[-–—]"
YEAR4 = r"(?:1[5-9]|20)\d\d(?!\d)"
ZULU_MONTHS = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|SEPT|OCT|NOV|DEC"


@dataclass(frozen=True, slots=True)
class Shape:
    """One way of writing a date: the rule's name and its pattern.

    Whatever the pattern matches holds a match of `core` (a figure, or the name of a month), so
    that only the surroundings of these need be looked through.
    """

    rule: str
    pattern: re.Pattern[str]
    core: re.Pattern[str]

    def matches(
        self, text: str, around: Mapping[re.Pattern[str], Sequence[tuple[int, int]]]
    ) -> Iterator[re.Match[str]]:
        """All matches in a text; `around` as from `surroundings`."""
        for low, high in around[self.core]:
            yield from self.pattern.finditer(text, low, high)


FIGURE = re.compile(r"\d")
MARGIN = 100
"""Characters on either side of a core that are looked through; no date is written so wide."""


def surroundings(
    text: str, found: Iterable[Shape]
) -> dict[re.Pattern[str], tuple[tuple[int, int], ...]]:
    """For every core of some shapes the stretches of a text that lie around it, none overlapping.

    >>> shape = Shape("year", re.compile(r"in \\d+"), FIGURE)
    >>> surroundings("x" * 200 + "in 1962", [shape])[FIGURE]
    ((103, 207),)
    """
    out: dict[re.Pattern[str], tuple[tuple[int, int], ...]] = {}
    for core in dict.fromkeys(shape.core for shape in found):
        stretches: list[tuple[int, int]] = []
        for match in core.finditer(text):
            low, high = max(0, match.start() - MARGIN), min(len(text), match.end() + MARGIN)
            if stretches and low <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], high)
            else:
                stretches.append((low, high))
        out[core] = tuple(stretches)
    return out


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes of a language, and the patterns for what stands around a date."""

    words: DateWords
    shapes: tuple[Shape, ...]
    weekday_before: re.Pattern[str]
    about_before: re.Pattern[str]
    part_before: re.Pattern[str]
    time_after: re.Pattern[str]
    style_after: re.Pattern[str]
    joiner: re.Pattern[str]
    year_lead: re.Pattern[str]


@cache
def shapes(language: str) -> Shapes:
    """The shapes of one language (a key of `languages.dates.LANGUAGES`)."""
    words = date_words(language)
    by_figure, by_month = FIGURE, re.compile(_spellings(words, set(words.months)))
    found = [
        *((by_figure, one) for one in _universal(words)),
        *((by_month, one) for one in (*_day_month(words), *_spelled(words))),
        *((by_figure, one) for one in (*_relative(words), *_months_and_years(words))),
    ]
    early, middle, late = (either(x) for x in (words.early, words.middle, words.late))
    clock = _clock(words)
    return Shapes(
        words=words,
        shapes=tuple(Shape(rule, re.compile(pattern), core) for core, (rule, pattern) in found),
        weekday_before=re.compile(
            rf"(?<!\w)(?P<weekday>(?i:{either(words.weekdays)}))\.?,?\s+(?:(?i:the|le|den|el)\s+)?$"
        ),
        about_before=re.compile(rf"(?<!\w)(?:(?i:{either(words.approximate)}))\s*$"),
        part_before=re.compile(
            rf"(?<!\w)(?i:(?P<early>{early})|(?P<middle>{middle})|(?P<late>{late}))"
            rf"\s*{DASH}?\s*$"
        ),
        time_after=re.compile(clock),
        style_after=re.compile(
            rf",?\s*\(?(?:(?P<old>(?i:{either(words.old_style)}))|(?P<new>(?i:{either(words.new_style)})))\)?"
        ),
        joiner=re.compile(rf"\s*(?:{DASH}|(?i:{either(words.range_words[:2])}))\s*$"),
        year_lead=re.compile(rf"(?<!\w)(?i:{either(words.year_lead) or '(?!)'})\s+$"),
    )


def either(words: Iterable[str]) -> str:
    """Alternatives, the longest first, with any white space between their words.

    >>> either(["in", "in the year"])
    'in\\\\s+the\\\\s+year(?!\\\\w)|in(?!\\\\w)'
    """
    parts = []
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        pattern = r"\s+".join(re.escape(part) for part in word.split())
        parts.append(pattern + (r"(?!\w)" if word[-1:].isalnum() else ""))
    return "|".join(parts)


def month(words: DateWords, name: str = "m") -> str:
    """A month's name: in languages that capitalise it, only with a capital letter."""
    short = {
        one
        for one, number in words.months.items()
        if len(one) < 6 and any(n == number and len(m) > len(one) for m, n in words.months.items())
    }
    long = _spellings(words, set(words.months) - short)
    return rf"(?P<{name}>(?:{long})(?!\w)|(?:{_spellings(words, short)})(?!\w))(?:{POINT})?"


POINT = r"(?<=[A-Za-zа-яА-Я])\.(?=\s*[\d,'’(\[])"
"""The point of a shortened month, where the date goes on behind it."""


def _spellings(words: DateWords, names: set[str]) -> str:
    """Months as alternatives, the longest first, in the cases the language writes them in."""
    forms = {form for m in names for form in (m.capitalize(), m.upper())}
    if words.month_case == "any":
        forms |= names
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda f: (-len(f), f))) or "(?!)"


def _day(words: DateWords, name: str) -> str:
    """The figure of a day with its suffix, quoted «27» or questioned."""
    suffixes = "|".join(re.escape(s) for s in sorted(words.day_suffixes, key=len)[::-1])
    return (
        rf"[«\"“„]?(?P<{name}>0?[1-9]|[12]\d|3[01])(?!\d)(?:\s?(?:{suffixes})(?!\w))?[»\"”]?"
        rf"(?P<{name}q>\s?[\[(]?\?[\])]?)?"
    )


def _year(words: DateWords, *, bare: str) -> str:
    """What follows day and month: a year, "this year", or nothing.

    `bare` is the pattern of two figures that may stand for a year without any mark.
    """
    suffix = rf"\s?(?:{either(words.year_suffixes)})" if words.year_suffixes else "(?!)"
    lead = (
        rf"(?:\s*,\s*|\s+(?:(?i:{either(words.before_year)})\s+)?|\s?\.\s?)"
        if words.before_year
        else r"(?:\s*,\s*|\s+|\s?\.\s?)"
    )
    this = either(words.this_year) or "(?!)"
    return (
        rf"(?:{lead}(?:(?P<y>(?P<yb>\[)?{YEAR4}(?P<yq>\?(?=\s?[\])]))?(?(yb)\]))(?:{suffix})?"
        rf"|(?P<y2>['’]\d\d(?!\d)|\d\d(?={suffix})|{bare})(?:{suffix})?"
        rf"|(?P<ty>(?i:{this}))))?"
    )


def _days(words: DateWords) -> str:
    """One day, or two joined: `25–27`, `14/27`, `14 (27)`, `25 and 27`, «с 25 по 27»."""
    to = either(words.range_words)
    return (
        rf"{_day(words, 'd')}(?:(?P<sep>\s?{DASH}\s?|\s?/\s?|\s?\(\s?|\s+(?i:{to})\s+(?:the\s+)?)"
        rf"{_day(words, 'd2')}\)?)?"
    )


def _day_month(words: DateWords) -> list[tuple[str, str]]:
    of = rf"(?:(?i:{either(words.before_month)})\s+)?" if words.before_month else ""
    tail = _year(words, bare=r"[3-9]\d(?![\d:/]|[.,]\d|\s*(?:[ap]\.|%))")
    one, two = _day(words, "d"), _day(words, "d2")
    pair = r"\s?[/(]\s?"
    out = [
        (
            "two_styles",
            rf"(?<![\w./:])(?<!\d[-–]){one}\s*{of}{month(words)}{pair}{two}\s*{of}{month(words, 'm2')}\)?{tail}",
        ),
        (
            "day_month",
            rf"(?<![\w./:])(?<!\d[-–]){_days(words)}\s*{of}{month(words)}" + tail,
        ),
    ]
    if words.month_first:
        first, second = month(words), month(words, "m2")
        out.append(("two_styles", rf"(?<!\w){first}\s*{one}{pair}{second}\s*{two}\)?{tail}"))
        follow = (
            r"(?![\d/]|:\d|[.,]\d|\s?%|\s?(?:st|nd|rd|th)\s+[A-Z]?[a-z]+\s+(?:Congress|Session))"
        )
        out.append(
            (
                "month_day",
                rf"(?<!\w){month(words)}\s*(?:the\s+)?(?P<db>\[)?{_days(words)}(?(db)\]){follow}"
                + _year(words, bare="(?!)"),
            )
        )
    return out


def _spelled(words: DateWords) -> list[tuple[str, str]]:
    spelled = rf"(?P<dw>(?i:{either(words.ordinals)}))"
    of = rf"(?:(?i:{either(words.before_month)})\s+)?" if words.before_month else ""
    out = [("spelled_day", rf"(?<!\w){spelled}\s+{of}{month(words)}" + _year(words, bare="(?!)"))]
    if words.month_first:
        out.append(
            (
                "spelled_day",
                rf"(?<!\w){month(words)}\s+(?:(?i:the)\s+)?{spelled}" + _year(words, bare="(?!)"),
            )
        )
    return out


def _relative(words: DateWords) -> list[tuple[str, str]]:
    out = []
    named = [("this", words.this_month), ("last", words.last_month), ("next", words.next_month)]
    choice = "|".join(f"(?P<{name}>(?i:{either(w)}))" for name, w in named if w)
    out.append(("month_word", rf"(?<![\w./:]){_day(words, 'd')},?\s+(?:{choice})"))
    lead = [("past", words.lone_day_past), ("near", words.lone_day)]
    choice = "|".join(f"(?P<{name}>(?i:{either(w)}))" for name, w in lead if w)
    if choice:
        end = r"(?=\s*(?:[.,;:)\]]|$)|\s+(?:and|I|we|he|she|they|at|in|with|from|to|by|which|that|about|concerning|regarding|was|is|has)\b)"
        suffixes = "|".join(words.day_suffixes)
        out.append(
            ("lone_day", rf"(?<!\w)(?:{choice})\s+(?P<d>[1-9]|[12]\d|3[01])(?:{suffixes}){end}")
        )
    return out


def _months_and_years(words: DateWords) -> list[tuple[str, str]]:
    before = rf"(?:(?i:{either(words.before_year)})\s+)?" if words.before_year else ""
    suffix = either(words.year_suffixes)
    year = rf"(?P<y>(?P<yb>\[)?{YEAR4}(?P<yq>\?(?=\s?[\])]))?(?(yb)\]))" + (
        rf"(?:\s?(?:{suffix}))?" if suffix else ""
    )
    out = [("month_year", rf"(?<!\w){month(words)}\s*,?\s+{before}{year}(?![-–/]\d)")]
    feasts = either(words.feasts)
    out.append(("feast", rf"(?<!\w)(?P<feast>(?i:{feasts})),?\s+(?:(?i:of|de|in)\s+)?{year}"))
    if suffix:
        out.append(("year", rf"(?<![\w./–-])(?P<y>{YEAR4})\s?(?:{suffix})"))
    if words.year_lead:
        lead = either(words.year_lead)
        out.append(
            ("year", rf"(?<!\w)(?i:{lead})\s+(?P<y>{YEAR4})(?![\w%]|[-–/,.:]\d|\s+[a-z]+s\s+of\b)")
        )
    return out


def _universal(words: DateWords) -> list[tuple[str, str]]:
    """Shapes that are the same in every language."""
    roman = "|".join(sorted(ROMAN_MONTHS, key=len)[::-1])
    dot_year = r"(?:\d{4}|\d\d)" if words.decimal_point else r"\d{4}"
    day_of_two, month_of_two = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|[12]\d|3[01])"
    return [
        (
            "date_time_group",
            rf"(?<![\w/.-])(?P<d>0[1-9]|[12]\d|3[01])(?P<hh>[01]\d|2[0-3])(?P<mm>[0-5]\d)\s?(?P<zone>[A-Z])"
            rf"(?:\s?(?P<zm>{ZULU_MONTHS})(?:\s?(?P<y>{YEAR4}|\d\d(?!\d)))?)?(?!\w)",
        ),
        (
            "iso",
            rf"(?<![\w/.-])(?P<y>{YEAR4})-(?P<mn>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?![\w-])"
            r"|(?<![\w/.-])(?P<y_>(?:1[5-9]|20)\d\d)-(?P<mn_>0[1-9]|1[0-2])-(?P<d_>0[1-9]|[12]\d|3[01])T(?P<hh>\d\d):(?P<mm>\d\d)(?::\d\d)?(?P<zone>Z?)",
        ),
        (
            "figures",
            rf"(?<![\w./:–-])(?P<a>{day_of_two})\s?/\s?(?P<b>{month_of_two})\s?/\s?(?P<y>{YEAR4}|\d\d)(?![\w/–-]|\.\d)"
            rf"|(?<![\w./:–-])(?P<a_>{day_of_two})-(?P<b_>{month_of_two})-(?P<y_>{YEAR4}|\d\d)(?![\w/–-]|\.\d)"
            rf"|(?<![\w./:–-])(?P<a__>{day_of_two})\.\s?(?P<b__>{month_of_two})\.\s?(?P<y__>{dot_year})(?![\w/–-]|\.\d)",
        ),
        (
            "roman_month",
            rf"(?<![\w./-])(?P<d>{day_of_two})\s?[./-]\s?(?P<rm>{roman})\s?[./-]\s?(?P<y>{YEAR4}|\d\d)(?![\d/])",
        ),
    ]


def _clock(words: DateWords) -> str:
    """A time of day behind a date."""
    am, pm = either(words.am) or "(?!)", either(words.pm) or "(?!)"
    hours, minutes = either(words.hours) or "(?!)", either(words.minutes) or "(?!)"
    noon, midnight = either(words.noon) or "(?!)", either(words.midnight) or "(?!)"
    half = r"(?P<h>[01]?\d|2[0-3])"
    return (
        r"\s*[,;—–-]?\s*(?:(?:at|в|à|um|a las)\s+)?(?:"
        r"(?P<z>(?:[01]\d|2[0-3])[0-5]\d)\s?(?P<zone>Z|GMT)(?!\w)"
        rf"|{half}(?:[:.](?P<min>[0-5]\d))?(?:\s?[-–]\s?\d{{1,2}}(?:[:.]\d\d)?)?\s?(?:(?P<am>(?i:{am}))|(?P<pm>(?i:{pm})))"
        rf"|(?P<h2>[01]?\d|2[0-3])\s?(?:{hours})(?:\s?(?P<min2>[0-5]\d)(?:\s?(?:{minutes}))?)?"
        r"|(?P<h3>[01]?\d|2[0-3]):(?P<min3>[0-5]\d)(?!\d)"
        rf"|(?P<noon>(?i:{noon}))|(?P<midnight>(?i:{midnight})))"
    )
