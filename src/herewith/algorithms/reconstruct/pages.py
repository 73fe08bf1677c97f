"""Pages of a stream: where one ends and the next begins, with number, catchword and running head.

A form feed is trusted. Without any, a page break is where page furniture interrupts the text,
where a catchword is taken up by the next block, or where a repeated capture begins or ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from types import MappingProxyType

from herewith.algorithms.reconstruct.breaks import find_breaks
from herewith.algorithms.reconstruct.catchwords import (
    LEFT_ALONE,
    closes,
    has_a_place,
    opens_sentences,
)
from herewith.algorithms.reconstruct.furniture import page_number, page_total
from herewith.algorithms.reconstruct.lines import (
    Block,
    ends_open,
    ends_sentence,
    starts_small,
)
from herewith.algorithms.reconstruct.numbers import number_style
from herewith.algorithms.reconstruct.recaptures import Repeat
from herewith.languages.layout import layout

__all__ = ["BEGINS", "Page", "cut_pages", "dress", "left_catchwords"]


BEGINS = 1.5
"""Strength of a head from which a page begins a document."""

_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?)+[^\W\d_]{2,}")


@dataclass(slots=True)
class Page:
    """A run of blocks captured together; `body` are those of them that are text."""

    n: int
    blocks: list[Block]
    body: list[Block] = field(default_factory=list)
    number: int | None = None
    total: int | None = None
    """How many pages its number says that there are."""
    catchword: Block | None = None
    marking: str = ""
    """The classification the page bears, letters only."""
    number_style: str = ""
    """How its number is written, the figures left out."""
    ended: bool = False
    """The last text of the page is the tail of a document: a signature, its date, a list."""
    start: float = 0.0
    """Strength with which a document begins at the top of this page."""
    why_start: str = ""
    blank: bool = False

    @property
    def words(self) -> int:
        """Number of words of the text."""
        return sum(block.words for block in self.body)

    @property
    def opening(self) -> str:
        """First text of the page, or nothing."""
        return self.body[0].text if self.body else ""

    @property
    def ending(self) -> str:
        """Last text of the page, or nothing."""
        return self.body[-1].text if self.body else ""


def cut_pages(
    blocks: Sequence[Block],
    repeated: Sequence[Repeat],
    starts: Sequence[int],
    ruled: Mapping[int, bool] = MappingProxyType({}),
) -> list[Page]:
    """Pages of the blocks, in the order of capture.

    Args:
        blocks: all blocks, furniture tagged.
        repeated: repeats of the stream, used where no form feeds divide it.
        starts: numbers of blocks at which documents begin, which begin pages too.
        ruled: numbers of blocks of which an editor has decided whether a page begins there.
    """
    breaks = {block.n for block in blocks if block.feed and block.n}
    firm: Set[int] = frozenset(breaks)
    if not breaks:
        breaks, firm = find_breaks(blocks, repeated, frozenset(starts))
    breaks |= {_with_furniture(blocks, n, breaks) for n in starts if n}
    breaks = _one_break_a_run(blocks, breaks, firm)
    breaks |= {n for n, begins in ruled.items() if begins}
    breaks -= {n for n, begins in ruled.items() if not begins}
    cuts = [0, *sorted(breaks - {0}), len(blocks)]
    pages = [Page(n, list(blocks[a:b])) for n, (a, b) in enumerate(pairwise(cuts)) if b > a]
    for page in pages:
        dress(page)
    return pages


def left_catchwords(pages: Sequence[Page]) -> None:
    """Catchwords that no page takes up; where documents begin must be known by now."""
    established = sum(page.catchword is not None for page in pages) >= 2
    for page, behind in zip_longest(pages, pages[1:]):
        if behind is None or behind.start >= BEGINS or _cannot_follow(page, behind):
            _signed(page)
    for page, following in pairwise(pages):
        _left_catchword(page, following, established)


def _cannot_follow(page: Page, behind: Page) -> bool:
    """Whether the page captured next is numbered or classified as one of another document."""
    if page.number is not None and behind.number is not None:
        return behind.number <= page.number
    return bool(page.marking and behind.marking) and page.marking[:4] != behind.marking[:4]


def _signed(page: Page) -> None:
    """A name alone at the end of a document signs it, and is no catchword."""
    caught = page.catchword
    if caught is None or caught.why != LEFT_ALONE:
        return
    word, before = caught.text, page.ending.split()
    if before and before[-1].casefold() in layout().governing:
        return
    if word.istitle() and word.isalpha() and word.casefold() not in layout().openers:
        caught.tag, caught.why = None, ""
        dress(page)


def _one_break_a_run(blocks: Sequence[Block], breaks: set[int], firm: Set[int]) -> set[int]:
    """Where a break falls inside a run of furniture, the text behind the run needs none."""
    out = set(breaks)
    for n in breaks - firm:
        at = n - 1
        while at > 0 and blocks[at].tag is not None and not blocks[n].feed:
            if at in breaks and (blocks[n].tag is None or at in firm):
                out.discard(n)
                break
            at -= 1
        behind = n
        while behind < len(blocks) and blocks[behind].tag is not None:
            behind += 1
            if behind in firm:
                out.discard(n)
    return out


def _left_catchword(page: Page, following: Page, established: bool) -> None:
    """A word or two left alone at a page's foot, where the text before breaks off."""
    if page.catchword is not None or len(page.body) < 2 or page.body[-1].fixed:
        return
    last, before = page.body[-1], page.body[-2]
    worded = any(char.isalpha() for char in last.text) and not has_a_place(last.text)
    signed = last.cue == "name" and _INITIALS.match(last.text) is not None
    alone = last.words <= 2 and len(last.lines) == 1 and worded and not signed
    broken = before.words >= 12 and ends_open(before.text)
    finished = ends_sentence(before.text) or before.words <= 4
    if before.cue == "closing" or closes(before.text):
        return  # A name signs the letter.
    counted = page.number is not None and following.number is not None
    goes_on = counted and (following.number or 0) == (page.number or 0) + 1
    goes_on = goes_on and following.number_style == page.number_style
    named = last.cue == "name" and finished and not goes_on
    parted = (
        following.blocks[0].feed or last.n + 1 < following.body[0].n if following.body else True
    )
    usual = established and not following.start and not named and parted
    stopped = ends_sentence(last.text)
    opening = parted and opens_sentences(last.text)
    if alone and (broken or (not stopped and (starts_small(last.text) or usual or opening))):
        last.tag, last.confidence, last.why = "catchword", 0.8, LEFT_ALONE
        dress(page)


