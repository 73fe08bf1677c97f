"""Denial and affirmation, and opposites, across two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from herewith.algorithms.substance.assignment import assign
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.matching import Matching, Side
from herewith.algorithms.substance.negation import Negation, negations, stem_denied
from herewith.algorithms.substance.translation.answers import CLOSE, NEAR, akin, beside, draft
from herewith.algorithms.substance.units import ACTORS, Unit, opposed, units
from herewith.languages.cues import concepts, signs
from herewith.model.findings import Facet

__all__ = ["limits", "opposites", "polarity"]


def polarity(m: Matching) -> Iterator[Draft]:
    """Negations without counterpart, after negative words have been tried."""
    mine, theirs = negations(m.a), negations(m.b)
    left, right, answered = _pair_negations(m, mine, theirs)
    for group, first in ((left, True), (right, False)):
        for item in group:
            if _within(m, item, answered, first=first):
                continue
            pair = (item.index, None) if first else (None, item.index)
            mild = (m.a if first else m.b).units[item.index].value == "without"
            mild = mild and not _with_instead(m, item.index, first=first)
            yield draft(m, pair, "nuance" if mild else "substance", "polarity", "negation")
    yield from _refrained(m, mine, theirs)
    yield from _turned(m)
    yield from _affixed_on_one_side(m)
    yield from _denied_elsewhere(m)


RAISING = frozenset({"think", "wish", "hope", "say", "certain_", "seem", "intention", "guess"})
"""Concepts of verbs that take the negation of the clause they govern: `I do not think he will`."""


def _denied_elsewhere(m: Matching) -> Iterator[Draft]:
    """One negation on each side, but of another word: `secret and not to be read`, `not secret …`."""
    if any(sum(u.kind == "neg" for u in side.units) != 1 for side in (m.a, m.b)):
        return
    told = [
        (i, j)
        for i, j in sorted(m.pairs.items())
        if j >= 0 and m.a.units[i].concepts and m.a.units[i].kind in TOLD
    ]
    if any(m.a.units[i].concepts & RAISING for i, _ in told):
        return
    only_a = [p for p in told if _denies_it(m.a, p[0]) and not m.b.facets[p[1]].denied]
    only_b = [p for p in told if _denies_it(m.b, p[1]) and not m.a.facets[p[0]].denied]
    if only_a and only_b and only_a[0] != only_b[0]:
        yield draft(m, only_a[0], "substance", "polarity", "negation")


TOLD = frozenset({"act", "qual"})


def _denies_it(side: Side, k: int) -> bool:
    """Whether a word is the first of meaning behind the negation of its side."""
    n = next(n for n, u in enumerate(side.units) if u.kind == "neg") + 1
    while n < len(side.units) and side.units[n].kind in ("func", "aux", "modal", "common", "pron"):
        n += 1
    return n == k and side.facets[k].denied


def _affixed_on_one_side(m: Matching) -> Iterator[Draft]:
    """A word denied by its prefix on one side, affirmed on the other: `unchanged`, «изменилась»."""
    for first in (True, False):
        side, other, taken = (m.a, m.b, m.back) if first else (m.b, m.a, m.pairs)
        if sum(u.kind == "neg" for u in other.units) != sum(u.kind == "neg" for u in side.units):
            continue
        for k, unit in enumerate(side.units):
            bare = stem_denied(unit.key, side.language)
            known = unit.concepts and not unit.concepts <= {"permanent"}
            if not bare or known or side.facets[k].denied:
                continue
            meant = side_of(bare, side.language)
            for n, facing in enumerate(other.units):
                couple = (k, n) if first else (n, k)
                near = m.apart(*couple) <= NEAR and taken.get(n, -1) < 0
                near = near and not other.facets[n].denied
                if near and meant & facing.concepts and not stem_denied(facing.key, other.language):
                    yield draft(m, couple, "substance", "polarity", "negation")
                    break


def side_of(word: str, language: str | None) -> frozenset[str]:
    """The concepts of one word."""
    found = units(word, language)
    return found[0].concepts if found else frozenset()


def _turned(m: Matching) -> Iterator[Draft]:
    """`Not A but B` against `not B but A`: another name stands under the negation."""
    for i in range(len(m.a.units) - 1):
        j = _denied_name(m.a, i)
        if j is None or m.pairs.get(j, -1) < 0:
            continue
        for k in range(len(m.b.units) - 1):
            n = _denied_name(m.b, k)
            if n is None or m.back.get(n, -1) < 0 or m.pairs[j] == n:
                continue
            if not (_contrasted(m.a, i, j) and _contrasted(m.b, k, n)):
                continue
            if (
                _denied_name(m.a, m.back[n] - 1) is None
                and _denied_name(m.b, m.pairs[j] - 1) is None
            ):
                yield draft(m, (j, n), "substance", "polarity", "negation")
                return


def _denied_name(side: Side, k: int) -> int | None:
    """The name or thing right behind a negation: «не Анкару», `not in Athens`."""
    if k < 0 or side.units[k].kind != "neg":
        return None
    n = k + 1
    while n < len(side.units) and n - k < DENIED and _between(side.units[n]):
        n += 1
    named = (
        n < len(side.units)
        and side.units[n].kind in ACTORS | {"term", "party", "act"}
        and (side.language != "ru" or "NOUN" in side.units[n].features)
    )
    return n if named else None


def _contrasted(side: Side, denial: int, name: int) -> bool:
    """Whether something stands against a denied name: `not A but B`, `B and not A`, `B, not A`."""
    behind = [u for u in side.units[name + 1 : name + 3] if u.kind != "mark"][:1]
    before = [u for u in side.units[max(0, denial - 2) : denial] if u.kind != "mark"][-1:]
    led = (
        any(u.kind == "conj" for u in before)
        or side.text[: side.units[denial].start].rstrip()[-1:] == ","
    )
    return led or any(u.value == "although" for u in (*behind, *before))


DENIED = 4
"""Units behind a negation within which the name or thing stands that it denies."""


def _between(unit: Unit) -> bool:
    """Whether a unit may stand between a negation and a noun: an article, an adjective."""
    return unit.kind in ("func", "qual") or "ADJF" in unit.features


STRONG = frozenset({"refrain", "lest"})
"""Phrases that say no and must be answered by something that says no."""


def _refrained(
    m: Matching, mine: Sequence[Negation], theirs: Sequence[Negation]
) -> Iterator[Draft]:
    """One side refrains, the other says nothing like no."""
    for first, side, own, facing in ((True, m.a, mine, theirs), (False, m.b, theirs, mine)):
        if facing:
            continue
        for item in own:
            unit = side.units[item.index]
            if unit.kind == "idiom" and unit.value in STRONG:
                pair = (item.index, None) if first else (None, item.index)
                yield draft(m, pair, "substance", "polarity", "refrain")


def _with_instead(m: Matching, k: int, *, first: bool) -> bool:
    """Whether what one side is without, the other is with: its word stands behind `with` there."""
    side, other = (m.a, m.b) if first else (m.b, m.a)
    taken = m.pairs if first else m.back
    words = signs(other.language, "with")
    for n in [n for n, u in enumerate(other.units) if u.key in words]:
        couple = (k, n) if first else (n, k)
        led = [x for x in range(n + 1, min(n + 3, len(other.units))) if other.units[x].kind in LED]
        loose = led and (m.back if first else m.pairs).get(led[0], -1) < 0
        if loose and m.apart(*couple) <= WITH:
            return True
    for n in range(k + 1, min(k + 4, len(side.units))):
        j = taken.get(n, -1)
        if j >= 0:
            before = any(u.key in words for u in other.units[max(0, j - 2) : j])
            return before or not negations(other)
    return False


LED = frozenset({"act", "term", "qual"})
WITH = 0.2
"""How far apart `without X` and `with Y` may stand to be each other's place."""

