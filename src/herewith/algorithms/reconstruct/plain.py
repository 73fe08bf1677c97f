"""Documents of plain text and OCR Markdown: the rules brought together.

Lines → blocks → pages → captures of one page → chains of pages → documents. Each rule tags
blocks or cuts words; this module only calls them in order and writes down the result, so that
every character lies in exactly one passage, furniture or duplicate.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial

from herewith.algorithms.reconstruct.asides import find_asides
from herewith.algorithms.reconstruct.boundaries import find_starts
from herewith.algorithms.reconstruct.breaks import spaced
from herewith.algorithms.reconstruct.carried import Part, find_letters, parted
from herewith.algorithms.reconstruct.catchwords import catch_lines
from herewith.algorithms.reconstruct.compose import Composed, Composer
from herewith.algorithms.reconstruct.exposures import Clip, Exposed, Twin, expose
from herewith.algorithms.reconstruct.furnish import Maker, text_digest
from herewith.algorithms.reconstruct.furniture import Sign
from herewith.algorithms.reconstruct.hyphens import divided_words
from herewith.algorithms.reconstruct.layers import reading_spans, spoken_layers
from herewith.algorithms.reconstruct.lines import (
    Block,
    Line,
    blocks_of,
    ends_full,
    ends_open,
    ends_sentence,
    lines_of,
    starts_small,
    words_of,
)
from herewith.algorithms.reconstruct.numbers import counts_on
from herewith.algorithms.reconstruct.order import Chain, Join, chain_pages
from herewith.algorithms.reconstruct.pages import Page, cut_pages, left_catchwords
from herewith.algorithms.reconstruct.placing import furniture_lines
from herewith.algorithms.reconstruct.recaptures import repeats
from herewith.algorithms.reconstruct.rulings import NO_RULINGS, WHY, Rulings
from herewith.algorithms.reconstruct.strikes import Strike, strikes_of
from herewith.languages.identify import identify
from herewith.languages.layout import layout
from herewith.languages.lemmas import has_lemmas, is_known
from herewith.languages.romanize import romanize
from herewith.model.document import (
    Document,
    DocumentId,
    Duplicate,
    Furniture,
    Gap,
    Layer,
    Passage,
    Reconstruction,
)
from herewith.model.text import Delivered, Span

__all__ = ["reconstruct_plain"]

FULL_PAGE = 330
"""Words of a typescript page, where the stream itself has no full page to measure."""

BEGINS_NUMBERED = 3.0
"""Strength that a head needs to begin a document on a page that bears a number above 1."""

KINDS = {"note": "note verbale", "salutation": "letter"}
"""What a document is by the cue in its head, unless a form names itself."""

OPEN_WORDS = 5
"""Words from which a block without an end is a sentence and no signature."""

BROKEN_WORDS = 12
"""Words of a last paragraph at least, that breaks off."""

ATTACHED = frozenset(
    ("stamp", "letterhead", "address_block", "seal", "hand", "footnote", "running_head")
)
"""Furniture that a reader of the document will want to know of."""

TAIL_ROLES = frozenset(("signature", "closing", "enclosures"))
SLUG_FROM, SLUG_WORDS, SLUG_LONGEST = 400, 5, 40
"""Characters of a text from which its id is made, and words and characters of the id at most."""

_SLUG = re.compile(r"[^\W_]+")


def reconstruct_plain(delivered: Delivered, rulings: Rulings = NO_RULINGS) -> Reconstruction:
    """Cut a stream into documents; works on any text, empty ones too.

    Args:
        delivered: the source.
        rulings: what editors have decided about it; obeyed above every rule.
    """
    return _Assembly(delivered, rulings).run()


@dataclass(slots=True)
class _Taken:
    """Stretches of the source that have been given out, in order, to see what is left.

    Stretches may overlap where a rule gives a word twice; `widest` keeps how far back to look.
    """

    stretches: list[tuple[int, int]] = field(default_factory=list)
    widest: int = 0

    def add(self, start: int, end: int) -> None:
        if end > start:
            insort(self.stretches, (start, end))
            self.widest = max(self.widest, end - start)

    def free(self, start: int, end: int) -> list[tuple[int, int]]:
        """The pieces of a stretch that have not been given out."""
        out: list[tuple[int, int]] = []
        at = start
        index = bisect_left(self.stretches, (start - self.widest, 0))
        while index < len(self.stretches) and self.stretches[index][0] < end:
            low, high = self.stretches[index]
            index += 1
            if high <= at:
                continue
            if low > at:
                out.append((at, low))
            at = max(at, high)
        if at < end:
            out.append((at, end))
        return out


@dataclass(slots=True)
class _Draft:
    """A document before it is written down."""

    chain: Chain
    blocks: list[Block]
    passages: list[Passage] = field(default_factory=list)
    gaps: list[tuple[int, Join, int | None, int | None]] = field(default_factory=list)
    """Index of the passage behind the gap, the join, page number, words."""
    pages: list[int] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)


class _Assembly:
    """One source on its way from blocks to records."""

    def __init__(self, delivered: Delivered, rulings: Rulings) -> None:
        self.delivered = delivered
        self.rulings = rulings
        self.source = delivered.source.id
        self.text = delivered.text
        self.maker = Maker(self.source, self.text)
        self.taken = _Taken()
        self.furniture: list[Furniture] = []
        self.duplicates: list[Duplicate] = []
        self.gaps: list[Gap] = []
        self.carried: dict[str, list[Document]] = {}
        """Letters that a document carries, by its id."""
        self.words = words_of(delivered)
        self.blocks = self._blocks()
        self.typical = FULL_PAGE
        self.language = identify(delivered.text)
        self.known = self._dictionary(self.language)
        self.strikes = strikes_of(delivered, self.known)
        self.visible = rulings.read(delivered.visible)
        self.composer = Composer(self.source, self.text, self.visible)

    def run(self) -> Reconstruction:
        pages = self._pages()
        known = None if self.known is _unknown else self.known
        held = bool(pages)
        both = self.rulings.same_page if held else ()
        same = [(self._page_at(pages, one), self._page_at(pages, other)) for one, other in both]
        own = self.rulings.own_page if held else ()
        apart = frozenset(self._page_at(pages, at) for at in own)
        exposed = expose(pages, self.words, known, same=same, apart=apart)
        chains = chain_pages(exposed, self._ruled_order(pages))
        self.typical = _typical_page(chains)
        drafts = [self._draft(chain) for chain in chains]
        owner: dict[int, int] = {}
        for n, draft in enumerate(drafts):
            for page in (p for exposed in draft.chain.pages for p in exposed.pages):
                owner.setdefault(page.n, n)
        for draft in drafts:
            self._place(draft)
        ids = self._finish(drafts)
        self._loose(pages, owner, ids)
        self._rest()
        return self._reconstruction(ids)

    def _dictionary(self, language: str | None) -> Callable[[str], bool]:
        return partial(is_known, language=language) if has_lemmas(language) else _unknown

    # From lines to pages ------------------------------------------------------------------------

    def _blocks(self) -> list[Block]:
        lines = lines_of(self.delivered, self.rulings.cuts())
        ruled = [self.rulings.kind_at(line.start, _stop(line, self.text)) for line in lines]
        signs = furniture_lines(lines)
        for line, kind in zip(lines, ruled, strict=True):
            if kind and line.text:
                signs[line.n] = None if kind == "text" else Sign(kind, "ruled", WHY, True, 1.0)  # type: ignore[arg-type]
        caught = catch_lines(lines, signs)
        for line, kind in zip(lines, ruled, strict=True):
            if kind == "text":
                caught.pop(line.n, None)
        alone = [
            sign is not None or line.n in caught for line, sign in zip(lines, signs, strict=True)
        ]
        blocks = blocks_of(lines, self.words, alone, self.rulings.cuts())
        for block in blocks:
            n = block.lines[0].n
            block.fixed = bool(ruled[n])
            block.continues = block.lines[0].inner and block.start not in self.rulings.starts
            sign = signs[n]
            if sign is not None:
                block.tag, block.why, block.confidence = sign.kind, sign.why, sign.confidence
            elif n in caught:
                block.tag, block.why, block.confidence = "catchword", caught[n], 0.95
        return blocks

    def _pages(self) -> list[Page]:
        texts = [block for block in self.blocks if block.tag is None]
        paged = any(block.feed for block in self.blocks)
        wide = frozenset() if paged else spaced(self.blocks)
        tops = frozenset(self._tops()) | wide
        ruled = self._ruled_blocks(self.rulings.starts, self.rulings.goes_on)
        starts = find_starts(texts, tops, paged=paged or bool(wide), ruled=ruled)
        starts = [
            s for s in starts if s.block in ruled or not counts_on(self.blocks, s.block, tops)
        ]
        repeated = [] if paged else repeats(self.words.norms)
        parted = self._ruled_blocks(self.rulings.pages, self.rulings.no_pages)
        pages = cut_pages(self.blocks, repeated, [start.block for start in starts], parted)
        strength = {start.block: start for start in starts}
        for page in pages:
            start = strength.get(page.body[0].n) if page.body else None
            if start is not None and (page.number or 0) > 1 and start.strength < BEGINS_NUMBERED:
                start = None
            if start is not None:
                page.start, page.why_start = max(start.strength, 0.5), start.why
            elif page.number == 1:
                page.start, page.why_start = 1.5, "its pages are numbered from 1"
            page.ended = _is_ended(page)
        left_catchwords(pages)
        return pages

    def _ruled_blocks(self, yes: Set[int], no: Set[int]) -> dict[int, bool]:
        """Numbers of the blocks with which something begins, or does not, by an editor's word."""
        out = {self._block_at(offset).n: False for offset in sorted(no)} if self.blocks else {}
        if self.blocks:
            out |= {self._block_at(offset).n: True for offset in sorted(yes)}
        return out

    def _block_at(self, offset: int) -> Block:
        """The block in which an offset stands, or the first behind it."""
        index = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        return self.blocks[max(0, index)]

    def _page_at(self, pages: Sequence[Page], offset: int) -> int:
        """The index of the capture on which an offset stands."""
        index = bisect_right(pages, offset, key=lambda page: page.blocks[0].start) - 1
        return max(0, index)

    def _ruled_order(self, pages: Sequence[Page]) -> dict[int, int]:
        """From captures to those that follow them by an editor's word."""
        if not pages:
            return {}
        out = {
            self._page_at(pages, before): self._page_at(pages, at)
            for at, before in self.rulings.follows
        }
        for offset in self.rulings.goes_on:
            index = self._page_at(pages, offset)
            top = pages[index].body[0].start if pages[index].body else -1
            if index > 0 and top == self._block_at(offset).start:
                out.setdefault(index - 1, index)
        return out

    def _tops(self) -> list[int]:
        """Text blocks with page furniture or a form feed right above them."""
        out: list[int] = []
        fresh = True
        for block in self.blocks:
            if block.tag is None:
                if fresh or block.feed:
                    out.append(block.n)
                fresh = False
            elif block.feed or block.tag in ("page_number", "running_head", "catchword"):
                fresh = True
        return out

    # From chains to passages --------------------------------------------------------------------

    def _draft(self, chain: Chain) -> _Draft:
        blocks = [b for exposed in chain.pages for clip in exposed.clips for b in self._in(clip)]
        once = _once(blocks)
        find_asides(once, self._clipped(chain))
        for block in once:
            if block.fixed and block.why != WHY:
                block.tag = None
        return _Draft(chain, once)

    def _clipped(self, chain: Chain) -> frozenset[int]:
        """Blocks beside which the reading goes from one capture of a page to another."""
        out: set[int] = set()
        for exposed in chain.pages:
            for clip in exposed.clips if len(exposed.clips) > 1 else ():
                own = self._in(clip)
                out |= {block.n for block in (*own[:1], *own[-1:])}
        return frozenset(out)

    def _in(self, clip: Clip) -> list[Block]:
        return [b for b in clip.page.body if b.first < clip.last and b.last > clip.first]

    def _place(self, draft: _Draft) -> None:
        """Passages, artefacts and duplicates of a document's pages."""
        number = 0
        for index, exposed in enumerate(draft.chain.pages):
            join = draft.chain.joins[index - 1] if index else None
            printed = next((p.number for p in exposed.pages if p.number is not None), None)
            if join is not None and join.gap:
                missing = join.missing or 1
                self._note_gap(draft, join, number + 1, missing)
                number += missing
            number = printed if printed is not None else number + 1
            draft.pages.append(number)
            first = len(draft.passages)
            for clip in exposed.clips:
                self._clip(
                    draft, clip, number, joined=bool(draft.passages) and first < len(draft.passages)
                )
            if first and first < len(draft.passages):
                draft.passages[first] = self._joined(draft, first, join)
            for start, end, why in exposed.artefacts:
                self._artefact(start, end, why, number)
            for twin in exposed.twins:
                self._twin(twin)
        for offset, page, estimate in self.rulings.gaps:
            self._ruled_gap(draft, offset, page, estimate)

    def _ruled_gap(self, draft: _Draft, offset: int, page: int | None, words: int | None) -> None:
        """A gap right before the words at an offset, by an editor's word."""
        index = next((n for n, p in enumerate(draft.passages) if p.start <= offset < p.end), None)
        if not index:
            return
        draft.passages[index] = replace(draft.passages[index], before="\n\n")
        gaps = [gap for gap in draft.gaps if gap[0] != index]
        gaps.append((index, Join(True, WHY, None, 1.0), page, words))
        draft.gaps = sorted(gaps, key=lambda gap: gap[0])

    def _note_gap(self, draft: _Draft, join: Join, page: int, missing: int) -> None:
        draft.gaps.append((len(draft.passages), join, page, self.typical * missing))

    def _clip(self, draft: _Draft, clip: Clip, page: int, *, joined: bool) -> None:
        """Passages of a clip; its first goes on in the sentence of the clip before."""
        fresh = joined
        for block in self._in(clip):
            if block.tag is not None:
                continue
            start = block.start if clip.first <= block.first else self.words.starts[clip.first]
            end = block.end if clip.last >= block.last else self.words.starts[clip.last]
            before = " " if fresh or block.continues else "\n\n"
            fresh = False
            self._passages(draft, block, start, end, page, before)

    def _passages(
        self, draft: _Draft, block: Block, start: int, end: int, page: int, before: str
    ) -> None:
        """One block, divided where a plain strike-out is left out of the reading."""
        flow = not (block.short and len(block.lines) > 1 and block.role != "body")
        at = start
        for strike in self._struck(start, end):
            mark = strike.mark
            if mark.start > at:
                draft.passages.append(
                    Passage(self.source, at, mark.start, block.role, page, flow, before)
                )
                before = ""
            inner = slice(mark.inner_start, mark.inner_end)
            words = Span(self.source, inner.start, inner.stop, self.text[inner])
            draft.passages.append(
                Passage(
                    self.source, mark.start, mark.end, block.role, page, flow, "",
                    silent=True, deleted=words,
                )
            )  # fmt: skip
            at = mark.end
        if at < end:
            draft.passages.append(Passage(self.source, at, end, block.role, page, flow, before))
        self.taken.add(start, end)

    def _struck(self, start: int, end: int) -> list[Strike]:
        return [s for s in self.strikes if s.plain and start <= s.mark.start and s.mark.end <= end]

    def _joined(self, draft: _Draft, index: int, join: Join | None) -> Passage:
        """The first passage of a page: does it go on in the sentence of the page before?"""
        passage = draft.passages[index]
        if join is not None and join.gap:
            return replace(passage, before="\n\n")
        left = draft.passages[index - 1]
        ending = self.composer.visible_text(max(left.start, left.end - 200), left.end)
        opening = self.composer.visible_text(passage.start, min(passage.end, passage.start + 200))
        if starts_small(opening) or (
            ends_open(ending) and left.role == "body" == passage.role and len(ending) > 60
        ):
            return replace(passage, before=" ")
        return passage

    def _artefact(self, first: int, last: int, why: str, page: int) -> None:
        start = self.words.starts[first]
        block = self._block_of(first)
        if block is not None and block.first == first:
            start = block.start
        end = self._end_of(last)
        self._furnish("artefact", start, end, why, None, page, 0.9)

    def _twin(self, twin: Twin) -> None:
        block = self._block_of(twin.first)
        start = (
            block.start if block and block.first == twin.first else self.words.starts[twin.first]
        )
        end = self._end_of(twin.last)
        start, end = self._free(start, end)
        if end <= start:
            return
        differences = tuple(
            (self._quote(a, a_end), self._quote(b, b_end))
            for a, a_end, b, b_end in twin.differences
        )
        kept = (self.words.starts[twin.kept], self.words.ends[twin.kept_last - 1])
        agree = f"{twin.alike:.0%} of the words agree" if twin.alike else WHY
        why = twin.why or f"the same page captured again: {agree}"
        self.duplicates.append(
            self.maker.duplicate(
                kept, (start, end), differences, why, round(min(0.99, twin.alike), 3)
            )
        )
        self.taken.add(start, end)

    def _quote(self, first: int, last: int) -> str:
        if last <= first:
            return ""
        return self.text[self.words.starts[first] : self.words.ends[last - 1]]

    def _free(self, start: int, end: int) -> tuple[int, int]:
        """The part of a stretch that nothing else has been given: the longest free piece."""
        return max(self.taken.free(start, end), key=lambda p: p[1] - p[0], default=(start, start))

    def _block_of(self, word: int) -> Block | None:
        index = bisect_right(self.blocks, word, key=lambda block: block.first) - 1
        while index >= 0 and self.blocks[index].last <= word:
            index -= 1
        return self.blocks[index] if index >= 0 else None

    def _end_of(self, last: int) -> int:
        """Source offset up to which words before `last` reach: the next word, or the block's end."""
        block = self._block_of(last - 1)
        if block is None:
            return self.words.ends[last - 1]
        return block.end if block.last <= last else self.words.starts[last]

    # Records --------------------------------------------------------------------------------------

    def _furnish(
        self,
        kind: str,
        start: int,
        end: int,
        why: str,
        document: DocumentId | None,
        page: int | None,
        confidence: float,
    ) -> None:
        start, end = self._free(start, end)
        if end <= start:
            return
        self.furniture.append(
            self.maker.furniture(
                kind,  # type: ignore[arg-type]
                start,
                end,
                why,
                document=document,
                page=page,
                confidence=confidence,
            )
        )
        self.taken.add(start, end)

    def _finish(self, drafts: Sequence[_Draft]) -> list[Document | None]:
        out: list[Document | None] = []
        used: set[str] = set()
        for draft in drafts:
            document = None
            if any(not passage.silent for passage in draft.passages):
                document = self._document(draft, used)
            out.append(document)
        return out

    def _document(self, draft: _Draft, used: set[str]) -> Document:
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

    def _share(self, draft: _Draft, part: Part, letters: Sequence[Part]) -> _Draft:
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
        return _Draft(draft.chain, blocks, list(part.passages), gaps, list(dict.fromkeys(pages)))

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
        self, draft: _Draft, identity: DocumentId, composed: Composed, kind: str | None = None
    ) -> Document:
        language = identify(composed.text)
        composed = self._undivided(draft, composed, language)
        gaps = tuple(self._gap(draft, composed, identity, *gap) for gap in draft.gaps)
        if draft.chain.head_gap is not None and kind is None:
            gaps = (self._head_gap(draft, identity, draft.chain.head_gap), *gaps)
        if kind is None and (end := self._end_gap(draft, composed, identity)) is not None:
            gaps = (*gaps, end)
        self.gaps += gaps
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

    def _undivided(self, draft: _Draft, composed: Composed, language: str | None) -> Composed:
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
        draft: _Draft,
        composed: Composed,
        document: DocumentId,
        index: int,
        join: Join,
        page: int | None,
        estimate: int | None,
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
            estimate,
            join.why,
            "page",
            join.confidence,
        )
        return self.maker.gap(gap)

    def _end_gap(self, draft: _Draft, composed: Composed, document: DocumentId) -> Gap | None:
        """The gap behind the last page that is held, if its text breaks off."""
        last = draft.chain.pages[-1].last_page
        why = _broken_end(last, draft.blocks)
        left = draft.passages[-1]
        low, high = self.words.range(left.start, left.end)
        if not why or high <= low:
            return None
        after = (self.words.starts[max(low, high - 4)], self.words.ends[high - 1])
        page = draft.pages[-1] + 1 if last.catchword is not None and draft.pages else None
        at = len(composed.text)
        return self.maker.gap(
            Gap("", document, self.source, after, None, at, page, None, why, "end", 0.8)
        )

    def _head_gap(self, draft: _Draft, document: DocumentId, join: Join) -> Gap:
        first = draft.passages[0]
        low, high = self.words.range(first.start, first.end)
        before = (
            (self.words.starts[low], self.words.ends[min(low + 4, high) - 1])
            if high > low
            else None
        )
        missing = join.missing or 1
        gap = Gap(
            "",
            document,
            self.source,
            None,
            before,
            0,
            1,
            self.typical * missing,
            join.why,
            "page",
            join.confidence,
        )
        return self.maker.gap(gap)

    def _loose(
        self, pages: Sequence[Page], owner: dict[int, int], ids: Sequence[Document | None]
    ) -> None:
        """Blocks tagged as furniture, each with the document on whose page it stands."""
        for page in pages:
            document = ids[owner[page.n]] if page.n in owner else None
            for block in page.blocks:
                if block.tag == "duplicate":
                    self._ruled_duplicate(block)
                elif block.tag is not None:
                    name = document.id if document else None
                    self._furnish(
                        block.tag,
                        block.start,
                        block.end,
                        block.why,
                        name,
                        page.number,
                        block.confidence,
                    )

    def _ruled_duplicate(self, block: Block) -> None:
        """A block that an editor says repeats another stretch."""
        start, end = self._free(block.start, block.end)
        kept = next(k for (s, e), k in self.rulings.duplicates if s <= block.start < e)
        if end > start:
            self.duplicates.append(self.maker.duplicate(kept, (start, end), (), WHY, 1.0))
            self.taken.add(start, end)

    def _rest(self) -> None:
        """Whatever no rule has placed: space, markup, and (said so) anything else."""
        for start, end in self.taken.free(0, len(self.text)):
            if not self.text[start:end].strip():
                kind, why = "blank", "space before or between the texts"
            elif not self.composer.visible_text(start, end):
                kind, why = "markup", "markup without text"
            else:
                kind, why = "artefact", "characters at the edge of a repeated capture"
            self._furnish(kind, start, end, why, None, None, 0.6 if kind == "artefact" else 1.0)

    def _reconstruction(self, ids: Sequence[Document | None]) -> Reconstruction:
        self.furniture.sort(key=lambda f: (f.start, f.end))
        documents = []
        for document in ids:
            if document is not None:
                notes = tuple(
                    f for f in self.furniture if f.document == document.id and f.kind in ATTACHED
                )
                documents.append(replace(document, notes=notes))
                documents += self.carried.get(str(document.id), ())
        return Reconstruction(
            self.delivered.source,
            tuple(documents),
            tuple(self.furniture),
            tuple(sorted(self.duplicates, key=lambda d: d.other)),
            tuple(self.gaps),
            self.delivered.problems,
        )


