"""What is cited: an item of an edition or one document of it, taken together in one record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from herewith.errors import UsageError
from herewith.formats.correspondents import (
    entries_of,
    outside_of,
    party_of,
    place_of,
    turned,
)
from herewith.languages.names import split_name
from herewith.languages.titles import is_person_like, without_title
from herewith.model.collation import Item
from herewith.model.edition import Edition
from herewith.model.register import RegisterEntry

__all__ = ["SENT", "Cited", "Name", "cited"]

People = Mapping[str, Mapping[str, str]]
"""Rows of the authority file of people, by id."""

SENT = frozenset(
    (
        *("letter", "message", "telegram", "airgram", "despatch"),
        *("memorandum", "note", "note verbale", "aide memoire"),
    )
)
"""Kinds of paper that one sends to another."""


@dataclass(frozen=True, slots=True)
class Name:
    """A sender or addressee: as shown, and where it is a person's name, its two parts.

    `russian` is the name in Russian in the form `Family, Given`, where an authority file has it;
    `same_as` are addresses that identify the person elsewhere.
    """

    shown: str
    family: str = ""
    given: str = ""
    russian: str = ""
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """Everything that a citation needs; what is not known is empty.

    `date` is EDTF. `form` is the role of the witness where one document is cited and not the
    letter. `address` is the absolute address of the page, `version` names the edition's state,
    `accessed` is an ISO day: all three are given by whoever asks.
    """

    id: str
    kind: str
    title: str
    date: str
    place: str
    language: str
    senders: tuple[Name, ...]
    addressees: tuple[Name, ...]
    edition: str
    form: str = ""
    version: str = ""
    address: str = ""
    accessed: str = ""


def cited(
    edition: Edition,
    item: Item,
    *,
    document: str = "",
    people: People | None = None,
    address: str = "",
    version: str = "",
    accessed: str = "",
) -> Cited:
    """Take together what is known of an item, or of one of its documents.

    Raises:
        UsageError: if the document is no witness of the item.
    """
    witnesses = [w for w in item.witnesses if w.status != "rejected"]
    chosen = [w for w in witnesses if w.document == document] if document else witnesses
    if document and not chosen:
        raise UsageError(f'"{document}" is no witness of "{item.id}"')
    entries = entries_of(edition, item)
    own = [e for w in chosen if (e := edition.entry(w.document)) is not None]
    languages = sorted({w.language for w in chosen if w.language and (document or w.base)})
    rows = people or {}
    return Cited(
        str(item.id),
        item.kind or "",
        _clean(item.title),
        item.date,
        _clean(place_of(own) or place_of(entries)),
        languages[0] if len(languages) == 1 else "",
        tuple(_name(name, entries, rows) for name in item.sender),
        tuple(_name(name, entries, rows) for name in item.addressee),
        _clean(edition.title),
        chosen[0].role if document else "",
        _clean(version),
        address.strip(),
        accessed,
    )


def _name(shown: str, entries: list[RegisterEntry], people: People) -> Name:
    """A name with its parts, where the register or its own build says that it is a person's."""
    party = party_of(shown, entries)
    row = people.get(party.person, {}) if party else {}
    same = outside_of(row)
    shown = _clean(shown)
    if party and party.person and ", " in party.normal and shown == turned(party.normal):
        family, _, given = party.normal.partition(", ")
        return Name(shown, family, given, row.get("name_ru", ""), same)
    bare = without_title(shown)
    if bare != shown or (party and party.kind != "person") or not is_person_like(bare):
        return Name(shown, same_as=same)
    family = " ".join(split_name(bare)[0])
    at = bare.rfind(family)
    if not family or at <= 0 or at + len(family) != len(bare):
        return Name(shown, same_as=same)
    return Name(shown, family, bare[:at].strip(), row.get("name_ru", ""), same)


def _clean(text: str) -> str:
    """One line without control characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", text).split())
