"""Variation units: the variant graph cut into places of agreement and places of difference.

The size of a unit is an editor's: words that changed together stay together, a lone comma does
not hide in a sentence, two neighbouring spellings are two variations, words in another order are
one. Every column is in exactly one stretch; so is every token of every witness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.likeness import LIKE, likeness
from herewith.algorithms.collation.tokens import Ints

__all__ = ["Cut", "Stretch", "cut"]

LONG = 8
"""From so many columns on, an omitted stretch is kept apart from other changes beside it."""

PROPORTION = 4
"""... if it has so many times the columns of the change beside it."""

REACH = 4
"""Columns of agreement across which two changes are looked at as one change of order."""

SHORT, PHRASE = 3, 7
"""A shared word of so few letters does not divide two reworded phrases that together, with it,
take so many columns."""

DIVIDED = 4
"""Columns that one word divided in several ways may take."""

STATES = ("", "inserted", "unclear", "doubtful", "indistinct", "withheld", "struck")
"""States a token may have; the plain state is 0."""


REVISION = ("struck", "inserted")
"""States by which a hand changed the text; what it changed in one go is one place."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Columns `[low, high)`. `kind` is `agreement`, `variation` or `alone`: one witness only."""

    low: int
    high: int
    kind: str
    reordered: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """The stretches in order, and what they were cut by.

    `keys` has for each column and witness the form and state (a number), -1 where the witness has
    nothing, -2 where it cannot testify.
    """

    stretches: tuple[Stretch, ...]
    keys: Ints


@dataclass(slots=True)
class _Column:
    """What the rules look at in a variant column."""

    absent: int
    silent: int
    parts: tuple[int, ...]
    word: bool
    alike: bool
    norms: tuple[int, ...]
    revised: bool

    @property
    def complete(self) -> bool:
        return not self.absent

    @property
    def block(self) -> bool:
        """Whether some lack the word and the others agree on it."""
        return bool(self.absent) and len(set(self.parts) - {-1, -2}) == 1


def cut(graph: VariantGraph) -> Cut:
    """Cut a graph into agreements and variations.

    Complexity:
        O(columns · witnesses), with a small constant for columns that agree.
    """
    keys = _keys(graph)
    if not len(keys):
        return Cut((), keys)
    highest = keys.max(1)
    lowest = np.where(keys == -2, np.iinfo(np.int64).max, keys).min(1)
    same = lowest == highest
    alone = same & ((keys != -2).sum(1) == 1) & (keys.shape[1] > 1)
    code = np.where(alone, 2, np.where(same, 1, 0))
    silent = keys == -2
    edge = np.concatenate(([True], (np.diff(code) != 0) | (silent[1:] != silent[:-1]).any(1)))
    begins = np.flatnonzero(edge)
    ends = np.append(begins[1:], len(code))
    norms = graph.ids(graph.norms)
    out: list[Stretch] = []
    for low, high in zip(begins.tolist(), ends.tolist(), strict=True):
        if code[low]:
            out.append(Stretch(low, high, "alone" if code[low] == 2 else "agreement"))
        else:
            out.extend(_variations(graph, keys, norms, low, high))
    return Cut(tuple(_reordered(graph, norms, _absorbed(graph, norms, out))), keys)


def _keys(graph: VariantGraph) -> Ints:
    """Form and state of every cell as one number."""
    keys = graph.ids(graph.forms)
    keys[keys >= 0] *= len(STATES)
    for witness, tokens in enumerate(graph.tokens):
        columns = graph.columns_of(witness)
        for token, state in tokens.states.items():
            keys[columns[token], witness] += STATES.index(state)
    keys[~graph.taking_part()] = -2
    return keys


def _variations(graph: VariantGraph, keys: Ints, norms: Ints, low: int, high: int) -> list[Stretch]:
    """Cut neighbouring variant columns into units."""
    if high - low == 1:
        return [Stretch(low, high, "variation")]
    columns = [
        _column(graph, k, n)
        for k, n in zip(keys[low:high].tolist(), norms[low:high].tolist(), strict=True)
    ]
    blocks, whole = _runs(columns, "block"), _runs(columns, "complete")
    names = graph.vocabulary.norms
    loose = _loose_marks(columns)
    out, begin = [], 0
    for n in range(1, len(columns)):
        long = _long_beside(blocks, whole, n)
        apart = _apart(columns[n - 1], columns[n], long=long, loose=n in loose)
        near = n - begin <= DIVIDED
        if near and _joined(columns[begin : n + 1], names):
            apart = False
        elif near and _joined(columns[begin:n], names):
            apart = True
        if apart:
            out.append(Stretch(low + begin, low + n, "variation"))
            begin = n
    return [*out, Stretch(low + begin, high, "variation")]


def _column(graph: VariantGraph, keys: list[int], norms: list[int]) -> _Column:
    absent = sum(1 << n for n, key in enumerate(keys) if key == -1)
    silent = sum(1 << n for n, key in enumerate(keys) if key == -2)
    first: dict[int, int] = {}
    parts = tuple(key if key < 0 else first.setdefault(key, n) for n, key in enumerate(keys))
    kinds = list(dict.fromkeys(n for n in norms if n >= 0))
    word = any(bool(graph.vocabulary.word[n]) for n in kinds)
    names = [graph.vocabulary.norms[n] for n in kinds]
    alike = not absent and all(likeness(names[0], other) >= LIKE for other in names[1:])
    revised = any(key >= 0 and STATES[key % len(STATES)] in REVISION for key in keys)
    return _Column(absent, silent, parts, word, alike, tuple(norms), revised)


