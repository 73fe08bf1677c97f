"""All, some and only across two languages."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.facets import anchors
from herewith.algorithms.substance.matching import Matching, Side
from herewith.algorithms.substance.translation.answers import CLOSE, NEAR, akin, couples, draft
from herewith.languages.cues import signs

__all__ = ["quantifiers"]


def quantifiers(m: Matching) -> Iterator[Draft]:
    """All against some, many against few, and a restriction on one side only."""
    strong = {
        frozenset({"all", "some"}),
        frozenset({"all", "few"}),
        frozenset({"many", "few"}),
        frozenset({"all", "most"}),
        frozenset({"any", "some"}),
        frozenset({"most", "few"}),
        frozenset({"most", "some"}),
        frozenset({"all", "most"}),
    }
    for i, j in list(couples(m, ("quant",))):
        values = frozenset({m.a.units[i].value, m.b.units[j].value})
        governed = anchors(m.a.units, i, 2) & anchors(m.b.units, j, 2)
        if values in strong and (governed or m.apart(i, j) <= CLOSE):
            yield draft(m, (i, j), "substance", "scope", "quantifier")
    yield from _both(m)
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        mine, theirs = _only(side), _only(other)
        for k in (
            mine
            if not theirs
            and not any(u.key in signs(other.language, "restriction") for u in other.units)
            else []
        ):
            pair = (k, None) if first else (None, k)
            yield draft(m, pair, "substance", "scope", "restriction")
        yield from _lone_quantifiers(m, first)
        for k in [k for k in side.of("idiom") if side.units[k].value in ("notonly", "nearly")]:
            value = side.units[k].value
            if _counted(side, k):
                continue
            if not _widened(other, value):
                pair = (k, None) if first else (None, k)
                mild = value == "notonly" and _added(other)
                yield draft(m, pair, "nuance" if mild else "substance", "scope", value)


EACH = frozenset({"каждый", "each", "every"})


def _of_them(side: Side, k: int) -> bool:
    """Whether a `one` is one of several: one of the parties, одна из сторон."""
    return k + 1 < len(side.units) and side.units[k + 1].key in ("of", "из")


def _both(m: Matching) -> Iterator[Draft]:
    """Both on one side, one of two on the other."""
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        if any(u.value in ("both", "2") for u in other.units):
            continue
        for k in m.free_a("quant") if first else m.free_b("quant"):
            ones = [n for n, u in enumerate(other.units) if u.kind == "num" and u.value == "1"]
            couples_ = [(k, n) if first else (n, k) for n in ones]
            near = [c for c in couples_ if m.apart(*c) <= NEAR or akin(m, *c)]
            both = side.units[k].value == "both" or side.units[k].lemma in EACH
            if both and near and _of_them(other, near[0][1] if first else near[0][0]):
                yield draft(m, near[0], "substance", "scope", "quantifier")


def _added(side: Side) -> bool:
    """Whether a side adds something in other words: as well as, also, and."""
    words = signs(side.language, "widened")
    return any(unit.key in words for unit in side.units)


def _widened(side: Side, value: str) -> bool:
    """Whether a side has the same idiom, or a word that can stand for it."""
    words = signs(side.language, "restriction")
    return any(
        (u.value in (value, "nearly", "notonly") and not _counted(side, k)) or u.key in words
        for k, u in enumerate(side.units)
    )


def _counted(side: Side, k: int) -> bool:
    """Whether a figure follows a `nearly`: it is an approximation, and nothing was missed."""
    following = [u.kind for u in side.units[k + 1 : k + 3] if u.kind != "func"]
    return side.units[k].value == "nearly" and following[:1] == ["num"]


def _lone_quantifiers(m: Matching, first: bool) -> Iterator[Draft]:
    """All or some on one side only: a nuance, for translations are free with them."""
    side, other = (m.a, m.b) if first else (m.b, m.a)
    taken = m.pairs if first else m.back
    words = {u.value for u in other.units if u.kind == "quant"}
    for k in side.of("quant"):
        value = side.units[k].value
        if k in taken or value not in ("all", "some", "many", "few", "most") or value in words:
            continue
        pair = (k, None) if first else (None, k)
        yield draft(m, pair, "nuance", "scope", "quantifier_missing")


def _only(side: Side) -> list[int]:
    return [
        k for k, u in enumerate(side.units) if u.value == "only" and u.kind in ("quant", "idiom")
    ]
