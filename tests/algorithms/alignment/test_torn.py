"""Pages that end in the midst of a sentence."""

from __future__ import annotations

import numpy as np
import pytest
from tests.algorithms.alignment.test_align import EN, RU, WORDS

from herewith.algorithms.alignment import align
from herewith.algorithms.alignment.scores import SHAPES
from herewith.algorithms.alignment.sides import Floats, Ints
from herewith.algorithms.alignment.torn import mended
from herewith.languages.glossary import glossary

BACK = glossary("en", "ru")
Step = tuple[int, int, int, int]


def half(sentence: str, *, first: bool) -> str:
    words = sentence.split()
    middle = len(words) // 2
    return " ".join(words[:middle] if first else words[middle:])


@pytest.mark.parametrize("first", [2, 5, 8])
def test_a_page_that_ends_within_a_sentence_leaves_the_gap_in_its_place(first: int) -> None:
    last = first + 7
    for source, target, words in ((RU, EN, WORDS), (EN, RU, BACK)):
        rest = [*target[:first], half(target[first], first=True)]
        rest += [half(target[last], first=False), *target[last + 1 :]]
        found = align(source, rest, glossary=words)
        (gap,) = [bead.source for bead in found.beads if not bead.target]
        assert set(range(first + 1, last)) <= set(gap) <= set(range(first, last + 1))
        pairs = {(b.source, b.target) for b in found.beads if b.target}
        assert {((k,), (k,)) for k in range(first)} <= pairs


def valued(lengths: tuple[list[int], list[int]], good: set[Step], bad: float):
    """Scores as `torn.Worth`: what is good is worth 3, less by `bad` if its lengths differ."""

    def worth(a: int, b: int, i: Ints, j: Ints) -> tuple[Floats, Floats, Floats]:
        out = np.full((3, len(i)), -1e9)
        out[1:] = 0.0
        for number, (row, column) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
            if (row - a, row, column - b, column) in good:
                left = sum(lengths[0][row - a : row])
                right = sum(lengths[1][column - b : column])
                out[0, number] = 3.0 - bad * (left != right)
                out[1, number] = bad * (left > right)
                out[2, number] = bad * (left < right)
        return out[0], out[1], out[2]

    return worth


def test_a_torn_bead_is_taken_only_where_it_is_worth_more() -> None:
    # the counterpart of s1 is torn; s5 has the length of what is left of it
    good = {(0, 1, 0, 1), (1, 2, 1, 2), (5, 6, 1, 2), (6, 7, 2, 3)}
    lengths = ([9, 9, 9, 9, 9, 4, 9], [9, 4, 9])
    shifted = [(0, 1, 0, 1), *((k, k + 1, 1, 1) for k in range(1, 5)), (5, 6, 1, 2), (6, 7, 2, 3)]
    assert mended(shifted, valued(lengths, good, 4.0)) == tuple(shifted)
    only = good - {(5, 6, 1, 2)}
    alone = [*shifted[:5], (5, 6, 1, 1), (6, 6, 1, 2), (6, 7, 2, 3)]
    assert mended(alone, valued(lengths, only, 4.0)) == (
        (0, 1, 0, 1),
        (1, 2, 1, 2),
        *((k, k + 1, 2, 2) for k in range(2, 6)),
        (6, 7, 2, 3),
    )


def test_seen_from_the_other_side_the_same_bead_is_torn() -> None:
    good = {(0, 1, 0, 1), (1, 2, 1, 2), (2, 3, 6, 7)}
    lengths = ([9, 4, 9], [9, 9, 9, 9, 9, 4, 9])
    path = [(0, 1, 0, 1), (1, 2, 1, 1), *((2, 2, k, k + 1) for k in range(1, 6)), (2, 3, 6, 7)]
    assert (1, 2, 1, 2) in mended(path, valued(lengths, good, 4.0))


def test_every_sentence_stays_in_one_step() -> None:
    good = {
        (i - a, i, j - b, j)
        for a, b in SHAPES
        for i in range(a, 12)
        for j in range(b, 7)
        if (i * 7 + j * 3 + a) % 2
    }
    lengths = ([5 + k % 4 for k in range(12)], [4 + k % 5 for k in range(7)])
    path = [(k, k + 1, k, k + 1) for k in range(3)]
    path += [(k, k + 1, 3, 3) for k in range(3, 8)]
    path += [(k, k + 1, k - 5, k - 4) for k in range(8, 12)]
    found = mended(path, valued(lengths, good, 4.0))
    assert [n for a, b, _, _ in found for n in range(a, b)] == list(range(12))
    assert [n for _, _, c, d in found for n in range(c, d)] == list(range(7))
