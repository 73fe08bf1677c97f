"""Pages of a stream: where one ends and the next begins, with number, catchword and running head.

A form feed is trusted. Without any, a page break is where page furniture interrupts the text,
where a catchword is taken up by the next block, or where a repeated capture begins or ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from herewith.algorithms.reconstruct.catchwords import LEFT_ALONE
from herewith.algorithms.reconstruct.furniture import page_number
from herewith.algorithms.reconstruct.lines import (
    Block,
    ends_open,
    ends_sentence,
    starts_small,
)
from herewith.algorithms.reconstruct.recaptures import MAX_EDGE, Repeat

__all__ = ["Page", "cut_pages", "left_catchwords"]


CHANCE = 3
"""Words by which a repeat may run on by chance over the edge of a capture."""


@dataclass(slots=True)
class Page:
    """A run of blocks captured together; `body` are those of them that are text."""

    n: int
    blocks: list[Block]
    body: list[Block] = field(default_factory=list)
    number: int | None = None
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
    blocks: Sequence[Block], repeated: Sequence[Repeat], starts: Sequence[int]
) -> list[Page]:
    """Pages of the blocks, in the order of capture.

    Args:
        blocks: all blocks, furniture tagged.
        repeated: repeats of the stream, used where no form feeds divide it.
        starts: numbers of blocks at which documents begin, which begin pages too.
    """
    breaks = {block.n for block in blocks if block.feed and block.n}
    if not breaks:
        breaks |= _at_furniture(blocks)
        breaks |= _at_catchwords(blocks)
        breaks |= _at_repeats(blocks, repeated)
        breaks |= _at_broken_sentences(blocks)
    breaks |= {_with_furniture(blocks, n) for n in starts if n}
    breaks = _one_break_a_run(blocks, breaks)
    cuts = [0, *sorted(breaks - {0}), len(blocks)]
    pages = [Page(n, list(blocks[a:b])) for n, (a, b) in enumerate(pairwise(cuts)) if b > a]
    for page in pages:
        _dress(page)
    return pages


def left_catchwords(pages: Sequence[Page]) -> None:
    """Catchwords that no page takes up; where documents begin must be known by now."""
    established = sum(page.catchword is not None for page in pages) >= 2
    for page, following in pairwise(pages):
        _left_catchword(page, following, established)


def _one_break_a_run(blocks: Sequence[Block], breaks: set[int]) -> set[int]:
    """Where a break falls inside a run of furniture, the text behind the run needs none."""
    out = set(breaks)
    for n in breaks:
        at = n - 1
        while (
            at > 0 and blocks[at].tag is not None and blocks[n].tag is None and not blocks[n].feed
        ):
            if at in breaks:
                out.discard(n)
                break
            at -= 1
    return out


def _left_catchword(page: Page, following: Page, established: bool) -> None:
    """A word or two left alone at a page's foot, where the text before breaks off."""
    if page.catchword is not None or len(page.body) < 2:
        return
    last, before = page.body[-1], page.body[-2]
    worded = any(char.isalpha() for char in last.text)
    alone = last.words <= 2 and len(last.lines) == 1 and worded and not ends_sentence(last.text)
    broken = before.words >= 12 and ends_open(before.text) and not starts_small(last.text)
    finished = ends_sentence(before.text) or before.cue == "closing" or before.words <= 4
    named = last.cue == "name" and finished
    usual = established and not following.start and not named
    if alone and (broken or starts_small(last.text) or usual):
        last.tag, last.confidence, last.why = "catchword", 0.8, LEFT_ALONE
        _dress(page)


def _with_furniture(blocks: Sequence[Block], n: int) -> int:
    """The page of a document begins with the furniture right above its first text."""
    while (
        n
        and blocks[n - 1].tag in ("running_head", "page_number", "letterhead")
        and not blocks[n].feed
    ):
        n -= 1
    return n


def _dress(page: Page) -> None:
    """Number, catchword and body of a page."""
    page.body = [block for block in page.blocks if block.tag is None]
    page.blank = not page.body
    numbers = [page_number(b.text) for b in page.blocks if b.tag == "page_number"]
    page.number = next((n for n in numbers if n is not None), None)
    numbered = [b.text for b in page.blocks if b.tag == "page_number"]
    page.number_style = re.sub(r"\d+", "#", numbered[0]) if numbered else ""
    marked = [b.text for b in page.blocks if b.why == "a classification line"]
    page.marking = "".join(c for c in marked[0] if c.isalpha()) if marked else ""
    caught = [block for block in page.blocks if block.tag == "catchword"]
    page.catchword = caught[-1] if caught else None


