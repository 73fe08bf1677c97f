"""A document as it lies on the table: its text, and the letterheads, stamps and notes around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from herewith.model.document import Document, Furniture
from herewith.model.text import Delivered, SourceId, Span

__all__ = ["Piece", "Sheet"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of furniture with its delivered text."""

    kind: str
    source: SourceId
    start: int
    text: str


class Sheet:
    """Leads offsets of the reading text and of furniture back to evidence in the source."""

    def __init__(
        self,
        document: Document,
        furniture: tuple[Furniture, ...],
        delivered: Mapping[str, Delivered],
    ) -> None:
        self.document = document
        self._delivered = delivered
        own = {piece.id: piece for piece in (*furniture, *document.notes)}
        self.pieces = tuple(self._pieces(sorted(own.values(), key=lambda p: (p.start, p.id))))

    @property
    def letterhead(self) -> str:
        """What is printed over the text, line by line."""
        return "\n".join(piece.text for piece in self.pieces if piece.kind == "letterhead")

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Evidence in the source for reading text `[start, end)`."""
        return tuple(
            Span(source, low, high, self._quote(source, low, high, self.document.text[start:end]))
            for source, low, high in self.document.locate(start, end)
        )

    def heading_spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Evidence for `[start, end)` of the editor's heading."""
        whole = self.document.heading_span
        if whole is None:
            return ()
        heading = self.document.heading or ""
        at = whole.quote.find(heading[start:end])
        if at < 0 or whole.quote.count(heading[start:end]) > 1:
            return (whole,)
        quote = heading[start:end]
        return (Span(whole.source, whole.start + at, whole.start + at + len(quote), quote),)

    def piece_spans(self, piece: Piece, start: int, end: int) -> tuple[Span, ...]:
        """Evidence for `[start, end)` of a piece of furniture."""
        quote = piece.text[start:end]
        return (Span(piece.source, piece.start + start, piece.start + end, quote),)

    def _quote(self, source: SourceId, start: int, end: int, reading: str) -> str:
        delivered = self._delivered.get(str(source))
        return delivered.text[start:end] if delivered else reading

    def _pieces(self, furniture: list[Furniture]) -> Iterator[Piece]:
        for piece in furniture:
            delivered = self._delivered.get(str(piece.source))
            if delivered is not None:
                text = _visible(delivered, piece.start, piece.end)
                yield Piece(piece.kind, piece.source, piece.start, text)


def _visible(delivered: Delivered, start: int, end: int) -> str:
    """The text of a stretch with its markup blanked out, so that offsets stay."""
    text = delivered.text[start:end]
    if delivered.form != "tei":
        return text
    out, inside = [], False
    for char in text:
        inside = inside or char == "<"
        out.append(" " if inside or char in "\n\t" else char)
        inside = inside and char != ">"
    return "".join(out)
