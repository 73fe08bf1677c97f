"""Who the sender or addressee of an item is, from its witnesses' register entries.

Exports name parties as the item does; what kind of party it is, and which authority record it has,
stands in the register of the witness that the name was taken from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from herewith.model.collation import Item
from herewith.model.edition import Edition
from herewith.model.register import Party, RegisterEntry

__all__ = ["entries_of", "outside_of", "party_of", "place_of", "turned"]

OUTSIDE = {
    "wikidata": "https://www.wikidata.org/entity/",
    "viaf": "https://viaf.org/viaf/",
    "gnd": "https://d-nb.info/gnd/",
    "geonames": "https://www.geonames.org/",
}
"""Columns with ids of the world outside, and what makes an address of them."""


def entries_of(edition: Edition, item: Item) -> list[RegisterEntry]:
    """The register entries of an item's witnesses that were not rejected."""
    held = (w.document for w in item.witnesses if w.status != "rejected")
    return [entry for name in held if (entry := edition.entry(name)) is not None]


def party_of(name: str, entries: Iterable[RegisterEntry]) -> Party | None:
    """The party that an item calls so: by the words on a page, or by its usual form."""
    return next((p for p in _parties(entries) if name in (p.name, turned(p.normal))), None)


def place_of(entries: Iterable[RegisterEntry]) -> str:
    """The place of the surest entry that has one, or an empty text."""
    known = [e.place for e in entries if e.place and e.place.status != "rejected"]
    return min(known, key=lambda f: (-f.certainty, f.value)).value if known else ""


def outside_of(row: Mapping[str, str]) -> tuple[str, ...]:
    """The addresses that identify a row elsewhere; an address in the cell is taken as it is.

    >>> outside_of({"viaf": "12", "gnd": "https://d-nb.info/gnd/3"})
    ('https://viaf.org/viaf/12', 'https://d-nb.info/gnd/3')
    """
    return tuple(
        row[key] if row[key].startswith("http") else base + row[key]
        for key, base in OUTSIDE.items()
        if row.get(key)
    )


def turned(name: str) -> str:
    """`Family, Given` as `Given Family`; other names as they are.

    >>> turned("Thorne, Ada M."), turned("the Embassy")
    ('Ada M. Thorne', 'the Embassy')
    """
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and given else name


def _parties(entries: Iterable[RegisterEntry]) -> Iterator[Party]:
    for entry in entries:
        for field in (*entry.sender, *entry.addressee):
            if field.status != "rejected":
                yield field.value
