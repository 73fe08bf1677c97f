"""The dates under which a document may be cited, from what it says of itself.

Used where no register entry says more: what its format states, its dateline, its heading, and
lines at its head and foot that hold little else than a date.

Blind spot:
    A date that stands only within a sentence of the text is not taken.
"""

from __future__ import annotations

import re

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.dates.days import day
from herewith.model.dates import HistoricalDate
from herewith.model.document import Document
from herewith.model.register import RegisterEntry

__all__ = ["own_dates"]

HEAD, FOOT = 500, 300
"""Characters at the head and foot of a text in which a line may be a dateline."""

MOSTLY = 0.3
"""Share of a line's letters that a date must hold for the line to be a dateline."""

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_LINE = re.compile(r"[^\n]+")


def own_dates(document: Document, entry: RegisterEntry | None = None) -> tuple[HistoricalDate, ...]:
    """Dates of a document, that of writing first as far as known, none twice.

    Args:
        document: the document.
        entry: its register entry; what an editor rejected there does not count.
    """
    found: list[HistoricalDate] = []
    if entry is not None:
        fields = ([entry.date] if entry.date else []) + list(entry.dates)
        found += [f.value.date for f in fields if f.status != "rejected"]
        rejected = {f.value.date.edtf for f in fields if f.status == "rejected"}
    else:
        rejected = set()
    if not found:
        found += _stated(document)
    if not found:
        found += _headed(document)
    if not found:
        found += _lines(document)
    unique = {date.edtf: date for date in reversed(found) if date.edtf not in rejected}
    return tuple(reversed(unique.values()))


def _stated(document: Document) -> list[HistoricalDate]:
    """What the format states: the `when` of an encoded date."""
    out = []
    for key, value in document.attributes:
        match = _ISO.match(value) if key == "when" else None
        date = day(value, *(int(part) for part in match.groups())) if match else None
        if date is not None:
            out.append(date)
    return out


def _headed(document: Document) -> list[HistoricalDate]:
    """Dates of the dateline, else of an editor's heading."""
    lines = document.roles("dateline")
    for run in document.runs:
        if any(p.source == run.source and p.start <= run.source_start < p.end for p in lines):
            known = _days(document.text[run.start :].split("\n", 1)[0], document.language)
            if known:
                return known
    return _days(document.heading or "", document.language)


def _days(text: str, language: str | None) -> list[HistoricalDate]:
    """The known days of a short text."""
    found = find_dates(text, language)
    return [d.date for d in found if d.is_known and d.date.precision in ("day", "minute")]


def _lines(document: Document) -> list[HistoricalDate]:
    """Dates of lines at head and foot that hold little else."""
    text = document.text
    out: list[HistoricalDate] = []
    stretches = ((0, min(HEAD, len(text))), (max(HEAD, len(text) - FOOT), len(text)))
    for low, high in stretches:
        for line in _LINE.finditer(text, low, high):
            said = line.group()
            for date in find_dates(said, document.language):
                share = (date.end - date.start) / max(1, len(said.strip()))
                if share >= MOSTLY and date.is_known and date.date.precision in ("day", "minute"):
                    out.append(date.date)
    return out
