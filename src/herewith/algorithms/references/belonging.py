"""To which item a paper belongs when it is mentioned: its own, or the one it carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from herewith.algorithms.references.mentions import Mentioned
from herewith.model.collation import Item

__all__ = ["Belonging", "belonging"]

LETTERS = ("letter", "message", "note", "statement", "translation")
"""Kinds of papers that another paper carries within itself."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """Items by their documents: `own` of witnesses, `relayed` of documents that carry one.

    `fellows` are all witnesses of the item of a document, itself included.
    """

    own: dict[str, str] = field(default_factory=dict)
    relayed: dict[str, str] = field(default_factory=dict)
    fellows: dict[str, frozenset[str]] = field(default_factory=dict)

    def item(self, paper: str, mentioned: Mentioned) -> str:
        """The item that a mention means if it means a paper: a telegram, or the letter in it."""
        if mentioned.kind in LETTERS and not mentioned.numbers and paper in self.relayed:
            return self.relayed[paper]
        return self.own.get(paper, paper)


def belonging(items: Iterable[Item]) -> Belonging:
    """Items by their documents; what an editor rejected as a witness is none."""
    out = Belonging()
    for item in items:
        held = [w for w in item.witnesses if w.status != "rejected"]
        members = frozenset(str(w.document) for w in held if w.end is None)
        for key in members:
            out.own[key] = str(item.id)
            out.fellows[key] = members
        for witness in held:
            if witness.end is not None:
                out.relayed[str(witness.document)] = str(item.id)
    return out