SCOPE = 8
"""Units behind a negation that it may still govern."""


def _within(
    m: Matching, item: Negation, answered: Sequence[tuple[Negation, Negation]], *, first: bool
) -> bool:
    """Whether a negation is part of one that the other side says once: `no attack or invasion`."""
    other = m.b if first else m.a
    for mine, theirs in answered:
        own, facing = (mine, theirs) if first else (theirs, mine)
        if abs(own.index - item.index) > SCOPE or not facing.explicit:
            continue
        covered = other.units[facing.index + 1 : facing.index + 1 + SCOPE]
        joined = any(u.kind == "conj" for u in covered)
        if joined and any(u.concepts & item.governs for u in covered):
            return True
    return False


def _pair_negations(
    m: Matching, mine: Sequence[Negation], theirs: Sequence[Negation]
) -> tuple[list[Negation], list[Negation], list[tuple[Negation, Negation]]]:
    """Explicit negations left on each side when all that can be paired are.

    A negative word that has its own counterpart (`impossible`, «невозможно») answers no other
    negation; one that has none may (`refrain from` for «не делать»), if it is near.
    """
    left = [x for x in mine if x.explicit or x.index not in m.pairs]
    right = [y for y in theirs if y.explicit or y.index not in m.back]
    costs = []
    for p, x in enumerate(left):
        for q, y in enumerate(right):
            cost = abs(m.a.place(x.index) - m.b.place(y.index))
            cost -= 0.3 if x.governs & y.governs else 0.0
            cost += 0.2 * _one_without(m, x, y)
            mixed = x.explicit != y.explicit
            if mixed and not x.governs & y.governs and (_faint(m.a, x) or _faint(m.b, y)):
                continue
            if (x.explicit and y.explicit) or cost <= (0.2 if mixed else NEAR):
                costs.append((cost + (0.15 if mixed else 0.0), p, q))
    pairs = assign(costs)
    done_a, done_b = {p for p, _ in pairs}, {q for _, q in pairs}
    return (
        [x for p, x in enumerate(left) if x.explicit and p not in done_a],
        [y for q, y in enumerate(right) if y.explicit and q not in done_b],
        [(left[p], right[q]) for p, q in pairs],
    )


