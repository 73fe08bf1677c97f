"""Unmarked borrowings between the documents of a box, as quotations without marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from herewith.algorithms.quotations import Borrowing, Verifier, find_borrowings
from herewith.model.dates import HistoricalDate
from herewith.model.decision import status_of
from herewith.model.document import Document
from herewith.model.links import Quotation
from herewith.model.provenance import Statement, StatementId
from herewith.model.records import short_digest
from herewith.stages.linker import Linker

__all__ = ["borrowed_of"]


def borrowed_of(
    linker: Linker,
    documents: Mapping[str, Document],
    written: Mapping[str, Sequence[HistoricalDate]],
    marked: Sequence[Quotation],
    verifier: Verifier,
) -> list[Quotation]:
    """Words that one document has of another and does not mark; the younger one borrows.

    Where no day tells which is younger, the one that comes later in the box does.
    """
    order = {key: n for n, key in enumerate(documents)}
    quoted: dict[str, list[tuple[int, int]]] = {}
    for known in marked:
        quoted.setdefault(str(known.document), []).append((known.start, known.end))
    out: list[Quotation] = []
    for found in find_borrowings(verifier.sources, verifier.index, fellows=linker.belongs.fellows):
        one = found if _is_later(found.b, found.a, written, order) else _turned(found)
        if any(s < one.b_end and one.b_start < e for s, e in quoted.get(one.b, [])):
            continue
        out.append(_quotation(linker, one, documents))
    return out


def _is_later(
    one: str,
    other: str,
    written: Mapping[str, Sequence[HistoricalDate]],
    order: Mapping[str, int],
) -> bool:
    a, b = written.get(one, ()), written.get(other, ())
    if a and b and a[0].earliest != b[0].earliest:
        return a[0].earliest > b[0].earliest
    return order[one] > order[other]


def _turned(found: Borrowing) -> Borrowing:
    return Borrowing(
        found.b,
        found.b_start,
        found.b_end,
        found.a,
        found.a_start,
        found.a_end,
        found.words,
        found.exact,
    )


def _quotation(linker: Linker, found: Borrowing, documents: Mapping[str, Document]) -> Quotation:
    document, target = documents[found.b], documents[found.a]
    text = document.text[found.b_start : found.b_end]
    name = f"{document.id}/borrowing-{short_digest(text, found.a, found.a_start, found.b_start)}"
    decision = linker.decisions.get(f"{name}/verbatim")
    status = status_of(decision)
    proof = linker.spans(document, found.b_start, found.b_end)
    against = linker.spans(target, found.a_start, found.a_end)
    reason = f"{found.words} words in a row that are not marked as another's"
    record = Quotation(
        id=name,
        document=document.id,
        start=found.b_start,
        end=found.b_end,
        text=text,
        evidence=proof,
        cited_date="",
        cited_item=None,
        verbatim="exact" if found.exact else "normalised",
        place="unknown",
        target=target.id,
        target_start=found.a_start,
        target_end=found.a_end,
        differences=(),
        reason=reason,
        rule="unmarked",
        status=status,
    )
    linker.statements.append(
        Statement(
            id=StatementId(f"{name}/verbatim"),
            subject=name,
            property="verbatim",
            value=record.verbatim,
            evidence=(*proof, *against),
            stage="link",
            rule="unmarked",
            because=f"{decision.by}: {decision.because}" if decision else reason,
            certainty=0.9 if decision is None else 1.0,
            status=status,
        )
    )
    return record
