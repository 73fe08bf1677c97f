"""How much the arrays of an alignment hold: counted, not timed."""

from __future__ import annotations

import tracemalloc
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from herewith.algorithms.alignment import align, estimate, ibm1, sides
from herewith.algorithms.alignment.corridor import through
from herewith.algorithms.alignment.endings import fit
from herewith.algorithms.alignment.scores import PRIOR, SHAPES, Lengths, score_all
from herewith.algorithms.alignment.tables import by_sentence, empty

SENTENCES = [
    " ".join(f"w{(k * 7 + n * n) % 900}" for n in range(12 + k % 9)) + "." for k in range(600)
]


@contextmanager
def most() -> Iterator[Callable[[], int]]:
    """The most bytes that were held at once, beyond those held before."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    try:
        yield lambda: tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def test_learning_words_holds_few_bytes_for_each_pair_of_words() -> None:
    text = sides.read(SENTENCES)
    pairs = [(k, k + 1, k, k + 1, 0.9) for k in range(len(SENTENCES))]
    products = int((np.diff(text.offsets) * (np.diff(text.offsets) + 1)).sum())
    with most() as held:
        ibm1.learn(text, text, pairs)
        assert held() < 40 * products


def test_scoring_holds_few_bytes_for_each_place_of_the_corridor() -> None:
    text = sides.read(SENTENCES)
    corridor = through(text.n, text.n, [(k, k) for k in range(0, text.n, 20)], 40)
    known = by_sentence(text, text, empty(text.size))
    ends = fit([0] * text.n, [0] * text.n, ())
    with most() as held:
        scores = score_all(text, text, known, known, corridor, PRIOR, Lengths(), ends)
        assert held() < 4 * corridor.cells * (len(SHAPES) + 2 * 5) + 120 * 100_000
    assert scores.nbytes == 4 * corridor.cells * len(SHAPES)


def test_the_scores_of_a_round_are_gone_when_the_next_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[weakref.ref[object]] = []
    living: list[int] = []

    def watched(*given: object) -> object:
        living.append(sum(ref() is not None for ref in made))
        scores = score_all(*given)  # type: ignore[arg-type]
        made.append(weakref.ref(scores))
        return scores

    monkeypatch.setattr(estimate, "score_all", watched)
    align(SENTENCES[:40], SENTENCES[:40])
    assert len(living) >= estimate.ROUNDS
    assert set(living) == {0}
