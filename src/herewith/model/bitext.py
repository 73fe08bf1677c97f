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
    "Lexicon",
    "LexiconEntry",
    "Sentence",
    "SideCoverage",
]

BitextId = NewType("BitextId", str)

BeadKind = Literal["match", "omitted", "added", "gap", "moved", "furniture", "repeated"]
"""`match` pairs text, `moved` pairs text that stands elsewhere, `furniture` pairs parts of the
letter by their role (a side may be empty: an empty line). The others are orphans, with one side
only: `omitted` from the translation, `added` by it, a run of them as one `gap`, or `repeated`
(the text says it elsewhere too)."""


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


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """A word and a rendering learnt from aligned texts, as stems (see `alignment.tokens`).

    `probability` is that of the rendering given the word, discounted (0..1); `seen` counts the
    word in the texts learnt from. `example` shows both as they stand in the texts.
    """

    source: str
    target: str
    probability: float
    seen: int
    example: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the texts of one box taught about a pair of languages, for an editor to read."""

    id: str
    source_language: str
    target_language: str
    entries: tuple[LexiconEntry, ...]
