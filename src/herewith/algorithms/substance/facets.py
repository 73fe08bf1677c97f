"""Facets: what of a text bears on substance, one record for every kind.

A facet has a kind (quantity, date, place, condition …), a value, the words it governs, whether it
stands under a denial, its place, and the state of the page there. Two texts are compared by the
best assignment of their facets on kind and governed word (`matching`), not by counting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from herewith.algorithms.substance.syntax import Tree
from herewith.algorithms.substance.units import Unit
from herewith.languages.cues import concepts
from herewith.model.findings import Facet as Kind

__all__ = ["Facet", "ReadingState", "anchors", "facets"]

ReadingState = Literal["read", "doubtful"]
"""Whether the words of a facet can be read, or are struck, illegible or unheard."""

KINDS: Mapping[str, Kind] = {
    "num": "quantity", "unit": "quantity", "date": "date", "when": "date", "weekday": "date",
    "feast": "date", "design": "reference", "place": "place", "body": "actor", "name": "actor",
    "person": "actor", "party": "actor", "pron": "agency", "office": "office", "neg": "polarity",
    "modal": "commitment", "commit": "commitment", "request": "request", "cond": "condition",
    "prep": "condition", "quant": "scope", "conj": "scope", "aux": "time_of_act", "idiom": "polarity",
}  # fmt: skip
"""The kind of facet by the kind of unit; anything else that carries meaning is a term."""

TIME_UNITS = frozenset(
    {"day", "week", "month", "year", "hour", "minute", "decade", "century", "weekend"}
)
"""Concepts that measure time: a number before one of them is a duration."""

LIMITS = frozenset({"before", "after", "within", "outside", "at_least", "at_most"})
"""Concepts that set a limit of time or number: a deadline."""

REACH = 4
"""Words behind a unit that it may govern."""

DENIED = 3
"""Words before a unit in which what denies it stands."""

DENYING = frozenset({"cannot", "refrain", "lest", "without"})


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet of a text.

    `governs` are the concepts and names of the words it governs, `denied` says that it stands
    under a negation, `span` is its half-open place and `unit` the index of its unit in the text.
    """

    kind: Kind
    value: str
    governs: frozenset[str]
    denied: bool
    span: tuple[int, int]
    state: ReadingState
    unit: int


def facets(
    units: Sequence[Unit],
    doubtful: Sequence[tuple[int, int]] = (),
    structure: Tree | None = None,
) -> tuple[Facet, ...]:
    """The facets of a text in order, one for each unit.

    Args:
        units: the units of a text.
        doubtful: stretches that cannot be read for sure.
        structure: the syntax of the text, where a parser is given: it says what is governed;
            else the words behind do.

    >>> from herewith.algorithms.substance.units import units
    >>> [(f.kind, f.value, sorted(f.governs)) for f in facets(units("if 42 guns explode", "en"))][:2]
    [('condition', 'if', ['explode', 'gun']), ('quantity', '42', ['explode', 'gun'])]
    """
    out = []
    for k, unit in enumerate(units):
        hidden = any(low < unit.end and unit.start < high for low, high in doubtful)
        out.append(
            Facet(
                _kind(units, k), unit.value, _governed(units, k, structure), _denied(units, k),
                (unit.start, unit.end), "doubtful" if hidden else "read", k,
            )
        )  # fmt: skip
    return tuple(out)


GOVERNING = frozenset({"nummod", "amod", "advmod", "det", "aux", "case", "nummod:gov", "mark"})
"""Relations in which the smaller word tells of the one that governs it."""


def _governed(units: Sequence[Unit], k: int, structure: Tree | None) -> frozenset[str]:
    """What a unit governs: by the syntax, else by the order of words."""
    if structure is None:
        return anchors(units, k)
    near = structure.children(k)
    if structure.relations[k] in GOVERNING and structure.heads[k] >= 0:
        near.append(structure.heads[k])
    found = frozenset(c for n in near for c in units[n].concepts)
    return found or anchors(units, k)


def anchors(units: Sequence[Unit], index: int, reach: int = REACH) -> frozenset[str]:
    """Concepts of the first words of meaning after a unit: what it governs."""
    found: set[str] = set()
    for unit in units[index + 1 : index + 1 + reach]:
        found |= unit.concepts
        if unit.kind in ("name", "place", "commit"):
            found.add(unit.value)
    return frozenset(found)


def _kind(units: Sequence[Unit], k: int) -> Kind:
    unit = units[k]
    if unit.kind == "num" and k + 1 < len(units) and units[k + 1].concepts & TIME_UNITS:
        return "duration"
    if unit.kind == "prep" and unit.concepts & LIMITS:
        return "deadline"
    if unit.kind == "act" and any(concepts()[name].kind == "request" for name in unit.concepts):
        return "request"
    return KINDS.get(unit.kind, "term")


def _denied(units: Sequence[Unit], k: int) -> bool:
    """Whether a word stands under a negation."""
    for n in range(k - 1, max(-1, k - DENIED - 1), -1):
        if units[n + 1].start - units[n].end > 1:
            return False  # a mark stands between
        if units[n].kind == "neg" or units[n].value in DENYING:
            return True
    return False
