"""What a letter owes to the telegram that carries it: a day, and nothing else.

A carried letter has its own salutation and signature but often no dateline, because the telegram
is dated. A telegram that orders a text to be delivered is of the day of the text; one that only
reports a text tells the day on which its post had it, which is not the day of writing. Both are
inferred and say so. Sender and addressee are never taken over, for the carrier's are posts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from herewith.languages.references import reference_words
from herewith.model.dates import DateRole
from herewith.model.decision import status_of
from herewith.model.document import Document
from herewith.model.register import DatedRole, Field, RegisterEntry
from herewith.stages.register_reader import Reader

__all__ = ["carrier_of", "dated_by_carriers", "unquoted"]

CERTAINTY = 0.8

_OPENING = re.compile(r"(?m)^[“„«\"]")
_CLOSING = re.compile(r"[”»\"](?=\s*\Z)")


def carrier_of(document: Document) -> str:
    """The id of the document that carries this one; empty if none does."""
    return next((value for key, value in document.attributes if key == "carried_by"), "")


def unquoted(document: Document) -> str:
    """The reading text without the quotation marks in which a carrier sets each paragraph.

    A blank stands for each mark, so that offsets stay those of the reading text.
    """
    if not carrier_of(document):
        return document.text
    return _CLOSING.sub(" ", _OPENING.sub(" ", document.text))


def dated_by_carriers(
    readers: Sequence[Reader], entries: Sequence[RegisterEntry]
) -> tuple[RegisterEntry, ...]:
    """Entries in their order; carried letters without a date have that of their carrier."""
    by_id = {str(entry.id): entry for entry in entries}
    texts = {str(reader.document.id): reader.document for reader in readers}
    return tuple(
        _dated(
            reader,
            entry,
            by_id.get(carrier_of(reader.document)),
            texts.get(carrier_of(reader.document)),
        )
        for reader, entry in zip(readers, entries, strict=True)
    )


def _orders(carrier: Document) -> bool:
    """Whether a telegram orders the text it carries to be delivered."""
    words = reference_words(carrier.language)
    said = carrier.text.lower()
    return any(re.search(rf"\b{re.escape(word)}", said) for word in words.carried_ordered)


def _dated(
    reader: Reader,
    entry: RegisterEntry,
    carrier: RegisterEntry | None,
    telegram: Document | None,
) -> RegisterEntry:
    if entry.date is not None or carrier is None or carrier.date is None:
        return entry
    days = carrier.date.value.date
    if days.earliest != days.latest or carrier.date.status == "rejected":
        return entry
    ordered = telegram is not None and _orders(telegram)
    role: DateRole = "written" if ordered else "received"
    key = f"{entry.id}/date"
    decision = reader.decisions.get(key)
    day = days.earliest.isoformat()
    told = replace(days, edtf=day, precision="day", inferred="the day of the telegram")
    field = Field(
        DatedRole(told, role),
        carrier.date.evidence,
        "day_of_the_carrier",
        CERTAINTY,
        key,
        status_of(decision),
        f"{carrier.id}, which {'orders it delivered' if ordered else 'reports it'}, is of this day",
    )
    reader.say("date", field, None)
    return replace(entry, date=field, dates=(*entry.dates, field))
