"""Lines, blocks and words of a delivered text, each with its place in the source.

A block is a paragraph or a line of furniture; blocks touch each other, so that together they
cover the text from the first visible character to the end.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import numpy as np

from herewith.model.document import FurnitureKind
from herewith.model.text import Delivered, Mark, Visible

__all__ = [
    "FAR",
    "Block",
    "Line",
    "Words",
    "blocks_of",
    "ends_full",
    "ends_open",
    "ends_sentence",
    "lines_of",
    "starts_small",
    "words_of",
]

FAR = 100_000
"""Characters (some forty pages) beyond which lines of one stream have nothing to do with each
other, however alike they are."""

LONG_LINE = 160
"""A longer line is a paragraph of its own: the text was not wrapped."""

BRACKETS = {")": "(", "]": "["}

BRACKETED = 5
"""Words from which a text in brackets is a sentence."""

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]*(?:\r\n|[\n\r\f\v\x85\u2028\u2029]|\Z)")
WORTHWHILE = 2000
"""Characters of a stretch from which its words are found all at once."""

TABLE = 0x3000
"""Code points of the scripts that are looked up in a table: from Latin to symbols."""

_RARE_END = re.compile(r"[\x1c-\x1e]")
"""What `splitlines` takes for the end of a line and this program does not."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:;](?:[\"'”’»)\]*]*(?:\s\([A-Z]{1,4}\))?|[\"”»][a-z\d])\s*$")
"""A portion mark, "(C)", may stand behind the end, or the mark of a note behind the quotation."""
_FULL_END = re.compile(r"[.!?…](?:[\"'”’»)\]*]*(?:\s\([A-Z]{1,4}\))?|[\"”»][a-z\d])\s*$")
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]\.|\b(?:Mr|Mrs|Dr|Gen|Col|No|Nos|Art|St|vs|cf|тов|им|стр|см))\.?\s*$"
)
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_LIST_MARK = re.compile(r"\W{0,2}(?:[^\W\d_]{1,2}|[ivxlc]{1,5})[.)][\s\d]")
_LEADING = re.compile(r"[\s\"'“‘«(*_.…-]*")


@dataclass(slots=True)
class Line:
    """One line: `[start, end)` with its line end; `text` is what can be seen of it, stripped."""

    n: int
    start: int
    end: int
    text: str
    feed: bool = False
    """A form feed stands before the line."""
    heading: bool = False
    hand: bool = False
    bracket: bool = False
    indent: int = 0
    inner: bool = False
    """The line was divided by a ruling, and this is not its first part."""
    count: int = -1
    """Number of words."""

    def __post_init__(self) -> None:
        if self.count < 0:
            self.count = len(self.text.split())


@dataclass(slots=True)
class Block:
    """A paragraph or a furniture line with the white space behind it."""

    n: int
    start: int
    end: int
    lines: list[Line]
    text: str
    words: int
    first: int = 0
    """Index of the block's first word in the words of the source; `last` is one past its last."""
    last: int = 0
    tag: FurnitureKind | None = None
    why: str = ""
    confidence: float = 1.0
    role: str = "body"
    cue: str = ""
    """What the block looks like when a document begins or ends there; see `boundaries`."""
    continues: bool = False
    """The block goes on in the sentence of the text block before it."""
    fixed: bool = False
    """An editor has ruled what the block is; no rule may make anything else of it."""
    notes: list[str] = field(default_factory=list)

    @property
    def feed(self) -> bool:
        """Whether a form feed stands before the block."""
        return self.lines[0].feed

    @property
    def short(self) -> bool:
        """Whether every line is short, as in headings, addresses and signatures."""
        return self.words <= 14 * len(self.lines) and all(len(li.text) <= 72 for li in self.lines)


