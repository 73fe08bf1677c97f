"""Readings: what the witnesses have in one variation unit, grouped by what they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.stretches import GONE, STATES, Stretch
from herewith.algorithms.collation.tokens import Ints

__all__ = ["Held", "readings_of", "tokens_before"]


@dataclass(frozen=True, slots=True)
class Held:
    """One reading: who has it (by number), where (token ranges), its words, its state.

    `places` are half-open token ranges by witness; an omission is an empty range.
    `forms` and `norms` are the words as compared.
    """

    witnesses: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    forms: tuple[str, ...]
    norms: tuple[str, ...]
    state: str


def readings_of(
    graph: VariantGraph, keys: Ints, stretch: Stretch, before: NDArray[np.int32]
) -> list[Held]:
    """The readings of a stretch; `before` is what `tokens_before` gives for the graph.

    Words struck for good give a reading of their own beside what was left standing, so that both
    states of a revised place can be read.

    Returns:
        Readings in the order of their first witness; no witness that cannot testify.
    """
    groups: _Groups = {}
    if stretch.high - stretch.low == 1:
        _one_column(graph, keys, stretch.low, groups, before)
    else:
        _columns(graph, keys, stretch, groups, before)
    return [_held(graph, forms, state, who) for (forms, state), who in groups.items()]


_Groups = dict[tuple[tuple[int, ...], int], list[tuple[int, tuple[int, int]]]]
"""From words and state to the witnesses that have them, and where."""


def _one_column(
    graph: VariantGraph, keys: Ints, column: int, groups: _Groups, before: NDArray[np.int32]
) -> None:
    """Group the witnesses by their one word."""
    size = len(STATES)
    cells, seen = graph.table[column].tolist(), keys[column].tolist()
    for witness, (cell, key) in enumerate(zip(cells, seen, strict=True)):
        if key >= 0:
            form, state = divmod(key, size)
            groups.setdefault(((form,), state), []).append((witness, (cell, cell + 1)))
            if state in _GONE:
                groups.setdefault(((), 0), []).append((witness, (cell + 1, cell + 1)))
        elif key == -1:
            at = int(before[column, witness])
            groups.setdefault(((), 0), []).append((witness, (at, at)))


def _columns(
    graph: VariantGraph,
    keys: Ints,
    stretch: Stretch,
    groups: _Groups,
    before: NDArray[np.int32],
) -> None:
    """Group the witnesses by their words in several columns."""
    table = graph.table[stretch.low : stretch.high].T.tolist()
    seen = keys[stretch.low : stretch.high].T.tolist()
    for witness, (cells, mine) in enumerate(zip(table, seen, strict=True)):
        held = [cell for cell in cells if cell >= 0]
        if not held:
            if -2 not in mine:
                at = int(before[stretch.low, witness])
                groups.setdefault(((), 0), []).append((witness, (at, at)))
            continue
        own = [divmod(key, len(STATES)) for key in mine if key >= 0]
        for start, end, state in _by_revision([state for _, state in own]):
            forms = tuple([form for form, _ in own[start:end]])
            place = (held[0] + start, held[0] + end)
            groups.setdefault((forms, state), []).append((witness, place))


def _held(
    graph: VariantGraph,
    forms: tuple[int, ...],
    state: int,
    who: Sequence[tuple[int, tuple[int, int]]],
) -> Held:
    vocabulary = graph.vocabulary
    witnesses, places = zip(*who, strict=True)
    return Held(
        witnesses,
        places,
        tuple([vocabulary.forms[n] for n in forms]),
        tuple([vocabulary.norms[vocabulary.norm_of[n]] for n in forms]),
        STATES[state],
    )


def tokens_before(graph: VariantGraph) -> NDArray[np.int32]:
    """For each column and witness the number of its tokens in earlier columns."""
    held = graph.table >= 0
    return np.cumsum(held, axis=0, dtype=np.int32) - held


_GONE = frozenset(STATES.index(state) for state in GONE)


def _by_revision(states: Sequence[int]) -> list[tuple[int, int, int]]:
    """Ranges of a witness's words with their state: struck runs apart, the rest as it stands.

    Where struck words stand between others, what stands before and after them are two ranges
    of one witness; a reading needs one range, so each is a reading. Where all is struck, what
    was left standing is an omission.
    """
    if not any(states):
        return [(0, len(states), 0)]
    out, start = [], 0
    for n in range(1, len(states) + 1):
        if n == len(states) or (states[n] in _GONE) != (states[start] in _GONE):
            out.append((start, n, max(states[start:n])))
            start = n
    if all(state in _GONE for _, _, state in out):
        out.append((len(states), len(states), 0))
    return out
