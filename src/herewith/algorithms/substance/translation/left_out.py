"""Words between two that found their counterpart, where the other side has no words at all.

A translation is free with words, and many are in no pack. But where the neighbours of some words
are each other's and nothing unexplained stands between them on the other side, the words were
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from herewith.algorithms.substance.content import weight
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.matching import Matching, Side
from herewith.algorithms.substance.translation.answers import draft
from herewith.algorithms.substance.units import ACTORS, Unit
from herewith.languages.cues import concepts, signs

__all__ = ["left_out"]

WEIGHTLESS = frozenset(
    {"func", "aux", "title", "cause", "conj", "pron", "idiom", "modal", "neg", "quant", "cond",
     "initial", "common", "approx", "prep", "mark"}
)  # fmt: skip
"""Kinds of units that a language may do without, or that have rules of their own."""

THINGS = frozenset({"term", "party"})
"""Kinds of members of a list that count."""

QUALITY = re.compile(r"(?:ly|ful|ous|ive|al|ic|able|ible|ing|ed|ent|ant|less|ary|ory)$")
"""Endings of English words that are rather qualities than things."""

CLAUSE = 4
"""Words of meaning from which on an omission is worth a line."""


def left_out(m: Matching) -> Iterator[Draft]:
    """Members of a list, and longer stretches, that one side does not have."""
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        for run in list(_runs(side, m.pairs if first else m.back)):
            if not _empty(m, other, run, first=first):
                continue
            yield from _said(m, side, run, first)


def _runs(side: Side, taken: dict[int, int]) -> Iterator[list[int]]:
    """Weighty units without counterpart, those together that nothing answered divides."""
    run: list[int] = []
    for k, unit in enumerate(side.units):
        if k in taken:
            if run:
                yield run
            run = []
        elif unit.kind not in WEIGHTLESS:
            run.append(k)
    if run:
        yield run


def _empty(m: Matching, other: Side, run: list[int], *, first: bool) -> bool:
    """Whether the other side has nothing unexplained where the words would stand."""
    taken, back = (m.pairs, m.back) if first else (m.back, m.pairs)
    before = [k for k in taken if k < run[0] and taken[k] >= 0]
    behind = [k for k in taken if k > run[-1] and taken[k] >= 0]
    if not before:
        return False
    low = taken[max(before)]
    high = taken[min(behind)] if behind else len(other.units)
    if low > high or high - low > len(run) + SPREAD:
        return False
    return not any(
        n not in back
        and other.units[n].kind not in WEIGHTLESS - {"common", "quant", "modal"}
        and other.units[n].lemma not in signs(other.language, "light")
        for n in range(low + 1, high)
    )


SPREAD = 8
"""Units by which the place on the other side may be wider than the words themselves."""


def _said(m: Matching, side: Side, run: list[int], first: bool) -> Iterator[Draft]:
    """What is said of words left out: a member of a list, a clause with or without weight."""
    pair = (run[0], None) if first else (None, run[0])
    stretch = side.units[run[0]].start, side.units[run[-1]].end
    text = side.text[slice(*stretch)]
    if len(run) <= 2 and _member(side, run):
        found = draft(m, pair, "substance", "content", "member_missing")
    elif _tail(side, run, m.pairs if first else m.back) or _relative(side, run):
        found = draft(m, pair, "substance", "content", "words_missing")
    elif _guarded(side, run):
        found = draft(m, pair, "substance", "condition", "words_missing")
    elif len(run) >= CLAUSE:
        heavy = bool(weight(text, side.language))
        found = draft(m, pair, "substance" if heavy else "nuance", "content", "words_missing")
    else:
        return
    for k in run:
        (m.pairs if first else m.back).setdefault(k, -1)
    yield replace(found, a=stretch) if first else replace(found, b=stretch)


RELATIVE = frozenset({"который", "who", "which", "whose", "whom"})


def _relative(side: Side, run: list[int]) -> bool:
    """Whether some words are a clause that tells what a person or thing does: `who train pilots`."""
    led = run[0] > 0 and side.units[run[0] - 1].lemma in RELATIVE
    kinds = {side.units[k].kind for k in run}
    return led and len(run) > 1 and "act" in kinds and bool(kinds & (ACTORS | THINGS))


GUARDING = frozenset(
    {"inspection_", "verify", "control_", "safeguard", "safeguard_", "observer", "guarantee_",
     "permit", "agreement", "consent_", "patrol", "escort"}
)  # fmt: skip
"""Concepts of what an act is made subject to."""


def _guarded(side: Side, run: list[int]) -> bool:
    """Whether some words say under what an act is to be done: `under United Nations observation`."""
    led = run[0] > 0 and side.units[run[0] - 1].kind in ("func", "prep", "common", "neg")
    kinds = {side.units[k].kind for k in run}
    guarded = any(side.units[k].concepts & GUARDING for k in run)
    return led and len(run) > 1 and guarded and bool(kinds & ACTORS)


def _tail(side: Side, run: list[int], taken: dict[int, int]) -> bool:
    """Whether some words end a text and add to it: `and demands …`, `after payment of …`."""
    if len(run) < 2 or any(k > run[-1] and n >= 0 for k, n in taken.items()):
        return False
    led = side.units[run[0] - 1] if run[0] else None
    adds = led is not None and (
        led.kind in ("conj", "cause") or (led.kind == "prep" and led.concepts)
    )
    return bool(adds) and any(side.units[k].kind in ("act", "request", "term") for k in run)


def _member(side: Side, run: list[int]) -> bool:
    """Whether some words are a thing joined to others by `and`, `or` or `as well as`."""
    last = side.units[run[-1]]
    joined = any(_joint(u) for u in side.units[max(0, run[0] - 2) : run[0]])
    led = run[0] > 0 and side.units[run[0] - 1].kind == "conj"
    light = side.units[run[0]].lemma in signs(side.language, "light")
    if led and not light and {concepts()[c].kind for c in side.units[run[0]].concepts} == {"act"}:
        return True
    if joined and all(_thing(side.units[k]) for k in run) and last.kind in THINGS:
        return True
    return len(run) == 1 and _enumerated(side, run[0])


def _enumerated(side: Side, k: int) -> bool:
    """Whether a noun stands between commas or `and` on both sides: «о торговле, науке и культуре»."""
    unit = side.units[k]
    if side.language == "ru" and "NOUN" not in unit.features:
        return False
    if side.language != "ru" and (unit.kind not in THINGS or QUALITY.search(unit.key)):
        return False
    if 0 < k < len(side.units) - 1:
        left = side.text[side.units[k - 1].end : unit.start]
        right = side.text[unit.end : side.units[k + 1].start]
        before = "," in left or side.units[k - 1].kind == "conj"
        behind = "," in right or side.units[k + 1].kind == "conj"
        return before and behind
    return False


def _thing(unit: Unit) -> bool:
    table = concepts()
    return bool(unit.concepts) and all(table[c].kind in THINGS | {"qual"} for c in unit.concepts)


def _joint(unit: Unit) -> bool:
    return unit.kind == "conj" or unit.key in ("as well as", "а также")
