"""What another printing has where a paper is blank.

The words before the blank and the words behind it are looked for in the other text; what stands
between them there is what was taken out here, if it may be: if it is not blank itself, if an editor
did not leave it out, and if it is about as long as the blank says. Words are compared by hash.

Blind spot:
    A blank whose neighbours were changed too is not found in the other text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.releases.blanks import Blank

__all__ = ["Counterpart", "Outcome", "Printed", "counterpart"]

CONTEXT = 12
"""Words looked at on either side."""

SIDE = 4
"""Of these that must agree on a side, the nearest two among them."""

BOTH = 11
"""Of these that must agree on both sides together."""

EDGE = 8
"""Words that must agree on the one side of a blank at the beginning or end of a paper."""

SLACK = 8
"""Words by which what is found may be longer, beyond three times what the blank says."""

UNSAID = 60
"""Words that may stand where a blank does not say how much is missing."""

LEFT_OUT = 30_000
"""Words that an editor may have left out."""

Outcome = Literal["opened", "also_blank", "left_out", "nothing_there", "does_not_fit"]


@dataclass(frozen=True, slots=True)
class Printed:
    """One text with its words and its blanks."""

    text: str
    words: NDArray[np.uint64]
    starts: NDArray[np.uint32]
    ends: NDArray[np.uint32]
    blanks: tuple[Blank, ...]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What stands in the other text at `[start, end)`: how many words, and what to think of it.

    `agreeing` counts the words around that are the same, of 24.
    """

    outcome: Outcome
    start: int
    end: int
    words: int
    agreeing: int
    because: str


def counterpart(
    own: Printed, blank: Blank, other: Printed, *, near: tuple[int, int] | None = None
) -> Counterpart | None:
    """What another text has in the place of a blank; `None` if the place is not found in it.

    Args:
        own: the text with the blank.
        blank: one of its blanks.
        other: the other text.
        near: half-open offsets of the part of the other text to look in, if that is known.
    """
    before = int(np.searchsorted(own.ends, blank.start, side="right"))
    behind = int(np.searchsorted(own.starts, blank.end, side="left"))
    low, high = _limits(own, blank, before, behind)
    left = own.words[low:before][-CONTEXT:][::-1]
    right = own.words[behind:high][:CONTEXT]
    first, last = _part(other, near)
    place = _place(left, right, other.words[first:last], _most(blank))
    if place is None:
        return None
    start, end, agreeing = place
    return _judged(blank, other, first + start, first + end, agreeing)


def _limits(own: Printed, blank: Blank, before: int, behind: int) -> tuple[int, int]:
    """The words around a blank up to its neighbours: what these stand for is not known."""
    earlier = max((b.end for b in own.blanks if b.end <= blank.start), default=0)
    later = min((b.start for b in own.blanks if b.start >= blank.end), default=len(own.text))
    low = int(np.searchsorted(own.starts, earlier, side="left"))
    high = int(np.searchsorted(own.ends, later, side="right"))
    return min(low, before), max(high, behind)


def _part(other: Printed, near: tuple[int, int] | None) -> tuple[int, int]:
    if near is None:
        return 0, len(other.words)
    first = int(np.searchsorted(other.ends, near[0], side="right"))
    last = int(np.searchsorted(other.starts, near[1], side="left"))
    return first, max(first, last)


def _most(blank: Blank) -> int:
    """Words that may stand in the place of a blank, at most."""
    if blank.kind == "omitted" and blank.shown != "dots":
        return LEFT_OUT
    return 6 * blank.words + 40 if blank.words else 3 * UNSAID


def _place(
    left: NDArray[np.uint64], right: NDArray[np.uint64], words: NDArray[np.uint64], most: int
) -> tuple[int, int, int] | None:
    """First word behind the left neighbours, first of the right ones, and how many agree."""
    befores = _matches(left, words, -1) if len(left) else {0: 0}
    behinds = _matches(right, words, 1) if len(right) else {len(words) - 1: 0}
    best: tuple[int, int, int] | None = None
    for at, agree_left in befores.items():
        start = at + 1 if len(left) else 0
        for end, agree_right in behinds.items():
            stop = end if len(right) else len(words)
            if not start <= stop <= start + most:
                continue
            total = agree_left + agree_right
            if not _enough(agree_left, agree_right, len(left), len(right)):
                continue
            if best is None or (total, start - stop) > (best[2], best[0] - best[1]):
                best = start, stop, total
    return best


def _enough(left: int, right: int, has_left: int, has_right: int) -> bool:
    """Whether enough words around agree."""
    if not has_left or not has_right:
        return left + right >= EDGE
    need = min(BOTH, has_left + has_right - 1)
    return left >= min(SIDE, has_left) and right >= min(SIDE, has_right) and left + right >= need


def _matches(context: NDArray[np.uint64], words: NDArray[np.uint64], step: int) -> dict[int, int]:
    """Places of the nearest word of a context, and how many of the context agree from there."""
    out: dict[int, int] = {}
    for at in np.flatnonzero(words == context[0]).tolist():
        reach = at + step * np.arange(len(context))
        inside = (reach >= 0) & (reach < len(words))
        agree = words[reach[inside]] == context[inside]
        if len(agree) > 1 and not agree[1]:
            continue
        count = int(agree.sum())
        if count >= min(SIDE, len(context)):
            out[at] = count
    return out


def _judged(blank: Blank, other: Printed, first: int, last: int, agreeing: int) -> Counterpart:
    """What to think of the words found."""
    count = last - first
    if count == 0:
        at = int(other.ends[first - 1]) if first else 0
        inner = _blank_between(other, first, last)
        if inner is not None:
            return _also(inner, inner.start, inner.end, 0, agreeing)
        return Counterpart(
            "nothing_there", at, at, 0, agreeing, "the other text goes on without it"
        )
    start, end = int(other.starts[first]), int(other.ends[last - 1])
    inner = _blank_between(other, first, last)
    if inner is not None:
        low = int(np.searchsorted(other.ends, inner.start, side="right"))
        high = int(np.searchsorted(other.starts, inner.end, side="left"))
        if (high - low) * 2 >= count:
            return _also(inner, start, end, count, agreeing)
    if blank.kind == "omitted" and blank.shown != "dots":
        said = "an editor left it out here; it was not withheld"
        return Counterpart("left_out", start, end, count, agreeing, said)
    if not _fits(blank.words, count):
        said = f"{count} words stand there, and about {blank.words or 'a few'} are missing here"
        return Counterpart("does_not_fit", start, end, count, agreeing, said)
    said = f"{agreeing} words around it are the same"
    return Counterpart("opened", start, end, count, agreeing, said)


def _also(inner: Blank, start: int, end: int, count: int, agreeing: int) -> Counterpart:
    outcome: Outcome = "also_blank" if inner.kind != "omitted" else "left_out"
    said = {"withheld": "withheld there too", "omitted": "left out there by an editor"}
    return Counterpart(
        outcome, start, end, count, agreeing, said.get(inner.kind, "unreadable there")
    )


def _blank_between(other: Printed, first: int, last: int) -> Blank | None:
    """The longest blank of the other text between two of its words."""
    low = int(other.ends[first - 1]) if first else 0
    high = int(other.starts[last]) if last < len(other.starts) else len(other.text)
    inside = [blank for blank in other.blanks if low <= blank.start and blank.end <= high]
    return max(inside, key=lambda blank: blank.end - blank.start, default=None)


def _fits(said: int | None, count: int) -> bool:
    """Whether a number of words may be what a blank says is missing."""
    if said is None:
        return count <= UNSAID
    return said / 4 - 2 <= count <= 3 * said + SLACK
