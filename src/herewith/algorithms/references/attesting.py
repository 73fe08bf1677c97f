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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from herewith.algorithms.references.mentions import Mentioned
from herewith.algorithms.references.papers import Paper
from herewith.languages.references import reference_words
from herewith.model.links import AttestedStatus

__all__ = ["Lead", "NotHeld", "fate", "lead", "merge"]

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
AROUND = 160
"""Characters on either side of a mention in which the paper's fate may be told."""

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
    return not a or not b or bool(a & b)


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
        date=days[0].isoformat() if days else "",
        sender=_names(ld.named[0] for ld in group),
        addressee=_names(ld.named[1] for ld in group),
        leads=group,
        status=min((ld.status for ld in group), key=STRENGTH.index),
    )


def _names(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in found if name))
