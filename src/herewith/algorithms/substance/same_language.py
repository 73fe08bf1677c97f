"""Differences between two texts in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from herewith.algorithms.substance.changes import Changes, changes
from herewith.algorithms.substance.drafts import ORDER, Draft
from herewith.algorithms.substance.places import joined, places
from herewith.algorithms.substance.rules import ACTORS, RULES
from herewith.algorithms.substance.units import Unit, units
from herewith.algorithms.substance.words import words
from herewith.model.collation import Class, SeverityOf
from herewith.model.findings import Facet

__all__ = ["Context", "Judgement", "classify", "compare"]


@dataclass(frozen=True, slots=True)
class Context:
    """Words that all witnesses have around a variation, so that a rule can see what is governed."""

    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a variation is: class, kind of change, facet, severity, reason and rule."""

    cls: Class
    kind: str
    facet: Facet
    severity: SeverityOf
    reason: str
    rule: str


def compare(a: str, b: str, language: str | None) -> tuple[Draft, ...]:
    """All differences between two short texts (a sentence, a few sentences) in one language.

    Exchanging the texts gives the mirrored differences.

    >>> [(d.cls, d.facet) for d in compare("We shall send 42 ships.", "We shall send 24 ships.", "en")]
    [('substance', 'quantity')]
    >>> [(d.cls, d.rule) for d in compare("on 30 August", "on August 30", "en")]
    [('form', 'writing')]
    """
    if a == b:
        return ()
    if b < a:
        return tuple(d.mirrored() for d in _compare(b, a, language))
    return _compare(a, b, language)


def _compare(a: str, b: str, language: str | None) -> tuple[Draft, ...]:
    state = changes(units(a, language), units(b, language), language)
    out = [*_exchanged(state)]
    for rule in RULES:
        out += rule(state)
    out += _forms(state, a, b, bool(out))
    found = joined(out, places(words(a, language), words(b, language)))
    return tuple(sorted(found, key=lambda d: (d.a, d.b, d.rule)))


def _exchanged(state: Changes) -> list[Draft]:
    """Actors that changed places: a list in another order, a change of voice, or of roles."""
    mine = _actors(state.a)
    theirs = _actors(state.b)
    if sorted(v for v, _ in mine) != sorted(v for v, _ in theirs) or mine == theirs:
        return []
    order_a, order_b = [v for v, _ in mine], [v for v, _ in theirs]
    voice = _passive(state.a) != _passive(state.b)
    if order_a == order_b:
        changed = voice and _verbs(state) and len(order_a) > 1 and len(set(order_a)) > 1
    else:
        changed = not voice and not _coordinated(state, mine, theirs)
    if not changed:
        return []
    places = [k for k, (x, y) in enumerate(zip(mine, theirs, strict=True)) if x[0] != y[0]] or [
        0,
        len(mine) - 1,
    ]
    a = (state.a[mine[places[0]][1]].start, state.a[mine[places[-1]][1]].end)
    b = (state.b[theirs[places[0]][1]].start, state.b[theirs[places[-1]][1]].end)
    for k in places:
        for left, index in ((state.left_a, mine[k][1]), (state.left_b, theirs[k][1])):
            if index in left:
                left.remove(index)
    return [
        Draft(
            "substance",
            "agency",
            "critical",
            "roles",
            "Who acts and who is acted upon are exchanged.",
            a,
            b,
        )
    ]


def _actors(side: Sequence[Unit]) -> list[tuple[str, int]]:
    """Pronouns and names of a text in order."""
    return [
        (u.value, k)
        for k, u in enumerate(side)
        if u.kind in ACTORS
        or (u.kind == "pron" and u.value in ("we", "you", "they", "i", "he", "she"))
    ]


DIRECTIONS = frozenset(
    {
        "by",
        "on",
        "from",
        "to",
        "against",
        "upon",
        "into",
        "на",
        "к",
        "от",
        "против",
        "par",
        "contre",
    }
)
"""Words between two names that give them different parts in an act."""


def _passive(side: Sequence[Unit]) -> int:
    """Number of agents brought in by `by`."""
    return sum(1 for u in side if u.key in ("by", "par")) % 2


def _verbs(state: Changes) -> bool:
    return bool(state.kind_a("aux") or state.kind_b("aux"))


def _coordinated(
    state: Changes, mine: list[tuple[str, int]], theirs: list[tuple[str, int]]
) -> bool:
    """Whether what changed places is only the members of a list, or one phrase moved whole."""
    moved = [i for i, _, why in state.pairs if why == "moved"]
    for side, actors, other in ((state.a, mine, theirs), (state.b, theirs, mine)):
        places = [x[1] for x, y in zip(actors, other, strict=True) if x[0] != y[0]]
        between = [u for u in side[places[0] + 1 : places[-1]] if u.kind not in ACTORS]
        if all(
            u.kind in ("func", "conj", "pron", "title", "initial", "party", "quant")
            and u.key not in DIRECTIONS
            for u in between
        ):
            return True
    return bool(moved) and len(moved) > 2


def _forms(state: Changes, a: str, b: str, others: bool) -> list[Draft]:
    """Differences of form: spelling, order, synonyms, figures and words, points and capitals."""
    out: list[Draft] = []
    notes = {
        "moved": ("order", "The words stand in another place."),
        "inflected": ("inflection", "Another form of the same word is used."),
        "synonym": ("synonym", "Words for the same thing."),
        "spelling": ("spelling", "The same word is spelt, divided or read differently."),
    }
    for i, j, why in state.pairs:
        u, v = state.a[i], state.b[j]
        if why == "same":
            if u.text.casefold() == v.text.casefold():
                continue
            rule, note = "writing", "The same is written differently."
        else:
            rule, note = notes[why]
        out.append(Draft("form", "form", "none", rule, note, (u.start, u.end), (v.start, v.end)))
    if not out and not others and a != b:
        out.append(
            Draft(
                "form",
                "form",
                "none",
                "marks",
                "Points, capitals, spacing or words without weight differ.",
                (0, len(a)),
                (0, len(b)),
            )
        )
    return out


def classify(readings: Sequence[str], context: Context, language: str | None) -> Judgement:
    """Class of a variation: the gravest difference between its first reading and any other.

    >>> classify(["now", "not"], Context("they have ", " left"), "en").cls
    'substance'
    """
    found: list[Draft] = []
    for other in readings[1:]:
        first = f"{context.before} {readings[0]} {context.after}"
        found += compare(first, f"{context.before} {other} {context.after}", language)
    if not found:
        return Judgement("none", "none", "form", "none", "The readings agree.", "equal")
    gravest = max(found, key=lambda d: ORDER.index(d.cls))
    kind = (
        gravest.rule if gravest.cls == "form" else "substitution" if all(readings) else "omission"
    )
    return Judgement(gravest.cls, kind, gravest.facet, gravest.severity, gravest.note, gravest.rule)
