"""A document's reading text cut for a page: paragraphs, sentences, and pieces in one state.

Nothing of the reading text is lost: the pieces of all paragraphs, joined, give it back but for
white space between paragraphs. Deletions that take no part in the reading text, and calls of
footnotes, are put in where they stand in the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from herewith.algorithms.marked_up import plain
from herewith.model.bitext import Sentence as TextSentence
from herewith.model.document import Document, Layer, Passage, Run
from herewith.model.records import short_digest
from herewith.site.parts import Block, GapBlock, Paragraph, Piece, Sentence

__all__ = ["Cutter", "Link", "Stretch", "quoted", "reading_offset"]

LINED = frozenset(
    ("address", "closing", "dateline", "enclosures", "heading", "list", "signature", "verse")
)
"""Roles whose line ends are the writer's."""

QUOTED = 160
"""Characters of a passage shown as evidence, at most; its place leads to all of it."""
QUOTED_TAIL = 40
"""Of these, the characters of its end."""


def quoted(words: str, media_type: str) -> str:
    """Delivered words as evidence: on one line, without tags, a long passage cut in the middle.

    >>> quoted("<head>Letter to <gloss>the Embassy</gloss></head>", "application/tei+xml")
    'Letter to the Embassy'
    >>> len(quoted("word " * 500, "text/plain")) <= QUOTED
    True
    """
    said = plain(words, media_type)
    if len(said) <= QUOTED:
        return said
    head = said[: QUOTED - QUOTED_TAIL - 3].rpartition(" ")[0] or said[: QUOTED - QUOTED_TAIL - 3]
    tail = said[-QUOTED_TAIL:].partition(" ")[2] or said[-QUOTED_TAIL:]
    return f"{head} … {tail}"


def reading_offset(document: Document, source: str, offset: int) -> int | None:
    """Where a source offset falls in the reading text: in it, or at the end of what precedes it.

    `None` if the document has nothing of the source at or before the offset.
    """
    before = (r for r in document.runs if r.source == source and r.source_start <= offset)
    best = max(before, key=lambda run: run.source_start, default=None)
    if best is None:
        return None
    if offset >= best.source_end:
        return best.end
    if best.end - best.start == best.source_end - best.source_start:
        return best.start + offset - best.source_start
    return best.start


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of reading text that opens another page: `kind` is `mention` or `quotation`."""

    start: int
    end: int
    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph of a reading text: half-open offsets, role, and the page that begins in it."""

    start: int
    end: int
    role: str
    page: int | None


