"""Under what a record can be found: its place in lists, and what it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from herewith.model.bitext import Bitext
from herewith.model.collation import Collation, Item
from herewith.model.document import Document, Duplicate, Furniture, Gap, Reconstruction
from herewith.model.findings import Comparison
from herewith.model.links import Attested, Mention, Quotation
from herewith.model.provenance import MintedId
from herewith.model.register import RegisterEntry
from herewith.model.text import Delivered, Source

__all__ = ["FILED", "Filed", "filed"]

UNDATED = "~"
"""Sorts behind every date."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A record, where it comes in lists of its kind, and links `(role, id)` to what it concerns."""

    record: object
    id: str
    sort: str
    links: tuple[tuple[str, str], ...] = ()


def filed(record: object) -> Iterator[Filed]:
    """What the database keeps of a record; a record of another kind is not kept in it."""
    rule = FILED.get(type(record))
    if rule is not None:
        yield from rule(record)


def _document(record: Document) -> Iterator[Filed]:
    first = record.passages[0] if record.passages else None
    place = _place(first.source, first.start) if first else ""
    yield Filed(record, record.id, place, (("source", first.source),) if first else ())


def _item(record: Item) -> Iterator[Filed]:
    witnesses = [w for w in record.witnesses if w.status != "rejected"]
    links = [("document", str(witness.document)) for witness in witnesses]
    links += [("alias", alias) for alias in record.aliases]
    yield Filed(record, record.id, f"{record.date or UNDATED}\x1f{record.id}", _once(links))


def _of_item(record: Collation | Bitext | Comparison) -> Iterator[Filed]:
    links = (("item", str(record.item)),) if record.item else ()
    yield Filed(record, record.id, record.id, links)


def _mention(record: Mention) -> Iterator[Filed]:
    links = [("document", str(record.document))]
    if record.mention_status == "resolved" and record.target and record.status != "rejected":
        links.append(("target", str(record.target)))
    yield Filed(record, record.id, _place(record.document, record.start), tuple(links))


def _quotation(record: Quotation) -> Iterator[Filed]:
    links = [("document", str(record.document))]
    if record.target and record.status != "rejected":
        links.append(("target", str(record.target)))
    yield Filed(record, record.id, _place(record.document, record.start), tuple(links))


def _attested(record: Attested) -> Iterator[Filed]:
    yield Filed(record, record.id, f"{record.date or UNDATED}\x1f{record.id}")


def _reconstruction(record: Reconstruction) -> Iterator[Filed]:
    """The parts of a reconstruction; its documents are records of their own."""
    source = ("source", str(record.source.id))
    for furniture in record.furniture:
        yield Filed(furniture, furniture.id, _place(furniture.source, furniture.start), (source,))
    for duplicate in record.duplicates:
        place = _place(duplicate.source, duplicate.other[0])
        yield Filed(duplicate, duplicate.id, place, (source,))
    for gap in record.gaps:
        after = gap.after or gap.before or (0, 0)
        place = _place(gap.source, after[0])
        yield Filed(gap, gap.id, place, (source, ("document", str(gap.document))))
    for document in record.documents:
        yield from _document(document)


def _delivered(record: Delivered) -> Iterator[Filed]:
    yield Filed(record.source, record.source.id, record.source.path)


def _plain(record: Any) -> Iterator[Filed]:
    yield Filed(record, record.id, record.id)


FILED: dict[type, Callable[[Any], Iterator[Filed]]] = {
    Attested: _attested,
    Bitext: _of_item,
    Collation: _of_item,
    Comparison: _of_item,
    Delivered: _delivered,
    Document: _document,
    Item: _item,
    Mention: _mention,
    MintedId: _plain,
    Quotation: _quotation,
    Reconstruction: _reconstruction,
    RegisterEntry: _plain,
}
"""How each kind of record is filed."""

PARTS: tuple[type, ...] = (Duplicate, Furniture, Gap, Source)
"""Kinds that are filed as parts of others."""


def _place(holder: str, start: int) -> str:
    return f"{holder}\x1f{start:012d}"


def _once(links: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(links))
