"""Where a stretch of reading text stands in its source, for what the command line prints."""

from __future__ import annotations

from herewith.model.document import Document

__all__ = ["place_of"]


def place_of(document: Document, start: int, end: int) -> tuple[int, int]:
    """Source offsets of a stretch of reading text; for an empty one, where it stands."""
    found = document.locate(start, end) if end > start else ()
    if found:
        source = found[0][0]
        own = [(low, high) for where, low, high in found if where == source]
        return min(low for low, _ in own), max(high for _, high in own)
    for low, high in ((start, start + 1), (max(0, start - 1), start)):
        near = document.locate(low, high)
        if near:
            at = near[0][1] if low == start else near[0][2]
            return at, at
    return 0, 0
