"""Dates of documents: against the print, the file number, the volume's years, the row.

The encoded day (`when`) is compared with the printed words behind it, with the day in which a
decimal-file number ends, and with the years in the volume's title. Where two of them agree
against the third, that one is probably wrong; an answer filed under the number of the paper it
answers is not taken for a contradiction.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.lint.fault import Change, Fault
from herewith.algorithms.lint.volume import Doc, Volume
from herewith.model.text import Mark

__all__ = ["dating_faults"]

FILED_WITHIN = 7
"""Days within which a paper is filed under its own number."""

AROUND = 2
"""Years outside of the volume's title in which annexes and forerunners are still at home."""

_WHEN = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_FILE = re.compile(
    r"(?<![\w.])\d{3}[A-Z]?\.\d{2}[^\s/,;]{0,14}\s?/\s?(\d{1,2})\s?[–-]\s?(\d{1,2})(\d\d)(?![\w–-])"
)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class _Dated:
    """The date of a document: its element, the encoded day, and the printed days."""

    document: Doc
    mark: Mark
    day: datetime.date
    printed: tuple[datetime.date, ...]
    words: str


def dating_faults(volume: Volume) -> Iterator[Fault]:
    """All faults of the dates of a volume's documents."""
    row = [_dated(volume, document) for document in volume.documents]
    for document in volume.documents:
        yield from _impossible(volume, document)
    for n, dated in enumerate(row):
        if dated is None:
            continue
        yield from _against_print(volume, dated, _near(row, n))
        yield from _against_file(volume, dated)
        yield from _against_years(volume, dated)


def _near(row: list[_Dated | None], n: int) -> tuple[datetime.date | None, datetime.date | None]:
    """The encoded days of the dated documents right before and after."""
    before = next((d.day for d in reversed(row[:n]) if d), None)
    after = next((d.day for d in row[n + 1 :] if d), None)
    return before, after


def _dated(volume: Volume, document: Doc) -> _Dated | None:
    """The first date of a document's dateline, or of its opener."""
    for n in document.parts:
        mark = volume.marks[n]
        if mark.name != "date" or any(volume.marks[k].name == "note" for k in volume.above(n)):
            continue
        around = {volume.marks[k].name for k in volume.above(n)}
        if not around & {"dateline", "opener", "closer", "byline"}:
            continue
        found = _WHEN.match(mark.get("when"))
        day = _day(*(int(x) for x in found.groups())) if found else None
        if day is None:
            return None
        words = volume.plain(mark.inner_start, mark.inner_end, notes=False).strip()
        seen = find_dates(words, volume.language, context_date=day)
        days = tuple(
            d.date.earliest
            for d in seen
            if d.is_known and d.date.precision in ("day", "minute") and not d.alternatives
        )
        return _Dated(document, mark, day, days, words)
    return None


def _impossible(volume: Volume, document: Doc) -> Iterator[Fault]:
    for n in document.parts:
        mark = volume.marks[n]
        found = _WHEN.match(mark.get("when")) if mark.name == "date" else None
        if found and _day(*(int(x) for x in found.groups())) is None:
            message = f'when="{mark.get("when")}" is no day of the calendar'
            yield _fault(volume, mark, "L207", message, "Correct it after the print.")


def _against_print(
    volume: Volume, dated: _Dated, near: tuple[datetime.date | None, datetime.date | None]
) -> Iterator[Fault]:
    if len(dated.printed) != 1 or dated.printed[0] == dated.day:
        return
    printed = dated.printed[0]
    filed = {day for day, _ in _filed(volume, dated)}
    message = f'when="{dated.mark.get("when")}", but printed is “{dated.words}”'
    fits = [day for day in (printed, dated.day) if _between(day, near)]
    if dated.day in filed and printed not in filed:
        hint = "The file number agrees with the encoding: perhaps a misprint."
        yield _fault(volume, dated.mark, "L207", message, hint)
    elif printed.year != dated.day.year and fits == [dated.day]:
        hint = "The documents around agree with the encoding: perhaps a misprint."
        yield _fault(volume, dated.mark, "L207", message, hint)
    else:
        hint = f"Probably {printed.isoformat()}."
        yield _fault(volume, dated.mark, "L207", message, hint, _when(volume, dated.mark, printed))


