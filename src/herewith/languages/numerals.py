"""Numbers in running text: digits and number words, with their values and places.

For alignment and comparison: «двух-трёх недель» and "two or three weeks" both give 2 to 3.
The words are data (`<language>/numbers.toml`); English and Russian have tables.

Blind spot:
    A word that is often no number ("one", "second", «один») is reported as `shy`. Numbers
    that are part of a date or of a file number are reported like others; leave out the spans of
    `algorithms.date_phrases.find_dates` where that matters.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Literal

__all__ = ["LANGUAGES", "FoundNumber", "find_numbers", "value_of"]

LANGUAGES = {"en": "english", "ru": "russian", "fr": "french"}
"""Languages with a table of number words; others read digits with English separators."""

Kind = Literal["cardinal", "multiplier", "scale", "ordinal", "fraction", "whole"]


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number: half-open offsets, its value, and the upper value where a range is meant.

    `low` and `high` are exact (`Fraction` where not whole) and equal for a plain number.
    `shy` says that the word is often no number at all.
    """

    start: int
    end: int
    low: int | Fraction
    high: int | Fraction
    ordinal: bool = False
    shy: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The number words of one language, ready for look-up."""

    words: dict[str, tuple[tuple[Kind, Fraction], ...]]
    shy: frozenset[str]
    joins: frozenset[str]
    either: frozenset[str]
    hyphen_joins: bool
    digits: re.Pattern[str]
    thousands: re.Pattern[str]
    decimal: str
    wide: Mapping[int, int]
    tens_and: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or figure of the text that can be part of a number."""

    start: int
    end: int
    word: str
    meanings: tuple[tuple[Kind, Fraction], ...]
    figure: bool = False


def find_numbers(text: str, language: str | None) -> tuple[FoundNumber, ...]:
    """All numbers of a text in order of their place, none overlapping.

    Args:
        text: running text.
        language: ISO 639-1; Russian and English have number words, others are read by figures.

    >>> [(n.low, n.high) for n in find_numbers("within two or three weeks, 1,200 men", "en")]
    [(2, 3), (1200, 1200)]
    >>> [(n.low, n.high) for n in find_numbers("в течение двух-трёх недель", "ru")]
    [(2, 3)]
    >>> [n.low for n in find_numbers("soixante-douze, quatre-vingt-dix-neuf, vingt et un", "fr")]
    [72, 99, 21]
    """
    words = _load(LANGUAGES.get(language or "", "english"))
    pieces = list(_pieces(text, words))
    found: list[FoundNumber] = []
    index = 0
    while index < len(pieces):
        number, index = _one(text, pieces, index, words)
        if number is None:
            continue
        if found and (joined := _range(text, found[-1], number, words)):
            found[-1] = joined
        else:
            found.append(number)
    return tuple(found)


def value_of(text: str, language: str | None) -> int | Fraction | None:
    """The value of a text that is nothing but one plain number, else `None`.

    >>> value_of("one thousand nine hundred and sixty-two", "en")
    1962
    """
    found = find_numbers(text, language)
    if len(found) != 1 or found[0].low != found[0].high:
        return None
    whole = text.strip()
    return found[0].low if found[0].end - found[0].start == len(whole) else None


def _one(
    text: str, pieces: list[_Piece], first: int, words: _Words
) -> tuple[FoundNumber | None, int]:
    """Read the longest number that begins with a piece; also the index behind it."""
    total = group = Fraction(0)
    room, scale_room, index, ordinal, read = Fraction(10**15), Fraction(10**15), first, False, 0
    while index < len(pieces) and not ordinal:
        piece = pieces[index]
        if read and not _touches(text, pieces[index - 1], piece, words):
            break
        step = _add(piece, total, group, room, scale_room, read)
        if step is not None and (more := words.wide.get(int(step[1] - group))):
            step = (*step[:2], Fraction(more), *step[3:])
        if step is None or (group and _counts_next(text, pieces, index, words)):
            break
        total, group, room, scale_room, ordinal = step
        read, index = read + 1, index + 1
    if not read:
        return None, first + 1
    value = total + group
    last, begin = pieces[index - 1], pieces[first]
    shy = read == 1 and not begin.figure and begin.word in words.shy
    number = int(value) if value.denominator == 1 else value
    return FoundNumber(begin.start, last.end, number, number, ordinal, shy), index


def _add(
    piece: _Piece,
    total: Fraction,
    group: Fraction,
    room: Fraction,
    scale_room: Fraction,
    read: int,
) -> tuple[Fraction, Fraction, Fraction, Fraction, bool] | None:
    """The state after one more piece, or `None` if it cannot belong to the number.

    `room` is the smallest power of ten that the next addend must stay below; `scale_room` the
    last scale word read.
    """
    for kind, value in piece.meanings:
        if kind in ("cardinal", "ordinal"):
            if value < room and not (read and value == 0):
                return (
                    total,
                    group + value,
                    _room_after(value, piece),
                    scale_room,
                    kind == "ordinal",
                )
        elif kind == "multiplier" and value == SCORE:
            if group % 100 == 4:
                return total, group + 76, Fraction(0), scale_room, False
        elif kind == "multiplier" and 0 <= group < 100:
            rest = Fraction(0) if value < 100 else value
            return total, (group or 1) * value, rest, scale_room, False
        elif kind == "scale" and value < scale_room and (group or not read):
            return total + (group or 1) * value, Fraction(0), value, value, False
        elif kind == "fraction" and (group or not read) and group < 20 and not total:
            return total, (group or 1) * value, Fraction(0), scale_room, False
        elif kind == "whole" and not read:
            return total, value, Fraction(0), scale_room, False
    return None


