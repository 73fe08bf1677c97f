"""Judges of findings as plug-ins, opened by name: entry point group `herewith.judges`.

`NAME` or `NAME:MODEL` names an entry point, a function from MODEL (a text, or empty) to a judge;
see `algorithms.substance.judging`. Nothing is built in, and nothing is downloaded.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

from herewith.algorithms.substance.judging import Judge
from herewith.errors import UsageError

__all__ = ["GROUP", "open_judge"]

GROUP = "herewith.judges"


def open_judge(spec: str) -> Judge:
    """Open a judge.

    Raises:
        UsageError: if no entry point has that name.
    """
    name, _, model = spec.partition(":")
    points = entry_points(group=GROUP)
    found = [point for point in points if point.name == name]
    if not found:
        known = ", ".join(sorted(point.name for point in points)) or "none are installed"
        raise UsageError(f"there is no judge {name!r}; known are: {known}")
    opener: Callable[[str], Judge] = found[0].load()
    return opener(model)
