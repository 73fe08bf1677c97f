"""Whether the papers that a document says it carries are among those of its source.

An enclosure is held where a paper of the right sort and of the date it was named by stands with
the document. A paper that merely stands next to it is not the enclosure: another date or another
sort proves that, and the reason says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herewith.algorithms.date_phrases import find_dates
from herewith.languages.names import skeleton, skeletons, split_name
from herewith.model.dates import HistoricalDate
from herewith.model.register import Enclosure, RegisterEntry

__all__ = ["audit"]

NEAR = 12
"""How many papers before and after a document may be its enclosures."""
TRANSLATION = re.compile(r"translation|перевод", re.I)
SORTS = (
    ("letter", re.compile(r"\b(?:letter|message|письм\w+|послани\w+)\b", re.I)),
    ("memorandum", re.compile(r"\b(?:memorandum|memo|записк\w+)\b", re.I)),
    ("note verbale", re.compile(r"\bnote\b|\bнот[аыу]\b", re.I)),
    ("telegram", re.compile(r"\b(?:telegram|cable|телеграмм\w+)\b", re.I)),
)

PICTURES = re.compile(
    r"\b(?:charts?|maps?|photographs?|sketch(?:es)?|drawings?|films?|tapes?|recordings?)\b"
    r"|\b(?:карт[аыуе]|схем[аыуе]|фотографи\w+|чертеж\w*|пленк\w+)\b",
    re.I,
)
"""Things that no text can be; the program reads texts only."""


def audit(entries: Sequence[RegisterEntry]) -> tuple[RegisterEntry, ...]:
    """All entries, by source and in order, with every enclosure said to be held, not, or unknown.

    Papers of the same source are looked at first; one of another source must also be of the sort
    and by the writer that the description names.
    """
    return tuple(
        replace(entry, enclosures=tuple(_audited(entries, at, item) for item in entry.enclosures))
        if entry.enclosures
        else entry
        for at, entry in enumerate(entries)
    )


def _audited(entries: Sequence[RegisterEntry], at: int, item: Enclosure) -> Enclosure:
    date, borrowed = _named_date(entries[at], item)
    if date is None:
        return _by_writer(entries, at, item)
    others = [entry for n, entry in enumerate(entries) if n != at]
    fitting = [
        entry
        for n, entry in enumerate(entries)
        if n != at
        and _fits(entry, entries[at], item, date)
        and (_near(entries, at, n) or _named_by(entry, item))
    ]
    beside = [entry for entry in fitting if entry.source == entries[at].source]
    fitting = beside or fitting
    if len(fitting) == 1:
        why = f"{_named(fitting[0])} has the date {date.edtf}" + (
            f" ({borrowed})" if borrowed else ""
        )
        return replace(item, held=True, target=fitting[0].id, because=why)
    if fitting:
        return replace(item, because=f"{len(fitting)} papers of {date.edtf} may be it")
    if not others:
        return replace(item, because="no other paper is there to be it")
    return replace(item, held=False, because=_why_not(entries, at, item, date))


def _near(entries: Sequence[RegisterEntry], at: int, n: int) -> bool:
    return entries[n].source == entries[at].source and abs(n - at) <= NEAR


def _fits(other: RegisterEntry, memo: RegisterEntry, item: Enclosure, date: HistoricalDate) -> bool:
    """Whether a paper has the date and is of the sort: a translation, or not; an original beside a
    translation is in another language than the paper that carries both."""
    translation = bool(TRANSLATION.search(item.description))
    if not _has_date(other, date) or _is_translation(other) is not translation:
        return False
    paired = any(TRANSLATION.search(one.description) for one in memo.enclosures)
    if translation or not paired or other.language is None or memo.language is None:
        return True
    return other.language.value != memo.language.value


def _named_by(other: RegisterEntry, item: Enclosure) -> bool:
    """Whether a paper from elsewhere is of the sort and by the writer that a description names."""
    sort = next((name for name, pattern in SORTS if pattern.search(item.description)), "")
    kind = other.kind.value if other.kind else ""
    return bool(sort) and kind == sort and bool(_writer(other) & _words(item.description))


def _words(description: str) -> set[str]:
    return {skeleton(word) for word in re.findall(r"[^\W\d_]{3,}", description)}


def _writer(entry: RegisterEntry) -> set[str]:
    """Keys of the surnames of who sent a paper."""
    return {
        key
        for field in entry.sender
        for name in (field.value.name, field.value.normal)
        for word in split_name(name)[0]
        for key in skeletons(word)
    }


def _by_writer(entries: Sequence[RegisterEntry], at: int, item: Enclosure) -> Enclosure:
    """An enclosure described without a date: the next paper of its sort by the writer it names."""
    sort = next((name for name, pattern in SORTS if pattern.search(item.description)), "")
    date = entries[at].date
    for other in entries[at + 1 : at + 2]:
        kind = other.kind.value if other.kind else ""
        same_day = (
            date is not None
            and other.date is not None
            and date.value.date.may_be(other.date.value.date)
        )
        if sort and kind == sort and same_day and _writer(other) & _words(item.description):
            why = f"{_named(other)} follows it, is of the same day and by the writer it names"
            return replace(item, held=True, target=other.id, because=why)
    picture = PICTURES.search(item.description)
    if picture:
        why = f"only texts are held, and none of them can be its {picture.group().lower()}"
        return replace(item, held=False, because=why)
    return replace(item, because="its description has no date by which to know it")


def _named_date(entry: RegisterEntry, item: Enclosure) -> tuple[HistoricalDate | None, str]:
    """The date an enclosure is named by: its own, or that of the paper it is a version of."""
    context = entry.date.value.date if entry.date else None
    language = entry.language.value if entry.language else None
    texts = [(item.description, "")]
    if TRANSLATION.search(item.description):
        texts += [
            (other.description, "the date of the paper it translates") for other in entry.enclosures
        ]
        texts += [(entry.subject.value, "the date in the subject")] if entry.subject else []
    for text, why in texts:
        for found in find_dates(text, language, context_date=context):
            if found.is_known and found.date.precision in ("day", "minute"):
                return found.date, why
    return None, ""


def _has_date(entry: RegisterEntry, date: HistoricalDate) -> bool:
    return any(
        field.value.date.earliest == date.earliest
        for field in entry.dates
        if field.status != "rejected" and field.value.role in ("written", "sent", "broadcast")
    )


def _is_translation(entry: RegisterEntry) -> bool:
    return entry.source_language is not None or any(
        number.value.kind in ("language_service", "translator") for number in entry.numbers
    )


def _why_not(
    entries: Sequence[RegisterEntry], at: int, item: Enclosure, date: HistoricalDate
) -> str:
    """Why none of the papers beside it is the enclosure."""
    sort = next((name for name, pattern in SORTS if pattern.search(item.description)), "")
    reasons = []
    for n, other in enumerate(entries):
        kind = other.kind.value if other.kind else ""
        if (
            n == at
            or not _near(entries, at, n)
            or other.date is None
            or (sort and kind and kind != sort)
        ):
            continue
        if not _has_date(other, date):
            reasons.append(f"{_named(other)} is of {other.date.value.date.edtf}, not {date.edtf}")
        elif _is_translation(other) and not TRANSLATION.search(item.description):
            reasons.append(f"{_named(other)} is a translation, not the original")
    return "; ".join(reasons[:3]) or f"no paper of {date.edtf} is held"


def _named(entry: RegisterEntry) -> str:
    return f"the {entry.kind.value if entry.kind else 'paper'} {entry.id}"
