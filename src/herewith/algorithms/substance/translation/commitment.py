"""Must, may, will and the rungs of promise across two languages."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.assignment import assign
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.ladder import commitment_class
from herewith.algorithms.substance.matching import Matching, Side
from herewith.algorithms.substance.translation.answers import CLOSE, NEAR, akin, couples, draft
from herewith.languages.cues import signs

__all__ = ["certainties", "commitments", "modals", "tenses"]


def modals(m: Matching) -> Iterator[Draft]:
    """Must, may and will that have no counterpart."""
    futures_a = _futures(m.a) - set(m.pairs)
    futures_b = _futures(m.b) - set(m.back)
    _will(m, futures_a, futures_b)
    yield from _advised(m)
    strong = {"must", "may", "will"}
    left = [i for i in m.free_a("modal") if m.a.units[i].value in strong]
    right = [j for j in m.free_b("modal") if m.b.units[j].value in strong]
    pairs = assign(
        (m.apart(i, j), i, j)
        for i in left
        for j in right
        if m.a.units[i].value != m.b.units[j].value
    )
    for i, j in pairs:
        yield draft(m, (i, j), "substance", "commitment", "modal")
    yield from _duty_for_will(m)
    yield from _lone_modals(m, left, right)


def _advised(m: Matching) -> Iterator[Draft]:
    """«Следовало бы» against `must`: one rung. «Должны» is `should` as often as `must`."""
    for i, j in sorted(m.pairs.items()):
        if j < 0 or m.a.units[i].kind != "modal" or m.b.units[j].kind != "modal":
            continue
        values = {m.a.language: m.a.units[i].value, m.b.language: m.b.units[j].value}
        lowered = values.get("ru") == "should" and "must" in values.values()
        advised = values.get("ru") == values.get("en") == "should" and _better(m, i, j)
        if lowered or advised:
            yield draft(m, (i, j), "nuance", "commitment", "modal")


def _better(m: Matching, i: int, j: int) -> bool:
    """Whether one side says what should be, the other what would be better."""
    mild = (
        bool(signs(side.language, "mild") & set(side.units[k].key.split()))
        for side, k in ((m.a, i), (m.b, j))
    )
    return len(set(mild)) == 2


def _duty_for_will(m: Matching) -> Iterator[Draft]:
    """Ready or intending on one side, obliged on the other: «готовы», `are obliged to`."""
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        for k in m.free_a("modal") if first else m.free_b("modal"):
            for n in m.free_b("commit") if first else m.free_a("commit"):
                couple = (k, n) if first else (n, k)
                willing = other.units[n].value in ("ready", "intend", "agree")
                if side.units[k].value == "must" and willing and akin(m, *couple):
                    yield draft(m, couple, "substance", "commitment", "commitment")
                    break


def _will(m: Matching, futures_a: set[int], futures_b: set[int]) -> None:
    """A future form on one side answers `will`, `shall` and `would` on the other."""
    pairs = [
        (m.apart(i, j), i, j)
        for i in futures_a
        for j in m.free_b("modal")
        if m.b.units[j].value in ("will", "would")
    ]
    pairs += [
        (m.apart(i, j), i, j)
        for j in futures_b
        for i in m.free_a("modal")
        if m.a.units[i].value in ("will", "would")
    ]
    for i, j in assign(pairs):
        for k, side, taken in ((i, m.a, m.pairs), (j, m.b, m.back)):
            if side.units[k].kind == "modal":
                taken[k] = -1


def _futures(side: Side) -> set[int]:
    """Units that are in a future tense by their form."""
    return {k for k, unit in enumerate(side.units) if "futr" in unit.features}


def _lone_modals(m: Matching, left: list[int], right: list[int]) -> Iterator[Draft]:
    for first, group in ((True, left), (False, right)):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        for k in group:
            if k in (m.pairs if first else m.back):
                continue
            unit = side.units[k]
            pair = (k, None) if first else (None, k)
            promise = [
                n
                for n in (m.free_b("commit") if first else m.free_a("commit"))
                if other.units[n].value in ("undertake", "agree")
            ]
            if unit.value == "may" and promise:
                couple = (k, promise[0]) if first else (promise[0], k)
                yield draft(m, couple, "substance", "commitment", "commitment")
            elif (
                unit.value == "may"
                and (
                    unit.lemma in ("may", "might")
                    or (side.language == "ru" and not _modal(other, m.back if first else m.pairs))
                )
                and not _possible(other, m.back if first else m.pairs)
            ):
                yield draft(m, pair, "substance", "commitment", "modal")
            elif (
                unit.value == "will"
                and side.language == "en"
                and not _to_come(other)
                and not _ordained(side, k)
            ):
                yield draft(m, pair, "substance", "time_of_act", "done_or_to_come")
            elif (
                unit.value == "must"
                and unit.lemma == "must"
                and not _due(other, m.back if first else m.pairs)
            ):
                yield draft(m, pair, "substance", "commitment", "modal")


def _ordained(side: Side, k: int) -> bool:
    """Whether a `shall` lays down a rule, as treaties do: its subject is no `I` or `we`."""
    if side.units[k].lemma != "shall":
        return False
    return not any(u.value in ("i", "we") for u in side.units[max(0, k - 2) : k])


def _possible(side: Side, taken: dict[int, int]) -> bool:
    """Whether something possible is left over on a side."""
    return any(
        k not in taken and (u.value in ("may", "cannot") or u.concepts & {"possible", "possibly"})
        for k, u in enumerate(side.units)
    )


def _modal(side: Side, taken: dict[int, int]) -> bool:
    """Whether a side has a modal left, or says what is possible in another way."""
    able = signs(side.language, "able")
    return any(
        u.key in able
        or (k not in taken and (u.kind in ("modal", "cond", "commit") or u.value == "cannot"))
        for k, u in enumerate(side.units)
    )


def _to_come(side: Side) -> bool:
    """Whether a side speaks of what is to come, in whatever form."""
    return any(
        bool(u.features & {"futr", "futr?"})
        or (u.value in ("would", "should", "must", "may") and u.kind == "modal")
        or u.kind == "cond"
        or u.key in signs(side.language, "tocome")
        for u in side.units
    )


def _due(side: Side, taken: dict[int, int]) -> bool:
    """Whether something due or needed is left over on a side."""
    needs = {"necessary", "obligation", "demand"}
    return any(
        u.key in signs(side.language, "barred")
        or (
            k not in taken
            and ((u.kind == "modal" and u.value in ("must", "should")) or u.concepts & needs)
        )
        for k, u in enumerate(side.units)
    )


WEAK = frozenset({"hope", "wish", "intention"})
"""Concepts that promise nothing."""


def certainties(m: Matching) -> Iterator[Draft]:
    """Sure on one side, hoping or doubting on the other: «убеждены», `we hope`."""
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        if other.concepts() & SURE or side.concepts() & UNSURE:
            continue
        sure = [k for k, u in enumerate(side.units) if u.concepts & SURE]
        unsure = [
            n
            for n, u in enumerate(other.units)
            if u.concepts & UNSURE and not other.facets[n].denied
        ]
        if len(sure) == len(unsure) == 1 and not side.facets[sure[0]].denied:
            couple = (sure[0], unsure[0]) if first else (unsure[0], sure[0])
            if m.apart(*couple) <= NEAR:
                yield draft(m, couple, "substance", "commitment", "certainty")


SURE = frozenset({"certain_"})
UNSURE = frozenset({"hope", "doubt_", "guess"})
"""Concepts of being sure of something, and of not being."""


def _unpromised(m: Matching) -> Iterator[Draft]:
    """A promise on one side where the other only hopes or wishes."""
    for first in (True, False):
        side, other = (m.a, m.b) if first else (m.b, m.a)
        if any(u.kind == "commit" and u.value in ("undertake", "agree") for u in other.units):
            continue
        for k in m.free_a("commit") if first else m.free_b("commit"):
            if side.units[k].value != "undertake":
                continue
            taken = m.back if first else m.pairs
            for n, unit in enumerate(other.units):
                couple = (k, n) if first else (n, k)
                if (
                    n not in taken
                    and unit.concepts & WEAK
                    and (akin(m, *couple) or m.apart(*couple) <= CLOSE)
                ):
                    yield draft(m, couple, "substance", "commitment", "commitment")
                    break


def tenses(m: Matching) -> Iterator[Draft]:
    """An act told as done on one side and to come on the other: «будут переданы», `have been`."""
    for i, j in sorted(m.pairs.items()):
        if j < 0 or m.a.units[i].kind not in ("act", "commit", "request", "word"):
            continue
        mine, theirs = _tense(m.a, i), _tense(m.b, j)
        if {mine, theirs} == {"done", "to come"}:
            yield draft(m, (i, j), "substance", "time_of_act", "done_or_to_come")


BEFORE = 3
"""Units before a verb in which its auxiliaries stand."""


def _tense(side: Side, k: int) -> str:
    """Whether an act is told as done or to come; empty where it is not told, or conditional."""
    unit, before = side.units[k], side.units[max(0, k - BEFORE) : k]
    clause = side.units[max(0, k - 3 * BEFORE) : k]
    if any(u.kind in ("cond", "idiom") or u.key in signs(side.language, "tocome") for u in clause):
        return ""
    if side.language == "ru":
        if "futr" in unit.features or any("futr" in u.features for u in before):
            return "to come" if unit.features & {"VERB", "PRTS", "INFN"} else ""
        told = "past" in unit.features and unit.features & {"VERB", "PRTS"}
        would = any(u.value == "would" for u in (*before, *side.units[k : k + 3]))
        return "done" if told and not would else ""
    if side.language == "fr":
        return "to come" if any("futr" in u.features for u in (unit, *before)) else ""
    if any(u.kind == "modal" for u in before):
        will = any(u.kind == "modal" and u.value == "will" for u in before)
        return "to come" if will and not any(u.value == "have" for u in before) else ""
    done = any(u.kind == "aux" and u.value in ("have", "had", "was", "did") for u in before)
    verb = unit.key != unit.lemma or unit.key.endswith("ed")
    return "done" if done and verb and not unit.key.endswith("ing") else ""


def commitments(m: Matching) -> Iterator[Draft]:
    """Rungs of promise."""
    for i, j in list(couples(m, ("commit",))):
        u, v = m.a.units[i], m.b.units[j]
        if m.apart(i, j) > NEAR or (
            "consider" in (u.value, v.value) and "agree" not in (u.value, v.value)
        ):
            continue
        if u.concepts & v.concepts and "decline" not in (u.value, v.value):
            m.join(i, j)
            continue
        cls = commitment_class(u.value, v.value)
        yield draft(m, (i, j), cls, "commitment", "commitment")
    yield from _unpromised(m)
