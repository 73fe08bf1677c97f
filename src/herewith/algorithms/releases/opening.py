"""What another printing has where a paper is blank.

Both texts are aligned word by word where they share a passage, what stands in blanks left out. What
stands in the other text between the counterparts of the words beside a blank is what was taken out
here, if it may be: if it is not blank itself, if an editor did not leave it out, and if it is about
as long as the blank says. Words are compared by hash.

Source:
    The alignment is a longest common subsequence: H. Hyyrö, "Bit-Parallel LCS-length Computation
    Revisited", 2004, as in RapidFuzz.

Blind spot:
    A blank whose neighbours were changed too is not found in the other text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from herewith.algorithms.releases.blanks import Blank

__all__ = ["LARGEST", "Counterpart", "Outcome", "Printed", "align", "counterpart"]

CONTEXT = 12
"""Words looked at on either side."""

SIDE = 4
"""Of these that must agree on a side."""

BOTH = 11
"""Of these that must agree on both sides together."""

EDGE = 8
"""Words that must agree on the one side of a blank at the beginning or end of a paper."""

LOOSE = 2
"""Words beside a blank that may differ, on one side of it only …"""

FIRM = 16
"""… if so many words around agree."""

LARGEST = 400_000_000
"""Pairs of words of two texts that are aligned at once."""

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

    `agreeing` counts the words around that are the same, of 24; it is `firm` if the nearest two on
    either side are.
    """

    outcome: Outcome
    start: int
    end: int
    words: int
    agreeing: int
    because: str
    firm: bool = False


