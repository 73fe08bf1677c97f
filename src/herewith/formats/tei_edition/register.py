"""A register entry as `correspDesc`, and back.

The values stand in elements of their own; where each was read, by which rule and how surely is
said by a feature structure that points to the element with `corresp`.

    sent        sender, date and place of writing           transmitted  via
    received    addressee; with the subtype `copy`, copies  signed, signed-for
    any other role of a date is an action of that name
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from herewith.algorithms.dates.edtf import parse_edtf
from herewith.errors import DataError
from herewith.formats.tei_edition.dates import date_attributes
from herewith.formats.tei_edition.elements import (
    ID,
    Element,
    data_of,
    features,
    local,
    ncname,
    sub,
)
from herewith.formats.tei_edition.makers import Makers
from herewith.model.records import decode, encode
from herewith.model.register import DatedRole, Enclosure, Field, Marking, Number, Party
from herewith.model.register import RegisterEntry as Entry

__all__ = ["PARTIES", "TEXTS", "read_entry", "write_entry"]

PARTIES = {
    "sender": ("sent", ""),
    "addressee": ("received", ""),
    "via": ("transmitted", ""),
    "copies": ("received", "copy"),
    "signed_by": ("signed", ""),
    "signed_for": ("signed-for", ""),
}
"""Fields of parties, and type and subtype of their action."""

SINGLE = ("signed_by", "signed_for")
TEXTS = ("kind", "subject", "language", "source_language", "salutation", "closing")
MANY_TEXTS = ("claims", "annotations")
MARKS = ("classification", "handling", "markings")
NAMES = {"person": "persName", "office": "roleName", "body": "orgName"}
HELD = {True: "held", False: "not-held", None: "unknown"}


def write_entry(
    parent: Element, stand_off: Element, entry: Entry, key: str, makers: Makers
) -> None:
    """Write an entry's `correspDesc` and, apart from it, where each value comes from."""
    _Writer(
        sub(parent, "correspDesc", xml_id=f"{key}.c", corresp=f"#{key}"), stand_off, key, makers
    ).write(entry)


class _Writer:
    def __init__(self, desc: Element, stand_off: Element, key: str, makers: Makers) -> None:
        self.desc, self.stand_off, self.key, self.makers = desc, stand_off, key, makers
        self.named: set[str] = set()

    def write(self, entry: Entry) -> None:
        self._actions(entry)
        for name in (*TEXTS, *MANY_TEXTS):
            for field in _fields(entry, name):
                self._mark(sub(self.desc, "note", field.value, type=name), name, field)
        for field in entry.numbers:
            note = sub(self.desc, "note", type="number")
            value = field.value
            number = sub(note, "idno", value.value, type=ncname(value.kind), n=value.normal or "-")
            self._mark(number, "numbers", field)
        for name in MARKS:
            for field in _fields(entry, name):
                mark = field.value
                note = sub(self.desc, "note", mark.value, type=mark.kind, n=mark.normal or "-")
                self._mark(note, name, field)
        for paper in entry.enclosures:
            note = sub(
                self.desc, "note", paper.description, type="enclosure", subtype=HELD[paper.held]
            )
            self._enclosure(note, paper)
        rest = {"source": entry.source, "start": entry.start, "end": entry.end}
        rest |= {"id": entry.id, "problems": encode(entry.problems)}
        features(self.stand_off, "entry", rest, corresp=f"#{self.key}.c")

    def _actions(self, entry: Entry) -> None:
        """Parties with place and date of writing, then what else happened on which day."""
        for name, (action, subtype) in PARTIES.items():
            fields = _fields(entry, name)
            sent = name == "sender"
            if not fields and not (sent and (entry.date or entry.place)):
                continue
            made = sub(self.desc, "correspAction", type=action, subtype=subtype)
            for field in fields:
                self._party(made, name, field)
            if sent and entry.place:
                self._mark(sub(made, "placeName", entry.place.value), "place", entry.place)
            if sent and entry.date:
                self._date(made, "date", entry.date)
        for one in entry.dates:
            self._date(sub(self.desc, "correspAction", type=one.value.role), "dates", one)

    def _party(self, parent: Element, name: str, field: Field[Party]) -> None:
        party = field.value
        ids = [x for x in (party.person, party.office, party.body) if x]
        made = sub(parent, NAMES[party.kind], party.name)
        if ids:
            made.set("ref", " ".join(f"#{ncname(x)}" for x in ids))
        more = {key: getattr(party, key) for key in ("person", "office", "body", "normal")}
        self._mark(made, name, field, {k: v for k, v in more.items() if v})

    def _date(self, parent: Element, name: str, field: Field[DatedRole]) -> None:
        date, role = field.value.date, field.value.role
        made = sub(parent, "date", date.written, n=date.edtf, type=role)
        for key, value in date_attributes(date.edtf, date).items():
            made.set(key, value)
        more = encode(date)
        try:
            known = encode(parse_edtf(date.edtf))
        except ValueError:
            known = {}
        told = {k: v for k, v in more.items() if known.get(k) != v and k not in ("written", "edtf")}
        self._mark(made, name, field, told)

    def _enclosure(self, made: Element, paper: Enclosure) -> None:
        data = encode(paper)
        rest = {k: v for k, v in data.items() if k not in ("description", "held")}
        made.set(ID, self._name("enclosures", paper.statement))
        made.set("resp", self.makers.resp(paper.statement))
        features(self.stand_off, "enclosures", rest, corresp=f"#{made.get(ID)}")

    def _mark(
        self, made: Element, name: str, field: Field[Any], more: dict[str, Any] | None = None
    ) -> None:
        """Give the element a name, its maker and its certainty, and tell the rest elsewhere."""
        made.set(ID, self._name(name, field.statement))
        made.set("resp", self.makers.resp(field.statement))
        made.set("cert", repr(float(field.certainty)) if 0 <= field.certainty <= 1 else "unknown")
        data = {k: v for k, v in encode(field).items() if k != "value"}
        if more:
            data["value"] = more
        features(self.stand_off, name, data, corresp=f"#{made.get(ID)}")

    def _name(self, name: str, statement: str) -> str:
        """The element's name: of the field and the statement's own digest, and no two alike."""
        tail = statement.rpartition("/")[2]
        base = f"{self.key}.{name}" + (f"-{ncname(tail)}" if tail not in ("", name) else "")
        made, n = base, 2
        while made in self.named:
            made, n = f"{base}-{n}", n + 1
        self.named.add(made)
        return made


