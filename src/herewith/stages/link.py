"""Link: mentions of other items, quotations, and what is attested but not held.

Mentions are resolved from the texts alone; an editor's note in a printed volume ("Not found.")
is read only afterwards, for the fate of a paper that is not held.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from herewith.algorithms.date_phrases import FoundDate, find_dates
from herewith.algorithms.quotations import Source, Verifier, check
from herewith.algorithms.references.belonging import belonging
from herewith.algorithms.references.candidates import Index
from herewith.algorithms.references.dating import own_dates
from herewith.algorithms.references.papers import papers
from herewith.algorithms.references.passages import paraphrased
from herewith.algorithms.references.reading import find_mentions
from herewith.model.collation import Item
from herewith.model.document import Document
from herewith.model.links import Attested, Mention, Quotation
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement
from herewith.model.register import RegisterEntry
from herewith.model.text import Delivered
from herewith.stages.attested import attested_of, leads_of, promoted, sequence_leads
from herewith.stages.borrowed import borrowed_of
from herewith.stages.completeness import claims_of
from herewith.stages.linked import mentions_of, quotations_of
from herewith.stages.linker import Linker
from herewith.stages.naming import names_of

__all__ = ["Link"]

T = TypeVar("T")


class Link:
    """The stage `link`: one unit, for every document may mention every other."""

    name = "link"
    version = "2"
    consumes: tuple[type, ...] = (Document, RegisterEntry, Item, Delivered)
    produces: tuple[type, ...] = (Mention, Attested, Quotation)

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:
        """One unit with all documents, entries, items and sources."""
        del context
        if records.get(Document):
            yield Unit("box", tuple(r for kind in self.consumes for r in records.get(kind, ())))

    def work(self, unit: Unit, context: Context) -> Outcome:
        """Find, resolve and verify; editors' decisions win."""
        documents = _of(unit.records, Document)
        entries = {str(entry.id): entry for entry in _of(unit.records, RegisterEntry)}
        items = _of(unit.records, Item)
        index = Index(papers(documents, entries))
        belongs = belonging(items)
        sources = {str(d.source.id): d for d in _of(unit.records, Delivered)}
        linker = Linker(index, belongs, {str(i.id) for i in items}, sources, context.decisions)
        dates = {str(d.id): _dates(d, index) for d in documents}
        for document in documents:
            own = index.papers[str(document.id)]
            barred = belongs.fellows.get(own.id, frozenset())
            found = find_mentions(
                document.text, own, index, dates=dates[own.id], belongs=belongs, barred=barred
            )
            pairs = mentions_of(linker, document, found)
            leads_of(linker, document, pairs, entries.get(own.id))
        _passages(linker, documents)
        sequence_leads(linker, entries)
        promoted(linker)
        attested = attested_of(linker)
        claims_of(linker, documents, attested)
        names_of(linker, documents, context)
        records: list[object] = [*linker.mentions, *attested]
        records += _quoted(documents, entries, dates, linker)
        said: tuple[Statement, ...] = tuple(sorted(linker.statements, key=lambda s: s.id))
        return Outcome(tuple(records), said, tuple(linker.problems))


def _passages(linker: Linker, documents: Sequence[Document]) -> None:
    """The passages that resolved mentions paraphrase."""
    by_id = {str(d.id): d for d in documents}
    for n, mention in enumerate(linker.mentions):
        meant = by_id.get(str(mention.candidates[0].document)) if mention.candidates else None
        if mention.mention_status != "resolved" or mention.status == "set" or meant is None:
            continue
        own = by_id[str(mention.document)]
        found = paraphrased(
            own.text, mention.start, mention.end, own.language, meant.text, meant.language
        )
        if found is not None:
            linker.mentions[n] = replace(mention, passage_start=found[0], passage_end=found[1])


def _dates(document: Document, index: Index) -> tuple[FoundDate, ...]:
    own = index.papers[str(document.id)]
    return find_dates(document.text, document.language, context_date=own.day)


def _quoted(
    documents: Sequence[Document],
    entries: Mapping[str, RegisterEntry],
    dates: Mapping[str, tuple[FoundDate, ...]],
    linker: Linker,
) -> list[Quotation]:
    """The quotations of all documents, each verified against all others."""
    verifier = Verifier(Source(str(d.id), d.text, d.language) for d in documents)
    written = {str(d.id): own_dates(d, entries.get(str(d.id))) for d in documents}
    by_id = {str(d.id): d for d in documents}
    out: list[Quotation] = []
    for key, document in by_id.items():
        fellows = linker.belongs.fellows.get(key, frozenset())
        checked = check(document.text, dates[key], verifier, written, leave_out={key, *fellows})
        out += quotations_of(linker, document, checked, by_id)
    out += borrowed_of(linker, by_id, written, out, verifier)
    return out


def _of(records: Sequence[object], kind: type[T]) -> tuple[T, ...]:
    return tuple(record for record in records if isinstance(record, kind))
