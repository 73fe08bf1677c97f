"""Reconstruct: from a delivered source to its documents, furniture, duplicates and gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from herewith.algorithms.reconstruct.encoded import reconstruct_encoded
from herewith.algorithms.reconstruct.plain import reconstruct_plain
from herewith.errors import Place, Problem
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
    return reconstruct_plain(delivered)


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
        found, problems = _obeyed(machine, context.decisions)
        records = (*found.documents, *found.furniture, *found.duplicates, *found.gaps)
        return Outcome(records, tuple(_statements(machine, delivered)), problems)


def _obeyed(
    found: Reconstruction, decisions: Mapping[str, Decision]
) -> tuple[Reconstruction, tuple[Problem, ...]]:
    """The reconstruction after the editors' word: gaps refused or set, kinds of furniture set.

    What would move text (furniture, duplicates or boundaries refused) is kept as decided and
    shown as such, but the text stays where it is: that is said as a problem.
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
    moving = [f"{f.id}/furniture" for f in found.furniture]
    moving += [f"{twin.id}/duplicate" for twin in found.duplicates]
    moving += [f"{document.id}/boundary" for document in found.documents]
    problems = tuple(
        Problem(
            "R201",
            "warning",
            f"the decision on {name} would move text, which is not done yet; the text stays",
            decision.place or Place(found.source.path, record=name),
        )
        for name in moving
        if (decision := decisions.get(name)) is not None and _moves(name, decision)
    )
    return replace(found, documents=documents, furniture=furniture, gaps=held), problems


def _moves(name: str, decision: Decision) -> bool:
    return decision.judgement == "reject" or (
        decision.judgement == "set" and not name.endswith("/furniture")
    )


def _gap_after(gap: Gap, decision: Decision | None) -> Gap | None:
    if decision is None or decision.judgement not in ("reject", "set"):
        return gap
    if decision.judgement == "reject":
        return None
    value = decision.value if isinstance(decision.value, Mapping) else {}
    page, words = value.get("page", gap.page), value.get("estimate_words", gap.estimate_words)
    return replace(
        gap,
        page=page if isinstance(page, int) else None,
        estimate_words=words if isinstance(words, int) else None,
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
