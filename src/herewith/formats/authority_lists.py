"""Authority rows from a TEI volume's own lists of persons and terms.

A list entry is an `item` (or `row`, `p`) with a `persName` or `term` that has an `xml:id`, and a
description behind it: "Reed, Thomas A., Minister of Marine, May 1958–June 1960; thereafter …".
Offices with a term in such a description become rows of `offices.csv`; places are those of the
volume's datelines (`placeName`). Nothing is added that the volume does not say.

Blind spot:
    A term given without any year, and "thereafter", are not read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from herewith.languages.dates import date_words
from herewith.languages.names import same_name
from herewith.model.records import short_digest
from herewith.model.text import Delivered, Mark

__all__ = ["rows_from"]

Row = dict[str, str]
MONTHS = "|".join(sorted({m.capitalize() for m in date_words("en").months}, key=len)[::-1])
POINT = rf"(?:(?P<{{0}}m>{MONTHS})\.?\s+)?(?:(?P<{{0}}d>\d{{{{1,2}}}}),\s+)?(?P<{{0}}y>(?:1[5-9]|20)\d\d)"
FROM, TO = POINT.format("f"), POINT.format("t")
TERM = re.compile(
    rf"^(?:and\s+)?(?P<office>[A-ZÀ-Þ][^;]*?),?\s+(?:(?:from\s+)?{FROM}\s*(?:[-–—]|to|until|through)\s*{TO}"
    rf"|(?:until|to|through)\s+{POINT.format('u')}|(?:from|after|since|as of)\s+{POINT.format('s')})\s*\.?$"
)
ENTRIES = ("item", "row", "p", "label")


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    description: str
    key: str


def rows_from(sources: Iterable[Delivered]) -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """Rows of people, offices, places and terms of some volumes, one person once.

    Persons of several volumes are one where their names agree in full; ids are made of the name.
    """
    people: dict[str, Row] = {}
    offices: dict[tuple[str, str, str, str], Row] = {}
    places: dict[str, Row] = {}
    terms: dict[str, Row] = {}
    for delivered in sources:
        for listed in _listed(delivered, "persName"):
            key = _person(people, listed)
            for row in _offices(listed.description, key):
                offices.setdefault((row["id"], row["holder"], row["from"], row["to"]), row)
        for listed in _listed(delivered, "term"):
            row = {"id": _slug(listed.name), "name": listed.name, "note": listed.description}
            terms.setdefault(row["id"], row)
        for name in _places(delivered):
            places.setdefault(_slug(name), {"id": _slug(name), "name": name})
    tables: dict[str, Iterable[Row]] = {
        "people": people.values(),
        "offices": offices.values(),
        "places": places.values(),
        "terms": terms.values(),
    }
    return {
        name: tuple(sorted(table, key=lambda r: (r["id"], r.get("from", ""), r["name"])))
        for name, table in tables.items()
    }


def _person(people: dict[str, Row], listed: _Listed) -> str:
    """The id of a listed person, whose row is added or made fuller."""
    slug = _slug(listed.name)
    number, key = 1, slug
    while key in people and not same_name(people[key]["name"], listed.name):
        number += 1
        key = f"{slug}-{number}"
    row = people.setdefault(key, {"id": key, "name": listed.name, "variants": "", "note": ""})
    if listed.description and listed.description not in row["note"]:
        row["note"] = " | ".join(filter(None, (row["note"], listed.description)))
    return key


def _listed(delivered: Delivered, element: str) -> Iterator[_Listed]:
    """The entries of the volume's lists whose head is such an element with an id."""
    for mark in delivered.marks:
        if mark.kind != "element" or mark.name != element or not mark.get("xml:id"):
            continue
        entry = _entry(delivered, mark)
        if entry is None:
            continue
        name = _text(delivered, mark.inner_start, mark.inner_end).strip(" ,;:")
        rest = _text(delivered, mark.end, entry.inner_end).strip(" ,;:")
        if name and len(name) < 100:
            yield _Listed(name, rest, mark.get("xml:id"))


def _entry(delivered: Delivered, mark: Mark) -> Mark | None:
    """The list entry around a mark, if the mark stands at its head."""
    parent = mark.parent
    while parent is not None:
        around = delivered.marks[parent]
        if around.name in ENTRIES:
            head = _text(delivered, around.inner_start, mark.start)
            return around if len(head.strip()) < 4 else None
        parent = around.parent
    return None


def _offices(description: str, holder: str) -> Iterator[Row]:
    for part in re.split(r";\s*", description):
        match = TERM.match(part.strip())
        if match is None:
            continue
        office = match["office"].strip(" ,")
        first = _edtf(match, "f") or _edtf(match, "s")
        last = _edtf(match, "t") or _edtf(match, "u")
        if len(office) < 120 and first:
            row = {"id": _slug(office), "name": office, "variants": "", "state": ""}
            yield row | {"holder": holder, "from": first, "to": last}


def _edtf(match: re.Match[str], side: str) -> str:
    year = match[f"{side}y"]
    if not year:
        return ""
    month = match[f"{side}m"]
    if not month:
        return year
    number = date_words("en").months[month.lower()]
    day = match[f"{side}d"]
    return f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else "")


def _places(delivered: Delivered) -> Iterator[str]:
    for mark in delivered.marks:
        if mark.kind == "element" and mark.name == "placeName":
            name = _text(delivered, mark.inner_start, mark.inner_end).strip(" ,.;[]")
            if 2 < len(name) < 60:
                yield name


def _text(delivered: Delivered, start: int, end: int) -> str:
    """Text of a stretch without markup, white space as one space."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", delivered.text[start:end])).split())


def _slug(name: str) -> str:
    """An id from a name: Latin letters and figures, joined by hyphens."""
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x" + short_digest(name)
