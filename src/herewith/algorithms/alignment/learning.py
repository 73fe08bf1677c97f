"""A lexicon learnt from many pairs at once, in a form that people can read and runs can keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from herewith.algorithms.alignment import ibm1, sides
from herewith.model.bitext import Bead, Lexicon, LexiconEntry
from herewith.model.records import short_digest

__all__ = ["Lesson", "as_glossary", "learn"]

MIN_PROBABILITY = 0.15
"""Weaker entries are not kept."""
MIN_CONFIDENCE = 0.5
DECIDED = 3
"""An accepted bead counts as often as this."""

Lesson = tuple[Sequence[str], Sequence[str], Sequence[Bead]]
"""Sentences of both sides, and their beads."""


def learn(lessons: Iterable[Lesson], *, source_language: str, target_language: str) -> Lexicon:
    """Learn a lexicon from the beads of several pairs of texts in one pair of languages.

    Rejected and doubtful beads teach nothing; those an editor accepted teach more.
    """
    left: list[str] = []
    right: list[str] = []
    pairs: list[ibm1.Pair] = []
    for source, target, beads in lessons:
        for bead in beads:
            weight = _weight(bead)
            if not weight or not bead.source or not bead.target:
                continue
            pairs += [
                (len(left), len(left) + 1, len(right), len(right) + 1, min(1.0, weight))
            ] * max(1, int(weight))
            left.append(" ".join(source[i] for i in bead.source))
            right.append(" ".join(target[j] for j in bead.target))
    mine, theirs = sides.read(left), sides.read(right)
    table = ibm1.learn(mine, theirs, pairs)
    entries = [
        LexiconEntry(
            source=mine.vocabulary[row],
            target=theirs.vocabulary[column],
            probability=round(float(value), 3),
            seen=int(mine.counts[row]),
            example=f"{mine.forms[row][0]} = {theirs.forms[column][0]}",
        )
        for row, column, value in zip(table.rows, table.columns, table.values, strict=True)
        if value >= MIN_PROBABILITY and mine.vocabulary[row][0] not in "#^"
    ]
    entries.sort(key=lambda entry: (entry.source, -entry.probability, entry.target))
    languages = (source_language, target_language)
    return Lexicon(
        f"lexicon-{source_language}-{target_language}-{short_digest(languages, entries)}",
        *languages,
        tuple(entries),
    )


def as_glossary(lexicon: Lexicon) -> list[tuple[str, str, float]]:
    """The lexicon as seeds of another alignment."""
    return [(entry.source, entry.target, entry.probability) for entry in lexicon.entries]


def _weight(bead: Bead) -> float:
    if bead.status in ("accepted", "set"):
        return float(DECIDED)
    if bead.status == "rejected" or bead.confidence < MIN_CONFIDENCE:
        return 0.0
    return bead.confidence if bead.kind in ("match", "moved") else 0.0
