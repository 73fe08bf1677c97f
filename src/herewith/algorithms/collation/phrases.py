"""Phrases: units put together again where their parts changed as one.

One phrase replaced another, two reworded phrases share a short word by chance, or the words of two
places only changed their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from herewith.algorithms.collation.columns import Column, divided
from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.likeness import LIKE, likeness
from herewith.algorithms.collation.stretches import Stretch
from herewith.algorithms.collation.tokens import Ints

__all__ = ["absorbed", "reordered", "replaced"]

REACH = 4
"""Columns across which two changes are looked at as one change of order."""

SHORT, PHRASE = 3, 7
"""A shared word of so few letters does not divide two reworded phrases that together, with it,
take so many columns."""

WIDE = 32
"""Stretches of more columns than this are not looked at."""

FEW = 3
"""Words left out, at most, for which a figure is looked for beside them."""

AROUND = 3
"""Units across which what belongs together is looked for."""

PAIR = 2
"""Words that one witness has in the first place only, and another in the second, at most."""

TELLING = 4
"""Letters of a word from which on two words that change places are no chance."""


def replaced(columns: Sequence[Column], bounds: Sequence[int], names: Sequence[str]) -> list[int]:
    """Bounds of units, less those between words left out and the figure put in their place.

    `one hundred | and five` became `105`: the witness that lacks the first words has, beside
    them, a figure for them all. `and white | not | very special`: what different
    witnesses add at one place is one place.
    """
    units = [columns[a:b] for a, b in pairwise(bounds)]
    joined: set[int] = set()
    for n, block in enumerate(units):
        for m in range(max(0, n - AROUND), min(len(units), n + AROUND + 1)):
            if m == n or len(block) > FEW or divided(units[m], names):
                continue
            if any(_stands_for(column, block, names) for column in units[m]):
                joined |= set(range(min(n, m) + 1, max(n, m) + 1))
        for m in range(n + 1, min(len(units), n + AROUND + 1)):
            if not all(c.absent and c.word for c in units[m]):
                break
            if _alternatives(block, units[m]):
                joined |= set(range(n + 1, m + 1))
    return [bound for n, bound in enumerate(bounds) if n not in joined]


def _alternatives(one: Sequence[Column], other: Sequence[Column]) -> bool:
    """Whether some witnesses added words of the one, and others words of the other."""
    return all(c.absent and c.word for c in one) and any(
        not a.present & b.present for a in one for b in other
    )


def _stands_for(whole: Column, block: Sequence[Column], names: Sequence[str]) -> bool:
    """Whether those who lack a block have, all alike, a figure where the others have words."""
    absent = block[0].absent
    if not whole.complete or whole.alike or not whole.word or not absent:
        return False
    if any(not c.block or not c.word or c.absent != absent for c in block):
        return False
    own: set[int] = set()
    others: set[int] = set()
    for witness, n in enumerate(whole.norms):
        if n >= 0:
            (own if absent >> witness & 1 else others).add(n)
    figures = [names[n][:1].isdigit() for n in own | others]
    return len(own) == 1 and names[min(own)][:1].isdigit() and sum(figures) == 1


def absorbed(graph: VariantGraph, norms: Ints, stretches: Sequence[Stretch]) -> list[Stretch]:
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
    if (rows < 0).all(0).any() or stretch.high - stretch.low > WIDE:
        return False
    first = rows[0].tolist()
    names = [graph.vocabulary.norms[n] for n in dict.fromkeys(first) if n >= 0]
    words = all(any(graph.vocabulary.word[n] for n in row if n >= 0) for row in rows.tolist())
    return words and not any(likeness(names[0], other) >= LIKE for other in names[1:])


def reordered(graph: VariantGraph, norms: Ints, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Join two changes near each other where together they only change the order of words."""
    out: list[Stretch] = []
    words: list[set[int]] = []
    word = graph.vocabulary.word.tolist()
    for stretch in stretches:
        out.append(stretch)
        varies = stretch.kind == "variation" and stretch.high - stretch.low <= WIDE
        held = norms[stretch.low : stretch.high].ravel().tolist() if varies else ()
        words.append({n for n in held if n >= 0 and word[n]})
        if not words[-1]:
            continue
        for back in range(2, min(REACH + 2, len(out)) + 1):
            before = out[-back]
            if before.kind == "alone" or stretch.low - before.high > REACH:
                break
            shared = words[-1] & words[-back]
            if shared and _permuted(graph, norms, before, stretch, shared):
                end = _behind_words(graph, norms, stretch)
                out[-back:] = [Stretch(before.low, end, "variation", reordered=True)]
                words[-back:] = [words[-back] | words[-1]]
                if end < stretch.high:
                    out.append(Stretch(end, stretch.high, "variation"))
                    words.append(set())
                break
    return out


def _behind_words(graph: VariantGraph, norms: Ints, stretch: Stretch) -> int:
    """Where the words of a stretch end; marks behind them are on their own."""
    end = stretch.high
    while end > stretch.low + 1:
        row = norms[end - 1]
        if graph.vocabulary.word[row[row >= 0]].any():
            break
        end -= 1
    return end


def _permuted(graph: VariantGraph, norms: Ints, a: Stretch, b: Stretch, shared: set[int]) -> bool:
    """Whether some two witnesses have the same words in both places together, not in each.

    Or one word each that the other has in the other place, whatever else was changed there; or the
    one has the word in the first place only and the other in the second (`the Sarn Strait`, `the
    Strait of Sarn`).
    `shared` are the words that stand in both places.
    """
    left, right = norms[a.low : a.high], norms[b.low : _behind_words(graph, norms, b)]
    seen: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
    moved: set[tuple[int, int]] = set()
    before: set[int] = set()
    behind: set[int] = set()
    telling = {n for n in shared if len(graph.vocabulary.norms[n]) >= TELLING}
    for witness in range(norms.shape[1]):
        one = tuple(n for n in left[:, witness].tolist() if n >= 0)
        two = tuple(n for n in right[:, witness].tolist() if n >= 0)
        orders = seen.setdefault(tuple(sorted(one + two)), set())
        orders.add(tuple(sorted(one)))
        if len(orders) > 1:
            return True
        if not two and len(one) <= PAIR:
            before |= telling & set(one)
        if not one and len(two) <= PAIR:
            behind |= telling & set(two)
        if before & behind:
            return True
        here, there = telling & set(one) - set(two), telling & set(two) - set(one)
        if any((y, x) in moved for x in here for y in there):
            return True
        moved |= {(x, y) for x in here for y in there}
    return False
