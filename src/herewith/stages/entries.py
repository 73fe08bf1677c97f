"""Register entries: what the rules found, joined with what editors decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from herewith.algorithms.register.page import Found
from herewith.algorithms.register.reading import Draft
from herewith.model.decision import status_of
from herewith.model.provenance import Statement, StatementId
from herewith.model.records import encode, short_digest
from herewith.model.register import (
    DatedRole,
    Enclosure,
    Field,
    RegisterEntry,
    Status,
)
from herewith.stages.register_pieces import (
    address_block,
    around,
    dated_marks,
    hands,
    letterhead_place,
    printed_dateline,
    signed_by_hand,
)
from herewith.stages.register_reader import Proof, Reader
from herewith.stages.register_values import dated_role, marking, number, party, text

__all__ = ["enclosed", "entry_of"]

T = TypeVar("T")


def entry_of(reader: Reader, draft: Draft) -> RegisterEntry:
    """The entry of a document: page first, then heading, then stamps and editor's notes."""
    document = reader.document
    heading = draft.heading
    page, head = reader.on_page, reader.in_heading
    dates = page(draft.dates) + (head([heading.date]) if heading else [])
    chosen = page([draft.date]) or (head([heading.date]) if heading else [])
    senders = (head(heading.sender) if heading else []) or page(draft.parties.sender)
    addressees = (head(heading.addressee) if heading else []) or page(draft.parties.addressee)
    kinds = head([heading.kind]) if heading and heading.kind else page([draft.kind])
    places = page([draft.place]) + (head([heading.place]) if heading else [])
    numbers = (head([heading.number]) if heading else []) + page(draft.numbers)
    levels, handling, marks, stamped = around(reader)
    dates += dated_marks(reader, draft)
    places += letterhead_place(reader)
    if not kinds and document.kind and document.text:
        given = Found(document.kind, 0, min(len(document.text), 80), "reconstruction", 0.7)
        kinds = page([given])
    first, last = document.passages[0], document.passages[-1]
    start = min(first.start, last.start) if first.source == last.source else first.start
    kind = reader.one("kind", kinds, text)
    if not chosen:
        printed, printed_places = printed_dateline(reader, kind)
        chosen, dates, places = printed, dates + printed, places + printed_places
    date = reader.one("date", chosen, dated_role)
    if not addressees or addressees[0][0].rule == "office_in_salutation":
        addressees = address_block(reader, date) or addressees
    by_hand = signed_by_hand(reader, draft)
    entry = RegisterEntry(
        id=document.id,
        source=document.source,
        start=start,
        end=max(p.end for p in document.passages if p.source == document.source),
        kind=kind,
        date=date,
        dates=_dates(reader, date, dates),
        place=reader.one("place", _normal_place(reader, places), text),
        sender=reader.many("sender", senders, party),
        addressee=reader.many("addressee", addressees, party),
        signed_by=reader.one("signed_by", by_hand or page([draft.parties.signed_by]), party),
        copies=reader.many("copies", page(draft.parties.copies), party),
        via=reader.many("via", page(draft.parties.via), party),
        signed_for=reader.one(
            "signed_for",
            page([draft.parties.signed_for or (draft.parties.signed_by if by_hand else None)]),
            party,
        ),
        annotations=reader.many("annotations", hands(reader), text),
        subject=reader.one("subject", page([draft.subject]), text),
        language=reader.one("language", _language(reader), text),
        source_language=reader.one("source_language", page([draft.source_language]), text),
        numbers=reader.many("numbers", numbers + stamped, number),
        classification=reader.one("classification", page([draft.classification]) + levels, marking),
        handling=reader.many("handling", page(draft.handling) + handling, marking),
        markings=reader.many("markings", page(draft.markings) + marks, marking),
        enclosures=tuple(
            Enclosure(one.value.n, one.value.description, None, None, spans, one.rule)
            for one, spans in page(draft.enclosures)
        ),
        salutation=reader.one("salutation", page([draft.parties.salutation]), text),
        closing=reader.one("closing", page([draft.parties.closing]), text),
        claims=reader.many("claims", page(draft.claims), text),
    )
    return replace(entry, problems=tuple(reader.problems))


def enclosed(reader: Reader, entry: RegisterEntry) -> RegisterEntry:
    """The entry with decisions about its enclosures applied, after they were looked for."""
    made = []
    for item in entry.enclosures:
        key = f"{entry.id}/enclosures/{short_digest(item.n, item.description)}"
        decision = reader.decisions.get(key)
        status: Status = status_of(decision)
        original = encode(item)
        if (
            decision is not None
            and decision.judgement == "set"
            and isinstance(decision.value, dict)
        ):
            held, target = (
                decision.value.get("held", item.held),
                decision.value.get("target", item.target),
            )
            item = replace(item, held=held, target=target, because=decision.because or item.because)
        item = replace(item, statement=key)
        made.append(item)
        value = {
            "n": item.n,
            "description": item.description,
            "held": item.held,
            "target": item.target,
        }
        reader.statements.append(
            Statement(
                StatementId(key), str(entry.id), "enclosures", value, item.evidence, "register",
                item.rule, item.because or "not looked for", 0.9, reader.document.language, status,
                original if status == "set" else None,
            )
        )  # fmt: skip
    return replace(entry, enclosures=tuple(made))


def _dates(
    reader: Reader, date: Field[DatedRole] | None, proofs: list[Proof[DatedRole]]
) -> tuple[Field[DatedRole], ...]:
    """All dates, the one of writing first; it is the same field as `date`."""
    others = [p for p in proofs if date is None or p[0].value != date.value]
    unique: list[Proof[DatedRole]] = []
    for proof in others:
        same = (
            date is not None
            and proof[0].value.role == date.value.role
            and proof[0].value.date.earliest == date.value.date.earliest
        )
        if not same:
            unique.append(proof)
    return (*((date,) if date else ()), *reader.many("dates", unique, dated_role))


def _language(reader: Reader) -> list[Proof[str]]:
    document = reader.document
    if document.language is None:
        return []
    found = Found(document.language, 0, min(len(document.text), 200), "language_of_text", 0.98)
    return reader.on_page([found])


def _normal_place(reader: Reader, proofs: list[Proof[str]]) -> list[Proof[str]]:
    """Places under the name that the list gives them; the evidence keeps what is written."""
    made = []
    for found, spans in proofs:
        known = reader.authorities.place(found.value)
        if known is not None and known[1] != found.value:
            because = f'"{found.value}" is {known[0]} in the list of places'
            found = replace(found, value=known[1], because=found.because or because)
        made.append((found, spans))
    return made
