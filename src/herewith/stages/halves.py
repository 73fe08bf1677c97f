"""The two sides of a bitext: documents cut into sentences that know their roles."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from herewith.algorithms.alignment import Alignment, Anchor, Encoder, align, roles, sentence_ids
from herewith.languages.glossary import glossary
from herewith.languages.identify import identify_language
from herewith.languages.sentences import split
from herewith.model.bitext import Lexicon, Sentence
from herewith.model.collation import Item
from herewith.model.document import Document
from herewith.model.records import short_digest

__all__ = ["Half", "Pair", "align_halves", "half", "lines_of", "sentences_of"]


@dataclass(frozen=True, slots=True)
class Half:
    """One side of a bitext: a document (or part of one), its sentences, and their ends.

    `breaks` are the sentences that end a paragraph.
    """

    document: Document
    language: str | None
    sentences: tuple[Sentence, ...]
    breaks: tuple[int, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The sentences' texts."""
        return tuple(sentence.text for sentence in self.sentences)


def half(
    document: Document,
    *,
    language: str | None = None,
    start: int = 0,
    end: int | None = None,
) -> Half:
    """Cut a document's reading text into sentences.

    Args:
        document: the document.
        language: ISO 639-1; otherwise the document's, otherwise guessed.
        start: where its testimony begins in the reading text.
        end: where it ends; `None` for the end of the text.
    """
    text = document.text[start:end]
    known = language or document.language or identify_language(text).language
    sentences = sentences_of(document, known, start, end)
    breaks = tuple(
        this.n
        for this, after in pairwise(sentences)
        if "\n\n" in document.text[this.end : after.start]
    )
    return Half(document, known, sentences, breaks)


def sentences_of(
    document: Document, language: str | None, start: int = 0, end: int | None = None
) -> tuple[Sentence, ...]:
    """Sentences of a document's reading text, with the roles of the passages they begin in."""
    text = document.text[start:end]
    pieces = split(text, language)
    words = [" ".join(text[a:b].split()) for a, b in pieces]
    role_at = _RoleAt(document)
    found = [role_at(start + a) for a, _ in pieces]
    if all(role in ("body", "other") for role in found):
        found = roles.guess(words)
    else:
        guessed = roles.guess(words)
        wanted = {"dateline"} if "salutation" in found else {"dateline", "salutation"}
        if "dateline" in found:
            wanted.discard("dateline")
        found = [g if g in wanted else f for f, g in zip(found, guessed, strict=True)]
    return tuple(
        Sentence(name, n, start + a, start + b, word, role)
        for n, (name, (a, b), word, role) in enumerate(
            zip(sentence_ids(words), pieces, words, found, strict=True)
        )
    )


def lines_of(text: str) -> tuple[Sentence, ...]:
    """Every line as a sentence, empty ones too, with guessed roles."""
    pieces, at = [], 0
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    for line in lines:
        bare = line.lstrip("\ufeff \t")
        begin = at + len(line) - len(bare)
        pieces.append((begin, begin + len(bare.rstrip()), bare.rstrip()))
        at += len(line) + 1
    words = [word for _, _, word in pieces]
    names, guessed = sentence_ids(words), roles.guess(words)
    return tuple(
        Sentence(name, n, a, b, word, role)
        for n, (name, (a, b, word), role) in enumerate(zip(names, pieces, guessed, strict=True))
    )


class _RoleAt:
    """The role of the passage to which a place of the reading text belongs."""

    def __init__(self, document: Document) -> None:
        by_source: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for passage in document.passages:
            by_source[passage.source].append((passage.start, passage.end, passage.role))
        for places in by_source.values():
            places.sort()
        self._places = by_source
        self._runs = document.runs

    def __call__(self, offset: int) -> str:
        number = bisect_right(self._runs, offset, key=lambda run: run.start) - 1
        if number < 0:
            return "body"
        run = self._runs[number]
        at = run.source_start + min(
            offset - run.start, max(0, run.source_end - run.source_start - 1)
        )
        places = self._places.get(run.source, [])
        found = bisect_right(places, at, key=lambda place: place[0]) - 1
        if found < 0 or places[found][1] <= at:
            return "body"
        return places[found][2]


def align_halves(
    source: Half,
    target: Half,
    *,
    lexicon: Lexicon | None = None,
    anchors: Sequence[Anchor] = (),
    terms: Sequence[tuple[str, str, float]] = (),
    encoder: Encoder | None = None,
) -> Alignment:
    """Align two sides with the glossaries of their languages."""
    return align(
        source.words,
        target.words,
        glossary=(*glossary(source.language, target.language), *terms),
        lexicon=lexicon,
        source_roles=[s.role for s in source.sentences],
        target_roles=[s.role for s in target.sentences],
        source_breaks=source.breaks,
        target_breaks=target.breaks,
        anchors=anchors,
        encoder=encoder,
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two witnesses of an item, cut into sentences."""

    item: Item
    source: Half
    target: Half

    @property
    def name(self) -> str:
        """Id of the bitext: readable, and the same as long as the documents are."""
        ids = (self.source.document.id, self.target.document.id)
        return f"{self.item.id}/bitext/{short_digest(ids)}"
