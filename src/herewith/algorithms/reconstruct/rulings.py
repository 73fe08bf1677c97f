"""What editors have decided about a source, as places in it, for the rules to obey.

A ruling stands above every rule: a document begins here, or does not; these words are furniture,
or text; these two captures are one page, or are not; this page follows that one; here something
is missing; read this for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from herewith.model.document import Passage
from herewith.model.text import Visible

__all__ = ["NO_RULINGS", "WHY", "Rulings"]

WHY = "an editor's decision"

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rulings:
    """Half-open stretches and offsets into the decoded text of one source.

    `starts`, `goes_on`: a document begins, or none begins, with the words at an offset.
    `pages`, `no_pages`: the same of pages. `furniture`: stretches with their kind. `text`:
    stretches that are text, whatever they look like. `readings`: stretches and what to read there.
    `same_page`: two offsets on captures of one page. `own_page`: offsets on pages that are no
    capture of another. `follows`: an offset on a page, and one on the page before it. `gaps`: an
    offset before which something is missing, the page and the words, where known. `duplicates`:
    a stretch, and the stretch that it repeats. `names`: ids of documents by their passages.
    """

    starts: frozenset[int] = frozenset()
    goes_on: frozenset[int] = frozenset()
    pages: frozenset[int] = frozenset()
    no_pages: frozenset[int] = frozenset()
    furniture: tuple[tuple[int, int, str], ...] = ()
    text: tuple[Stretch, ...] = ()
    readings: tuple[tuple[int, int, str], ...] = ()
    same_page: tuple[tuple[int, int], ...] = ()
    own_page: tuple[int, ...] = ()
    follows: tuple[tuple[int, int], ...] = ()
    gaps: tuple[tuple[int, int | None, int | None], ...] = ()
    duplicates: tuple[tuple[Stretch, Stretch], ...] = ()
    names: tuple[tuple[str, tuple[Stretch, ...]], ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def and_(self, other: Rulings) -> Rulings:
        """Both together."""
        return Rulings(
            self.starts | other.starts,
            self.goes_on | other.goes_on,
            self.pages | other.pages,
            self.no_pages | other.no_pages,
            self.furniture + other.furniture,
            self.text + other.text,
            self.readings + other.readings,
            self.same_page + other.same_page,
            self.own_page + other.own_page,
            self.follows + other.follows,
            self.gaps + other.gaps,
            self.duplicates + other.duplicates,
            self.names + other.names,
        )

    def cuts(self) -> frozenset[int]:
        """Offsets at which a line must be divided, so that a ruling holds for all of a line."""
        stretches = [(s, e) for s, e, _ in self.furniture]
        stretches += [*self.text, *(other for other, _ in self.duplicates)]
        points = {point for stretch in stretches for point in stretch}
        points |= {offset for offset, _, _ in self.gaps}
        return frozenset(points | self.starts | self.goes_on | self.pages)

    def kind_at(self, start: int, end: int) -> str:
        """The kind of furniture that a line is ruled to be: `text` if text, `""` if nothing is."""
        for low, high, kind in self.furniture:
            if low <= start and end <= high:
                return kind
        if any(low <= start and end <= high for (low, high), _ in self.duplicates):
            return "duplicate"
        return "text" if any(low <= start and end <= high for low, high in self.text) else ""

    def read(self, visible: Sequence[Visible]) -> tuple[Visible, ...]:
        """The visible stretches, with what editors read in place of what stands there."""
        out = tuple(visible)
        for start, end, reading in sorted(self.readings):
            out = tuple(_with_reading(out, start, end, reading))
        return out

    def name_of(self, passages: Sequence[Passage], used: set[str]) -> str | None:
        """The id that the machine gave the document which these passages are most of."""
        own = [(p.start, p.end) for p in passages]
        free = [(name, stretches) for name, stretches in self.names if name not in used]
        for start, end in own:
            for name, stretches in free:
                if start <= stretches[0][0] < end:
                    return name
        shared = [
            (
                sum(
                    max(0, min(end, high) - max(start, low))
                    for start, end in own
                    for low, high in s
                ),
                n,
            )
            for n, s in free
        ]
        most, best = max(shared, default=(0, ""), key=lambda one: one[0])
        return best if most else None


def _with_reading(
    visible: Sequence[Visible], start: int, end: int, reading: str
) -> Iterator[Visible]:
    done = False
    for item in visible:
        if item.end <= start or item.start >= end:
            yield item
            continue
        if item.start < start and item.reading is None:
            yield Visible(item.start, start)
        if not done:
            yield Visible(start, end, reading)
            done = True
        if item.end > end and item.reading is None:
            yield Visible(end, item.end)


NO_RULINGS = Rulings()