def _one_without(m: Matching, x: Negation, y: Negation) -> bool:
    """Whether just one of two negations is a `without`."""
    return (m.a.units[x.index].value == "without") != (m.b.units[y.index].value == "without")


FAINT = frozenset(
    {"permanent", "private", "conceal", "unimportant", "unequal", "unclear", "insecurity",
     "indifferent", "forget", "lose"}
)  # fmt: skip
"""Concepts that hardly say no: they answer a negation of the same word only."""


def _faint(side: Side, item: Negation) -> bool:
    return not item.explicit and bool(side.units[item.index].concepts & FAINT)


def opposites(m: Matching) -> Iterator[Draft]:
    """A word on one side, its opposite on the other, and neither on both."""
    table = concepts()
    kinds = ("act", "qual", "feel+", "feel-", "prep", "term")
    has_a, has_b = m.a.concepts(), m.b.concepts()
    for i, u in enumerate(m.a.units):
        if i in m.pairs or not u.concepts or table[min(u.concepts)].kind not in kinds:
            continue
        for j, v in enumerate(m.b.units):
            if j in m.back or i in m.pairs or not v.concepts:
                continue
            elsewhere = bool(u.concepts & has_b or v.concepts & has_a)
            far = m.apart(i, j) > NEAR
            near = m.apart(i, j) <= (CLOSE if elsewhere else NEAR) and (
                not elsewhere or beside(m, i, j)
            )
            near = near or (far and not elsewhere and _moved(m, i, j))
            if near and opposed(u.concepts, v.concepts):
                if m.a.facets[i].denied != m.b.facets[j].denied:
                    m.join(i, j)
                    continue
                facet: Facet = "condition" if table[min(u.concepts)].kind == "prep" else "polarity"
                yield draft(m, (i, j), "substance", facet, "opposite")


def _moved(m: Matching, i: int, j: int) -> bool:
    """Whether two acts stand in single short sentences: their voice may move them."""
    return (
        (m.a.units[i].kind == m.b.units[j].kind == "act" or akin(m, i, j, 1))
        and not BREAKS.search(m.a.text.rstrip()[:-1])
        and max(len(m.a.units), len(m.b.units)) <= VOICED
    )


VOICED = 40
"""Units up to which a sentence may move its verb from one end to the other."""

BREAKS = re.compile(r"(?<=[a-zа-я)\"»\d])[.;:!?]\s")

LIMITS = frozenset({"before", "after", "within", "outside", "at_least", "at_most"})
"""Concepts that set a limit of time or number."""


def limits(m: Matching) -> Iterator[Draft]:
    """Within against after, for against against: words that set a limit or take a side."""
    known_a, known_b = m.a.concepts(), m.b.concepts()
    for i in m.free_a("prep"):
        for j in m.free_b("prep"):
            own, other = m.a.units[i].concepts & LIMITS, m.b.units[j].concepts & LIMITS
            if i in m.pairs or j in m.back or not own or not other:
                continue
            if not own & known_b and not other & known_a and beside(m, i, j):
                yield draft(m, (i, j), "substance", "deadline", "deadline")
    yield from _before_or_when(m)
    for first in (True, False):
        side, other_side = (m.a, m.b) if first else (m.b, m.a)
        if "against" in other_side.concepts():
            continue
        favour = signs(other_side.language, "favor")
        for k in m.free_a("prep") if first else m.free_b("prep"):
            if "against" not in side.units[k].concepts:
                continue
            for n, unit in enumerate(other_side.units):
                couple = (k, n) if first else (n, k)
                if unit.key in favour and _framed(m, *couple):
                    yield draft(m, couple, "substance", "polarity", "direction")
                    break


def _before_or_when(m: Matching) -> Iterator[Draft]:
    """As soon as something is done on one side, before it on the other."""
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        if "before" in side.concepts() or any(u.value == "when" for u in other.units):
            continue
        for k in m.free_a("cond") if first else m.free_b("cond"):
            if side.units[k].value != "when":
                continue
            for n in m.free_b("prep") if first else m.free_a("prep"):
                couple = (k, n) if first else (n, k)
                if "before" in other.units[n].concepts and m.apart(*couple) <= CLOSE:
                    yield draft(m, couple, "substance", "deadline", "deadline")
                    break


def _framed(m: Matching, i: int, j: int) -> bool:
    """Whether the words before and behind two units are each other's."""
    before = i > 0 and j > 0 and m.pairs.get(i - 1) == j - 1
    ahead = [k for k in range(i + 1, min(i + 4, len(m.a.units))) if m.pairs.get(k, -1) >= 0]
    return before and any(j < m.pairs[k] <= j + 4 for k in ahead)
