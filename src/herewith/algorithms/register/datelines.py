"""Dates of a document and what happened on them; the place of writing.

The head is read first: a labelled date, the dateline, a military date-time group, a letterhead's
date; then the foot, where Russian letters and forewords carry theirs. A date with words around it
that are neither place nor time is part of the text and no dateline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial

from herewith.algorithms.date_phrases import FoundDate, find_dates
from herewith.algorithms.dates.days import YearSpan
from herewith.algorithms.register.page import Found, Line, Page
from herewith.languages.labels import label_of
from herewith.languages.titles import classify, closing_of
from herewith.model.dates import DateRole, HistoricalDate
from herewith.model.register import DatedRole

__all__ = ["read_dates", "read_place", "role_of"]

HAS_DATE = re.compile(r"\d")
PLACE = re.compile(
    r"^[\[(\s]*(?P<place>[A-ZÀ-ÞА-ЯЁ][\w’'.-]*(?:[ ,]+(?:[A-ZÀ-ÞА-ЯЁ][\w’'.-]*|de|la|el|am|upon|of|an der|sur)){0,5})[\s,.\])]*$"
)
ROLE_WORDS: tuple[tuple[DateRole, re.Pattern[str]], ...] = (
    ("received", re.compile(r"\b(?:rec(?:eive|'|’)?d\.?|receipt|получен[оа]?)\b", re.I)),
    ("broadcast", re.compile(r"\b(?:broadcast|передано по радио|transmitted by radio)\b", re.I)),
    ("released", re.compile(r"\b(?:declassified|released|рассекречено)\b", re.I)),
    ("delivered", re.compile(r"\b(?:delivered|handed|вручено|передано)\b", re.I)),
    ("sent", re.compile(r"\b(?:sent|dispatched|despatched|отправлено)\b", re.I)),
    ("filed", re.compile(r"\b(?:filed|подшито)\b", re.I)),
    ("initialled", re.compile(r"\b(?:initial(?:l)?ed|парафировано?)\b", re.I)),
    ("annotated", re.compile(r"\b(?:помета|пометка|резолюция\s+от)\b", re.I)),
)
ANY_ROLE = re.compile(
    r"[Rr][Ee][Cc]|[Пп][Оо][Лл][Уу][Чч]|[Bb][Rr][Oo][Aa][Dd]|[Пп][Ее][Рр][Ее][Дд][Аа]|[Tt][Rr][Aa][Nn][Ss][Mm]"
    r"|[Dd][Ee][Cc][Ll][Aa][Ss]|[Rr][Ee][Ll][Ee][Aa]|[Рр][Аа][Сс][Сс]|[Dd][Ee][Ll][Ii][Vv]|[Hh][Aa][Nn][Dd][Ee]"
    r"|[Вв][Рр][Уу][Чч]|[Ss][Ee][Nn][Tt]|[Pp][Aa][Tt][Cc][Hh]|[Оо][Тт][Пп][Рр]|[Ff][Ii][Ll][Ee][Dd]|[Пп][Оо][Дд][Шш]"
    r"|[Ii][Nn][Ii][Tt][Ii]|[Пп][Аа][Рр][Аа][Фф]|[Пп][Оо][Мм][Ее][Тт]"
)
"""The beginnings of all words that tell a role; asked first, for speed."""
NOISE = re.compile(
    r"^(?:\s|[\[\](),.;:—–\-|*_\"“”«»]|\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|\b(?:date|дата|dated|at|on|the|г|года|undated|local time|time|est|edt|gmt|noon"
    r"|a\.?m|p\.?m|no|№|priority|routine|immediate|day|м|в|час|мин|O|P|R|Z|0)\b)*$",
    re.I,
)
FORM_HEAD = re.compile(
    r"^\W*(?:(?:OUTGOING|INCOMING)\s+)?TELEGRAM\b[A-Za-z \W]{0,40}\d{0,6}\W*$", re.I
)
"""The printed head of a telegram's form with its number, before the date in one line."""
FORM_NUMBER = re.compile(r"^N[oO]\s?[.:]{0,2}\s*\d{1,5},\s+")
INITIALS_NAME = re.compile(r"(?<!\w)[A-ZА-ЯЁ]\.\s?[A-ZА-ЯЁ][a-zа-яё]")
"""A name behind its initial: who signed, and no place."""
PRECEDENCE = re.compile(r"[ZOPR](?:\s?[ZOPR])*|DTG|FM|TO|INFO")
LEAD_IN = re.compile(r"^\W*(?:(?:DATE|PLACE|ДАТА)\b|г\.|гор\.)\W*")
"""What may stand before the place in a dateline."""
UNDATED = re.compile(
    r"^\W*(?:(?P<place>[A-Z][\w .]{2,40}?)\W+)?(?:undated|без даты|n\.\s?d\.)\W*$", re.I
)
US_LETTERHEAD = re.compile(
    r"\b(?:DEPARTMENT OF (?:STATE|DEFENSE)|THE WHITE HOUSE|NATIONAL SECURITY COUNCIL"
    r"|CENTRAL INTELLIGENCE AGENCY|UNITED STATES OF AMERICA|AMEMBASSY|SECSTATE|JOINT CHIEFS OF STAFF)\b"
)


