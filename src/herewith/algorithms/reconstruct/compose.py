"""Compose a reading text from passages, with runs that lead every character back.

White space that is only layout reads as one space; markup and furniture between passages is
left out; a line-end hyphen is taken out where a rule has decided so. Nothing else changes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from herewith.model.document import Passage, Run
from herewith.model.text import SourceId, Visible

__all__ = ["Composed", "Composer"]

_WORDS = re.compile(r"\S+(?:\s\S+)*")
_LINES = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_CLOSERS = frozenset(",.;:!?)]»”’")
"""A line end before one of these is an encoder's indentation, not a space."""

_SPACES = "\n\r\t\f\v"


@dataclass(frozen=True, slots=True)
class Composed:
    """A reading text, its runs, and the reading offset at which each passage starts.

    `starts` has one more entry than there were passages: the length of the text.
    """

    text: str
    runs: tuple[Run, ...]
    starts: tuple[int, ...]


class Composer:
    """Composes documents of one source.

    Args:
        source: the source's id.
        text: its decoded text.
        visible: its visible stretches, in order.
        dropped: offsets of characters that do not read (hyphens at line ends); the layout
            behind such an offset does not read either.
        glued: offsets of characters that read, but not the layout behind them.
    """

    def __init__(
        self,
        source: SourceId,
        text: str,
        visible: Sequence[Visible],
        dropped: Set[int] = frozenset(),
        glued: Set[int] = frozenset(),
    ) -> None:
        self._source = source
        self._text = text
        self._visible = visible
        self._starts = [v.start for v in visible]
        self._dropped = dropped
        self._cuts = sorted({*dropped, *glued})

    def compose(self, passages: Iterable[Passage]) -> Composed:
        """The reading text of some passages in their order."""
        out = _Writer(self._source)
        starts: list[int] = []
        for passage in passages:
            starts.append(self._passage(passage, out))
        return Composed(out.text(), tuple(out.runs), (*starts, out.length))

    def visible_text(self, start: int, end: int) -> str:
        """What a reader sees of a stretch, as one line with single spaces."""
        parts = [reading for _, _, reading in self._stretches(start, end)]
        return " ".join("".join(parts).split())

    def _passage(self, passage: Passage, out: _Writer) -> int:
        if passage.silent:
            return out.length
        out.separate(passage.before)
        start: int | None = None
        for low, high, reading in self._stretches(passage.start, passage.end):
            at = self._stretch(low, high, reading, passage.flow, out)
            start = at if start is None else start
        return out.length if start is None else start

    def _stretches(self, start: int, end: int) -> Iterable[tuple[int, int, str]]:
        """Visible parts of `[start, end)` with their reading."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._visible):
            item = self._visible[index]
            index += 1
            if item.start >= end:
                return
            low, high = max(item.start, start), min(item.end, end)
            if high > low:
                yield low, high, self._text[low:high] if item.reading is None else item.reading

    def _stretch(self, low: int, high: int, reading: str, flow: bool, out: _Writer) -> int:
        """Write one visible stretch; the reading offset at which its first word stands."""
        if len(reading) != high - low or reading != self._text[low:high]:
            return out.unit(reading, low, high)
        first: int | None = None
        at = 0
        pattern = _WORDS if flow else _LINES
        for found in pattern.finditer(reading):
            out.layout(reading[at : found.start()], flow)
            begin, end = low + found.start(), low + found.end()
            place = self._words(begin, end, out, flow)
            first = place if first is None else first
            at = found.end()
        out.layout(reading[at:], flow)
        return out.length if first is None else first

    def _words(self, begin: int, end: int, out: _Writer, flow: bool) -> int:
        """Write words without inner layout, leaving out dropped characters and what follows."""
        first: int | None = None
        index = bisect_right(self._cuts, begin - 1)
        while index < len(self._cuts) and self._cuts[index] < end:
            cut = self._cuts[index]
            stop = cut if cut in self._dropped else cut + 1
            if stop > begin:
                place = out.words(self._text[begin:stop], begin, flow)
                first = place if first is None else first
            out.glue()
            begin = cut + 1
            while begin < end and self._text[begin].isspace():
                begin += 1
            index += 1
        if begin < end:
            place = out.words(self._text[begin:end], begin, flow)
            first = place if first is None else first
        return out.length if first is None else first


class _Writer:
    """Collects text and runs; layout is written only when a word follows it."""

    def __init__(self, source: SourceId) -> None:
        self._source = source
        self._parts: list[str] = []
        self._pending = ""
        self._glued = False
        self._indent = False
        self.length = 0
        self.runs: list[Run] = []

    def text(self) -> str:
        return "".join(self._parts)

    def separate(self, before: str) -> None:
        """What divides this passage from the text so far (nothing at the beginning)."""
        if self._glued and not before.strip("\n "):
            return
        if before:
            self._pending = before if self.length else ""

    def glue(self) -> None:
        """The next word stands right behind the last one, whatever layout is between."""
        self._glued = True
        self._pending = ""

    def layout(self, space: str, flow: bool) -> None:
        """White space: it reads if a word follows in the same passage."""
        if not space or self._glued or not self.length or len(self._pending) > 1:
            return
        if "\n" in space and not flow:
            self._pending = "\n"
        elif not self._pending:
            self._pending, self._indent = " ", "\n" in space

    def words(self, words: str, source_start: int, flow: bool) -> int:
        if flow and not words.isprintable():
            for space in _SPACES:
                words = words.replace(space, " ")
        return self._write(words, source_start, source_start + len(words))

    def unit(self, reading: str, start: int, end: int) -> int:
        """A stretch that stands for other characters: one run of its own."""
        if not reading.strip():
            if "\n" in reading and self.length and not self._glued and len(self._pending) < 2:
                self._pending = "\n"
            elif reading:
                self.layout(reading, True)
            return self.length
        return self._write(reading, start, end)

    def _write(self, words: str, start: int, end: int) -> int:
        if self._pending == " " and self._indent and words[0] in _CLOSERS:
            self._pending = ""
        if self._pending:
            self._parts.append(self._pending)
            self.length += len(self._pending)
        self._pending, self._glued = "", False
        at = self.length
        self._parts.append(words)
        self.length += len(words)
        self.runs.append(Run(at, self.length, self._source, start, end))
        return at
