"""Who acts and what is named across two languages."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.matching import Matching, Side
from herewith.algorithms.substance.reasons import REASONS
from herewith.algorithms.substance.synonyms import known, synonymous
from herewith.algorithms.substance.syntax import Tree
from herewith.algorithms.substance.translation.answers import NEAR, akin, beside, draft, framed
from herewith.algorithms.substance.units import ACTORS, Unit
from herewith.languages.cues import akin as akin_concepts
from herewith.languages.cues import concepts, signs
from herewith.model.collation import Class

__all__ = ["exchanged", "feelings", "persons", "residues", "roles", "terms"]


SHORT = 10
"""Units of a sentence so short that any order of its words is likely."""


OWNED = frozenset({"act", "term", "commit", "request", "office", "party"})
"""Kinds of units that have an owner or a subject worth telling."""


def persons(m: Matching) -> Iterator[Draft]:
    """The same act or thing with another person in front of it."""
    for i, j in sorted(m.pairs.items()):
        if j < 0 or m.a.units[i].kind not in OWNED:
            continue
        for test in (_subject, _owner):
            p, q = test(m.a, i), test(m.b, j)
            if p is None or q is None:
                continue
            pair = {m.a.units[p].value, m.b.units[q].value}
            if pair in ({"we", "you"}, {"i", "you"}):
                yield draft(m, (p, q), "substance", "agency", "person")
    yield from _led(m)


APART = (frozenset({"we", "you"}), frozenset({"i", "you"}))
"""Persons that are each other's opposite in a letter."""


def _led(m: Matching) -> Iterator[Draft]:
    """Pronouns behind a preposition before the same word: «на Вас», `on us`."""
    for i in m.free_a("pron"):
        for j in m.free_b("pron"):
            pair = frozenset({m.a.units[i].value, m.b.units[j].value})
            if pair not in APART or i in m.pairs or j in m.back:
                continue
            led = i and j and m.a.units[i - 1].kind == m.b.units[j - 1].kind == "func"
            if led and m.apart(i, j) <= NEAR and beside(m, i, j):
                yield draft(m, (i, j), "substance", "agency", "person")


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


PARTS = frozenset({"agent", "patient"})

PASSIVE = frozenset({"be", "was"})
"""Auxiliaries that may make a passive."""


def roles(m: Matching) -> Iterator[Draft]:
    """Who does it and who suffers it, exchanged: «Египет напал на Йемен», `Yemen attacked Egypt`.

    Only where both sides show two names around one act, and their grammar tells who is who.
    """
    for i, j in sorted(m.pairs.items()):
        if (
            j < 0
            or m.a.units[i].kind not in ("act", "term")
            or m.b.units[j].kind not in ("act", "term")
        ):
            continue
        mine, theirs = _cast(m.a, i), _cast(m.b, j)
        if set(mine) != PARTS or set(theirs) != PARTS:
            continue
        if m.pairs.get(mine["agent"]) == theirs["patient"] and (
            m.pairs.get(mine["patient"]) == theirs["agent"]
        ):
            a = sorted((mine["agent"], mine["patient"]))
            b = sorted((theirs["agent"], theirs["patient"]))
            yield Draft(
                "substance", "agency", "critical", "roles", REASONS["roles"][1],
                (m.a.units[a[0]].start, m.a.units[a[1]].end),
                (m.b.units[b[0]].start, m.b.units[b[1]].end),
            )  # fmt: skip


def exchanged(m: Matching) -> Iterator[Draft]:
    """Two names or things that changed hands: `troops of A entered B`, `troops of B entered A`.

    What each belongs to (the word of meaning before it) must have stayed.
    """
    kinds = ACTORS | {"term", "party"}
    named = [(i, j) for i, j in sorted(m.pairs.items()) if j >= 0 and m.a.units[i].kind in kinds]
    for n, (i, j) in enumerate(named):
        for k, x in named[n + 1 :]:
            if x >= j:
                continue
            heads = [_head(m.a, i), _head(m.a, k), _head(m.b, x), _head(m.b, j)]
            if None in heads or len(set(heads[:2])) < 2:
                continue
            first, second, there, then = heads
            if m.pairs.get(first or 0) == there and m.pairs.get(second or 0) == then:
                yield Draft(
                    "substance", "agency", "critical", "roles", REASONS["roles"][1],
                    (m.a.units[i].start, m.a.units[k].end), (m.b.units[x].start, m.b.units[j].end),
                )  # fmt: skip


