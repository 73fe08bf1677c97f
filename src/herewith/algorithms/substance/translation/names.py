"""Names across two languages: places, bodies, offices, persons."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.assignment import assign
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.matching import Matching, Side
from herewith.algorithms.substance.translation.answers import NEAR, draft
from herewith.algorithms.substance.units import ACTORS, Unit
from herewith.languages.cues import misread_name
from herewith.model.findings import Facet

__all__ = ["names"]

LISTING = frozenset({"func", "conj", "party", "title", "initial", "qual"})
"""Kinds of words that may stand between two members of a list."""

GENERIC = frozenset({"state", "territory", "island", "people", "government", "side"})


CLOSE_PLACES = (frozenset({"ussr", "russia"}),)
"""States that letters of the time call by one another's names."""


def names(m: Matching) -> Iterator[Draft]:
    """Names that stand on one side only, and names in each other's place."""
    yield from _misread(m)
    for kinds in (
        ("place",),
        ("office", "body"),
        ("name", "person"),
        ("name", "person", "place", "body"),
    ):
        mine = [i for i in m.free_a(*kinds) if not _given(m.a, i, m.pairs)]
        theirs = [j for j in m.free_b(*kinds) if not _given(m.b, j, m.back)]
        new = {j for j in theirs if not _known(m.a, m.b.units[j])}
        gone = {i for i in mine if not _known(m.b, m.a.units[i])}
        for i, j in assign(
            (m.apart(i, j), i, j) for i in mine for j in theirs if i in gone or j in new
        ):
            only = len(mine) == len(theirs) == 1
            if (m.apart(i, j) > NEAR and not only) or _kin(m.a.units[i], m.b.units[j]):
                continue
            facet: Facet = (
                "office"
                if m.a.units[i].kind == "office"
                else "place"
                if m.a.units[i].kind == "place"
                else "actor"
            )
            yield draft(m, (i, j), "substance", facet, "name")
    yield from _offices(m)
    yield from _governments(m)
    yield from _missing_names(m)


def _misread(m: Matching) -> Iterator[Draft]:
    """A place on one side, on the other a word with a capital that is one letter from its name.

    «Гавань» (harbour) for «Гавана» may be a slip of the page or of the reading: it is not decided.
    """
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        for k in m.free_a("place") if first else m.free_b("place"):
            if _known(other, side.units[k]):
                continue
            taken = m.back if first else m.pairs
            for n, unit in enumerate(other.units):
                odd = unit.capital and not unit.first and unit.kind not in ACTORS and n not in taken
                if odd and misread_name(unit.key, side.units[k].concepts, other.language):
                    pair = (k, n) if first else (n, k)
                    yield draft(m, pair, "undetermined", "place", "misread_name")
                    break


BELOW = frozenset({"deputy", "acting"})
"""Concepts that make another office of an office."""


def _offices(m: Matching) -> Iterator[Draft]:
    """Deputy, acting or first, on one side of an office that both name."""
    for first in (True, False):
        side, other, taken = (m.a, m.b, m.pairs) if first else (m.b, m.a, m.back)
        for k, unit in enumerate(side.units):
            if taken.get(k, -1) >= 0 or not (unit.concepts & BELOW or _ordinal(unit)):
                continue
            if unit.concepts & BELOW & other.concepts():
                continue
            if _ordinal(unit) and not (
                k + 1 < len(side.units) and side.units[k + 1].concepts & BELOW
            ):
                continue
            led = [
                n
                for n in range(k + 1, min(k + 4, len(side.units)))
                if taken.get(n, -1) >= 0 and side.units[n].kind != "qual"
            ]
            if led and side.units[led[0]].kind in ("office", "body"):
                pair = (k, None) if first else (None, k)
                yield draft(m, pair, "substance", "office", "office")


