"""The people, bodies, offices and places that a file names, from the editors' authority files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from herewith.formats.tei_edition.elements import Element, ncname, sub

__all__ = ["Authorities", "rows_by_id", "write_lists"]

Authorities = Mapping[str, Sequence[Mapping[str, str]]]
"""Rows of `people`, `offices` and `places`."""

_PERSON, _PLACE = ("wikidata", "viaf", "gnd"), ("wikidata", "geonames", "gnd")


def rows_by_id(authorities: Authorities, table: str) -> dict[str, Mapping[str, str]]:
    """The first row of each id."""
    out: dict[str, Mapping[str, str]] = {}
    for row in authorities.get(table, ()):
        out.setdefault(row["id"], row)
    return out


def write_lists(stand_off: Element, authorities: Authorities, wanted: Iterable[str]) -> set[str]:
    """Write `listPerson`, `listOrg` and `listPlace` for the ids wanted.

    Returns:
        The ids that were found and written.
    """
    ids = set(wanted)
    people = {i: r for i, r in rows_by_id(authorities, "people").items() if i in ids}
    offices = {i: r for i, r in rows_by_id(authorities, "offices").items() if i in ids}
    places = {i: r for i, r in rows_by_id(authorities, "places").items() if i in ids}
    if people:
        listed = sub(stand_off, "listPerson")
        for name in sorted(people):
            made = sub(listed, "person", xml_id=ncname(name))
            _names(made, "persName", people[name])
            _ids(made, people[name], _PERSON)
    if offices:
        listed = sub(stand_off, "listOrg", type="offices")
        for name in sorted(offices):
            made = sub(listed, "org", xml_id=ncname(name), role="office")
            _names(made, "orgName", offices[name])
            _ids(made, offices[name], ("wikidata",))
    if places:
        listed = sub(stand_off, "listPlace")
        for name in sorted(places):
            made = sub(
                listed,
                "place",
                xml_id=ncname(name),
                type=ncname(places[name].get("kind") or "place"),
            )
            _names(made, "placeName", places[name])
            _ids(made, places[name], _PLACE)
    return {*people, *offices, *places}


def _names(parent: Element, tag: str, row: Mapping[str, str]) -> None:
    sub(parent, tag, row["name"])
    for key, value in row.items():
        if key.startswith("name_") and value:
            sub(parent, tag, value, xml_lang=key.removeprefix("name_"))
    for variant in row.get("variants", "").split(";"):
        if variant.strip():
            sub(parent, tag, variant.strip(), type="variant")


def _ids(parent: Element, row: Mapping[str, str], keys: Sequence[str]) -> None:
    """External ids, and the note about a row."""
    for key in keys:
        if row.get(key):
            sub(parent, "idno", row[key], type=key)
    if row.get("note"):
        sub(parent, "note", row["note"])
