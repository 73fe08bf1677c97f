"""The head of a paper as far as kinds of pairs need it: what, when, from whom, to whom, numbers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from herewith.languages.names import skeleton
from herewith.languages.releases import release_words
from herewith.model.register import RegisterEntry

__all__ = ["Head", "agree", "head_of"]

OPENING = 300
"""Characters of a text in which it may call itself a draft or an extract."""

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a paper besides its text; unknown things are empty.

    `first_day`/`last_day` are the earliest and latest day on which it can have been written.
    `sender`/`addressee` are names folded to skeletons, one set for each party. `numbers` are
    `(kind, number)`. `is_note` says that an editor wrote it; `draft`/`extract` that it calls itself
    so. `title` is the editor's heading, for people; `subject` what the paper says it is about,
    in words folded to lower case.
    """

    kind: str = ""
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    sender: tuple[frozenset[str], ...] = ()
    addressee: tuple[frozenset[str], ...] = ()
    numbers: frozenset[tuple[str, str]] = frozenset()
    is_note: bool = False
    draft: bool = False
    extract: bool = False
    title: str = ""
    subject: tuple[str, ...] = ()

    def same_day(self, other: Head) -> bool | None:
        """Whether both can be of one day; `None` if a date is not known."""
        if self.first_day is None or other.first_day is None:
            return None
        assert self.last_day is not None
        assert other.last_day is not None
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def days_before(self, other: Head) -> int | None:
        """Days from this paper to the other (negative: this is later); `None` if not known."""
        if self.first_day is None or other.first_day is None:
            return None
        return (other.first_day - self.first_day).days


def head_of(
    entry: RegisterEntry | None, title: str, text: str, language: str | None, *, when: str = ""
) -> Head:
    """The head of a paper from its register entry, its heading and its first words.

    Args:
        entry: what the register says of it, if it was registered.
        title: the editor's heading, or nothing.
        text: the reading text.
        language: ISO 639-1.
        when: a date that the encoding states (ISO 8601, or its beginning); it wins.
    """
    words = release_words(language)
    opening = [w.lower() for w in _WORD.findall(f"{title}\n{text[:OPENING]}")]
    titled = [w.lower() for w in _WORD.findall(title)]
    first = [w.lower() for w in _WORD.findall(text[:60])]
    said = f" {' '.join(opening)} "
    days = _days(when)
    if days is None and entry is not None and entry.date is not None:
        days = (entry.date.value.date.earliest, entry.date.value.date.latest)
    return Head(
        kind=entry.kind.value if entry is not None and entry.kind is not None else "",
        first_day=days[0] if days else None,
        last_day=days[1] if days else None,
        sender=_parties(field.value.name for field in entry.sender) if entry else (),
        addressee=_parties(field.value.name for field in entry.addressee) if entry else (),
        numbers=_numbers(entry),
        is_note=bool(words.note.search(title or text[:40])),
        draft=bool(words.draft & {*titled, *first}) or " this draft " in said,
        extract=bool(words.extract & {*titled, *first}),
        title=title,
        subject=_folded(entry.subject.value) if entry and entry.subject else (),
    )


def _folded(words: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(words))


def _days(when: str) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of a year, month or day."""
    found = _ISO.match(when)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        first = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    if month:
        behind = datetime.date(year + month // 12, month % 12 + 1, 1)
        return first, behind - datetime.timedelta(days=1)
    return first, datetime.date(year, 12, 31)


def agree(one: tuple[frozenset[str], ...], other: tuple[frozenset[str], ...]) -> bool | None:
    """Whether two sets of parties share one; `None` if a side is not known.

    Two parties agree if the words of one all stand in the other: "Ambassador Kohler" and
    "Foy Kohler" do not differ if the family name is the last word of both.
    """
    if not one or not other:
        return None
    return any(a and b and (a <= b or b <= a or _near(a, b)) for a in one for b in other)


def _near(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two parties share the greater part of the words of the shorter."""
    return len(one & other) * 3 >= 2 * min(len(one), len(other))


def _parties(names: Iterable[str]) -> tuple[frozenset[str], ...]:
    found = []
    for name in names:
        told = {word.lower() for word in _WORD.findall(name)} - release_words(None).address
        words = {word for word in told if len(word) > 1} or told
        found.append(frozenset(skeleton(word) or word for word in words))
    return tuple(sorted(found, key=sorted))


def _numbers(entry: RegisterEntry | None) -> frozenset[tuple[str, str]]:
    """Numbers that name one paper; a file's number names many."""
    if entry is None:
        return frozenset()
    return frozenset(
        (field.value.kind, field.value.normal)
        for field in entry.numbers
        if field.value.kind not in ("decimal_file", "lot_file", "case", "translator")
    )
