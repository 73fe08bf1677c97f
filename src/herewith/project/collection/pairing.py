"""Pairs of papers with what they share and what they are to each other.

The wording is found over all texts; texts, heads and the register are looked at only for papers
that share something, and the register only for those that share much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.reuse.coverage import containment
from herewith.algorithms.reuse.heads import Head, head_of
from herewith.algorithms.reuse.kinds import REWORKED, Paired, Paper, Stretch, kind_of
from herewith.algorithms.reuse.passages import Passage, Shared
from herewith.algorithms.reuse.words import cut_words
from herewith.model.protocols import Context
from herewith.model.register import RegisterEntry
from herewith.project.collection.texts import HeldText
from herewith.stages.register import register_documents

__all__ = ["Pair", "Pairing", "paired"]

NO_DECISIONS = Context({}, {}, {})


@dataclass(frozen=True, slots=True)
class Pair:
    """Two papers (`a` before `b` by name), their passages, containment each way, and the kind."""

    a: HeldText
    b: HeldText
    passages: tuple[Stretch, ...]
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
    _heads: dict[str, Head] = field(default_factory=dict)
    _papers: dict[str, Paper] = field(default_factory=dict)

    def head(self, name: str, *, registered: bool = False) -> Head:
        """The head of a paper; with `registered` from the register, else from its heading."""
        found = self._heads.get(name)
        if found is not None and (found.kind or not registered):
            return found
        text = self.texts[name]
        entry = self.entries.get(name)
        if entry is None and registered and text.text:
            entry = register_documents((text.document(),), (), {}, NO_DECISIONS)[0][0]
        when = dict(text.when).get("when", "")
        self._heads[name] = head_of(entry, text.heading, text.text, text.language, when=when)
        return self._heads[name]

    def paper(self, name: str, words: int, *, registered: bool) -> Paper:
        """A side of a pair, for `kind_of`."""
        text = self.texts[name]
        head = self.head(name, registered=registered)
        return Paper(text.text, text.language, words, head, text.source)


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
    places = _Places(pairing.texts)
    for one in shared:
        a, b = names[one.a], names[one.b]
        words_a, words_b = int(sizes[one.a]), int(sizes[one.b])
        contained = containment(one.passages, words_a, words_b)
        stretches = tuple(places.stretch(a, b, passage) for passage in one.passages)
        much = max(contained) >= REWORKED or _title(pairing, a) == _title(pairing, b)
        kind = kind_of(
            pairing.paper(a, words_a, registered=much),
            pairing.paper(b, words_b, registered=much),
            stretches,
            contained,
        )
        yield Pair(pairing.texts[a], pairing.texts[b], stretches, contained, kind)


def _title(pairing: Pairing, name: str) -> str:
    """A heading without its number; nothing is like no other's heading."""
    return pairing.texts[name].heading.partition(" ")[2] or name


class _Places:
    """Offsets of words, text by text; those of the last texts asked for are held."""

    HELD = 512

    def __init__(self, texts: Mapping[str, HeldText]) -> None:
        self._texts = texts
        self._known: dict[str, tuple[NDArray[np.uint32], NDArray[np.uint32]]] = {}

    def stretch(self, a: str, b: str, passage: Passage) -> Stretch:
        """A passage as offsets into both texts."""
        starts_a, ends_a = self._of(a)
        starts_b, ends_b = self._of(b)
        return Stretch(
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
