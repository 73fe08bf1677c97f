"""Dates, numbers, designations and units of measure."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.changes import Changes
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.facets import TIME_UNITS
from herewith.algorithms.substance.figures import agree, roman
from herewith.algorithms.substance.units import Unit, same_duration
from herewith.algorithms.substance.wording.left import Lone, couples, draft, lone
from herewith.model.collation import Class
from herewith.model.findings import Facet

__all__ = ["dates", "measures", "numbers"]


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
        yield draft(state, one_side.pair(), "substance", "date", "date_missing")


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
        elif (point := _point(one)) is not None:
            yield draft(state, one.pair(point), "form", "quantity", "number")
        elif one.unit.figure and one.unit.figure.shy and one.unit.value in ("1", "1."):
            yield draft(state, one.pair(), "form", "form", "article")
        else:
            yield draft(state, one.pair(), "substance", _facet(one.beside(1)), "number_missing")
    for i, j in couples(state, "design"):
        yield draft(state, (i, j), "substance", "reference", "designator")
    for one in lone(state, "design"):
        yield draft(state, one.pair(), "substance", "reference", "designator")


def _numbers(a: Unit, b: Unit) -> Class:
    """Two numbers: the same if one is Roman (`III`, `3`), near if one only counts, else different."""
    if a.value.rstrip(".") != b.value.rstrip("."):
        return "substance"
    return "form" if roman(a.text) or roman(b.text) else "nuance"


def _point(one: Lone) -> int | None:
    """The letter of the other side that counts as a number does: *V. First*, *5. First*."""
    figure = one.unit.figure
    if figure is None or not one.unit.text.isdigit():
        return None
    for k in one.others:
        if roman(one.facing[k].text.rstrip(".")) == figure.low:
            return k
    return None


def _facet(behind: Unit | None) -> Facet:
    """A number before a unit of time is a duration."""
    return "duration" if behind and behind.concepts & TIME_UNITS else "quantity"


def measures(state: Changes) -> Iterator[Draft]:
    """Units of measure differ: weeks for months."""
    for i, j in couples(state, "unit"):
        yield draft(state, (i, j), "substance", _facet(state.a[i]), "unit")