def _between(day: datetime.date, near: tuple[datetime.date | None, datetime.date | None]) -> bool:
    before, after = near
    return (before is None or before <= day) and (after is None or day <= after)


def _filed(volume: Volume, dated: _Dated) -> list[tuple[datetime.date | None, str]]:
    """Days in the decimal-file number of a document's source note, with the number."""
    for n in dated.document.parts:
        mark = volume.marks[n]
        if mark.name == "note" and (mark.get("type") == "source" or n < dated.document.mark + 12):
            said = _TAG.sub("", volume.text[mark.inner_start : mark.inner_end])[:220]
            found = _FILE.search(said)
            if found is None:
                return []
            month, number, year = (int(x) for x in found.groups())
            century = dated.day.year // 100 * 100
            return [(_day(century + year, month, number), found.group())]
    return []


def _against_file(volume: Volume, dated: _Dated) -> Iterator[Fault]:
    """A file number that ends in a day that cannot be, or in the document's day misprinted."""
    for filed, number in _filed(volume, dated):
        if filed is None:
            message = f"the file number {number} ends in no day of the calendar"
            hint = f"The document is of {dated.day.isoformat()}."
            yield _fault(volume, dated.mark, "L208", message, hint)
            continue
        apart = (filed - dated.day).days
        if abs(apart) <= FILED_WITHIN or dated.printed[:1] == (filed,):
            continue
        parts = [
            filed.year != dated.day.year,
            filed.month != dated.day.month,
            filed.day != dated.day.day,
        ]
        year = parts == [True, False, False] or abs(filed.year - dated.day.year) > 5
        if not year and not (apart > 0 and sum(parts) == 1 and _slip(filed, dated.day)):
            continue
        message = f"the file number {number} is of {filed.isoformat()}, the document of {dated.day.isoformat()}"
        hint = "One of the two is misprinted: only one figure is another."
        yield _fault(volume, dated.mark, "L208", message, hint)


def _slip(a: datetime.date, b: datetime.date) -> bool:
    """Whether two days differ by one figure, as written in a file number."""
    one, other = f"{a.month}-{a.day}", f"{b.month}-{b.day}"
    if len(one) == len(other):
        return sum(x != y for x, y in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def _against_years(volume: Volume, dated: _Dated) -> Iterator[Fault]:
    if volume.first_year is None or volume.last_year is None:
        return
    low, high = volume.first_year - AROUND, volume.last_year + AROUND
    if low <= dated.day.year <= high:
        return
    agreed = dated.day in dated.printed and str(dated.day.year) in dated.words
    message = (
        f'when="{dated.mark.get("when")}" (“{dated.words}”) is outside of the volume, '
        f"{volume.first_year}–{volume.last_year}"
    )
    hint = "" if agreed else "Look at the year."
    yield Fault(
        "L209",
        "note" if agreed else "warning",
        dated.mark.start,
        dated.mark.end,
        message,
        hint,
        dated.document.id,
    )


def _when(volume: Volume, mark: Mark, day: datetime.date) -> Change | None:
    """The encoded day replaced; a time behind it stays."""
    tag = volume.text[mark.start : mark.inner_start]
    found = re.search(r"\bwhen\s*=\s*[\"'](\d{4}-\d\d-\d\d)", tag)
    if found is None:
        return None
    return Change(mark.start + found.start(1), mark.start + found.end(1), day.isoformat())


def _day(year: int, month: int, number: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None


def _fault(
    volume: Volume, mark: Mark, code: str, message: str, hint: str, change: Change | None = None
) -> Fault:
    record = volume.record_at(mark.start)
    return Fault(code, "warning", mark.start, mark.end, message, hint, record, change)
