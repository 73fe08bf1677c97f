"""Page records of people, places and offices.

Documented in `docs/site.md` with the others of `herewith.site.pages`.
"""

from __future__ import annotations

from dataclasses import dataclass

from herewith.site.parts import Choice, Ref

__all__ = [
    "HolderRow",
    "NamePage",
    "NameRow",
    "OfficePage",
    "PeoplePage",
]


@dataclass(frozen=True, slots=True)
class NameRow:
    """One place of the register where a name stands: as what, in which words, and why."""

    item: Ref
    side: str
    value: str
    quotes: tuple[str, ...]
    status: str
    because: str
    explain: str


@dataclass(frozen=True, slots=True)
class NamePage:
    """One person or place. `kind` is `person` or `place`.

    `told` are the texts that name them, those of this part of the page.
    """

    kind: str
    key: str
    name: str
    offices: tuple[str, ...]
    total: int
    rows: tuple[NameRow, ...]
    namesakes: tuple[NameRow, ...]
    told_total: int
    told: tuple[NameRow, ...]
    part: int
    parts: tuple[str, ...]
    posts: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """All people, offices and places that are named, and the names that the register leaves open.

    The first part has the former; `open` are the names of this part, `open_total` counts all.
    """

    people: tuple[Choice, ...]
    places: tuple[Choice, ...]
    open: tuple[NameRow, ...]
    offices: tuple[Choice, ...] = ()
    open_total: int = 0
    part: int = 1
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HolderRow:
    """A holder of an office: his term as EDTF where a list has it, and his papers in it.

    `address` leads to his page, or is empty where the register does not name him. `sent` counts
    what he sent or signed in the office, `received` what he received.
    """

    name: str
    address: str
    first: str
    last: str
    sent: int
    received: int


@dataclass(frozen=True, slots=True)
class OfficePage:
    """One office of the register: its holders and their terms, and the papers that name it."""

    key: str
    name: str
    holders: tuple[HolderRow, ...]
    total: int
    rows: tuple[NameRow, ...]
    part: int
    parts: tuple[str, ...]
