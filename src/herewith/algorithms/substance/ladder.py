"""Strength of commitment: two ladders and the distance between their rungs.

Obligation and possibility are carried by modal verbs (must, should, may; will, would), promises by
verbs and nouns (undertake, agree, ready, intend, consider). One rung up or down is a nuance, more
is substance. Request against demand is another axis and not decided here.
"""

from __future__ import annotations

from herewith.model.collation import Class

__all__ = ["commitment_class", "modal_class"]

PROMISE = {"undertake": 5, "agree": 4, "resolve": 3, "ready": 3, "intend": 2, "consider": 1}
"""Rungs of promise, the strongest highest; `decline` stands beside the ladder."""

CLOSE = frozenset(
    {frozenset({"must", "should"}), frozenset({"should", "would"}), frozenset({"due", "should"})}
)
"""Pairs of modals that are one rung apart."""

SAME = frozenset({frozenset({"due", "will"}), frozenset({"due", "must"})})
"""Pairs of modals that say one thing: what *is to* be done must be, and will."""


def modal_class(a: str, b: str, *, negated: bool = False) -> Class:
    """Class of the difference between two modals.

    Args:
        a: `will`, `would`, `must`, `due` (*is to*), `should` or `may`.
        b: likewise.
        negated: whether both are negated; *cannot* and *will not* are then close.

    >>> modal_class("must", "should"), modal_class("will", "may"), modal_class("may", "may")
    ('nuance', 'substance', 'form')
    """
    if a == b or frozenset({a, b}) in SAME:
        return "form"
    if frozenset({a, b}) in CLOSE or (negated and {a, b} == {"may", "will"}):
        return "nuance"
    return "substance"


def commitment_class(a: str, b: str) -> Class:
    """Class of the difference between two rungs of promise.

    >>> commitment_class("undertake", "agree"), commitment_class("undertake", "ready")
    ('nuance', 'substance')
    """
    if a == b:
        return "form"
    if "decline" in (a, b):
        return "substance"
    return "nuance" if abs(PROMISE[a] - PROMISE[b]) <= 1 else "substance"
