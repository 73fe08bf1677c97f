"""Places between two documents: what stands before and what stands behind share nothing.

A file too large to be reconstructed at once is cut there (`formats.parts`), so that the cut changes
no document. A document whose pages were captured between those of another, a page captured again
further on, and a document whose head is not plain leave no such place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import pairwise

from herewith.algorithms.reconstruct.lines import FAR
from herewith.algorithms.reconstruct.pages import BEGINS
from herewith.algorithms.reconstruct.plain import reconstruct_with_strengths
from herewith.model.document import Document, Reconstruction
from herewith.model.text import Delivered

__all__ = ["Watersheds", "watersheds"]


@dataclass(frozen=True, slots=True)
class Watersheds:
    """Offsets at which a document begins and none is open, in order.

    At a `clean` one a head shows that a document begins, and nothing that stands before is captured
    again behind. At a `fair` one something may be, but only `FAR` away, or no head is plain, but the
    documents on both sides are whole.
    """

    clean: tuple[int, ...]
    fair: tuple[int, ...]


def watersheds(delivered: Delivered) -> Watersheds:
    """The places between two documents of a text.

    Behind a form feed, where one stands there; else where the furniture above the document's first
    words begins.
    """
    found, strengths = reconstruct_with_strengths(delivered)
    extents = _extents(found)
    heads = {
        extents[str(document.id)][0]
        for document in found.documents
        if strengths.get(str(document.id), 0.0) >= BEGINS and _leads(document)
    }
    whole = _beside_whole(found, extents)
    repeated = _repeated(found)
    near = [(low, high) for low, high in repeated if high - low <= FAR]
    return Watersheds(
        tuple(_between(delivered.text, heads, [*extents.values(), *repeated])),
        tuple(_between(delivered.text, heads | whole, [*extents.values(), *near])),
    )


def _between(text: str, heads: Set[int], stretches: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Places at the heads of documents over which none of the stretches reaches."""
    reach = 0
    for low, high in sorted(stretches):
        if 0 < reach <= low and low in heads:
            feed = text.rfind("\f", reach, low)
            yield feed + 1 if feed >= 0 else low
        reach = max(reach, high)


def _beside_whole(found: Reconstruction, extents: Mapping[str, tuple[int, int]]) -> set[int]:
    """Where whole documents begin behind whole ones."""
    placed = sorted(found.documents, key=lambda document: extents[str(document.id)])
    return {
        extents[str(document.id)][0]
        for before, document in pairwise(placed)
        if before.complete and document.complete and _leads(document)
    }


def _leads(document: Document) -> bool:
    """Whether a document's first words stand before all others of it."""
    first, *others = document.passages
    return all(first.start < passage.start for passage in others)


def _extents(found: Reconstruction) -> dict[str, tuple[int, int]]:
    """From where to where each document stands, with the furniture of its pages."""
    out: dict[str, tuple[int, int]] = {}
    places = [(str(d.id), p.start, p.end) for d in found.documents for p in d.passages]
    places += [(str(f.document), f.start, f.end) for f in found.furniture if f.document]
    for name, start, end in places:
        low, high = out.get(name, (start, end))
        out[name] = min(low, start), max(high, end)
    return out


def _repeated(found: Reconstruction) -> list[tuple[int, int]]:
    """From where to where what was captured twice reaches."""
    return [
        (min(twin.kept[0], twin.other[0]), max(twin.kept[1], twin.other[1]))
        for twin in found.duplicates
    ]