def _head(side: Side, k: int) -> int | None:
    """The word of meaning that a name belongs to, right before it."""
    for n in (k - 1, k - 2):
        if n >= 0 and side.units[n].kind in ("term", "party", "act", "office"):
            return n
        if n < 0 or side.units[n].kind != "func":
            return None
    return None


def _cast(side: Side, k: int) -> dict[str, int]:
    """Who acts and who is acted upon by the act at a place, as far as grammar tells."""
    if side.language == "ru":
        return _cast_by_case(side, k)
    before = [n for n in range(max(0, k - 6), k) if side.units[n].kind in ACTORS]
    after = [n for n in range(k + 1, min(k + 7, len(side.units))) if side.units[n].kind in ACTORS]
    if len(before) != 1 or not after or _stopped(side, before[0], after[0]):
        return {}
    by = [n for n in range(k + 1, after[0]) if side.units[n].key in signs(side.language, "agent")]
    passive = any(u.kind == "aux" and u.value in PASSIVE for u in side.units[before[0] : k])
    if passive and by:
        return {"agent": after[0], "patient": before[0]}
    finite = (
        side.units[k].key.endswith(("ed", "es", "s")) or side.units[k].key != side.units[k].lemma
    )
    if passive or by or not finite or side.units[k].key.endswith(("ing", "ion", "ment")):
        return {}
    return {"agent": before[0], "patient": after[0]}


def _cast_by_case(side: Side, k: int) -> dict[str, int]:
    """The same for Russian: the subject's case, and the object's case or preposition."""
    if not side.units[k].features & {"VERB"}:
        return {}
    if side.structure is not None and (told := _cast_by_syntax(side, side.structure, k)):
        return told
    near = [
        n for n in range(max(0, k - 5), min(k + 6, len(side.units))) if side.units[n].kind in ACTORS
    ]
    if len(near) != 2 or _stopped(side, *near):
        return {}
    led = [n for n in near if _prepositional(side, n)]
    if len(led) == 1:
        other = near[0] if near[1] == led[0] else near[1]
        if "nomn?" in side.units[other].features:
            return {"agent": other, "patient": led[0]}
        return {}
    sure = [n for n in near if "nomn?" not in side.units[n].features]
    if not led and len(sure) == 1:
        other = near[0] if near[1] == sure[0] else near[1]
        return {"agent": other, "patient": sure[0]}
    return {}


def _cast_by_syntax(side: Side, structure: Tree, k: int) -> dict[str, int]:
    """The same as a parser tells it: subject and object of the verb, where both are names."""
    agents = [n for n in structure.children(k, "nsubj") if side.units[n].kind in ACTORS]
    patients = [n for n in structure.children(k, "obj", "iobj") if side.units[n].kind in ACTORS]
    patients += [n for n in structure.children(k, "obl") if _prepositional(side, n)]
    if len(agents) != 1 or len(patients) != 1:
        return {}
    return {"agent": agents[0], "patient": patients[0]}


def _prepositional(side: Side, k: int) -> bool:
    """Whether «на» or «против» leads a name."""
    return k > 0 and side.units[k - 1].key in ("на", "против")


def _stopped(side: Side, first: int, last: int) -> bool:
    """Whether a mark or conjunction divides two units: they belong to different clauses."""
    low, high = sorted((first, last))
    text = side.text[side.units[low].end : side.units[high].start]
    return any(c in text for c in ",;:—()") or any(
        u.kind == "conj" for u in side.units[low + 1 : high]
    )


def feelings(m: Matching) -> Iterator[Draft]:
    """Joy against alarm, satisfaction against regret."""
    known_a, known_b = m.a.concepts(), m.b.concepts()
    table = concepts()

    def tone(names: frozenset[str]) -> set[str]:
        return {table[n].kind for n in names if table[n].kind.startswith("feel")}

    for i, u in enumerate(m.a.units):
        for j, v in enumerate(m.b.units):
            if i in m.pairs or j in m.back or u.concepts & known_b or v.concepts & known_a:
                continue
            if (
                tone(u.concepts) | tone(v.concepts) == {"feel+", "feel-"}
                and (tone(u.concepts) != tone(v.concepts) and len(tone(u.concepts)) == 1)
                and (m.apart(i, j) <= NEAR or akin(m, i, j))
            ):
                yield draft(m, (i, j), "substance", "term", "feeling")


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
            if akin_concepts(m.a.units[i].concepts, m.b.units[j].concepts):
                continue
            close = beside(m, i, j) or (len(m.a.units) < SHORT and akin(m, i, j))
            if close and m.apart(i, j) <= NEAR and m.a.units[i].value in table:
                yield draft(m, (i, j), "substance", "term", "term")
    yield from _another(m)
    yield from _unlike(m)