def read_dates(
    page: Page, *, span: YearSpan = (None, None), order: str | None = None
) -> tuple[Found[DatedRole], ...]:
    """All dates that the page gives of itself, the date of writing first where it has one."""
    if order is None and US_LETTERHEAD.search(page.letterhead + "\n" + page.text[:1500]):
        order = "mdy"
    found = list(_labelled(page, span, order)) + list(_datelines(page, span, order))
    written = next((date for date in found if date.value.role == "written"), None)
    if written is None:
        written = next(_in_form(page, found), None)
        if written is not None:
            found.append(written)
    if written is None:
        written = next(_foot(page, span, order), None)
        if written is not None:
            found.append(written)
    context = written.value.date if written else None
    found += _marked(page, context, span, order)
    if written is not None:
        found += _annotations(page, written, span, order)
    unique = {(f.value.role, f.value.date.edtf): f for f in reversed(found)}
    ordered = sorted(unique.values(), key=lambda f: (f.value.role != "written", f.start))
    if written is None:
        return tuple(ordered)
    return (written, *(f for f in ordered if f is not written and f.value != written.value))


def read_place(page: Page, dates: tuple[Found[DatedRole], ...]) -> Found[str] | None:
    """The place of writing: what stands before the date in its line, or the letterhead's city."""
    own = [date.start for date in dates if date.value.role in ("written", "sent")]
    lines = [line for line in map(partial(_line_at, page), own) if line is not None]
    for line in (*lines, *(line for line in page.head[:12] if HAS_DATE.search(line.text))):
        if line.is_long or (line not in lines and role_of(line.text)):
            continue
        dates_here = _read(line.text, page.language, (None, None), None, None)
        date = _full(dates_here) or (
            next((d for d in dates_here if d.rule == "month_year"), None) if line in lines else None
        )
        before = line.text[: date.start] if date else ""
        match = PLACE.match(re.sub(LEAD_IN, "", before))
        if match and not PRECEDENCE.fullmatch(match["place"]) and _is_place(match["place"]):
            place = match["place"].strip(" ,.")
            begin = line.start + before.index(place)
            return Found(place, begin, begin + len(place), "dateline_place", 0.95)
    for line in page.head[:12]:
        match = UNDATED.match(line.text)
        if match and match["place"]:
            begin = line.start + match.start("place")
            return Found(match["place"], begin, begin + len(match["place"]), "dateline_place", 0.95)
    return None


def _is_place(words: str) -> bool:
    if any(closing_of(part) for part in words.split(",")) or INITIALS_NAME.search(words):
        return False
    return classify(words).kind in ("", "person") and label_of(words) is None


def _dates_in(
    page: Page, line: Line, span: YearSpan, order: str | None, context: object = None
) -> tuple[FoundDate, ...]:
    if len(line.text) > 200 or not HAS_DATE.search(line.text):
        return ()
    when = context.value.date if isinstance(context, Found) else None
    return _read(line.text, page.language, span, order, when)


@lru_cache(maxsize=512)
def _read(
    text: str,
    language: str | None,
    span: YearSpan,
    order: str | None,
    when: HistoricalDate | None,
) -> tuple[FoundDate, ...]:
    """The dates of a line, which several rules look at."""
    return find_dates(text, language, span=span, order=order, context_date=when)


def _full(dates: tuple[FoundDate, ...]) -> FoundDate | None:
    """The first date known to the day."""
    for date in dates:
        if date.is_known and date.date.precision in ("day", "minute", "interval"):
            return date
    return None


def _labelled(page: Page, span: YearSpan, order: str | None) -> Iterator[Found[DatedRole]]:
    for line in page.values("date") or page.values("time"):
        date = _full(_dates_in(page, line, span, order))
        if date is not None:
            yield _found(line, date, "written", "labelled_date", 0.97)
            return


