"""One change, one finding: drafts about the same place are joined.

A single word changed by hand can touch several rules (`one may` for `one must`: a modal, and a
month that is none). The places where the plain words differ tell what belongs together; the
gravest draft speaks for its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from herewith.algorithms.substance.drafts import ORDER, Draft
from herewith.algorithms.substance.words import Word

__all__ = ["joined", "places"]

Place = tuple[int, int, int, int]
"""Half-open offsets of a stretch that differs: first text, second text."""

SEVERITIES = ("none", "minor", "major", "critical")


def places(a: Sequence[Word], b: Sequence[Word]) -> tuple[Place, ...]:
    """Stretches in which the plain words of two texts differ, in order."""
    first = [w for w in a if w.kind != "mark"]
    second = [w for w in b if w.kind != "mark"]
    out: list[Place] = []
    i1 = j1 = -1
    for code in Indel.opcodes([w.norm for w in first], [w.norm for w in second]):
        if code.tag == "equal":
            continue
        place = (
            *_span(first, code.src_start, code.src_end),
            *_span(second, code.dest_start, code.dest_end),
        )
        if out and (i1, j1) == (code.src_start, code.dest_start):
            out[-1] = (out[-1][0], max(out[-1][1], place[1]), out[-1][2], max(out[-1][3], place[3]))
        else:
            out.append(place)
        i1, j1 = code.src_end, code.dest_end
    return tuple(out)


def _span(side: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    if start < end:
        return side[start].start, side[end - 1].end
    at = side[start - 1].end if start else 0
    return at, at


def joined(drafts: Sequence[Draft], where: Sequence[Place]) -> tuple[Draft, ...]:
    """One draft for each place; drafts that span several places join them."""
    groups: list[tuple[set[int], list[Draft]]] = []
    for draft in drafts:
        touched = _touched(draft, where)
        same = [g for g in groups if g[0] & touched]
        merged = (touched.union(*(g[0] for g in same)), [d for g in same for d in g[1]] + [draft])
        groups = [g for g in groups if g not in same] + [merged]
    return tuple(_spokesman(group) for _, group in groups)


def _touched(draft: Draft, where: Sequence[Place]) -> set[int]:
    """Numbers of the places that a draft overlaps on both sides, or on one; else the nearest."""
    here = {n for n, (a0, a1, _, _) in enumerate(where) if _meets(draft.a, (a0, a1))}
    there = {n for n, (_, _, b0, b1) in enumerate(where) if _meets(draft.b, (b0, b1))}
    near = here & there or here | there
    if near or not where:
        return near
    return {min(range(len(where)), key=lambda n: abs(where[n][0] - draft.a[0]))}


def _meets(span: tuple[int, int], place: tuple[int, int]) -> bool:
    """Whether two stretches overlap or, where one is empty, touch within a blank."""
    if span[0] < span[1] and place[0] < place[1]:
        return span[0] < place[1] and place[0] < span[1]
    return span[0] <= place[1] + 1 and place[0] <= span[1] + 1


def _spokesman(group: Sequence[Draft]) -> Draft:
    """The gravest draft of a group, over the places of all those as grave or graver than form."""
    best = max(group, key=lambda d: (ORDER.index(d.cls), SEVERITIES.index(d.severity), -d.a[0]))
    if best.cls == "form":
        return best
    weighty = [d for d in group if d.cls != "form"]
    a = _hull([d.a for d in weighty])
    b = _hull([d.b for d in weighty])
    return Draft(best.cls, best.facet, best.severity, best.rule, best.note, a, b)


def _hull(spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The stretch over some stretches; empty ones count only if all are."""
    full = [s for s in spans if s[0] < s[1]] or list(spans)
    return min(s[0] for s in full), max(s[1] for s in full)
