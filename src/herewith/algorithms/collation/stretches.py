"""Stretches: the columns of a variant graph as an editor cuts them."""

from __future__ import annotations

from dataclasses import dataclass

from herewith.algorithms.collation.tokens import Ints

__all__ = ["GONE", "REVISION", "STATES", "Cut", "Stretch"]

STATES = ("", "inserted", "unclear", "doubtful", "indistinct", "withheld", "struck", "rewritten")
"""States a token may have; the plain state is 0."""

GONE = ("struck", "rewritten")
"""States of words that were not left standing: struck out, or a word before it was rewritten."""

REVISION = ("struck", "rewritten", "inserted")
"""States by which a hand changed the text; what it changed in one go is one place."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Columns `[low, high)`. `kind` is `agreement`, `variation` or `alone`: one witness only."""

    low: int
    high: int
    kind: str
    reordered: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """The stretches in order, and what they were cut by.

    `keys` has for each column and witness the form and state (a number), -1 where the witness has
    nothing, -2 where it cannot testify.
    """

    stretches: tuple[Stretch, ...]
    keys: Ints
