"""A stream on its way from lines to pages: blocks, furniture, where documents and pages begin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence, Set

from herewith.algorithms.reconstruct.boundaries import RULED, Start, find_starts
from herewith.algorithms.reconstruct.breaks import spaced
from herewith.algorithms.reconstruct.catchwords import catch_lines
from herewith.algorithms.reconstruct.endings import is_ended, unknown
from herewith.algorithms.reconstruct.furniture import Sign
from herewith.algorithms.reconstruct.lines import (
    Block,
    Line,
    blocks_of,
    lines_of,
    words_of,
)
from herewith.algorithms.reconstruct.numbers import counts_on, styles_alike
from herewith.algorithms.reconstruct.pages import BEGINS, Page, cut_pages, left_catchwords
from herewith.algorithms.reconstruct.placing import furniture_lines
from herewith.algorithms.reconstruct.recaptures import repeats
from herewith.algorithms.reconstruct.rulings import WHY, Rulings
from herewith.algorithms.reconstruct.stated import stated_signs
from herewith.languages.identify import identify
from herewith.languages.lemmas import dictionary, has_lemmas
from herewith.model.text import Delivered

__all__ = ["Stream"]

FIRST = 1

BEGINS_NUMBERED = 3.0
"""Strength that a head needs to begin a document on a page that bears a number above 1."""


class Stream:
    """The lines, blocks and pages of one source, with what editors have ruled about them."""

    def __init__(self, delivered: Delivered, rulings: Rulings) -> None:
        self.delivered = delivered
        self.rulings = rulings
        self.source = delivered.source.id
        self.text = delivered.text
        self.words = words_of(delivered)
        self.blocks = self._blocks()
        self.language = identify(delivered.text)
        self.known = self._dictionary(self.language)

    def _dictionary(self, language: str | None) -> Callable[[str], bool]:
        return dictionary(language) if has_lemmas(language) else unknown

    def _blocks(self) -> list[Block]:
        lines = lines_of(self.delivered, self.rulings.cuts())
        ruled = [""] * len(lines)
        if self.rulings:
            ruled = [self.rulings.kind_at(line.start, _stop(line, self.text)) for line in lines]
        signs = furniture_lines(lines)
        for n, stated in stated_signs(self.delivered, lines).items():
            signs[n] = stated
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
            before = pages[page.n - 1] if page.n else None
            if start is not None and start.strength < RULED and _is_numbered(page, before, start):
                start = None
            if start is not None:
                page.start, page.why_start = max(start.strength, 0.5), start.why
            elif page.number == 1:
                page.start, page.why_start = 1.5, "its pages are numbered from 1"
            page.ended = is_ended(page)
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


def _stop(line: Line, text: str) -> int:
    """The end of a line without the white space behind its words."""
    return line.start + len(text[line.start : line.end].rstrip())


def _is_numbered(page: Page, before: Page | None, start: Start) -> bool:
    """Whether the number of a page says that no document begins on it, whatever its head is.

    Right behind the page with the number before its own, in one way of writing, it goes on; else
    a strong head is believed.
    """
    number = page.number or 0
    if number <= 1:
        return False
    if start.strength < BEGINS_NUMBERED:
        return True
    if before is None or bool(before.marking) != bool(page.marking):
        return False
    if before.number is None:
        return number == FIRST + 1 and before.start >= BEGINS and not before.ended
    return before.number == number - 1 and styles_alike(before.number_style, page.number_style)
