"""Damage done to the alignment gold: sentences removed from one side, and pages said twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.bitexts import Counts, Set, Shape, counts, f1, pooled, shapes, share
from herewith.algorithms.alignment import align
from herewith.languages.glossary import glossary

PLACES = 6
"""Places of a text at which damage is done, evenly spaced."""


@dataclass(slots=True)
class Tally:
    """What became of the cuts of one kind: counts before and after, orphans, gaps, worst fall."""

    before: list[Counts] = field(default_factory=list)
    after: list[Counts] = field(default_factory=list)
    orphans: int = 0
    found: int = 0
    whole: int = 0

    def line(self) -> str:
        """F1 before and after, pooled; the worst single fall; orphans found; one gap."""
        both = zip(self.before, self.after, strict=True)
        worst = max(pooled([a])[0] - pooled([b])[0] for a, b in both)
        return (
            f"{len(self.after):4} cuts: {pooled(self.before)[0]:.3f} -> "
            f"{pooled(self.after)[0]:.3f}, worst {100 * worst:4.1f} points, "
            f"orphans {share(self.found, self.orphans)} of {self.orphans}, "
            f"one gap {self.whole} of {len(self.after)}"
        )


def removed(sets: list[Set], sizes: tuple[int, ...]) -> None:
    """Sentences removed from one side, at `PLACES` of every text and in both directions.

    Single texts of some thirty beads are worth three points a bead, so that F1 is pooled.
    A cut that goes through a bead of the gold leaves half a counterpart: counted apart.
    """
    print(
        f"\nsentences removed from one side at {PLACES} places: strict F1 before and after, "
        "pooled;\nof the orphans, how many are found, and how often they are one gap"
    )
    between, through, every = Tally(), Tally(), Tally()
    for one in sets:
        for text in (one, one.turned):
            terms = glossary(*text.languages)
            before = counts(text.gold, shapes(align(text.source, text.target, glossary=terms)))
            for size in sizes:
                if 2 * size > len(text.target):
                    continue
                mine = Tally()
                for first in places(len(text.target) - size):
                    cut = set(range(first, first + size))
                    clean = all(not cut & set(b) or set(b) <= cut for _, b in text.gold)
                    rest = text.target[:first] + text.target[first + size :]
                    gold, left = without(text.gold, first, size)
                    found = align(text.source, rest, glossary=terms)
                    gaps = [set(x.source) & left for x in found.beads if not x.target]
                    gaps = [gap for gap in gaps if gap]
                    for tally in (mine, every, between if clean else through):
                        tally.before.append(before)
                        tally.after.append(counts(gold, shapes(found)))
                        tally.orphans += len(left)
                        tally.found += sum(map(len, gaps))
                        tally.whole += len(gaps) == 1
                print(f"{text.name:7}{text.languages[1]} {size:3}: {mine.line()}", flush=True)
    print(f"cuts between beads:  {between.line()}")
    print(f"cuts through a bead: {through.line()}")
    print(f"all:                 {every.line()}")


def places(room: int) -> list[int]:
    """`PLACES` beginnings of a cut, evenly spaced, none at the very edge."""
    return sorted({max(1, room * k // (PLACES + 1)) for k in range(1, PLACES + 1)})


def without(gold: list[Shape], first: int, size: int) -> tuple[list[Shape], set[int]]:
    """The gold after some target sentences are gone, and the source sentences left alone."""
    out: list[Shape] = []
    alone: set[int] = set()
    for left, right in gold:
        kept = tuple(j if j < first else j - size for j in right if not first <= j < first + size)
        if right and not kept:
            alone.update(left)
            out += [((i,), ()) for i in left]
        else:
            out.append((left, kept))
    return out, alone


def repeated(sets: list[Set], sizes: tuple[int, ...]) -> None:
    print("\na page said twice on one side, at once and ten sentences on: one block of its size?")
    good = cases = 0
    for one in sets:
        for text in (one, one.turned):
            terms = glossary(*text.languages)
            before = f1(text.gold, shapes(align(text.source, text.target, glossary=terms)))[0]
            for size in sizes:
                for away in (0, 10):
                    first = len(text.target) // 3
                    if 2 * size > len(text.target):
                        continue
                    at = min(len(text.target), first + size + away)
                    page = text.target[first : first + size]
                    found = align(
                        text.source, text.target[:at] + page + text.target[at:], glossary=terms
                    )
                    blocks = [x.target for x in found.beads if x.kind == "repeated" and x.target]
                    after = f1(
                        text.gold, [x for s in shapes(found) if any(x := once(s, first, at, size))]
                    )[0]
                    right = [len(block) for block in blocks] == [size] and after > before - 0.02
                    cases, good = cases + 1, good + right
                    if not right:
                        print(
                            f"{text.name:7}{text.languages[1]} {size:3} +{away}: "
                            f"{before:.3f} -> {after:.3f}, blocks {blocks}"
                        )
    print(f"{good} of {cases} right")


def once(shape: Shape, first: int, at: int, size: int) -> Shape:
    """A bead by the numbers of the text in which the page stands once."""
    if not shape[0] and shape[1][0] in (*range(first, first + size), *range(at, at + size)):
        return (), ()
    back = {j: j if j < at else first + j - at if j < at + size else j - size for j in shape[1]}
    return shape[0], tuple(sorted(set(back.values())))
