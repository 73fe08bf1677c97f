"""Documents of a TEI file after the editors' word: split, joined, words taken out or put back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from herewith.algorithms.reconstruct.encoded_documents import Draft, Finishing
from herewith.algorithms.reconstruct.furnish import text_digest
from herewith.algorithms.reconstruct.rulings import WHY
from herewith.model.document import (
    DocumentId,
    Passage,
)

__all__ = ["Ruling"]


class Ruling(Finishing):
    """Obeys what editors have decided about places in an encoded file."""

    def _ruled(self, drafts: list[Draft]) -> list[Draft]:
        """The documents after the editors' word."""
        for start, end, kind in self.rulings.furniture:
            for draft in drafts:
                self._carve(draft, start, end, kind)
        for start, end in self.rulings.text:
            for draft in drafts:
                self._restore(draft, start, end)
        for offset in sorted(self.rulings.starts):
            drafts = [part for draft in drafts for part in self._split(draft, offset)]
        for offset in sorted(self.rulings.goes_on):
            drafts = list(_joined(drafts, offset))
        return drafts

    def _carve(self, draft: Draft, start: int, end: int, kind: str) -> None:
        """Take a stretch out of the text and keep it as furniture of the document."""
        out: list[Passage] = []
        for passage in draft.passages:
            low, high = max(passage.start, start), min(passage.end, end)
            if low >= high:
                out.append(passage)
                continue
            if passage.start < low:
                out.append(replace(passage, end=low))
            if high < passage.end:
                before = passage.before if passage.start == low else ""
                out.append(replace(passage, start=high, before=before))
            draft.notes.append(
                self.maker.furniture(
                    kind, low, high, WHY, document=draft.id, page=passage.page  # type: ignore[arg-type]
                )
            )  # fmt: skip
        draft.passages = out

    def _restore(self, draft: Draft, start: int, end: int) -> None:
        """Put a note that is text back among the passages."""
        for note in [n for n in draft.notes if n.start <= start and end <= n.end]:
            draft.notes.remove(note)
            draft.passages.append(Passage(self.source, note.start, note.end, "note", note.page))
            draft.passages.sort(key=lambda passage: passage.start)

    def _split(self, draft: Draft, offset: int) -> list[Draft]:
        """The document, cut in two where its text holds the offset behind its first words."""
        if not draft.passages or offset <= draft.passages[0].start:
            return [draft]
        index = next((n for n, p in enumerate(draft.passages) if p.start <= offset < p.end), None)
        if index is None:
            return [draft]
        passage = draft.passages[index]
        head, tail = draft.passages[:index], draft.passages[index:]
        if passage.start < offset:
            head.append(replace(passage, end=offset))
            tail[0] = replace(passage, start=offset)
        name = f"{draft.id}.{text_digest(self.text[offset : tail[-1].end], size=4)}"
        second = Draft(draft.mark, DocumentId(name), tail)
        second.notes = [replace(n, document=second.id) for n in draft.notes if n.start >= offset]
        second.layers = [layer for layer in draft.layers if layer[1] >= offset]
        second.gaps = [gap for gap in draft.gaps if gap[0] >= offset]
        draft.passages = head
        draft.notes = [note for note in draft.notes if note.start < offset]
        draft.layers = [layer for layer in draft.layers if layer[1] < offset]
        draft.gaps = [gap for gap in draft.gaps if gap[0] < offset]
        return [draft, second]


def _joined(drafts: Sequence[Draft], offset: int) -> Iterator[Draft]:
    """Documents in order, the one that begins with an offset put to the one before it."""
    last: Draft | None = None
    for draft in drafts:
        begins = bool(draft.passages) and draft.passages[0].start <= offset
        if last is not None and begins and offset < draft.passages[0].end:
            last.passages += draft.passages
            last.notes += [replace(note, document=last.id) for note in draft.notes]
            last.layers += draft.layers
            last.gaps += draft.gaps
            continue
        if last is not None:
            yield last
        last = draft
    if last is not None:
        yield last