SCORE = 20
"""A twenty that a four before it counts: quatre-vingts."""


def _counts_next(text: str, pieces: list[_Piece], index: int, words: _Words) -> bool:
    """Whether a piece counts the hundreds or dozens that follow: the "two" of "two hundred"."""
    if index + 1 >= len(pieces) or pieces[index].meanings[0][0] != "cardinal":
        return False
    following = pieces[index + 1]
    return following.meanings[0][0] == "multiplier" and _touches(
        text, pieces[index], following, words
    )


def _room_after(value: Fraction, piece: _Piece) -> Fraction:
    """What may still be added below a cardinal: 200 leaves room below 100, 20 below 10."""
    if piece.figure or value < 20:
        return Fraction(0)
    return Fraction(10 if value < 100 else 100)


def _touches(text: str, left: _Piece, right: _Piece, words: _Words) -> bool:
    """Whether nothing but joining marks stands between two pieces of one number."""
    between = text[left.end : right.start]
    if not between.strip() and between:
        return len(between) <= 2 and not (left.figure and right.figure)
    if between == "-":
        return words.hyphen_joins and not left.figure and not right.figure
    if between.lower() == " a " and left.word == "half":
        return True
    joint = between.strip(" -").lower()
    if joint in words.tens_and and left.meanings[0][0] == "cardinal":
        return left.meanings[0][1] >= 20 and right.meanings[0][1] in (1, 11)
    return joint in words.joins and left.meanings[0][0] in ("multiplier", "scale")


def _range(text: str, left: FoundNumber, right: FoundNumber, words: _Words) -> FoundNumber | None:
    """Two neighbours as one range: "two or three", «двух-трёх», "5–7"; else `None`."""
    if left.low != left.high or right.low <= left.low or left.ordinal or right.ordinal:
        return None
    between = text[left.end : right.start].strip().lower()
    if between not in words.either and between not in ("-", "–", "—", "- ", "-х —"):
        return None
    return FoundNumber(left.start, right.end, left.low, right.high)


def _pieces(text: str, words: _Words) -> Iterator[_Piece]:
    """The figures and number words of a text, in order."""
    table = words.words
    for match in words.digits.finditer(text):
        if match["other"]:
            continue
        if match["word"]:
            word = match.group().lower().replace("ё", "е")
            if meanings := table.get(word):
                yield _Piece(match.start(), match.end(), word, meanings)
        else:
            value = _figure(match["figure"], words)
            kind: Kind = "ordinal" if match["suffix"] else "cardinal"
            yield _Piece(match.start(), match.end(), match.group(), ((kind, value),), True)


def _figure(written: str, words: _Words) -> Fraction:
    if "/" in written:
        return sum((Fraction(part) for part in re.split(r"[ -]", written)), Fraction(0))
    plain = words.thousands.sub("", written)
    return Fraction(plain.replace(words.decimal, "."))


@cache
def _load(folder: str) -> _Words:
    data = tomllib.loads((files("herewith.languages") / folder / "numbers.toml").read_text("utf-8"))
    table: dict[str, list[tuple[Kind, Fraction]]] = {}
    kinds: tuple[tuple[str, Kind], ...] = (
        ("cardinals", "cardinal"),
        ("multipliers", "multiplier"),
        ("scales", "scale"),
        ("wholes", "whole"),
        ("fractions", "fraction"),
        ("ordinals", "ordinal"),
    )
    endings: dict[str, str] = data.get("ordinal_endings", {})
    for section, kind in kinds:
        for value, forms in data[section].items():
            for form in forms.split():
                for word in _inflected(form, endings) if kind == "ordinal" else (form,):
                    table.setdefault(word, []).append((kind, Fraction(value)))
    separators = "".join(re.escape(mark) for mark in data["thousands"])
    decimal = re.escape(data["decimal"])
    suffixes = "|".join(re.escape(s) for s in sorted(data["ordinal_suffixes"], key=len)[::-1])
    digits = re.compile(
        r"(?P<other>\d[\d.,]*[/][\d/.–-]*\d{2,}[\d/.–-]*|[1-9]\d*/[1-9]\d*/[\d/]+)"
        rf"|(?<![\w./])(?P<figure>(?:\d+[ -])?[1-9]/[2-9](?!\d)|\d{{1,3}}(?:[{separators}]\d{{3}})+(?!\d)(?:{decimal}\d+)?"
        rf"|\d+(?:{decimal}\d+)?)(?P<suffix>(?:{suffixes})\b)?(?![\w/]|[.,]\d)"
        r"|(?P<word>[^\W\d_]+)",
        re.I,
    )
    return _Words(
        words={word: tuple(meanings) for word, meanings in table.items()},
        shy=frozenset(data["shy"]),
        joins=frozenset(data["and"]),
        either=frozenset(data["or"]),
        hyphen_joins=data["hyphen_joins"],
        digits=digits,
        thousands=re.compile(f"[{separators}](?=\\d{{3}})"),
        decimal=data["decimal"],
        wide={int(value): room for value, room in data.get("wide", {}).items()},
        tens_and=frozenset(data.get("tens_and", ())),
    )


def _inflected(stem: str, endings: dict[str, str]) -> Iterator[str]:
    """Word forms of an ordinal: the word itself, or a stem with adjective endings."""
    if not endings:
        yield stem
        return
    for ending in endings["soft" if stem.endswith("трет") else "hard"].split():
        yield stem + ending
