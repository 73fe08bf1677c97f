"""Register entries: what the rules found, joined with what editors decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple, TypeVar, cast

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.dates.edtf import parse_edtf
from herewith.algorithms.register.address_blocks import read_address_block
from herewith.algorithms.register.addressees import addressed
from herewith.algorithms.register.datelines import read_dates, read_place, role_of
from herewith.algorithms.register.marks import (
    read_classification,
    read_handling,
    read_marks,
    read_source_note,
)
from herewith.algorithms.register.numbers import read_numbers, read_source_numbers
from herewith.algorithms.register.page import Found, Page
from herewith.algorithms.register.parties import resolved
from herewith.algorithms.register.people import Authorities
from herewith.algorithms.register.published import ESSAY
from herewith.algorithms.register.reading import Draft
from herewith.errors import DataError, Place, Problem
from herewith.languages.names import same_name
from herewith.languages.posts import country_of
from herewith.languages.titles import classify, is_person_like, without_title
from herewith.model.decision import Decision
from herewith.model.document import Document
from herewith.model.provenance import Statement, StatementId
from herewith.model.records import decode, encode, short_digest
from herewith.model.register import (
    DatedRole,
    Enclosure,
    Field,
    Marking,
    Number,
    Party,
    RegisterEntry,
    Status,
)
from herewith.model.text import Span
from herewith.stages.register_sheet import Piece, Sheet

__all__ = ["STATUS", "Reader", "enclosed", "entry_of"]

T = TypeVar("T")
STATUS: Mapping[str, Status] = {
    "accept": "accepted",
    "reject": "rejected",
    "set": "set",
    "unsure": "unsure",
}
Proof = tuple[Found[T], tuple[Span, ...]]


@dataclass
class Reader:
    """Makes fields and their statements for one document, and notes what decisions get wrong."""

    document: Document
    sheet: Sheet
    decisions: Mapping[str, Decision]
    authorities: Authorities
    statements: list[Statement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def on_page(self, found: Iterable[Found[T] | None]) -> list[Proof[T]]:
        """Findings with their evidence in the source."""
        return [(one, self.sheet.spans(one.start, one.end)) for one in found if one is not None]

    def in_heading(self, found: Iterable[Found[T] | None]) -> list[Proof[T]]:
        """Findings in the editor's heading with their evidence."""
        return [
            (one, self.sheet.heading_spans(one.start, one.end)) for one in found if one is not None
        ]

    def one(
        self, name: str, proofs: Sequence[Proof[T]], read: Callable[[Any], T]
    ) -> Field[T] | None:
        """A field that a document has once: the first finding, or what an editor set."""
        key = f"{self.document.id}/{name}"
        if proofs:
            return self._field(key, name, proofs[0], read)
        return self._set(key, name, read)

    def many(
        self, name: str, proofs: Sequence[Proof[T]], read: Callable[[Any], T]
    ) -> tuple[Field[T], ...]:
        """A field that a document may have several times, and one an editor added."""
        fields: dict[str, Field[T]] = {}
        for proof in proofs:
            key = f"{self.document.id}/{name}/{short_digest(encode(proof[0].value))}"
            if key not in fields:
                fields[key] = self._field(key, name, proof, read)
        added = self._set(f"{self.document.id}/{name}", name, read)
        return (*fields.values(), *((added,) if added else ()))

    def _field(self, key: str, name: str, proof: Proof[T], read: Callable[[Any], T]) -> Field[T]:
        found, evidence = proof
        decision = self.decisions.get(key)
        status: Status = STATUS.get(decision.judgement, "proposed") if decision else "proposed"
        value, original = found.value, None
        if decision is not None and decision.judgement == "set":
            given = self._given(decision, read)
            if given is None:
                status = "proposed"
            else:
                value, original = given, found.value
        made = Field(value, evidence, found.rule, found.certainty, key, status, found.because)
        self.say(name, made, original)
        return made

    def _set(self, key: str, name: str, read: Callable[[Any], T]) -> Field[T] | None:
        """What an editor gave where the machine found nothing."""
        decision = self.decisions.get(key)
        if decision is None or decision.judgement != "set":
            return None
        given = self._given(decision, read)
        if given is None:
            return None
        made = Field(given, (), "editor", 1.0, key, "set", decision.because)
        self.say(name, made, None)
        return made

    def _given(self, decision: Decision, read: Callable[[Any], T]) -> T | None:
        try:
            return read(decision.value)
        except (DataError, ValueError, TypeError) as error:
            place = decision.place or Place(str(self.document.source), record=decision.target)
            message = f'"{decision.value}" cannot be the value of {decision.target}: {error}'
            self.problems.append(Problem("N111", "error", message, place))
            return None

    def say(self, name: str, made: Field[T], original: T | None) -> None:
        """Add the statement of a field; `original` is what an editor's value replaced."""
        self.statements.append(
            Statement(
                StatementId(made.statement),
                str(self.document.id),
                name,
                encode(made.value),
                made.evidence,
                "register",
                made.rule,
                made.because or f"read by the rule {made.rule}",
                made.certainty,
                self.document.language,
                made.status,
                encode(original) if original is not None else None,
            )
        )


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
    levels, handling, marks, stamped = _around(reader)
    dates += _dated_marks(reader, draft)
    places += _letterhead_place(reader)
    if not kinds and document.kind and document.text:
        given = Found(document.kind, 0, min(len(document.text), 80), "reconstruction", 0.7)
        kinds = page([given])
    first, last = document.passages[0], document.passages[-1]
    start = min(first.start, last.start) if first.source == last.source else first.start
    kind = reader.one("kind", kinds, text)
    if not chosen:
        printed, printed_places = _printed_dateline(reader, kind)
        chosen, dates, places = printed, dates + printed, places + printed_places
    date = reader.one("date", chosen, dated_role)
    if not addressees or addressees[0][0].rule == "office_in_salutation":
        addressees = _address_block(reader, date) or addressees
    by_hand = _signed_by_hand(reader, draft)
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
        annotations=reader.many("annotations", _hands(reader), text),
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
        status: Status = STATUS.get(decision.judgement, "proposed") if decision else "proposed"
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


