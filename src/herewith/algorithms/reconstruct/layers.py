"""States of words in a reading text: struck, inserted, in hand, unclear, not heard, taken out.

Source offsets of marks are brought into the reading text; what the page says in brackets about
words that could not be heard or were withheld becomes a layer too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal

from herewith.model.document import Layer, Run

__all__ = ["LayerKind", "reading_span", "reading_spans", "spoken_layers"]

LayerKind = Literal["struck", "inserted", "hand", "unclear", "indistinct", "withheld", "emended"]

_SPOKEN: tuple[tuple[LayerKind, re.Pattern[str], str], ...] = (
    (
        "withheld",
        re.compile(
            r"\[[^\[\]]{0,120}?(?:not declassified|not printed here|deleted|withheld|redacted"
            r"|не рассекречен\w*|изъят\w*)[^\[\]]{0,40}\]",
            re.IGNORECASE,
        ),
        "the page says in brackets that text was taken out",
    ),
    (
        "indistinct",
        re.compile(
            r"[(\[][^()\[\]]{0,60}?(?:indistinct|inaudible|illegible|garbled?|unreadable|undecipherable"
            r"|неразборчив\w*|не слышно|нрзб)[^()\[\]]{0,40}[)\]]",
            re.IGNORECASE,
        ),
        "the page says in brackets that words could not be read or heard",
    ),
)


def spoken_layers(text: str) -> Iterable[Layer]:
    """Layers that a reading text itself announces in brackets.

    >>> [layer.kind for layer in spoken_layers("We (two words indistinct) the ships.")]
    ['indistinct']
    """
    for kind, pattern, why in _SPOKEN:
        for found in pattern.finditer(text):
            yield Layer(kind, found.start(), found.end(), False, why)


def reading_span(runs: Sequence[Run], start: int, end: int) -> tuple[int, int] | None:
    """Reading offsets of a source stretch, where the runs stand in the order of the source.

    Returns:
        The stretch trimmed to what reads, or `None` if nothing of it does.
    """
    first = bisect_right(runs, start, key=lambda run: run.source_end)
    last = bisect_left(runs, end, key=lambda run: run.source_start)
    if first >= last:
        return None
    low, high = runs[first], runs[last - 1]
    begin = low.start + max(0, start - low.source_start) if _even(low) else low.start
    stop = high.end - max(0, high.source_end - end) if _even(high) else high.end
    return (begin, stop) if stop > begin else None


def reading_spans(runs: Sequence[Run], start: int, end: int) -> list[tuple[int, int]]:
    """Reading stretches of a source stretch, where the runs stand in any order.

    Stretches that touch, or have only layout between them, are joined.
    """
    out: list[tuple[int, int]] = []
    for run in runs:
        if run.source_end <= start or run.source_start >= end:
            continue
        begin = run.start + max(0, start - run.source_start) if _even(run) else run.start
        stop = run.end - max(0, run.source_end - end) if _even(run) else run.end
        if out and begin - out[-1][1] <= 2:
            out[-1] = (out[-1][0], stop)
        else:
            out.append((begin, stop))
    return out


def _even(run: Run) -> bool:
    return run.end - run.start == run.source_end - run.source_start
