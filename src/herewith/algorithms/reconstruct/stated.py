"""Furniture that the delivered format itself states: headers of Word, typed regions of PAGE.

A line wholly inside a `furniture` mark is what the mark says; no rule is asked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import get_args

from herewith.algorithms.reconstruct.furniture import Sign
from herewith.algorithms.reconstruct.lines import Line
from herewith.model.document import FurnitureKind
from herewith.model.text import Delivered

__all__ = ["stated_signs"]

KINDS = frozenset(get_args(FurnitureKind))


def stated_signs(delivered: Delivered, lines: Sequence[Line]) -> dict[int, Sign]:
    """From the numbers of lines to the sign that says what they are."""
    marks = [m for m in delivered.marks if m.kind == "furniture" and m.name in KINDS]
    if not marks:
        return {}
    starts = [line.start for line in lines]
    out: dict[int, Sign] = {}
    for mark in marks:
        line = lines[bisect_right(starts, mark.start) - 1]
        if line.text and mark.end - mark.start >= len(line.text):
            why = f"the file itself says that it is a {mark.name.replace('_', ' ')}"
            out[line.n] = Sign(mark.name, "stated", why, True, 1.0)  # type: ignore[arg-type]
    return out
