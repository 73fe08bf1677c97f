"""Beads that a gap has torn: half of their counterpart went with the missing page.

A page ends in the midst of a sentence, or between two sentences that render one. What is left of
such a bead is far too short, and the path would rather shift the whole gap by some sentences than
accept it. So the beads beside every gap are looked at again, and the one at either edge of the gap
may be too short at a small cost.

Blind spot:
    A gap that is found further than `NEAR` sentences from its true place stays where it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from herewith.algorithms.alignment.lattice import GAP_EXTEND, GAP_OPEN, Step
from herewith.algorithms.alignment.scores import SHAPES
from herewith.algorithms.alignment.sides import Floats, Ints

__all__ = ["Worth", "mended"]

LEAST = 3
"""Orphans of a run whose edges are looked at."""
NEAR = 8
"""Beads beside a gap that may be paired otherwise, and sentences by which it may be shifted."""
TORN = -0.7
"""Log cost of a torn bead: about every second page ends within one."""
MOST_LONE = 2
"""Lone sentences of the other side beside a gap that are looked at with the beads."""
NEVER = -1e8

Worth = Callable[[int, int, Ints, Ints], tuple[Floats, Floats, Floats]]
"""For beads of so many source and target sentences that end before given boundaries: their scores,
and what they would gain if the target's stretch, or the source's, need not have its whole length."""
Place = tuple[int, int]
Shape = tuple[int, int]
ALONE = ((1, 0), (0, 1))


@dataclass(frozen=True, slots=True)
class _Way:
    """The best way to a place: its value, and the last bead of it (none at its beginning)."""

    value: float
    shape: Shape | None = None
    torn: bool = False


@dataclass(frozen=True, slots=True)
class _Window:
    """What stands beside a gap, seen from the side that has no gap of its own.

    The way leads from `begin` to `end`; `beads[shape]` are the values of beads by the place at which
    they end: as they are, and torn (`NEVER` where they would gain nothing).
    """

    begin: Place
    end: Place
    beads: Mapping[Shape, Sequence[Sequence[tuple[float, float]]]]

    def bead(self, shape: Shape, i: int, j: int) -> tuple[float, float]:
        """Value of a bead that ends at a place, whole and torn; and of a lone sentence."""
        if shape in ALONE:
            return GAP_OPEN, NEVER
        return self.beads[shape][i - self.begin[0]][j - self.begin[1]]

    def worth(self, steps: Sequence[Step]) -> float:
        """Value of a way through the whole window."""
        total, before = 0.0, 0
        for first, last, begin, end in steps:
            side = 1 if begin == end else 2 if first == last else 0
            if not side:
                total += self.bead((last - first, end - begin), last, end)[0]
            else:
                total += GAP_EXTEND if side == before else GAP_OPEN
            before = side
        return total

    def ways(self, rows: range, *, onward: bool) -> dict[Place, list[_Way]]:
        """Best ways from the beginning to a place, or on from it to the end: whole, and torn.

        A torn bead is the last before the gap, or the first behind it.
        """
        first = self.begin if onward else self.end
        sign = 1 if onward else -1
        columns = range(self.begin[1], self.end[1] + 1)
        out: dict[Place, list[_Way]] = {}
        for i in rows[::sign]:
            for j in columns[::sign]:
                whole, torn = _Way(0.0 if (i, j) == first else NEVER), _Way(NEVER, None, torn=True)
                for a, b in (*SHAPES, *ALONE):
                    before = out.get((i - sign * a, j - sign * b))
                    if before is None or before[0].value <= NEVER:
                        continue
                    ends = (i, j) if onward else (i + a, j + b)
                    mine, cut = self.bead((a, b), *ends)
                    if before[0].value + mine > whole.value:
                        whole = _Way(before[0].value + mine, (a, b))
                    if before[0].value + cut > torn.value:
                        torn = _Way(before[0].value + cut, (a, b), torn=True)
                out[i, j] = [whole, torn]
        return out


def mended(steps: Sequence[Step], worth: Worth) -> tuple[Step, ...]:
    """The path with the edges of its gaps looked at again; other beads stay as they are."""
    out = list(steps)
    for side in (0, 1):
        path = out if side == 0 else [_turned(step) for step in out]
        for first, last in reversed(list(_gaps(path))):
            low, high = _beside(path, first, -1), _beside(path, last - 1, 1) + 1
            gap = path[first][0], path[last - 1][1]
            better = _better(path[low:high], gap, worth, turned=side == 1)
            if better is not None:
                path[low:high] = better
        out = path if side == 0 else [_turned(step) for step in path]
    return tuple(out)


def _turned(step: Step) -> Step:
    return step[2], step[3], step[0], step[1]


def _gaps(steps: Sequence[Step]) -> Iterator[tuple[int, int]]:
    """Runs of source orphans, as numbers of steps; the last is left out."""
    begin = 0
    for number in range(len(steps) + 1):
        if number == len(steps) or steps[number][2] < steps[number][3]:
            if number - begin >= LEAST:
                yield begin, number
            begin = number + 1


def _beside(steps: Sequence[Step], number: int, way: int) -> int:
    """The furthest bead in one direction that may be paired otherwise.

    A torn half may have been left alone: few such sentences of the other side are passed.
    """
    lone = 0
    for _ in range(NEAR):
        after = number + way
        if not 0 <= after < len(steps):
            break
        first, last, begin, end = steps[after]
        lone += first == last
        if begin == end or lone > MOST_LONE:
            break
        number = after
    return number


def _better(
    part: Sequence[Step], gap: tuple[int, int], worth: Worth, *, turned: bool
) -> list[Step] | None:
    """Another way through the same sentences that has a torn bead and is worth more."""
    begin, end = (part[0][0], part[0][2]), (part[-1][1], part[-1][3])
    window = _Window(begin, end, dict(_valued(begin, end, worth, turned=turned)))
    before = window.ways(range(begin[0], min(gap[0] + NEAR, gap[1]) + 1), onward=True)
    behind = window.ways(range(max(gap[1] - NEAR, gap[0]), end[0] + 1), onward=False)
    best: tuple[float, Place, int, Place, int] | None = None
    for (i, j), ways in before.items():
        for k in range(max(i + LEAST, gap[1] - NEAR, gap[0]), end[0] + 1):
            cost = GAP_OPEN + GAP_EXTEND * (k - i - 1)
            for x, way in enumerate(ways):
                for y, onward in enumerate(behind[k, j]):
                    value = way.value + cost + onward.value
                    if value > NEVER and (best is None or value > best[0]):
                        best = value, (i, j), x, (k, j), y
    if best is None or not best[2] + best[4] or best[0] <= window.worth(part):
        return None
    _, low, x, high, y = best
    left = list(_traced(before, low, x, onward=True))[::-1]
    middle = [(i, i + 1, low[1], low[1]) for i in range(low[0], high[0])]
    return [*left, *middle, *_traced(behind, high, y, onward=False)]


def _valued(
    begin: Place, end: Place, worth: Worth, *, turned: bool
) -> Iterator[tuple[Shape, list[list[tuple[float, float]]]]]:
    """Values of all beads that end in a window, whole and torn."""
    rows, columns = np.arange(begin[0], end[0] + 1), np.arange(begin[1], end[1] + 1)
    i, j = (part.ravel() for part in np.meshgrid(rows, columns, indexing="ij"))
    wide = len(columns)
    for a, b in SHAPES:
        if turned:
            scores, _, gains = worth(b, a, j, i)
        else:
            scores, gains, _ = worth(a, b, i, j)
        torn = np.where(gains > 0, scores + gains + TORN, NEVER)
        both = list(zip(scores.tolist(), torn.tolist(), strict=True))
        yield (a, b), [both[k : k + wide] for k in range(0, len(both), wide)]


def _traced(
    ways: Mapping[Place, Sequence[_Way]], place: Place, kind: int, *, onward: bool
) -> Iterator[Step]:
    """The beads of a way, from the gap outwards."""
    i, j = place
    while (shape := ways[i, j][kind].shape) is not None:
        a, b = shape
        yield (i - a, i, j - b, j) if onward else (i, i + a, j, j + b)
        i, j = (i - a, j - b) if onward else (i + a, j + b)
        kind = 0
