"""Statements about a bitext: its verdict, its beads with their evidence, and triangles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from herewith.algorithms.alignment import Alignment
from herewith.algorithms.alignment.triangle import disagreements
from herewith.model.bitext import Bead, Bitext, BitextId
from herewith.model.provenance import Statement, StatementId
from herewith.model.records import short_digest
from herewith.model.text import Span
from herewith.stages.halves import Half, Pair, align_halves

__all__ = ["Done", "bead_statement", "statements", "triangles"]

Done = tuple[Pair, Bitext, Alignment]
LONGEST = 120
"""Characters that one piece of evidence quotes; a longer stretch is quoted at its two ends."""


def statements(pair: Pair, bitext: Bitext, found: Alignment) -> Iterator[Statement]:
    """The verdict of a bitext, and its beads one by one."""
    yield Statement(
        id=StatementId(f"{bitext.id}/verdict"),
        subject=str(bitext.id),
        property="verdict",
        value=bitext.verdict,
        evidence=(),
        stage="align",
        rule="against-reversed-text",
        because=found.because,
        certainty=0.95 if bitext.verdict in ("aligned", "not_a_translation") else 0.7,
    )
    for bead in bitext.beads:
        yield bead_statement(pair, bitext.id, bead)


def bead_statement(pair: Pair, bitext: BitextId, bead: Bead) -> Statement:
    """One bead, with the sentences it joins quoted from their sources."""
    return Statement(
        id=StatementId(f"{bitext}/bead/{bead.id}"),
        subject=str(bitext),
        property="bead",
        value={
            "source": [pair.source.sentences[i].id for i in bead.source],
            "target": [pair.target.sentences[j].id for j in bead.target],
            "kind": bead.kind,
        },
        evidence=(*_evidence(pair.source, bead.source), *_evidence(pair.target, bead.target)),
        stage="align",
        rule=f"bead-{bead.kind}",
        because="; ".join(bead.reasons),
        certainty=bead.confidence,
        status=bead.status,
    )


def _evidence(side: Half, numbers: Sequence[int]) -> tuple[Span, ...]:
    """Source spans of some sentences, with exact quotations."""
    out: list[Span] = []
    if not numbers:
        return ()
    start, end = side.sentences[numbers[0]].start, side.sentences[numbers[-1]].end
    ends = ((start, end),) if end - start <= LONGEST else ((start, start + 40), (end - 40, end))
    for low, high in ends:
        for run in side.document.runs:
            exact = run.end - run.start == run.source_end - run.source_start
            if exact and run.start < high and run.end > low:
                a, b = max(low, run.start), min(high, run.end)
                quote = side.document.text[a:b]
                if quote.strip():
                    at = run.source_start - run.start
                    out.append(Span(run.source, at + a, at + b, quote))
    return tuple(out)


def triangles(done: Sequence[Done]) -> Iterator[Statement]:
    """Where two translations of one original are aligned with it but not with each other."""
    by_source: dict[tuple[str, str], list[Done]] = defaultdict(list)
    for entry in done:
        pair = entry[0]
        by_source[str(pair.item.id), str(pair.source.document.id)].append(entry)
    for group in by_source.values():
        for number, (pair, bitext, _) in enumerate(group):
            for other, second, _ in group[number + 1 :]:
                if pair.target.language != other.target.language:
                    continue
                between = align_halves(pair.target, other.target)
                yield from _disagreeing(pair, bitext, other, second, between)


def _disagreeing(
    pair: Pair, bitext: Bitext, other: Pair, second: Bitext, between: Alignment
) -> Iterator[Statement]:
    for found in disagreements(bitext.beads, second.beads, between.beads):
        sentence = pair.source.sentences[found.source]
        yield Statement(
            id=StatementId(f"{bitext.id}/triangle/{short_digest(sentence.id, second.id)}"),
            subject=str(bitext.id),
            property="triangle",
            value={
                "source": sentence.id,
                "first": [pair.target.sentences[j].id for j in found.first],
                "second": [other.target.sentences[k].id for k in found.second],
                "other_bitext": str(second.id),
            },
            evidence=(
                *_evidence(pair.source, (found.source,)),
                *_evidence(pair.target, found.first),
                *_evidence(other.target, found.second),
            ),
            stage="align",
            rule="triangle",
            because="the two renderings of this sentence are not aligned with each other",
            certainty=0.6,
        )
