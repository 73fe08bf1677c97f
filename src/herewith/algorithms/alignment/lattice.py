"""The best path through a corridor of scored beads, and how probable its beads are.

Dynamic programming row by row with three states, so that a run of orphans is one gap that costs
an opening once and little for each further sentence (Gotoh 1982). The sum over all paths gives
each bead's probability (the forward–backward algorithm).

Source:
    O. Gotoh, "An improved algorithm for matching biological sequences", Journal of Molecular
    Biology 162(3), 1982.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from herewith.algorithms.alignment.corridor import Corridor
from herewith.algorithms.alignment.scores import SHAPES, Singles
from herewith.algorithms.alignment.sides import Floats, Ints

__all__ = ["GAP_EXTEND", "GAP_OPEN", "Step", "best_path", "chances"]

GAP_OPEN = -4.5
GAP_EXTEND = -1.2
"""Log cost of the first and of every further orphan of a run; fitted on the development sets."""

Step = tuple[int, int, int, int]
"""A bead or an orphan: source sentences [0, 1), target sentences [2, 3)."""

NEVER = -1e9

Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int32]
Choices = npt.NDArray[np.int8]


def _candidates(rows: list[Floats], row: int, corridor: Corridor, scores: Singles) -> Floats:
    """For every shape and cell of a row: the value before the bead plus the bead's score."""
    begin, end = int(corridor.starts[row]), int(corridor.starts[row + 1])
    low = int(corridor.low[row])
    out = np.full((len(SHAPES), end - begin), NEVER)
    for number, (a, b) in enumerate(SHAPES):
        if a > row:
            continue
        shift = low - b - int(corridor.low[row - a])
        before = rows[row - a]
        first = max(0, -shift)
        last = min(end - begin, len(before) - shift)
        if last > first:
            out[number, first:last] = (
                before[first + shift : last + shift] + scores[number, begin + first : begin + last]
            )
    return out


def _from_above(values: Floats, row: int, corridor: Corridor) -> Floats:
    """Values of the row above, moved to the cells of this row."""
    wide = int(corridor.high[row] - corridor.low[row] + 1)
    shift = int(corridor.low[row] - corridor.low[row - 1])
    out = np.full(wide, NEVER)
    part = values[shift : shift + wide]
    out[: len(part)] = part
    return out


def best_path(corridor: Corridor, scores: Singles) -> tuple[Step, ...]:
    """The path with the highest sum of bead scores and gap costs.

    Returns:
        Steps in reading order; orphans are steps with one sentence on one side.

    Complexity:
        O(cells · shapes) time and O(cells) memory.
    """
    values: list[Floats] = []
    choices: list[Choices] = []
    lengths_down: list[Counts] = []
    lengths_along: list[Counts] = []
    down = np.zeros(0)
    run = np.zeros(0, dtype=np.int64)
    for row in range(len(corridor.low)):
        found = _candidates(values, row, corridor, scores)
        choice = found.argmax(axis=0)
        best = found[choice, np.arange(found.shape[1])]
        if row == 0:
            best[0] = 0.0
            down = np.full(len(best), NEVER)
            run = np.zeros(len(best), dtype=np.int64)
        else:
            opened = _from_above(values[-1], row, corridor) + GAP_OPEN
            extended = _from_above(down, row, corridor) + GAP_EXTEND
            longer = _from_above(run.astype(float), row, corridor).astype(np.int64) + 1
            run = np.where(opened >= extended, 1, longer)
            down = np.maximum(opened, extended)
        choice = np.where(down > best, -1, choice)
        best = np.maximum(best, down)
        best, along, steps = _along(best)
        choice = np.where(along, -2, choice)
        values.append(best)
        choices.append(choice.astype(np.int8))
        lengths_down.append(run.astype(np.int32))
        lengths_along.append(steps.astype(np.int32))
    return _trace(corridor, choices, lengths_down, lengths_along)


def _along(best: Floats) -> tuple[Floats, Flags, Ints]:
    """Add gaps within a row: the values, where a gap is best, and how long it is."""
    cells = np.arange(len(best))
    bare = best - GAP_EXTEND * cells
    record = np.maximum.accumulate(bare)
    origin = np.maximum.accumulate(np.where(bare >= record, cells, 0))
    gap = np.full(len(best), NEVER)
    gap[1:] = record[:-1] + GAP_OPEN + GAP_EXTEND * (cells[1:] - 1)
    length = np.zeros(len(best), dtype=np.int64)
    length[1:] = cells[1:] - origin[:-1]
    along = gap > best
    return np.maximum(best, gap), along, length


def _trace(
    corridor: Corridor, choices: list[Choices], down: list[Counts], along: list[Counts]
) -> tuple[Step, ...]:
    """Walk back from the last corner."""
    steps: list[Step] = []
    i, j = len(corridor.low) - 1, int(corridor.high[-1])
    while i > 0 or j > 0:
        cell = j - int(corridor.low[i])
        choice = int(choices[i][cell])
        if choice == -1:
            for _ in range(int(down[i][cell])):
                steps.append((i - 1, i, j, j))
                i -= 1
        elif choice == -2:
            for _ in range(int(along[i][cell])):
                steps.append((i, i, j - 1, j))
                j -= 1
        else:
            a, b = SHAPES[choice]
            steps.append((i - a, i, j - b, j))
            i, j = i - a, j - b
    return tuple(reversed(steps))


