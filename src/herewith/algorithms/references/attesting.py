"""What is attested but not held: mentions that mean no paper held, merged by the paper they mean.

Two mentions mean one paper if number or day agree and neither kind nor parties forbid it. What
is said of the paper's fate beside a mention ("has been found in neither capital") gives its
status.

Blind spot:
    A paper mentioned once by number and once by day only stays two.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from herewith.algorithms.references.mentions import Mentioned
from herewith.algorithms.references.papers import Paper
from herewith.languages.references import reference_words
from herewith.model.links import AttestedStatus
from herewith.model.register import RegisterEntry

__all__ = [
    "Lead",
    "LeftOut",
    "NotHeld",
    "Numbered",
    "fate",
    "in_series",
    "lead",
    "left_out",
    "merge",
]

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
AROUND = 160
"""Characters on either side of a mention in which the paper's fate may be told."""

SURNAME, ENDING = 4, 2
"""Least letters of a name that may stand with an ending, and most letters of the ending."""

_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZА-ЯЁ“\"])|\n\s*\n")
STRENGTH: tuple[AttestedStatus, ...] = (
    *("withheld", "never_sent", "not_attached", "not_found", "not_printed", "not_identified"),
)
"""What counts when mentions of one paper tell different fates: the first named here."""


@dataclass(frozen=True, slots=True)
class Lead:
    """One mention of a paper not held: what it tells of it.

    `key` names the mention. `sender`/`addressee` are word keys, `named` the same in words where
    the text gives them. `days` are possible days of writing.
    """

    key: str
    kind: str
    number: str
    days: tuple[datetime.date, ...]
    sender: frozenset[str]
    addressee: frozenset[str]
    named: tuple[str, str]
    words: str
    status: AttestedStatus
    latest: datetime.date | None = None
    """The last day on which it can be of, where `days` holds only the first."""


@dataclass(frozen=True, slots=True)
class NotHeld:
    """A paper attested by one or more mentions."""

    description: str
    date: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    leads: tuple[Lead, ...]
    status: AttestedStatus


def lead(key: str, mentioned: Mentioned, own: Paper, words: str, status: AttestedStatus) -> Lead:
    """What a mention tells of a paper; `words` are the mention's own."""
    inside = own.carried is not None and mentioned.start >= own.carried.start
    carried = own.carried if inside else None
    me = carried.sender if carried else own.sender
    you = carried.addressee if carried else own.addressee
    names = ("", "") if carried else own.named
    sender, addressee, named = mentioned.senders, mentioned.addressees, ("", "")
    if mentioned.owner == "mine":
        sender, addressee, named = me, you, names
    elif mentioned.owner == "yours":
        sender, addressee, named = you, me, (names[1], names[0])
    return Lead(
        key=key,
        kind=mentioned.kind,
        number=mentioned.numbers[0].value if mentioned.numbers else "",
        days=mentioned.dates[0].days if mentioned.dates else (),
        sender=sender,
        addressee=addressee,
        named=named,
        words=words,
        status=status,
    )


