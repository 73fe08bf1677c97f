"""Numbers, dates, designations and units of measure across two languages."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.facets import TIME_UNITS
from herewith.algorithms.substance.matching import Matching, Side
from herewith.algorithms.substance.translation.answers import NEAR, couples, draft
from herewith.algorithms.substance.units import same_duration
from herewith.model.findings import Facet

__all__ = ["measures", "numbers"]


def numbers(m: Matching) -> Iterator[Draft]:
    """Numbers, dates and designations without counterpart."""
    for i, j in list(couples(m, ("date",))):
        yield draft(m, (i, j), "substance", "date", "date")
    _spend_small(m)
    for i, j in list(couples(m, ("num",))):
        yield draft(m, (i, j), "substance", _facet(m, i), "number")
    for i, j in list(couples(m, ("date",), ("num",))) + list(couples(m, ("num",), ("date",))):
        yield draft(m, (i, j), "substance", "date", "date")
    for kind in ("when", "weekday"):
        for i, j in list(couples(m, (kind,))):
            yield draft(m, (i, j), "substance", "date", "date")
    for i, j in list(couples(m, ("design",))):
        yield draft(m, (i, j), "substance", "reference", "designator")
    yield from _first_or_last(m)
    for side_a, left in (
        (True, m.free_a("num", "date", "design")),
        (False, m.free_b("num", "date", "design")),
    ):
        for k in left:
            unit = (m.a if side_a else m.b).units[k]
            pair = (k, None) if side_a else (None, k)
            if unit.figure and unit.figure.ordinal:
                yield draft(m, pair, "nuance", "quantity", "ordinal_missing")
            elif unit.kind == "date":
                yield draft(m, pair, "substance", "date", "date_missing")
            else:
                yield draft(m, pair, "substance", "quantity", "number_missing")


def _first_or_last(m: Matching) -> Iterator[Draft]:
    """First on one side, last on the other."""
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        taken = m.back if first else m.pairs
        for k, unit in enumerate(side.units):
            if unit.kind != "num" or unit.value != "1.":
                continue
            if any(u.kind == "num" and u.value == "1." for u in other.units):
                continue
            last = [
                n
                for n, u in enumerate(other.units)
                if "last_" in u.concepts and taken.get(n, -1) < 0
            ]
            couples_ = [(k, n) if first else (n, k) for n in last[:1]]
            if couples_ and m.apart(*couples_[0]) <= NEAR:
                yield draft(m, couples_[0], "substance", "quantity", "number")


def _spend_small(m: Matching) -> None:
    """Words for one are no numbers; `both` is two; a second one is another one."""
    for side, taken in ((m.a, m.pairs), (m.b, m.back)):
        other = m.b if side is m.a else m.a
        for k in side.of("num"):
            unit = side.units[k]
            if k in taken or unit.figure is None:
                continue
            small = unit.value in ("1", "1.") and unit.figure.shy
            both = unit.value == "2" and any(u.value == "both" for u in other.units)
            first = unit.value == "1." or (unit.value == "1" and not _counts(side, k))
            if both or ((small or first) and not _rival(m, side, ordinal=unit.figure.ordinal)):
                taken[k] = -1


def _bare_units(m: Matching) -> Iterator[Draft]:
    """Stretches of time without a number: `before the week is out`, «до конца месяца»."""
    free = [
        [k for k in group if side.units[k].concepts & TIME_UNITS]
        for side, group in ((m.a, m.free_a("unit")), (m.b, m.free_b("unit")))
    ]
    if len(free[0]) == len(free[1]) == 1:
        i, j = free[0][0], free[1][0]
        known = m.a.units[i].concepts & m.b.concepts() or m.b.units[j].concepts & m.a.concepts()
        figure = any(k and side.units[k - 1].kind == "num" for side, k in ((m.a, i), (m.b, j)))
        if not known and not figure and m.apart(i, j) <= NEAR:
            yield draft(m, (i, j), "substance", "deadline", "deadline")


def _counts(side: Side, k: int) -> bool:
    """Whether a unit of measure follows: `one month`."""
    return k + 1 < len(side.units) and side.units[k + 1].kind == "unit"


def _rival(m: Matching, side: Side, *, ordinal: bool) -> bool:
    """Whether the other side has a number of the same kind without counterpart."""
    other, free = (m.b, m.free_b("num")) if side is m.a else (m.a, m.free_a("num"))
    figures = [other.units[k].figure for k in free]
    return any(
        f is not None and f.ordinal == ordinal and not (f.shy and f.low == 1) for f in figures
    )


def _facet(m: Matching, i: int) -> Facet:
    after = m.a.units[i + 1 : i + 2]
    return "duration" if after and after[0].concepts & TIME_UNITS else "quantity"


def measures(m: Matching) -> Iterator[Draft]:
    """Units of measure behind paired numbers, and units of time that no number counts."""
    yield from _bare_units(m)
    for i, j in list(m.pairs.items()):
        if (
            j < 0
            or m.a.units[i].kind != "num"
            or i + 1 >= len(m.a.units)
            or j + 1 >= len(m.b.units)
        ):
            continue
        u, v = m.a.units[i + 1], m.b.units[j + 1]
        same = same_duration(m.a.units[i : i + 2], m.b.units[j : j + 2])
        if same:
            m.join(i + 1, j + 1)
        elif u.kind == v.kind == "unit" and not u.concepts & v.concepts:
            facet: Facet = "duration" if u.concepts & TIME_UNITS else "quantity"
            yield draft(m, (i + 1, j + 1), "substance", facet, "unit")
