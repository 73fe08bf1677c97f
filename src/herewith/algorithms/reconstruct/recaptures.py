"""Stretches of a stream that were captured twice, and how two captures of one page lie together.

Seeds are runs of `SEED` equal words found by hashing; seeds on one diagonal make a repeat. Two
captures of one page are then aligned word by word: what is alike is their core, and what stands
before and behind the core must be missing, or only a few invented words, on one of the sides.
Differences *inside* the core that are no misreadings make the two a second witness instead.

Blind spot:
    Two pages of nothing but the same printed form are taken for one page captured twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

__all__ = ["LONGEST_PAGE", "Overlap", "Repeat", "overlap", "repeats", "word_ids"]

SEED = 5
"""Words in a seed; short, since misreadings break every fifth to tenth word."""

MAX_PLACES = 6
"""Seeds that stand in more places are formulae and prove nothing."""

MIN_REPEAT = 24
"""Words that a repeat must span."""

MIN_DENSITY = 0.25
"""Share of a repeat's words that must lie in seeds."""

REACH = 60
"""Words between two seeds of one repeat at most."""

DRIFT = 10
"""Words by which two seeds of one repeat may lie on different diagonals."""

MAX_EDGE = 30
"""Words that a cut edge may have had rewritten: two typed lines."""

LONGEST_PAGE = 3_000
"""Words of a page at most; a longer stretch between breaks is no single page."""

BRIDGE = 6
"""Equal words between two differences that may be one slip of the alignment."""

MIN_ALIKE = 0.6
"""Share of the words inside the core that must be alike on both sides."""

MIN_CORE = 0.4
"""Share of the shorter capture that the core must be; less is a formula or a quotation."""

MIN_LIKENESS = 50
"""Likeness (0..100) of two runs of letters that may be one word misread."""

WITNESS_SHARE = 0.03
"""Share of words inside the core that differ as words, from which it is another witness."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Words `[a, a_end)` stand again at `[b, b_end)`, further on."""

    a: int
    a_end: int
    b: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """How two captures lie together, as word indexes within each.

    `[a, a_end)` and `[b, b_end)` are the core. `alike` is the share of core words that agree.
    `differences` are index ranges `(a, a_end, b, b_end)` inside the core that do not agree;
    `real` counts those words among them that are not one word misread.
    """

    a: int
    a_end: int
    b: int
    b_end: int
    alike: float
    differences: tuple[tuple[int, int, int, int], ...]
    real: int

    @property
    def second_witness(self) -> bool:
        """Whether the inner differences are too many for one page captured twice."""
        return self.real > max(3, WITNESS_SHARE * (self.a_end - self.a))


def repeats(norms: Sequence[str]) -> list[Repeat]:
    """Long stretches of words that stand twice, in order of their second place.

    >>> words = [f"w{n}" for n in range(60)]
    >>> repeats([*words, "other", *words[20:]])
    [Repeat(a=20, a_end=60, b=61, b_end=101)]
    """
    pairs = _seeds(norms)
    runs: list[list[int]] = []
    open_runs: list[list[int]] = []
    for b, a in pairs:
        open_runs = [run for run in open_runs if b - run[3] <= REACH]
        for run in open_runs:
            step_a, step_b = a - run[1] + SEED, b - run[3] + SEED
            if a >= run[0] and abs(step_a - step_b) <= DRIFT and -SEED <= step_a - SEED <= REACH:
                run[4] += min(SEED, max(0, b + SEED - run[3]))
                run[1], run[3] = max(run[1], a + SEED), max(run[3], b + SEED)
                break
        else:
            run = [a, a + SEED, b, b + SEED, SEED]
            runs.append(run)
            open_runs.append(run)
    out = [
        Repeat(*run[:4])
        for run in runs
        if run[3] - run[2] >= MIN_REPEAT and run[4] >= MIN_DENSITY * (run[3] - run[2])
    ]
    return sorted(out, key=lambda repeat: (repeat.b, repeat.a))


