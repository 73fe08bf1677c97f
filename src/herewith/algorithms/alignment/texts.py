"""The two texts without what was set aside: aligned, judged, and told what their orphans are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from herewith.algorithms.alignment import orphans, reasons, seeds, sides, tables
from herewith.algorithms.alignment.confidence import Measures, confidence
from herewith.algorithms.alignment.drafts import Draft, orphan
from herewith.algorithms.alignment.encoding import Encoder, Vectors, encode
from herewith.algorithms.alignment.estimate import SHARE, Constraints, Estimate, estimate
from herewith.algorithms.alignment.lattice import Step
from herewith.algorithms.alignment.verdict import Quality

__all__ = ["Texts"]

SAMPLE = 300
"""Sentences of the source on which the control is run, from the middle of the text."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The two texts without what was set aside."""

    source: sides.Text
    target: sides.Text
    ends: tuple[list[int], list[int]]
    terms: list[tuple[str, str, float]]
    encoder: Encoder | None
    known: tuple[tables.Table, tables.Table]

    @classmethod
    def read(
        cls,
        source: Sequence[str],
        target: Sequence[str],
        ends: tuple[list[int], list[int]],
        terms: list[tuple[str, str, float]],
        encoder: Encoder | None,
    ) -> Texts:
        """Count both texts and look up what is known of their words."""
        left, right = sides.read(source), sides.read(target)
        return cls(left, right, ends, terms, encoder, seeds.seed(left, right, terms))

    def estimate(self, constraints: Constraints) -> Estimate:
        """The best path; a source of more sentences than the target is searched the other way round.

        What is found then hardly depends on which text is called the original, and costs less.
        """
        if self.source.n <= self.target.n:
            return estimate(
                self.source, self.target, self.known, self.ends, constraints, self._vectors()
            )
        vectors = encode(self.encoder, self.target, self.source) if self.encoder else None
        turned = Constraints(
            tuple((j, i) for i, j in constraints.fences), [(t, s) for s, t in constraints.apart]
        )
        found = estimate(
            self.target, self.source, self.known[::-1], self.ends[::-1], turned, vectors
        )
        return found.turned

    def _vectors(self) -> Vectors | None:
        return encode(self.encoder, self.source, self.target) if self.encoder else None

    def drafts(
        self,
        found: Estimate,
        left: Sequence[int],
        right: Sequence[int],
        apart: Callable[[int, int], bool],
    ) -> list[Draft]:
        """Beads of a path, and its orphans: single, or moved unless they must stay `apart`."""
        table, back = self._tables(found)
        drafts = []
        beads = sum(map(is_bead, found.steps))
        alone: tuple[list[int], list[int]] = ([], [])
        for number, step in enumerate(found.steps):
            first, last, begin, end = step
            if first == last:
                alone[1].append(begin)
            elif begin == end:
                alone[0].append(first)
            else:
                drafts.append(self._bead(found, number, table, (left, right), beads))
        pairs = orphans.moved(
            self.source,
            self.target,
            tables.by_sentence(self.source, self.target, table),
            tables.by_sentence(self.target, self.source, back),
            *alone,
        )
        pairs = [p for p in pairs if not apart(p.source, p.target)]
        gone = ({p.source for p in pairs}, {p.target for p in pairs})
        for pair in pairs:
            step = (pair.source, pair.source + 1, pair.target, pair.target + 1)
            why = reasons.of(self.source, self.target, table, step)
            drafts.append(
                Draft(
                    (left[pair.source],),
                    (right[pair.target],),
                    "moved",
                    round(1 - 1 / (1 + pair.evidence / 10), 3),
                    ("out of order", *why),
                )
            )
        chances: tuple[dict[int, float], dict[int, float]] = ({}, {})
        for (first, last, begin, end), chance in zip(found.steps, found.probabilities, strict=True):
            if begin == end:
                chances[0][first] = chance
            elif first == last:
                chances[1][begin] = chance
        for i in alone[0]:
            if i not in gone[0]:
                drafts.append(orphan((left[i],), (), Measures(chances[0][i], 2, beads)))
        for j in alone[1]:
            if j not in gone[1]:
                drafts.append(orphan((), (right[j],), Measures(chances[1][j], 2, beads)))
        return drafts

    def _tables(self, found: Estimate) -> tuple[tables.Table, tables.Table]:
        return (
            tables.mixed(found.forward, self.known[0], SHARE),
            tables.mixed(found.backward, self.known[1], SHARE),
        )

    def _bead(
        self,
        found: Estimate,
        number: int,
        table: tables.Table,
        names: tuple[Sequence[int], Sequence[int]],
        beads: int,
    ) -> Draft:
        step = found.steps[number]
        first, last, begin, end = step
        why = reasons.of(self.source, self.target, table, step) or ("place and length only",)
        measures = Measures(found.probabilities[number], last - first + end - begin, beads)
        shape = f"{last - first}-{end - begin}"
        return Draft(
            tuple(names[0][first:last]),
            tuple(names[1][begin:end]),
            "match",
            confidence(measures),
            why if shape == "1-1" else (*why, f"{shape} sentences"),
            measures=measures,
        )

    def quality(self, found: Estimate) -> Quality:
        """How good the path is, and how good one against the translation read backwards."""
        i0, i1, j0, j1 = _sample(found.steps, self.source.n, self.target.n)
        inside = [
            score
            for score, step in zip(found.scores, found.steps, strict=True)
            if is_bead(step) and i0 <= step[0] < i1 and j0 <= step[2] < j1
        ]
        backwards = Texts.read(
            self.source.sentences[i0:i1],
            self.target.sentences[j0:j1][::-1],
            (self.ends[0][i0:i1], self.ends[1][j0:j1][::-1]),
            self.terms,
            self.encoder,
        )
        control = backwards.estimate(Constraints())
        others = [s for s, step in zip(control.scores, control.steps, strict=True) if is_bead(step)]
        return Quality(float(sum(inside)), float(sum(others)), len(inside), min(i1 - i0, j1 - j0))


def is_bead(step: Step) -> bool:
    return step[0] < step[1] and step[2] < step[3]


def _sample(steps: Sequence[Step], n: int, m: int) -> Step:
    """A stretch from the middle of both texts, by the path."""
    if n <= SAMPLE and m <= 2 * SAMPLE:
        return 0, n, 0, m
    first = max(0, (n - SAMPLE) // 2)
    inside = [step for step in steps if first <= step[0] < first + SAMPLE and is_bead(step)]
    if not inside:
        return first, min(n, first + SAMPLE), 0, min(m, SAMPLE)
    begin = inside[0][2]
    return inside[0][0], inside[-1][1], begin, min(inside[-1][3], begin + 2 * SAMPLE)
