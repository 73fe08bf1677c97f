"""An index over many texts, and what they share: the whole way on one machine, in memory.

Parts are indexed alone (a file, a batch, a box of last year) and put together; what is found does
not depend on how the texts were divided, nor on their order: texts are numbered by their names.
The other engines run the same functions, with the join in SQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.reuse.fingerprints import Fingerprints, fingerprints
from herewith.algorithms.reuse.join import MOST_TEXTS, Formulas, join
from herewith.algorithms.reuse.passages import Shared, shared_passages
from herewith.algorithms.reuse.runs import exact_runs
from herewith.algorithms.reuse.words import cut_words

__all__ = ["BATCH", "Found", "Index", "Part", "index_of", "part_of", "shared_wording"]

BATCH = 4_000_000
"""Characters indexed at once: bounds the memory that the arrays in between take."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some texts, indexed: names, word hashes of all one after the other, and fingerprints.

    Text i has the words `bounds[i]` to `bounds[i + 1]`; fingerprints number the texts alike.
    """

    names: tuple[str, ...]
    bounds: NDArray[np.int64]
    words: NDArray[np.uint64]
    prints: Fingerprints


@dataclass(frozen=True, slots=True)
class Index:
    """All texts in order of their names; text i has `words[begins[i]:ends[i]]`."""

    names: tuple[str, ...]
    words: NDArray[np.uint64]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    prints: Fingerprints

    def sizes(self) -> NDArray[np.int64]:
        """Words in each text."""
        return self.ends - self.begins


@dataclass(frozen=True, slots=True)
class Found:
    """What texts share, pair by pair in order of their numbers, and what was capped."""

    shared: Iterator[Shared]
    formulas: Formulas


def part_of(names: Sequence[str], texts: Sequence[str]) -> Part:
    """Index some texts, a batch at a time."""
    bounds = [np.zeros(1, dtype=np.int64)]
    words: list[NDArray[np.uint64]] = []
    prints: list[Fingerprints] = []
    done = total = 0
    for batch in _batches(texts):
        cut = cut_words(batch)
        found = fingerprints(cut)
        bounds.append(cut.bounds[1:] + total)
        words.append(cut.hashes)
        prints.append(Fingerprints(found.hashes, found.texts + np.uint32(done), found.places))
        done, total = done + len(batch), total + len(cut.hashes)
    nothing = np.zeros(0, dtype=np.uint64)
    return Part(
        tuple(names), np.concatenate(bounds), np.concatenate([nothing, *words]), _joined(prints)
    )


def index_of(parts: list[Part]) -> Index:
    """Parts as one index. The list is emptied, so that no words are held twice.

    Raises:
        ValueError: if two texts have one name.

    >>> both = index_of([part_of(["b"], ["two words"]), part_of(["a"], ["one"])])
    >>> both.names, both.sizes().tolist()
    (('a', 'b'), [1, 2])
    """
    names = [name for part in parts for name in part.names]
    order = sorted(range(len(names)), key=names.__getitem__)
    if len(set(names)) < len(names):
        raise ValueError("two texts have one name")
    rank = np.empty(len(names), dtype=np.uint32)
    rank[order] = np.arange(len(names), dtype=np.uint32)
    begins, ends = np.zeros(len(names), dtype=np.int64), np.zeros(len(names), dtype=np.int64)
    prints: list[Fingerprints] = []
    words = np.empty(sum(len(part.words) for part in parts), dtype=np.uint64)
    first = total = 0
    parts.reverse()
    while parts:
        part = parts.pop()
        own = rank[first : first + len(part.names)]
        begins[own], ends[own] = part.bounds[:-1] + total, part.bounds[1:] + total
        prints.append(Fingerprints(part.prints.hashes, own[part.prints.texts], part.prints.places))
        words[total : total + len(part.words)] = part.words
        first, total = first + len(part.names), total + len(part.words)
    return Index(tuple(names[n] for n in order), words, begins, ends, _in_order(_joined(prints)))


def shared_wording(
    index: Index, *, most_texts: int = MOST_TEXTS, new: Sequence[str] | None = None
) -> Found:
    """What the texts of an index share.

    Args:
        index: the texts.
        most_texts: the document-frequency cap of `join`.
        new: names of texts; if given, only pairs with one of them are sought.

    >>> words = "the ships will turn back before noon unless we are told in writing to go on as planned at first light"
    >>> found = shared_wording(index_of([part_of(["a", "b"], [words, "We heard that " + words])]))
    >>> [(s.a, s.b, p.a_start, p.b_start, p.words) for s in found.shared for p in s.passages]
    [(0, 1, 0, 3, 21)]
    """
    fresh = None if new is None else np.isin(np.array(index.names), np.array(sorted(new)))
    anchors, formulas = join(index.prints, most_texts=most_texts, new=fresh)
    runs = exact_runs(index.words, index.begins, index.ends, anchors)
    return Found(shared_passages(index.words, index.begins, index.ends, runs), formulas)


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _joined(parts: Sequence[Fingerprints]) -> Fingerprints:
    return Fingerprints(
        np.concatenate([np.zeros(0, dtype=np.uint64), *(part.hashes for part in parts)]),
        np.concatenate([np.zeros(0, dtype=np.uint32), *(part.texts for part in parts)]),
        np.concatenate([np.zeros(0, dtype=np.uint32), *(part.places for part in parts)]),
    )


def _in_order(found: Fingerprints) -> Fingerprints:
    """Fingerprints in order of text and place."""
    key = (found.texts.astype(np.uint64) << np.uint64(32)) | found.places
    if (key[1:] >= key[:-1]).all():
        return found
    order = np.argsort(key, kind="stable")
    return Fingerprints(found.hashes[order], found.texts[order], found.places[order])
