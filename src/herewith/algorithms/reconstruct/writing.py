"""Drafts on their way to documents: ids, reading texts, layers, carried letters and gaps."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from itertools import islice

from herewith.algorithms.reconstruct.carried import find_letters
from herewith.algorithms.reconstruct.chains import Chain, Join
from herewith.algorithms.reconstruct.compose import Composed, Composer
from herewith.algorithms.reconstruct.drafting import Draft, Drafting
from herewith.algorithms.reconstruct.furnish import text_digest
from herewith.algorithms.reconstruct.hyphens import divided_words
from herewith.algorithms.reconstruct.layers import reading_spans, spoken_layers
from herewith.algorithms.reconstruct.lines import (
    Block,
    ends_open,
    starts_small,
)
from herewith.algorithms.reconstruct.pages import Page
from herewith.algorithms.reconstruct.parting import Part, parted
from herewith.algorithms.reconstruct.rulings import WHY, Rulings
from herewith.algorithms.reconstruct.sizes import Extent
from herewith.languages.identify import identify
from herewith.languages.layout import layout
from herewith.languages.romanize import romanize
from herewith.model.document import (
    Document,
    DocumentId,
    Gap,
    Layer,
    Passage,
)
from herewith.model.text import Delivered

__all__ = ["NOT_SHOWN", "Writing"]

KINDS = {"note": "note verbale", "salutation": "letter"}
"""What a document is by the cue in its head, unless a form names itself."""

PROSE = 3
"""Sentences that end in a text at least, which breaks off."""

_SENTENCES = re.compile(r"[^\W\d_]{2}[.!?][\"'”’»)\]]*\s")

BROKEN_WORDS = 12
"""Words of a last paragraph at least, that breaks off."""

NOT_SHOWN = "not_shown_to_follow"
"""Attribute of a document: source offsets, parted by spaces, at which pages begin that are joined
to the page before because they were captured next, and that nothing shows to follow it."""

LEAVES = 20
"""Pages before the first that is held at most, of which it is said how long they were: a higher
number may count the leaves of a volume, of which the paper is but a part."""

SLUG_FROM, SLUG_WORDS, SLUG_LONGEST = 400, 5, 40
"""Characters of a text from which its id is made, and words and characters of the id at most."""

_SLUG = re.compile(r"[^\W_]+")


class Writing(Drafting):
    """A stream whose drafts are written down as documents."""

    def __init__(self, delivered: Delivered, rulings: Rulings) -> None:
        super().__init__(delivered, rulings)
        self.gaps: list[Gap] = []
        self.carried: dict[str, list[Document]] = {}
        """Letters that a document carries, by its id."""

    def _finish(self, drafts: Sequence[Draft]) -> list[Document | None]:
        out: list[Document | None] = []
        used: set[str] = set()
        for draft in drafts:
            document = None
            if any(not passage.silent for passage in draft.passages):
                document = self._document(draft, used)
            else:
                self._struck_alone(draft)
            out.append(document)
        return out

    def _struck_alone(self, draft: Draft) -> None:
        """Struck words on a page that bears no others make no document; they are kept beside."""
        for passage in draft.passages:
            why = "struck words on a page that bears no others"
            self.furniture.append(self.maker.furniture("artefact", passage.start, passage.end, why))

    def _document(self, draft: Draft, used: set[str]) -> Document:
        """The document of a draft; the letters that it carries become documents of their own."""
        composed = self.composer.compose(draft.passages)
        letters = [
            letter
            for letter in find_letters(composed.text)
            if _source_of(composed, letter.start) not in self.rulings.goes_on
        ]
        if not letters:
            return self._written(draft, self._name(composed.text, used, draft.passages), composed)
        parts = parted(draft.passages, composed, letters)
        rest, *own = [self._share(draft, part, parts[1:]) for part in parts]
        remaining = self.composer.compose(rest.passages)
        name = self._name(remaining.text, used, rest.passages)
        for letter in own:
            composed = self.composer.compose(letter.passages)
            key = self._name(composed.text, used, letter.passages)
            letter.attributes.append(("carried_by", str(name)))
            before = [p for p in rest.passages if p.start < letter.passages[0].start]
            at = len(self.composer.compose(before).text)
            rest.attributes += [("carries", str(key)), ("carries_at", str(at))]
            self.carried.setdefault(str(name), []).append(
                self._written(letter, key, composed, "letter")
            )
        return self._written(rest, name, remaining)

    def _share(self, draft: Draft, part: Part, letters: Sequence[Part]) -> Draft:
        """A part of a draft with the gaps that stand in it; one at a letter's head is not its."""
        inside = {index for letter in letters for index in letter.indexes[1:]}
        own = set(part.indexes[1:]) if part.letter else None
        gaps = [
            (bisect_left(part.indexes, index), join, page, words)
            for index, join, page, words in draft.gaps
            if (index not in inside if own is None else index in own)
        ]
        pages = [p.page for p in part.passages if p.page is not None]
        blocks = [] if part.letter else draft.blocks
        return Draft(
            draft.chain,
            blocks,
            list(part.passages),
            gaps,
            list(dict.fromkeys(pages)),
            unproved=draft.unproved,
        )

    def _name(self, text: str, used: set[str], passages: Sequence[Passage]) -> DocumentId:
        """An id from the first words and a digest of a text, unlike those in use.

        A document that editors have changed keeps the id that it had before.
        """
        kept = self.rulings.name_of(passages, used)
        if kept is not None:
            used.add(kept)
            return DocumentId(kept)
        slug = _slug(text)
        name = f"{self.source}#{slug}-{text_digest(text, size=4)}"
        serial = 2
        while name in used:
            name = f"{self.source}#{slug}-{text_digest(text, str(serial), size=4)}"
            serial += 1
        used.add(name)
        return DocumentId(name)

    def _written(
        self, draft: Draft, identity: DocumentId, composed: Composed, kind: str | None = None
    ) -> Document:
        language = identify(composed.text)
        composed = self._undivided(draft, composed, language)
        gaps = tuple(self._gap(draft, composed, identity, *gap) for gap in draft.gaps)
        if draft.chain.head_gap is not None and kind is None:
            gaps = (self._head_gap(draft, identity, draft.chain.head_gap), *gaps)
        if kind is None and (end := self._end_gap(draft, composed, identity)) is not None:
            gaps = (*gaps, end)
        self.gaps += gaps
        own = {passage.start for passage in draft.passages}
        places = " ".join(str(at) for at in draft.unproved if at in own)
        if places:
            draft.attributes.append((NOT_SHOWN, places))
        return Document(
            id=identity,
            kind=kind or _kind(draft.blocks),
            language=language,
            pages=tuple(draft.pages),
            passages=tuple(draft.passages),
            text=composed.text,
            runs=composed.runs,
            complete=not gaps,
            layers=self._layers(composed),
            gaps=gaps,
            attributes=tuple(draft.attributes),
        )

    def _undivided(self, draft: Draft, composed: Composed, language: str | None) -> Composed:
        """Compose again with divided words joined, if there are any."""
        known = self._dictionary(language)
        dropped: set[int] = set()
        glued: set[int] = set()
        line_end = partial(self._line_ends, composed)
        for divided in divided_words(composed.text, known, line_end):
            place = _source_of(composed, divided.hyphen)
            if place is not None:
                (dropped if divided.drop else glued).add(place)
        if not dropped and not glued:
            return composed
        composer = Composer(self.source, self.text, self.visible, dropped, glued)
        return composer.compose(draft.passages)

    def _line_ends(self, composed: Composed, first: int, second: int) -> bool:
        """Whether a line of the source ends between two reading offsets."""
        low, high = _source_of(composed, first), _source_of(composed, second)
        if low is None or high is None:
            return False
        return high < low or any(char in "\n\r" for char in self.text[low:high])

    def _layers(self, composed: Composed) -> tuple[Layer, ...]:
        out: list[Layer] = list(spoken_layers(composed.text))
        for low, high, _ in self.rulings.readings:
            stood = self.text[low:high]
            for start, end in reading_spans(composed.runs, low, high):
                why = f"{WHY}: delivered is “{stood}”"
                out.append(Layer("emended", start, end, False, why, stood))
        for strike in self.strikes:
            for start, end in reading_spans(
                composed.runs, strike.mark.inner_start, strike.mark.inner_end
            ):
                out.append(Layer("struck", start, end, strike.doubtful, strike.why))
        for mark in self.delivered.marks:
            if mark.kind in ("inserted", "hand"):
                why = "written in above the line" if mark.kind == "inserted" else "written in hand"
                for start, end in reading_spans(composed.runs, mark.inner_start, mark.inner_end):
                    out.append(Layer(mark.kind, start, end, False, why))  # type: ignore[arg-type]
        return tuple(sorted(out, key=lambda layer: (layer.start, layer.end, layer.kind)))

    def _gap(
        self,
        draft: Draft,
        composed: Composed,
        document: DocumentId,
        index: int,
        join: Join,
        page: int | None,
        lost: Extent,
    ) -> Gap:
        left, right = draft.passages[index - 1], draft.passages[index]
        low, high = self.words.range(left.start, left.end)
        after = (
            (self.words.starts[max(low, high - 4)], self.words.ends[high - 1])
            if high > low
            else None
        )
        low, high = self.words.range(right.start, right.end)
        before = (
            (self.words.starts[low], self.words.ends[min(low + 4, high) - 1])
            if high > low
            else None
        )
        at = (
            max(0, composed.starts[index] - len(right.before))
            if index < len(composed.starts)
            else len(composed.text)
        )
        gap = Gap(
            "",
            document,
            self.source,
            after,
            before,
            at,
            page,
            lost.words,
            join.why,
            "page",
            join.confidence,
            lost.range,
        )
        return self.maker.gap(gap)

    def _end_gap(self, draft: Draft, composed: Composed, document: DocumentId) -> Gap | None:
        """The gap behind the last page that is held, if its text breaks off."""
        last = draft.chain.pages[-1].last_page
        missing = _missing_of_total(draft.chain)
        why = _broken_end(last, draft.blocks, composed.text)
        if last.catchword is None and not self.sizes.fills(draft.chain):
            why = ""  # A page typed half down was the last, whatever its last line wants.
        if missing:
            why = f"page {last.number} of {last.total} is the last that is held"
        left = draft.passages[-1]
        low, high = self.words.range(left.start, left.end)
        if not why or high <= low:
            return None
        after = (self.words.starts[max(low, high - 4)], self.words.ends[high - 1])
        counted = last.catchword is not None or missing
        page = draft.pages[-1] + 1 if counted and draft.pages else None
        at = len(composed.text)
        lost = self.sizes.lost(draft.chain, missing) if missing else Extent(None)
        return self.maker.gap(
            Gap(
                "", document, self.source, after, None, at, page, lost.words, why, "end", 0.8,
                lost.range,
            )
        )  # fmt: skip

    def _head_gap(self, draft: Draft, document: DocumentId, join: Join) -> Gap:
        first = draft.passages[0]
        low, high = self.words.range(first.start, first.end)
        before = (
            (self.words.starts[low], self.words.ends[min(low + 4, high) - 1])
            if high > low
            else None
        )
        missing = join.missing or 1
        lost = self.sizes.lost(draft.chain, missing) if missing <= LEAVES else Extent(None)
        gap = Gap(
            "",
            document,
            self.source,
            None,
            before,
            0,
            1,
            lost.words,
            join.why,
            "page",
            join.confidence,
            lost.range,
        )
        return self.maker.gap(gap)


