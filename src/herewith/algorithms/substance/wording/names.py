"""Countries, bodies, offices and persons."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.changes import Changes
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.units import ACTORS, Unit
from herewith.algorithms.substance.wording.left import Lone, couples, draft, lone
from herewith.languages.cues import signs
from herewith.model.findings import Facet

__all__ = ["names"]

ORDER = (("place",), ("body", "office"), ("name", "person"), tuple(sorted(ACTORS)))
"""Kinds that are set against each other, the likest first."""


def names(state: Changes) -> Iterator[Draft]:
    """Another name stands here, or one is left out."""
    for kinds in ORDER:
        for i, j in couples(state, *kinds):
            before = state.a[i - 1] if i else None
            facet = _facet(state.a[i], before, state.language)
            yield draft(state, (i, j), "substance", facet, "name")
    for one in lone(state, *sorted(ACTORS)):
        pronoun = one.other("pron")
        before = one.beside(-1)
        if pronoun is not None:
            yield draft(state, one.pair(pronoun), "nuance", "actor", "pronoun")
        elif one.unit.kind == "office" and _addressed(one):
            yield draft(state, one.pair(), "nuance", "office", "address")
        elif one.unit.kind == "office" and before is not None and before.kind == "title":
            yield draft(state, one.pair(), "form", "form", "address")
        elif _initial(one):
            yield draft(state, one.pair(), "form", "form", "initial")
        else:
            facet = _facet(one.unit, before, state.language)
            yield draft(state, one.pair(), "substance", facet, "name_missing")


def _addressed(one: Lone) -> bool:
    """Whether the name behind an office has a mere title on the other side: Ambassador, Mr. Dean."""
    slot = (
        {i: j for i, j, _ in one.state.pairs}
        if one.first
        else {j: i for i, j, _ in one.state.pairs}
    )
    n = slot.get(one.index + 1, 0)
    behind = one.beside(1)
    return (
        bool(n)
        and behind is not None
        and behind.kind == "name"
        and one.facing[n - 1].kind == "title"
    )


def _initial(one: Lone) -> bool:
    """Whether a name is but a letter or two."""
    return one.unit.kind == "name" and not one.unit.first and len(one.unit.text) < 3


def _facet(unit: Unit, before: Unit | None, language: str | None) -> Facet:
    """A country is a place behind a word of place, else it acts."""
    if unit.kind == "office":
        return "office"
    where = signs(language, "where")
    if unit.kind == "place" and before is not None and before.key in where:
        return "place"
    return "actor"