def chances(corridor: Corridor, scores: Singles, steps: Sequence[Step]) -> tuple[float, ...]:
    """Probability of every step of a path, by the sum over all paths through the corridor.

    An orphan's probability is that of its sentence being in no bead.
    """
    total = _forward(corridor, scores)
    behind = _backward(corridor, scores)
    whole = behind[0][0]
    n, m = len(corridor.low) - 1, int(corridor.high[-1])
    alone: tuple[Floats, Floats] = (np.ones(n + 1), np.ones(m + 1))
    wanted = {(i, j): (i - a, j - b) for a, i, b, j in steps if a < i and b < j}
    wanted_by_row: dict[int, list[int]] = {}
    for i, j in wanted:
        wanted_by_row.setdefault(i, []).append(j)
    found: dict[tuple[int, int], float] = {}
    for row in range(1, n + 1):
        low, high = int(corridor.low[row]), int(corridor.high[row])
        values = _candidates(total, row, corridor, scores) + behind[row] - whole
        with np.errstate(under="ignore"):
            values = np.exp(np.minimum(0.0, values))
        _take(alone, values, row, low, high)
        for column in wanted_by_row.get(row, ()):
            shape = SHAPES.index(wanted[row, column])
            found[row, column] = float(values[shape, column - low])
    return tuple(_chance(step, found, alone) for step in steps)


def _take(alone: tuple[Floats, Floats], values: Floats, row: int, low: int, high: int) -> None:
    """Take the probabilities of the beads that end in a row from those of standing alone."""
    for number, (a, b) in enumerate(SHAPES):
        if a > row:
            continue
        alone[0][row - a : row] -= values[number].sum()
        for back in range(1, b + 1):
            first = max(0, back - low)
            if high >= back:
                alone[1][low - back + first : high + 1 - back] -= values[number, first:]


def _chance(
    step: Step, found: Mapping[tuple[int, int], float], alone: tuple[Floats, Floats]
) -> float:
    first, last, begin, end = step
    if begin == end:
        value = float(alone[0][first])
    elif first == last:
        value = float(alone[1][begin])
    else:
        value = found[last, end]
    return min(1.0, max(0.0, value))


def _add(values: Floats) -> Floats:
    """Log of the sum of exponentials over the first axis."""
    high = values.max(axis=0)
    with np.errstate(under="ignore"):
        out: Floats = high + np.log(np.exp(values - high).sum(axis=0))
    return out


def _forward(corridor: Corridor, scores: Singles) -> list[Floats]:
    """Log of the summed weight of all ways to reach each cell."""
    total: list[Floats] = []
    bead_or_down = np.zeros(0)
    down = np.zeros(0)
    matched = np.zeros(0)
    for row in range(len(corridor.low)):
        new = _add(_candidates(total, row, corridor, scores))
        if row == 0:
            new[0] = 0.0
            down = np.full(len(new), NEVER)
        else:
            down = np.logaddexp(
                _from_above(matched, row, corridor) + GAP_OPEN,
                _from_above(down, row, corridor) + GAP_EXTEND,
            )
        matched = new
        bead_or_down = np.logaddexp(matched, down)
        cells = np.arange(len(new))
        reached = np.logaddexp.accumulate(bead_or_down - GAP_EXTEND * cells)
        gap = np.full(len(new), NEVER)
        gap[1:] = reached[:-1] + GAP_OPEN + GAP_EXTEND * (cells[1:] - 1)
        total.append(np.logaddexp(bead_or_down, gap))
    return total


def _backward(corridor: Corridor, scores: Singles) -> list[Floats]:
    """Log of the summed weight of all ways on from each cell, after a bead."""
    last = len(corridor.low) - 1
    out: list[Floats] = [np.zeros(0)] * (last + 1)
    down = np.zeros(0)
    for row in range(last, -1, -1):
        low, high = int(corridor.low[row]), int(corridor.high[row])
        wide = high - low + 1
        beads = np.full((len(SHAPES) + 1, wide), NEVER)
        for number, (a, b) in enumerate(SHAPES):
            after = row + a
            if after > last:
                continue
            begin = int(corridor.starts[after])
            shift = low + b - int(corridor.low[after])
            first = max(0, -shift)
            stop = min(wide, len(out[after]) - shift)
            if stop > first:
                beads[number, first:stop] = (
                    out[after][first + shift : stop + shift]
                    + scores[number, begin + first + shift : begin + stop + shift]
                )
        if row == last:
            beads[-1, -1] = 0.0
        onward = _add(beads)
        below = np.full(wide, NEVER)
        if row < last:
            shift = low - int(corridor.low[row + 1])
            first = max(0, -shift)
            stop = min(wide, len(down) - shift)
            if stop > first:
                below[first:stop] = down[first + shift : stop + shift]
        # behind a gap along the row: beads, or more of the gap
        cells = np.arange(wide)
        along = np.logaddexp.accumulate((onward + GAP_EXTEND * cells)[::-1])[::-1]
        entered = np.full(wide, NEVER)
        entered[:-1] = along[1:] - GAP_EXTEND * cells[1:] + GAP_OPEN
        out[row] = _add(np.stack([onward, below + GAP_OPEN, entered]))
        down = _add(np.stack([onward, below + GAP_EXTEND, entered]))
    return out