def _another(m: Matching) -> Iterator[Draft]:
    """Another act, quality, thing or party in the place of one: both known, and neither on both sides.

    The words beside must be each other's. Concepts that are put for one another are passed over.
    A nuance, for translations are free in their words, and no list of renderings is whole; of
    substance where every other word of meaning has its counterpart.
    """
    known_a, known_b = m.a.concepts(), m.b.concepts()
    free_a = frozenset(c for k, x in enumerate(m.a.units) if k not in m.pairs for c in x.concepts)
    free_b = frozenset(c for k, x in enumerate(m.b.units) if k not in m.back for c in x.concepts)
    for i, u in enumerate(m.a.units):
        for j, v in enumerate(m.b.units):
            if i in m.pairs or j in m.back or not _kinds(u) & _kinds(v) & REPLACED:
                continue
            if m.apart(i, j) > NEAR or m.a.facets[i].denied != m.b.facets[j].denied:
                continue
            if u.lemma in signs(m.a.language, "light") or v.lemma in signs(m.b.language, "light"):
                continue
            if u.concepts & known_b or v.concepts & known_a:
                continue
            if akin_concepts(u.concepts, free_b) or akin_concepts(v.concepts, free_a):
                continue
            if synonymous(m, i, j):
                m.join(i, j)
                continue
            if beside(m, i, j) or akin(m, i, j, 1) or _sole_acts(m, i, j):
                cls: Class = "substance" if _only_left(m, i, j) else "nuance"
                yield draft(m, (i, j), cls, "term", "term")


def _only_left(m: Matching, i: int, j: int) -> bool:
    """Whether two units are the only words of meaning without counterpart."""
    return m.free_a(*LEFT) == [i] and m.free_b(*LEFT) == [j]


def _sole_acts(m: Matching, i: int, j: int) -> bool:
    """Whether two acts near the same words are the only ones that each side has left."""
    return (
        m.a.units[i].kind == m.b.units[j].kind == "act"
        and akin(m, i, j, 2)
        and m.free_a("act", "word") == [i]
        and m.free_b("act", "word") == [j]
    )


REPLACED = frozenset({"act", "qual", "term", "party"})
"""Kinds of concepts of which one may stand in the place of another."""


def _kinds(unit: Unit) -> set[str]:
    """The kinds of all concepts that a word may stand for; none for cues."""
    if unit.kind not in REPLACED | {"feel+", "feel-"}:
        return set()
    return {concepts()[name].kind for name in unit.concepts}


def _unlike(m: Matching) -> Iterator[Draft]:
    """A thing against an act between the same neighbours: «урегулирование», `a detente`."""
    known_a, known_b = m.a.concepts(), m.b.concepts()
    for kinds, others in (("term", "act"), ("act", "term")):
        for i in m.free_a(kinds):
            for j in m.free_b(others):
                u, v = m.a.units[i], m.b.units[j]
                if i in m.pairs or j in m.back or u.concepts & known_b or v.concepts & known_a:
                    continue
                if framed(m, i, j):
                    yield draft(m, (i, j), "nuance", "term", "wording")


LEFT = frozenset({"word", "act", "qual", "term", "party", "feel+", "feel-"})
"""Kinds of words of which one that is left on each side is worth a line."""


def residues(m: Matching) -> Iterator[Draft]:
    """What no rule explains: one word left on each side between the same neighbours.

    It may be a free rendering that no table has, or something else said in one word: a nuance, so
    that a reader looks at it. Where no pack knows either word nothing is said.
    """
    for i in list(m.free_a(*LEFT)):
        for j in m.free_b(*LEFT):
            u, v = m.a.units[i], m.b.units[j]
            if i in m.pairs or j in m.back or _light(m.a, u) or _light(m.b, v):
                continue
            if akin_concepts(u.concepts, v.concepts) or not framed(m, i, j):
                continue
            if not (known(m, i, first=True) or known(m, j, first=False)):
                continue
            if _alone(m.a, i, m.pairs) and _alone(m.b, j, m.back) and not synonymous(m, i, j):
                yield draft(m, (i, j), "nuance", "term", "wording")


def _light(side: Side, unit: Unit) -> bool:
    return unit.lemma in signs(side.language, "light") or unit.key in signs(
        side.language, "widened"
    )


def _alone(side: Side, k: int, taken: dict[int, int]) -> bool:
    """Whether no other word of meaning is left beside a unit, up to the nearest paired ones."""
    for by in (1, -1):
        n = k + by
        while 0 <= n < len(side.units) and n not in taken:
            if side.units[n].kind in LEFT:
                return False
            n += by
    return True
