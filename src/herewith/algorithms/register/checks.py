"""Cross-checks of a register entry: its values against each other. Soft: misprints exist.

N101 date against the date in a decimal file number · N102 date against its weekday · N103
received before written · N104 annotated before written · N105 year outside the collection's span
· N106 an enclosure is claimed and not held · N107 a claim that texts were compared · N108 a person
under a title that another held on that day · N109 a classification or control word outside the
years in which it was used.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import cache

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.dates.days import YearSpan
from herewith.algorithms.register.numbers import decimal_file_date
from herewith.algorithms.register.people import Authorities
from herewith.errors import Place, Problem, Severity
from herewith.languages.dates import LANGUAGES, date_words
from herewith.model.register import DatedRole, Field, RegisterEntry
from herewith.model.text import Span

__all__ = ["check_entry"]

FILING_DAYS = 45
"""A paper is filed under its own date; beyond this many days the number or the date is wrong."""


def check_entry(
    entry: RegisterEntry, authorities: Authorities, *, span: YearSpan = (None, None)
) -> tuple[Problem, ...]:
    """Everything in an entry that contradicts itself; values an editor rejected take no part."""
    return (
        *_dates(entry, span),
        *_filing(entry),
        *_enclosures(entry),
        *_titles(entry, authorities),
        *_marks(entry),
    )


def _dates(entry: RegisterEntry, span: YearSpan) -> Iterator[Problem]:
    dates = [field for field in entry.dates if field.status != "rejected"]
    written = entry.date if entry.date and entry.date.status != "rejected" else None
    for field in dates:
        yield from _weekday(entry, field)
        if written is None or field is written:
            continue
        role, before = field.value.role, field.value.date.latest < written.value.date.earliest
        if before and role in ("received", "annotated", "delivered"):
            code = "N104" if role == "annotated" else "N103"
            message = f'{role} on "{field.value.date.written}", before it was written on "{written.value.date.written}"'
            yield _problem(entry, code, "warning", message, field.evidence)
    if written is not None and not _inside(written.value, span):
        message = (
            f'"{written.value.date.written}" lies outside the collection ({span[0]}–{span[1]})'
        )
        yield _problem(entry, "N105", "warning", message, written.evidence)


def _inside(dated: DatedRole, span: YearSpan) -> bool:
    date = dated.date
    return (span[0] is None or date.latest.year >= span[0]) and (
        span[1] is None or date.earliest.year <= span[1]
    )


def _weekday(entry: RegisterEntry, field: Field[DatedRole]) -> Iterator[Problem]:
    date = field.value.date
    if date.precision not in ("day", "minute"):
        return
    if not any(word in date.written.lower() for word in _weekdays()):
        return
    found = find_dates(date.written, entry.language.value if entry.language else None)
    stated = next((one.weekday for one in found if one.weekday), None)
    if stated is not None and stated != date.earliest.isoweekday():
        day = f"{date.earliest:%A}"
        message = f'"{date.written}" was a {day}'
        yield _problem(entry, "N102", "warning", message, field.evidence)


@cache
def _weekdays() -> frozenset[str]:
    """All names of weekdays, in lower case."""
    return frozenset(day for language in LANGUAGES for day in date_words(language).weekdays)


def _filing(entry: RegisterEntry) -> Iterator[Problem]:
    written = entry.date if entry.date and entry.date.status != "rejected" else None
    for number in entry.numbers:
        parts = (
            decimal_file_date(number.value.normal) if number.value.kind == "decimal_file" else None
        )
        if parts is None or written is None or number.status == "rejected":
            continue
        day = written.value.date.earliest
        filed = day.month * 31 + day.day - (parts[0] * 31 + parts[1])
        if day.year % 100 != parts[2] or abs(filed) > 0:
            kind: Severity = (
                "note" if day.year % 100 == parts[2] and abs(filed) <= FILING_DAYS else "warning"
            )
            message = (
                f'file number "{number.value.normal}" ends in {parts[0]}/{parts[1]}/{parts[2]:02d}, '
                f'the date is "{written.value.date.written}"'
            )
            yield _problem(entry, "N101", kind, message, number.evidence)


def _enclosures(entry: RegisterEntry) -> Iterator[Problem]:
    for enclosure in entry.enclosures:
        if enclosure.held is False:
            message = f'enclosure {enclosure.n} "{enclosure.description}" is not held: {enclosure.because}'
            yield _problem(entry, "N106", "warning", message, enclosure.evidence)
    for claim in entry.claims:
        message = f'claims a comparison: "{claim.value}"'
        yield _problem(entry, "N107", "note", message, claim.evidence)


def _titles(entry: RegisterEntry, authorities: Authorities) -> Iterator[Problem]:
    """A named person with a title in his own name that someone else held on that day."""
    if entry.date is None or entry.date.value.date.precision not in ("day", "minute"):
        return
    on = entry.date.value.date.earliest
    for field in (*entry.sender, *entry.addressee):
        party = field.value
        title = party.name.split(",", 1)[1].strip() if "," in party.name else ""
        if not party.person or not title or party.kind != "person":
            continue
        holder = authorities.holder(title, on)
        if holder is not None and holder.person != party.person:
            message = f'"{party.name}": on {on.isoformat()} this was {holder.name}'
            yield _problem(entry, "N108", "warning", message, field.evidence)


PERIODS = {
    "MOST SECRET": (datetime.date(1900, 1, 1), datetime.date(1944, 12, 31)),
    "SECURITY INFORMATION": (datetime.date(1951, 9, 24), datetime.date(1953, 12, 14)),
    "LIMITED OFFICIAL USE": (datetime.date(1950, 1, 1), datetime.date(1996, 12, 31)),
    "NODIS": (datetime.date(1961, 1, 1), datetime.date.max),
    "EXDIS": (datetime.date(1961, 1, 1), datetime.date.max),
}
"""First and last day on which a mark was put on papers: British practice until 1944, the
executive orders 10290 and 10501, the distribution captions of the Department of State."""


def _marks(entry: RegisterEntry) -> Iterator[Problem]:
    """Marks that nobody used on the day of writing: a wrong date, or a mark put on afterwards."""
    date = entry.date if entry.date and entry.date.status != "rejected" else None
    fields = (*((entry.classification,) if entry.classification else ()), *entry.handling)
    for field in fields:
        first, last = PERIODS.get(field.value.normal, (None, None))
        if date is None or first is None or last is None or field.status == "rejected":
            continue
        if date.value.date.latest < first or date.value.date.earliest > last:
            message = (
                f'"{field.value.value}" was in use from {first.year} to '
                f'{"today" if last.year == 9999 else last.year}, the date is "{date.value.date.written}"'
            )
            yield _problem(entry, "N109", "note", message, field.evidence)


def _problem(
    entry: RegisterEntry, code: str, severity: Severity, message: str, evidence: tuple[Span, ...]
) -> Problem:
    span = evidence[0] if evidence else None
    place = Place(
        str(span.source if span else entry.source),
        start=span.start if span else entry.start,
        end=span.end if span else entry.end,
        record=str(entry.id),
    )
    return Problem(code, severity, message, place)