def _broken_end(last: Page, blocks: Sequence[Block]) -> str:
    """Why the last page of a document cannot be its end, or nothing."""
    if last.catchword is not None:
        return f"the catchword “{last.catchword.text}” is not taken up"
    texts = [block for block in blocks if block.tag is None]
    block = texts[-1] if texts else None
    if block is None or last.ended or block.role != "body" or block.words < BROKEN_WORDS:
        return ""
    ending = block.text.rstrip()
    word = ending.rsplit(None, 1)[-1]
    broken = ending[-1] in ",-‐¬" or (ending[-1].isalpha() and not word.isupper())
    return "the text breaks off inside a sentence" if broken and ends_open(ending) else ""


def _stop(line: Line, text: str) -> int:
    """The end of a line without the white space behind its words."""
    return line.start + len(text[line.start : line.end].rstrip())


def _typical_page(chains: Sequence[Chain]) -> int:
    """Words on a page that is full: the middle of those that others follow."""
    full = [_words_on(page) for chain in chains for page in chain.pages[:-1]]
    if full:
        return _middle_mean(full)
    longest = (_words_on(page) for chain in chains for page in chain.pages)
    return max([FULL_PAGE, *longest])


def _middle_mean(sizes: Sequence[int]) -> int:
    """The mean of the middle half, so that a page cut short does not pull it down.

    >>> _middle_mean([300, 280, 310, 12])
    290
    """
    ordered = sorted(sizes)
    quarter = len(ordered) // 4
    middle = ordered[quarter : len(ordered) - quarter]
    return round(sum(middle) / len(middle))


