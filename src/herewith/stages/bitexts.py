"""Records of alignments: bitexts with their coverage, and the lexicons they teach."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from herewith.algorithms.alignment import Alignment, learn_lexicon
from herewith.model.bitext import Bead, Bitext, BitextCoverage, BitextId, Lexicon, SideCoverage
from herewith.model.collation import ItemId
from herewith.model.records import short_digest
from herewith.stages.halves import Half

__all__ = ["lexicons", "make_bitext"]

HOLDS = 0.5


def make_bitext(
    source: Half, target: Half, found: Alignment, *, name: str = "", item: ItemId | None = None
) -> Bitext:
    """The record of an alignment."""
    ids = (source.document.id, target.document.id)
    beads = _explained(found.beads, source, target)
    return Bitext(
        BitextId(name or f"bitext-{short_digest(ids)}"),
        item,
        *ids,
        source.language,
        target.language,
        source.sentences,
        target.sentences,
        beads,
        found.verdict,
        BitextCoverage(
            _coverage(source, beads, source_side=True), _coverage(target, beads, source_side=False)
        ),
    )


def _explained(beads: Sequence[Bead], source: Half, target: Half) -> tuple[Bead, ...]:
    """Orphans that stand where the other side is known to have lost text say so."""
    lost = (_losses(beads, source, 0), _losses(beads, target, 1))
    out = []
    for bead in beads:
        side = 1 if bead.source else 0
        numbers = bead.source or bead.target
        why = next((text for first, last, text in lost[side] if first <= numbers[0] <= last), "")
        if why and not (bead.source and bead.target) and bead.kind in ("gap", "omitted", "added"):
            bead = replace(bead, kind="gap", reasons=(f"not held on the other side: {why}",))
        out.append(bead)
    return tuple(out)


def _losses(beads: Sequence[Bead], side: Half, index: int) -> list[tuple[int, int, str]]:
    """For every declared gap of a side, the stretch of the other side that may stand in it."""
    out = []
    for gap in side.document.gaps:
        before, after = -1, sys.maxsize
        for bead in beads:
            mine, other = (bead.source, bead.target)[:: 1 if index == 0 else -1]
            if not mine or not other or bead.kind != "match":
                continue
            if side.sentences[mine[-1]].end <= gap.at:
                before = max(before, other[-1])
            elif side.sentences[mine[0]].start >= gap.at:
                after = min(after, other[0])
        out.append((before + 1, after - 1, gap.why))
    return out


def _coverage(side: Half, beads: Sequence[Bead], *, source_side: bool) -> SideCoverage:
    paired: set[int] = set()
    orphans = 0
    for bead in beads:
        numbers = bead.source if source_side else bead.target
        if bead.source and bead.target:
            if bead.confidence >= HOLDS and bead.status != "rejected":
                paired.update(numbers)
        elif numbers and bead.kind != "furniture":
            orphans += len(numbers)
    counts = [len(sentence.text.split()) for sentence in side.sentences]
    return SideCoverage(
        sentences=len(counts),
        words=sum(counts),
        aligned_sentences=len(paired),
        aligned_words=sum(counts[n] for n in paired),
        orphans=orphans,
        not_held=tuple(gap.why for gap in side.document.gaps),
    )


def lexicons(bitexts: Iterable[Bitext]) -> dict[tuple[str, str], Lexicon]:
    """What the beads of bitexts teach, by pair of languages."""
    groups: dict[tuple[str, str], list[Bitext]] = defaultdict(list)
    for bitext in bitexts:
        if bitext.verdict in ("aligned", "partly") and bitext.source_language:
            key = (bitext.source_language, bitext.target_language or "")
            groups[key].append(bitext)
    return {
        key: learn_lexicon(
            (
                (
                    [s.text for s in bitext.source_sentences],
                    [s.text for s in bitext.target_sentences],
                    bitext.beads,
                )
                for bitext in group
            ),
            source_language=key[0],
            target_language=key[1],
        )
        for key, group in sorted(groups.items())
    }
