"""Text that one release withholds and another opens.

A page may say in brackets that lines were taken out. Where the other witness has words there they
are no difference of the letter: they are newly released, and how many they are is the finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from herewith.algorithms.substance.drafts import Draft
from herewith.model.document import Document
from herewith.model.findings import NotHeld

__all__ = ["BESIDE", "Release", "releases", "withheld"]

Span = tuple[int, int]
Place = tuple[Span, Span]
"""Where two witnesses differ: offsets in the first and in the second."""

BESIDE = 3
"""Characters between words that differ and the note that words were taken out."""

OPENED = "words withheld in this release, which the other text opens"
CLOSED = "words withheld in this release"


@dataclass(frozen=True, slots=True)
class Release:
    """A withheld place: its offsets in both texts, the side that withholds, the words opened.

    `words` is 0 where the other side has nothing there either.
    """

    a: Span
    b: Span
    first: bool
    words: int

    def not_held(self) -> NotHeld:
        """What the certificate says of the side that withholds."""
        at = (self.a if self.first else self.b)[0]
        return NotHeld(at, self.words or None, OPENED if self.words else CLOSED)

    def draft(self) -> Draft:
        """The finding of an opened place: a release, and no difference of the texts."""
        note = f"Newly released: {self.words} word{'s' * (self.words != 1)} that the other text withholds."
        return Draft("none", "content", "none", "newly_released", note, self.a, self.b)


def withheld(document: Document) -> tuple[Span, ...]:
    """Where a document says that words were taken out, in order: notes in brackets, and gaps."""
    found = {(la.start, la.end) for la in document.layers if la.kind == "withheld"}
    found |= {(gap.at, gap.at) for gap in document.gaps if gap.kind == "withheld"}
    return tuple(sorted(found))


def releases(places: Sequence[Place], a: Document, b: Document) -> Iterator[Release]:
    """The withheld places of both witnesses with what the other has there."""
    for first, own, other in ((True, a, b), (False, b, a)):
        for stretch in withheld(own):
            touching = [p for p in places if _beside(p[0 if first else 1], stretch)]
            facing = [p[1 if first else 0] for p in touching]
            full = [span for span in facing if other.text[slice(*span)].strip()]
            opened = (min(s for s, _ in full), max(e for _, e in full)) if full else None
            if opened is None or _closed(other, opened):
                near = facing[0][0] if facing else 0
                opened, words = (near, near), 0
            else:
                words = len(other.text[slice(*opened)].split())
            yield Release(stretch if first else opened, opened if first else stretch, first, words)


def _beside(span: Span, stretch: Span) -> bool:
    return span[0] <= stretch[1] + BESIDE and stretch[0] - BESIDE <= span[1]


def _closed(document: Document, span: Span) -> bool:
    """Whether the other text withholds its words there too."""
    return any(_beside(span, stretch) for stretch in withheld(document))
