"""The least-withheld text of a paper: one printing, with what others open set into its blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Composite", "Filling", "Segment", "composite"]


@dataclass(frozen=True, slots=True)
class Filling:
    """Words of another printing that stand in the place of a blank of the base.

    `start`/`end` are the blank's in the base; `[from_start, from_end)` is the text in `source`,
    the number of the printing.
    """

    start: int
    end: int
    source: int
    from_start: int
    from_end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the composite and where it comes from: a printing, and offsets into its text."""

    start: int
    end: int
    source: int
    from_start: int
    from_end: int


@dataclass(frozen=True, slots=True)
class Composite:
    """The text, and its segments: together they cover it, in order, without a gap."""

    text: str
    segments: tuple[Segment, ...]


def composite(texts: Sequence[str], base: int, fillings: Sequence[Filling]) -> Composite:
    """Set words of other printings into the blanks of one.

    Args:
        texts: the printings.
        base: the number of the one that is filled.
        fillings: at different blanks.

    >>> made = composite(["ten [1 name not declassified] men", "ten brave men"], 0,
    ...                  [Filling(4, 29, 1, 4, 9)])
    >>> made.text, [(s.source, s.from_start, s.from_end) for s in made.segments]
    ('ten brave men', [(0, 0, 4), (1, 4, 9), (0, 29, 33)])
    """
    parts: list[str] = []
    segments: list[Segment] = []
    at = length = 0

    def take(source: int, start: int, end: int) -> None:
        nonlocal length
        if end > start:
            parts.append(texts[source][start:end])
            segments.append(Segment(length, length + end - start, source, start, end))
            length += end - start

    for filling in sorted(fillings, key=lambda f: f.start):
        if filling.start < at:
            continue
        take(base, at, filling.start)
        take(filling.source, filling.from_start, filling.from_end)
        at = filling.end
    take(base, at, len(texts[base]))
    return Composite("".join(parts), tuple(segments))
