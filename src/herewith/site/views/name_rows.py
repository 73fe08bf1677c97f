"""Places of the register where a name stands: who is named as what, in which words, and why."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.model.document import DocumentId
from herewith.model.register import Field, Party, RegisterEntry
from herewith.site.explanations import Explanations
from herewith.site.index import EditionIndex
from herewith.site.name_pages import NameRow
from herewith.site.parts import Ref
from herewith.site.reading import quoted

__all__ = ["PART", "name_row", "named_parties", "parties_of", "place_in_time"]

PART = 200
"""Places in the register on one page."""
SIDES = ("sender", "signed_by", "signed_for", "addressee", "via", "copies")


def named_parties(index: EditionIndex) -> Iterator[tuple[RegisterEntry, str, Field[Party]]]:
    """Every party of the register that stands, with its entry and side."""
    for document in index.facts:
        entry = index.edition.entry(DocumentId(document))
        if entry is not None:
            for side, party in parties_of(entry):
                yield entry, side, party


def parties_of(entry: RegisterEntry) -> Iterator[tuple[str, Field[Party]]]:
    """The parties of an entry that stand, each side with its name."""
    for side in SIDES:
        held = getattr(entry, side)
        for one in held if isinstance(held, tuple) else (held,):
            if one is not None and one.status != "rejected":
                yield side, one


def place_in_time(entry: RegisterEntry, side: str) -> tuple[bool, str, str, str]:
    """A key that sorts by date, papers without one last."""
    date = entry.date.value.date.edtf if entry.date else ""
    return not date, date, str(entry.id), side


def name_row(
    index: EditionIndex, entry: RegisterEntry, side: str, found: Field[Party] | Field[str]
) -> NameRow:
    """The row of one value of an entry."""
    item = index.edition.item_of(entry.id)
    value = found.value if isinstance(found.value, str) else found.value.name
    title = item.title if item else str(entry.id)
    sources = index.files
    return NameRow(
        Ref(title, index.home(entry.id), None, entry.date.value.date.edtf if entry.date else ""),
        side,
        value,
        tuple(
            quoted(span.quote, sources[span.source].media_type if span.source in sources else "")
            for span in found.evidence
        ),
        found.status,
        found.because,
        Explanations(index).address(found.statement, entry.id, side),
    )