def _runs(columns: Sequence[_Column], kind: str) -> list[int]:
    """For each column the length of the run of like `block` or `complete` columns it stands in.

    0 for columns of another kind.
    """
    out = [0] * len(columns)
    begin = 0
    for n in range(1, len(columns) + 1):
        here, first = columns[n] if n < len(columns) else None, columns[begin]
        if here and getattr(here, kind) == getattr(first, kind) and here.absent == first.absent:
            continue
        if getattr(first, kind):
            out[begin:n] = [n - begin] * (n - begin)
        begin = n
    return out


def _long_beside(blocks: Sequence[int], whole: Sequence[int], n: int) -> bool:
    """Whether a boundary divides a long omission from another, much smaller change.

    Many words that became few are one change; a long omission beside a changed word is two.
    """
    for block, other in ((n - 1, n), (n, n - 1)):
        if blocks[block] >= LONG and blocks[block] >= PROPORTION * whole[other]:
            return True
    return False


def _loose_marks(columns: Sequence[_Column]) -> set[int]:
    """Boundaries behind the marks that begin a run of changes, and before those that end it.

    Marks in the midst of reworded text belong to it; at its edge they are on their own.
    """
    first = next((n for n, c in enumerate(columns) if c.word), len(columns))
    last = next((n for n in range(len(columns), 0, -1) if columns[n - 1].word), 0)
    return {*range(1, first + 1), *range(last, len(columns))}


def _apart(here: _Column, there: _Column, *, long: bool, loose: bool) -> bool:
    """Whether two neighbouring variant columns changed separately."""
    if here.silent != there.silent:
        return True
    if here.revised and there.revised:
        return False
    if here.block and there.block:
        return here.absent != there.absent and not _exchanged(here, there)
    if here.complete and there.complete:
        if here.alike or there.alike or (here.word != there.word and loose):
            return True
        return here.word == there.word and here.parts != there.parts
    if long:
        return True
    if here.complete or there.complete:
        whole = here if here.complete else there
        other = there if here.complete else here
        return whole.alike or (whole.word and not other.word and loose)
    return False


def _exchanged(here: _Column, there: _Column) -> bool:
    """Whether each witness has exactly one of the two words."""
    everyone = (1 << len(here.norms)) - 1 & ~here.silent
    return here.absent & there.absent == 0 and here.absent | there.absent == everyone


def _joined(columns: Sequence[_Column], names: Sequence[str]) -> bool:
    """Whether two witnesses have the same letters in these columns, divided otherwise."""
    if not 1 < len(columns) <= DIVIDED:
        return False
    letters: dict[str, int] = {}
    for witness in range(len(columns[0].norms)):
        words = [names[c.norms[witness]] for c in columns if c.norms[witness] >= 0]
        text = "".join(words)
        if text.isalnum() and letters.setdefault(text, len(words)) != len(words):
            return True
    return False


def _absorbed(graph: VariantGraph, norms: Ints, stretches: list[Stretch]) -> list[Stretch]:
    """Join two reworded phrases that happen to share one short word between them."""
    out: list[Stretch] = []
    for stretch in stretches:
        out.append(stretch)
        if len(out) < 3 or stretch.kind != "variation" or out[-3].kind != "variation":
            continue
        before, between = out[-3], out[-2]
        if (
            between.kind == "agreement"
            and between.high - between.low == 1
            and len(graph.vocabulary.norms[norms[between.low].max()]) <= SHORT
            and stretch.high - before.low >= PHRASE
            and _reworded(graph, norms, before)
            and _reworded(graph, norms, stretch)
        ):
            del out[-3:]
            out.append(Stretch(before.low, stretch.high, "variation"))
    return out


def _reworded(graph: VariantGraph, norms: Ints, stretch: Stretch) -> bool:
    """Whether every witness has words of its own in a stretch, and none like another's."""
    rows = norms[stretch.low : stretch.high]
    if (rows < 0).all(0).any() or stretch.high - stretch.low > LONG * 4:
        return False
    first = rows[0].tolist()
    names = [graph.vocabulary.norms[n] for n in dict.fromkeys(first) if n >= 0]
    words = all(any(graph.vocabulary.word[n] for n in row if n >= 0) for row in rows.tolist())
    return words and not any(likeness(names[0], other) >= LIKE for other in names[1:])


def _reordered(graph: VariantGraph, norms: Ints, stretches: list[Stretch]) -> list[Stretch]:
    """Join two changes near each other where together they only change the order of words."""
    out: list[Stretch] = []
    for stretch in stretches:
        out.append(stretch)
        if stretch.kind != "variation":
            continue
        for back in (2, 3):
            if len(out) < back or out[-back].kind != "variation":
                continue
            before = out[-back]
            between = sum(s.high - s.low for s in out[1 - back : -1] if s.kind == "agreement")
            if any(s.kind == "alone" for s in out[-back:]) or between > REACH:
                continue
            if _permuted(graph, norms, before, stretch):
                del out[-back:]
                out.append(Stretch(before.low, stretch.high, "variation", reordered=True))
                break
    return out


def _permuted(graph: VariantGraph, norms: Ints, a: Stretch, b: Stretch) -> bool:
    """Whether some two witnesses have the same words in both places together, not in each."""
    left, right = norms[a.low : a.high], norms[b.low : b.high]
    if a.high - a.low > LONG * 4 or b.high - b.low > LONG * 4:
        return False
    shared = set(left[left >= 0].tolist()) & set(right[right >= 0].tolist())
    if not any(graph.vocabulary.word[n] for n in shared):
        return False
    seen: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
    for witness in range(norms.shape[1]):
        one = tuple(n for n in left[:, witness].tolist() if n >= 0)
        two = tuple(n for n in right[:, witness].tolist() if n >= 0)
        orders = seen.setdefault(tuple(sorted(one + two)), set())
        orders.add(tuple(sorted(one)))
        if len(orders) > 1:
            return True
    return False
