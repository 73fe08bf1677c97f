"""Two witnesses side by side: the beads of a bitext as rows, gaps where they fall."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from herewith.model.bitext import Bead, Bitext
from herewith.model.bitext import SideCoverage as BitextSide
from herewith.model.document import Document
from herewith.model.findings import Comparison
from herewith.model.records import short_digest
from herewith.site.addresses import Route, page_address
from herewith.site.explanations import Explanations
from herewith.site.pages import Facing
from herewith.site.parts import Cell, FindingMark, GapBlock, Paragraph, Row, SideCoverage, Words
from herewith.site.reading import Cutter

__all__ = ["DOUBTFUL", "face", "finding_anchor", "row_anchor"]

TRIANGLE = "triangle: "
"""How a reason begins that two other alignments give against a bead."""
DOUBTFUL = 0.7
"""A pairing that is right with less probability than this is shown as doubtful."""

SHOWN = ("substance", "undetermined", "nuance")
"""Classes of findings marked beside the text; form is left to the comparison's page."""


def finding_anchor(finding: str) -> str:
    """The anchor of a finding on the page of its comparison."""
    return f"f-{short_digest(finding)}"


def row_anchor(bitext: str, bead: str) -> str:
    """The anchor of a bead's row."""
    return f"b-{short_digest(bitext, bead)}"


class _Side:
    """One side of a bitext while its rows are made."""

    def __init__(
        self, cutter: Cutter, starts: Sequence[int], gaps: Sequence[tuple[int, GapBlock]]
    ) -> None:
        self.cutter = cutter
        self.starts = starts
        self.gaps = list(gaps)
        self.open = False
        self.done: set[int] = set()

    def range_of(self, n: int) -> tuple[int, int]:
        """The stretch of sentence `n`: up to the next one, so that nothing is lost."""
        first = self.cutter.start if n == 0 else self.starts[n]
        last = self.starts[n + 1] if n + 1 < len(self.starts) else self.cutter.end
        return first, last

    def cell(self, numbers: Sequence[int]) -> Cell:
        """The text of some sentences."""
        paragraphs: list[Paragraph] = []
        for low, high in _runs(self.range_of(n) for n in sorted(numbers)):
            paragraphs += self.cutter.stretches(low, high)
        self.done.update(numbers)
        self.open = False
        return Cell(tuple(paragraphs), "", None)

    def empty(self, gap: bool) -> Cell:
        """An empty cell: where a declared gap falls here, the first one has its label."""
        if gap and self.open:
            return Cell((), "gap_continued", None)
        if gap and self.gaps and self.gaps[0][0] <= self._next():
            self.open = True
            return Cell((), "gap", self.gaps.pop(0)[1])
        return Cell((), "no_counterpart", None)

    def _next(self) -> int:
        """Where the text goes on that has not been shown yet."""
        after = max(self.done, default=-1) + 1
        return self.starts[after] if after < len(self.starts) else self.cutter.end

    def passed(self, numbers: Sequence[int]) -> list[GapBlock]:
        """Gaps that fall before these sentences and have not been shown."""
        out = []
        before = self.starts[min(numbers)] if numbers else None
        while self.gaps and before is not None and self.gaps[0][0] <= before:
            out.append(self.gaps.pop(0)[1])
        return out


def face(
    bitext: Bitext,
    cutters: tuple[Cutter, Cutter],
    gaps: tuple[Sequence[tuple[int, GapBlock]], Sequence[tuple[int, GapBlock]]],
    labels: tuple[tuple[str, str], tuple[str, str]],
    comparisons: Sequence[Comparison],
    explanations: Explanations,
) -> Facing:
    """A bitext as a facing text.

    Args:
        bitext: the bitext.
        cutters: of its source and target document, with the bitext's sentences.
        gaps: of both documents, as `(reading offset, gap)` in order.
        labels: siglum and role of both witnesses.
        comparisons: those whose findings are to be marked beside the rows.
        explanations: where beads are explained.
    """
    source = _Side(cutters[0], [s.start for s in bitext.source_sentences], gaps[0])
    target = _Side(cutters[1], [s.start for s in bitext.target_sentences], gaps[1])
    marks = _marks(bitext, comparisons)
    rows: list[Row] = []
    for n, bead in enumerate(bitext.beads):
        rows += _gap_rows(source, target, bead)
        rows.append(_row(bitext, n, bead, (source, target), marks, explanations))
    rows += _left_over(bitext, source, target)
    rows += [_gap_row(Cell((), "gap", gap), Cell((), "", None), gap) for _, gap in source.gaps]
    rows += [_gap_row(Cell((), "", None), Cell((), "gap", gap), gap) for _, gap in target.gaps]
    (a, a_role), (b, b_role) = labels
    coverage = bitext.coverage
    return Facing(
        bitext.id,
        page_address(Route("facing", bitext.id)),
        bitext.verdict,
        _coverage(a, a_role, bitext.source_language, cutters[0].document, coverage.source),
        _coverage(b, b_role, bitext.target_language, cutters[1].document, coverage.target),
        sum(row.doubtful for row in rows),
        tuple(rows),
    )