def word_ids(norms: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """A number for every word, the same for the same word, in order of first use."""
    table: defaultdict[str, int] = defaultdict(int)
    table.default_factory = table.__len__
    return np.fromiter(map(table.__getitem__, norms), np.uint64, len(norms))


def _seeds(norms: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (later, earlier) of places where the same `SEED` words stand."""
    count = len(norms) - SEED + 1
    if count < 2:
        return []
    ids = word_ids(norms)
    hashes = np.zeros(count, np.uint64)
    for offset in range(SEED):
        hashes = (
            hashes * np.uint64(0x9E3779B97F4A7C15) + ids[offset : offset + count] + np.uint64(1)
        )
        hashes ^= hashes >> np.uint64(29)
    order = np.argsort(hashes, kind="stable")
    ranked = hashes[order]
    edges = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1], [True])))
    sizes = np.diff(edges)
    out: list[tuple[int, int]] = []
    for group in np.flatnonzero((sizes > 1) & (sizes <= MAX_PLACES)):
        places = order[edges[group] : edges[group + 1]].tolist()
        out += [(b, a) for i, b in enumerate(places) for a in places[:i] if b - a >= SEED]
    out.sort()
    return out


def overlap(a: Sequence[str], b: Sequence[str]) -> Overlap | None:
    """How two captures lie together, or `None` if they are not captures of one page.

    Args:
        a: the words of one capture, for comparing.
        b: those of the other.
    """
    if min(len(a), len(b)) < 8 or max(len(a), len(b)) > LONGEST_PAGE:
        return None
    blocks = [block for block in LCSseq.opcodes(list(a), list(b)) if block.tag == "equal"]
    solid = [(o.src_start, o.src_end, o.dest_start, o.dest_end) for o in blocks]
    solid = _trim(solid)
    if not solid:
        return None
    start, end = solid[0], solid[-1]
    core_a, core_b = end[1] - start[0], end[3] - start[2]
    same = sum(block[1] - block[0] for block in solid)
    differences, real, misread = _differences(a, b, solid)
    alike = (same + misread) / max(core_a, core_b)
    before, behind = min(start[0], start[2]), min(len(a) - end[1], len(b) - end[3])
    too_far = before > MAX_EDGE or behind > MAX_EDGE
    if alike < MIN_ALIKE or too_far or core_a < max(8, MIN_CORE * min(len(a), len(b))):
        return None
    return Overlap(start[0], end[1], start[2], end[3], alike, tuple(differences), real)


Solid = tuple[int, int, int, int]


def _trim(blocks: list[Solid]) -> list[Solid]:
    """Leave out chance matches at the edges: short ones far from the next."""
    out = list(blocks)
    while len(out) > 1 and _stray(out[0], out[1]):
        out.pop(0)
    while len(out) > 1 and _stray(out[-1], out[-2]):
        out.pop()
    return out


def _stray(edge: Solid, inner: Solid) -> bool:
    """Whether a match at the edge is chance: small for its distance, or on another diagonal."""
    size = edge[1] - edge[0]
    gap_a = max(edge[0], inner[0]) - min(edge[1], inner[1])
    gap_b = max(edge[2], inner[2]) - min(edge[3], inner[3])
    gap = max(gap_a, gap_b)
    if abs(gap_a - gap_b) > max(3, size):
        return True
    return (size <= 2 and gap >= 1) or (size <= 4 and gap > 4 * size)


def _differences(
    a: Sequence[str], b: Sequence[str], solid: Sequence[Solid]
) -> tuple[list[Solid], int, int]:
    """Ranges between the matches; words that really differ; words only misread.

    Ranges with at most `BRIDGE` equal words between them are one: a misread word can make the
    alignment slip by one.
    """
    out: list[Solid] = []
    for left, right in pairwise(solid):
        one = (left[1], right[0], left[3], right[2])
        if out and one[0] - out[-1][1] <= BRIDGE and _slips(out[-1], one):
            out[-1] = (out[-1][0], one[1], out[-1][2], one[3])
        else:
            out.append(one)
    real = misread = 0
    for start, end, other, other_end in out:
        size = max(end - start, other_end - other)
        if fuzz.ratio("".join(a[start:end]), "".join(b[other:other_end])) >= MIN_LIKENESS:
            misread += size
        else:
            real += size
    return out, real, misread


def _slips(one: Solid, two: Solid) -> bool:
    """Whether two ranges lack words on opposite sides."""
    lack = (one[1] - one[0]) - (one[3] - one[2])
    other = (two[1] - two[0]) - (two[3] - two[2])
    return lack * other < 0