def _datelines(page: Page, span: YearSpan, order: str | None) -> Iterator[Found[DatedRole]]:
    """Lines of the head that hold nothing but place, date and time."""
    seen = False
    for line in page.lines[: page.body_from + 1][:30]:
        if line.is_long:
            continue
        dates = _dates_in(page, line, span, order)
        date = _full(dates)
        if date is None:
            continue
        rest = line.text[: date.start] + line.text[date.end :]
        role = role_of(rest)
        if date.rule == "date_time_group":
            yield _found(line, date, "sent" if seen else "written", "date_time_group", 0.95)
            seen = True
        elif role is not None:
            yield _found(line, date, role, f"{role}_line", 0.9)
        elif _is_dateline(line.text[: date.start], line.text[date.end :]):
            if not seen:
                yield _found(line, date, "written", "dateline", 0.97)
            seen = True


def _is_dateline(before: str, after: str) -> bool:
    """Whether what stands around a date is at most a place before and a time behind it."""
    if not NOISE.match(after):
        return False
    if NOISE.match(before):
        return True
    if FORM_HEAD.match(before):
        return True
    before = re.sub(LEAD_IN, "", before)
    if len(before) > 60 or re.search(r"\b(?:of|dated|on|subject|meeting|see|от|в)\b", before, re.I):
        return False
    return bool(PLACE.match(before))


def role_of(rest: str) -> DateRole | None:
    """What the words beside a date say happened on it."""
    if not ANY_ROLE.search(rest):
        return None
    return next((role for role, pattern in ROLE_WORDS if pattern.search(rest)), None)


def _foot(page: Page, span: YearSpan, order: str | None) -> Iterator[Found[DatedRole]]:
    """A date alone, or behind a place, in the last lines: Russian letters, forewords."""
    for line in reversed(page.foot):
        dates = _dates_in(page, line, span, order)
        date = _full(dates) or next((d for d in dates if d.rule == "month_year"), None)
        if date is None or not date.is_known or role_of(line.text):
            continue
        if _is_dateline(line.text[: date.start], line.text[date.end :]):
            yield _found(line, date, "written", "foot_date", 0.85)


def _in_form(page: Page, found: list[Found[DatedRole]]) -> Iterator[Found[DatedRole]]:
    """The date behind a telegram's number, whose year the date of receipt tells:
    `NO: 512, May 3, 6 p.m.`"""
    received = next((date for date in found if date.value.role == "received"), None)
    if received is None:
        received = next((d for d in _marked(page, None, (None, None), None)), None)
    for line in page.lines[: page.body_from + 1][:20]:
        if received is None or received.value.role != "received" or line.is_long:
            return
        match = FORM_NUMBER.match(line.text)
        date = _full(find_dates(line.text, page.language, context_date=received.value.date))
        if match is None or date is None or date.start != match.end():
            continue
        if NOISE.match(line.text[date.end :]) and date.date.earliest <= received.value.date.latest:
            yield _found(line, date, "written", "telegram_form", 0.9)
            return


def _marked(
    page: Page, context: object, span: YearSpan, order: str | None
) -> list[Found[DatedRole]]:
    """Dates with a word for what happened: received, declassified, broadcast."""
    found = []
    near = {line.n: line for line in (*page.lines[:30], *page.foot)}
    for line in near.values():
        role = None if line.is_long else role_of(line.text)
        if role is None or len(line.text.split()) > 16:
            continue
        dates = find_dates(line.text, page.language, span=span, order=order, context_date=context)  # type: ignore[arg-type]
        date = _full(dates)
        if date is not None:
            found.append(_found(line, date, role, f"{role}_line", 0.9))
    return found


def _annotations(
    page: Page, written: Found[DatedRole], span: YearSpan, order: str | None
) -> list[Found[DatedRole]]:
    """A later date alone at the foot of a paper dated at its head: someone's mark on it."""
    found = []
    for line in page.foot:
        if line.start <= written.start or role_of(line.text):
            continue
        date = _full(_dates_in(page, line, span, order, written))
        if date is None or not _is_dateline(line.text[: date.start], line.text[date.end :]):
            continue
        if PLACE.match(line.text[: date.start]) or date.date.earliest <= written.value.date.latest:
            continue
        found.append(_found(line, date, "annotated", "dated_mark", 0.75))
    return found


def _found(
    line: Line, date: FoundDate, role: DateRole, rule: str, certainty: float
) -> Found[DatedRole]:
    written = line.text[date.start : date.end]
    return Found(
        DatedRole(replace(date.date, written=written), role),
        line.start + date.start,
        line.start + date.end,
        rule,
        certainty,
        date.date.inferred,
    )


def _line_at(page: Page, offset: int) -> Line | None:
    for line in (*page.lines[:90], *page.foot):
        if line.start <= offset < line.end:
            return line
    return None
