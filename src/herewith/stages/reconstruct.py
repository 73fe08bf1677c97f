"""Reconstruct: from a delivered source to its documents, furniture, duplicates and gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from herewith.algorithms.reconstruct.encoded import reconstruct_encoded
from herewith.algorithms.reconstruct.plain import reconstruct_plain
from herewith.algorithms.reconstruct.rulings import NO_RULINGS, Rulings
from herewith.algorithms.reconstruct.suspects import suspects
from herewith.algorithms.reconstruct.unread import with_unread_pages
from herewith.algorithms.uncollected import uncollected
from herewith.model.decision import Decision
from herewith.model.document import (
    Document,
    Duplicate,
    Furniture,
    Gap,
    Reconstruction,
)
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement, StatementId
from herewith.model.records import short_digest
from herewith.model.text import Delivered, Span
from herewith.stages.rulings import (
    KINDS,
    not_joined,
    of_statement,
    places_of,
    rule_places,
    shown_with,
)

__all__ = ["Reconstruct", "reconstruct"]


def reconstruct(delivered: Delivered, rulings: Rulings = NO_RULINGS) -> Reconstruction:
    """Everything that can be said about one source; never raises for bad material.

    Args:
        delivered: the source.
        rulings: what editors have decided about it.
    """
    with uncollected():
        if delivered.form == "tei":
            return reconstruct_encoded(delivered, rulings)
        return with_unread_pages(reconstruct_plain(delivered, rulings), delivered)


class Reconstruct:
    """The stage: one unit a source."""

    name = "reconstruct"
    version = "4"
    consumes: tuple[type, ...] = (Delivered,)
    produces: tuple[type, ...] = (Document, Furniture, Duplicate, Gap)

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:
        """One unit for every delivered source, with the decisions about places in it."""
        found = [r for r in records.get(Delivered, ()) if isinstance(r, Delivered)]
        for delivered in sorted(found, key=lambda d: d.source.id):
            given = places_of(context.decisions, str(delivered.source.id))
            yield Unit(str(delivered.source.id), (delivered, *given))

    def work(self, unit: Unit, context: Context) -> Outcome:
        """Reconstruct one source, as often as decisions on what is found move something."""
        delivered, *given = unit.records
        assert isinstance(delivered, Delivered)
        ruled = rule_places(delivered, (d for d in given if isinstance(d, Decision)))
        machine = found = reconstruct(delivered)
        rulings, decided = ruled.rulings, dict[str, Statement]()
        while True:
            if rulings:
                found = reconstruct(delivered, rulings.and_(Rulings(names=_names(machine))))
            statements = (*_statements(found, delivered), *_doubts(found, delivered))
            more = _moving(statements, found, context.decisions, decided)
            if not more:
                break
            rulings = rulings.and_(more)
        held = {str(d.id) for d in found.documents}
        for name, statement in decided.items():
            if statement.property == "boundary" and statement.subject in held:
                ruled.problems.append(not_joined(statement, context.decisions[name]))
        obeyed = _obeyed(found, context.decisions)
        shown = {str(s.id): _decided(s, context.decisions.get(s.id)) for s in statements}
        shown |= decided | {str(s.id): s for s in ruled.statements}
        records = (*obeyed.documents, *obeyed.furniture, *obeyed.duplicates, *obeyed.gaps)
        own = tuple(p for p in machine.problems if p not in delivered.problems)
        return Outcome(records, tuple(shown.values()), (*own, *ruled.problems))


def _doubts(found: Reconstruction, delivered: Delivered) -> Iterator[Statement]:
    """A statement for every place that may be misread and of which something can be suggested.

    An editor who accepts one reads the first suggestion there.
    """
    seen: Counter[str] = Counter()
    for one in suspects(delivered, found):
        if one.kind == "unknown_word" and not one.suggestions:
            continue
        before = delivered.text[max(0, one.start - 40) : one.end]
        name = f"{delivered.source.id}/o-{short_digest(one.kind, before)}"
        seen[name] += 1
        name = name if seen[name] == 1 else f"{name}-{seen[name]}"
        yield Statement(
            StatementId(f"{name}/ocr"),
            name,
            "ocr",
            {"kind": one.kind, "text": one.text, "suggestions": list(one.suggestions)},
            (delivered.span(one.start, one.end),),
            "reconstruct",
            one.kind,
            one.why,
            0.5,
        )


def _names(machine: Reconstruction) -> tuple[tuple[str, tuple[tuple[int, int], ...]], ...]:
    """Ids of the documents as the machine found them, with the stretches they are made of."""
    return tuple(
        (str(d.id), tuple((p.start, p.end) for p in d.passages)) for d in machine.documents
    )


def _moving(
    statements: Sequence[Statement],
    found: Reconstruction,
    decisions: Mapping[str, Decision],
    decided: dict[str, Statement],
) -> Rulings:
    """Rulings of the decisions on statements that move text, each once; notes them as decided."""
    out = NO_RULINGS
    for statement in statements:
        decision = decisions.get(statement.id)
        if decision is None or str(statement.id) in decided:
            continue
        ruling = of_statement(statement, found, decision)
        if ruling is not None:
            decided[str(statement.id)] = shown_with(statement, decision)
            out = out.and_(ruling)
    return out


def _obeyed(found: Reconstruction, decisions: Mapping[str, Decision]) -> Reconstruction:
    """The reconstruction after the editors' word on gaps and kinds of furniture."""
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
        range_words=None if "estimate_words" in given else gap.range_words,
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
