"""Units: words and phrases of a text together with what they mean for substance.

A number in words and one in figures, a date in any order, a country and its nationality, and a
phrase such as `nothing but` each become one unit with a normal value, so that forms of writing
fall away before texts are compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from herewith.algorithms.substance.figures import Figure, figures
from herewith.algorithms.substance.words import Word, words
from herewith.languages.cues import Entry, Pack, concepts, pack
from herewith.languages.lemmas import forms, is_known, lemma

__all__ = ["ACTORS", "Unit", "content", "opposed", "same_duration", "units"]

ACTORS = frozenset({"place", "body", "office", "name", "person"})
"""Kinds of units that name who acts or where."""

CUES = (
    "idiom", "neg", "quant", "modal", "commit", "cond", "pron", "aux", "conj", "approx",
    "cause", "title",
)  # fmt: skip
"""Kinds of cues, the most telling first."""

FIXED = frozenset({"place", "body", "office", "feast", "person"})
"""Kinds of concepts whose words are all the same thing: they compare as one value."""


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
    return any(table[x].opposite in b for x in a) or any(table[y].opposite in a for y in b)


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
    book = pack(language)
    out: list[Unit] = []
    index = 0
    while index < len(tokens):
        unit, index = _next(text, tokens, index, found, book, language, len(out))
        out.append(unit)
    return tuple(out)


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
    entries, length = _entries(tokens, index, book)
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
    kind, value, meant = _meaning(entries, tokens, index, length, language)
    shown = text[word.start : end]
    base = " ".join(t.lemma for t in tokens[index : index + length])
    key = " ".join(t.norm for t in tokens[index : index + length])
    if kind in FIXED and len(meant) == 1:
        key = f"@{value}"
    elif kind == "idiom":
        key = f"={value}" if value in ("cannot", "only", "notonly") else key
    elif kind == "quant" and value == "only":
        key = "=only"
    features = _features(word.norm, language) if length == 1 else frozenset()
    return Unit(
        shown, word.start, end, key, base, kind, value, meant, word.capital, word.first, None, n,
        features,
    ), index + length  # fmt: skip


def _entries(tokens: Sequence[Word], index: int, book: Pack | None) -> tuple[list[Entry], int]:
    """The pack's entries that fit at a word, all of the greatest length, and that length."""
    word = tokens[index]
    if book is None or word.kind == "mark":
        return [], 1
    candidates: list[Entry] = list(book.entries.get(word.norm, ()))
    if word.lemma != word.norm:
        candidates += [e for e in book.entries.get(word.lemma, ()) if e not in candidates]
    if not candidates and word.capital and word.norm.endswith("s"):
        return _people(word, book), 1
    fitting = [entry for entry in candidates if _fits(entry, tokens, index)]
    if not fitting:
        return [], 1
    length = max(len(entry.keys) for entry in fitting)
    longest = [entry for entry in fitting if len(entry.keys) == length]
    written = [entry for entry in longest if word.norm in entry.keys[0]]
    if length == 1 and any(entry.kind != "concept" for entry in written):
        return written, length
    return longest, length


def _people(word: Word, book: Pack) -> list[Entry]:
    """Entries for a plural that no dictionary knows: `Cubans`."""
    return [e for e in book.entries.get(word.norm[:-1], ()) if len(e.keys) == 1 and not e.capitals]


def _fits(entry: Entry, tokens: Sequence[Word], index: int) -> bool:
    if index + len(entry.keys) > len(tokens):
        return False
    if entry.capitals and not tokens[index].text.strip(".").replace(".", "").isupper():
        return False
    for offset, keys in enumerate(entry.keys):
        token = tokens[index + offset]
        if token.norm not in keys and token.lemma not in keys:
            return False
        if offset and token.kind == "mark":
            return False
    return True


def _meaning(
    entries: Sequence[Entry],
    tokens: Sequence[Word],
    index: int,
    length: int,
    language: str | None,
) -> tuple[str, str, frozenset[str]]:
    """Kind, value and concepts of a word or phrase, from the entries that fit."""
    word = tokens[index]
    meant = frozenset(e.value for e in entries if e.kind == "concept")
    cues = {e.kind: e.value for e in reversed(entries) if e.kind != "concept"}
    for kind in CUES:
        if kind in cues and _allowed(kind, cues[kind], tokens, index, length):
            return kind, cues[kind], meant
    if meant:
        table = concepts()
        kinds = sorted(meant, key=lambda name: (table[name].kind not in FIXED, name))
        return table[kinds[0]].kind, kinds[0], meant
    if "func" in cues:
        return "func", "", meant
    if word.kind in ("mark", "design"):
        return word.kind, word.norm, meant
    pointed = index + 1 < len(tokens) and tokens[index + 1].norm == "."
    if word.kind == "abbr" or (
        word.capital
        and (len(word.norm) == 1 or (len(word.norm) == 2 and pointed and language == "ru"))
    ):
        return "initial", word.norm, meant
    if _is_name(word, language):
        return "name", word.lemma, meant
    return "word", word.lemma, meant


def _allowed(kind: str, value: str, tokens: Sequence[Word], index: int, length: int) -> bool:
    """Whether a cue is really one here: `the will`, `No. 5`, `I am certain`, `a May day` are not."""
    word = tokens[index]
    before = tokens[index - 1].norm if index else ""
    after = tokens[index + length] if index + length < len(tokens) else None
    if kind == "approx":
        return after is not None and (after.kind == "figure")
    if length > 1:
        return True
    if word.norm in ("assuming", "supposing", "once"):
        return word.first or (after is not None and after.norm in ("that", "this"))
    if value == "will" and word.norm == "will":
        return before not in (
            "the",
            "free",
            "good",
            "own",
            "of",
            "his",
            "their",
            "our",
            "your",
            "a",
        )
    if word.norm == "no":
        return after is None or after.norm != "."
    if word.norm == "certain":
        return before not in ("am", "is", "are", "be", "make", "feel", "was", "were", "quite")
    if word.norm == "may" and word.capital and not word.first:
        return False
    if word.norm == "might":
        return before not in ("the", "military", "with", "of", "and")
    return True


def _is_name(word: Word, language: str | None) -> bool:
    """Whether a word is a proper name that no pack knows."""
    if not word.capital or word.kind != "word":
        return False
    if language == "ru":
        named = {"Surn", "Name", "Patr", "Geox", "Orgn"}
        found = forms(word.norm)
        if any(form.features & named for form in found):
            return True
        return not word.first and not any(form.known for form in found)
    if word.first:
        return not is_known(word.norm, language) and len(word.norm) > 2
    return True


FRENCH_FUTURE = re.compile(r"\w{2,}r(?:ai|as|a|ons|ez|ont)$")


@lru_cache(maxsize=50_000)
def _features(norm: str, language: str | None) -> frozenset[str]:
    """Grammar of a word form: of a Russian one its likeliest analysis, of a French one its future."""
    if language == "ru":
        form = forms(norm)[0]
        return form.features | {form.part}
    if language == "fr" and FRENCH_FUTURE.match(norm) and lemma(norm, "fr") != norm:
        return frozenset({"futr"})
    return frozenset()
