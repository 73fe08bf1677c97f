"""Ids of furniture, duplicates and gaps: from content, so that they outlive changes elsewhere."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from herewith.model.document import (
    DocumentId,
    Duplicate,
    Furniture,
    FurnitureKind,
    Gap,
)
from herewith.model.text import SourceId

__all__ = ["Maker", "text_digest"]


def text_digest(*parts: str, size: int = 8) -> str:
    """First hex characters of the SHA-256 of some texts."""
    whole = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return sha256(whole).hexdigest()[:size]


class Maker:
    """Makes the records of one source, each with an id that no other of the source has."""

    def __init__(self, source: SourceId, text: str) -> None:
        self._source = source
        self._text = text
        self._seen: Counter[str] = Counter()

    def furniture(
        self,
        kind: FurnitureKind,
        start: int,
        end: int,
        why: str,
        *,
        document: DocumentId | None = None,
        page: int | None = None,
        confidence: float = 1.0,
    ) -> Furniture:
        """A furniture record for a stretch of the source."""
        name = self._id("f", kind, self._text[start : min(end, start + 4000)])
        return Furniture(name, kind, self._source, start, end, why, document, page, confidence)

    def duplicate(
        self,
        kept: tuple[int, int],
        other: tuple[int, int],
        differences: tuple[tuple[str, str], ...],
        why: str,
        confidence: float,
    ) -> Duplicate:
        """A repeated capture of a stretch of the source."""
        name = self._id("d", "same_page_recaptured", self._text[other[0] : other[1]])
        return Duplicate(
            name, self._source, kept, other, "same_page_recaptured", differences, why, confidence
        )

    def gap(self, gap: Gap) -> Gap:
        """The gap with its id: from its document and the words around it."""
        around = [self._text[a:b] for a, b in (gap.after or (0, 0), gap.before or (0, 0))]
        name = self._id("g", str(gap.document), *around)
        return Gap(
            name,
            gap.document,
            gap.source,
            gap.after,
            gap.before,
            gap.at,
            gap.page,
            gap.estimate_words,
            gap.why,
            gap.kind,
            gap.confidence,
            gap.range_words,
        )

    def _id(self, letter: str, *parts: str) -> str:
        base = f"{self._source}/{letter}-{text_digest(*parts)}"
        self._seen[base] += 1
        return base if self._seen[base] == 1 else f"{base}-{self._seen[base]}"
