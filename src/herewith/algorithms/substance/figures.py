"""Numbers and dates of a text with one normal value each.

Numbers come from `languages.numerals`, dates with a day, ranges and figures such as 3/4/62 from
`algorithms.date_phrases`. What that leaves alone, because it is no day, is put together here: a
month, a month and its year («в октябрьские дни 1962 года»), a year that says that it is one.
What cannot be known (the year) stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from herewith.algorithms.date_phrases import FoundDate, find_dates
from herewith.algorithms.substance.words import COUNTING, Word
from herewith.languages.cues import pack
from herewith.languages.dates import LANGUAGES as DATED
from herewith.languages.dates import date_words
from herewith.languages.lemmas import plain
from herewith.languages.numerals import FoundNumber, find_numbers

__all__ = ["Day", "Figure", "Ymd", "agree", "figures", "roman"]

Ymd = tuple[int, int, int]
"""Year, month, day; 0 where not given."""

Day = tuple[Ymd, Ymd]
"""First and last day of a stretch of days; the same twice for a single day."""

YEAR_MARKS = frozenset({"г", "г.", "год", "года", "году", "гг"})

YEAR_LEADS = frozenset(
    {
        "in", "of", "since", "by", "until", "from", "year", "to", "в", "с", "до", "en", "depuis",
        "after", "before", "the", "(", "к", "spring", "summer", "autumn", "winter", "fall",
    }
)  # fmt: skip
"""Words behind which four figures are a year."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a date: half-open offsets, its normal value, and the parts of a date.

    `days` are the days a date may mean: one, or several where day and month are not to be told
    apart. `ordinal` numbers (the second case) and `shy` ones (`one` as a pronoun) are marked.
    """

    start: int
    end: int
    value: str
    days: tuple[Day, ...] = ()
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    ordinal: bool = False
    shy: bool = False

    @property
    def date(self) -> Ymd | None:
        """The first day of a date, `None` for a number."""
        return self.days[0][0] if self.days else None


def agree(a: Figure, b: Figure) -> bool:
    """Whether two dates may be the same: what both give is equal.

    >>> one, other = Figure(0, 1, "", (((0, 10, 27),) * 2,)), Figure(0, 1, "", (((1962, 10, 27),) * 2,))
    >>> agree(one, other)
    True
    """
    return any(_same(x[0], y[0]) and _same(x[1], y[1]) for x in a.days for y in b.days)


def _same(a: Ymd, b: Ymd) -> bool:
    shared = [(x, y) for x, y in zip(a, b, strict=True) if x and y]
    return bool(shared) and all(x == y for x, y in shared)


def figures(text: str, tokens: Sequence[Word], language: str | None) -> tuple[Figure, ...]:
    """All numbers and dates of a text in order, none overlapping."""
    found = _thirds(text, find_numbers(text, language), language)
    numbers = _halves(text, _shares(text, found))
    numbers = _with(
        numbers,
        (
            *_roman(tokens),
            *_couples(text, language),
            *_decades(text, language),
            *_compounds(tokens, language),
        ),
    )
    out = list(_full_dates(text, tokens, language))
    out += _clocks(text, tokens, language)
    out += _months_and_years(tokens, numbers, language, out)
    taken = [(f.start, f.end) for f in out]
    taken += [(w.start, w.end) for w in tokens if w.kind == "design"]
    for number in numbers:
        if not any(s < number.end and number.start < e for s, e in taken):
            out.append(_number(number))
    return tuple(sorted(out, key=lambda f: f.start))


def _number(found: FoundNumber) -> Figure:
    low, high = Fraction(found.low), Fraction(found.high)
    value = str(low) if low == high else f"{low}-{high}"
    if found.ordinal:
        value += "."
    return Figure(found.start, found.end, value, (), low, high, found.ordinal, found.shy)


SHARE = re.compile(r"\s*(?:%|per\s?cent\b|percent\b|процент\w*|pour\s+cent\b)", re.I)


def _shares(text: str, numbers: Iterable[FoundNumber]) -> list[FoundNumber]:
    """The numbers of a text, with `25 per cent` as a quarter."""
    out = []
    for number in numbers:
        sign = SHARE.match(text, number.end)
        if sign is not None and not number.ordinal:
            low, high = Fraction(number.low) / 100, Fraction(number.high) / 100
            number = FoundNumber(number.start, sign.end(), low, high)
        out.append(number)
    return out


PARTED = re.compile(r"\b(?:a|an|one)\s+$", re.I)
"""What stands before `third` where it is a part; elsewhere it counts: `from the third`."""


def _thirds(
    text: str, numbers: Sequence[FoundNumber], language: str | None
) -> Iterator[FoundNumber]:
    """The numbers of an English text, with `the third` as an ordinal."""
    for number in numbers:
        share = number.low == number.high and 0 < number.low < Fraction(1, 2)
        word = text[number.start : number.end]
        if (
            language == "en"
            and share
            and number.low.numerator == 1
            and word.isalpha()
            and not word.endswith("s")
            and not PARTED.search(text, 0, number.start)
        ):
            nth = Fraction(number.low.denominator)
            number = FoundNumber(number.start, number.end, nth, nth, ordinal=True)
        yield number


ROMAN = re.compile(r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})")
"""Roman numerals of two letters and more, up to XXXIX."""

LETTERS = {"I": 1, "V": 5, "X": 10}

COUPLE = re.compile(r"\b(?:a\s+)?couple(?=\s+of\b)", re.I)


def _roman(tokens: Sequence[Word]) -> Iterator[FoundNumber]:
    """Roman numerals, which count sessions, congresses and wars: the XVII session."""
    for word in tokens:
        if word.kind == "word" and ROMAN.fullmatch(word.text):
            total = Fraction(roman(word.text))
            yield FoundNumber(word.start, word.end, total, total, ordinal=True)


def roman(text: str) -> int:
    """The value of a Roman numeral up to thirty-nine; 0 if a text is none.

    >>> roman("VI"), roman("I"), roman("IXI")
    (6, 1, 0)
    """
    if text not in LETTERS and not ROMAN.fullmatch(text):
        return 0
    values = [LETTERS[letter] for letter in text]
    signs = [-1 if v < w else 1 for v, w in pairwise([*values, 0])]
    return sum(v * s for v, s in zip(values, signs, strict=True))


def _couples(text: str, language: str | None) -> Iterator[FoundNumber]:
    """`A couple of days` is two days."""
    for match in COUPLE.finditer(text) if language == "en" else ():
        yield FoundNumber(match.start(), match.end(), Fraction(2), Fraction(2))


DECADE = re.compile(r"(?<![\w.,])['’]?(?P<first>(?:1[5-9]|20)?\d0)['’]?s\b")


def _decades(text: str, language: str | None) -> Iterator[FoundNumber]:
    """`The 1980s` count like «1980-е годы»: by their first year."""
    for match in DECADE.finditer(text) if language == "en" else ():
        first = Fraction(match["first"])
        yield FoundNumber(match.start("first"), match.end(), first, first, ordinal=True)


def _compounds(tokens: Sequence[Word], language: str | None) -> Iterator[FoundNumber]:
    """The numbers of Russian adjectives of measure, and of `fortnight`, before their measure."""
    table = {"ru": COUNTING, "en": {"fort": 2}}.get(language or "", {})
    for word, following in pairwise(tokens) if table else ():
        if word.norm in table and following.start == word.end and following.kind == "word":
            value = Fraction(table[word.norm])
            yield FoundNumber(word.start, word.end, value, value)


def _with(numbers: Sequence[FoundNumber], more: Iterable[FoundNumber]) -> list[FoundNumber]:
    """Numbers with further ones that overlap none of them."""
    out = list(numbers)
    for one in more:
        if not any(n.start < one.end and one.start < n.end for n in numbers):
            out.append(one)
    return sorted(out, key=lambda n: n.start)


AND_A_HALF = re.compile(r"(?:a|an|one)\s+(?=\w+\s+and\s+a\s+half\b)", re.I)


def _halves(text: str, numbers: Sequence[FoundNumber]) -> list[FoundNumber]:
    """The numbers of a text, with `a year and a half` as one and a half (years)."""
    out = list(numbers)
    for match in AND_A_HALF.finditer(text):
        end = match.start() + len(match.group().rstrip())
        tail = text.index("half", end) + len("half")
        out = [n for n in out if n.end <= match.start() or n.start >= tail]
        out.append(FoundNumber(match.start(), end, Fraction(3, 2), Fraction(3, 2)))
    return sorted(out, key=lambda n: n.start)


def _full_dates(text: str, tokens: Sequence[Word], language: str | None) -> Iterator[Figure]:
    """Dates with a day, and stretches of days."""
    months = _months(language)[0]
    if not any(w.kind == "figure" or w.norm in months or w.lemma in months for w in tokens):
        return
    for found in find_dates(text, language):
        start = found.start
        if found.weekday:
            rest = [w for w in tokens if found.start <= w.start and w.kind != "mark"][1:]
            start = rest[0].start
        days = tuple(_days(found))
        end = _before_clock(text, start, found.end)
        if days and all(first[2] for first, _ in days):
            value = "/".join(dict.fromkeys("-".join(map(_part, days[0][k])) for k in (0, 1)))
            yield Figure(start, end, value, days)


AT_HOUR = re.compile(r"[\s,]+(?:at|в|к|à)\s+(?=\d|noon|midnight|полдень|полночь)", re.I)


def _before_clock(text: str, start: int, end: int) -> int:
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


def _told_hours(text: str, language: str | None) -> Iterator[Figure]:
    """Times of day with the word for hour. «До 9 часов» may be a length of time: it is left alone."""
    shape = HOURS.get(language or "")
    for match in shape.finditer(text) if shape else ():
        parts = match.groupdict()
        said = (parts.get("half") or parts.get("part") or "").lower()
        minute = int(parts.get("m") or parts.get("dot") or 0)
        if not said and STRETCH.search(text, 0, match.start()) and not parts.get("m"):
            continue
        hour = int(match["h"])
        if said and hour <= 12:
            hour = hour % 12 + (12 if said in LATE else 0)
        share = Fraction(hour * 60 + minute, 1440)
        yield Figure(match.start(), match.end(), f"{hour}:{minute:02}", (), share, share)


def _clocks(text: str, tokens: Sequence[Word], language: str | None) -> Iterator[Figure]:
    """Times of day: 4:43 p.m. is 16:43. With a point they need their half of the day (4.43 p.m.)."""
    if language in DATED:
        words = date_words(language)
        for names, hour in ((words.noon, 12), (words.midnight, 24)):
            for token in tokens:
                if token.norm in names or token.lemma in names:
                    share = Fraction(hour, 24)
                    yield Figure(token.start, token.end, f"{hour}:00", (), share, share)
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
        yield Figure(match.start(), match.end(), f"{hour}:{match['m']}", (), share, share)


def _part(number: int) -> str:
    return str(number or "")


EDTF = re.compile(r"(?P<y>\d{4}|XXXX)(?:-(?P<m>\d\d))?(?:-(?P<d>\d\d))?")


def _days(found: FoundDate) -> Iterator[Day]:
    """What a found date may mean, from its normal form."""
    for date in found.alternatives or (found.date,):
        ends = [_ymd(match) for match in EDTF.finditer(date.edtf)]
        if ends:
            yield ends[0], ends[-1]


def _ymd(match: re.Match[str]) -> Ymd:
    year = 0 if match["y"] == "XXXX" else int(match["y"])
    return year, int(match["m"] or 0), int(match["d"] or 0)


def _months_and_years(
    tokens: Sequence[Word],
    numbers: Sequence[FoundNumber],
    language: str | None,
    dated: Sequence[Figure],
) -> Iterator[Figure]:
    """Months without a day, with the year that belongs to them, and years that stand alone."""
    table, shy = _months(language)
    starts = {number.start: number for number in numbers}
    covered = -1
    taken = [(f.start, f.end) for f in dated]
    for index, word in enumerate(tokens):
        if word.start < covered or any(s <= word.start < e for s, e in taken):
            continue
        month = table.get(word.norm) or table.get(word.lemma)
        if month is None or (word.norm in shy and not _month_for_sure(tokens, index)):
            figure = _bare_year(tokens, index, starts)
        else:
            figure = _month(tokens, index, month, starts)
        if figure is not None:
            yield figure
            covered = figure.end


def _month(
    tokens: Sequence[Word], index: int, month: int, starts: Mapping[int, FoundNumber]
) -> Figure:
    """The month that a word names, with its year if that follows."""
    word = tokens[index]
    right = _days_of(tokens, index + 1)
    after = starts.get(tokens[right].start) if right < len(tokens) else None
    if after and _year(after):
        return _dated(word.start, _behind_year(tokens, after.end), (int(after.low), month, 0))
    if after and right == index + 1 and _spelled_day(tokens[right], after):
        return _dated(word.start, after.end, (0, month, int(after.low)))
    return _dated(word.start, word.end, (0, month, 0))


def _spelled_day(word: Word, number: FoundNumber) -> bool:
    """Whether a number in words is a day of the month before it: `October twenty-eight`."""
    return word.kind == "word" and number.low == number.high and number.low in range(1, 32)


def _dated(start: int, end: int, day: Ymd) -> Figure:
    return Figure(start, end, "-".join(map(_part, day)), ((day, day),))


def _days_of(tokens: Sequence[Word], index: int) -> int:
    """Behind `days of` in `October days of 1962`, a comma or `of`, if that is what follows."""
    names = ("day", "days", "день", "дни", "of", "jours", "de", ",", "the")
    moved = index
    while moved < len(tokens) and moved - index < 2 and tokens[moved].lemma in names:
        moved += 1
    return moved


def _bare_year(
    tokens: Sequence[Word], index: int, starts: Mapping[int, FoundNumber]
) -> Figure | None:
    """A year that stands alone: four digits of a plausible century."""
    number = starts.get(tokens[index].start)
    if number is None or not _year(number) or tokens[index].kind != "figure":
        return None
    before = tokens[index - 1].norm if index else ""
    after = tokens[index + 1].norm if index + 1 < len(tokens) else ""
    if after not in YEAR_MARKS and before not in YEAR_LEADS:
        return None
    return _dated(number.start, _behind_year(tokens, number.end), (int(number.low), 0, 0))


def _behind_year(tokens: Sequence[Word], end: int) -> int:
    """The end of a year with the word for `year` that may follow it (1962 г., 1962 года)."""
    index = next((i for i, word in enumerate(tokens) if word.start >= end), len(tokens))
    if index < len(tokens) and tokens[index].norm in YEAR_MARKS:
        return tokens[index].end
    return end


def _month_for_sure(tokens: Sequence[Word], index: int) -> bool:
    """Whether a word that is also common (`may`, `march`) is the month here."""
    before = tokens[index - 1].norm if index else ""
    return tokens[index].capital and before in ("in", "of", "since", "last", "next", "early", "late", "by", "until", "mid", "this", "en")  # fmt: skip


def _year(number: FoundNumber) -> bool:
    return number.low == number.high and not number.ordinal and number.low in range(1500, 2100)


@cache
def _months(language: str | None) -> tuple[Mapping[str, int], frozenset[str]]:
    """Month names of a language with their adjectives, and those that are also common words."""
    table: dict[str, int] = {}
    shy: set[str] = set()
    if language in DATED:
        words = date_words(language)
        table.update((plain(name), month) for name, month in words.months.items())
    book = pack(language)
    for entries in book.entries.values() if book else ():
        for entry in entries:
            if entry.kind == "month":
                table.update(dict.fromkeys((plain(key) for key in entry.keys[0]), int(entry.value)))
            elif entry.kind == "shymonth":
                shy |= entry.keys[0]
    return table, frozenset(shy)
