"""Units: words and phrases of a text together with what they mean for substance.

A number in words and one in figures, a date in any order, a country and its nationality, and a
phrase such as `nothing but` each become one unit with a normal value, so that forms of writing
fall away before texts are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from herewith.algorithms.substance.entries import entries_at
from herewith.algorithms.substance.figures import Figure, figures
from herewith.algorithms.substance.senses import FIXED, features, meaning
from herewith.algorithms.substance.words import Word, divided, words
from herewith.languages.cues import Pack, concepts, pack

__all__ = ["ACTORS", "Unit", "content", "opposed", "same_duration", "same_feast", "units"]

ACTORS = frozenset({"place", "body", "office", "name", "person"})
"""Kinds of units that name who acts or where."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or phrase and its meaning.

    `kind` is a kind of cue or concept, `num`, `date`, `name`, `design`, `initial`, `func`,
    `mark` or `word`; `value` its value; `key` what is compared for equality. `concepts` are all
    the concepts it may stand for. `figure` is given for numbers and dates.
    """

    text: str
    start: int
    end: int
    key: str
    lemma: str
    kind: str
    value: str
    concepts: frozenset[str] = frozenset()
    capital: bool = False
    first: bool = False
    figure: Figure | None = None
    n: int = 0
    features: frozenset[str] = field(default=frozenset())


def content(unit: Unit) -> bool:
    """Whether a unit carries meaning of its own."""
    return unit.kind not in ("func", "mark", "title", "aux", "initial", "cause")


def opposed(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of concepts hold opposites and share nothing.

    >>> opposed(frozenset({"continue"}), frozenset({"stop"}))
    True
    """
    if a & b:
        return False
    table = concepts()
    return any(table[x].opposites & b for x in a) or any(table[y].opposites & a for y in b)


def same_feast(a: Unit, b: Unit) -> bool:
    """Whether one unit is a feast and the other its day: May Day, 1 мая."""
    return a.kind != b.kind and (_feast_day(a, b) or _feast_day(b, a))


def _feast_day(feast: Unit, date: Unit) -> bool:
    day = concepts()[feast.value].day if feast.kind == "feast" else (0, 0)
    return bool(day[0] and date.figure and date.figure.date and date.figure.date[1:] == day)


HOURS = {
    "hour": Fraction(1),
    "day": Fraction(24),
    "week": Fraction(168),
    "month": Fraction(0),
    "year": Fraction(0),
}
MONTHS = {"month": Fraction(1), "year": Fraction(12)}
"""Lengths of units of time; months and days have no common measure."""


def same_duration(a: Sequence[Unit], b: Sequence[Unit]) -> bool:
    """Whether a number and its unit of time are as long as another number and unit.

    >>> same_duration(units("three weeks", "en"), units("21 days", "en"))
    True
    """
    mine, theirs = _duration(a), _duration(b)
    return mine is not None and mine == theirs


def _duration(pair: Sequence[Unit]) -> tuple[str, Fraction, Fraction] | None:
    if len(pair) < 2 or pair[0].figure is None or pair[0].kind != "num":
        return None
    for measure, table in (("months", MONTHS), ("hours", HOURS)):
        for name in sorted(pair[1].concepts):
            if table.get(name):
                low, high = pair[0].figure.low, pair[0].figure.high
                return measure, low * table[name], high * table[name]
    return None


def units(text: str, language: str | None) -> tuple[Unit, ...]:
    """All units of a text in order; every word is in exactly one.

    >>> [(u.text, u.kind, u.value) for u in units("nothing but 180 thousand Cubans", "en")]
    [('nothing but', 'idiom', 'only'), ('180 thousand', 'num', '180000'), ('Cubans', 'place', 'cuba')]
    """
    tokens = words(text, language)
    found = {figure.start: figure for figure in figures(text, tokens, language)}
    tokens = divided(tokens, {f.end for f in found.values()})
    book = pack(language)
    out: list[Unit] = []
    index = 0
    while index < len(tokens):
        unit, index = _next(text, tokens, index, found, book, language, len(out))
        out.append(unit)
    return tuple(out)


INVERTED = frozenset({"should", "were", "had"})
"""Verbs that open a condition before their subject; elsewhere they are no conditions."""

VERBAL = frozenset({"VERB", "INFN", "PRTS"})


def _features(phrase: Sequence[Word], language: str | None) -> frozenset[str]:
    """Grammar of a phrase: of its verb, if it has one («примет участие»), else of its last word."""
    found = [features(word.norm, language) for word in phrase]
    return next((one for one in found if one & VERBAL), found[-1])


def _next(
    text: str,
    tokens: Sequence[Word],
    index: int,
    found: dict[int, Figure],
    book: Pack | None,
    language: str | None,
    n: int,
) -> tuple[Unit, int]:
    """The unit that begins at a word, and the index behind it."""
    word = tokens[index]
    entries, length = entries_at(tokens, index, book)
    figure = found.get(word.start)
    if figure and not (length > 1 and any(e.kind != "func" for e in entries)):
        last = index
        while last + 1 < len(tokens) and tokens[last + 1].end <= figure.end:
            last += 1
        shown = text[word.start : tokens[last].end]
        kind = "date" if figure.date else "num"
        unit = Unit(
            shown, word.start, tokens[last].end, f"#{kind}{figure.value}", shown, kind,
            figure.value, figure=figure, n=n,
        )  # fmt: skip
        return unit, last + 1
    end = tokens[index + length - 1].end
    kind, value, meant = meaning(entries, tokens, index, length, language)
    shown = text[word.start : end]
    base = " ".join(t.lemma for t in tokens[index : index + length])
    key = " ".join(t.norm for t in tokens[index : index + length])
    if kind in FIXED and len(meant) == 1:
        key = f"@{value}"
    elif kind == "idiom":
        key = f"={value}" if value in ("cannot", "only", "notonly") else key
    elif kind == "cond" and key in INVERTED:
        key = f"={value}"
    elif kind == "quant" and value == "only":
        key = "=only"
    return Unit(
        shown, word.start, end, key, base, kind, value, meant, word.capital, word.first, None, n,
        _features(tokens[index : index + length], language),
    ), index + length  # fmt: skip
