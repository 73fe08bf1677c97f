"""Documents of a TEI file, as its encoding states them.

A document is a `div` whose type names one (`document`, `letter`, `telegram` …), an attachment
inside it, or, where no type names one, each `text` of a `group` or the whole `body`. The
document's own `head` is the editor's heading and stands apart; notes are furniture attached to
the document; page breaks give pages; what stands in no document is front matter or editorial.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from herewith.algorithms.reconstruct.divisions import (
    DIVISIONS,
    NOTES,
    document_marks,
    page_number,
    sections,
    stated_of,
)
from herewith.algorithms.reconstruct.encoded_documents import Draft
from herewith.algorithms.reconstruct.encoded_ids import document_ids
from herewith.algorithms.reconstruct.encoded_roles import (
    CLOSE_LINES,
    FORME,
    KINDS,
    LAYERS,
    LIST_ROLES,
    ROLES,
)
from herewith.algorithms.reconstruct.encoded_rulings import Ruling
from herewith.algorithms.reconstruct.rulings import NO_RULINGS, Rulings
from herewith.errors import Problem
from herewith.model.document import (
    DocumentId,
    Furniture,
    FurnitureKind,
    Passage,
    Reconstruction,
)
from herewith.model.text import Delivered, Mark, Span

__all__ = ["reconstruct_encoded"]

HEADING = "the heading of the document in the edition"


def reconstruct_encoded(delivered: Delivered, rulings: Rulings = NO_RULINGS) -> Reconstruction:
    """Cut a TEI file into its documents; nothing is guessed that the encoding states.

    Args:
        delivered: the source.
        rulings: what editors have decided about it.
    """
    return _Cutter(delivered, rulings).run()


class _Cutter(Ruling):
    """One pass over the marks of a file."""

    def __init__(self, delivered: Delivered, rulings: Rulings) -> None:
        super().__init__(delivered, rulings)
        self.furniture: list[Furniture] = []
        self.renamed: Sequence[Problem] = ()

    def run(self) -> Reconstruction:
        roots = document_marks(self.marks, self.ends)
        ids, self.renamed = document_ids(self.delivered, self.marks, roots)
        cut = [self._cut(index, ids) for index in roots]
        for draft in cut:
            if not draft.passages:
                self._only_heading(draft)
        drafts = self._ruled(cut)
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
            (*self.delivered.problems, *self.renamed),
        )

    def _blank(self, start: int, end: int) -> bool:
        return not self.composer.visible_text(start, end)

    # One document ---------------------------------------------------------------------------

    def _cut(self, index: int, ids: dict[int, DocumentId]) -> Draft:
        draft = Draft(index, ids[index])
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
        draft: Draft,
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
            said = inner.get("type")
            kind = FORME.get(said, said if said in KINDS else "running_head")
            self._keep(kind, inner, state, draft, "the encoding calls it <fw>")  # type: ignore[arg-type]
        elif inner.name == "del" and inner.get("type") == "silent":
            self._silent(inner, state, draft)
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
        elif inner.name == "del" and self._replaced(position, inner):
            self._leave(inner.start, state, draft)
            self._strike(inner, state, draft)
        else:
            return False
        return True

    def _replaced(self, position: int, inner: Mark) -> bool:
        """Whether words that were added stand right behind words that were struck."""
        behind = self.ends[position] + 1
        if behind >= len(self.marks) or self._blank(inner.start, inner.end):
            return False
        other = self.marks[behind]
        return other.name == "add" and 0 <= other.start - inner.end <= 2

    def _strike(self, inner: Mark, state: _State, draft: Draft) -> None:
        """Struck words that others replace are a silent passage, as in a page of Markdown."""
        low, high = inner.inner_start, inner.inner_end
        words = Span(self.source, low, high, self.text[low:high])
        draft.passages.append(
            Passage(
                self.source, inner.start, inner.end, state.role, state.page, True, "",
                silent=True, deleted=words,
            )
        )  # fmt: skip
        state.cursor = inner.end

    def _inside(
        self, inner: Mark, state: _State, draft: Draft, closing: list[tuple[int, str]]
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
        self, closing: list[tuple[int, str]], offset: int, state: _State, draft: Draft
    ) -> None:
        """Blocks that end before an offset."""
        while closing and closing[-1][0] <= offset:
            end, role = closing.pop()
            self._flush(end, state, draft)
            state.role = role
            state.block += 1
            state.close = False

    def _flush(self, end: int, state: _State, draft: Draft) -> None:
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

    def _leave(self, end: int, state: _State, draft: Draft) -> None:
        """Close the text before something that is not text."""
        self._flush(end, state, draft)
        if state.cursor < end:
            if draft.passages and draft.passages[-1].end == state.cursor:
                draft.passages[-1] = replace(draft.passages[-1], end=end)
            else:
                self._mark_up(state.cursor, end)
        state.cursor = end

    def _silent(self, inner: Mark, state: _State, draft: Draft) -> None:
        """A deletion that takes no part in the reading text: kept as a silent passage."""
        self._leave(inner.start, state, draft)
        words = self.delivered.span(inner.inner_start, inner.inner_end)
        draft.passages.append(
            Passage(
                self.source,
                inner.start,
                inner.end,
                state.role,
                state.page,
                before="",
                silent=True,
                deleted=words,
            )
        )
        state.cursor = inner.end

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

    def _note(self, inner: Mark, state: _State, draft: Draft) -> None:
        editorial = inner.get("type") in ("source", "summary", "editorial") or inner.get("n") == "0"
        kind: FurnitureKind = "editorial" if editorial else "footnote"
        self._keep(kind, inner, state, draft, f"the encoding calls it a note ({kind})")

    def _keep(
        self, kind: FurnitureKind, inner: Mark, state: _State, draft: Draft, why: str
    ) -> None:
        record = self.maker.furniture(
            kind, inner.start, inner.end, why, document=draft.id, page=state.page
        )
        draft.notes.append(record)
        state.cursor = inner.end

    def _heading(self, position: int, inner: Mark, state: _State, draft: Draft) -> None:
        """The document's own heading: kept apart, its notes apart from it."""
        self._leave(inner.start, state, draft)
        draft.heading = (inner.start, inner.end)
        at = inner.start
        why = HEADING
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

    def _only_heading(self, draft: Draft) -> None:
        """A document of which the edition prints nothing but its heading: that is its text."""
        own = [note for note in draft.notes if note.kind == "editorial" and note.why == HEADING]
        if not own:
            return
        draft.notes = [note for note in draft.notes if note not in own]
        draft.passages = [
            Passage(self.source, n.start, n.end, "heading", n.page, True, " " if at else "")
            for at, n in enumerate(own)
        ]
        draft.attributes.append(("only", "heading"))

    def _editorial(self, start: int, end: int, why: str, draft: Draft, state: _State) -> Furniture:
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
