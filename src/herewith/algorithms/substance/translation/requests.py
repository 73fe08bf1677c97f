"""Requests, demands and proposals across two languages, and the stages of an act."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.substance.assignment import assign
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.matching import Matching
from herewith.algorithms.substance.translation.answers import NEAR, akin, draft

__all__ = ["requests", "stages"]

FIRM = frozenset({"ask", "demand", "propose"})
"""Three ways of wanting something from another: of substance against each other."""

STAGES = frozenset({"begin", "finish", "attempt", "continue", "stop", "resume"})
"""Concepts for the stages of an act."""


def requests(m: Matching) -> Iterator[Draft]:
    """A request against a demand or a proposal; a request put as a wish is a nuance."""
    known_a, known_b = m.a.concepts(), m.b.concepts()
    costs = []
    for i in _free(m, FIRM, first=True):
        for j in _free(m, FIRM, first=False):
            own, other = m.a.units[i].concepts & FIRM, m.b.units[j].concepts & FIRM
            if not (own & known_b) and not (other & known_a) and m.apart(i, j) <= NEAR:
                costs.append((m.apart(i, j), i, j))
    for i, j in assign(costs):
        yield draft(m, (i, j), "substance", "request", "request")
    wish = frozenset({"wish"})
    for mine, theirs in ((FIRM - {"propose"}, wish), (wish, FIRM - {"propose"})):
        costs = [
            (m.apart(i, j), i, j)
            for i in _free(m, mine, first=True)
            for j in _free(m, theirs, first=False)
            if m.apart(i, j) <= NEAR
        ]
        costs += _liked(m, mine, theirs)
        for i, j in assign(costs):
            yield draft(m, (i, j), "nuance", "request", "request_softened")


def _liked(
    m: Matching, mine: frozenset[str], theirs: frozenset[str]
) -> list[tuple[float, int, int]]:
    """Requests against `should like`, which is answered by «бы» as a mood and not as a request."""
    if mine == {"wish"}:
        asked, liked = _free(m, theirs, first=False), _willing(m, first=True)
        return [(m.apart(i, j), i, j) for i in liked for j in asked if m.apart(i, j) <= NEAR]
    asked, liked = _free(m, mine, first=True), _willing(m, first=False)
    return [(m.apart(i, j), i, j) for i in asked for j in liked if m.apart(i, j) <= NEAR]


def _willing(m: Matching, *, first: bool) -> list[int]:
    """Polite wishes that were paired with a mood only: `should like`, «бы»."""
    side, other, taken = (m.a, m.b, m.pairs) if first else (m.b, m.a, m.back)
    return [
        k
        for k, u in enumerate(side.units)
        if u.kind == "modal"
        and "wish" in u.concepts
        and (taken.get(k, -1) < 0 or not other.units[taken[k]].concepts)
    ]


def stages(m: Matching) -> Iterator[Draft]:
    """An act begun on one side and stopped, finished or resumed on the other."""
    known_a, known_b = m.a.concepts(), m.b.concepts()
    costs = []
    for i in _free(m, STAGES, first=True):
        for j in _free(m, STAGES, first=False):
            own, other = m.a.units[i].concepts, m.b.units[j].concepts
            if own & known_b or other & known_a or not akin(m, i, j):
                continue
            costs.append((m.apart(i, j), i, j))
    for i, j in assign(costs):
        yield draft(m, (i, j), "substance", "time_of_act", "stage_of_act")


def _free(m: Matching, concepts: frozenset[str], *, first: bool) -> list[int]:
    """Units without counterpart that stand for one of some concepts."""
    side, taken = (m.a, m.pairs) if first else (m.b, m.back)
    return [k for k, u in enumerate(side.units) if k not in taken and u.concepts & concepts]
