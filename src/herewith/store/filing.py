"""Under what a record can be found: its place in lists, and what it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from herewith.model.bitext import Bitext
from herewith.model.collation import Collation, Item
from herewith.model.document import Document, Duplicate, Furniture, Gap
from herewith.model.findings import Comparison
from herewith.model.links import Attested, Mention, Quotation
from herewith.model.register import RegisterEntry
from herewith.model.sharing import Blanked, SharedWording
from herewith.model.text import Delivered, Page, Source

__all__ = ["FILED", "Filed", "filed", "filed_as"]

UNDATED = "~"
"""Sorts behind every date."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A record, where it comes in lists of its kind, and links `(role, id)` to what it concerns."""

    record: object
    id: str
    sort: str
    links: tuple[tuple[str, str], ...] = ()


def filed(record: object) -> Filed | None:
    """What the database keeps of a record; `None` for a kind that no page asks for."""
    rule = FILED.get(type(record))
    return None if rule is None else rule(record)


def filed_as(kind: str) -> str | None:
    """The kind under which records of a kind are filed: of a delivered file only its `Source`."""
    if kind == Delivered.__name__:
        return Source.__name__
    return kind if any(kind == known.__name__ for known in FILED) else None


def _document(record: Document) -> Filed:
    first = record.passages[0] if record.passages else None
    place = _place(first.source, first.start) if first else ""
    return Filed(record, record.id, place, (("source", first.source),) if first else ())


def _item(record: Item) -> Filed:
    witnesses = [w for w in record.witnesses if w.status != "rejected"]
    links = [("document", str(witness.document)) for witness in witnesses]
    links += [("alias", alias) for alias in record.aliases]
    return Filed(record, record.id, f"{record.date or UNDATED}\x1f{record.id}", _once(links))


def _of_item(record: Collation | Bitext | Comparison) -> Filed:
    links = (("item", str(record.item)),) if record.item else ()
    return Filed(record, record.id, record.id, links)


def _mention(record: Mention) -> Filed:
    links = [("document", str(record.document))]
    if record.mention_status == "resolved" and record.target and record.status != "rejected":
        links.append(("target", str(record.target)))
    return Filed(record, record.id, _place(record.document, record.start), tuple(links))


def _quotation(record: Quotation) -> Filed:
    links = [("document", str(record.document))]
    if record.target and record.status != "rejected":
        links.append(("target", str(record.target)))
    return Filed(record, record.id, _place(record.document, record.start), tuple(links))


def _attested(record: Attested) -> Filed:
    return Filed(record, record.id, f"{record.date or UNDATED}\x1f{record.id}")


def _furniture(record: Furniture) -> Filed:
    source = ("source", str(record.source))
    return Filed(record, record.id, _place(record.source, record.start), (source,))


def _duplicate(record: Duplicate) -> Filed:
    source = ("source", str(record.source))
    return Filed(record, record.id, _place(record.source, record.other[0]), (source,))


def _gap(record: Gap) -> Filed:
    links = (("source", str(record.source)), ("document", str(record.document)))
    start, _ = record.after or record.before or (0, 0)
    return Filed(record, record.id, _place(record.source, start), links)


def _delivered(record: Delivered) -> Filed:
    return Filed(record.source, record.source.id, record.source.path)


def _page(record: Page) -> Filed:
    return Filed(record, record.id, _place(record.source, record.n), (("source", record.source),))


def _plain(record: Any) -> Filed:
    return Filed(record, record.id, record.id)


def _shared(record: SharedWording) -> Filed:
    return Filed(record, record.id, record.id, (("document", record.a), ("document", record.b)))


def _blanked(record: Blanked) -> Filed:
    place = _place(record.document, record.start)
    return Filed(record, record.id, place, (("document", record.document),))


FILED: dict[type, Callable[[Any], Filed]] = {
    Attested: _attested,
    Blanked: _blanked,
    Bitext: _of_item,
    Collation: _of_item,
    Comparison: _of_item,
    Delivered: _delivered,
    Document: _document,
    Duplicate: _duplicate,
    Furniture: _furniture,
    Gap: _gap,
    Item: _item,
    Mention: _mention,
    Quotation: _quotation,
    Page: _page,
    RegisterEntry: _plain,
    SharedWording: _shared,
}
"""How each kind of record is filed."""


def _place(holder: str, start: int) -> str:
    return f"{holder}\x1f{start:012d}"


def _once(links: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(links))
