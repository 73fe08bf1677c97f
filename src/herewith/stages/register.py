"""Register: who wrote what to whom, when, where, under which numbers, with what evidence.

Every document gets an entry, and the enclosures it claims are looked for among all others. Every value is a statement that an editor can accept, reject, set or doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from herewith.algorithms.register.audit import audit
from herewith.algorithms.register.checks import check_entry
from herewith.algorithms.register.page import Page
from herewith.algorithms.register.people import Authorities
from herewith.algorithms.register.reading import Draft, read_entry
from herewith.formats.authorities import with_pack
from herewith.model.document import Document, Furniture
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement
from herewith.model.register import RegisterEntry
from herewith.model.text import Delivered
from herewith.stages.carried import carrier_of, dated_by_carriers, unquoted
from herewith.stages.entries import enclosed, entry_of
from herewith.stages.register_reader import Reader
from herewith.stages.register_sheet import Sheet

T = TypeVar("T")

__all__ = ["DEFAULTS", "Register", "authorities_of", "register_documents"]

DEFAULTS: Mapping[str, object] = {
    "first_year": 0,
    "last_year": 0,
    "day_order": "",
    "offices_pack": True,
}
"""Years that the collection covers (0 is open), `mdy` or `dmy` for 3/4/62, and whether the
built-in table of heads of state and government and foreign ministers is used."""


class Register:
    """The stage `register`: documents with their furniture to register entries."""

    name = "register"
    version = "2"
    consumes: tuple[type, ...] = (Document, Furniture, Delivered)
    produces: tuple[type, ...] = (RegisterEntry,)
    defaults = DEFAULTS

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:
        """One unit: an enclosure may be held in any source."""
        del context
        documents = tuple(_of(records.get(Document, ()), Document))
        pieces = (p for p in _of(records.get(Furniture, ()), Furniture) if p.document is not None)
        if documents:
            yield Unit("box", (*documents, *pieces, *records.get(Delivered, ())))

    def work(self, unit: Unit, context: Context) -> Outcome:
        """Read every document, audit the enclosures, check the values against each other."""
        documents = tuple(_of(unit.records, Document))
        furniture = tuple(_of(unit.records, Furniture))
        delivered = {str(d.source.id): d for d in _of(unit.records, Delivered)}
        entries, statements = register_documents(documents, furniture, delivered, context)
        problems = tuple(problem for entry in entries for problem in entry.problems)
        return Outcome(entries, statements, problems)


def register_documents(
    documents: Sequence[Document],
    furniture: Sequence[Furniture],
    delivered: Mapping[str, Delivered],
    context: Context,
    authorities: Authorities | None = None,
) -> tuple[tuple[RegisterEntry, ...], tuple[Statement, ...]]:
    """Entries and statements of documents, with editors' decisions applied.

    `authorities` are those of the context where they were made already.
    """
    settings = {**DEFAULTS, **context.settings}
    authorities = authorities or authorities_of(context)
    span = (_year(settings["first_year"]), _year(settings["last_year"]))
    order = str(settings["day_order"]) or None
    by_document: dict[str, list[Furniture]] = {}
    for piece in furniture:
        by_document.setdefault(str(piece.document), []).append(piece)
    made: dict[str, Reader] = {}
    drafts: dict[str, Draft] = {}
    for document in sorted(documents, key=lambda one: bool(carrier_of(one))):
        sheet = Sheet(document, tuple(by_document.get(str(document.id), ())), delivered)
        page = Page(
            unquoted(document),
            document.language,
            heading=document.heading,
            letterhead=sheet.letterhead,
        )
        carrier = drafts.get(carrier_of(document))
        day = carrier.day if carrier else None
        name = str(document.id)
        drafts[name] = read_entry(page, authorities, span=span, order=order, day=day)
        made[name] = Reader(document, sheet, context.decisions, authorities)
    readers = [made[str(document.id)] for document in documents]
    entries = [entry_of(reader, drafts[str(reader.document.id)]) for reader in readers]
    done = []
    for reader, entry in zip(readers, audit(dated_by_carriers(readers, entries)), strict=True):
        entry = enclosed(reader, entry)
        wrong = check_entry(entry, authorities, span=span)
        done.append(replace(entry, problems=(*entry.problems, *wrong)))
    said = (statement for reader in readers for statement in reader.statements)
    return tuple(done), tuple(sorted(said, key=lambda statement: statement.id))


def authorities_of(context: Context) -> Authorities:
    """The people, offices and places of a context, with the built-in pack where it is wanted."""
    pack = bool({**DEFAULTS, **context.settings}["offices_pack"])
    rows = {
        name: tuple(context.authorities.get(name, ())) for name in ("people", "offices", "places")
    }
    return Authorities(with_pack(rows) if pack else rows)


def _year(value: object) -> int | None:
    return value if isinstance(value, int) and value > 0 else None


def _of(records: Sequence[object], kind: type[T]) -> Iterator[T]:
    return (record for record in records if isinstance(record, kind))
