"""Offices of the register: who held each and when, and which papers name somebody in it.

Terms are those of the project's `offices.csv`, and of the built-in table for an office that the
register took from it; what stands in neither is shown with its papers alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from herewith.formats.authorities import built_in_offices
from herewith.model.register import Field, Party, RegisterEntry
from herewith.site.addresses import Route, page_address
from herewith.site.index import EditionIndex
from herewith.site.name_pages import HolderRow, OfficePage
from herewith.site.parts import Choice
from herewith.site.views.name_rows import PART, name_row, named_parties, place_in_time

__all__ = ["office_choices", "office_page"]


@dataclass
class _Office:
    """Everything the register says of one office."""

    rows: list[tuple[RegisterEntry, str, Field[Party]]] = field(default_factory=list)
    holders: dict[str, str] = field(default_factory=dict)


def office_page(index: EditionIndex, route: Route) -> OfficePage | None:
    """One office; `None` if the register names nobody in it."""
    office = _offices(index).get(route.key)
    if office is None:
        return None
    rows = sorted(office.rows, key=lambda one: place_in_time(one[0], one[1]))
    parts = max(1, -(-len(rows) // PART))
    if route.part > parts:
        return None
    first = (route.part - 1) * PART
    return OfficePage(
        route.key,
        office_name(index, route.key),
        tuple(_holders(index, route.key, office)),
        len(rows),
        tuple(name_row(index, *one) for one in rows[first : first + PART]),
        route.part,
        tuple(page_address(Route("office", route.key, "", n + 1)) for n in range(parts)),
    )


def office_choices(index: EditionIndex, keys: Iterable[str] | None = None) -> tuple[Choice, ...]:
    """Offices that the register names, with how many papers, in order of their names."""
    offices = _offices(index)
    wanted = offices if keys is None else [key for key in keys if key in offices]
    made = [
        Choice(
            office_name(index, key),
            page_address(Route("office", key)),
            len({entry.id for entry, _, _ in offices[key].rows}),
            False,
        )
        for key in wanted
    ]
    return tuple(sorted(made, key=lambda choice: (choice.value.casefold(), choice.address)))


def office_name(index: EditionIndex, key: str) -> str:
    """The name of an office in the lists, or its id if it stands in none."""
    return next((row["name"] for row in _terms(index, key)), key)


def _offices(index: EditionIndex) -> Mapping[str, _Office]:
    return index.once("offices", lambda: _gathered(index))


def _gathered(index: EditionIndex) -> Mapping[str, _Office]:
    offices: dict[str, _Office] = {}
    for entry, side, party in named_parties(index):
        value = party.value
        if value.office:
            office = offices.setdefault(value.office, _Office())
            office.rows.append((entry, side, party))
            if value.person:
                office.holders.setdefault(value.person, value.normal or value.name)
    return offices


def _terms(index: EditionIndex, key: str) -> list[Mapping[str, str]]:
    """The rows of an office: the project's own, or else those of the built-in table."""
    own = [row for row in index.edition.authority("offices") if row.get("id") == key]
    return own or [row for row in built_in_offices() if row["id"] == key]


def _holders(index: EditionIndex, key: str, office: _Office) -> Iterator[HolderRow]:
    """Terms in order of time, then holders whom the register names and no list."""
    names = {row["id"]: row.get("name", "") for row in index.edition.authority("people")}
    terms = sorted(_terms(index, key), key=lambda row: (row.get("from", ""), row.get("to", "")))
    counts = _counts(office)
    listed = set()
    for row in terms:
        person = row.get("holder", "")
        listed.add(person)
        name = names.get(person) or office.holders.get(person) or row.get("holder_name", person)
        yield _holder(name, person, row.get("from", ""), row.get("to", ""), counts)
    for person, name in sorted(office.holders.items(), key=lambda one: (one[1], one[0])):
        if person not in listed:
            yield _holder(name, person, "", "", counts)


def _holder(
    name: str, person: str, first: str, last: str, counts: Mapping[str, tuple[int, int]]
) -> HolderRow:
    sent, received = counts.get(person, (0, 0))
    where = page_address(Route("person", person)) if person in counts else ""
    return HolderRow(name, where, first, last, sent, received)


def _counts(office: _Office) -> Mapping[str, tuple[int, int]]:
    """How many papers each holder sent or signed in the office, and how many he received."""
    sent: dict[str, set[str]] = {}
    received: dict[str, set[str]] = {}
    for entry, side, party in office.rows:
        person = party.value.person
        if person:
            sent.setdefault(person, set())
            received.setdefault(person, set())
            if side in ("sender", "signed_by", "signed_for"):
                sent[person].add(entry.id)
            elif side == "addressee":
                received[person].add(entry.id)
    return {person: (len(sent[person]), len(received[person])) for person in sent}
