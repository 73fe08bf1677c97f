"""Pairs of papers with what they share and what they are to each other.

The wording is found over all texts; texts, heads and the register are looked at only for papers
that share something, and the register only for those that share much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.reuse.coverage import containment
from herewith.algorithms.reuse.heads import head_of
from herewith.algorithms.reuse.kinds import REWORKED, Paired, Paper, kind_of
from herewith.algorithms.reuse.passages import Passage, Shared
from herewith.algorithms.reuse.words import cut_words
from herewith.languages.identify import identify
from herewith.model.protocols import Context
from herewith.model.register import RegisterEntry
from herewith.model.sharing import SharedPassage
from herewith.stages.held_texts import HeldText
from herewith.stages.register import register_documents

__all__ = ["Pair", "Pairing", "paired"]

NO_DECISIONS = Context({}, {}, {})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two papers (`a` before `b` by name), their passages, containment each way, and the kind."""

    a: HeldText
    b: HeldText
    passages: tuple[SharedPassage, ...]
    contained: tuple[float, float]
    paired: Paired
    level: str = "exact"

    @property
    def words(self) -> int:
        """Equal words in all passages."""
        return sum(passage.words for passage in self.passages)


@dataclass(slots=True)
class Pairing:
    """Papers by name, and what is known of their heads."""

    texts: Mapping[str, HeldText]
    entries: Mapping[str, RegisterEntry] = field(default_factory=dict)
    _papers: dict[str, Paper] = field(default_factory=dict)
    _told: dict[str, HeldText] = field(default_factory=dict)

    def text(self, name: str) -> HeldText:
        """A paper, with its language."""
        if name not in self._told:
            text = self.texts[name]
            if text.language is None:
                text = replace(text, language=identify(text.text[:4000]))
            self._told[name] = text
        return self._told[name]

    def register(self, names: Iterable[str]) -> None:
        """Register papers, all at once."""
        wanted = [self.text(name) for name in sorted(set(names) - set(self.entries))]
        documents = [text.document() for text in wanted if text.text]
        made = register_documents(documents, (), {}, NO_DECISIONS)[0]
        self.entries = {**self.entries, **{str(entry.id): entry for entry in made}}

    def paper(self, name: str, words: int) -> Paper:
        """A side of a pair, for `kind_of`: its head from the register, else from its heading."""
        if name not in self._papers:
            text = self.text(name)
            entry, when = self.entries.get(name), dict(text.when).get("when", "")
            head = head_of(entry, text.heading, text.text, text.language, when=when)
            self._papers[name] = Paper(text.text, text.language, words, head, text.source)
        return self._papers[name]


def paired(
    shared: Iterable[Shared], names: Sequence[str], sizes: NDArray[np.int64], pairing: Pairing
) -> Iterator[Pair]:
    """The pairs of an index with offsets into the reading texts, and their kinds.

    Args:
        shared: passages as word numbers, pair by pair.
        names: of the texts, by number.
        sizes: words in each text.
        pairing: the texts themselves.
    """
    every = list(shared)
    contained = [containment(one.passages, int(sizes[one.a]), int(sizes[one.b])) for one in every]
    pairing.register(
        name
        for one, shares in zip(every, contained, strict=True)
        for name in (names[one.a], names[one.b])
        if max(shares) >= REWORKED or _title(pairing, names[one.a]) == _title(pairing, names[one.b])
    )
    places = _Places(pairing.texts)
    for one, shares in zip(every, contained, strict=True):
        a, b = names[one.a], names[one.b]
        found = tuple(places.passage(a, b, passage) for passage in one.passages)
        kind = kind_of(
            pairing.paper(a, int(sizes[one.a])),
            pairing.paper(b, int(sizes[one.b])),
            found,
            shares,
        )
        yield Pair(pairing.text(a), pairing.text(b), found, shares, kind)


def _title(pairing: Pairing, name: str) -> str:
    """A heading without its number; nothing is like no other's heading."""
    return pairing.texts[name].heading.partition(" ")[2] or name


class _Places:
    """Offsets of words, text by text; those of the last texts asked for are held."""

    HELD = 512

    def __init__(self, texts: Mapping[str, HeldText]) -> None:
        self._texts = texts
        self._known: dict[str, tuple[NDArray[np.uint32], NDArray[np.uint32]]] = {}

    def passage(self, a: str, b: str, passage: Passage) -> SharedPassage:
        """A passage as offsets into both texts."""
        starts_a, ends_a = self._of(a)
        starts_b, ends_b = self._of(b)
        return SharedPassage(
            int(starts_a[passage.a_start]),
            int(ends_a[passage.a_end - 1]),
            int(starts_b[passage.b_start]),
            int(ends_b[passage.b_end - 1]),
            passage.words,
            passage.longest,
            passage.texts,
        )

    def _of(self, name: str) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        found = self._known.pop(name, None)
        if found is None:
            words = cut_words([self._texts[name].text])
            found = (words.starts, words.ends)
            if len(self._known) >= self.HELD:
                self._known.pop(next(iter(self._known)))
        self._known[name] = found
        return found
