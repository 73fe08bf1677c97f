"""The record of the search page: what was asked, what the search did, what it found."""

from __future__ import annotations

from dataclasses import dataclass

from herewith.algorithms.search_fields import ALIASES, FIELDS
from herewith.model.edition import Asked
from herewith.site.parts import Ref

__all__ = [
    "BesideRow",
    "FoundRow",
    "HitRow",
    "OtherReading",
    "ReadBy",
    "SearchGroup",
    "SearchPage",
]


@dataclass(frozen=True, slots=True)
class ReadBy:
    """A witness, named where a reading of it was found."""

    siglum: str
    role: str
    language: str | None


@dataclass(frozen=True, slots=True)
class OtherReading:
    """What other witnesses have where a variant was found; empty words for nothing."""

    text: str
    witnesses: tuple[ReadBy, ...]


@dataclass(frozen=True, slots=True)
class BesideRow:
    """Words found beside the text, as `(text, is_match)`; of a variant, who reads so."""

    field: str
    language: str | None
    pieces: tuple[tuple[str, bool], ...]
    state: str
    witnesses: tuple[ReadBy, ...]
    others: tuple[OtherReading, ...]
    address: str


@dataclass(frozen=True, slots=True)
class HitRow:
    """One document found, with the words around as `(text, is_match)`.

    `snippet` is empty where words were found beside the text only; `more` counts the fields found
    and not shown.
    """

    address: str
    document: str
    language: str | None
    role: str
    siglum: str
    snippet: tuple[tuple[str, bool], ...]
    beside: tuple[BesideRow, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SearchGroup:
    """The hits in one letter."""

    item: Ref
    date: str
    hits: tuple[HitRow, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was asked, what the search did, and what it found. An empty query asks nothing.

    `total` counts all documents found, of which those from `start` on are here; `earlier` and
    `later` are the starts of the pages before and after, if there are such. `fields` can be
    asked for by these names and by `aliases` (`alias=field`).
    """

    query: str
    asked: Asked | None
    searched: int
    total: int
    letters: int
    start: int
    earlier: int | None
    later: int | None
    groups: tuple[SearchGroup, ...]
    error: str
    did: str
    fields: tuple[str, ...] = FIELDS
    aliases: tuple[str, ...] = tuple(f"{alias}={field}" for alias, field in ALIASES.items())


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A document found, as a row of the list that `search.csv` gives.

    `fields` are those in which words were found beside the text.
    """

    letter: str
    date: str
    document: str
    role: str
    language: str | None
    words: str
    fields: tuple[str, ...]
    address: str
