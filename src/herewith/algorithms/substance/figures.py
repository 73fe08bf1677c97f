"""Numbers and dates of a text with one normal value each.

Numbers come from `languages.numerals`; dates are put together here from a month's name and the
numbers beside it, in any order. What cannot be known (the year) stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from herewith.algorithms.substance.words import Word
from herewith.languages.cues import pack
from herewith.languages.lemmas import plain
from herewith.languages.numerals import FoundNumber, find_numbers

__all__ = ["Figure", "Ymd", "agree", "figures"]

Ymd = tuple[int, int, int]
"""Year, month, day; 0 where not given."""

JOINS = frozenset({"of", "day", "the", ",", "le", "de", "числа", "1er", ".", "(", "день"})
YEAR_MARKS = frozenset({"г", "г.", "год", "года", "году", "гг"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a date: half-open offsets, its normal value, and the parts of a date.

    `ordinal` numbers (the second case) and `shy` ones (`one` as a pronoun) are marked.
    """

    start: int
    end: int
    value: str
    date: Ymd | None = None
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    ordinal: bool = False
    shy: bool = False


def agree(a: Ymd, b: Ymd) -> bool:
    """Whether two dates may be the same day: what both give is equal.

    >>> agree((0, 10, 27), (1962, 10, 27)), agree((1962, 10, 27), (1962, 10, 28))
    (True, False)
    """
    shared = [(x, y) for x, y in zip(a, b, strict=True) if x and y]
    return bool(shared) and all(x == y for x, y in shared)


def figures(text: str, tokens: Sequence[Word], language: str | None) -> tuple[Figure, ...]:
    """All numbers and dates of a text in order, none overlapping."""
    numbers = find_numbers(text, language)
    dated = tuple(_dates(tokens, numbers, language))
    out = [*dated]
    taken = [(f.start, f.end) for f in dated]
    designs = {w.start: w.end for w in tokens if w.kind == "design"}
    for number in numbers:
        if any(s < number.end and number.start < e for s, e in taken):
            continue
        if any(s <= number.start < e for s, e in designs.items()):
            continue
        out.append(_number(number))
    return tuple(sorted(out, key=lambda f: f.start))


def _number(found: FoundNumber) -> Figure:
    low, high = Fraction(found.low), Fraction(found.high)
    value = str(low) if low == high else f"{low}-{high}"
    if found.ordinal:
        value += "."
    return Figure(found.start, found.end, value, None, low, high, found.ordinal, found.shy)


def _dates(
    tokens: Sequence[Word], numbers: Sequence[FoundNumber], language: str | None
) -> Iterator[Figure]:
    """Dates around each month's name, and years that say they are years."""
    table, shy = _months(language)
    starts = {number.start: number for number in numbers}
    ends = {number.end: number for number in numbers}
    covered = -1
    for index, word in enumerate(tokens):
        if word.start < covered:
            continue
        month = table.get(word.norm) or table.get(word.lemma)
        if word.norm in shy and not word.capital:
            month = None
        if month is None:
            if (year := _bare_year(tokens, index, starts)) is not None:
                yield year
                covered = year.end
            continue
        figure = _around(tokens, index, month, starts, ends, covered)
        bare = figure.date is not None and not figure.date[0] and not figure.date[2]
        if bare and word.norm in shy and not _month_for_sure(tokens, index):
            continue
        yield figure
        covered = figure.end


def _around(
    tokens: Sequence[Word],
    index: int,
    month: int,
    starts: Mapping[int, FoundNumber],
    ends: Mapping[int, FoundNumber],
    covered: int,
) -> Figure:
    """The date that a month's name belongs to: a day before or after it, and a year."""
    word = tokens[index]
    start, end, day, year = word.start, word.end, 0, 0
    left = index - 1
    while left >= 0 and tokens[left].norm in JOINS and index - left < 4:
        left -= 1
    before = ends.get(tokens[left].end) if left >= 0 else None
    if before and before.start >= covered and _day(before):
        day, start = int(before.low), before.start
    right = _skip(tokens, index + 1)
    after = starts.get(tokens[right].start) if right < len(tokens) else None
    if after and not day and _day(after) and right - index <= 2:
        day, end = int(after.low), after.end
        right = _skip(tokens, _index_after(tokens, after.end))
        after = starts.get(tokens[right].start) if right < len(tokens) else None
    elif not day and not after:
        right = _days_of(tokens, index + 1)
        after = starts.get(tokens[right].start) if right < len(tokens) else None
    if after and _year(after):
        year, end = int(after.low), _behind_year(tokens, after.end)
    return Figure(start, end, f"{year or ''}-{month}-{day or ''}", (year, month, day))


def _days_of(tokens: Sequence[Word], index: int) -> int:
    """Behind `days of` in `October days of 1962`, if that is what follows."""
    names = ("day", "days", "день", "дни", "of", "jours", "de")
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
    if after not in YEAR_MARKS and before not in (
        "in", "of", "since", "by", "until", "from", "year", "to", "в", "с", "до", "en", "depuis",
        "after", "before", "the", "(", "к", "spring", "summer", "autumn", "winter", "fall",
    ):  # fmt: skip
        return None
    end = _behind_year(tokens, number.end)
    return Figure(number.start, end, f"{number.low}--", (int(number.low), 0, 0))


def _behind_year(tokens: Sequence[Word], end: int) -> int:
    """The end of a year with the word for `year` that may follow it (1962 г., 1962 года)."""
    index = _index_after(tokens, end)
    if index < len(tokens) and tokens[index].norm in YEAR_MARKS:
        return tokens[index].end
    return end


def _month_for_sure(tokens: Sequence[Word], index: int) -> bool:
    """Whether a word that is also common (`may`, `march`) is the month here."""
    before = tokens[index - 1].norm if index else ""
    return tokens[index].capital and before in ("in", "of", "since", "last", "next", "early", "late", "by", "until", "mid", "this")  # fmt: skip


def _skip(tokens: Sequence[Word], index: int) -> int:
    while index < len(tokens) and tokens[index].norm in (",", "the", "of", "числа"):
        index += 1
    return index


def _index_after(tokens: Sequence[Word], offset: int) -> int:
    return next((i for i, word in enumerate(tokens) if word.start >= offset), len(tokens))


def _day(number: FoundNumber) -> bool:
    return number.low == number.high and number.low in range(1, 32)


def _year(number: FoundNumber) -> bool:
    return number.low == number.high and not number.ordinal and number.low in range(1500, 2100)


@cache
def _months(language: str | None) -> tuple[Mapping[str, int], frozenset[str]]:
    """Month names of a language, and those that are also common words."""
    book = pack(language)
    table: dict[str, int] = {}
    shy: set[str] = set()
    for entries in book.entries.values() if book else ():
        for entry in entries:
            if entry.kind == "month":
                table.update(dict.fromkeys((plain(key) for key in entry.keys[0]), int(entry.value)))
            elif entry.kind == "shymonth":
                shy |= entry.keys[0]
    return table, frozenset(shy)