def _at_furniture(blocks: Sequence[Block]) -> set[int]:
    """Breaks inside runs of page furniture between texts."""
    out: set[int] = set()
    at_head = _numbers_at_head(blocks)
    index = 0
    while index < len(blocks):
        end = index
        while end < len(blocks) and blocks[end].tag is not None:
            end += 1
        if end > index:
            place = _break_in(blocks[index:end], at_head)
            if place is not None and 0 < index + place < len(blocks):
                out.add(index + place)
        index = end + 1
    return out


def _numbers_at_head(blocks: Sequence[Block]) -> bool:
    """Whether page numbers stand at the head: the last page then ends without one."""
    numbered = [block.n for block in blocks if block.tag == "page_number"]
    texts = [block.n for block in blocks if block.tag is None]
    if not numbered or not texts:
        return True
    return not (numbered[-1] > texts[-1] and numbered[0] > texts[0])


def _break_in(run: Sequence[Block], at_head: bool) -> int | None:
    """Where in a run of furniture blocks the page ends, or `None` if it does not."""
    kinds = Counter(block.tag for block in run)
    for n, block in enumerate(run):
        if block.why == "a mark between pages":
            return n
        if block.why.startswith("a rule"):
            return n + 1
    heads = [n for n, block in enumerate(run) if block.tag == "running_head"]
    if len(heads) >= 2:
        return heads[len(heads) // 2]
    if kinds["catchword"]:
        return max(n for n, block in enumerate(run) if block.tag == "catchword") + 1
    if kinds["page_number"]:
        return 0 if at_head else len(run)
    return None


def _at_catchwords(blocks: Sequence[Block]) -> set[int]:
    return {block.n + 1 for block in blocks[:-1] if block.tag == "catchword"}


def _at_repeats(blocks: Sequence[Block], repeated: Sequence[Repeat]) -> set[int]:
    """Breaks where a repeated capture begins or ends at the edge of a block.

    A stretch inside a text (a quotation) has no such edges and gives none.
    """
    out: set[int] = set()
    for repeat in repeated:
        heads = [
            n for n in (_start_near(blocks, at) for at in (repeat.a, repeat.b)) if n is not None
        ]
        feet = [
            n
            for n in (_end_near(blocks, at) for at in (repeat.a_end, repeat.b_end))
            if n is not None
        ]
        if not heads or not feet:
            continue
        cut_heads = {n for n in heads if starts_small(blocks[n].text)}
        cut_feet = {n for n in feet if _breaks_off(blocks, n)}
        if not cut_heads and not cut_feet:
            continue
        again = _start_near(blocks, repeat.b)
        out |= cut_heads | cut_feet | ({again} if again is not None else set())
    return out


def _holder(blocks: Sequence[Block], word: int) -> Block | None:
    """The block in which a word stands."""
    index = bisect_right(blocks, word, key=lambda block: block.first) - 1
    while index >= 0 and blocks[index].last <= word:
        index -= 1
    return blocks[index] if index >= 0 and blocks[index].first <= word else None


def _start_near(blocks: Sequence[Block], word: int) -> int | None:
    """The text block that begins at a word or a few words before it."""
    block = _holder(blocks, word)
    if block is None:
        return None
    if block.last - word <= min(CHANCE, word - block.first) and block.n + 1 < len(blocks):
        return block.n + 1
    return block.n if word - block.first <= MAX_EDGE // 2 else None


def _end_near(blocks: Sequence[Block], word: int) -> int | None:
    """The block behind the text that ends at a word or a few words behind it."""
    block = _holder(blocks, word - 1)
    if block is None or block.last - word > MAX_EDGE // 2:
        return None
    following = block.n + 1
    while following < len(blocks) and blocks[following].tag is not None:
        following += 1
    behind = blocks[following] if following < len(blocks) else None
    if behind is not None and behind.words <= 2 and not ends_sentence(behind.text):
        following += 1
    return following if following < len(blocks) else None


def _breaks_off(blocks: Sequence[Block], following: int) -> bool:
    before = following - 1
    while before > 0 and blocks[before].tag is not None:
        before -= 1
    return ends_open(blocks[before].text)


def _at_broken_sentences(blocks: Sequence[Block]) -> set[int]:
    """A paragraph that breaks off, and the next that goes on with a small letter."""
    out: set[int] = set()
    texts = [block for block in blocks if block.tag is None]
    for before, behind in pairwise(texts):
        long = before.words >= 12 and behind.words >= 4
        if long and ends_open(before.text) and starts_small(behind.text):
            out.add(behind.n)
    return out
