"""Three texts: an original and two renderings in one language, each aligned with the others.

Where going round the triangle does not lead back, one of three beads is wrong, and nobody knows
which. Both beads of the original are then held in doubt and say why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from herewith.algorithms.alignment.triangle import Disagreement, disagreements
from herewith.model.bitext import Bead, Bitext
from herewith.model.provenance import Statement, StatementId
from herewith.model.records import short_digest
from herewith.stages.bead_statements import quoted
from herewith.stages.halves import Half, align_halves

__all__ = ["Leg", "Triangle", "doubted", "round_triangles", "triangle_statement"]

DOUBT = 0.6
"""Highest confidence of a bead that two other alignments contradict."""


@dataclass(frozen=True, slots=True)
class Leg:
    """An original aligned with one of its renderings."""

    source: Half
    target: Half
    bitext: Bitext


@dataclass(frozen=True, slots=True)
class Triangle:
    """Two legs of one original, and a sentence on which they disagree."""

    first: Leg
    second: Leg
    found: Disagreement

    @property
    def because(self) -> str:
        """The disagreement in words."""
        here, there, instead = (
            "+".join(f"t{n}" for n in numbers) or "nothing"
            for numbers in (self.found.first, self.found.second, self.found.instead)
        )
        return (
            f"{here} of {self.first.bitext.target} goes with {instead} of "
            f"{self.second.bitext.target}, and this sentence with {there} there"
        )


def round_triangles(legs: Sequence[Leg]) -> Iterator[Triangle]:
    """All disagreements between legs that begin in one document and end in one language."""
    by_source: dict[str, list[Leg]] = defaultdict(list)
    for leg in legs:
        by_source[str(leg.bitext.source)].append(leg)
    for group in by_source.values():
        for number, first in enumerate(group):
            for second in group[number + 1 :]:
                if first.target.language != second.target.language:
                    continue
                between = align_halves(first.target, second.target)
                for found in disagreements(first.bitext.beads, second.bitext.beads, between.beads):
                    yield Triangle(first, second, found)


def doubted(bitext: Bitext, triangles: Sequence[Triangle]) -> Bitext:
    """A bitext whose beads say where two other alignments contradict them."""
    said: Mapping[int, list[str]] = defaultdict(list)
    for triangle in triangles:
        if bitext.id in (triangle.first.bitext.id, triangle.second.bitext.id):
            said[triangle.found.source].append(f"triangle: {triangle.because}")
    beads = tuple(
        _doubted(bead, [why for i in bead.source for why in said.get(i, ())])
        for bead in bitext.beads
    )
    return replace(bitext, beads=beads)


def _doubted(bead: Bead, why: Sequence[str]) -> Bead:
    if not why or bead.status != "proposed":
        return bead
    return replace(
        bead, confidence=min(bead.confidence, DOUBT), reasons=(*bead.reasons, *dict.fromkeys(why))
    )


def triangle_statement(triangle: Triangle) -> Statement:
    """The disagreement with the three sentences quoted."""
    first, second, found = triangle.first, triangle.second, triangle.found
    sentence = first.source.sentences[found.source]
    return Statement(
        id=StatementId(f"{first.bitext.id}/triangle/{short_digest(sentence.id, second.bitext.id)}"),
        subject=str(first.bitext.id),
        property="triangle",
        value={
            "source": sentence.id,
            "first": [first.target.sentences[j].id for j in found.first],
            "second": [second.target.sentences[k].id for k in found.second],
            "other_bitext": str(second.bitext.id),
        },
        evidence=(
            *quoted(first.source, (found.source,)),
            *quoted(first.target, found.first),
            *quoted(second.target, found.second),
        ),
        stage="align",
        rule="triangle",
        because=triangle.because,
        certainty=DOUBT,
    )