@dataclass(slots=True)
class Words:
    """The words of a source in order: where they stand, and their form for comparing."""

    starts: list[int]
    ends: list[int]
    norms: list[str]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Indexes of the words that start within a stretch."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def lines_of(delivered: Delivered, cuts: Set[int] = frozenset()) -> list[Line]:
    """The lines of a text in order, blank ones included; together they are the whole text.

    Args:
        delivered: the source.
        cuts: offsets at which lines are divided besides.
    """
    points = sorted(cuts)
    text = delivered.text
    if not points and _all_visible(delivered):
        return _plain_lines(delivered)
    view = _View(text, delivered.visible)
    out: list[Line] = []
    feed = False
    for found in _LINE.finditer(text):
        start, end = found.span()
        if start == end:
            break
        edges = [start, *points[bisect_right(points, start) : bisect_left(points, end)], end]
        for begin, stop in pairwise(edges):
            seen = view.line(begin, stop)
            indent = len(text[begin:stop]) - len(text[begin:stop].lstrip(" \t")) if seen else 0
            inner = begin > start and bool(text[start:begin].strip())
            out.append(Line(len(out), begin, stop, seen, feed=feed, indent=indent, inner=inner))
            feed = (feed and not seen) or text[stop - 1] == "\f"
    _mark(out, delivered.marks)
    return out


def _all_visible(delivered: Delivered) -> bool:
    """Whether a reader sees a text as it stands, all of it."""
    seen = delivered.visible
    return len(seen) == 1 and seen[0].reading is None and seen[0].end == len(delivered.text)


def _plain_lines(delivered: Delivered) -> list[Line]:
    """The same as `lines_of` for a text without markup and without rulings."""
    text, begin = delivered.text, delivered.visible[0].start
    out: list[Line] = []
    feed = False
    at = 0
    for part in _split_lines(text):
        end = at + len(part)
        bare = part if at >= begin else part[begin - at :]
        seen = bare.strip().strip("\ufeff\u200b")
        indent = len(part) - len(part.lstrip(" \t")) if seen and part[0] in " \t" else 0
        count = len(seen.split())
        out.append(Line(len(out), at, end, seen, feed, False, False, False, indent, False, count))
        feed = (feed and not seen) or part[-1] == "\f"
        at = end
    _mark(out, delivered.marks)
    return out


def _split_lines(text: str) -> list[str]:
    """The lines of a text with their ends, as `_LINE` finds them."""
    if _RARE_END.search(text) is not None:
        return [line for line in _LINE.findall(text) if line]
    return text.splitlines(keepends=True)


def _mark(lines: Sequence[Line], marks: Iterable[Mark]) -> None:
    """Note on lines that they are wholly a heading, in hand, or in brackets."""
    starts = [line.start for line in lines]
    for mark in marks:
        if mark.kind not in ("heading", "hand", "bracket"):
            continue
        line = lines[bisect_right(starts, mark.start) - 1]
        if mark.kind == "heading":
            line.heading = True
        elif mark.kind == "bracket":
            line.bracket = True
        elif mark.end <= line.end and mark.end - mark.start >= len(line.text):
            line.hand = True


class _View:
    """What can be seen of stretches asked for in rising order."""

    def __init__(self, text: str, visible: Sequence[Visible]) -> None:
        self._text = text
        self._visible = visible
        self._at = 0

    def line(self, start: int, end: int) -> str:
        while self._at < len(self._visible) and self._visible[self._at].end <= start:
            self._at += 1
        parts: list[str] = []
        index = self._at
        while index < len(self._visible) and self._visible[index].start < end:
            item = self._visible[index]
            if item.reading is not None:
                parts.append(item.reading)
            else:
                parts.append(self._text[max(start, item.start) : min(end, item.end)])
            index += 1
        return "".join(parts).strip().strip("\ufeff\u200b")


def words_of(delivered: Delivered) -> Words:
    """All visible words; a word cut by markup is two."""
    text = delivered.text
    starts: list[int] = []
    ends: list[int] = []
    for item in delivered.visible:
        if item.reading is None:
            own, their = _word_edges(text, item.start, item.end)
            starts += own
            ends += their
    if not starts:
        return Words([], [], [])
    folded = text.casefold()
    if len(folded) == len(text):
        # No letter became two: each stands where it stood.
        return Words(starts, ends, list(map(folded.__getitem__, map(slice, starts, ends))))
    parts = map(text.__getitem__, map(slice, starts, ends))
    return Words(starts, ends, [part.casefold() for part in parts])


def _word_edges(text: str, start: int, end: int) -> tuple[list[int], list[int]]:
    """Where the words of a stretch start and end, as `_WORD` finds them."""
    if end - start < WORTHWHILE:
        spans = [found.span() for found in _WORD.finditer(text, start, end)]
        return [one for one, _ in spans], [other for _, other in spans]
    points = np.frombuffer(text[start:end].encode("utf-32-le", "surrogatepass"), np.uint32)
    letters = _letter_table()[np.minimum(points, TABLE - 1)]
    for at in np.flatnonzero(points >= TABLE - 1).tolist():
        letters[at] = chr(int(points[at])).isalnum()
    marks = np.flatnonzero((points == ord("'")) | (points == ord("’")))
    inner = marks[(marks > 0) & (marks < len(points) - 1)]
    letters[inner[letters[inner - 1] & letters[inner + 1]]] = True
    edges = np.flatnonzero(np.diff(letters, prepend=False, append=False)) + start
    return edges[::2].tolist(), edges[1::2].tolist()


