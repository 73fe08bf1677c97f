"""Weak beads that cut one gap in two.

A sentence or two that seem to match in the midst of a missing page need better evidence than their
place gives them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from herewith.algorithms.alignment.corridor import Corridor
from herewith.algorithms.alignment.lattice import Step, best_path
from herewith.algorithms.alignment.scores import IMPOSSIBLE, SHAPES, Singles

__all__ = ["islands", "value", "without_islands"]

ISLAND = 5.0
"""A lone bead between orphans of one side needs so much evidence (nats)."""
SHORES = 4
"""Orphans beside a lone bead, on both its sides together, that make it an island."""
DREDGED = 3
"""Times that islands are looked for."""


def without_islands(
    corridor: Corridor, scores: Singles, steps: tuple[Step, ...]
) -> tuple[Step, ...]:
    """The path without weak beads that cut one gap in two; `scores` are changed in place.

    A sentence or two that seem to match in the midst of a missing page need better evidence than
    their place gives them.
    """
    for _ in range(DREDGED):
        weak = [step for step in islands(steps) if value(scores, corridor, step) < ISLAND]
        if not weak:
            break
        for first, last, begin, end in weak:
            shape = SHAPES.index((last - first, end - begin))
            scores[shape, corridor.cell(last, end)] = IMPOSSIBLE
        steps = best_path(corridor, scores)
    return steps


def islands(steps: Sequence[Step]) -> Iterator[Step]:
    """Lone beads between two runs of orphans of one side that together would be a gap."""
    kinds = [1 if d == c else 2 if b == a else 0 for a, b, c, d in steps]
    for number, kind in enumerate(kinds):
        if kind:
            continue
        for side in (1, 2):
            before, after = number, number + 1
            while before > 0 and kinds[before - 1] == side:
                before -= 1
            while after < len(kinds) and kinds[after] == side:
                after += 1
            run = (number - before, after - number - 1)
            if min(run) >= 1 and sum(run) >= SHORES:
                yield steps[number]


def value(scores: Singles, corridor: Corridor, step: Step) -> float:
    """The score of a step of a path; that of an orphan is 0."""
    first, last, begin, end = step
    if first == last or begin == end:
        return 0.0
    shape = SHAPES.index((last - first, end - begin))
    return float(scores[shape, corridor.cell(last, end)])