class Cutter:
    """Cuts one document for reading.

    Args:
        document: the document.
        sentences: its sentences in order, or none: then a paragraph is the unit.
        links: stretches that open other pages; of two that overlap the first wins.
        notes: `(reading offset, number)` of the footnotes called in it.
        deleted: `(reading offset, text)` of deletions that take no part in the reading text.
        part: the half-open part of the reading text to show.
    """

    def __init__(
        self,
        document: Document,
        *,
        sentences: Sequence[TextSentence] = (),
        links: Iterable[Link] = (),
        notes: Iterable[tuple[int, int]] = (),
        deleted: Iterable[tuple[int, str]] = (),
        part: tuple[int, int] | None = None,
    ) -> None:
        self.document = document
        self.text = document.text
        self.start, self.end = part or (0, len(document.text))
        self.links = _apart(links)
        self.inserts = sorted(
            [(at, 1, Piece("", note=number)) for at, number in notes]
            + [(at, 0, Piece(text, layers=("struck",))) for at, text in deleted],
            key=lambda insert: insert[:2],
        )
        self.paragraphs = tuple(_paragraphs(document, self.start, self.end))
        self.units = self._units(sentences)

    def _units(self, sentences: Sequence[TextSentence]) -> tuple[tuple[int, int, str], ...]:
        """Stretches with their anchors: sentences, each up to the next, or whole paragraphs."""
        inside = [s for s in sentences if self.start <= s.start < self.end]
        if inside:
            edges = [self.start, *(s.start for s in inside[1:]), self.end]
            return tuple(
                (edges[n], edges[n + 1], f"s-{short_digest(self.document.id, s.id)}")
                for n, s in enumerate(inside)
            )
        seen: dict[str, int] = {}
        out = []
        for stretch in self.paragraphs:
            words = self.text[stretch.start : stretch.end]
            seen[words] = seen.get(words, 0) + 1
            digest = short_digest(self.document.id, words, seen[words])
            out.append((stretch.start, stretch.end, f"p-{digest}"))
        return tuple(out)

    def anchor(self, offset: int) -> str:
        """The anchor of the sentence or paragraph at an offset; empty outside the part shown."""
        found = bisect_right(self.units, offset, key=lambda unit: unit[0]) - 1
        if found < 0 or offset > self.units[found][1]:
            return ""
        return self.units[found][2]

    def blocks(self, gaps: Iterable[tuple[int, GapBlock]] = ()) -> tuple[Block, ...]:
        """The part as paragraphs and gaps in reading order; `gaps` are `(offset, gap)`."""
        out: list[Block] = []
        waiting = sorted(gaps, key=lambda gap: gap[0])
        for stretch in self.paragraphs:
            start = stretch.start
            while waiting and waiting[0][0] < stretch.end:
                at, gap = waiting.pop(0)
                if at > start:
                    out += self._block(stretch, start, at)
                    start = at
                out.append(Block(None, gap))
            out += self._block(stretch, start, stretch.end)
        out += [Block(None, gap) for _, gap in waiting]
        return tuple(out)

    def _block(self, stretch: Stretch, start: int, end: int) -> list[Block]:
        paragraph = self.paragraph(stretch, start, end)
        return [Block(paragraph, None)] if paragraph is not None else []

    def stretches(self, start: int, end: int) -> tuple[Paragraph, ...]:
        """The paragraphs, or parts of them, that stand in `[start, end)`."""
        out = []
        for stretch in self.paragraphs:
            low, high = max(start, stretch.start), min(end, stretch.end)
            paragraph = self.paragraph(stretch, low, high) if low < high else None
            if paragraph is not None:
                out.append(paragraph)
        return tuple(out)

    def paragraph(self, stretch: Stretch, start: int, end: int) -> Paragraph | None:
        """A paragraph, or its part `[start, end)`; `None` if only white space stands there."""
        if not self.text[start:end].strip() and not self._inserted(start, end):
            return None
        end = start + max(1, len(self.text[start:end].rstrip()))
        sentences = []
        first = max(0, bisect_right(self.units, start, key=lambda unit: unit[0]) - 1)
        for low, high, anchor in self.units[first:]:
            if low >= end:
                break
            begins = low + _indent(self.text[low:high])
            low, high = max(low, start), min(high, end)
            if low < high:
                here = anchor if low <= begins < high else ""
                sentences.append(Sentence(here, self._pieces(low, high)))
        opens = not self.text[stretch.start : start].strip()
        page = stretch.page if opens else None
        lined = stretch.role in LINED
        return Paragraph(stretch.role, opens, lined, page, tuple(sentences))

    def _inserted(self, start: int, end: int) -> list[tuple[int, Piece]]:
        """Calls of notes and silent deletions that belong to `[start, end)`.

        A call belongs to the words before it, a deletion to the words after it.
        """
        out = []
        for at, called, piece in self.inserts:
            low, high = (start + 1, end) if called else (start, end - 1)
            outer = (called and at == start == self.start) or (not called and at == end == self.end)
            if low <= at <= high or outer:
                out.append((at, piece))
        return out

    def _pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """The stretch in pieces: cut wherever a layer or link begins or ends."""
        layers = [x for x in self.document.layers if x.start < end and x.end > start]
        links = [x for x in self.links if x.start < end and x.end > start]
        inserts = self._inserted(start, end)
        edges = {start, end, *(at for at, _ in inserts)}
        for x in layers:
            edges.update((max(start, x.start), min(end, x.end)))
        for y in links:
            edges.update((max(start, y.start), min(end, y.end)))
        points = sorted(edges)
        out: list[Piece] = []
        for low, high in zip(points, [*points[1:], end], strict=True):
            out += [piece for at, piece in inserts if at == low]
            if low < high:
                out.append(_piece(self.text, low, high, layers, links))
        return tuple(out)