def _around(
    reader: Reader,
) -> tuple[list[Proof[Marking]], list[Proof[Marking]], list[Proof[Marking]], list[Proof[Number]]]:
    """Marks and numbers on stamps and letterheads, and in an editor's source note."""
    levels: list[Proof[Marking]] = []
    handling: list[Proof[Marking]] = []
    marks: list[Proof[Marking]] = []
    numbers: list[Proof[Number]] = []
    for piece in reader.sheet.pieces:

        def proofs(found: Iterable[Found[T] | None], piece: Any = piece) -> list[Proof[T]]:
            return [(f, reader.sheet.piece_spans(piece, f.start, f.end)) for f in found if f]

        if piece.kind in ("editorial", "footnote"):
            levels += proofs([read_source_note(piece.text)])
            numbers += proofs(read_source_numbers(piece.text))
        elif piece.kind == "seal":
            marks += proofs([_whole(piece, "seal")])
        elif piece.kind in ("stamp", "letterhead", "running_head", "hand"):
            page = Page(piece.text, reader.document.language)
            marks += proofs([_whole(piece, "stamp")]) if piece.kind == "stamp" else []
            levels += proofs([read_classification(page)])
            handling += proofs(read_handling(page))
            marks += proofs(read_marks(page))
            numbers += proofs(read_numbers(page))
    return levels, handling, marks, numbers


FILED = re.compile(r"FILED?|В\s+ДЕЛО|ПОДШИТО", re.I)
"""A stamp over whose date a paper was filed."""


def _whole(piece: Piece, kind: Literal["stamp", "seal"]) -> Found[Marking] | None:
    """A stamp or seal as a mark: all that stands on it."""
    words = " ".join(piece.text.split())
    if not re.search(r"\w", words):
        return None
    start = len(piece.text) - len(piece.text.lstrip())
    value = Marking(kind, words, words)
    return Found(value, start, start + len(piece.text.strip()), f"{kind}_on_page", 0.9)


def _hands(reader: Reader) -> list[Proof[str]]:
    """What was written on the page by hand, besides its text."""
    made: list[Proof[str]] = []
    for piece in reader.sheet.pieces:
        words = " ".join(piece.text.replace("*", " ").split())
        if piece.kind == "hand" and re.search(r"\w", words):
            start = len(piece.text) - len(piece.text.lstrip())
            end = start + len(piece.text.strip())
            found = Found(words, start, end, "hand_on_page", 0.85)
            made.append((found, reader.sheet.piece_spans(piece, start, end)))
    return made


def _signed_by_hand(reader: Reader, draft: Draft) -> list[Proof[Party]]:
    """Another's name written over the typed one: who signed for him whose name is typed."""
    typed = draft.parties.signed_by
    if typed is None:
        return []
    places = reader.document.locate(typed.start, typed.end)
    for piece in reader.sheet.pieces:
        name = piece.text.strip(" *_\n")
        near = any(
            p.source == piece.source and 0 < p.start - piece.start < NEAR
            for p in map(_At._make, places)
        )
        if piece.kind != "hand" or not near or not is_person_like(name):
            continue
        if same_name(name, without_title(typed.value.name)):
            continue
        start = piece.text.index(name)
        found = Found(
            Party(name, "person", normal=without_title(name)),
            start,
            start + len(name),
            "signed_by_hand",
            0.85,
        )
        known = resolved([found], draft.day, reader.authorities)
        return [(known[0], reader.sheet.piece_spans(piece, start, start + len(name)))]
    return []


class _At(NamedTuple):
    source: str
    start: int
    end: int


