"""Reconstruct: from a delivered source to its documents, furniture, duplicates and gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from herewith.algorithms.reconstruct.encoded import reconstruct_encoded
from herewith.algorithms.reconstruct.plain import reconstruct_plain
from herewith.algorithms.reconstruct.unread import with_unread_pages
from herewith.model.decision import Decision
from herewith.model.document import (
    Document,
    Duplicate,
    Furniture,
    FurnitureKind,
    Gap,
    Reconstruction,
)
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement, StatementId
from herewith.model.text import Delivered, Span

__all__ = ["Reconstruct", "reconstruct"]


KINDS = frozenset(get_args(FurnitureKind))


def reconstruct(delivered: Delivered) -> Reconstruction:
    """Everything that can be said about one source; never raises for bad material."""
    if delivered.form == "tei":
        return reconstruct_encoded(delivered)
    return with_unread_pages(reconstruct_plain(delivered), delivered)


class Reconstruct:
    """The stage: one unit a source."""

    name = "reconstruct"
    version = "2"
    consumes: tuple[type, ...] = (Delivered,)
    produces: tuple[type, ...] = (Document, Furniture, Duplicate, Gap)

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:  # noqa: ARG002
        """One unit for every delivered source, in order of its id."""
        found = [r for r in records.get(Delivered, ()) if isinstance(r, Delivered)]
        for delivered in sorted(found, key=lambda d: d.source.id):
            yield Unit(str(delivered.source.id), (delivered,))

    def work(self, unit: Unit, context: Context) -> Outcome:
        """Reconstruct one source."""
        (delivered,) = unit.records
        assert isinstance(delivered, Delivered)
        machine = reconstruct(delivered)
        found = _obeyed(machine, context.decisions)
        records = (*found.documents, *found.furniture, *found.duplicates, *found.gaps)
        statements = tuple(
            _decided(statement, context.decisions.get(statement.id))
            for statement in _statements(machine, delivered)
        )
        own = tuple(p for p in machine.problems if p not in delivered.problems)
        return Outcome(records, statements, own)


def _obeyed(found: Reconstruction, decisions: Mapping[str, Decision]) -> Reconstruction:
    """The reconstruction after the editors' word: gaps refused or set, kinds of furniture set.

    What would move text (furniture, duplicates or boundaries refused) is not done: the text stays
    where it is, and the statement is left as proposed, by which the project says so.
    """
    gaps = {gap.id: _gap_after(gap, decisions.get(f"{gap.id}/gap")) for gap in found.gaps}
    held = tuple(gap for gap in gaps.values() if gap is not None)
    furniture = tuple(_kind_after(f, decisions.get(f"{f.id}/furniture")) for f in found.furniture)
    kinds = {piece.id: piece for piece in furniture}
    documents = tuple(
        replace(
            document,
            gaps=(own := tuple(g for old in document.gaps if (g := gaps.get(old.id)) is not None)),
            complete=not own,
            notes=tuple(kinds[note.id] for note in document.notes),
        )
        for document in found.documents
    )
    return replace(found, documents=documents, furniture=furniture, gaps=held)


def _decided(statement: Statement, decision: Decision | None) -> Statement:
    """A statement with the decision that the records obey; else as proposed."""
    if decision is None or decision.judgement not in ("reject", "set"):
        return statement
    if statement.property == "gap" and decision.judgement == "reject":
        return replace(statement, status="rejected")
    if (statement.property == "gap" and _extent(decision) is not None) or (
        statement.property == "furniture" and decision.value in KINDS
    ):
        return replace(
            statement, status="set", value=decision.value, original_value=statement.value
        )
    return statement


def _extent(decision: Decision) -> Mapping[str, int | None] | None:
    """Page and words of a gap as an editor set them; `None` if the value is no such thing."""
    value = decision.value
    if decision.judgement != "set" or not isinstance(value, Mapping):
        return None
    given = {key: value[key] for key in ("page", "estimate_words") if key in value}
    numbers = all(one is None or type(one) is int for one in given.values())
    return given if given and numbers else None


def _gap_after(gap: Gap, decision: Decision | None) -> Gap | None:
    if decision is None or decision.judgement not in ("reject", "set"):
        return gap
    if decision.judgement == "reject":
        return None
    given = _extent(decision)
    if given is None:
        return gap
    return replace(
        gap,
        page=given.get("page", gap.page),
        estimate_words=given.get("estimate_words", gap.estimate_words),
    )


def _kind_after(piece: Furniture, decision: Decision | None) -> Furniture:
    if decision is None or decision.judgement != "set" or decision.value not in KINDS:
        return piece
    return replace(piece, kind=decision.value)  # type: ignore[arg-type]


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
