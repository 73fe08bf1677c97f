"""Documents of a TEI file, as its encoding states them.

A document is a `div` whose type names one (`document`, `letter`, `telegram` …), an attachment
inside it, or, where no type names one, each `text` of a `group` or the whole `body`. The
document's own `head` is the editor's heading and stands apart; notes are furniture attached to
the document; page breaks give pages; what stands in no document is front matter or editorial.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from herewith.algorithms.reconstruct.carried import Letter, Part, find_letters, parted
from herewith.algorithms.reconstruct.compose import Composed, Composer
from herewith.algorithms.reconstruct.divisions import (
    ATTACHMENTS,
    DIVISIONS,
    NOTES,
    document_marks,
    kind_of,
    page_number,
    sections,
    stated_of,
    subtree_ends,
)
from herewith.algorithms.reconstruct.furnish import Maker, text_digest
from herewith.algorithms.reconstruct.layers import LayerKind, reading_span, spoken_layers
from herewith.algorithms.reconstruct.rulings import NO_RULINGS, WHY, Rulings
from herewith.languages.identify import identify
from herewith.model.document import (
    Document,
    DocumentId,
    Furniture,
    FurnitureKind,
    Gap,
    Layer,
    Passage,
    Reconstruction,
)
from herewith.model.text import Delivered, Mark

__all__ = ["reconstruct_encoded"]

ROLES = {
    "p": "body",
    "ab": "body",
    "quote": "body",
    "postscript": "body",
    "head": "heading",
    "dateline": "dateline",
    "salute": "salutation",
    "signed": "signature",
    "closer": "closing",
    "byline": "signature",
    "opener": "other",
    "address": "address",
    "addrLine": "address",
    "list": "list",
    "item": "list",
    "label": "list",
    "table": "list",
    "row": "list",
    "cell": "list",
    "lg": "verse",
    "l": "verse",
    "div": "body",
    "trailer": "other",
    "epigraph": "other",
    "argument": "other",
    "figure": "other",
    "sp": "body",
    "speaker": "body",
}
"""Block elements and the role of the text directly in them."""

LIST_ROLES = {"subject": "subject", "references": "reference", "to": "address", "from": "address"}
CLOSE_LINES = frozenset(("item", "cell", "label", "l", "addrLine", "row", "signed", "speaker"))
"""Blocks that follow the one before on the next line, not after an empty one."""

FORME = {
    "catch": "catchword",
    "pageNum": "page_number",
    "pagenum": "page_number",
    "header": "running_head",
    "head": "running_head",
    "footer": "running_head",
    "letterhead": "letterhead",
}
LAYERS: dict[str, LayerKind] = {"del": "struck", "add": "inserted", "unclear": "unclear"}


@dataclass(slots=True)
class _Draft:
    """A document being cut: what has been found so far."""

    mark: int
    id: DocumentId
    passages: list[Passage] = field(default_factory=list)
    notes: list[Furniture] = field(default_factory=list)
    layers: list[tuple[LayerKind, int, int, str]] = field(default_factory=list)
    gaps: list[tuple[int, int, Mark]] = field(default_factory=list)
    heading: tuple[int, int] | None = None
    attributes: list[tuple[str, str]] = field(default_factory=list)


def reconstruct_encoded(delivered: Delivered, rulings: Rulings = NO_RULINGS) -> Reconstruction:
    """Cut a TEI file into its documents; nothing is guessed that the encoding states.

    Args:
        delivered: the source.
        rulings: what editors have decided about it.
    """
    return _Cutter(delivered, rulings).run()


class _Cutter:
    """One pass over the marks of a file."""

    def __init__(self, delivered: Delivered, rulings: Rulings) -> None:
        self.delivered = delivered
        self.rulings = rulings
        self.marks = delivered.marks
        self.text = delivered.text
        self.source = delivered.source.id
        self.maker = Maker(self.source, self.text)
        self.composer = Composer(self.source, self.text, rulings.read(delivered.visible))
        self.ends = subtree_ends(self.marks)
        self.furniture: list[Furniture] = []
        self.starts = [mark.start for mark in self.marks]
        self.breaks = [m for m in self.marks if m.name == "pb"]
        self.break_starts = [m.start for m in self.breaks]

    def run(self) -> Reconstruction:
        roots = document_marks(self.marks, self.ends)
        ids = self._ids(roots)
        drafts = self._ruled([self._cut(index, ids) for index in roots])
        self._outside(roots)
        taken = {str(draft.id) for draft in drafts}
        documents = tuple(d for draft in drafts if draft.passages for d in self._all(draft, taken))
        for draft in drafts:
            if not draft.passages:
                # Nothing but a heading or notes: they are kept as furniture of no document.
                self.furniture.extend(replace(note, document=None) for note in draft.notes)
        gaps = tuple(gap for document in documents for gap in document.gaps)
        self.furniture.extend(note for d in documents for note in d.notes)
        self.furniture.sort(key=lambda f: (f.start, f.end))
        return Reconstruction(
            self.delivered.source,
            documents,
            tuple(self.furniture),
            (),
            gaps,
            self.delivered.problems,
        )

    def _ids(self, roots: Sequence[int]) -> dict[int, DocumentId]:
        """`STEM#xml:id`; without one, a digest of the text; a repeated one gets a digest too."""
        out: dict[int, DocumentId] = {}
        taken: set[str] = set()
        chosen = set(roots)
        for index in roots:
            mark = self.marks[index]
            digest = text_digest(self.text[mark.start : mark.end], size=6)
            name = mark.get("xml:id")
            if not name and mark.name in ATTACHMENTS:
                parent = self._parent_in(mark.parent, chosen)
                base = str(out[parent]).partition("#")[2] if parent in out else "attachment"
                name = f"{base}.att-{digest[:4]}"
            elif not name:
                n = mark.get("n")
                name = f"n{n}-{digest[:4]}" if n else f"{mark.get('type') or mark.name}-{digest}"
            name = re.sub(r"\s+", "-", name)
            full = f"{self.source}#{name}"
            if full in taken:
                full = f"{full}-{digest[:4]}"
            serial = 2
            while full in taken:
                full = f"{self.source}#{name}-{digest[:4]}-{serial}"
                serial += 1
            taken.add(full)
            out[index] = DocumentId(full)
        return out

    def _parent_in(self, index: int | None, chosen: set[int]) -> int | None:
        while index is not None and index not in chosen:
            index = self.marks[index].parent
        return index

    def _blank(self, start: int, end: int) -> bool:
        return not self.composer.visible_text(start, end)

    def _page(self, offset: int) -> int | None:
        at = bisect_right(self.break_starts, offset) - 1
        return page_number(self.breaks[at]) if at >= 0 else None

    # One document ---------------------------------------------------------------------------

    def _cut(self, index: int, ids: dict[int, DocumentId]) -> _Draft:
        draft = _Draft(index, ids[index])
        mark = self.marks[index]
        state = _State(mark.start, self._page(mark.start))
        draft.attributes = stated_of(mark)
        position = index + 1
        closing: list[tuple[int, str]] = []
        while position <= self.ends[index]:
            inner = self.marks[position]
            self._close(closing, inner.start, state, draft)
            if self._apart(position, inner, index, ids, state, draft):
                position = self.ends[position] + 1
                continue
            self._inside(inner, state, draft, closing)
            position += 1
        self._close(closing, mark.end + 1, state, draft)
        self._flush(mark.end, state, draft)
        if state.cursor < mark.end:
            self._mark_up(state.cursor, mark.end)
        return draft

    def _apart(
        self,
        position: int,
        inner: Mark,
        root: int,
        ids: dict[int, DocumentId],
        state: _State,
        draft: _Draft,
    ) -> bool:
        """Elements whose whole content is not the text of this document."""
        if position in ids:
            self._leave(inner.start, state, draft)
            state.cursor, state.block = inner.end, state.block + 1
        elif inner.name in NOTES:
            self._leave(inner.start, state, draft)
            self._note(inner, state, draft)
        elif inner.name == "head" and inner.parent == root and draft.heading is None:
            self._heading(position, inner, state, draft)
        elif inner.name == "fw":
            self._leave(inner.start, state, draft)
            kind = FORME.get(inner.get("type"), "running_head")
            self._keep(kind, inner, state, draft, "the encoding calls it <fw>")  # type: ignore[arg-type]
        elif inner.name in ("pb", "milestone", "gb"):
            self._leave(inner.start, state, draft)
            self._mark_up(inner.start, inner.end)
            state.cursor = inner.end
            state.page = page_number(inner) if inner.name == "pb" else state.page
        elif (
            inner.get("xml:prefix")
            and inner.name not in ROLES
            and not self._blank(inner.start, inner.end)
        ):
            self._leave(inner.start, state, draft)
            self._keep("editorial", inner, state, draft, "an element that is not TEI's")
        else:
            return False
        return True

    def _inside(
        self, inner: Mark, state: _State, draft: _Draft, closing: list[tuple[int, str]]
    ) -> None:
        """Elements that belong to the text: blocks divide it, others may be layers."""
        if inner.name in ROLES or inner.name in DIVISIONS:
            self._flush(inner.start, state, draft)
            role = LIST_ROLES.get(inner.get("type").strip()) if inner.name == "list" else None
            own = role or ROLES.get(inner.name, "body")
            inherited = state.role if inner.name in ("item", "cell", "row", "p", "label") else None
            if inherited in (None, "body", "list", "other"):
                inherited = None
            closing.append((inner.end, state.role))
            state.role = inherited or own
            state.block += 1
            state.close = inner.name in CLOSE_LINES or (inner.name == "p" and role is not None)
        elif inner.name in LAYERS:
            why = f"the encoding says <{inner.name}>"
            draft.layers.append((LAYERS[inner.name], inner.inner_start, inner.inner_end, why))
        elif inner.name == "gap":
            draft.gaps.append((inner.start, inner.end, inner))
        elif inner.name in ("date", "time") and state.role == "dateline":
            for key in ("when", "from", "to", "notBefore", "notAfter"):
                if inner.get(key) and not any(k == key for k, _ in draft.attributes):
                    draft.attributes.append((key, inner.get(key)))

    def _close(
        self, closing: list[tuple[int, str]], offset: int, state: _State, draft: _Draft
    ) -> None:
        """Blocks that end before an offset."""
        while closing and closing[-1][0] <= offset:
            end, role = closing.pop()
            self._flush(end, state, draft)
            state.role = role
            state.block += 1
            state.close = False

    def _flush(self, end: int, state: _State, draft: _Draft) -> None:
        """Make a passage of what stands since the cursor, if anything of it can be seen."""
        if end <= state.cursor or self._blank(state.cursor, end):
            return
        same = bool(draft.passages) and _kindred(draft.passages[-1].role, state.role)
        apart = "\n" if state.close and same else "\n\n"
        before = "" if state.block == state.last_block else apart
        draft.passages.append(
            Passage(self.source, state.cursor, end, state.role, state.page, True, before)
        )
        state.cursor, state.last_block = end, state.block

    def _leave(self, end: int, state: _State, draft: _Draft) -> None:
        """Close the text before something that is not text."""
        self._flush(end, state, draft)
        if state.cursor < end:
            if draft.passages and draft.passages[-1].end == state.cursor:
                draft.passages[-1] = replace(draft.passages[-1], end=end)
            else:
                self._mark_up(state.cursor, end)
        state.cursor = end

    def _mark_up(self, start: int, end: int) -> None:
        if (
            self.furniture
            and self.furniture[-1].kind == "markup"
            and self.furniture[-1].end == start
        ):
            self.furniture[-1] = replace(self.furniture[-1], end=end)
        else:
            why = "markup and layout between blocks"
            self.furniture.append(self.maker.furniture("markup", start, end, why))

    def _note(self, inner: Mark, state: _State, draft: _Draft) -> None:
        editorial = inner.get("type") in ("source", "summary", "editorial") or inner.get("n") == "0"
        kind: FurnitureKind = "editorial" if editorial else "footnote"
        self._keep(kind, inner, state, draft, f"the encoding calls it a note ({kind})")

    def _keep(
        self, kind: FurnitureKind, inner: Mark, state: _State, draft: _Draft, why: str
    ) -> None:
        record = self.maker.furniture(
            kind, inner.start, inner.end, why, document=draft.id, page=state.page
        )
        draft.notes.append(record)
        state.cursor = inner.end

    def _heading(self, position: int, inner: Mark, state: _State, draft: _Draft) -> None:
        """The document's own heading: kept apart, its notes apart from it."""
        self._leave(inner.start, state, draft)
        draft.heading = (inner.start, inner.end)
        at = inner.start
        why = "the heading of the document in the edition"
        index = position + 1
        while index <= self.ends[position]:
            below = self.marks[index]
            if below.name in NOTES:
                if below.start > at:
                    draft.notes.append(self._editorial(at, below.start, why, draft, state))
                self._note(below, state, draft)
                at = below.end
                index = self.ends[index] + 1
                continue
            if below.get("type") in ("from", "to"):
                name = self.composer.visible_text(below.start, below.end)
                draft.attributes.append((f"head:{below.get('type')}", name))
            index += 1
        if at < inner.end and self._blank(at, inner.end):
            self._mark_up(at, inner.end)
        elif at < inner.end:
            draft.notes.append(self._editorial(at, inner.end, why, draft, state))
        state.cursor, state.block = inner.end, state.block + 1

    def _editorial(self, start: int, end: int, why: str, draft: _Draft, state: _State) -> Furniture:
        return self.maker.furniture(
            "editorial", start, end, why, document=draft.id, page=state.page
        )

    # What stands in no document ---------------------------------------------------------------

    def _outside(self, roots: Sequence[int]) -> None:
        held = sorted((self.marks[i].start, self.marks[i].end) for i in roots)
        at = 0
        top = [self.marks[i] for i in sections(self.marks)]
        for start, end in [*held, (len(self.text), len(self.text))]:
            if start > at:
                self._loose(at, start, top)
            at = max(at, end)

    def _loose(self, start: int, end: int, sections: Sequence[Mark]) -> None:
        """Front matter, the header, headings of chapters, and white space."""
        at = start
        for mark in sections:
            low, high = max(mark.start, at), min(mark.end, end)
            if low >= high:
                continue
            if low > at:
                self._rest(at, low)
            if mark.name == "teiHeader":
                self.furniture.append(self.maker.furniture("markup", low, high, "the TEI header"))
            elif self._blank(low, high):
                self._mark_up(low, high)
            else:
                why = f"<{mark.name}> outside the documents"
                self.furniture.append(self.maker.furniture("front_matter", low, high, why))
            at = high
        if at < end:
            self._rest(at, end)

    def _rest(self, start: int, end: int) -> None:
        if self._blank(start, end):
            self._mark_up(start, end)
        else:
            why = "headings and text between documents"
            self.furniture.append(
                self.maker.furniture("editorial", start, end, why, page=self._page(start))
            )

    # What editors have decided --------------------------------------------------------------

    def _ruled(self, drafts: list[_Draft]) -> list[_Draft]:
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

    def _carve(self, draft: _Draft, start: int, end: int, kind: str) -> None:
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

    def _restore(self, draft: _Draft, start: int, end: int) -> None:
        """Put a note that is text back among the passages."""
        for note in [n for n in draft.notes if n.start <= start and end <= n.end]:
            draft.notes.remove(note)
            draft.passages.append(Passage(self.source, note.start, note.end, "note", note.page))
            draft.passages.sort(key=lambda passage: passage.start)

    def _split(self, draft: _Draft, offset: int) -> list[_Draft]:
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
        second = _Draft(draft.mark, DocumentId(name), tail)
        second.notes = [replace(n, document=second.id) for n in draft.notes if n.start >= offset]
        second.layers = [layer for layer in draft.layers if layer[1] >= offset]
        second.gaps = [gap for gap in draft.gaps if gap[0] >= offset]
        draft.passages = head
        draft.notes = [note for note in draft.notes if note.start < offset]
        draft.layers = [layer for layer in draft.layers if layer[1] < offset]
        draft.gaps = [gap for gap in draft.gaps if gap[0] < offset]
        return [draft, second]

    # Finishing ----------------------------------------------------------------------------------

    def _all(self, draft: _Draft, taken: set[str]) -> list[Document]:
        """The document of a draft, and behind it the letters that it carries."""
        composed = self.composer.compose(draft.passages)
        mark = self.marks[draft.mark]
        title = self._title(draft.heading) if draft.heading else None
        letters = find_letters(
            composed.text, f"{title or ''} {mark.get('subtype')} {mark.get('type')}"
        )
        if not letters:
            return [self._finish(draft, composed)]
        return self._carrying(draft, parted(draft.passages, composed, letters), taken)

    def _carrying(self, draft: _Draft, parts: Sequence[Part], taken: set[str]) -> list[Document]:
        """A telegram without the letters it carries, and each letter."""
        rest = next((part for part in parts if part.letter is None), None)
        assert rest is not None, "what announces a letter is no part of it"
        out: list[Document] = []
        outer = replace(draft, passages=list(rest.passages))
        for part in parts:
            if part.letter is None:
                continue
            own = self._letter(outer, part, taken)
            before = [p for p in outer.passages if p.start < own.passages[0].start]
            at = len(self.composer.compose(before).text)
            outer.attributes += [("carries", str(own.id)), ("carries_at", str(at))]
            composed = self.composer.compose(own.passages)
            out.append(self._finish(own, composed, part.letter))
        return [self._finish(outer, self.composer.compose(outer.passages)), *out]

    def _letter(self, outer: _Draft, part: Part, taken: set[str]) -> _Draft:
        """The draft of a carried letter, with the notes, layers and gaps that stand in it."""
        low, high = part.passages[0].start, part.passages[-1].end
        name = f"{outer.id}-letter"
        if name in taken:
            name = f"{name}-{text_digest(self.text[low:high], size=4)}"
        taken.add(name)
        own = _Draft(outer.mark, DocumentId(name), list(part.passages))
        own.notes = [replace(n, document=own.id) for n in outer.notes if low <= n.start < high]
        outer.notes = [note for note in outer.notes if not low <= note.start < high]
        own.gaps = [gap for gap in outer.gaps if low <= gap[0] < high]
        outer.gaps = [gap for gap in outer.gaps if not low <= gap[0] < high]
        own.layers = [la for la in outer.layers if low <= la[1] < high]
        outer.layers = [la for la in outer.layers if not low <= la[1] < high]
        own.attributes = [("carried_by", str(outer.id))]
        # The wire's date stands over the letter too, until the letter's own text says another.
        own.attributes += [(key, value) for key, value in outer.attributes if key == "when"]
        return own

    def _finish(self, draft: _Draft, composed: Composed, letter: Letter | None = None) -> Document:
        runs = composed.runs
        layers = [
            Layer(kind, *span, doubtful=False, why=why)
            for kind, start, end, why in draft.layers
            if (span := reading_span(runs, start, end))
        ]
        layers += spoken_layers(composed.text)
        for low, high, _ in self.rulings.readings:
            stood = self.text[low:high]
            if span := reading_span(runs, low, high):
                why = f"{WHY}: delivered is “{stood}”"
                layers.append(Layer("emended", *span, doubtful=False, why=why, delivered=stood))
        gaps = tuple(self._gap(draft, runs, *gap) for gap in draft.gaps)
        mark = self.marks[draft.mark]
        heading = draft.heading
        title = self._title(heading) if heading else None
        pages = tuple(dict.fromkeys(p.page for p in draft.passages if p.page is not None))
        return Document(
            id=draft.id,
            kind=kind_of(mark) if letter is None else "letter",
            language=identify(composed.text) or self._stated_language(draft.mark),
            pages=pages,
            passages=tuple(draft.passages),
            text=composed.text,
            runs=runs,
            complete=not gaps,
            layers=tuple(sorted(layers, key=lambda layer: (layer.start, layer.end, layer.kind))),
            gaps=gaps,
            heading=title,
            heading_span=self.delivered.span(*heading) if heading else None,
            notes=tuple(sorted(draft.notes, key=lambda note: note.start)),
            attributes=tuple(draft.attributes),
        )

    def _title(self, heading: tuple[int, int]) -> str | None:
        parts: list[str] = []
        at = heading[0]
        index = bisect_right(self.starts, at)
        while index < len(self.marks) and self.marks[index].start < heading[1]:
            if self.marks[index].name in NOTES:
                parts.append(self.composer.visible_text(at, self.marks[index].start))
                at = self.marks[index].end
                index = self.ends[index]
            index += 1
        parts.append(self.composer.visible_text(at, heading[1]))
        return " ".join(" ".join(parts).split()) or None

    def _stated_language(self, index: int | None) -> str | None:
        while index is not None:
            stated = self.marks[index].get("xml:lang")
            if stated:
                return stated.split("-")[0].lower()[:2] or None
            index = self.marks[index].parent
        return None

    def _gap(self, draft: _Draft, runs: Sequence[object], start: int, end: int, mark: Mark) -> Gap:
        quantity, unit = mark.get("quantity") or mark.get("extent"), mark.get("unit")
        words = int(quantity) if quantity.isdigit() and unit.startswith("word") else None
        reason = mark.get("reason")
        before = [r for r in runs if r.source_end <= start]  # type: ignore[attr-defined]
        behind = [r for r in runs if r.source_start >= end]  # type: ignore[attr-defined]
        after = (before[-1].source_start, before[-1].source_end) if before else None  # type: ignore[attr-defined]
        following = (behind[0].source_start, behind[0].source_end) if behind else None  # type: ignore[attr-defined]
        gap = Gap(
            "",
            draft.id,
            self.source,
            after,
            following,
            before[-1].end if before else 0,  # type: ignore[attr-defined]
            self._page(start),
            words,
            f"the encoding says <gap>{': ' + reason if reason else ''}",
            "page" if unit.startswith("page") else "words",
        )
        return self.maker.gap(gap)


def _joined(drafts: Sequence[_Draft], offset: int) -> Iterator[_Draft]:
    """Documents in order, the one that begins with an offset put to the one before it."""
    last: _Draft | None = None
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


@dataclass(slots=True)
class _State:
    """Where the cut stands: the cursor, the page, and the block the text belongs to."""

    cursor: int
    page: int | None
    role: str = "body"
    block: int = 0
    last_block: int = -1
    close: bool = False


def _kindred(role: str, other: str) -> bool:
    """Whether two passages stand on following lines of one thing."""
    return role == other or {role, other} <= {"closing", "signature"}
