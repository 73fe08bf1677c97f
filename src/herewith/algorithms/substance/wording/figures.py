"""Dates, numbers, designations and units of measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from herewith.algorithms.substance.assignment import assign
from herewith.algorithms.substance.changes import Changes
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.facets import TIME_UNITS
from herewith.algorithms.substance.figures import agree, roman
from herewith.algorithms.substance.units import Unit, same_duration
from herewith.algorithms.substance.wording.left import Lone, couples, draft, lone
from herewith.model.collation import Class
from herewith.model.findings import Facet

__all__ = ["dates", "measures", "numbers", "points"]


def dates(state: Changes) -> Iterator[Draft]:
    """Dates differ, or one is left out."""
    for i, j in couples(state, "date"):
        one, other = state.a[i].figure, state.b[j].figure
        if one and other and agree(one, other):
            yield draft(state, (i, j), "form", "date", "date_precision")
        else:
            yield draft(state, (i, j), "substance", "date", "date")
    for i, j in couples(state, "weekday"):
        yield draft(state, (i, j), "substance", "date", "date")
    for i, j in couples(state, "when"):
        cls: Class = "form" if state.a[i].value == state.b[j].value else "substance"
        yield draft(state, (i, j), cls, "date", "date")
    for one_side in lone(state, "when"):
        cls = "nuance" if one_side.unit.value == "today_" else "substance"
        yield draft(state, one_side.pair(), cls, "date", "date_missing")
    for one_side in lone(state, "weekday"):
        near = any(u.kind == "date" for k in (-2, -1, 1, 2) if (u := one_side.beside(k)))
        cls = "form" if near else "substance"
        yield draft(
            state, one_side.pair(), cls, "date", "date_precision" if near else "date_missing"
        )
    for one_side in lone(state, "date"):
        year = _year(one_side)
        if year is not None:
            state.take(*one_side.pair(year), "same")
            continue
        yield draft(state, one_side.pair(), "substance", "date", "date_missing")


POINT = re.compile(r"[.)]\)?\]?\s*[\"“(\[]*(?=[^\W\d_a-z]|[a-z][.)])")
BEGINS = re.compile(r"(?:^|[.!?:;—]|\n)[\s\"“”(\[]*$")
HIGHEST_POINT = 60
"""Numbers up to which one before a paragraph may count its points; telegrams bear higher ones."""


def points(state: Changes) -> Iterator[Draft]:
    """What counts the points of a list: *II.*, *2.*, *(b)*; another number of a point is a nuance."""
    for i, j in list(_facing_points(state)):
        mine, theirs = _ordinals(state.a[i].text), _ordinals(state.b[j].text)
        cls: Class = "form" if mine & theirs else "nuance"
        yield draft(state, (i, j), cls, "reference", "point")
    for one in lone(state, "num"):
        if _is_point(one.unit, one.state.texts[0 if one.first else 1]):
            yield draft(state, one.pair(), "form", "reference", "point")


def _facing_points(state: Changes) -> Iterator[tuple[int, int]]:
    """Marks of points that stand in one place of both texts, at least one a number."""
    left = [i for i in state.left_a if _is_point(state.a[i], state.texts[0])]
    right = [j for j in state.left_b if _is_point(state.b[j], state.texts[1])]
    whole = 1 + len(state.a) + len(state.b)
    near = (
        (abs(state.aligned(i) - j) / whole, i, j)
        for i in left
        for j in right
        if abs(state.aligned(i) - j) <= 1 and "num" in (state.a[i].kind, state.b[j].kind)
    )
    yield from assign(near)


def _is_point(unit: Unit, text: str) -> bool:
    """Whether a number or letter opens a point of a list."""
    return (
        bool(_ordinals(unit.text))
        and BEGINS.search(text[: unit.start]) is not None
        and POINT.match(text, unit.end - unit.text.endswith(".")) is not None
    )


def _ordinals(written: str) -> frozenset[int]:
    """What a mark of a point may count: 2 for `2`, `II`, `b`."""
    bare = written.rstrip(".")
    if bare.isdecimal():
        return frozenset({int(bare)} if int(bare) <= HIGHEST_POINT else ())
    found = {roman(bare.upper())}
    if len(bare) == 1 and bare.isalpha():
        found.add(ord(bare.lower()) - ord("a" if bare.isascii() else "а") + 1)
    return frozenset(found - {0})


def numbers(state: Changes) -> Iterator[Draft]:
    """Numbers differ, or one is left out."""
    for i, j in couples(state, "num"):
        if same_duration(state.a[i : i + 2], state.b[j : j + 2]):
            state.take(i, j, "synonym")
            units = (
                i + 1 if i + 1 in state.left_a else None,
                j + 1 if j + 1 in state.left_b else None,
            )
            state.take(*units, "synonym")
        else:
            behind = state.a[i + 1] if i + 1 < len(state.a) else None
            yield draft(state, (i, j), _numbers(state.a[i], state.b[j]), _facet(behind), "number")
    for one in lone(state, "num"):
        both = one.other("quant", values=frozenset({"both"}))
        if one.unit.value == "2" and both is not None:
            yield draft(state, one.pair(both), "form", "quantity", "both")
        elif one.unit.figure and one.unit.figure.shy and one.unit.value in ("1", "1."):
            yield draft(state, one.pair(), "form", "form", "article")
        else:
            yield draft(state, one.pair(), "substance", _facet(one.beside(1)), "number_missing")
    for i, j in couples(state, "design"):
        yield draft(state, (i, j), "substance", "reference", "designator")
    for one in lone(state, "design"):
        yield draft(state, one.pair(), "substance", "reference", "designator")


def _short_year(short: Unit, long: Unit) -> bool:
    """Whether a number is a year without its century: *CY ’55*, *CY 1955*."""
    year = long.text.isdecimal() and len(long.text) == 4 and long.text[:2] in ("18", "19", "20")
    return year and len(short.text) == 2 and long.text.endswith(short.text)


def _numbers(a: Unit, b: Unit) -> Class:
    """Two numbers: the same if one is Roman (`III`, `3`), near if one only counts, else different."""
    if a.value.rstrip(".") != b.value.rstrip("."):
        return "form" if _short_year(a, b) or _short_year(b, a) else "substance"
    return "form" if roman(a.text) or roman(b.text) else "nuance"


def _year(one: Lone) -> int | None:
    """The number of the other side that is the year of this date: *the 1950 Declaration*."""
    date = one.unit.figure.date if one.unit.figure else None
    for k in one.others:
        other = one.facing[k].figure
        if date and other and not other.date and date == (int(other.low), 0, 0):
            return k
    return None


def _facet(behind: Unit | None) -> Facet:
    """A number before a unit of time is a duration."""
    return "duration" if behind and behind.concepts & TIME_UNITS else "quantity"


def measures(state: Changes) -> Iterator[Draft]:
    """Units of measure differ: weeks for months."""
    for i, j in couples(state, "unit"):
        yield draft(state, (i, j), "substance", _facet(state.a[i]), "unit")
