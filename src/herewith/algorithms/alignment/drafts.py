"""Beads in the making, by the numbers of the whole texts: what is set aside, orphans, order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from herewith.algorithms.alignment import roles
from herewith.algorithms.alignment.confidence import Measures, confidence
from herewith.algorithms.alignment.fixed import Fixed
from herewith.model.bitext import BeadKind
from herewith.model.register import Status

__all__ = ["Draft", "covered", "has_words", "in_order", "orphan", "set_aside"]

HOLDS = 0.5
SURE, DOUBTED = 0.95, 0.4
"""Confidence of furniture paired by its role, and where names or dates contradict the pair."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A bead in the making, by the numbers of the whole texts."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    kind: BeadKind
    confidence: float
    reasons: tuple[str, ...]
    status: Status = "proposed"
    measures: Measures | None = None


def set_aside(
    source: Sequence[str],
    target: Sequence[str],
    source_roles: Sequence[str] | None,
    target_roles: Sequence[str] | None,
    fixed: Fixed,
) -> list[Draft]:
    """Beads that need no alignment: fixed by editors, empty lines, furniture paired by role."""
    drafts = []
    for anchor in (*fixed.rising, *fixed.moved):
        why = ("fixed by an editor", *filter(None, [anchor.why]))
        kind: BeadKind = "match" if anchor in fixed.rising else "moved"
        drafts.append(Draft(anchor.source, anchor.target, kind, 1.0, why, "accepted"))
    for anchor in fixed.alone:
        why = ("fixed by an editor", *filter(None, [anchor.why]))
        kind = "omitted" if anchor.source else "added"
        drafts.append(Draft(anchor.source, anchor.target, kind, 1.0, why, "accepted"))
    taken = ({i for d in drafts for i in d.source}, {j for d in drafts for j in d.target})
    for i, sentence in enumerate(source):
        if i not in taken[0] and not has_words(sentence):
            drafts.append(Draft((i,), (), "furniture", 1.0, ("no words",)))
            taken[0].add(i)
    for j, sentence in enumerate(target):
        if j not in taken[1] and not has_words(sentence):
            drafts.append(Draft((), (j,), "furniture", 1.0, ("no words",)))
            taken[1].add(j)
    mine = [("" if i in taken[0] else role) for i, role in enumerate(source_roles or ())]
    theirs = [("" if j in taken[1] else role) for j, role in enumerate(target_roles or ())]
    apart = {(s, t) for a in fixed.apart for s in a.source for t in a.target}
    for one in roles.pair(mine, theirs, (source, target)):
        if not any((s, t) in apart for s in one.source for t in one.target):
            said = [f"both are the {one.role}"]
            if not one.confirmed:
                said.append("the names differ" if one.role == "signature" else "the dates differ")
            sure = SURE if one.confirmed else DOUBTED
            drafts.append(Draft(one.source, one.target, "furniture", sure, tuple(said)))
    return drafts


def has_words(sentence: str) -> bool:
    """Whether there is a letter or a figure in a sentence."""
    return any(char.isalnum() for char in sentence)


def orphan(
    source: tuple[int, ...], target: tuple[int, ...], measures: Measures | None = None
) -> Draft:
    """A sentence without counterpart."""
    kind: BeadKind = "omitted" if source else "added"
    return Draft(source, target, kind, confidence(measures) if measures else 0.5, ())


def in_order(drafts: list[Draft]) -> list[Draft]:
    """By source; what has no source stands behind the bead that holds the target before it."""
    with_source = sorted((d for d in drafts if d.source), key=lambda d: d.source)
    behind: dict[int, float] = {}
    for draft in with_source:
        if draft.kind in ("match", "furniture"):
            for j in draft.target:
                behind[j] = draft.source[-1] + 0.5
    out = [(float(d.source[0]), 0, d) for d in with_source]
    last = -0.5
    only_target = {j: d for d in drafts if not d.source for j in d.target[:1]}
    paired = {j for d in with_source if d.kind == "match" for j in d.target}
    for j in range(1 + max([-1, *only_target, *paired])):
        if j in only_target:
            out.append((last, j, only_target[j]))
        elif j in paired:
            last = behind[j]
    return [d for _, _, d in sorted(out, key=lambda item: item[:2])]


def covered(drafts: Sequence[Draft], source: Sequence[str], target: Sequence[str]) -> float:
    """Share of the shorter side's sentences in beads that hold; empty sentences do not count."""
    holds = [d for d in drafts if d.source and d.target and d.confidence >= HOLDS]
    shares = []
    for sentences, inside in (
        (source, sum(len(d.source) for d in holds)),
        (target, sum(len(d.target) for d in holds)),
    ):
        count = sum(map(has_words, sentences))
        shares.append((count, inside / max(1, count)))
    return min(shares)[1]
