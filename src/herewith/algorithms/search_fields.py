"""What a document can be found by beside its text: heading, names, numbers, marks, notes, variants.

Served search and the word lists of a published site take their fields from here, so that both
find the same. What stands on the page is taken by its place in the source (`Placed`), what was
read from it by its words.

Blind spot:
    A number or marking is found as it is written and in its normal form, not in other spellings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from herewith.model.collation import Collation, Item, Variation
from herewith.model.document import Document
from herewith.model.register import Field, Party, RegisterEntry
from herewith.model.text import SourceId

__all__ = [
    "ALIASES",
    "FIELDS",
    "Placed",
    "Stretch",
    "of_collation",
    "of_document",
    "of_entry",
]

FIELDS = (
    *("heading", "from", "to", "place", "date"),
    *("number", "marking", "note", "variant"),
)
"""The fields, by the names under which they are asked for."""

ALIASES: Mapping[str, str] = {
    **{name: name for name in FIELDS},
    "headings": "heading",
    "title": "heading",
    "numbers": "number",
    "markings": "marking",
    "mark": "marking",
    "notes": "note",
    "variants": "variant",
    "sender": "from",
    "addressee": "to",
    "заголовок": "heading",
    "от": "from",
    "кому": "to",
    "место": "place",
    "дата": "date",
    "номер": "number",
    "гриф": "marking",
    "пометка": "marking",
    "примечание": "note",
    "вариант": "variant",
    "разночтение": "variant",
}
"""Names under which fields may be asked for, in small letters."""

BESIDE: Mapping[str, str] = {
    "stamp": "marking",
    "seal": "marking",
    "letterhead": "heading",
    "running_head": "heading",
    "footnote": "note",
    "editorial": "note",
    "hand": "note",
    "address_block": "to",
}
"""The field of each kind of furniture that stands with a document and has words of its own."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a field.

    A variant has the witnesses that read so (`sigla`, empty for a state of the page itself), the
    id of its variation, and in `others` what the other witnesses have, each `(words, sigla)`;
    `state` as in `Reading`, or `emended` for what stands on the page where an editor reads
    otherwise.
    """

    field: str
    language: str | None
    text: str
    sigla: tuple[str, ...] = ()
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()
    state: str = ""
    variation: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """Words of a field that stand in a source, by half-open offsets."""

    field: str
    language: str | None
    source: SourceId
    start: int
    end: int


def of_document(document: Document) -> Iterator[Stretch | Placed]:
    """The headings, notes and stamps of a document, and words of its page that its text has not."""
    language = document.language
    head = document.heading_span
    if document.heading:
        yield Stretch("heading", language, document.heading)
    for note in sorted(document.notes, key=lambda one: (one.source, one.start)):
        inside = head is not None and head.source == note.source and head.start < note.end
        if note.kind in BESIDE and not (inside and head and note.start < head.end):
            yield Placed(BESIDE[note.kind], language, note.source, note.start, note.end)
    for passage in document.passages:
        if passage.silent and passage.deleted:
            yield Stretch("variant", language, passage.deleted.quote, state="struck")
    for layer in document.layers:
        if layer.kind == "emended" and layer.delivered:
            yield Stretch("variant", language, layer.delivered, state="emended")


def of_entry(entry: RegisterEntry) -> Iterator[Stretch]:
    """Names, places, dates, numbers and marks of the register, as written and in normal form."""
    people = {
        "from": (*entry.sender, entry.signed_by, entry.signed_for, *entry.via),
        "to": (*entry.addressee, *entry.copies),
    }
    for field, named in people.items():
        yield from (Stretch(field, None, _party(one.value)) for one in _held(named))
    yield from (Stretch("place", None, one.value) for one in _held((entry.place,)))
    for dated in _held((entry.date, *entry.dates)):
        yield Stretch("date", None, _both(dated.value.date.edtf, dated.value.date.written))
    for number in _held(entry.numbers):
        kind = number.value.kind.replace("_", " ")
        yield Stretch("number", None, f"{kind} {_both(number.value.value, number.value.normal)}")
    for mark in _held((entry.classification, *entry.handling, *entry.markings)):
        yield Stretch("marking", None, _both(mark.value.value, mark.value.normal))
    yield from (Stretch("note", None, one.value) for one in _held(entry.annotations))


def of_collation(collation: Collation, item: Item) -> Iterator[tuple[str, Stretch]]:
    """Every reading of the apparatus that has words, with each document that reads so."""
    documents = {one.siglum: one.document for one in item.witnesses if one.status != "rejected"}
    for variation in collation.variations:
        for reading in variation.readings:
            if not any(map(str.isalnum, reading.text)):
                continue
            others = _others(variation, reading.sigla)
            made = Stretch(
                *("variant", collation.language, reading.text, reading.sigla),
                *(others, reading.state, variation.id),
            )
            for siglum in reading.sigla:
                if siglum in documents:
                    yield documents[siglum], made


def _others(
    variation: Variation, sigla: tuple[str, ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((one.text, one.sigla) for one in variation.readings if one.sigla != sigla)


def _held(fields: Iterable[Field[T] | None]) -> Iterator[Field[T]]:
    return (one for one in fields if one is not None and one.status != "rejected")


def _party(party: Party) -> str:
    return _both(party.name, party.normal)


def _both(written: str, normal: str) -> str:
    """What is written, and its normal form where that is another.

    >>> _both("61161/10-2862", "611.61/10-2862"), _both("SECRET", "secret")
    ('61161/10-2862 · 611.61/10-2862', 'SECRET')
    """
    same = not normal or written.casefold() == normal.casefold()
    return written if same else f"{written} · {normal}"
