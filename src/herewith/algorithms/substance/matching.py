"""Units of two texts and their counterparts: the best assignment by meaning, governed word, place.

A unit of one side is a candidate for one of the other if they share a figure, a name, a concept or
a cue. All candidates are solved together: each unit is taken once, and the whole costs least, by
place within the text (from 0 to 1) and by whether the same word is governed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from herewith.algorithms.substance.assignment import assign
from herewith.algorithms.substance.facets import Facet, facets
from herewith.algorithms.substance.figures import agree
from herewith.algorithms.substance.syntax import Parser, Tree, tree
from herewith.algorithms.substance.units import Unit, opposed, same_duration, same_feast, units
from herewith.languages.cues import signs
from herewith.languages.lemmas import forms
from herewith.languages.names import skeletons
from herewith.languages.renderings import renderings

__all__ = ["Matching", "Side", "match", "mild", "side"]


@dataclass(frozen=True, slots=True)
class Side:
    """The units of one text (marks left out) and its language."""

    units: tuple[Unit, ...]
    language: str | None
    text: str
    facets: tuple[Facet, ...] = ()
    structure: Tree | None = None

    def place(self, index: int) -> float:
        """Where a unit stands, from 0 to 1."""
        return (index + 0.5) / max(1, len(self.units))

    def of(self, *kinds: str) -> list[int]:
        """Indices of the units of some kinds."""
        return [k for k, unit in enumerate(self.units) if unit.kind in kinds]

    def concepts(self) -> frozenset[str]:
        """All concepts of the text."""
        return frozenset(c for unit in self.units for c in unit.concepts)


def side(
    text: str,
    language: str | None,
    doubtful: Sequence[tuple[int, int]] = (),
    parser: Parser | None = None,
) -> Side:
    """The side of a text: its units without the marks, and their facets.

    Args:
        text: a sentence or a few.
        language: ISO 639-1.
        doubtful: stretches that cannot be read for sure.
        parser: tells the syntax, if it is one of this language.
    """
    found = tuple(u for u in units(text, language) if u.kind != "mark")
    parsed = parser is not None and parser.language == language
    structure = tree(found, text, parser) if parser is not None and parsed else None
    return Side(found, language, text, facets(found, doubtful, structure), structure)


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
    """Pair the units of two texts: one best assignment over all kinds, then names by their sound."""
    out = Matching(a, b)
    for i, j in assign(_candidates(out)):
        out.join(i, j)
    _by_sound(out)
    return out


def _candidates(m: Matching) -> Iterator[tuple[float, int, int]]:
    """Pairs of units that may be counterparts, and how dear each is.

    What counts is kind and value first; among the pairs that this leaves, those are cheapest that
    stand in one place of their texts and govern the same word.
    """
    for tests, kinds in (
        ((_same_figure, _same_stretch), FIGURES), ((_same_name,), NAMES), ((_same_day,), DAYS),
        ((_same_value,), WEEKDAYS),
    ):  # fmt: skip
        for i in m.a.of(*kinds):
            for j in m.b.of(*kinds):
                if any(test(m, i, j) for test in tests):
                    yield m.apart(i, j) - _governing(m, i, j) / 2, i, j
    yield from _of_one_concept(m)
    yield from _renderings(m)
    for kind in ("quant", "commit", "cond", "modal", "when"):
        for i in m.a.of(kind):
            for j in m.b.of(kind):
                dear = _cues(m, i, j)
                if dear is not None:
                    yield m.apart(i, j) + dear - _governing(m, i, j), i, j


FIGURES = ("num", "date", "design")
NAMES = ("place", "body", "office", "name", "person", "feast")
DAYS = ("date", "feast")
WEEKDAYS = ("weekday",)
JUDGED_ALONE = ("quant", "neg", "modal", "cond")
"""Kinds of cues that never pair by a concept."""

GOVERNED = 0.2
"""How much nearer two cues are that govern the same word."""


def _governing(m: Matching, i: int, j: int) -> float:
    return GOVERNED if m.a.facets[i].governs & m.b.facets[j].governs else 0.0


def _of_one_concept(m: Matching) -> Iterator[tuple[float, int, int]]:
    """Words of one concept; a unit whose kind is a cue may pair by its concept too."""
    by_concept: dict[str, list[int]] = {}
    for j, v in enumerate(m.b.units):
        if v.kind not in JUDGED_ALONE:
            for name in v.concepts:
                by_concept.setdefault(name, []).append(j)
    for i, u in enumerate(m.a.units):
        if u.kind in JUDGED_ALONE:
            continue
        for j in sorted({j for name in u.concepts for j in by_concept.get(name, ())}):
            v = m.b.units[j]
            if u.kind == v.kind == "commit" and u.value != v.value:
                continue
            same = u.kind == v.kind and u.value == v.value
            yield m.apart(i, j) + (0.0 if same else 0.1), i, j


RENDERED = frozenset(
    {"word", "act", "qual", "term", "party", "common", "feel+", "feel-", "request"}
)
"""Kinds of units that pair by a listed rendering."""

THINGS = frozenset({"term", "party"})
"""Of two things that packs know apart, none renders the other."""

RENDERS = 0.3
"""How much dearer a listed rendering is than a common concept."""


def _renderings(m: Matching) -> Iterator[tuple[float, int, int]]:
    """Words that may render each other, though no concept is common to them."""
    table = renderings(m.a.language, m.b.language)
    by_word: dict[str, list[int]] = {}
    for j in m.b.of(*RENDERED):
        for base in _bases(m.b.units[j], m.b.language):
            by_word.setdefault(base, []).append(j)
    for i in m.a.of(*RENDERED):
        u = m.a.units[i]
        found = {w for base in _bases(u, m.a.language) for w in table.get(base, ())}
        for word in sorted(found):
            for j in by_word.get(word, ()):
                v = m.b.units[j]
                apart = {u.kind, v.kind} <= THINGS or opposed(u.concepts, v.concepts)
                if not u.concepts & v.concepts and not (apart and u.concepts and v.concepts):
                    yield m.apart(i, j) + RENDERS, i, j


def _bases(unit: Unit, language: str | None) -> tuple[str, ...]:
    """The dictionary forms a word may have: of a Russian one those of all its analyses."""
    if language != "ru" or " " in unit.key:
        return (unit.lemma,)
    found = (form.lemma for form in forms(unit.key) if form.known)
    return tuple(dict.fromkeys((unit.lemma, *found)))


def _cues(m: Matching, i: int, j: int) -> float | None:
    """What it costs that two cues of one kind are counterparts; `None` if they are not."""
    one, other = m.a.units[i], m.b.units[j]
    if one.kind == "cond" and mild(m.a, i) != mild(m.b, j):
        return None
    if one.value == other.value:
        return 0.0
    return 0.05 if {one.value, other.value} == {"must", "should"} else None


def _same_day(m: Matching, i: int, j: int) -> bool:
    """A feast and its day: May Day, 1 мая."""
    return same_feast(m.a.units[i], m.b.units[j])


def _same_value(m: Matching, i: int, j: int) -> bool:
    """The same day of the week."""
    return m.a.units[i].value == m.b.units[j].value


def _same_stretch(out: Matching, i: int, j: int) -> bool:
    """Whether two numbers with their units are one stretch of time: three weeks, 21 days."""
    if i + 1 >= len(out.a.units) or j + 1 >= len(out.b.units):
        return False
    return same_duration(out.a.units[i : i + 2], out.b.units[j : j + 2])


def _same_figure(m: Matching, i: int, j: int) -> bool:
    """Equal numbers, dates that may be one day, equal designations."""
    u, v = m.a.units[i], m.b.units[j]
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


def _by_sound(out: Matching) -> None:
    """Names that no pack knows, and what may be they on the other side."""
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


def _same_name(m: Matching, i: int, j: int) -> bool:
    """Places, bodies and offices by their value, other names by their sound."""
    u, v = m.a.units[i], m.b.units[j]
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


ADJECTIVE = re.compile(r"(?P<stem>\w{3,}?)(?:ий)?ск(?:ий|ая|ое|ие|ого|ой|их|ому|им|ом|ую|ими)")
"""A Russian adjective of a name: «Хайберский», Khyber."""


@lru_cache(maxsize=20_000)
def _keys(name: str) -> frozenset[str]:
    """Sound keys of a name and of the halves of a double one."""
    bare = name.removesuffix("’s").removesuffix("'s")
    parts = [bare, *(part for part in bare.split("-") if part != bare)]
    stem = ADJECTIVE.fullmatch(bare)
    if stem is not None:
        parts.append(stem["stem"])
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


def mild(side: Side, k: int) -> bool:
    """`it would be better if`: advice, no condition."""
    words = signs(side.language, "mild")
    return any(words & {*u.key.split(), u.lemma} for u in side.units[max(0, k - 3) : k])