def merge(leads: Sequence[Lead]) -> tuple[NotHeld, ...]:
    """Papers not held, each with all its mentions, in order of date and description."""
    groups: list[list[Lead]] = []
    for one in leads:
        home = next((g for g in groups if any(_same(one, other) for other in g)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    found = [_paper(tuple(group)) for group in groups]
    return tuple(sorted(found, key=lambda p: (p.date or "9999", p.description)))


def fate(text: str, start: int, end: int, language: str | None) -> AttestedStatus | None:
    """What the sentence of a mention says of the paper's fate; `None` if it says nothing.

    >>> fate("His letter of March 3 has been found in neither capital.", 4, 21, "en")
    'not_found'
    """
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    before = [m.end() for m in _SENTENCE_END.finditer(text, low, start)]
    after = _SENTENCE_END.search(text, end, high)
    said = text[before[-1] if before else low : after.start() if after else high].lower()
    for phrase, status in reference_words(language).held.items():
        if phrase in said:
            return next(known for known in STRENGTH if known == status)
    return None


def _same(a: Lead, b: Lead) -> bool:
    """Whether two mentions mean one paper."""
    if a.number or b.number:
        same = bool(a.number) and a.number == b.number
    else:
        same = bool(set(a.days[:1]) & set(b.days[:1]))
    return (
        same
        and _akin(a.kind, b.kind)
        and _agree(a.sender, b.sender)
        and _agree(a.addressee, b.addressee)
    )


def _akin(a: str, b: str) -> bool:
    return not a or not b or a == b or b in reference_words("en").akin.get(a, frozenset())


def _agree(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two parties may be one: no name on one side, or a name in common in any case."""
    return not a or not b or any(_one_name(x, y) for x in a for y in b)


def _one_name(a: str, b: str) -> bool:
    """Whether two keys are those of one name, the longer one with the ending of a case.

    >>> _one_name("holis", "holisu"), _one_name("holis", "hol")
    (True, False)
    """
    short, long = sorted((a, b), key=len)
    return a == b or (
        len(short) >= SURNAME and long.startswith(short) and len(long) - len(short) <= ENDING
    )


def _paper(group: tuple[Lead, ...]) -> NotHeld:
    """The paper that a group of mentions means."""
    best = max(group, key=lambda ld: (bool(ld.named[0]), bool(ld.named[1]), bool(ld.days)))
    days = next((ld.days for ld in group if ld.days), ())
    kind = next((ld.kind for ld in group if ld.kind), "paper")
    number = next((ld.number for ld in group if ld.number), "")
    said = kind.capitalize() + (f" {number}" if number else "")
    if best.named[0]:
        said += f" from {best.named[0]}"
    if best.named[1]:
        said += f" to {best.named[1]}"
    if days:
        said += f", {MONTHS[days[0].month - 1]} {days[0].day}, {days[0].year}"
    if not any(best.named):
        said += f" (“{' '.join(group[0].words.split())}”)"
    return NotHeld(
        description=said,
        date=_edtf(days, next((ld.latest for ld in group if ld.days), None)),
        sender=_names(ld.named[0] for ld in group),
        addressee=_names(ld.named[1] for ld in group),
        leads=group,
        status=min((ld.status for ld in group), key=STRENGTH.index),
    )


def _edtf(days: tuple[datetime.date, ...], latest: datetime.date | None) -> str:
    if not days:
        return ""
    first = days[0].isoformat()
    return first if latest in (None, days[0]) else f"{first}/{latest.isoformat() if latest else ''}"


def _names(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in found if name))


MOST_MISSING = 2
"""Numbers in a row that may be missing between two that are held."""

LEAST_HELD = 4
"""Numbers of a row that must be held before a missing one tells anything."""

DENSE = 0.6
"""Share of a row's numbers that must be held."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paper in a row of numbers: who sent it to whom, its number, its day."""

    key: str
    kind: str
    series: str
    number: int
    day: datetime.date
    sender: frozenset[str]
    addressee: frozenset[str]
    named: tuple[str, str]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A number that is missing between two papers of a row."""

    kind: str
    series: str
    number: int
    earliest: datetime.date
    latest: datetime.date
    sender: frozenset[str]
    addressee: frozenset[str]
    named: tuple[str, str]
    before: str
    after: str


def in_series(
    papers: Iterable[Paper], entries: Mapping[str, RegisterEntry]
) -> tuple[Numbered, ...]:
    """Papers with a number of a row of their own: telegrams, airgrams, translations."""
    out: list[Numbered] = []
    for paper in papers:
        entry = entries.get(paper.id)
        if paper.day is None or entry is None:
            continue
        for number in entry.numbers:
            bare = re.sub(r"\D", "", number.value.normal)
            if number.status == "rejected" or number.value.kind not in _ROWS or not bare:
                continue
            row = "" if number.value.kind in _NATIONAL else " ".join(sorted(paper.sender))
            row = f"{row} > {' '.join(sorted(paper.addressee))}" if row else row
            out.append(
                Numbered(
                    paper.id,
                    _ROWS[number.value.kind],
                    f"{number.value.kind} {row}",
                    int(bare),
                    paper.day,
                    paper.sender if row else frozenset(),
                    paper.addressee if row else frozenset(),
                    paper.named if row else ("", ""),
                )
            )
    return tuple(out)


_ROWS = {"telegram": "telegram", "airgram": "airgram", "language_service": "translation"}
_NATIONAL = ("language_service",)
"""Numbers that one office gives, whoever writes to whom."""


def left_out(papers: Iterable[Numbered]) -> tuple[LeftOut, ...]:
    """Numbers missing from dense rows; a selection of far numbers tells nothing.

    >>> day = datetime.date(1959, 3, 1)
    >>> row = [Numbered(f"d{n}", "telegram", "a > b", n, day, frozenset("a"), frozenset("b"),
    ...     ("A", "B")) for n in (411, 412, 414, 415)]
    >>> [gap.number for gap in left_out(row)]
    [413]
    """
    rows: dict[str, list[Numbered]] = defaultdict(list)
    for paper in papers:
        rows[paper.series].append(paper)
    out: list[LeftOut] = []
    for _, row in sorted(rows.items()):
        row.sort(key=lambda one: (one.number, one.key))
        numbers = sorted({one.number for one in row})
        span = numbers[-1] - numbers[0] + 1
        if len(numbers) < LEAST_HELD or len(numbers) < span * DENSE:
            continue
        for before, after in pairwise(row):
            missing = range(before.number + 1, after.number)
            if len(missing) > MOST_MISSING or before.day > after.day:
                continue
            out += [
                LeftOut(
                    before.kind,
                    before.series,
                    number,
                    before.day,
                    after.day,
                    before.sender,
                    before.addressee,
                    before.named,
                    before.key,
                    after.key,
                )
                for number in missing
            ]
    return tuple(out)
