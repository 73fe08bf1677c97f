"""Differences of substance between a text and its translation.

Rests on `matching`: what found its counterpart agrees. What did not is judged by the rules of
`translation`, which know how free a translation may be: a pronoun for a name, a negative word for a
negation, another order and another voice are no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from herewith.algorithms.substance.doubt import uncertain
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.matching import Matching, match, side
from herewith.algorithms.substance.syntax import Parser
from herewith.algorithms.substance.translation.commitment import (
    certainties,
    commitments,
    modals,
    tenses,
)
from herewith.algorithms.substance.translation.conditions import conditions
from herewith.algorithms.substance.translation.figures import measures, numbers
from herewith.algorithms.substance.translation.left_out import left_out
from herewith.algorithms.substance.translation.names import names
from herewith.algorithms.substance.translation.omissions import omissions
from herewith.algorithms.substance.translation.parts import (
    agents,
    clauses,
    directions,
    owners,
    parts,
)
from herewith.algorithms.substance.translation.polarity import limits, opposites, polarity
from herewith.algorithms.substance.translation.requests import requests, stages
from herewith.algorithms.substance.translation.roles import (
    exchanged,
    feelings,
    persons,
    residues,
    roles,
    terms,
)
from herewith.algorithms.substance.translation.scope import quantifiers

__all__ = ["compare", "compare_freely"]


Spans = tuple[tuple[int, int], ...]
"""Half-open stretches of a text."""


def compare(
    a: str,
    b: str,
    language_a: str | None,
    language_b: str | None,
    *,
    doubtful: tuple[Spans, Spans] = ((), ()),
    parser: Parser | None = None,
) -> tuple[Draft, ...]:
    """All differences of substance and nuance between two texts in different languages.

    Args:
        a: the first text.
        b: the second.
        language_a: ISO 639-1.
        language_b: ISO 639-1.
        doubtful: stretches of both that cannot be read for sure; what touches one is undetermined.
        parser: tells the syntax of one of the languages.

    >>> [d.facet for d in compare("Мы сбили два самолета.", "We shot down three planes.", "ru", "en")]
    ['quantity']
    """
    if (language_b or "", b) < (language_a or "", a):
        turned = _compare(b, a, language_b, language_a, (doubtful[1], doubtful[0]), parser)
        return tuple(d.mirrored() for d in turned)
    return _compare(a, b, language_a, language_b, doubtful, parser)


def _compare(
    a: str,
    b: str,
    language_a: str | None,
    language_b: str | None,
    doubtful: tuple[Spans, Spans],
    parser: Parser | None,
) -> tuple[Draft, ...]:
    first = side(a, language_a, doubtful[0], parser)
    found = match(first, side(b, language_b, doubtful[1], parser))
    out: list[Draft] = []
    for rule in RULES:
        out += (draft for draft in rule(found) if not _told(draft, out))
    return tuple(sorted(set(uncertain(out, *doubtful)), key=lambda d: (d.a, d.b, d.rule)))


def _told(draft: Draft, earlier: Sequence[Draft]) -> bool:
    """Whether it is told already who acts in a passage: one finding is enough."""
    return draft.rule == "roles" and any(
        one.rule == "roles" and _overlap(one.a, draft.a) and _overlap(one.b, draft.b)
        for one in earlier
    )


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def compare_freely(a: str, b: str, language: str | None) -> tuple[Draft, ...]:
    """What two texts in one language say differently, where the wording is free.

    For a paraphrase: words are paired as between languages, by what they mean and not by their
    order. Persons are left out, for they change with the speaker.
    """
    found = match(side(a, language), side(b, language))
    out: list[Draft] = []
    for rule in (measures, numbers, names, polarity, opposites, limits, requests, stages, tenses,
                 modals, commitments, conditions, quantifiers, terms):  # fmt: skip
        out += rule(found)
    return tuple(sorted(set(out), key=lambda d: (d.a, d.b, d.rule)))


Rule = Callable[[Matching], Iterator[Draft]]

RULES: tuple[Rule, ...] = (
    omissions, numbers, measures, roles, parts, agents, owners, directions, clauses, exchanged, names, polarity, opposites, limits, requests, stages, feelings,
    tenses, certainties, modals, commitments, conditions, quantifiers, persons, terms, left_out, residues,
)  # fmt: skip
"""Tried in this order; what a rule explains counts as answered for the next."""
