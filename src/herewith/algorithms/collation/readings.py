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
    rows = graph.table[stretch.low : stretch.high].tolist()
    seen = keys[stretch.low : stretch.high].tolist()
    for witness in range(len(graph.witnesses)):
        held = [row[witness] for row in rows if row[witness] >= 0]
        if not held:
            if any(row[witness] == -2 for row in seen):
                continue
            at = _next_token(graph, witness, stretch.low)
            groups.setdefault(((), ""), []).append((witness, (at, at)))
            continue
        own = [divmod(row[witness], len(STATES)) for row in seen if row[witness] >= 0]
        for start, end, state in _by_revision([state for _, state in own]):
            forms = tuple(form for form, _ in own[start:end])
            place = (held[0] + start, held[0] + end)
            groups.setdefault((forms, STATES[state]), []).append((witness, place))
    return [_held(graph, forms, state, who) for (forms, state), who in groups.items()]


def _held(
    graph: VariantGraph,
    forms: tuple[int, ...],
    state: str,
    who: Sequence[tuple[int, tuple[int, int]]],
) -> Held:
    vocabulary = graph.vocabulary
    return Held(
        tuple(w for w, _ in who),
        tuple(place for _, place in who),
        tuple(vocabulary.forms[n] for n in forms),
        tuple(vocabulary.norms[vocabulary.norm_of[n]] for n in forms),
        state,
    )


def _next_token(graph: VariantGraph, witness: int, column: int) -> int:
    """Number of tokens of a witness before a column."""
    cells = graph.table[:, witness]
    high, size = column, 8
    while high > 0:
        held = cells[max(0, high - size) : high]
        last = int(held.max())
        if last >= 0:
            return last + 1
        high, size = high - size, size * 4
    return 0


_STRUCK = STATES.index("struck")


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
        if n == len(states) or (states[n] == _STRUCK) != (states[start] == _STRUCK):
            out.append((start, n, max(states[start:n])))
            start = n
    if all(state == _STRUCK for _, _, state in out):
        out.append((len(states), len(states), 0))
    return out
