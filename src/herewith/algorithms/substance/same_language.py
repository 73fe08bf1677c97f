"""Differences between two texts in one language.

What agrees, moved or is said in other words is found first (`changes`); what is left is judged by
the rules of `wording`, substance before form; what several rules say of one place is joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from herewith.algorithms.substance.changes import Changes, changes
from herewith.algorithms.substance.drafts import ORDER, Draft
from herewith.algorithms.substance.places import joined, places
from herewith.algorithms.substance.units import units
from herewith.algorithms.substance.wording.commitment import (
    aspects,
    commitments,
    modals,
    tenses,
)
from herewith.algorithms.substance.wording.conditions import conditions, limits, order
from herewith.algorithms.substance.wording.crossed import crossed
from herewith.algorithms.substance.wording.figures import dates, measures, numbers, points
from herewith.algorithms.substance.wording.names import names
from herewith.algorithms.substance.wording.persons import exchanged, persons
from herewith.algorithms.substance.wording.polarity import polarity
from herewith.algorithms.substance.wording.scope import degrees, joints, members, quantifiers
from herewith.algorithms.substance.wording.words import words as other_words
from herewith.algorithms.substance.words import words
from herewith.model.collation import Class, SeverityOf
from herewith.model.findings import Facet

__all__ = ["Context", "Judgement", "classify", "compare"]

Rule = Callable[[Changes], Iterator[Draft]]

RULES: tuple[Rule, ...] = (
    exchanged, crossed, points, dates, numbers, measures, members, names, conditions, polarity, aspects,
    modals, tenses, commitments, quantifiers, joints, degrees, order, limits, persons, other_words,
)  # fmt: skip
"""Tried in this order: each takes out what it explains."""

FORMS = {
    "same": ("writing", "The same is written differently."),
    "moved": ("order", "The words stand in another place."),
    "inflected": ("inflection", "Another form of the same word is used."),
    "synonym": ("synonym", "Words for the same thing."),
    "spelling": ("spelling", "The same word is spelt, divided or read differently."),
}
"""Why two units are counterparts: the rule and its sentence."""


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
    state = changes(units(a, language), units(b, language), language, (a, b))
    out: list[Draft] = []
    for rule in RULES:
        out += rule(state)
    out += _forms(state)
    if not out:
        note = "Points, capitals, spacing or words without weight differ."
        out = [Draft("form", "form", "none", "marks", note, (0, len(a)), (0, len(b)))]
    found = joined(out, places(words(a, language), words(b, language)))
    return tuple(sorted(found, key=lambda d: (d.a, d.b, d.rule)))


def _forms(state: Changes) -> Iterator[Draft]:
    """Differences of form: spelling, order, synonyms, figures and words."""
    for i, j, why in state.pairs:
        u, v = state.a[i], state.b[j]
        if why == "same" and u.text.casefold() == v.text.casefold():
            continue
        rule, note = FORMS[why]
        yield Draft("form", "form", "none", rule, note, (u.start, u.end), (v.start, v.end))


def classify(readings: Sequence[str], context: Context, language: str | None) -> Judgement:
    """Class of a variation: the gravest difference between its first reading and any other.

    >>> classify(["now", "not"], Context("they have", "left"), "en").cls
    'substance'
    """
    found: list[Draft] = []
    first = f"{context.before} {readings[0]} {context.after}"
    for other in readings[1:]:
        found += compare(first, f"{context.before} {other} {context.after}", language)
    if not found:
        return Judgement("none", "none", "form", "none", "The readings agree.", "equal")
    gravest = max(found, key=lambda d: ORDER.index(d.cls))
    kind = (
        gravest.rule if gravest.cls == "form" else "substitution" if all(readings) else "omission"
    )
    return Judgement(gravest.cls, kind, gravest.facet, gravest.severity, gravest.note, gravest.rule)
