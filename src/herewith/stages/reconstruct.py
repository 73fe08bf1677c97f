"""Reconstruct: from a delivered source to its documents, furniture, duplicates and gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from herewith.algorithms.reconstruct.encoded import reconstruct_encoded
from herewith.algorithms.reconstruct.plain import reconstruct_plain
from herewith.model.document import Document, Duplicate, Furniture, Gap, Reconstruction
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement, StatementId
from herewith.model.text import Delivered, Span

__all__ = ["Reconstruct", "reconstruct"]


def reconstruct(delivered: Delivered) -> Reconstruction:
    """Everything that can be said about one source; never raises for bad material."""
    if delivered.form == "tei":
        return reconstruct_encoded(delivered)
    return reconstruct_plain(delivered)


class Reconstruct:
    """The stage: one unit a source."""

    name = "reconstruct"
    version = "1"
    consumes: tuple[type, ...] = (Delivered,)
    produces: tuple[type, ...] = (Document, Furniture, Duplicate, Gap)

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:  # noqa: ARG002
        """One unit for every delivered source, in order of its id."""
        found = [r for r in records.get(Delivered, ()) if isinstance(r, Delivered)]
        for delivered in sorted(found, key=lambda d: d.source.id):
            yield Unit(str(delivered.source.id), (delivered,))

    def work(self, unit: Unit, context: Context) -> Outcome:  # noqa: ARG002
        """Reconstruct one source."""
        (delivered,) = unit.records
        assert isinstance(delivered, Delivered)
        found = reconstruct(delivered)
        records = (*found.documents, *found.furniture, *found.duplicates, *found.gaps)
        return Outcome(records, tuple(_statements(found, delivered)), ())


def _statements(found: Reconstruction, delivered: Delivered) -> Iterator[Statement]:
    """A statement for every boundary, furniture, duplicate and gap."""
    for document in found.documents:
        first, last = document.passages[0], document.passages[-1]
        yield Statement(
            StatementId(f"{document.id}/boundary"),
            document.id,
            "boundary",
            [first.start, last.end],
            (_short(delivered, first.start, first.end), _short(delivered, last.start, last.end)),
            "reconstruct",
            "encoding" if delivered.form == "tei" else "boundaries",
            "the document as its encoding or its form shows it",
            1.0 if delivered.form == "tei" else 0.9,
            language=document.language,
        )
    for piece in found.furniture:
        if piece.kind in ("markup", "blank"):
            continue
        yield Statement(
            StatementId(f"{piece.id}/furniture"),
            piece.id,
            "furniture",
            piece.kind,
            (_short(delivered, piece.start, piece.end),),
            "reconstruct",
            piece.kind,
            piece.why,
            piece.confidence,
        )
    for twin in found.duplicates:
        yield Statement(
            StatementId(f"{twin.id}/duplicate"),
            twin.id,
            "duplicate",
            {"kept": list(twin.kept), "other": list(twin.other), "relation": twin.relation},
            (_short(delivered, *twin.kept), _short(delivered, *twin.other)),
            "reconstruct",
            "recaptures",
            twin.why,
            twin.confidence,
        )
    for gap in found.gaps:
        spans = tuple(_short(delivered, *at) for at in (gap.after, gap.before) if at)
        yield Statement(
            StatementId(f"{gap.id}/gap"),
            gap.id,
            "gap",
            {"page": gap.page, "estimate_words": gap.estimate_words, "kind": gap.kind},
            spans,
            "reconstruct",
            f"gap:{gap.kind}",
            gap.why,
            gap.confidence,
        )


def _short(delivered: Delivered, start: int, end: int) -> Span:
    """Evidence: the stretch, or its beginning where it is long."""
    return delivered.span(start, min(end, start + 240))