def _fields(entry: Entry, name: str) -> tuple[Field[Any], ...]:
    """The values of a field, which a document may have once or many times."""
    held = getattr(entry, name)
    return held if isinstance(held, tuple) else (held,) if held is not None else ()


def read_entry(desc: Element, told: dict[str, Element]) -> Entry:
    """The register entry of a `correspDesc`.

    Args:
        told: feature structures by the name of the element they are about.

    Raises:
        DataError: if an element has no feature structure, or one that is none of ours.
    """
    rest = data_of(told[desc.get(ID)])
    made: dict[str, Any] = {"dates": [], "numbers": [], "handling": [], "markings": []}
    made |= {"sender": [], "addressee": [], "via": [], "copies": [], "enclosures": []}
    made |= {"claims": [], "annotations": []}
    for element in _marked(desc):
        about = told.get(element.get(ID))
        if about is None:
            raise DataError(f"<{local(element)}> on line {element.sourceline} is not explained")
        name, data = about.get("type"), data_of(about)
        value = _value(name, element, data.pop("value", {}))
        data = value | data if name == "enclosures" else {"value": value, **data}
        if isinstance(made.get(name), list):
            made[name].append(data)
        else:
            made[name] = data
    known = {**dict.fromkeys(("kind", "date", "place", "subject", "language")), **rest}
    for name in (*SINGLE, *TEXTS, "classification"):
        known.setdefault(name, None)
    return decode(Entry, known | made)


def _marked(desc: Element) -> Iterator[Element]:
    """Elements that are values, in the order written."""
    for element in desc.iter():
        if element is not desc and element.get(ID):
            yield element


def _value(name: str, element: Element, more: dict[str, Any]) -> Any:
    text = element.text or ""
    if name in PARTIES:
        kind = next(kind for kind, tag in NAMES.items() if tag == local(element))
        return encode(Party(text, kind)) | more  # type: ignore[arg-type]
    if name in ("date", "dates"):
        edtf = element.get("n", "")
        try:
            date = encode(parse_edtf(edtf))
        except ValueError:
            date = {}
        return {"date": date | {"written": text, "edtf": edtf} | more, "role": element.get("type")}
    normal = element.get("n", "")
    normal = "" if normal == "-" else normal
    if name == "numbers":
        return encode(Number(element.get("type", ""), text, normal))
    if name in MARKS:
        return encode(Marking(element.get("type"), text, normal))
    if name == "enclosures":
        held = next(value for value, said in HELD.items() if said == element.get("subtype"))
        return {"description": text, "held": held}
    return text
