"""Runs of orphans: one gap, one repetition, or single sentences left out or put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from herewith.algorithms.alignment import orphans
from herewith.algorithms.alignment.drafts import Draft
from herewith.model.bitext import BeadKind

__all__ = ["with_gaps"]

GAP = 3
"""A run of so many orphans is one gap."""
HEADINGS = {"heading": "heading", "other": "label", "stamp": "stamp", "hand": "note by hand"}
"""Roles of passages that belong to one text alone where they stand outside the letter."""
SHORT = 14
"""Words of a heading or label, at most."""
WORDS = 8
"""A single sentence of fewer words is not said to be a repetition."""


def with_gaps(
    drafts: list[Draft],
    source: Sequence[str],
    target: Sequence[str],
    roles: tuple[Sequence[str] | None, Sequence[str] | None] = (None, None),
) -> list[Draft]:
    """Join runs of orphans into one gap or one repetition; say what single orphans are."""
    for side, sentences in ((0, source), (1, target)):
        drafts = _with_headings(drafts, side, sentences, roles[side] or ())
    out = [draft for draft in drafts if not _joins(draft)]
    for side, sentences in ((0, source), (1, target)):
        mine = {
            (d.source or d.target)[0]: d
            for d in drafts
            if _joins(d) and bool(d.source) == (side == 0)
        }
        for run in orphans.runs(sorted(mine)):
            inner = _bare(run, mine)
            out += [mine[k] for k in run if k not in inner]
            if inner:
                out += _run(inner, mine, sentences, side)
    return out


def _with_headings(
    drafts: list[Draft], side: int, sentences: Sequence[str], roles: Sequence[str]
) -> list[Draft]:
    """Orphans that are a text's own headings and labels, before and behind the letter itself."""
    paired = [k for d in drafts if d.source and d.target for k in (d.source, d.target)[side]]
    if not paired or not roles:
        return drafts
    first, last = min(paired), max(paired)
    why = f"the {'original' if side == 0 else 'translation'}’s own"
    out = []
    for draft in drafts:
        mine, other = (draft.source, draft.target)[:: 1 if side == 0 else -1]
        if _joins(draft) and mine and not other and not first < mine[0] < last:
            role = roles[mine[0]]
            if role in HEADINGS and len(sentences[mine[0]].split()) <= SHORT:
                draft = replace(draft, kind="furniture", reasons=(f"{why} {HEADINGS[role]}",))
        out.append(draft)
    return out


def _joins(draft: Draft) -> bool:
    """Whether a draft may be part of a gap: an orphan, or a line without words."""
    if draft.status != "proposed" or (draft.source and draft.target):
        return False
    return draft.kind in ("omitted", "added", "furniture")


def _bare(run: tuple[int, ...], mine: dict[int, Draft]) -> tuple[int, ...]:
    """A run without the lines without words at its ends; all of them where it has no gap."""
    worded = [k for k in run if mine[k].kind != "furniture"]
    if len(worded) < GAP:
        return tuple(worded)
    return tuple(range(worded[0], worded[-1] + 1))


def _run(
    run: tuple[int, ...], mine: dict[int, Draft], sentences: Sequence[str], side: int
) -> list[Draft]:
    letter, other = ("s", "translation") if side == 0 else ("t", "original")
    chance = round(sum(mine[k].confidence for k in run) / len(run), 3)
    long_enough = len(run) > 1 or len(sentences[run[0]].split()) >= WORDS
    place = orphans.repeated(sentences, run) if long_enough else None
    if place is not None:
        kind: BeadKind = "repeated"
        why = f"says again what stands at {letter}{place[0]} to {letter}{place[1]}"
    elif len(run) >= GAP:
        count = sum(mine[k].kind != "furniture" for k in run)
        kind, why = "gap", f"{count} sentences in a row have no counterpart in the {other}"
    else:
        return [
            Draft(d.source, d.target, d.kind, d.confidence, (f"not found in the {other}",))
            for d in (mine[k] for k in run)
        ]
    return [Draft(run if side == 0 else (), run if side == 1 else (), kind, chance, (why,))]
