"""Readings: what the witnesses have in one variation unit, grouped by what they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.tokens import Ints
from herewith.algorithms.collation.units import STATES, Stretch

__all__ = ["Held", "readings_of"]


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


def readings_of(graph: VariantGraph, keys: Ints, stretch: Stretch) -> list[Held]:
    """The readings of a stretch.

    Words struck for good give a reading of their own beside what was left standing, so that both
    states of a revised place can be read.

    Returns:
        Readings in the order of their first witness; no witness that cannot testify.
    """
    groups: dict[tuple[tuple[int, ...], str], list[tuple[int, tuple[int, int]]]] = {}
    table = graph.table[stretch.low : stretch.high]
    silent = (keys[stretch.low : stretch.high] == -2).all(0).tolist()
    for witness in range(len(graph.witnesses)):
        if silent[witness]:
            continue
        cells = table[:, witness]
        held = cells[cells >= 0].tolist()
        at = held[0] if held else _next_token(graph, witness, stretch.low)
        for part, state in _by_revision(held, at, graph.tokens[witness].states):
            forms = tuple(graph.forms[witness][part[0] : part[1]].tolist())
            groups.setdefault((forms, state), []).append((witness, part))
    return [_held(graph, forms, state, who) for (forms, state), who in groups.items()]


def _held(
    graph: VariantGraph,
    forms: tuple[int, ...],
    state: str,
    who: Sequence[tuple[int, tuple[int, int]]],
) -> Held:
    witness, (start, end) = who[0]
    vocabulary = graph.vocabulary
    norms = graph.norms[witness][start:end].tolist()
    return Held(
        tuple(w for w, _ in who),
        tuple(place for _, place in who),
        tuple(vocabulary.forms[n] for n in forms),
        tuple(vocabulary.norms[n] for n in norms),
        state,
    )


def _next_token(graph: VariantGraph, witness: int, column: int) -> int:
    """Number of tokens of a witness before a column."""
    cells = graph.table[:column, witness]
    for back in range(1, len(cells) + 1):
        if cells[-back] >= 0:
            return int(cells[-back]) + 1
    return 0


def _by_revision(
    held: list[int], at: int, states: dict[int, str]
) -> list[tuple[tuple[int, int], str]]:
    """Token ranges with their states: struck runs apart, everything else as it stands.

    Where struck words stand between others, what stands before and after them are two ranges
    of one witness; a reading needs one range, so the later one then is a reading of its own.
    """
    if not held:
        return [((at, at), "")]
    if not states or not any(n in states for n in held):
        return [((held[0], held[-1] + 1), "")]
    runs: list[list[int]] = [[held[0]]]
    for n in held[1:]:
        if (states.get(n) == "struck") == (states.get(n - 1) == "struck"):
            runs[-1].append(n)
        else:
            runs.append([n])
    out = [((run[0], run[-1] + 1), _state(states, run)) for run in runs]
    if all(state == "struck" for _, state in out):
        out.append(((held[-1] + 1, held[-1] + 1), ""))
    return out


def _state(states: dict[int, str], run: Sequence[int]) -> str:
    """The gravest state of a run of tokens."""
    return max((states.get(n, "") for n in run), key=STATES.index)
