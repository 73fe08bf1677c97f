"""What stands around one item in its edition, kept for as long as many items are written."""

from __future__ import annotations

from collections import defaultdict

from herewith.model.collation import Item
from herewith.model.document import Document, Furniture
from herewith.model.edition import Edition

__all__ = ["Around"]

TEXTS = 4
"""Sources whose texts are kept at a time."""


class Around:
    """Furniture by document, texts of sources, and the order of letters between two parties.

    Everything is asked for once; the edition must not change meanwhile.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._furniture: dict[str, dict[str, list[Furniture]]] = {}
        self._texts: dict[str, str] = {}
        self._lines: dict[frozenset[str], list[str]] | None = None

    def furniture(self, document: Document) -> list[Furniture]:
        """The furniture that belongs to a document."""
        source = document.source
        if source not in self._furniture:
            by_document: dict[str, list[Furniture]] = defaultdict(list)
            for piece in self._edition.furniture(source):
                if piece.document is not None:
                    by_document[str(piece.document)].append(piece)
            self._furniture[source] = by_document
        return self._furniture[source].get(str(document.id), [])

    def text(self, source: str) -> str:
        """The decoded text of a source, empty if there is none."""
        if source not in self._texts:
            if len(self._texts) >= TEXTS:
                del self._texts[next(iter(self._texts))]
            self._texts[source] = self._edition.source_text(source) or ""
        return self._texts[source]

    def neighbours(self, item: Item) -> tuple[str, str]:
        """The letters before and after one between the same two parties; empty where none is."""
        if self._lines is None:
            self._lines = defaultdict(list)
            for other in self._edition.items():
                if pair := _pair(other):
                    self._lines[pair].append(str(other.id))
        line = self._lines.get(_pair(item), [])
        if str(item.id) not in line:
            return "", ""
        at = line.index(str(item.id))
        return line[at - 1] if at else "", line[at + 1] if at + 1 < len(line) else ""


def _pair(item: Item) -> frozenset[str]:
    """The two parties of a dated letter; nothing where one is not known."""
    known = item.date and item.sender and item.addressee
    return frozenset((item.sender[0], item.addressee[0])) if known else frozenset()
