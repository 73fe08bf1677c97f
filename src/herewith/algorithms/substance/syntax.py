"""Sentence structure for comparing, where a parser is given: which word governs which.

Nothing here parses. A parser is an optional plug-in (`languages.syntax` opens the one that is
known); without one, what a word governs is taken from the order of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from herewith.algorithms.substance.units import Unit
from herewith.algorithms.substance.words import words
from herewith.languages.syntax import Arc

__all__ = ["Parser", "Tree", "tree"]


class Parser(Protocol):
    """A parser of one language. `fingerprint` names it and its model in the certificate."""

    fingerprint: str
    language: str

    def parse(self, sentence: Sequence[str]) -> Sequence[Arc]:
        """One arc for each word or mark of a text, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Tree:
    """For each unit of a text the unit that governs it (-1 where none does) and the relation."""

    heads: tuple[int, ...]
    relations: tuple[str, ...]

    def children(self, k: int, *relations: str) -> list[int]:
        """The units that a unit governs, by some relations or by any."""
        return [
            n
            for n, head in enumerate(self.heads)
            if head == k and (not relations or self.relations[n] in relations)
        ]


def tree(units: Sequence[Unit], text: str, parser: Parser) -> Tree:
    """The structure of a text over its units; a phrase is governed where its own head is.

    Raises:
        ValueError: if the parser does not give one arc for each word.
    """
    tokens = words(text, parser.language)
    found = parser.parse([token.text for token in tokens]) if tokens else ()
    if len(found) != len(tokens):
        raise ValueError(f"{parser.fingerprint}: {len(found)} answers for {len(tokens)} words")
    owner = {
        n: k
        for k, unit in enumerate(units)
        for n, token in enumerate(tokens)
        if unit.start <= token.start < unit.end
    }
    heads, relations = [-1] * len(units), [""] * len(units)
    for n, arc in enumerate(found):
        k, head = owner.get(n, -1), owner.get(arc.head, -1)
        if k >= 0 and head != k and not relations[k]:
            heads[k], relations[k] = head, arc.relation
    return Tree(tuple(heads), tuple(relations))
