"""A register entry as rows: each field with the words it was read from and its explanation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from herewith.model.document import DocumentId
from herewith.model.provenance import Statement
from herewith.model.register import Enclosure, Field, Marking, Number, Party, RegisterEntry
from herewith.model.sharing import Blanked
from herewith.model.text import Span
from herewith.site.addresses import Route, page_address
from herewith.site.explanations import Explanations
from herewith.site.index import EditionIndex, lookup
from herewith.site.parts import FieldRow, Said
from herewith.site.reading import quoted

__all__ = ["field_rows", "opened_places"]


def field_rows(
    entry: RegisterEntry | None,
    explanations: Explanations,
    said: Callable[[Statement], Said] | None = None,
) -> tuple[FieldRow, ...]:
    """The fields of an entry that are known, in the order of a register.

    With `said` the statements are given with their fields: the page is the one that explains them.

    `name` is the field's name in the model; `value` is as found; `detail` tells fields of one
    name apart (the role of a date, the kind of a number).
    """
    if entry is None:
        return ()
    rows = _Rows(entry.id, explanations, said)
    return (*rows.of(entry), *rows.opened())


EXCERPT = 200
"""Characters of opened words that a row shows; the page behind it has all."""


@lookup("opened places")
def opened_places(index: EditionIndex) -> Mapping[str, Sequence[Blanked]]:
    """By document, the places that it withholds and another document opens, in order."""
    places: dict[str, list[Blanked]] = {}
    for place in index.edition.blanked():
        if place.release == "opened" and place.considered and place.status != "rejected":
            places.setdefault(str(place.document), []).append(place)
    return {name: sorted(found, key=lambda one: one.start) for name, found in places.items()}


class _Rows:
    def __init__(
        self,
        document: DocumentId,
        explanations: Explanations,
        said: Callable[[Statement], Said] | None,
    ) -> None:
        self.document = document
        self.explanations = explanations
        self.said = said

    def of(self, entry: RegisterEntry) -> Iterable[FieldRow]:
        if entry.kind:
            yield self._row("kind", entry.kind, entry.kind.value)
        yield from self._dates(entry)
        if entry.place:
            where = page_address(Route("place", entry.place.value))
            known = where if entry.place.status != "rejected" else ""
            yield self._row("place", entry.place, entry.place.value, page=known)
        yield from self._parties("sender", entry.sender)
        yield from self._parties("addressee", entry.addressee)
        for name in ("signed_by", "signed_for"):
            yield from self._parties(name, filter(None, (getattr(entry, name),)))
        yield from self._parties("via", entry.via)
        yield from self._parties("copies", entry.copies)
        for name in ("subject", "language", "source_language", "salutation", "closing"):
            field: Field[str] | None = getattr(entry, name)
            if field:
                yield self._row(name, field, field.value)
        yield from self._numbers(entry.numbers)
        marks = (entry.classification,) if entry.classification else ()
        yield from self._markings("classification", marks)
        yield from self._markings("handling", entry.handling)
        yield from self._markings("markings", entry.markings)
        for note in entry.annotations:
            yield self._row("annotations", note, note.value)
        for claim in entry.claims:
            yield self._row("claims", claim, claim.value)
        for enclosure in entry.enclosures:
            yield self._enclosure(enclosure)

    def opened(self) -> Iterable[FieldRow]:
        """What the document withholds and another release of it has: the words it opened."""
        index = self.explanations.index
        for place in opened_places(index).get(str(self.document), ()):
            best = place.considered[0]
            other = index.edition.document(best.document)
            words = " ".join(other.text[best.start : best.end].split()) if other else ""
            yield FieldRow(
                "markings",
                words if len(words) <= EXCERPT else words[:EXCERPT].rstrip() + " …",
                "opened",
                (" ".join(place.text.split()),),
                place.status,
                place.because,
                self.explanations.address(place.id),
                page_address(Route("document", best.document)),
            )

    def _dates(self, entry: RegisterEntry) -> Iterable[FieldRow]:
        if entry.date:
            yield self._row("date", entry.date, entry.date.value.date.edtf, entry.date.value.role)
        for dated in entry.dates:
            if entry.date is None or dated.statement != entry.date.statement:
                yield self._row("dates", dated, dated.value.date.edtf, dated.value.role)

    def _parties(self, name: str, fields: Iterable[Field[Party]]) -> Iterable[FieldRow]:
        for field in fields:
            party = field.value
            known = party.person if field.status != "rejected" else ""
            where = page_address(Route("person", known)) if known else ""
            yield self._row(name, field, party.name, party.kind, page=where)

    def _numbers(self, fields: Iterable[Field[Number]]) -> Iterable[FieldRow]:
        for field in fields:
            number = field.value
            yield self._row("numbers", field, number.normal or number.value, number.kind)

    def _markings(self, name: str, fields: Iterable[Field[Marking]]) -> Iterable[FieldRow]:
        for field in fields:
            yield self._row(name, field, field.value.value, field.value.kind)

    def _enclosure(self, enclosure: Enclosure) -> FieldRow:
        held = {True: "held", False: "not_held", None: "unknown"}[enclosure.held]
        return FieldRow(
            "enclosures",
            enclosure.description,
            held,
            self._quotes(enclosure.evidence),
            "proposed",
            enclosure.because,
            *self._explained(self.explanations.find(enclosure.statement)),
        )

    def _explained(
        self, statement: Statement | None, page: str = ""
    ) -> tuple[str, str, Said | None]:
        """Where a statement is explained, the page of what it names, and the statement itself."""
        if statement is None:
            return "", page, None
        if self.said:
            return "", page, self.said(statement)
        return self.explanations.of(statement), page, None

    def _quotes(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """The words of evidence as people read them."""
        sources = self.explanations.index.files
        return tuple(
            quoted(span.quote, sources[span.source].media_type if span.source in sources else "")
            for span in spans
        )

    def _row(
        self, name: str, field: Field[Any], value: str, detail: str = "", page: str = ""
    ) -> FieldRow:
        return FieldRow(
            name,
            value,
            detail,
            tuple(quote for quote in self._quotes(field.evidence) if quote != value),
            field.status,
            field.because,
            *self._explained(self.explanations.find(field.statement, self.document, name), page),
        )