NEAR = 60
"""Characters between a name in hand and the typed name under it."""


def _dated_marks(reader: Reader, draft: Draft) -> list[Proof[DatedRole]]:
    """Dates in a hand or on a stamp: annotated, received, declassified."""
    context = draft.date.value.date if draft.date else None
    made: list[Proof[DatedRole]] = []
    stamped = ""
    for piece in reader.sheet.pieces:
        if piece.kind not in ("hand", "stamp"):
            continue
        role = role_of(piece.text) or ("annotated" if piece.kind == "hand" else None)
        role = role or ("filed" if FILED.fullmatch(stamped.strip()) else None)
        stamped = piece.text
        order = "mdy" if "letterhead" in {other.kind for other in reader.sheet.pieces} else None
        for one in find_dates(
            piece.text,
            None if piece.text.isascii() else reader.document.language,
            context_date=context,
            order=order,
        ):
            if role and one.is_known and one.date.precision in ("day", "minute"):
                found = Found(
                    DatedRole(one.date, role), one.start, one.end, f"{piece.kind}_date", 0.85
                )
                made.append((found, reader.sheet.piece_spans(piece, one.start, one.end)))
    return made


def _letterhead_place(reader: Reader) -> list[Proof[str]]:
    """The city under the office of a letterhead: a line of its own that names neither."""
    made: list[Proof[str]] = []
    before = ""
    for piece in reader.sheet.pieces:
        under, before = before == "letterhead", piece.kind
        if piece.kind != "letterhead":
            continue
        for match in re.finditer(
            r"^[ \t]*(?P<city>[A-ZА-ЯЁ][A-ZА-ЯЁa-zа-яё. ]{2,24}?)(?:,[ \t]*D\.?[ \t]?C\.?)?[ \t]*$",
            piece.text,
            re.M,
        ):
            if (under or match.start()) and _is_seat(reader, match["city"]):
                city = Found(match["city"].title(), *match.span("city"), "letterhead_place", 0.9)
                made.append((city, reader.sheet.piece_spans(piece, *match.span("city"))))
    return made


def _is_seat(reader: Reader, city: str) -> bool:
    if country_of(city) or city.upper() == "WASHINGTON":
        return True
    return reader.authorities.is_seat(city) and classify(city).kind in ("", "person")


def _address_block(reader: Reader, date: Field[DatedRole] | None) -> list[Proof[Party]]:
    """The person named in an address block that stands at the foot of the first page."""
    day = date.value.date.earliest if date else None
    for piece in reader.sheet.pieces:
        if piece.kind == "address_block":
            lines = Page(piece.text).lines
            named = tuple(read_address_block(lines)) or tuple(filter(None, map(addressed, lines)))
            found = resolved(named[:1], day, reader.authorities)
            return [(one, reader.sheet.piece_spans(piece, one.start, one.end)) for one in found]
    return []


def _printed_dateline(
    reader: Reader, kind: Field[str] | None
) -> tuple[list[Proof[DatedRole]], list[Proof[str]]]:
    """Place and date under an essay or a foreword, set in the type of a handwritten note."""
    if kind is None or kind.value not in (ESSAY, "foreword"):
        return [], []
    for piece in reader.sheet.pieces[-1:]:
        page = Page(piece.text.replace("*", " "), reader.document.language)
        dates = [d for d in read_dates(page) if d.rule == "foot_date"]
        place = read_place(page, tuple(dates))
        if piece.kind == "hand" and dates and place:
            return (
                [(d, reader.sheet.piece_spans(piece, d.start, d.end)) for d in dates[:1]],
                [(place, reader.sheet.piece_spans(piece, place.start, place.end))],
            )
    return [], []


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


def text(value: object) -> str:
    """A value of an editor as text."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text is needed")
    return value.strip()


def party(value: object) -> Party:
    """A party from a name or from all its fields."""
    if isinstance(value, dict):
        return decode(Party, {**encode(Party("", "person")), **value})
    name = text(value)
    return Party(name, cast(Any, classify(name).kind or "person"))


def number(value: object) -> Number:
    """A number from its fields, or a bare one whose kind is `document`."""
    if isinstance(value, dict):
        return decode(Number, {"normal": value.get("value"), **value})
    return Number("document", text(value), text(value))


def marking(value: object) -> Marking:
    """A marking from its fields, or a bare classification."""
    if isinstance(value, dict):
        return decode(Marking, {"normal": value.get("value"), **value})
    return Marking("classification", text(value), text(value).upper())


def dated_role(value: object) -> DatedRole:
    """A date from its fields, or from EDTF (`1962-10-27`, `1962-10`, `1962`), as the one of writing."""
    if isinstance(value, dict) and "date" in value:
        return decode(DatedRole, value)
    if isinstance(value, dict):
        return replace(dated_role(value.get("edtf")), role=value.get("role", "written"))
    written = text(value)
    return DatedRole(parse_edtf(written), "written")
