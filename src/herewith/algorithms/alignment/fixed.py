"""What editors have fixed, made ready for the alignment.

An anchor says that sentences render each other (`together`), that they do not (`apart`), or that
a sentence has no counterpart (`alone`). Editors may contradict each other or a text that has
changed; such anchors are not used, and each is reported with the reason.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["Anchor", "Conflict", "Fixed", "settle"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """One word of an editor about sentences, by number. `where` is its place, for reports."""

    says: Literal["together", "apart", "alone"]
    source: tuple[int, ...]
    target: tuple[int, ...]
    why: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An anchor that cannot be used, and why; `missing` if no sentence has its number."""

    anchor: Anchor
    message: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """Anchors that can be used together.

    `rising` are the `together` anchors that keep the order of both texts, `moved` the others.
    """

    rising: tuple[Anchor, ...]
    moved: tuple[Anchor, ...]
    apart: tuple[Anchor, ...]
    alone: tuple[Anchor, ...]
    conflicts: tuple[Conflict, ...]


def settle(anchors: Sequence[Anchor], n: int, m: int) -> Fixed:
    """Sort anchors out; of two that contradict each other the later is left aside.

    >>> a, b = Anchor("together", (1,), (2,)), Anchor("alone", (1,), ())
    >>> [conflict.message for conflict in settle([a, b], 3, 3).conflicts]
    ['s1 is already fixed by another line']
    """
    together: list[Anchor] = []
    alone: list[Anchor] = []
    conflicts: list[Conflict] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for anchor in anchors:
        if missing := _missing(anchor, n, m):
            conflicts.append(Conflict(anchor, missing, missing=True))
        elif problem := _taken(anchor, taken):
            conflicts.append(Conflict(anchor, problem))
        elif anchor.says != "apart":
            taken[0].update(anchor.source)
            taken[1].update(anchor.target)
            (together if anchor.says == "together" else alone).append(anchor)
    apart: list[Anchor] = []
    for anchor in anchors:
        if anchor.says != "apart" or any(c.anchor is anchor for c in conflicts):
            continue
        holder = _held_together(anchor, together)
        if holder:
            conflicts.append(Conflict(anchor, f"another line puts them together ({holder.where})"))
        else:
            apart.append(anchor)
    rising = _rising(together)
    moved = tuple(a for a in together if a not in rising)
    return Fixed(rising, moved, tuple(apart), tuple(alone), tuple(conflicts))


def _missing(anchor: Anchor, n: int, m: int) -> str:
    for letter, numbers, size in (("s", anchor.source, n), ("t", anchor.target, m)):
        for number in numbers:
            if not 0 <= number < size:
                return f"there is no {letter}{number}; the last is {letter}{size - 1}"
    return ""


def _taken(anchor: Anchor, taken: tuple[Collection[int], Collection[int]]) -> str:
    if anchor.says == "apart":
        return ""
    for letter, numbers, used in (("s", anchor.source, taken[0]), ("t", anchor.target, taken[1])):
        for number in numbers:
            if number in used:
                return f"{letter}{number} is already fixed by another line"
    return ""


def _held_together(anchor: Anchor, together: Sequence[Anchor]) -> Anchor | None:
    for other in together:
        if set(anchor.source) & set(other.source) and set(anchor.target) & set(other.target):
            return other
    return None


def _rising(together: Sequence[Anchor]) -> tuple[Anchor, ...]:
    """The longest chain of anchors without gaps inside that rise on both sides."""
    whole = [a for a in together if _is_run(a.source) and _is_run(a.target)]
    ordered = sorted(whole, key=lambda a: (a.source, a.target))
    tails: list[tuple[int, ...]] = []
    chains: list[tuple[Anchor, ...]] = []
    for anchor in ordered:
        at = bisect_left(tails, anchor.target)
        chain = (*(chains[at - 1] if at else ()), anchor)
        tails[at : at + 1] = [anchor.target]
        chains[at : at + 1] = [chain]
    return chains[-1] if chains else ()


def _is_run(numbers: Sequence[int]) -> bool:
    return list(numbers) == list(range(numbers[0], numbers[0] + len(numbers)))