def _with_furniture(blocks: Sequence[Block], n: int, breaks: Set[int]) -> int:
    """The page of a document begins with the furniture right above its first text, or where the
    run of furniture above it is known to be divided.
    """
    top = n
    if n in breaks:
        return n
    while top and blocks[top - 1].tag is not None and not blocks[top].feed:
        top -= 1
        if top in breaks:
            return top
    while (
        n
        and blocks[n - 1].tag in ("running_head", "page_number", "letterhead")
        and not blocks[n].feed
    ):
        n -= 1
    return n


def dress(page: Page) -> None:
    """Number, catchword and body of a page, as its blocks are tagged now."""
    page.body = [block for block in page.blocks if block.tag is None]
    page.blank = not page.body
    numbers = [page_number(b.text) for b in page.blocks if b.tag == "page_number"]
    page.number = next((n for n in numbers if n is not None), None)
    numbered = [b.text for b in page.blocks if b.tag == "page_number"]
    page.number_style = number_style(numbered[0]) if numbered else ""
    page.total = page_total(numbered[0]) if numbered else None
    marked = [b.text for b in page.blocks if b.why == "a classification line"]
    marks = Counter("".join(filter(str.isalpha, text)) for text in marked)
    # At head and foot stands its own; a page without any text may have left another's here.
    page.marking = marks.most_common(1)[0][0] if marks else ""
    caught = [block for block in page.blocks if block.tag == "catchword"]
    page.catchword = caught[-1] if caught else None