def align(
    own: Printed, other: Printed, windows: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> NDArray[np.int64]:
    """For each word of one text the number of its counterpart in the other, or -1.

    Args:
        own: one text.
        other: the other.
        windows: half-open offsets into both texts, of stretches that render one another.
    """
    out = np.full(len(own.words), -1, dtype=np.int64)
    free, others = _outside_blanks(own), _outside_blanks(other)
    for part, beside in windows:
        mine = free[slice(*_words_in(own, free, part))]
        theirs = others[slice(*_words_in(other, others, beside))]
        mine = mine[out[mine] < 0]
        if not len(mine) or not len(theirs) or len(mine) * len(theirs) > LARGEST:
            continue
        left, right = own.words[mine].tolist(), other.words[theirs].tolist()
        for op in LCSseq.opcodes(left, right):
            if op.tag == "equal":
                out[mine[op.src_start : op.src_end]] = theirs[op.dest_start : op.dest_end]
    return out


def counterpart(
    own: Printed, blank: Blank, other: Printed, aligned: NDArray[np.int64], *, edges: bool = True
) -> Counterpart | None:
    """What another text has in the place of a blank; `None` if the place is not found in it.

    Blanks with no words between them have one place, and are judged together.

    Args:
        own: the text with the blank.
        blank: one of its blanks.
        other: the other text.
        aligned: as `align` gives it.
        edges: whether a place at the beginning or end of a text, with words on one side only, is
            one. It is if both are one paper.
    """
    free = _outside_blanks(own)
    before = int(np.searchsorted(own.ends[free], blank.start, side="right"))
    behind = int(np.searchsorted(own.starts[free], blank.end, side="left"))
    blank = _together(own, free, before, blank)
    near_before = free[max(0, before - CONTEXT) : before][::-1]
    near_behind = free[behind : behind + CONTEXT]
    left = _closed_up(aligned[near_before], own.words[near_before], other, -1)
    right = _closed_up(aligned[near_behind], own.words[near_behind], other, 1)
    near_left, near_right = _nearest(left), _nearest(right)
    if near_left is None or near_right is None or (near_left and near_right):
        return None
    if not edges and not (len(left) and len(right)):
        return None
    first = int(left[near_left]) + 1 if len(left) else 0
    last = int(right[near_right]) if len(right) else len(other.words)
    agree_left, agree_right = _agreeing(left, first - 1, -1), _agreeing(right, last, 1)
    if not first <= last <= first + _most(blank):
        return None
    if not _enough(agree_left, agree_right, len(left), len(right)):
        return None
    if near_left + near_right and agree_left + agree_right < FIRM:
        return None
    found = _judged(blank, other, first, last, agree_left + agree_right)
    rank = np.full(len(other.words) + 1, -1, dtype=np.int64)
    others = _outside_blanks(other)
    rank[others] = np.arange(len(others))
    return replace(found, firm=_follow(rank[left]) and _follow(rank[right]))


def _together(own: Printed, free: NDArray[np.int64], before: int, blank: Blank) -> Blank:
    """A blank with those that stand at its place too."""
    low = int(own.ends[free[before - 1]]) if before else 0
    high = int(own.starts[free[before]]) if before < len(free) else len(own.text)
    here = [b for b in own.blanks if low <= b.start and b.end <= high and b.kind == blank.kind]
    if len(here) < 2 or any(b.words is None for b in here):
        return blank
    total = sum(b.words or 0 for b in here)
    return replace(blank, words=total)


def _outside_blanks(printed: Printed) -> NDArray[np.int64]:
    """Numbers of the words that are the paper's own."""
    inside = np.zeros(len(printed.words) + 1, dtype=np.int64)
    for blank in printed.blanks:
        low = int(np.searchsorted(printed.ends, blank.start, side="right"))
        high = int(np.searchsorted(printed.starts, blank.end, side="left"))
        inside[low] += 1
        inside[max(low, high)] -= 1
    return np.flatnonzero(np.cumsum(inside[:-1]) == 0)


def _words_in(printed: Printed, free: NDArray[np.int64], part: tuple[int, int]) -> tuple[int, int]:
    """Which of some words lie in a part of the text."""
    low = int(np.searchsorted(printed.ends[free], part[0], side="right"))
    return low, max(low, int(np.searchsorted(printed.starts[free], part[1], side="left")))


def _closed_up(
    side: NDArray[np.int64], words: NDArray[np.uint64], other: Printed, step: int
) -> NDArray[np.int64]:
    """The counterparts of one side, the nearest word moved to its neighbour's side if it is there.

    Of "either the 30 mile or the 60 mile missile. The first" the last "The" belongs to "first",
    though a longest common subsequence may take the first "the" that it meets.
    """
    if len(side) < 2 or side[0] < 0 or side[1] < 0:
        return side
    beside = int(side[1]) - step
    if 0 <= beside < len(other.words) and other.words[beside] == words[0]:
        side = side.copy()
        side[0] = beside
    return side


def _nearest(side: NDArray[np.int64]) -> int | None:
    """How many words next to a blank have no counterpart; `None` if too many have none."""
    if not len(side):
        return 0
    known = np.flatnonzero(side[: LOOSE + 1] >= 0)
    return int(known[0]) if len(known) else None


def _agreeing(side: NDArray[np.int64], at: int, step: int) -> int:
    """Words of one side with a counterpart close by, on the same side of the place."""
    apart = (side - at) * step
    return int(((side >= 0) & (apart >= 0) & (apart < CONTEXT + CONTEXT // 2)).sum())


def _follow(side: NDArray[np.int64]) -> bool:
    """Whether the nearest two words of a side follow each other in the other text too."""
    return len(side) > 1 and min(side[0], side[1]) >= 0 and abs(int(side[0] - side[1])) == 1


def _most(blank: Blank) -> int:
    """Words that may stand in the place of a blank, at most."""
    if blank.kind == "omitted" and blank.shown != "dots":
        return LEFT_OUT
    return 6 * blank.words + 40 if blank.words else 3 * UNSAID


def _enough(left: int, right: int, has_left: int, has_right: int) -> bool:
    """Whether enough words around agree."""
    if not has_left or not has_right:
        return left + right >= EDGE
    need = min(BOTH, has_left + has_right - 1)
    return left >= min(SIDE, has_left) and right >= min(SIDE, has_right) and left + right >= need


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
    if inner is not None and _as_blank(blank, _blanks_between(other, first, last)):
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
    inside = _blanks_between(other, first, last)
    return max(inside, key=lambda blank: blank.end - blank.start, default=None)


def _blanks_between(other: Printed, first: int, last: int) -> list[Blank]:
    low = int(other.ends[first - 1]) if first else 0
    high = int(other.starts[last]) if last < len(other.starts) else len(other.text)
    return [blank for blank in other.blanks if low <= blank.start and blank.end <= high]


def _as_blank(blank: Blank, inside: Sequence[Blank]) -> bool:
    """Whether half or more of what is missing here is missing there too, or that is not known."""
    if blank.words is None or any(one.words is None for one in inside):
        return True
    return 2 * sum(one.words or 0 for one in inside) >= blank.words


def _fits(said: int | None, count: int) -> bool:
    """Whether a number of words may be what a blank says is missing."""
    if said is None:
        return count <= UNSAID
    return said / 4 - 2 <= count <= 3 * said + SLACK
