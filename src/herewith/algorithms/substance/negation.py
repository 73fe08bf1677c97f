"""Negations of a text as events: what is denied, and by an explicit word or an implicit one.

Concord («нет никаких», «ни … ни») is one event. Idioms whose negation denies nothing («не только»,
`no doubt`) are none. Negative words (deny, prevent, without, un-) are implicit events: they may
answer a negation on the other side, and need no answer themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from herewith.algorithms.substance.matching import Side
from herewith.algorithms.substance.units import Unit
from herewith.languages.cues import concepts
from herewith.languages.lemmas import is_known

__all__ = ["Negation", "denies", "negations", "says_no", "stem_denied"]

IMPLICIT = frozenset(
    {
        "reject", "deny", "forbid", "prevent", "exclude", "hinder", "impossible", "stop", "distrust",
        "needless", "unclear", "unequal", "false", "indifferent", "unreasonable", "careless",
        "insecurity", "unjust", "illegal", "forget", "lose", "unimportant", "misunderstand",
        "private", "conceal", "fail_", "absent", "vanish", "lose_", "disprove",
    }
)  # fmt: skip
AFFIX = re.compile(r"(?:un|in|im|ir|il|dis|non|mis|не|без|бес|анти)-?(?P<rest>\w{4,})$")
SUFFIX = re.compile(r"\w{3,}less(?:ly)?$")
NO_WORD = re.compile(r"\b(?:no|not|none|without|never|не|ни|без|sans|pas)\b")
RELATIVE = re.compile(r",\s+(?:\w{1,3}\s+)?(?:котор|чьи|чье|чья|чей|где\b|кто\b|что\b|о чем\b)")
"""Opens a clause about the word before it."""
OFTEN = re.compile(r"\bне раз\b")
"""Says that something was often, and denies nothing."""
BREAKS = re.compile(r"[;:!?]|(?<![A-ZА-ЯЁ])\.")


@dataclass(frozen=True, slots=True)
class Negation:
    """One negation: its unit, whether it is explicit, and the concepts it governs."""

    index: int
    explicit: bool
    governs: frozenset[str]


def negations(side: Side) -> tuple[Negation, ...]:
    """All negations of a text in order."""
    out: list[Negation] = []
    for k, unit in enumerate(side.units):
        if _explicit(side, k, unit):
            governed = side.facets[k].governs
            if out and out[-1].explicit and _one_event(side, out[-1].index, k):
                last = out.pop()
                governed |= last.governs
                out.append(Negation(last.index, True, governed))
            else:
                out.append(Negation(k, True, governed))
        elif _implicit(side, unit):
            out.append(Negation(k, False, side.facets[k].governs | unit.concepts))
    return tuple(out)


def _explicit(side: Side, k: int, unit: Unit) -> bool:
    if unit.kind == "idiom":
        return unit.value == "cannot"
    if unit.kind != "neg" or any(u.value == "isit" for u in side.units[max(0, k - 4) : k]):
        return False
    if _asked(side, k) or _excepting(side, k):
        return False
    return not (unit.value == "without" and side.language == "fr")


def _excepting(side: Side, k: int) -> bool:
    """Whether a «не» belongs to «если только … не» (unless) or «пока … не» (until)."""
    return side.units[k].key == "не" and any(
        u.kind == "cond" and u.value in ("unless", "until") and not u.key.endswith(" не")
        for u in side.units[max(0, k - SCOPE) : k]
    )


SCOPE = 8


def _implicit(side: Side, unit: Unit) -> bool:
    if " " in unit.key and unit.concepts and unit.kind in ("act", "term", "qual", "common"):
        return bool(NO_WORD.search(unit.key)) or bool(unit.concepts & IMPLICIT)
    if unit.kind == "idiom":
        if unit.value == "silent":
            return bool(NO_WORD.search(unit.key)) and not OFTEN.search(unit.key)
        return unit.value in ("refrain", "lest", "positive", "nearly", "only", "isit")
    if unit.kind == "cond":
        return unit.value in ("unless", "until")
    if unit.kind == "commit" and unit.value == "decline":
        return True
    if unit.concepts & IMPLICIT:
        return True
    if unit.concepts and not any(concepts()[c].opposites for c in unit.concepts - {"permanent"}):
        return False
    if side.language == "en" and unit.kind == "neg":
        return True
    return unit.kind in ("word", "qual", "act", "common") and _affixed(unit.key, side.language)


def says_no(unit: Unit) -> bool:
    """Whether a word says no by itself: reject, impossible, groundless."""
    return (
        bool(unit.concepts & IMPLICIT)
        or bool(SUFFIX.match(unit.key))
        or unit.key.endswith("lessness")
    )


def denies(a: str, b: str) -> bool:
    """Whether one word is the other with a prefix or suffix of denial.

    >>> denies("accurate", "inaccurate"), denies("привычный", "непривычный"), denies("form", "inform")
    (True, True, False)
    >>> denies("sense", "senseless")
    True
    """
    short, long = sorted((a, b), key=len)
    if re.fullmatch(re.escape(short) + r"less(?:ly|ness)?", long):
        return True
    if len(short) < 5:
        return False
    found = AFFIX.match(long)
    return found is not None and found["rest"] == short


def _affixed(word: str, language: str | None) -> bool:
    """Whether a word is another word denied by its prefix or suffix: unable, безответственный."""
    return bool(SUFFIX.match(word)) or bool(stem_denied(word, language))


def stem_denied(word: str, language: str | None) -> str:
    """The word that another denies by its prefix; empty if it denies none.

    >>> stem_denied("unchanged", "en"), stem_denied("under", "en")
    ('changed', '')
    """
    found = AFFIX.match(word)
    return found["rest"] if found is not None and is_known(found["rest"], language) else ""


def _asked(side: Side, k: int) -> bool:
    """Whether a `not` only asks for a yes: `Does this not prove …?`"""
    if k < 2 or side.language != "en" or side.units[k].value != "not":
        return False
    subject, verb = side.units[k - 1], side.units[k - 2]
    end = side.text.find("?", side.units[k].end)
    stop = BREAKS.search(side.text, side.units[k].end)
    asks = verb.kind in ("aux", "modal") and (subject.kind in ("pron", "func"))
    begins = k == 2 or BREAKS.search(side.text[side.units[k - 3].end : verb.start]) is not None
    return asks and (verb.first or begins) and end >= 0 and stop is not None and stop.start() == end


def _one_event(side: Side, first: int, second: int) -> bool:
    """Whether two negative words are one negation: concord and repeated `neither`."""
    one, two = side.units[first], side.units[second]
    between = side.units[first + 1 : second]
    if BREAKS.search(side.text[one.end : two.start]):
        return False
    if {one.key, two.key} & {"ни", "nor", "neither"} and second - first <= 8:
        return one.key in ("ни", "nor", "neither", "не", "нет") or two.key in ("nor",)
    if side.language == "ru":
        concord = {"no", "never"} & {one.value, two.value}
        said = side.text[one.end : two.start]
        commas = said.count(",")
        if commas == 2 and RELATIVE.search(
            said
        ):  # a clause between: «ни один из тех, о которых Вы пишете, не …»
            return bool(concord) and second - first <= 14
        joined = any(u.kind == "conj" for u in between) or commas
        return bool(concord) and second - first <= 8 and not joined
    if side.language == "fr":
        return second - first <= 3
    return False
