"""Statements about a bitext: its verdict, and its beads with their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from herewith.algorithms.alignment import Alignment
from herewith.model.bitext import Bead, Bitext, BitextId
from herewith.model.provenance import Statement, StatementId
from herewith.model.text import Span
from herewith.stages.halves import Half, Pair

__all__ = ["Done", "bead_statement", "quoted", "statements"]

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
        evidence=(*quoted(pair.source, bead.source), *quoted(pair.target, bead.target)),
        stage="align",
        rule=f"bead-{bead.kind}",
        because="; ".join(bead.reasons),
        certainty=bead.confidence,
        status=bead.status,
    )


def quoted(side: Half, numbers: Sequence[int]) -> tuple[Span, ...]:
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
