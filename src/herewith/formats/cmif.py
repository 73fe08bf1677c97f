"""CMIF: the edition's letters as one file of `correspDesc`s, for indexes of correspondence.

Source:
    Correspondence Metadata Interchange Format, version 2 (TEI Correspondence SIG), as its RELAX NG
    customisation has it: `persName`, `orgName` and `placeName` with `ref` to authority files
    (VIAF, GND, Wikidata, GeoNames), dates by `when`, `from`/`to`, `notBefore`/`notAfter`.

Only what one sends to another is correspondence: essays, forewords and minutes are left out, and
`write_cmif` names them. Letters attested and not held are left out too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from herewith.errors import DataError
from herewith.formats.citing.cited import SENT
from herewith.formats.citing.dates import date_in_words
from herewith.formats.correspondents import entries_of, outside_of, party_of, place_of
from herewith.formats.tei_edition.dates import date_attributes
from herewith.formats.tei_edition.elements import TEI, Element, ncname, sub
from herewith.formats.tei_edition.lists import Authorities, rows_by_id
from herewith.model.collation import Item
from herewith.model.edition import Edition
from herewith.model.register import RegisterEntry

__all__ = ["CmifHead", "CmifLetter", "faults", "read_cmif", "write_cmif"]

DATED = ("when", "from", "to", "notBefore", "notAfter")
_WHEN = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?)?)?")


@dataclass(frozen=True, slots=True)
class CmifHead:
    """What the header of the file says and no record knows.

    `url` is the address at which the edition stands (letters are below it), `licence` the address
    of the licence, `date` the ISO day of the file.
    """

    editors: tuple[str, ...]
    publisher: str
    url: str
    date: str
    licence: str = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class CmifLetter:
    """One letter as a CMIF file has it: names with their references, dates by attribute."""

    key: str
    ref: str
    sent: tuple[tuple[str, str, str], ...]
    received: tuple[tuple[str, str, str], ...]
    places: tuple[tuple[str, str], ...]
    dates: tuple[tuple[str, str], ...]


def write_cmif(
    edition: Edition, head: CmifHead, authorities: Authorities
) -> tuple[bytes, tuple[str, ...]]:
    """The file, and the ids of the items that are no correspondence and not in it."""
    root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})
    header = sub(root, "teiHeader")
    file = sub(header, "fileDesc")
    titles = sub(file, "titleStmt")
    sub(titles, "title", edition.title)
    for editor in head.editors or (edition.title,):
        sub(titles, "editor", editor)
    published = sub(file, "publicationStmt")
    sub(published, "publisher", head.publisher)
    sub(published, "idno", head.url, type="url")
    sub(published, "date", when=head.date)
    sub(sub(published, "availability"), "licence", "Licence", target=head.licence)
    source = ncname(f"edition-{edition.title}")[:40]
    sub(sub(file, "sourceDesc"), "bibl", edition.title, type="online", xml_id=source)
    profile = sub(header, "profileDesc")
    left = []
    for item in edition.items():
        if _is_letter(item):
            _letter(profile, edition, item, head, source, authorities)
        else:
            left.append(str(item.id))
    sub(sub(sub(root, "text"), "body"), "p")
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return bytes(data), tuple(left)


def _is_letter(item: Item) -> bool:
    return item.kind in SENT or bool(item.sender and item.addressee)


def _letter(
    profile: Element,
    edition: Edition,
    item: Item,
    head: CmifHead,
    source: str,
    authorities: Authorities,
) -> None:
    made = sub(profile, "correspDesc", key=str(item.id), source=f"#{source}")
    if re.match(r"https?://", head.url):
        made.set("ref", f"{head.url.rstrip('/')}/en/letter/{item.id}.html")
    entries = entries_of(edition, item)
    people = {**rows_by_id(authorities, "offices"), **rows_by_id(authorities, "people")}
    sent = sub(made, "correspAction", type="sent")
    for name in item.sender:
        _party(sent, name, entries, people)
    place = place_of(entries)
    if place:
        found = [row for row in authorities.get("places", ()) if place in _names_of(row)]
        refs = outside_of(found[0]) if len(found) == 1 else ()
        sub(sent, "placeName", place, ref=" ".join(refs))
    dates = date_attributes(item.date) if item.date else {}
    if dates:
        date = sub(sent, "date", date_in_words(item.date, "en"))
        for key, value in dates.items():
            date.set(key, value)
    if not len(sent):
        sub(sent, "note", "Neither sender nor date is known.")
    if item.addressee:
        received = sub(made, "correspAction", type="received")
        for name in item.addressee:
            _party(received, name, entries, people)


def _party(
    parent: Element,
    name: str,
    entries: Sequence[RegisterEntry],
    people: Mapping[str, Mapping[str, str]],
) -> None:
    party = party_of(name, entries)
    row = people.get(party.person) or people.get(party.body) if party else None
    refs = outside_of(row) if row else ()
    body = party is not None and party.kind == "body"
    sub(parent, "orgName" if body else "persName", name, ref=" ".join(refs))


def _names_of(row: Mapping[str, str]) -> set[str]:
    own = {value for key, value in row.items() if key == "name" or key.startswith("name_")}
    return own | {variant.strip() for variant in row.get("variants", "").split(";")} - {""}


def read_cmif(data: bytes) -> tuple[CmifLetter, ...]:
    """The letters of a CMIF file.

    Raises:
        DataError: if the file is not well-formed XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root: Element = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DataError(f"not well-formed XML: {error}") from error
    return tuple(_read(desc) for desc in root.iter(f"{{{TEI}}}correspDesc"))


