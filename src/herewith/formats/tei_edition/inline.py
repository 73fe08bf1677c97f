"""A stretch of text with everything that stands over it: nested where it nests, cut where not.

Stretches may overlap in any way: sentences, deletions, mentions, names. An element that would
cross the end of another is closed and opened again; the piece that goes on names the first with
`prev`. Points (page breaks, anchors, notes, gaps) stand where they fall.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from herewith.formats.tei_edition.elements import ID, Element, append, sub

__all__ = ["Over", "Point", "write_inline"]


@dataclass(frozen=True, slots=True)
class Over:
    """An element over `[start, end)` of the reading text; lower levels stand outside higher."""

    start: int
    end: int
    level: int
    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Point:
    """Something that stands at an offset: `write` is given its parent. Lower ranks come first."""

    at: int
    rank: int
    write: Callable[[Element], object]


def write_inline(
    parent: Element,
    text: str,
    stretch: tuple[int, int],
    overs: Sequence[Over],
    points: Sequence[Point],
    begun: set[int],
) -> None:
    """Write `text[start:end]` into an element, lines divided by `lb`.

    Args:
        begun: which elements have begun in stretches before; those that begin here are added.
        overs: any; only their part within the stretch is written.
        points: those within the stretch, its end included.
    """
    low, high = stretch
    inside = [o for o in overs if o.start < high and o.end > low and o.end > o.start]
    cuts = {low, high}
    cuts.update(at for o in inside for at in (o.start, o.end) if low < at < high)
    cuts.update(p.at for p in points)
    waiting = sorted(points, key=lambda p: (p.at, p.rank))
    stack: list[tuple[Over, Element]] = []
    order = sorted(cuts)
    for n, at in enumerate(order):
        _close(stack, at)
        here = stack[-1][1] if stack else parent
        while waiting and waiting[0].at <= at:
            waiting.pop(0).write(here)
        if n + 1 == len(order):
            break
        _open(parent, stack, [o for o in inside if o.start <= at < o.end], begun)
        _lines(stack[-1][1] if stack else parent, text[at : order[n + 1]])


def _close(stack: list[tuple[Over, Element]], at: int) -> None:
    """Close what ends here, and all that stands inside it."""
    ended = [n for n, (over, _) in enumerate(stack) if over.end <= at]
    if ended:
        del stack[min(ended) :]


def _open(
    parent: Element, stack: list[tuple[Over, Element]], wanted: list[Over], begun: set[int]
) -> None:
    """Open what stands over the next letters and is not open, the outer first.

    What is open and would stand inside something new that is longer stays where it is: the new
    one is opened within it and cut at its end.
    """
    held = {id(over) for over, _ in stack}
    new = [over for over in wanted if id(over) not in held]
    for over in sorted(new, key=lambda o: (o.level, -o.end, o.start, o.tag)):
        if stack and stack[-1][0].level > over.level:
            kept = [n for n, (one, _) in enumerate(stack) if one.level > over.level]
            again = [one for one, _ in stack[kept[0] :]]
            del stack[kept[0] :]
            _push(parent, stack, over, begun)
            for one in again:
                _push(parent, stack, one, begun)
        else:
            _push(parent, stack, over, begun)


def _push(parent: Element, stack: list[tuple[Over, Element]], over: Over, begun: set[int]) -> None:
    made = sub(stack[-1][1] if stack else parent, over.tag, **over.attributes)
    name = made.get(ID)
    if id(over) in begun and name:
        del made.attrib[ID]
        made.set("prev", f"#{name}")
    begun.add(id(over))
    stack.append((over, made))


def _lines(parent: Element, text: str) -> None:
    """Text with its line ends as `lb`."""
    first, *rest = text.split("\n")
    if first:
        append(parent, first)
    for line in rest:
        sub(parent, "lb")
        if line:
            append(parent, line)