def _missing_of_total(chain: Chain) -> int:
    """Pages behind the last that is held, where the numbers say how many there are."""
    pages = [page.last_page for page in chain.pages]
    totals = {page.total for page in pages if page.number is not None}
    last, total = pages[-1].number, pages[-1].total
    return total - last if len(totals) == 1 and last is not None and total is not None else 0


def _broken_end(last: Page, blocks: Sequence[Block], reading: str) -> str:
    """Why the last page of a document cannot be its end, or nothing."""
    if last.catchword is not None:
        return f"the catchword “{last.catchword.text}” is not taken up"
    texts = [block for block in blocks if block.tag is None]
    block = texts[-1] if texts else None
    if block is None or last.ended or block.role != "body" or block.words < BROKEN_WORDS:
        return ""
    ending = reading.rstrip()[-200:]
    word = ending.rsplit(None, 1)[-1]
    broken = ending[-1] in ",-‐¬" or (ending[-1].isalpha() and starts_small(word))
    if not broken or not ends_open(ending):
        return ""
    prose = len(list(islice(_SENTENCES.finditer(reading), PROSE))) == PROSE
    return "the text breaks off inside a sentence" if prose else ""


def _source_of(composed: Composed, offset: int) -> int | None:
    """The source offset of a reading character that stands for itself."""
    index = bisect_right(composed.runs, offset, key=lambda run: run.start) - 1
    if index < 0:
        return None
    run = composed.runs[index]
    same = run.end - run.start == run.source_end - run.source_start
    return run.source_start + offset - run.start if same and offset < run.end else None


def _slug(text: str) -> str:
    """The first words of a text in Latin letters, cut at a word.

    >>> _slug("Уважаемый господин Президент! Получил Ваше письмо"), _slug("***")
    ('uvazhaemyy-gospodin-prezident-poluchil', 'document')
    """
    slug = ""
    for found in _SLUG.findall(text[:SLUG_FROM])[:SLUG_WORDS]:
        word = romanize(found).casefold()
        if slug and len(slug) + 1 + len(word) > SLUG_LONGEST:
            break
        slug = f"{slug}-{word[:SLUG_LONGEST]}" if slug else word[:SLUG_LONGEST]
    return slug or "document"


def _kind(blocks: Sequence[Block]) -> str | None:
    """What a document calls itself, or what its salutation or opening formula makes it."""
    for block in blocks[:10]:
        if block.cue in ("form", "title"):
            named = layout().form.match(block.lines[0].text)
            name = named[0] if named and block.cue == "form" else block.text
            return layout().kinds.get("".join(c for c in name.casefold() if c.isalnum()))
        if block.cue in KINDS:
            return KINDS[block.cue]
        if block.words >= 40:
            break
    return None
