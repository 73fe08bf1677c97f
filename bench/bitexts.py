"""What the alignment benches share: the gold, and how it is counted.

F1 is counted as the public scorer of vecalign counts it: precision over all beads of the output,
recall over the beads of the gold that have both sides; a bead is strictly right if it is in the
gold, laxly if it shares a pair of sentences with it. Several texts are pooled by adding counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import material
from herewith.algorithms.alignment import Alignment

GOLD = material.GOLD / "align"
SETS = (
    ("dev", "de", "fr"), ("es_1", "en", "is"), ("n_1", "en", "is"),
    ("ruth", "ru", "en"), ("esther", "ru", "en"),
)  # fmt: skip
VERSES = ("ruth", "esther")
"""Sets whose gold is verses: what counts there is that links stay inside the right verse."""

READ = {"esther": {(13, 5), (14, 6), (20, 11)}}
"""Links that the gold of the verses lacks and that are right, as reading shows: the two editions
number parts of Esther 1:6–7 and 1:12 differently. Counted apart, never in place of the gold."""

Shape = tuple[tuple[int, ...], tuple[int, ...]]
Counts = tuple[tuple[int, int, int], tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Set:
    """Sentences of both sides with their gold; `languages` are ISO 639-1."""

    name: str
    source: list[str]
    target: list[str]
    gold: list[Shape]
    languages: tuple[str, str]

    @property
    def turned(self) -> Set:
        """The same in the other direction."""
        gold = [(right, left) for left, right in self.gold]
        return Set(self.name, self.target, self.source, gold, self.languages[::-1])

    @property
    def links(self) -> set[tuple[int, int]]:
        """Every pair of sentences of the gold."""
        return {(i, j) for left, right in self.gold for i in left for j in right}


def lines_of(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")[:-1]


def load(name: str, source: str, target: str) -> Set:
    files = (lines_of(GOLD / f"{name}.{source}"), lines_of(GOLD / f"{name}.{target}"))
    return Set(name, *files, ladder(GOLD / f"{name}.gold"), (source, target))


def ladder(path: Path) -> list[Shape]:
    out = []
    for line in lines_of(path):
        left, right = line.split(":")[:2]
        out.append((numbers(left), numbers(right)))
    return out


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", text))


def shapes(found: Alignment) -> list[Shape]:
    out: list[Shape] = []
    for bead in found.beads:
        if bead.source and bead.target:
            out.append((bead.source, bead.target))
        else:
            out += [((i,), ()) for i in bead.source] + [((), (j,)) for j in bead.target]
    return out


def count(gold: Iterable[Shape], found: Iterable[Shape]) -> tuple[int, int, int]:
    """Strictly right, laxly right, all."""
    known, seen = set(gold), set(found)
    links: dict[int, set[int]] = defaultdict(set)
    for left, right in known:
        for i in left:
            links[i].update(right)
    strict = seen & known
    lax = [b for b in seen - known if any(links[i] & set(b[1]) for i in b[0])]
    return len(strict), len(strict) + len(lax), len(seen)


def counts(gold: Sequence[Shape], found: Sequence[Shape]) -> Counts:
    """Counts for precision and for recall."""
    both = [b for b in gold if all(b)], [b for b in found if all(b)]
    return count(gold, found), count(both[1], both[0])


def f1(gold: Sequence[Shape], found: Sequence[Shape]) -> tuple[float, float]:
    return pooled([counts(gold, found)])


def pooled(several: Iterable[Counts]) -> tuple[float, float]:
    """Strict and lax F1 over the added counts of several texts."""
    held = list(several)
    precise = [sum(c[0][k] for c in held) for k in range(3)]
    recalled = [sum(c[1][k] for c in held) for k in range(3)]
    out = []
    for k in (0, 1):
        p, r = precise[k] / max(1, precise[2]), recalled[k] / max(1, recalled[2])
        out.append(2 * p * r / max(1e-9, p + r))
    return out[0], out[1]


def share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"
