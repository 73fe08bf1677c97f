"""Chains of pages on their way to passages: what of each capture is read, and what is not."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from herewith.algorithms.reconstruct.asides import find_asides
from herewith.algorithms.reconstruct.chains import Chain, Join, is_proved
from herewith.algorithms.reconstruct.compose import Composer
from herewith.algorithms.reconstruct.exposures import Clip, Twin
from herewith.algorithms.reconstruct.furnish import Maker
from herewith.algorithms.reconstruct.lines import (
    Block,
    ends_open,
    starts_small,
)
from herewith.algorithms.reconstruct.rulings import WHY, Rulings
from herewith.algorithms.reconstruct.sizes import Extent, Sizes
from herewith.algorithms.reconstruct.stream import Stream
from herewith.algorithms.reconstruct.strikes import Strike, strikes_of
from herewith.model.document import (
    DocumentId,
    Duplicate,
    Furniture,
    Passage,
)
from herewith.model.text import Delivered, Span

__all__ = ["Draft", "Drafting"]


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
class Draft:
    """A document before it is written down."""

    chain: Chain
    blocks: list[Block]
    passages: list[Passage] = field(default_factory=list)
    gaps: list[tuple[int, Join, int | None, Extent]] = field(default_factory=list)
    """Index of the passage behind the gap, the join, page number, words."""
    pages: list[int] = field(default_factory=list)
    attributes: list[tuple[str, str]] = field(default_factory=list)
    unproved: list[int] = field(default_factory=list)
    """Source offsets at which a page begins that nothing but its capture or a sentence that may go
    on joins to the one before."""


class Drafting(Stream):
    """A stream whose chains of pages become drafts of documents, artefacts and duplicates."""

    def __init__(self, delivered: Delivered, rulings: Rulings) -> None:
        super().__init__(delivered, rulings)
        self.maker = Maker(self.source, self.text)
        self.taken = _Taken()
        self.furniture: list[Furniture] = []
        self.duplicates: list[Duplicate] = []
        self.sizes = Sizes(())
        self.strikes = strikes_of(delivered, self.known)
        self.visible = rulings.read(delivered.visible)
        self.composer = Composer(self.source, self.text, self.visible)

    def _draft(self, chain: Chain) -> Draft:
        blocks = [b for exposed in chain.pages for clip in exposed.clips for b in self._in(clip)]
        once = _once(blocks)
        find_asides(once, self._clipped(chain))
        for block in once:
            if block.fixed and block.why != WHY:
                block.tag = None
        return Draft(chain, once)

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

    def _place(self, draft: Draft) -> None:
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
                if join is not None and not join.gap and not is_proved(join):
                    draft.unproved.append(draft.passages[first].start)
            for start, end, why in exposed.artefacts:
                self._artefact(start, end, why, number)
            for twin in exposed.twins:
                self._twin(twin)
        for offset, page, estimate in self.rulings.gaps:
            self._ruled_gap(draft, offset, page, estimate)

    def _ruled_gap(self, draft: Draft, offset: int, page: int | None, words: int | None) -> None:
        """A gap right before the words at an offset, by an editor's word."""
        index = next((n for n, p in enumerate(draft.passages) if p.start <= offset < p.end), None)
        if not index:
            return
        draft.passages[index] = replace(draft.passages[index], before="\n\n")
        gaps = [gap for gap in draft.gaps if gap[0] != index]
        gaps.append((index, Join(True, WHY, None, 1.0), page, Extent(words)))
        draft.gaps = sorted(gaps, key=lambda gap: gap[0])

    def _note_gap(self, draft: Draft, join: Join, page: int, missing: int) -> None:
        lost = self.sizes.lost(draft.chain, missing)
        draft.gaps.append((len(draft.passages), join, page, lost))

    def _clip(self, draft: Draft, clip: Clip, page: int, *, joined: bool) -> None:
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
        self, draft: Draft, block: Block, start: int, end: int, page: int, before: str
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

    def _joined(self, draft: Draft, index: int, join: Join | None) -> Passage:
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


def _once(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in order, each once (a block cut in two clips comes twice)."""
    seen: set[int] = set()
    out: list[Block] = []
    for block in blocks:
        if block.n not in seen:
            seen.add(block.n)
            out.append(block)
    return out
