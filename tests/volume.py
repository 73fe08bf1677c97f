"""Documents of an invented printed volume, as its file would give them."""

from __future__ import annotations

from herewith.model.document import Document, DocumentId, Passage, Run
from herewith.model.text import SourceId


def document(name: str, heading: str, when: str, text: str, *, start: int = 0) -> Document:
    """A letter of the volume `vol` that stands at `start` of its text."""
    source = SourceId("vol")
    return Document(
        id=DocumentId(f"vol#{name}"),
        kind=None,
        language="en",
        pages=(),
        passages=(Passage(source, start, start + len(text), "body"),),
        text=text,
        runs=(Run(0, len(text), source, start, start + len(text)),),
        complete=True,
        heading=heading,
        attributes=(("xml:id", name), ("when", when)),
    )
