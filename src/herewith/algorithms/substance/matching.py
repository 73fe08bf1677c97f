"""Units of two languages and their counterparts: the best assignment by meaning and place.

A unit of one side is a candidate for one of the other if they share a figure, a name, a concept or
a cue; among candidates the nearest (by place within its text, from 0 to 1) and best anchored pair
is taken first, and each unit is taken once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from herewith.algorithms.substance.figures import agree
from herewith.algorithms.substance.units import Unit, same_duration, units
from herewith.languages.cues import concepts, signs
from herewith.languages.names import skeletons

__all__ = ["Matching", "Side", "anchors", "assign", "match", "mild", "side"]

BY_VALUE = frozenset({"quant", "modal", "commit", "cond", "pron"})


@dataclass(frozen=True, slots=True)
class Side:
    """The units of one text (marks left out) and its language."""

    units: tuple[Unit, ...]
    language: str | None
    text: str

    def place(self, index: int) -> float:
        """Where a unit stands, from 0 to 1."""
        return (index + 0.5) / max(1, len(self.units))

    def of(self, *kinds: str) -> list[int]:
        """Indices of the units of some kinds."""
        return [k for k, unit in enumerate(self.units) if unit.kind in kinds]

    def concepts(self) -> frozenset[str]:
        """All concepts of the text."""
        return frozenset(c for unit in self.units for c in unit.concepts)


def side(text: str, language: str | None) -> Side:
    """The side of a text: its units without the marks."""
    return Side(tuple(u for u in units(text, language) if u.kind != "mark"), language, text)


@dataclass(slots=True)
class Matching:
    """Both sides and the pairs found; `free_a`/`free_b` are the indices without counterpart."""

    a: Side
    b: Side
    pairs: dict[int, int] = field(default_factory=dict)
    back: dict[int, int] = field(default_factory=dict)

    def join(self, i: int, j: int) -> None:
        """Pair two units."""
        self.pairs[i] = j
        self.back[j] = i

    def free_a(self, *kinds: str) -> list[int]:
        """Unpaired units of some kinds on the first side."""
        return [i for i in self.a.of(*kinds) if i not in self.pairs]

    def free_b(self, *kinds: str) -> list[int]:
        """Unpaired units of some kinds on the second side."""
        return [j for j in self.b.of(*kinds) if j not in self.back]

    def apart(self, i: int, j: int) -> float:
        """How far apart two units stand, 0 (same place) to 1."""
        return abs(self.a.place(i) - self.b.place(j))

    def place_b(self, i: int) -> int:
        """Offset on the second side where a unit of the first would stand."""
        before = [k for k in self.pairs if k < i]
        return self.b.units[self.pairs[max(before)]].end if before else 0

    def place_a(self, j: int) -> int:
        """Offset on the first side where a unit of the second would stand."""
        before = [k for k in self.back if k < j]
        return self.a.units[self.back[max(before)]].end if before else 0


def match(a: Side, b: Side) -> Matching:
    """Pair the units of two texts."""
    out = Matching(a, b)
    _figures(out)
    _names(out)
    _feasts(out)
    _concepts(out)
    for kind in ("quant", "commit", "cond", "modal", "when"):
        _cues(out, kind)
    return out


def assign(candidates: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Take pairs in order of their cost, each index once.

    >>> assign([(0.2, 0, 0), (0.1, 0, 1), (0.3, 1, 0)])
    [(0, 1), (1, 0)]
    """
    used_a: set[int] = set()
    used_b: set[int] = set()
    out = []
    for _, i, j in sorted(candidates):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            out.append((i, j))
    return out


def anchors(units: Sequence[Unit], index: int, reach: int = 4) -> frozenset[str]:
    """Concepts of the first words of meaning after a unit: what it governs."""
    found: set[str] = set()
    for unit in units[index + 1 : index + 1 + reach]:
        found |= unit.concepts
        if unit.kind in ("name", "place"):
            found.add(unit.value)
    return frozenset(found)


def _figures(out: Matching) -> None:
    """Equal numbers, dates that may be one day, equal designations."""
    candidates = []
    for i in out.a.of("num", "date", "design"):
        for j in out.b.of("num", "date", "design"):
            if _same_figure(out.a.units[i], out.b.units[j]) or _same_duration(out, i, j):
                candidates.append((out.apart(i, j), i, j))
    for i, j in assign(candidates):
        out.join(i, j)


def _feasts(out: Matching) -> None:
    """A feast and its day: May Day, 1 мая."""
    candidates = [
        (out.apart(i, j), i, j)
        for i in out.free_a("date", "feast")
        for j in out.free_b("date", "feast")
        if _feast_day(out.a.units[i], out.b.units[j]) or _feast_day(out.b.units[j], out.a.units[i])
    ]
    for i, j in assign(candidates):
        out.join(i, j)


def _feast_day(feast: Unit, date: Unit) -> bool:
    day = concepts()[feast.value].day if feast.kind == "feast" else (0, 0)
    return bool(day[0] and date.figure and date.figure.date and date.figure.date[1:] == day)


def _same_duration(out: Matching, i: int, j: int) -> bool:
    """Whether two numbers with their units are one stretch of time: three weeks, 21 days."""
    if i + 1 >= len(out.a.units) or j + 1 >= len(out.b.units):
        return False
    return same_duration(out.a.units[i : i + 2], out.b.units[j : j + 2])


