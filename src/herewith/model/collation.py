"""Items, their witnesses, and the collation of witnesses in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

from herewith.model.document import DocumentId
from herewith.model.register import Status

__all__ = [
    "Class",
    "Collation",
    "CollationId",
    "Coverage",
    "Item",
    "ItemId",
    "Lacuna",
    "Move",
    "Reading",
    "SeverityOf",
    "Token",
    "Variation",
    "Witness",
]

ItemId = NewType("ItemId", str)
CollationId = NewType("CollationId", str)

Class = Literal["none", "form", "nuance", "substance", "undetermined"]
"""Class of a difference; see `docs/glossary.md`."""

SeverityOf = Literal["none", "minor", "major", "critical"]


@dataclass(frozen=True, slots=True)
class Witness:
    """A document called to testify to an item.

    `role`: `original`, `translation`, `informal_translation`, `broadcast`, `print`, `copy`,
    `draft`, `relay` (the text inside a telegram). `start`/`end` limit the testimony to a part of
    the document's reading text (a letter within a telegram); `end` is `None` for all of it.
    `because` says why it was grouped here.
    """

    siglum: str
    document: DocumentId
    role: str
    language: str | None
    base: bool = False
    start: int = 0
    end: int | None = None
    because: str = ""
    rule: str = ""
    certainty: float = 1.0
    statement: str = ""
    status: Status = "proposed"


@dataclass(frozen=True, slots=True)
class Item:
    """A letter, memorandum or note as an act of communication, with the witnesses we hold.

    `date` is EDTF or empty. `aliases` are ids under which the item was known before.
    """

    id: ItemId
    kind: str | None
    title: str
    date: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A word or punctuation mark: as written, its normal form, and its place in the text."""

    text: str
    norm: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What some witnesses have at a place. An omission is a reading with an empty text.

    `spans` maps each siglum to half-open offsets into that witness's reading text; an omission
    has an empty span where the words would stand. `state` tells a plain reading from one that is
    struck, rewritten (a word before some of its letters were struck or put in), inserted, unclear,
    indistinct or withheld. `marked` are the words with their uncertain letters in brackets, where
    there are any.
    """

    sigla: tuple[str, ...]
    text: str
    spans: tuple[tuple[str, int, int], ...]
    state: str = ""
    marked: str = ""


@dataclass(frozen=True, slots=True)
class Variation:
    """A place where witnesses differ, with all their readings; agreements are not variations.

    Witnesses that have a declared gap here take no part and stand in no reading.
    `kind` is what changed (`spelling`, `punctuation`, `case`, `division`, `substitution`,
    `omission`, `addition`, `number`, …), `cls` the class of the difference (JSON: `class`).
    """

    id: str
    n: int
    readings: tuple[Reading, ...]
    cls: Class
    kind: str
    severity: SeverityOf
    reason: str
    rule: str = ""
    lemma: int | None = None
    status: Status = "proposed"


@dataclass(frozen=True, slots=True)
class Move:
    """Words that stand elsewhere in another witness, as one unit.

    `spans` as in `Reading`: one place for each siglum.
    """

    id: str
    spans: tuple[tuple[str, int, int], ...]
    words: int
    reason: str


@dataclass(frozen=True, slots=True)
class Lacuna:
    """A declared gap of a witness: where it falls in its text, and what others have there.

    `words` is the number of words of the fullest other witness that fall into it, `estimate`
    what reconstruction estimated; either may be unknown.
    """

    at: int
    words: int | None
    estimate: int | None
    page: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a witness was really compared with at least one other. Tokens are words."""

    tokens: int
    compared: int
    lacunae: tuple[Lacuna, ...]


@dataclass(frozen=True, slots=True)
class Collation:
    """The collation of the witnesses of one item in one language."""

    id: CollationId
    item: ItemId | None
    language: str | None
    sigla: tuple[str, ...]
    base: str
    variations: tuple[Variation, ...]
    moves: tuple[Move, ...]
    coverage: tuple[tuple[str, Coverage], ...]
    lemma_agreements: int = 0
    """Number of tokens of the base on which all witnesses present agree."""
