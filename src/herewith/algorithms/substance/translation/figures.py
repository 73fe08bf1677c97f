"""Numbers, dates, designations and units of measure across two languages."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.facets import TIME_UNITS
from herewith.algorithms.substance.matching import Matching, Side
from herewith.algorithms.substance.translation.answers import couples, draft
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
    for i, j in list(couples(m, ("when",))):
        yield draft(m, (i, j), "substance", "date", "date")
    for i, j in list(couples(m, ("design",))):
        yield draft(m, (i, j), "substance", "reference", "designator")
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
    """Units of measure behind paired numbers."""
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
