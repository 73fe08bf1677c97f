"""Where pages end in a stream that no form feed divides.

The text is interrupted there: by page furniture, by more white space than between paragraphs, by
a catchword that is taken up, by the edge of a repeated capture, inside a sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from herewith.algorithms.reconstruct.furniture import page_number
from herewith.algorithms.reconstruct.lines import Block, ends_open, ends_sentence, starts_small
from herewith.algorithms.reconstruct.numbers import number_style, styles_alike
from herewith.algorithms.reconstruct.recaptures import MAX_EDGE, Repeat

__all__ = ["find_breaks", "spaced"]

WIDE = 2
"""Empty lines between two blocks from which they stand further apart than paragraphs do."""

USUAL = 0.6
"""Share of the breaks in furniture that must be wide, so that wide space alone is a break."""

FURNISHED = 3
"""Page numbers and running heads from which a stream shows its page ends by them."""

RARE = 0.4
"""Share of the text blocks that may have wide space above them, if that means anything."""

AT_HEAD, AT_FOOT = 1, -1

NUMBER = "page_number"


def find_breaks(
    blocks: Sequence[Block], repeated: Sequence[Repeat], starts: Set[int]
) -> tuple[set[int], frozenset[int]]:
    """Numbers of the blocks with which pages begin.

    Args:
        blocks: all blocks, furniture tagged.
        repeated: stretches of the stream that stand twice.
        starts: numbers of the blocks at which documents begin.

    Returns:
        All of them, and those that page furniture shows.
    """
    out = _at_furniture(blocks, starts)
    firm = frozenset(out)
    wide = _is_wide(blocks, firm)
    furnished = sum(block.tag in ("page_number", "running_head") for block in blocks)
    out |= {n for n in _at_repeats(blocks, repeated) if not wide or _stands_apart(blocks, n)}
    out |= {
        n
        for n in _at_broken_sentences(blocks)
        if furnished < FURNISHED or _space(blocks, n) >= WIDE
    }
    out |= _at_wide_space(blocks, out)
    return out - _too_near(blocks, out, firm), firm


def _too_near(blocks: Sequence[Block], breaks: Set[int], firm: Set[int]) -> set[int]:
    """Breaks a few lines of bare text behind another: one edge of a capture, found twice."""
    out: set[int] = set()
    for before, n in pairwise(sorted(breaks - firm)):
        between = blocks[before:n]
        bare = all(block.tag is None for block in between) and _space(blocks, n) < WIDE
        if bare and sum(block.words for block in between) < MAX_EDGE and before not in out:
            out.add(n)
    return out


def _is_wide(blocks: Sequence[Block], known: Set[int]) -> bool:
    """Whether the pages of a stream that are known to end are parted by wide space."""
    wide = sum(_space(blocks, n) >= WIDE for n in known)
    return bool(known) and wide >= max(2, USUAL * len(known))


def _stands_apart(blocks: Sequence[Block], n: int) -> bool:
    """Whether there is wide space above a block, or furniture."""
    return _space(blocks, n) >= WIDE or (n > 0 and blocks[n - 1].tag is not None)


def _at_furniture(blocks: Sequence[Block], starts: Set[int]) -> set[int]:
    """Breaks inside runs of page furniture between texts."""
    out: set[int] = set()
    sides = _sides(blocks, starts)
    index = 0
    while index < len(blocks):
        end = index
        while end < len(blocks) and blocks[end].tag is not None:
            end += 1
        if end > index:
            out |= {n for n in _breaks_in(blocks, index, end, sides) if 0 < n < len(blocks)}
        index = end + 1
    return out


def _sides(blocks: Sequence[Block], starts: Set[int]) -> dict[str, int]:
    """For each way of writing page numbers whether they stand at the head or at the foot.

    A number 1 behind the first page of a document, a number above 1 right before a document, or
    one behind the last text stands at a foot; a number 2 behind a first page, or a number above
    the first text, at a head.
    """
    votes: Counter[str] = Counter()
    texts = [block.n for block in blocks if block.tag is None]
    if not texts:
        return {"": AT_HEAD}
    fresh = True  # The text since the last number began a document.
    for block in blocks:
        if block.tag is None:
            fresh = fresh or block.n in starts
            continue
        if block.tag != "page_number":
            continue
        look, value = number_style(block.text), page_number(block.text) or 0
        at = bisect_right(texts, block.n)
        behind = texts[at] if at < len(texts) else None
        if block.n < texts[0]:
            votes[look] += 2 * AT_HEAD
        elif behind is None:
            votes[look] += 2 * AT_FOOT
        elif fresh and value <= WIDE:
            votes[look] += 2 * (AT_FOOT if value == 1 else AT_HEAD)
        if behind in starts and value > 1 and block.n > texts[0]:
            votes[look] += 2 * AT_FOOT
        fresh = False
    every = sum(votes.values())
    return {look: (AT_FOOT if (vote or every) < 0 else AT_HEAD) for look, vote in votes.items()} | {
        "": AT_FOOT if every < 0 else AT_HEAD
    }


def _space(blocks: Sequence[Block], n: int) -> int:
    """Empty lines above a block."""
    if n <= 0 or n >= len(blocks):
        return 0
    return blocks[n].lines[0].n - blocks[n - 1].lines[-1].n - 1


def _breaks_in(
    blocks: Sequence[Block], start: int, end: int, sides: dict[str, int]
) -> Iterable[int]:
    """Where in a run of furniture pages end: once, or more often where blank pages stand in it."""
    wide = [n for n in range(max(1, start), min(end + 1, len(blocks))) if _space(blocks, n) >= WIDE]
    numbers = sum(block.tag == "page_number" for block in blocks[start:end])
    if len(wide) > 1 and numbers:
        return wide
    blanks = _blanks(blocks[start:end])
    place = _break_in(blocks, start, blanks[0][0].n + 1 if blanks else end, sides)
    foot = [sides.get(number_style(one.text), sides[""]) == AT_FOOT for one, _ in blanks]
    more = [
        other.n + 1 if low else one.n + 1 for (one, other), low in zip(blanks, foot, strict=True)
    ]
    return more if place is None else (place, *(n for n in more if n > place))


def _blanks(run: Sequence[Block]) -> list[tuple[Block, Block]]:
    """Numbers in a run of furniture that count on: blank pages stand between them."""
    numbered = [block for block in run if block.tag == NUMBER]
    return [
        (one, other)
        for one, other in pairwise(numbered)
        if styles_alike(number_style(one.text), number_style(other.text))
        and page_number(other.text) == (page_number(one.text) or 0) + 1
    ]


def _break_in(blocks: Sequence[Block], start: int, end: int, sides: dict[str, int]) -> int | None:
    """Where in a run of furniture blocks the page ends, or `None` if it does not."""
    run = blocks[start:end]
    for block in run:
        if block.why == "a mark between pages":
            return block.n
        if block.why.startswith("a rule"):
            return block.n + 1
    caught = max((block.n + 1 for block in run if block.tag == "catchword"), default=start)
    numbered = [block for block in run if block.tag == "page_number"]
    heads = [block.n for block in run if block.tag == "running_head"]
    if not numbered and len(heads) < 2 and caught == start:
        wide = _wide_in(blocks, start, end)
        return _with_letterhead(blocks, heads[0]) if wide is None and heads else wide
    wide = _wide_in(blocks, caught, end)
    if wide is not None:
        return wide
    if len(heads) >= 2:
        return heads[len(heads) // 2]
    feet = [b.n + 1 for b in numbered if sides.get(number_style(b.text), sides[""]) == AT_FOOT]
    if feet:
        after = max(*feet, caught)
        while after < end and blocks[after].tag == "stamp":
            after += 1
        return after
    if caught > start:
        return caught
    return start


HEAD_LINES = 3
"""Blocks of a letterhead at most: an office, its seat, a division."""


def _with_letterhead(blocks: Sequence[Block], n: int) -> int:
    """A block at the head of a page, or the first of the letterhead in capitals above it."""
    top = n
    for block in reversed(blocks[max(0, n - HEAD_LINES) : n]):
        if block.tag not in (None, "letterhead") or block.text.upper() != block.text:
            break
        if block.cue == "letterhead":
            top = block.n
    return top


def _wide_in(blocks: Sequence[Block], start: int, end: int) -> int | None:
    """The block of a run (or the text behind it) above which there is most space, if it is wide."""
    spaces = {n: _space(blocks, n) for n in range(max(1, start), min(end, len(blocks) - 1) + 1)}
    most = max(spaces.values(), default=0)
    places = [n for n, space in spaces.items() if space == most]
    return places[0] if most >= WIDE and len(places) == 1 else None


def spaced(blocks: Sequence[Block]) -> frozenset[int]:
    """Text blocks above which there is wide space, in a stream that parts its pages so.

    It does if most runs of page furniture hold such space, and few blocks of text have it.
    """
    runs = wide = index = 0
    while index < len(blocks):
        end = index
        while end < len(blocks) and blocks[end].tag in ("page_number", "running_head"):
            end += 1
        if end > index and index > 0 and end < len(blocks):
            runs += 1
            wide += any(_space(blocks, n) >= WIDE for n in range(index, end + 1))
        index = end + 1
    texts = [block.n for block in blocks if block.tag is None]
    far = frozenset(n for n in texts if _space(blocks, n) >= WIDE)
    usual = runs >= 2 and wide >= USUAL * runs
    return far if usual and len(far) <= RARE * len(texts) else frozenset()


def _at_wide_space(blocks: Sequence[Block], known: Set[int]) -> set[int]:
    """Wide space between two texts, in a stream whose pages are known to end with wide space."""
    if not _is_wide(blocks, known):
        return set()
    return {
        behind.n
        for before, behind in pairwise(blocks)
        if before.tag is None and behind.tag is None and _space(blocks, behind.n) >= WIDE
    }


def _at_broken_sentences(blocks: Sequence[Block]) -> set[int]:
    """A paragraph that breaks off, and the next that goes on with a small letter, or far below."""
    out: set[int] = set()
    texts = [block for block in blocks if block.tag is None]
    for before, behind in pairwise(texts):
        long = before.words >= 12 and behind.words >= 4 and ends_open(before.text)
        if long and starts_small(behind.text):
            out.add(behind.n)
    return out


CHANCE = 3
"""Words by which a repeat may run on by chance over the edge of a capture."""


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
