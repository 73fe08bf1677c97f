"""Words that stand on one side only: how much hangs on them."""

from __future__ import annotations

from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.units import Unit, units

__all__ = ["missing", "weight"]

LEDGER = frozenset({"cond", "commit", "num", "date", "design"})
"""Kinds of units that an entry of the ledger is made of."""


def missing(text: str, language: str | None, *, first: bool, at: int) -> Draft:
    """The draft for a stretch that only one side has.

    Args:
        text: the stretch.
        language: ISO 639-1.
        first: whether the first side has it.
        at: the offset on the other side where it would stand.
    """
    found = weight(text, language)
    cls = "substance" if found else "nuance"
    severity = "major" if found else "minor"
    note = (
        f"A passage with {found} is left out on one side."
        if found
        else "A passage is left out on one side."
    )
    own, other = (0, len(text)), (at, at)
    return Draft(
        "substance" if cls == "substance" else "nuance",
        "content",
        "major" if severity == "major" else "minor",
        "passage_missing",
        note,
        own if first else other,
        other if first else own,
    )


def weight(text: str, language: str | None) -> str:
    """What of the ledger a stretch carries, in words; empty if nothing.

    >>> weight("We request that you withdraw within two weeks.", "en")
    'a request'
    >>> weight("The weather was fine.", "en")
    ''
    """
    found = units(text, language)
    for said, test in (
        ("a condition", lambda u: u.kind == "cond" and u.value in ("if", "unless", "provided")),
        ("a request", _asks),
        (
            "a commitment",
            lambda u: u.kind == "commit" and u.value in ("undertake", "agree", "ready"),
        ),
        ("an obligation", lambda u: u.kind == "modal" and u.value == "must"),
        ("a date", lambda u: u.kind == "date"),
        ("a number", lambda u: u.kind in ("num", "design") and not (u.figure and u.figure.shy)),
        ("a promise", lambda u: u.kind == "modal" and u.value == "will"),
    ):
        if any(test(unit) for unit in found):
            return said
    return ""


def _asks(unit: Unit) -> bool:
    """Whether a word asks, demands or proposes."""
    return unit.kind == "request" or bool(unit.concepts & {"ask", "demand", "propose"})
