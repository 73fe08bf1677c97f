"""Page records of exchanges: who wrote when, in lanes and in a table.

Documented in `docs/site.md` with the others of `herewith.site.pages`.
"""

from __future__ import annotations

from dataclasses import dataclass

from herewith.site.parts import Ref

__all__ = [
    "ExchangeDay",
    "ExchangeEntry",
    "ExchangePage",
    "ExchangeRow",
    "ExchangesPage",
    "Moment",
]


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """An exchange in the list of all: who, how many papers, from when to when."""

    address: str
    names: tuple[str, str]
    held: int
    attested: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class ExchangesPage:
    """All pairs of correspondents who exchanged two papers or more, the longest first."""

    rows: tuple[ExchangeRow, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to a letter: it was written, received or broadcast.

    `date` is EDTF as the register has it; `local` are the times shown by the clocks of both
    ends, empty where a zone or the hour is not known. `point` and `words` are places in the
    drawing, from its top: of the point on the lane, and of what is written beside it.
    """

    kind: str
    date: str
    local: tuple[str, str]
    side: int
    point: int
    words: int


@dataclass(frozen=True, slots=True)
class ExchangeEntry:
    """A letter of an exchange, held or attested; `side` (0 or 1) is the end that wrote it.

    `answers` and `crosses` name other letters of the exchange; `carried` is the telegram that
    carries it. `status` says of an attested letter in what way it is not held.
    """

    anchor: str
    letter: Ref
    side: int
    kind: str | None
    held: bool
    status: str
    roles: tuple[str, ...]
    moments: tuple[Moment, ...]
    answers: tuple[Ref, ...]
    crosses: tuple[Ref, ...]
    carried: Ref | None


@dataclass(frozen=True, slots=True)
class ExchangeDay:
    """A day in the drawing. `hours` are `(place, local time at one end, at the other)`.

    `skipped` counts the days without letters before it.
    """

    date: str
    top: int
    height: int
    skipped: int
    hours: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class ExchangePage:
    """The letters between two correspondents in time: a drawing, and the same as a table.

    `ends` are the two correspondents, `seats` the places from which they mostly write and `zones`
    the names of their local times, empty where they are not known. `undated` have no day and
    stand beneath.
    """

    ends: tuple[Ref, Ref]
    seats: tuple[str, str]
    zones: tuple[str, str]
    held: int
    attested: int
    first: str
    last: str
    height: int
    days: tuple[ExchangeDay, ...]
    entries: tuple[ExchangeEntry, ...]
    undated: tuple[ExchangeEntry, ...]
    part: int
    parts: tuple[str, ...]