def _piece(text: str, low: int, high: int, layers: Sequence[Layer], links: Sequence[Link]) -> Piece:
    over = [x for x in layers if x.start <= low and x.end >= high]
    link = next((x for x in links if x.start <= low and x.end >= high), None)
    return Piece(
        text[low:high],
        tuple(x.kind for x in over),
        any(x.doubtful for x in over),
        "; ".join(dict.fromkeys(x.why for x in over if x.why)),
        link.kind if link else "",
        link.address if link else "",
    )


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip()) if text.strip() else 0


def _apart(links: Iterable[Link]) -> tuple[Link, ...]:
    """Links in order of place without overlaps."""
    out: list[Link] = []
    for link in sorted(links, key=lambda x: (x.start, -x.end)):
        if link.end > link.start and (not out or out[-1].end <= link.start):
            out.append(link)
    return tuple(out)


def _paragraphs(document: Document, start: int, end: int) -> Iterable[Stretch]:
    """The paragraphs of `[start, end)`: passages, joined where one runs on in the next."""
    page = None
    for low, high, role, pages in _joined(document):
        first = next((p for p in pages if p is not None and p != page), None)
        page = next((p for p in reversed(pages) if p is not None), page)
        for a, b in _split(document.text, low, high):
            if max(a, start) < min(b, end):
                yield Stretch(max(a, start), min(b, end), role, first)
                first = None


def _joined(document: Document) -> list[tuple[int, int, str, list[int | None]]]:
    """`(start, end, role, pages)` of passages in reading order, covering all of the text.

    Passages that run on into each other have the role of the longer.
    """
    out: list[tuple[int, int, str, list[int | None]]] = []
    spoken = [passage for passage in document.passages if not passage.silent]
    place = 0
    for run in document.runs:
        where = next((n for n in range(place, len(spoken)) if _inside(run, spoken[n])), place)
        if out and where == place:
            out[-1] = (out[-1][0], run.end, *out[-1][2:])
            continue
        place = where
        passage = spoken[place]
        if out and "\n" not in passage.before:
            low, high, role, pages = out[-1]
            role = role if high - low >= passage.end - passage.start else passage.role
            out[-1] = (low, run.end, role, [*pages, passage.page])
        else:
            out.append((run.start, run.end, passage.role, [passage.page]))
    return _without_holes(out, len(document.text))


def _inside(run: Run, passage: Passage) -> bool:
    return (
        run.source == passage.source
        and passage.start <= run.source_start
        and run.source_end <= passage.end
    )


def _without_holes(
    stretches: list[tuple[int, int, str, list[int | None]]], length: int
) -> list[tuple[int, int, str, list[int | None]]]:
    """The same stretches, each drawn out to the beginning of the next: no character is lost."""
    if not stretches:
        return [(0, length, "other", [])] if length else []
    starts = [0, *(low for low, _, _, _ in stretches[1:])]
    ends = [*starts[1:], length]
    return [
        (low, high, role, pages)
        for low, high, (_, _, role, pages) in zip(starts, ends, stretches, strict=True)
    ]


def _split(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The parts of `[start, end)` that empty lines divide; the empty line stays with the first."""
    at = start
    for match in re.compile(r"\n[ \t]*\n\s*").finditer(text, start, end):
        if text[match.end() : end].strip() and text[at : match.start()].strip():
            yield at, match.end()
            at = match.end()
    yield at, end