def _same_figure(u: Unit, v: Unit) -> bool:
    if u.kind == v.kind == "design":
        return u.key == v.key
    if u.figure is None or v.figure is None:
        return False
    if u.figure.date and v.figure.date:
        return agree(u.figure, v.figure)
    one, other = u.figure, v.figure
    if one.date or other.date:
        dated, number = (one, other) if one.date else (other, one)
        return bool(dated.date and dated.date[0] and dated.date[0] == number.low)
    return (one.low, one.high) == (other.low, other.high)


def _names(out: Matching) -> None:
    """Places, bodies and offices by their value, other names by their sound."""
    kinds = ("place", "body", "office", "name", "person", "feast")
    candidates = []
    for i in out.a.of(*kinds):
        for j in out.b.of(*kinds):
            if _same_name(out.a.units[i], out.b.units[j]):
                candidates.append((out.apart(i, j), i, j))
    for i, j in assign(candidates):
        out.join(i, j)
    for i in out.free_a("name"):
        near = [
            (out.apart(i, j), j)
            for j, unit in enumerate(out.b.units)
            if j not in out.back and unit.capital and _sounds(out.a.units[i].text, unit.text)
        ]
        if near:
            out.join(i, min(near)[1])
    for j in out.free_b("name"):
        near = [
            (out.apart(i, j), i)
            for i, unit in enumerate(out.a.units)
            if i not in out.pairs and unit.capital and _sounds(unit.text, out.b.units[j].text)
        ]
        if near:
            out.join(min(near)[1], j)


def _same_name(u: Unit, v: Unit) -> bool:
    if u.key == v.key:
        return True
    if u.kind == "name" or v.kind == "name":
        return _sounds(u.text, v.text)
    return u.value == v.value or bool(u.concepts & v.concepts)


def _sounds(a: str, b: str) -> bool:
    """Whether two spellings are one name by sound: a slip, an adjective, half of a double name."""
    mine, theirs = _keys(a), _keys(b)
    if mine & theirs:
        return True
    if a[:1].isupper() and b[:1].isupper() and _bones(mine) & _bones(theirs):
        return True
    return any(_one_stem(x, y) for x in mine for y in theirs)


@lru_cache(maxsize=20_000)
def _keys(name: str) -> frozenset[str]:
    """Sound keys of a name and of the halves of a double one."""
    bare = name.removesuffix("’s").removesuffix("'s")
    parts = [bare, *(part for part in bare.split("-") if part != bare)]
    return frozenset(key for part in parts for key in skeletons(part) if len(key) > 1)


def _one_stem(x: str, y: str) -> bool:
    """Whether two keys begin alike for most of the shorter: Вереславский, Vereslavia."""
    if min(len(x), len(y)) < 4 or x[0] != y[0]:
        return False
    if Levenshtein.distance(x, y, score_cutoff=2) <= len(x) // 5:
        return True
    shared = next(
        (n for n, (c, d) in enumerate(zip(x, y, strict=False)) if c != d), min(len(x), len(y))
    )
    return shared >= max(4, (7 * min(len(x), len(y)) + 9) // 10)


AFTER_VOWEL = re.compile(r"(?<=[aeiou])[vh](?=[bcdfgklmnprstz])")


def _bones(keys: frozenset[str]) -> set[str]:
    """Consonants of some sound keys, three or more: English names are written by ear.

    A `w` behind a vowel is none (Bowles, Боулс).
    """
    found = {"".join(c for c in AFTER_VOWEL.sub("", key) if c not in "aeiouy") for key in keys}
    return {key for key in found if len(key) > 2}


def _concepts(out: Matching) -> None:
    """Words of one concept; a unit whose kind is a cue may pair by its concept too."""
    candidates = []
    for i, u in enumerate(out.a.units):
        if not u.concepts or i in out.pairs or u.kind in ("quant", "neg", "modal", "cond"):
            continue
        for j, v in enumerate(out.b.units):
            if j in out.back or v.kind in ("quant", "neg", "modal", "cond"):
                continue
            shared = u.concepts & v.concepts
            if shared:
                same = 0.0 if u.kind == v.kind and u.value == v.value else 0.1
                candidates.append((out.apart(i, j) + same, i, j))
    for i, j in assign(candidates):
        if {out.a.units[i].kind, out.b.units[j].kind} == {"commit"} and out.a.units[
            i
        ].value != out.b.units[j].value:
            continue
        out.join(i, j)


def _cues(out: Matching, kind: str) -> None:
    """Cues of one value, those that govern the same word first."""
    candidates = []
    for i in out.free_a(kind):
        for j in out.free_b(kind):
            if kind == "cond" and mild(out.a, i) != mild(out.b, j):
                continue
            one, other = out.a.units[i].value, out.b.units[j].value
            if one == other or {one, other} == {"must", "should"}:
                governed = anchors(out.a.units, i) & anchors(out.b.units, j)
                candidates.append(
                    (out.apart(i, j) - (0.2 if governed else 0.0) + 0.05 * (one != other), i, j)
                )
    for i, j in assign(candidates):
        out.join(i, j)


def mild(side: Side, k: int) -> bool:
    """`it would be better if`: advice, no condition."""
    words = signs(side.language, "mild")
    return any(u.key in words for u in side.units[max(0, k - 2) : k])