def _row(
    bitext: Bitext,
    n: int,
    bead: Bead,
    sides: tuple[_Side, _Side],
    marks: Mapping[int, tuple[FindingMark, ...]],
    explanations: Explanations,
) -> Row:
    source, target = sides
    in_gap = bead.kind == "gap"
    return Row(
        row_anchor(bitext.id, bead.id),
        bead.kind,
        source.cell(bead.source) if bead.source else source.empty(in_gap),
        target.cell(bead.target) if bead.target else target.empty(in_gap),
        bool(bead.source and bead.target)
        and bead.confidence < DOUBTFUL
        and bead.status not in ("accepted", "set"),
        bead.reasons,
        bead.status,
        explanations.address(bead.id, bitext.id, "bead"),
        marks.get(n, ()),
        not (bead.source and bead.target)
        and bead.status not in ("accepted", "set")
        and any(reason.startswith(TRIANGLE) for reason in bead.reasons),
    )


def _gap_rows(source: _Side, target: _Side, bead: Bead) -> list[Row]:
    """Rows for gaps that fall before a bead and that no orphan faces."""
    empty = Cell((), "", None)
    out = [_gap_row(Cell((), "gap", g), empty, g) for g in source.passed(bead.source)]
    return out + [_gap_row(empty, Cell((), "gap", g), g) for g in target.passed(bead.target)]


def _gap_row(source: Cell, target: Cell, gap: GapBlock) -> Row:
    return Row(f"r{gap.anchor}", "gap", source, target, False, (), "proposed", "", ())


def _left_over(bitext: Bitext, source: _Side, target: _Side) -> list[Row]:
    """Sentences that no bead has: shown as unpaired, never dropped."""
    out = []
    empty = Cell((), "no_counterpart", None)
    for n, sentence in enumerate(bitext.source_sentences):
        if n not in source.done:
            name = f"b-{short_digest(bitext.id, 'source', sentence.id)}"
            out.append(_unpaired(name, source.cell((n,)), empty))
    for n, sentence in enumerate(bitext.target_sentences):
        if n not in target.done:
            name = f"b-{short_digest(bitext.id, 'target', sentence.id)}"
            out.append(_unpaired(name, empty, target.cell((n,))))
    return out


def _unpaired(anchor: str, source: Cell, target: Cell) -> Row:
    return Row(anchor, "unpaired", source, target, False, (), "proposed", "", ())


def _runs(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those that touch joined."""
    out: list[tuple[int, int]] = []
    for low, high in ranges:
        if out and out[-1][1] == low:
            out[-1] = (out[-1][0], high)
        else:
            out.append((low, high))
    return out


def _marks(
    bitext: Bitext, comparisons: Sequence[Comparison]
) -> Mapping[int, tuple[FindingMark, ...]]:
    """Findings by the number of the bead in which they begin, those of substance first."""
    source_bead = {n: place for place, bead in enumerate(bitext.beads) for n in bead.source}
    target_bead = {n: place for place, bead in enumerate(bitext.beads) for n in bead.target}
    sources = [s.start for s in bitext.source_sentences]
    targets = [s.start for s in bitext.target_sentences]
    found: dict[int, list[FindingMark]] = {}
    for comparison in comparisons:
        sides = (comparison.a.document, comparison.b.document)
        if set(sides) != {bitext.source, bitext.target}:
            continue
        page = page_address(Route("comparison", comparison.id))
        for finding in comparison.findings:
            if finding.cls not in SHOWN or finding.status == "rejected":
                continue
            a, b = finding.a, finding.b
            if sides[0] != bitext.source:
                a, b = b, a
            place = None
            if a.end > a.start or b.end == b.start:
                place = source_bead.get(bisect_right(sources, a.start) - 1)
            if place is None:
                place = target_bead.get(bisect_right(targets, b.start) - 1)
            if place is not None:
                address = f"{page}#{finding_anchor(finding.id)}"
                found.setdefault(place, []).append(FindingMark(finding.cls, finding.facet, address))
    return {
        place: tuple(sorted(marks, key=lambda mark: SHOWN.index(mark.cls)))
        for place, marks in found.items()
    }


def _coverage(
    siglum: str, role: str, language: str | None, document: Document, side: BitextSide
) -> SideCoverage:
    return SideCoverage(
        siglum,
        role,
        language or document.language,
        page_address(Route("document", document.id)),
        Words(side.words, side.aligned_words),
        side.sentences,
        side.aligned_sentences,
        side.orphans,
        side.not_held,
    )
