"""Documents made ready for reading: text, gaps, footnotes, and links out of the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from herewith.algorithms.marked_up import plain
from herewith.model.bitext import Bitext, Sentence
from herewith.model.collation import Witness
from herewith.model.document import Document, Furniture, Gap
from herewith.model.links import Mention, Quotation
from herewith.model.provenance import Statement
from herewith.model.records import short_digest
from herewith.model.text import Span
from herewith.site.addresses import Route, page_address
from herewith.site.explanations import Explanations
from herewith.site.index import EditionIndex, word_count
from herewith.site.parts import (
    Evidence,
    GapBlock,
    MentionRow,
    Note,
    QuotationRow,
    Reading,
    Ref,
    Said,
)
from herewith.site.pictures import pictures_of
from herewith.site.reading import Cutter, Link, reading_offset

__all__ = ["Beside", "Texts", "around", "part_of"]

Beside = Callable[[Statement], Said]
"""Makes of a statement what stands beside a row that shows it."""

CONTEXT = 90
"""Characters of a text shown on either side of a mention or finding, at most."""


def part_of(witness: Witness | None, document: Document) -> tuple[int, int]:
    """The half-open part of a document's reading text that testifies."""
    if witness is None:
        return 0, len(document.text)
    end = len(document.text) if witness.end is None else witness.end
    return witness.start, end


