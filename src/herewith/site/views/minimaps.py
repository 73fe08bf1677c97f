"""The map of a comparison: both texts as bars, with the findings and the gaps where they stand.

Places are thousandths of the text that was compared, so that texts of any length and language
share one drawing; a letter's part of a longer document counts as its whole text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from herewith.model.document import Document
from herewith.model.findings import Comparison, Finding, SideReport
from herewith.model.records import short_digest
from herewith.site.facing import finding_anchor
from herewith.site.index import EditionIndex
from herewith.site.parts import MapGap, MapMark, Minimap
from herewith.site.views.texts import Texts, part_of

__all__ = ["minimap"]

WHOLE = 1000
"""Length of a bar."""

LEAST = 3
"""Length of the shortest mark, so that it can be seen and met."""

TICKED = ("form", "none")
"""Classes whose findings are ticks without a link: their cards are folded."""


def minimap(index: EditionIndex, comparison: Comparison, texts: Texts) -> Minimap | None:
    """The map of a comparison; `None` where a text is not held or there is nothing to mark.

    Findings that an editor rejected are left out.
    """
    bars = [_Bar.of(index, side) for side in (comparison.a, comparison.b)]
    a, b = bars
    if a is None or b is None:
        return None
    found = [one for one in comparison.findings if one.status != "rejected"]
    found.sort(key=lambda one: (one.a.start, one.b.start, one.id))
    made = Minimap(
        tuple(_mark(one, a, b) for one in found if one.cls not in TICKED),
        tuple((a.at(one.a.start), b.at(one.b.start)) for one in found if one.cls in TICKED),
        (*_gaps(comparison, "a", a, texts), *_gaps(comparison, "b", b, texts)),
    )
    return made if made.marks or made.ticks or made.gaps else None


@dataclass(frozen=True, slots=True)
class _Bar:
    """The part of a document's reading text that a bar stands for."""

    document: Document
    low: int
    length: int

    @classmethod
    def of(cls, index: EditionIndex, side: SideReport) -> _Bar | None:
        document = index.edition.document(side.document) if side.document else None
        if document is None:
            return None
        low, high = part_of(index.witness(document.id)[1], document)
        return cls(document, low, high - low) if high > low else None

    def at(self, offset: int) -> int:
        """Thousandths before an offset; the last mark ends with the bar."""
        share = WHOLE * (offset - self.low) // self.length
        return max(0, min(WHOLE - LEAST, share))

    def size(self, start: int, end: int) -> int:
        """Thousandths that a stretch takes."""
        least = min(self.at(start) + LEAST, WHOLE)
        high = min(WHOLE, WHOLE * (end - self.low) // self.length)
        return max(least, high) - self.at(start)


def _mark(finding: Finding, a: _Bar, b: _Bar) -> MapMark:
    return MapMark(
        finding_anchor(finding.id),
        finding.cls,
        finding.facet,
        a.at(finding.a.start),
        a.size(finding.a.start, finding.a.end),
        b.at(finding.b.start),
        b.size(finding.b.start, finding.b.end),
    )


def _gaps(comparison: Comparison, name: str, bar: _Bar, texts: Texts) -> Iterator[MapGap]:
    side = comparison.a if name == "a" else comparison.b
    for n, gap in enumerate(side.not_held):
        yield MapGap(
            f"g-{short_digest(comparison.id, name, str(gap.at), str(n))}",
            name,
            bar.at(gap.at),
            gap.words,
            gap.why,
            texts.spot(bar.document.id, gap.at),
        )