def _words_on(page: Exposed) -> int:
    """Words of a page as people count them: what stands between white space."""
    indexed = sum(block.last - block.first for clip in page.clips for block in clip.page.body)
    counted = sum(block.words for clip in page.clips for block in clip.page.body)
    return round(sum(c.last - c.first for c in page.clips) * counted / max(1, indexed))


def _is_ended(page: Page) -> bool:
    """Whether a page's last text is a tail: by its role, or a name under a finished sentence."""
    if not page.body:
        return False
    last = page.body[-1]
    if last.words == 1 and last.text.endswith(".") and not ends_full(last.text):
        return False  # "Mr.": a title or an initial alone signs nothing.
    if last.cue == "" and last.words >= OPEN_WORDS and ends_open(last.text):
        return False  # A sentence that breaks off, whatever the block was taken for.
    if last.role in TAIL_ROLES:
        return last.words <= 14
    if last.role == "dateline" and last.words <= 14:
        return any(block.role in ("closing", "signature") for block in page.body[-5:-1])
    before = page.body[-2] if len(page.body) > 1 else None
    finished = before is not None and before.words >= 8 and ends_sentence(before.text)
    return finished and last.cue == "name" and last.words <= 8


def _once(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in order, each once (a block cut in two clips comes twice)."""
    seen: set[int] = set()
    out: list[Block] = []
    for block in blocks:
        if block.n not in seen:
            seen.add(block.n)
            out.append(block)
    return out


def _unknown(word: str) -> bool:  # noqa: ARG001 - no dictionary: no word is known
    return False


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