class Texts:
    """Reads documents for one page; what it worked out for one text it uses for the next."""

    def __init__(self, index: EditionIndex, explanations: Explanations) -> None:
        self.index = index
        self.explanations = explanations
        self._sentences: dict[str, Sequence[Sentence]] = {}
        self._cutters: dict[str, Cutter | None] = {}

    def learn(self, bitexts: Sequence[Bitext]) -> None:
        """Take the sentences of documents from their bitexts, so that anchors agree."""
        for bitext in bitexts:
            self._sentences.setdefault(bitext.source, bitext.source_sentences)
            self._sentences.setdefault(bitext.target, bitext.target_sentences)

    def cutter(
        self,
        document: Document,
        part: tuple[int, int] | None = None,
        sentences: Sequence[Sentence] | None = None,
    ) -> Cutter:
        """A cutter with everything that is said inside a document's text."""
        if document.id not in self._sentences:
            item = self.index.edition.item_of(document.id)
            self.learn(self.index.edition.bitexts(item.id) if item else ())
        return Cutter(
            document,
            sentences=self._sentences.get(document.id, ()) if sentences is None else sentences,
            links=self._links(document),
            notes=self._calls(document),
            deleted=self._deleted(document),
            part=part,
        )

    def reading(self, document: Document, siglum: str, role: str, part: tuple[int, int]) -> Reading:
        """A document, or its part, as a text to read."""
        cutter = self.cutter(document, part)
        return Reading(
            document.id,
            self.index.reading(document.id),
            siglum,
            role,
            document.language,
            document.heading,
            word_count(document.text[part[0] : part[1]]),
            document.complete,
            cutter.blocks(self.gaps(document, part)),
            self.notes(document),
            pictures_of(self.index, document, part),
        )

    def gaps(
        self, document: Document, part: tuple[int, int] | None = None
    ) -> tuple[tuple[int, GapBlock], ...]:
        """The gaps of a document, or of its part, with their reading offsets."""
        low, high = part or (0, len(document.text))
        inside = sorted((g for g in document.gaps if low <= g.at <= high), key=lambda g: g.at)
        return tuple((gap.at, self.gap(gap)) for gap in inside)

    def gap(self, gap: Gap) -> GapBlock:
        """A gap as a block."""
        return GapBlock(
            f"g-{short_digest(gap.id)}",
            gap.kind,
            gap.page,
            gap.estimate_words,
            gap.why,
            self.explanations.address(gap.id, gap.document, "gap"),
        )

    def notes(self, document: Document) -> tuple[Note, ...]:
        """The footnotes of a document, numbered from 1 in order of place."""
        out = []
        for n, (note, shown) in enumerate(self._in_order(document), 1):
            called = reading_offset(document, note.source, note.start) is not None
            out.append(Note(n, shown, called, note.why))
        return tuple(out)

    def _in_order(self, document: Document) -> list[tuple[Furniture, str]]:
        """Notes that have words, in order of place; the document's heading is not one of them."""
        head = document.heading_span
        out = []
        for note in sorted(document.notes, key=lambda note: (note.source, note.start)):
            if (
                head
                and head.source == note.source
                and head.start < note.end
                and note.start < head.end
            ):
                continue
            source = self.index.files.get(note.source)
            words = self.index.words(note.source, note.start, note.end)
            if shown := plain(words, source.media_type if source else ""):
                out.append((note, shown))
        return out

    def _calls(self, document: Document) -> list[tuple[int, int]]:
        out = []
        for n, (note, _) in enumerate(self._in_order(document), 1):
            at = reading_offset(document, note.source, note.start)
            if at is not None:
                out.append((at, n))
        return out

    def _deleted(self, document: Document) -> list[tuple[int, str]]:
        """Deletions that the reading text leaves out, with the offset where they stood."""
        out = []
        for passage in document.passages:
            if passage.silent:
                at = reading_offset(document, passage.source, passage.start) or 0
                text = self.index.words(passage.source, passage.start, passage.end)
                source = self.index.files.get(passage.source)
                words = plain(text, source.media_type if source else "")
                words = words.strip("~")
                if words:
                    joined = at == 0 or document.text[at - 1].isspace()
                    out.append((at, f"{words} " if joined else f" {words}"))
        return out

    def _links(self, document: Document) -> list[Link]:
        edition = self.index.edition
        links = [
            Link(m.start, m.end, "mention", page_address(Route("letter", m.target)))
            for m in edition.mentions(document.id)
            if m.target and m.mention_status == "resolved" and m.status != "rejected"
        ]
        return links + [
            Link(q.start, q.end, "quotation", self.spot(q.target, q.target_start))
            for q in edition.quotations(document.id)
            if q.target and q.status != "rejected"
        ]

    def spot(self, document: str, offset: int) -> str:
        """The page of a document at the sentence or paragraph that has an offset."""
        cutter = self._plain_cutter(document)
        if cutter is None:
            return ""
        anchor = cutter.anchor(offset)
        page = self.index.reading(document)
        return f"{page}#{anchor}" if anchor else page

    def source_spot(self, source: str, offset: int) -> str:
        """The page of the document that has a character of a source, at its sentence."""
        name = self.index.document_at(source, offset)
        cutter = self._plain_cutter(name) if name else None
        if cutter is None or name is None:
            return ""
        return self.spot(name, reading_offset(cutter.document, source, offset) or 0)

    def evidence(self, spans: Sequence[Span], language: str | None) -> tuple[Evidence, ...]:
        """Evidence with the places where it is read."""
        return tuple(
            replace(one, reading=self.source_spot(one.source, one.start))
            for one in self.explanations.evidence(spans, language)
        )

    def _plain_cutter(self, name: str) -> Cutter | None:
        """A cutter that only tells anchors, kept for the next question; `None` if unknown."""
        if name not in self._cutters:
            document = self.index.edition.document(name)
            if document is not None and name not in self._sentences:
                item = self.index.edition.item_of(name)
                self.learn(self.index.edition.bitexts(item.id) if item else ())
            sentences = self._sentences.get(name, ())
            self._cutters[name] = Cutter(document, sentences=sentences) if document else None
        return self._cutters[name]

    def mention(self, mention: Mention, *, citing: bool, said: Beside | None = None) -> MentionRow:
        """A mention as a row; with `citing` the row shows the document it stands in.

        With `said` the row has the statement with it: its page is the one that explains it, and
        shows the words around in their place.
        """
        document = self.index.edition.document(mention.document)
        spot = self.spot(mention.document, mention.start)
        at = self.letter_of(mention.document, spot) if citing else Ref("", spot)
        before = after = ""
        if document is not None and not said:
            before, after = around(document.text, mention.start, mention.end)
        open_ = mention.mention_status in ("ambiguous", "suggested")
        statement = self.explanations.find(f"{mention.id}/target")
        statement = statement or self.explanations.find(mention.id, mention.document, "mention")
        return MentionRow(
            f"m-{short_digest(mention.id)}",
            before,
            mention.text,
            after,
            document.language if document else None,
            at,
            mention.mention_status if mention.status != "rejected" else "rejected",
            self.item(mention.target) if mention.target else None,
            tuple(ref for c in mention.candidates if open_ and (ref := self.item(c.item))),
            mention.because,
            self.explanations.of(statement) if statement and not said else "",
            said(statement) if said and statement else None,
        )

    def quotation(
        self, quotation: Quotation, *, citing: bool, said: Beside | None = None
    ) -> QuotationRow:
        """A quotation as a row; with `citing` the row shows the document it stands in."""
        document = self.index.edition.document(quotation.document)
        spot = self.spot(quotation.document, quotation.start)
        target = None
        if quotation.target:
            target = self.letter_of(
                quotation.target, self.spot(quotation.target, quotation.target_start)
            )
        statement = self.explanations.find(f"{quotation.id}/verbatim")
        statement = statement or self.explanations.find(
            quotation.id, quotation.document, "quotation"
        )
        return QuotationRow(
            quotation.text,
            document.language if document else None,
            self.letter_of(quotation.document, spot) if citing else Ref("", spot),
            quotation.verbatim,
            quotation.place,
            target,
            quotation.differences,
            quotation.reason,
            self.explanations.of(statement) if statement and not said else "",
            said(statement) if said and statement else None,
        )

    def letter_of(self, document: str, address: str) -> Ref:
        """The letter of a document by its title, opening at an address."""
        item = self.index.edition.item_of(document)
        return Ref(item.title if item else document, address)

    def item(self, item: str) -> Ref | None:
        """An item by its title."""
        found = self.index.edition.item(item)
        if found is None:
            return None
        return Ref(found.title, page_address(Route("letter", found.id)), None, found.date)


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Words before and after a stretch, from its own paragraph, cut at white space.

    >>> around("Sir,\\n\\nwe met in May.", 9, 12)
    ('we ', ' in May.')
    """
    before = text[max(0, start - CONTEXT) : start]
    if "\n\n" in before:
        before = before.rpartition("\n\n")[2]
    elif start > CONTEXT:
        before = "… " + before.partition(" ")[2]
    after = text[end : end + CONTEXT]
    if "\n\n" in after:
        after = after.partition("\n\n")[0]
    elif end + CONTEXT < len(text):
        after = after.rpartition(" ")[0] + " …"
    return before, after
