"""Damage done to the alignment gold: sentences removed from one side, and pages said twice."""

from __future__ import annotations

from bench.bitexts import Set, Shape, f1, shapes
from herewith.algorithms.alignment import align
from herewith.languages.glossary import glossary

PLACES = (0.2, 0.6)
"""Where the damage begins, as a share of the text."""


def removed(sets: list[Set], sizes: tuple[int, ...]) -> None:
    print(
        "\nsentences removed from one side: F1 before and after; of the orphans, how many are found"
    )
    print("and how many stand in the one gap; more than one gap is counted")
    found_all = orphans_all = whole_gaps = cases = 0
    for one in sets:
        for text in (one, one.turned):
            terms = glossary(*text.languages)
            before = f1(text.gold, shapes(align(text.source, text.target, glossary=terms)))
            for size in sizes:
                for place in PLACES:
                    first = int(place * len(text.target))
                    if first + size >= len(text.target) or 2 * size > len(text.target):
                        continue
                    rest = text.target[:first] + text.target[first + size :]
                    gold, left = without(text.gold, first, size)
                    found = align(text.source, rest, glossary=terms)
                    after = f1(gold, shapes(found))
                    gaps = [set(x.source) & left for x in found.beads if x.source and not x.target]
                    gaps = [gap for gap in gaps if gap]
                    alone, most = sum(map(len, gaps)), max(map(len, gaps), default=0)
                    cases += 1
                    found_all, orphans_all = found_all + alone, orphans_all + len(left)
                    whole_gaps += len(gaps) == 1
                    print(
                        f"{text.name:7}{text.languages[1]} {size:3}: "
                        f"{before[0]:.3f} -> {after[0]:.3f}, "
                        f"{alone} of {len(left)}, {most} in one of {len(gaps)}"
                    )
    print(
        f"all: {found_all / max(1, orphans_all):.3f} of the orphans found, "
        f"one gap in {whole_gaps} of {cases} cases"
    )


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
