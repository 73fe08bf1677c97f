"""What stands around a text: stamps, seals, letterheads, hands, addresses, editors' notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple, TypeVar

from herewith.algorithms.date_phrases import find_dates
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
from herewith.algorithms.register.published import ESSAY
from herewith.algorithms.register.reading import Draft
from herewith.languages.names import same_name
from herewith.languages.posts import country_of
from herewith.languages.titles import classify, is_person_like, without_title
from herewith.model.register import (
    DatedRole,
    Field,
    Marking,
    Number,
    Party,
)
from herewith.stages.register_reader import Proof, Reader
from herewith.stages.register_sheet import Piece

__all__ = [
    "address_block",
    "around",
    "dated_marks",
    "hands",
    "letterhead_place",
    "printed_dateline",
    "signed_by_hand",
]

T = TypeVar("T")


def around(
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


def hands(reader: Reader) -> list[Proof[str]]:
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


def signed_by_hand(reader: Reader, draft: Draft) -> list[Proof[Party]]:
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


def dated_marks(reader: Reader, draft: Draft) -> list[Proof[DatedRole]]:
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


def letterhead_place(reader: Reader) -> list[Proof[str]]:
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


def address_block(reader: Reader, date: Field[DatedRole] | None) -> list[Proof[Party]]:
    """The person named in an address block that stands at the foot of the first page."""
    day = date.value.date.earliest if date else None
    for piece in reader.sheet.pieces:
        if piece.kind == "address_block":
            lines = Page(piece.text).lines
            named = tuple(read_address_block(lines)) or tuple(filter(None, map(addressed, lines)))
            found = resolved(named[:1], day, reader.authorities)
            return [(one, reader.sheet.piece_spans(piece, one.start, one.end)) for one in found]
    return []


def printed_dateline(
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