def _read(desc: Element) -> CmifLetter:
    def named(kind: str) -> tuple[tuple[str, str, str], ...]:
        found = desc.iterfind(f"{{*}}correspAction[@type='{kind}']/*")
        names = [(e.tag.rpartition("}")[2], e) for e in found]
        return tuple(
            (tag, e.text or "", e.get("ref", ""))
            for tag, e in names
            if tag in ("persName", "orgName")
        )

    places = tuple((e.text or "", e.get("ref", "")) for e in desc.iter("{*}placeName"))
    dates = (e for e in desc.iter("{*}date"))
    given = tuple((k, e.get(k)) for e in dates for k in DATED if e.get(k))
    return CmifLetter(
        desc.get("key", ""), desc.get("ref", ""), named("sent"), named("received"), places, given
    )


def faults(data: bytes) -> tuple[str, ...]:
    """What is wrong with a CMIF file by our own checks, in words; nothing if it is good.

    Raises:
        DataError: if the file is not well-formed XML.
    """
    letters = read_cmif(data)
    root: Element = etree.fromstring(data)
    out = []
    for path in ("titleStmt/title", "titleStmt/editor", "publicationStmt/publisher"):
        found = root.find(f"{{*}}teiHeader/{{*}}fileDesc/{{*}}{path.replace('/', '/{*}')}")
        if found is None or not (found.text or "").strip():
            out.append(f"{path} is missing or empty")
    date = root.find("{*}teiHeader/{*}fileDesc/{*}publicationStmt/{*}date")
    if date is None or not _WHEN.fullmatch(date.get("when", "")):
        out.append("publicationStmt/date has no day")
    seen: set[str] = set()
    for letter in letters:
        if not letter.key or letter.key in seen:
            out.append(f'the key "{letter.key}" is empty or used twice')
        seen.add(letter.key)
        for kind, when in letter.dates:
            if not _WHEN.fullmatch(when):
                out.append(f"{letter.key}: {kind} {when} is no date of the W3C's kinds")
        keys = {kind for kind, _ in letter.dates}
        if len(keys) > 1 and keys not in ({"from", "to"}, {"notBefore", "notAfter"}):
            out.append(f"{letter.key}: {' and '.join(sorted(keys))} do not go together")
        refs = [ref for _, _, ref in (*letter.sent, *letter.received)]
        for ref in " ".join([*refs, *(ref for _, ref in letter.places)]).split():
            if not re.match(r"https?://\S+$", ref):
                out.append(f"{letter.key}: {ref} is no address of an authority file")
    return tuple(out)
