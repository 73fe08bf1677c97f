"""Who acts and what is named across two languages."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.matching import Matching, Side
from herewith.algorithms.substance.translation.answers import NEAR, beside, draft
from herewith.languages.cues import concepts, signs

__all__ = ["persons", "terms"]


def persons(m: Matching) -> Iterator[Draft]:
    """The same act or thing with another person in front of it."""
    for i, j in sorted(m.pairs.items()):
        if j < 0 or m.a.units[i].kind not in ("act", "term", "commit"):
            continue
        for test in (_subject, _owner):
            p, q = test(m.a, i), test(m.b, j)
            if p is None or q is None:
                continue
            pair = {m.a.units[p].value, m.b.units[q].value}
            if pair in ({"we", "you"}, {"i", "you"}):
                yield draft(m, (p, q), "substance", "agency", "person")


def _subject(side: Side, k: int) -> int | None:
    """The person right before a verb, with at most auxiliaries and one adverb between."""
    for back in range(1, 4):
        if k - back < 0:
            return None
        unit = side.units[k - back]
        if unit.kind == "pron":
            return k - back if unit.key in signs(side.language, "subject") else None
        passive = unit.kind == "aux" and unit.value in ("be", "was")
        if passive or unit.kind not in ("aux", "modal", "common", "func"):
            return None
    return None


def _owner(side: Side, k: int) -> int | None:
    """The person right before a thing, with at most one adjective between."""
    for back in (1, 2):
        if k - back < 0:
            return None
        unit = side.units[k - back]
        if unit.kind == "pron":
            owners = signs(side.language, "owner")
            return k - back if unit.key in owners or unit.lemma in owners else None
        if unit.kind not in ("design", "qual", "place", "word", "term"):
            return None
    return None


def terms(m: Matching) -> Iterator[Draft]:
    """Another thing named before or behind the same word: thermonuclear, nuclear catastrophe."""
    table = concepts()
    kinds = ("term", "party", "unit")
    for i in m.free_a(*kinds):
        for j in m.free_b(*kinds):
            if i in m.pairs or j in m.back or m.a.units[i].kind != m.b.units[j].kind:
                continue
            if m.a.units[i].concepts & m.b.concepts() or m.b.units[j].concepts & m.a.concepts():
                continue
            if beside(m, i, j) and m.apart(i, j) <= NEAR and m.a.units[i].value in table:
                yield draft(m, (i, j), "substance", "term", "term")