def _governments(m: Matching) -> Iterator[Draft]:
    """The government of a country on one side, the country alone on the other."""
    for first in (True, False):
        side, other, taken = (m.a, m.b, m.pairs) if first else (m.b, m.a, m.back)
        for k, unit in enumerate(side.units[:-1]):
            if k in taken or "government" not in unit.concepts:
                continue
            near = [n for n in (k + 1, k + 2, k - 1) if 0 <= n < len(side.units)]
            paired = [n for n in near if side.units[n].kind == "place" and taken.get(n, -1) >= 0]
            if paired and not other.units[taken[paired[0]]].concepts & {"government"}:
                pair = (k, None) if first else (None, k)
                yield draft(m, pair, "nuance", "actor", "government")


def _ordinal(unit: Unit) -> bool:
    return bool(unit.figure and unit.figure.ordinal and unit.figure.low == 1)


def _missing_names(m: Matching) -> Iterator[Draft]:
    """Names on one side that the other does not even refer to."""
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        free = (
            m.free_a("place", "body", "name", "person")
            if first
            else m.free_b("place", "body", "name", "person")
        )
        for k in free:
            unit = side.units[k]
            if (
                _known(other, unit)
                or (_referred(m, other, first) and not _joined(m, side, k, first))
                or (unit.kind == "name" and unit.first)
            ):
                continue
            if _initial_part(side, k, m, first):
                continue
            listed = _listed(side, k)
            pair = (k, None) if first else (None, k)
            if listed or len(other.units) < 3:
                yield draft(m, pair, "substance", "actor", "name_missing")
            else:
                yield draft(m, pair, "nuance", "actor", "name_missing")


def _initial_part(side: Side, k: int, m: Matching, first: bool) -> bool:
    """Whether a neighbour name is paired: a given name or title beside a known surname."""
    taken = m.pairs if first else m.back
    return (
        any(
            n in taken and side.units[n].kind in ("name", "place", "office")
            for n in (k - 1, k + 1, k + 2)
            if 0 <= n < len(side.units)
        )
        and side.units[k].kind == "name"
    )


def _given(side: Side, k: int, taken: dict[int, int]) -> bool:
    """Whether a name is the given name before a surname that has its counterpart."""
    n = k + 1
    return n in taken and side.units[k].kind == side.units[n].kind == "name"


def _listed(side: Side, k: int) -> bool:
    """Whether a name is a member of a list of names: `and`, `or` or a comma stands between."""
    unit = side.units[k]
    for n in (*range(max(0, k - 4), k), *range(k + 1, min(len(side.units), k + 5))):
        other = side.units[n]
        if other.kind not in ACTORS:
            continue
        first, last = (other, unit) if n < k else (unit, other)
        between = side.units[min(n, k) + 1 : max(n, k)]
        joined = any(u.kind == "conj" for u in between) or "," in side.text[first.end : last.start]
        whole = joined and "\n" not in side.text[first.end : last.start]
        if whole and all(u.kind in LISTING | ACTORS for u in between):
            return True
    return False


def _joined(m: Matching, side: Side, k: int, first: bool) -> bool:
    """Whether a name is a member of a list of which another member has its counterpart."""
    taken = m.pairs if first else m.back
    near = [n for n in range(max(0, k - 4), min(len(side.units), k + 5)) if n != k]
    return _listed(side, k) and any(
        side.units[n].kind == side.units[k].kind and taken.get(n, -1) >= 0 for n in near
    )


def _known(side: Side, unit: Unit) -> bool:
    """Whether the other side speaks of the same name anywhere."""
    if unit.concepts & side.concepts():
        return True
    return any(unit.value == u.value for u in side.units if u.kind in ("name", "place", "body"))


def _kin(u: Unit, v: Unit) -> bool:
    """Whether two places are commonly named for one another."""
    return any(u.value in kin and v.value in kin for kin in CLOSE_PLACES)


def _referred(m: Matching, other: Side, first: bool) -> bool:
    """Whether the other side has a pronoun or general word left that can stand for a name."""
    taken = m.back if first else m.pairs
    for k, unit in enumerate(other.units):
        if unit.kind == "pron" and unit.value in ("it", "they", "he", "she", "self"):
            return True
        if k not in taken and unit.concepts & GENERIC:
            return True
    return False
