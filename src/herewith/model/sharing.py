"""Wording that papers share, what the papers are to each other, and what they withhold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from herewith.model.document import DocumentId
from herewith.model.findings import Finding
from herewith.model.register import Status

__all__ = [
    "KINDS",
    "Blanked",
    "InItsPlace",
    "Kind",
    "ReleaseStatus",
    "SharedPassage",
    "SharedWording",
]

Kind = Literal[
    "same_document",
    "copy_to_another_addressee",
    "reissue",
    "successive_paper",
    "draft",
    "extract",
    "relay",
    "quoted_passage",
    "formula",
]
"""What two papers that share wording are to each other; the rules are in `algorithms.reuse.kinds`."""

KINDS: tuple[Kind, ...] = get_args(Kind)

ReleaseStatus = Literal["opened", "other_state", "nowhere_opened", "left_out"]


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """Half-open offsets into both reading texts, how many words are the same, the longest run.

    `texts` is in how many texts of the collection the wording of that run stands.
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    words: int
    longest: int
    texts: int

    def mirrored(self) -> SharedPassage:
        """The passage with its sides exchanged."""
        return replace(
            self, a_start=self.b_start, a_end=self.b_end, b_start=self.a_start, b_end=self.a_end
        )


@dataclass(frozen=True, slots=True)
class SharedWording:
    """What two documents (`a` before `b` by id) share, and what they are to each other.

    `of_a`/`of_b` are the shares (0..1) of the words of each that stand in the other.
    `differences` has what versions of one paper have different, none of mere form; the sides of
    a finding are `a` and `b`, with offsets into their reading texts.
    """

    id: str
    a: DocumentId
    b: DocumentId
    kind: Kind
    of_a: float
    of_b: float
    passages: tuple[SharedPassage, ...]
    rule: str
    because: tuple[str, ...]
    differences: tuple[Finding, ...] = ()
    status: Status = "proposed"

    @property
    def words(self) -> int:
        """Equal words in all passages."""
        return sum(passage.words for passage in self.passages)


@dataclass(frozen=True, slots=True)
class InItsPlace:
    """What another document has in the place of a blank, and whether that opens it.

    `start`/`end` are into the reading text of that document; `agreeing` words around are the same.
    """

    document: DocumentId
    start: int
    end: int
    words: int
    kind: Kind
    verdict: str
    agreeing: int
    because: str


@dataclass(frozen=True, slots=True)
class Blanked:
    """A place that a document withholds, and what others print there, the best first.

    `start`/`end` are into the reading text; `kind` is `withheld` or `omitted`.
    """

    id: str
    document: DocumentId
    start: int
    end: int
    text: str
    kind: str
    estimate_words: int | None
    release: ReleaseStatus
    considered: tuple[InItsPlace, ...]
    because: str
    status: Status = "proposed"
