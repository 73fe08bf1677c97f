"""Authority rows from a TEI volume's own lists of persons and terms.

A list entry is an `item` (or `row`, `p`) with a `persName` or `term` that has an `xml:id`, and a
description behind it: "Reed, Thomas A., Minister of Marine, May 1958–June 1960; thereafter …".
Offices in such a description become rows of `offices.csv` with the term it gives; an office
without one was held while the volume runs, whose years stand as approximate ones (`1961~`).
Places are those of the volume's datelines (`placeName`). Nothing is added that the volume does
not say.

Blind spot:
    "Thereafter" without a date before it is not read, nor are descriptions in other languages
    than English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from herewith.languages.dates import date_words
from herewith.languages.names import same_name
from herewith.languages.nations import state_named, state_of_office
from herewith.languages.posts import country_of
from herewith.model.records import short_digest
from herewith.model.text import Delivered, Mark

__all__ = ["rows_from"]

Row = dict[str, str]
MONTHS = "|".join(sorted({m.capitalize() for m in date_words("en").months}, key=len)[::-1])
DAY = rf"(?:(?:{MONTHS})\.?\s*)?(?:\d{{1,2}},\s+)?(?:1[5-9]|20)\d\d"
RANGE = re.compile(
    rf"[,(]?\s*(?:from\s+)?(?P<from>{DAY}|(?:{MONTHS})\.?(?:\s+\d{{1,2}})?(?=\s*[-–—]))\s*(?:[-–—]|to|until|through)\s*(?:his death\s+(?:on|in)\s+|his assassination\s+(?:on|in)\s+)?(?P<to>{DAY})\)?"
)
AFTER = re.compile(rf"[,(]?\s*(?:from|after|since|as of|beginning|effective)\s*(?P<from>{DAY})\)?")
BEFORE = re.compile(
    rf"[,(]?\s*(?:until|to|through|till)\s+(?:his (?:death|resignation|assassination)\s+(?:on|in)\s+)?(?P<to>{DAY})\)?"
)
WHEN = re.compile(rf"^(?:(?P<m>{MONTHS})\.?\s*)?(?:(?P<d>\d{{1,2}}),\s+)?(?P<y>\d{{4}})$")
THEN = re.compile(r"^(?:and\s+)?(?:thereafter|subsequently|then),?\s+(?:as\s+)?", re.I)
NO_OFFICE = re.compile(
    r"^(?:see|former|formerly|later|previously|deceased|member|wife|husband|son|daughter|brother|died|author|candidate"
    r"|journalist|correspondent|editor|attorney\b(?! general)|also|under the|pseudonym|intermediary|retired|ex-)\b"
    r"|\b(?:designate|elect|nominee|candidate)\b",
    re.I,
)
"""How a description begins that names no office held while the volume runs."""
OFFICE_WORDS = re.compile(
    r"\b(?:president|premier|prime minister|minister|secretary|ambassador|chairman|chancellor|king|queen|shah|emperor|prince|director"
    r"|chief|assistant|adviser|advisor|administrator|commander|counselor|commissioner|representative|senator|governor|attorney general"
    r"|chargé|consul|deputy|officer|head|coordinator|speaker|comptroller|attaché)\b",
    re.I,
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
        years = _years(delivered)
        for listed in _listed(delivered, "persName"):
            if re.match(r"see\b", listed.description, re.I):
                continue
            key = _person(people, listed)
            for row in _offices(listed.description, key, years):
                offices.setdefault((row["id"], row["holder"], row["from"], row["to"]), row)
        for listed in _listed(delivered, "term"):
            row = {"id": _slug(listed.name), "name": listed.name, "note": listed.description}
            terms.setdefault(row["id"], row)
        for name in _places(delivered):
            place = {"id": _slug(name), "name": name, "state": _state_of_place(name)}
            places.setdefault(place["id"], place)
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


def _state_of_place(name: str) -> str:
    if name.lower().startswith("washington"):
        return "US"
    return state_named(country_of(name))


def _years(delivered: Delivered) -> tuple[str, str]:
    """First and last year of the volume's datelines, as approximate EDTF; empty if it has none.

    They are read from `@when`, and where no date of the volume has it, from the words.
    """
    dates = [mark for mark in delivered.marks if mark.kind == "element" and mark.name == "date"]
    lines = [mark for mark in delivered.marks if mark.kind == "element" and mark.name == "dateline"]
    encoded = [mark.get("when")[:4] for mark in dates if _is_in_dateline(delivered, mark)]
    years = sorted(year for year in encoded if re.fullmatch(r"\d{4}", year))
    if not years:
        words = (_text(delivered, mark.inner_start, mark.inner_end) for mark in lines)
        years = sorted(found.group() for line in words if (found := YEAR.search(line)))
    return (f"{years[0]}~", f"{years[-1]}~") if years else ("", "")


YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def _is_in_dateline(delivered: Delivered, mark: Mark) -> bool:
    parent = mark.parent
    while parent is not None and delivered.marks[parent].name == "hi":
        parent = delivered.marks[parent].parent
    return parent is not None and delivered.marks[parent].name == "dateline"


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


def _offices(description: str, holder: str, years: tuple[str, str]) -> Iterator[Row]:
    """Offices of a description with their terms.

    A term without its first or last day is open on that side; an office without any term was
    held while the volume runs, and has its years as approximate ones.
    """
    parts = [part.strip(" .") for part in re.split(r";\s*", description) if part.strip(" .")]
    last = ""
    for part in parts:
        match = RANGE.search(part) or AFTER.search(part) or BEFORE.search(part)
        named = match.groupdict() if match else {}
        until = _edtf(named.get("to") or "")
        first = _edtf(_with_year(named.get("from") or "", until))
        office = part[: match.start()] if match else part
        then = THEN.match(office)
        if then and not first:
            first = last
            if not first:
                continue
        office = THEN.sub("", office).strip(" ,(")
        last = until or last
        if match is None and not then and len(parts) == 1:
            first, until = years
        if not (first or until) or _is_no_office(office):
            continue
        row = {
            "id": _slug(office),
            "name": office,
            "variants": "",
            "state": state_of_office(office),
        }
        yield row | {"holder": holder, "from": first, "to": until}


def _is_no_office(office: str) -> bool:
    if not 4 < len(office) < 120 or not office[0].isupper() or NO_OFFICE.search(office):
        return True
    return OFFICE_WORDS.search(office) is None


def _with_year(written: str, until: str) -> str:
    """A first day without its year ("January–December 1961") with the year of the last."""
    if not written or YEAR.search(written):
        return written
    return f"{written}{',' if written[-1].isdigit() else ''} {until[:4]}"


def _edtf(written: str) -> str:
    match = WHEN.match(written.strip())
    if match is None:
        return ""
    if not match["m"]:
        return match["y"]
    number = date_words("en").months[match["m"].lower()]
    day = match["d"]
    return f"{match['y']}-{number:02d}" + (f"-{int(day):02d}" if day else "")


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
