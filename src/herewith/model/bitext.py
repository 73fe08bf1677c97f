"""Bitexts: an original and a translation, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

from herewith.model.collation import ItemId
from herewith.model.document import DocumentId
from herewith.model.register import Status

__all__ = [
    "Bead",
    "BeadKind",
    "Bitext",
    "BitextCoverage",
    "BitextId",
    "Sentence",
    "SideCoverage",
]

BitextId = NewType("BitextId", str)

BeadKind = Literal["match", "omitted", "added", "gap", "moved", "furniture"]
"""`match` pairs text; the others are orphans: only one side is filled (but for `moved`)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document: `n` counts from 0, offsets are into the reading text.

    `id` depends on the sentence's own words and its repetition, not on its neighbours, so that
    it stays the same when another paragraph is re-read. `role` is that of its passage.
    """

    id: str
    n: int
    start: int
    end: int
    text: str
    role: str = "body"


@dataclass(frozen=True, slots=True)
class Bead:
    """The smallest pair of stretches that render each other: sentence numbers on both sides.

    `confidence` is the calibrated probability that the bead is right (0..1, high is good).
    `reasons` are short phrases for people: shared numbers, names, the strongest word pairs.
    """

    id: str
    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float
    kind: BeadKind
    reasons: tuple[str, ...]
    status: Status = "proposed"


@dataclass(frozen=True, slots=True)
class SideCoverage:
    """Of one side: all sentences and words, those in accepted beads, and what is missing.

    `not_held` describes declared gaps; `orphans` counts sentences without counterpart.
    """

    sentences: int
    words: int
    aligned_sentences: int
    aligned_words: int
    orphans: int
    not_held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BitextCoverage:
    """Coverage of both sides."""

    source: SideCoverage
    target: SideCoverage


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two documents aligned sentence by sentence."""

    id: BitextId
    item: ItemId | None
    source: DocumentId
    target: DocumentId
    source_language: str | None
    target_language: str | None
    source_sentences: tuple[Sentence, ...]
    target_sentences: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    verdict: Literal["aligned", "partly", "unreliable", "not_a_translation"]
    coverage: BitextCoverage
