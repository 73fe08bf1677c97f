"""Runs of orphans: one gap, one repetition, or single sentences left out or put in."""

from __future__ import annotations

from collections.abc import Sequence

from herewith.algorithms.alignment import orphans
from herewith.algorithms.alignment.drafts import Draft
from herewith.model.bitext import BeadKind

__all__ = ["with_gaps"]

GAP = 3
"""A run of so many orphans is one gap."""


def with_gaps(drafts: list[Draft], source: Sequence[str], target: Sequence[str]) -> list[Draft]:
    """Join runs of orphans into one gap or one repetition; say what single orphans are."""
    single: list[Draft] = []
    out: list[Draft] = []
    for draft in drafts:
        orphan = draft.kind in ("omitted", "added") and draft.status == "proposed"
        (single if orphan else out).append(draft)
    for side, sentences in ((0, source), (1, target)):
        mine = {(d.source or d.target)[0]: d for d in single if bool(d.source) == (side == 0)}
        for run in orphans.runs(sorted(mine)):
            out += _run(run, mine, sentences, side)
    return out


def _run(
    run: tuple[int, ...], mine: dict[int, Draft], sentences: Sequence[str], side: int
) -> list[Draft]:
    letter, other = ("s", "translation") if side == 0 else ("t", "original")
    chance = round(sum(mine[k].confidence for k in run) / len(run), 3)
    place = orphans.repeated(sentences, run)
    if place is not None:
        kind: BeadKind = "repeated"
        why = f"says again what stands at {letter}{place[0]} to {letter}{place[1]}"
    elif len(run) >= GAP:
        kind, why = "gap", f"{len(run)} sentences in a row have no counterpart in the {other}"
    else:
        return [
            Draft(d.source, d.target, d.kind, d.confidence, (f"not found in the {other}",))
            for d in (mine[k] for k in run)
        ]
    return [Draft(run if side == 0 else (), run if side == 1 else (), kind, chance, (why,))]
