"""Ids of the documents of a TEI file: its own, where it gives them, and none twice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from herewith.algorithms.line_numbers import LineNumbers
from herewith.algorithms.reconstruct.divisions import ATTACHMENTS
from herewith.algorithms.reconstruct.furnish import text_digest
from herewith.errors import Place, Problem
from herewith.model.document import DocumentId
from herewith.model.text import Delivered, Mark

__all__ = ["document_ids"]


def document_ids(
    delivered: Delivered, marks: Sequence[Mark], roots: Sequence[int]
) -> tuple[dict[int, DocumentId], list[Problem]]:
    """`STEM#xml:id`; without one, a digest of the text; a repeated one gets a digest too.

    Args:
        delivered: the source.
        marks: its elements.
        roots: indexes of those that are documents.

    Returns:
        The ids by index, and a problem for every document that is called otherwise than its
        `xml:id`, which another has.
    """
    out: dict[int, DocumentId] = {}
    renamed: list[Problem] = []
    taken: set[str] = set()
    lines = LineNumbers(delivered.text)
    chosen = set(roots)
    for index in roots:
        mark = marks[index]
        digest = text_digest(delivered.text[mark.start : mark.end], size=6)
        name = re.sub(r"\s+", "-", _name(marks, mark, digest, out, chosen))
        full = f"{delivered.source.id}#{name}"
        if repeated := full in taken:
            full = f"{full}-{digest[:4]}"
        serial = 2
        while full in taken:
            full = f"{delivered.source.id}#{name}-{digest[:4]}-{serial}"
            serial += 1
        if repeated and mark.get("xml:id"):
            place = Place(delivered.source.path, line=lines.of(mark.start), record=full)
            renamed.append(_renamed(mark, full, place))
        taken.add(full)
        out[index] = DocumentId(full)
    return out, renamed


def _name(
    marks: Sequence[Mark],
    mark: Mark,
    digest: str,
    known: Mapping[int, DocumentId],
    chosen: Set[int],
) -> str:
    """What a document is called in its file, or a name made of what is known of it."""
    name = mark.get("xml:id")
    if name:
        return name
    if mark.name in ATTACHMENTS:
        parent = mark.parent
        while parent is not None and parent not in chosen:
            parent = marks[parent].parent
        base = "attachment"
        if parent is not None and parent in known:
            base = str(known[parent]).partition("#")[2]
        return f"{base}.att-{digest[:4]}"
    n = mark.get("n")
    return f"n{n}-{digest[:4]}" if n else f"{mark.get('type') or mark.name}-{digest}"


def _renamed(mark: Mark, full: str, place: Place) -> Problem:
    """A document whose `xml:id` another has is called otherwise, and that is said."""
    name = mark.get("xml:id")
    return Problem(
        "R126",
        "warning",
        f'a second document has the xml:id "{name}"; it is called {full}',
        place,
        "Give it another xml:id in the file.",
    )
