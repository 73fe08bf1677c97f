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

from rapidfuzz import fuzz

from herewith.algorithms.reconstruct.furniture import Sign, page_number, sign_of
from herewith.algorithms.reconstruct.lines import (
    Block,
    Line,
    ends_open,
    ends_sentence,
    starts_small,
)
from herewith.algorithms.reconstruct.recaptures import MAX_EDGE, Repeat
from herewith.languages.layout import layout
from herewith.model.document import FurnitureKind

__all__ = ["Page", "catch_lines", "cut_pages", "furniture_lines", "left_catchwords", "same_words"]

CATCH_WORDS = 3
"""Words in a catchword at most."""

MISSING_AT_MOST = 20
"""Pages that one number may be ahead of all others of its stream."""

LEFT_ALONE = "a word alone at the foot of a page, taken up by no page that is held"
CATCH_CHARS = 40
CHANCE = 3
"""Words by which a repeat may run on by chance over the edge of a capture."""

STAMP_LINES = 5
"""Lines of a stamp at most."""

HEAD_LIKENESS = 82
"""Likeness (0..100) of two running heads of one stream."""

_INITIALS = re.compile(r"(?:[^\W\d_]\.\s*)+[^\W\d_]{2,}")
_LOOKALIKES = str.maketrans("l1j0ebufпи3щ", "iiiochntннвш")
"""Letters and figures that worn type and programs take for each other."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


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


def furniture_lines(lines: Sequence[Line]) -> list[Sign | None]:
    """For each line what furniture it is by itself; prose in a paragraph is left alone."""
    out: list[Sign | None] = []
    for line in lines:
        sign = sign_of(line)
        if sign is not None and not _stands_alone(lines, line, sign):
            sign = None
        out.append(sign)
    _stamped_paragraphs(lines, out)
    _only_at_edges(lines, out)
    _running_heads(lines, out)
    return out


def _only_at_edges(lines: Sequence[Line], signs: list[Sign | None]) -> None:
    """Where form feeds show the pages, a number far from head and foot is no page number."""
    feeds = [0, *(line.n for line in lines if line.feed), len(lines)]
    if len(feeds) < 3:
        _only_usual(lines, signs)
        return
    found: list[list[tuple[int, str]]] = []
    for start, end in pairwise(feeds):
        texts = [line.n for line in lines[start:end] if line.text]
        head, foot = _edge(texts, signs), _edge(texts[::-1], signs)
        own: list[tuple[int, str]] = []
        for n in texts:
            if not _is_number(signs[n]):
                continue
            if n in head or n in foot:
                where = "head" if n in head else "foot"
                own.append((n, where + re.sub(r"\d+|[ivxlc]+", "#", lines[n].text)))
            else:
                signs[n] = None
        found.append(own)
    usual = Counter(look for own in found for _, look in own)
    for own in found:
        best = max(own, key=lambda one: (usual[one[1]], _outward(one)), default=None)
        for one in own:
            if one is not best:
                signs[one[0]] = None


def _only_usual(lines: Sequence[Line], signs: list[Sign | None]) -> None:
    """Without form feeds, a number written as no other is, among many of one look, is text."""
    numbered = [line for line in lines if _is_number(signs[line.n])]
    looks = Counter(re.sub(r"\d+|[ivxlc]+", "#", line.text) for line in numbered)
    if not looks or looks.most_common(1)[0][1] < 3:
        return
    values = {line.n: page_number(line.text) or 0 for line in numbered}
    for line in numbered:
        others = [value for n, value in values.items() if n != line.n]
        single = looks[re.sub(r"\d+|[ivxlc]+", "#", line.text)] == 1
        if single and values[line.n] > max(others) + MISSING_AT_MOST:
            signs[line.n] = None


def _is_number(sign: Sign | None) -> bool:
    return sign is not None and sign.name == "number"


def _outward(one: tuple[int, str]) -> int:
    """Larger for the line nearer to the edge of the page."""
    return one[0] if one[1].startswith("foot") else -one[0]


def _edge(texts: Sequence[int], signs: Sequence[Sign | None]) -> list[int]:
    """Lines of furniture from the edge of a page up to its text."""
    out: list[int] = []
    for n in texts:
        if signs[n] is None and len(texts) > 1:
            break
        out.append(n)
    caught = texts[len(out) : len(out) + 2]
    return out + [n for n in caught[1:] if len(out) == 0 and _is_number(signs[n])]


def _stamped_paragraphs(lines: Sequence[Line], signs: list[Sign | None]) -> None:
    """The other lines of a stamp, and bracketed notes of several lines."""
    n = 0
    while n < len(lines):
        end = n
        while end < len(lines) and lines[end].text and end - n <= STAMP_LINES:
            end += 1
        group = lines[n:end]
        if 1 < len(group) <= STAMP_LINES and all(line.count <= 8 for line in group):
            first, text = signs[n], " ".join(line.text for line in group)
            bracketed = text[0] == "[" and text[-1] == "]" and layout().seal.fullmatch(text)
            if bracketed:
                kind: FurnitureKind = "stamp" if re.search(r"\d", text) else "seal"
                sign = Sign(kind, "seal", "a bracketed note of several lines", True, 0.9)
                signs[n:end] = [sign] * len(group)
            elif first is not None and first.name == "stamp":
                for line in group[1:]:
                    if signs[line.n] is None and not ends_sentence(line.text):
                        signs[line.n] = Sign(
                            "stamp", "stamp", "a further line of a stamp", True, 0.85
                        )
        n = max(end, n + 1)


def _stands_alone(lines: Sequence[Line], line: Line, sign: Sign) -> bool:
    """Whether a line is set off from the text around it, or plainly not part of it."""
    before = lines[line.n - 1].text if line.n else ""
    behind = lines[line.n + 1].text if line.n + 1 < len(lines) else ""
    if line.feed or (line.n + 1 < len(lines) and lines[line.n + 1].feed):
        return True
    if sign.kind == "hand":
        return _only_hand(lines, line)
    if not before and not behind:
        return True
    if sign.name == "number":
        return _under_marking(lines, line, before, behind)
    if not before or not behind:
        return line.text.upper() == line.text or sign.name in ("rule", "page_mark", "seal")
    return line.text.upper() == line.text or sign.name in ("number", "rule", "page_mark")


def _under_marking(lines: Sequence[Line], line: Line, before: str, behind: str) -> bool:
    """Whether a page head in words ("Page 2 of telegram 9 to …") touches a classification only."""
    if len(line.text.split()) < 4:
        return False
    beside = [lines[line.n - 1]] if before else []
    beside += [lines[line.n + 1]] if behind else []
    signs = [sign_of(other) for other in beside]
    return all(sign is not None and sign.name == "classification" for sign in signs)


def _only_hand(lines: Sequence[Line], line: Line) -> bool:
    """Whether the whole paragraph is in hand; with typed lines it is a signature."""
    for step in (-1, 1):
        at = line.n + step
        while 0 <= at < len(lines) and lines[at].text:
            if not lines[at].hand:
                return False
            at += step
    return True


def _running_heads(lines: Sequence[Line], signs: list[Sign | None]) -> None:
    """Short lines that return at the head or foot of three pages or more."""
    edges = _edge_lines(lines, signs)
    groups: list[list[Line]] = []
    keys: list[str] = []
    for line in edges:
        key = re.sub(r"\d+", "#", " ".join(line.text.casefold().split()))
        for index, known in enumerate(keys):
            if known == key or (len(key) >= 8 and fuzz.ratio(known, key) >= HEAD_LIKENESS):
                groups[index].append(line)
                break
        else:
            keys.append(key)
            groups.append([line])
    for group in groups:
        if len(group) < 3:
            continue
        why = f"the line returns at the edge of {len(group)} pages"
        for line in group:
            signs[line.n] = Sign("running_head", "running", why, True, 0.95)
            digits = re.findall(r"\d+", line.text)
            if page_number(line.text) is not None and digits:
                signs[line.n] = Sign("page_number", "number", why, True, 0.97)


def _edge_lines(lines: Sequence[Line], signs: Sequence[Sign | None]) -> list[Line]:
    """Short lines near form feeds that nothing else explains."""
    feeds = [line.n for line in lines if line.feed]
    if len(feeds) < 3:
        return []
    out: dict[int, Line] = {}
    for at in [*feeds, len(lines)]:
        for direction in (-1, 1):
            seen, n = 0, at if direction > 0 else at - 1
            while 0 <= n < len(lines) and seen < 2:
                line = lines[n]
                if line.text and signs[n] is None:
                    seen += 1
                    if 2 < len(line.text) <= 70 and line.count <= 10:
                        out[n] = line
                    else:
                        break
                n += direction
                if direction > 0 and 0 <= n < len(lines) and lines[n].feed:
                    break
    return [out[n] for n in sorted(out)]


def catch_lines(lines: Sequence[Line], signs: Sequence[Sign | None]) -> dict[int, str]:
    """Lines that are catchwords, with the reason: the last of a page, taken up by another.

    With form feeds the last line before each is looked at; without, every short line that
    stands before a block beginning with its words.
    """
    feeds = any(line.feed for line in lines)
    heads = _heads(lines, signs, feeds)
    out: dict[int, str] = {}
    for line, following in _feet(lines, signs, feeds):
        if not line.text or line.count > CATCH_WORDS or len(line.text) > CATCH_CHARS:
            continue
        taken_up = following is not None and same_words(line.text, following)
        if taken_up and (feeds or _alone(lines, line)):
            out[line.n] = "the next page begins with these words"
        elif not any(char.isalpha() for char in line.text):
            continue
        elif feeds and _found(line.text, heads):
            out[line.n] = "another page begins with these words"
        elif feeds and _looks_caught(lines, signs, line):
            out[line.n] = LEFT_ALONE
    return out


def _alone(lines: Sequence[Line], line: Line) -> bool:
    """Whether there is no text on the lines before and behind."""
    before = lines[line.n - 1].text if line.n else ""
    behind = lines[line.n + 1].text if line.n + 1 < len(lines) else ""
    return not before and not behind


def _found(text: str, heads: Sequence[str]) -> bool:
    """Whether a longer word stands at the head of another page, letter by letter."""
    wanted = "".join(_WORD.findall(text.casefold()))
    if len(wanted) < 5:
        return False
    count = len(_WORD.findall(text))
    return any("".join(_WORD.findall(head[:200].casefold())[:count]) == wanted for head in heads)


def _heads(lines: Sequence[Line], signs: Sequence[Sign | None], feeds: bool) -> list[str]:
    """First line of text of each page (or block, where no form feed divides the stream)."""
    out: list[str] = []
    fresh = True
    for line in lines:
        fresh = fresh or line.feed
        if fresh and line.text and signs[line.n] is None:
            out.append(line.text)
            fresh = False
        elif not line.text and not feeds:
            fresh = True
    return out


def _feet(
    lines: Sequence[Line], signs: Sequence[Sign | None], feeds: bool
) -> list[tuple[Line, str | None]]:
    """Last text line of each page, with the first text of the next."""
    out: list[tuple[Line, str | None]] = []
    last: Line | None = None
    parted = False
    for line in lines:
        parted = parted or line.feed or (not feeds and not line.text)
        if not line.text or signs[line.n] is not None:
            continue
        if last is not None and parted:
            out.append((last, line.text))
        last, parted = line, False
    if last is not None and feeds:
        out.append((last, None))
    return out


def _looks_caught(lines: Sequence[Line], signs: Sequence[Sign | None], line: Line) -> bool:
    """Whether a short last line that no page takes up is a catchword all the same."""
    if line.count > 2 or ends_sentence(line.text):
        return False
    at = line.n - 1
    while at >= 0 and (not lines[at].text or signs[at] is not None):
        if lines[at + 1].feed:
            return False
        at -= 1
    before = lines[at].text if at >= 0 else ""
    apart = at < line.n - 1 or line.indent >= 20
    if layout().closing.match(before) or _INITIALS.match(line.text):
        return False
    size = 0
    while at >= 0 and lines[at].text and signs[at] is None:
        size += lines[at].count
        at -= 1
    return ends_open(before) and size >= 12 and apart


def same_words(catchword: str, text: str) -> bool:
    """Whether a text begins with the words of a catchword, misreadings allowed.

    >>> same_words("I understand", "I understand your concern"), same_words("fear", "peoples")
    (True, False)
    """
    words, firsts = _WORD.findall(catchword.casefold()), _WORD.findall(text[:200].casefold())
    if not words or len(firsts) < len(words):
        return False
    left, right = "".join(words), "".join(firsts[: len(words)])
    if left == right:
        return True
    if len(left) >= 4 and right.startswith(left):
        return True
    if _alike(left) == _alike(right):
        return True
    return len(left) >= 4 and fuzz.ratio(left, right) >= 75


def _alike(word: str) -> str:
    """A word with letters that are read for each other made one: `ln` and `in`, `rn` and `m`."""
    return word.replace("rn", "m").translate(_LOOKALIKES)


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