@cache
def _letter_table() -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For the code points that are not rare, whether they are letters or figures."""
    return np.fromiter((chr(point).isalnum() for point in range(TABLE)), np.bool_, TABLE)


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does.

    >>> ends_sentence("at rest.”"), ends_sentence("the mediation of a third")
    (True, False)
    >>> ends_sentence("At rest. (See the record of the talk, page 7)"), ends_sentence("a (third)")
    (True, False)
    """
    return _SENTENCE_END.search(text[-16:]) is not None or _ends_bracketed(text)


def ends_open(text: str) -> bool:
    """Whether a text breaks off inside a sentence."""
    return bool(text) and not ends_sentence(text)


def ends_full(text: str) -> bool:
    """Whether a text ends with a full stop or its like, behind which nothing can go on.

    >>> ends_full("at rest."), ends_full("as follows:"), ends_full("if the U.S.")
    (True, False, False)
    """
    if _FULL_END.search(text[-16:]) is not None:
        return _ABBREVIATED.search(text[-12:]) is None
    return _ends_bracketed(text)


def _ends_bracketed(text: str) -> bool:
    """Whether a text ends with a whole sentence in brackets, behind the end of another."""
    shut = text[-1:]
    if shut not in BRACKETS:
        return False
    at, depth = len(text), 0
    while at > 0:
        at -= 1
        depth += (text[at] == shut) - (text[at] == BRACKETS[shut])
        if not depth:
            before = text[:at].rstrip()[-16:]
            whole = len(text[at:].split()) >= BRACKETED
            return whole and (not before or _FULL_END.search(before) is not None)
    return False


def starts_small(text: str) -> bool:
    """Whether a text begins with a small letter, as one does that goes on in a sentence.

    >>> starts_small("“much on his mind"), starts_small("Much"), starts_small("a) ships")
    (True, False, False)
    >>> starts_small("[name not declassified] said")  # What an editor put there shows nothing.
    False
    """
    if _LIST_MARK.match(text):
        return False
    begin = _LEADING.match(text)
    at = begin.end() if begin else 0
    return at < len(text) and _FIRST_LETTER.match(text[at]) is not None and text[at].islower()


def blocks_of(
    lines: Sequence[Line], words: Words, alone: Sequence[bool], parted: Set[int] = frozenset()
) -> list[Block]:
    """Blocks of the lines: paragraphs, and each line that stands `alone`.

    Args:
        lines: all lines of the text.
        words: its words, so that blocks know which are theirs.
        alone: for each line, whether it is furniture and therefore its own block.
        parted: offsets with which a block must begin.
    """
    out: list[Block] = []
    for group in _groups(lines, alone, parted):
        block_text = " ".join(line.text for line in group)
        end = group[-1].end
        block = Block(len(out), group[0].start, end, group, block_text, len(block_text.split()))
        if out:
            out[-1].end = block.start
        out.append(block)
    if out and lines:
        out[-1].end = lines[-1].end
    for block in out:
        block.first, block.last = words.range(block.start, block.end)
    return out


def _groups(
    lines: Sequence[Line], alone: Sequence[bool], parted_at: Set[int]
) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line, lonely in zip(lines, alone, strict=True):
        parted = bool(group) and (
            not line.text
            or line.start in parted_at
            or lonely
            or alone[group[-1].n]
            or line.feed
            or _parts(group[-1], line)
        )
        if parted:
            yield group
            group = []
        if line.text:
            group.append(line)
    if group:
        yield group


def _parts(before: Line, line: Line) -> bool:
    """Two lines that follow each other and yet are two paragraphs."""
    if line.heading or before.heading or line.hand != before.hand or line.bracket or before.bracket:
        return True
    if len(before.text) > LONG_LINE and (ends_sentence(before.text) or len(line.text) > LONG_LINE):
        return True
    return len(line.text) > LONG_LINE and len(before.text) < LONG_LINE // 2
