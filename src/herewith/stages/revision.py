"""A document with the words that were struck for good put back, as struck words.

The reading text leaves out an undoubted deletion (`Passage.silent`). A collation wants both states
of a revised place: what was written first, and what was left standing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from herewith.model.document import Document, Layer, Passage, Run
from herewith.model.text import Span

__all__ = ["Revised", "with_deletions"]


@dataclass(frozen=True, slots=True)
class Revised:
    """A document with its deletions in its text, and the way back to the reading text.

    `inserted` are half-open ranges of the longer text that the reading text does not have, in
    order; white space that divides them from their neighbours is in them.
    """

    document: Document
    inserted: tuple[tuple[int, int], ...] = ()

    def back(self, at: int) -> int:
        """The offset in the reading text of an offset in the longer text."""
        return at - sum(min(at, end) - start for start, end in self.inserted if start < at)

    def forth(self, at: int, *, ends: bool = False) -> int:
        """The offset in the longer text: behind a deletion that stands there, or before it if
        something `ends` there.
        """
        out = at
        for start, end in self.inserted:
            if start < out or (start == out and not ends):
                out += end - start
        return out


def with_deletions(document: Document) -> Revised:
    """The document with each undoubted deletion where it stood.

    Returns:
        The document itself where nothing is deleted. In the other case its text, runs, layers and
        gaps, with a layer `struck` for each deletion; passages are as they were.

    Blind spot:
        Letters struck within a word are left out: what the word was before is not on the page.
    """
    found = [(at, span) for at, span in _deletions(document) if not _within_word(document.text, at)]
    if not found:
        return Revised(document)
    inserted = tuple(_ranges(document.text, found))
    places = [at for at, _ in found]
    out = Revised(document, inserted)
    text, runs, layers, done = [], [], [], 0
    for (at, span), (low, high) in zip(found, inserted, strict=True):
        left, right = _room(document.text, at)
        text += [document.text[done:at], left, span.quote, right]
        runs.append(Run(low + len(left), high - len(right), span.source, span.start, span.end))
        layers.append(
            Layer("struck", runs[-1].start, runs[-1].end, False, "struck, and not read any more")
        )
        done = at
    runs += [part for run in document.runs for part in _divided(run, places, out)]
    layers += [
        replace(la, start=out.forth(la.start), end=out.forth(la.end, ends=True))
        for la in document.layers
    ]
    longer = replace(
        document,
        text="".join([*text, document.text[done:]]),
        runs=tuple(sorted(runs, key=lambda run: (run.start, run.end))),
        layers=tuple(sorted(layers, key=lambda la: (la.start, la.end, la.kind))),
        gaps=tuple(replace(gap, at=out.forth(gap.at, ends=True)) for gap in document.gaps),
    )
    return replace(out, document=longer)


def _room(text: str, at: int) -> tuple[str, str]:
    """White space that words put in at a place need before and behind them."""
    before = " " if at and not text[at - 1].isspace() else ""
    return before, " " if at < len(text) and not text[at].isspace() else ""


def _ranges(text: str, found: Sequence[tuple[int, Span]]) -> Iterator[tuple[int, int]]:
    """Where each deletion stands in the longer text, with the white space around it."""
    shift = 0
    for at, span in found:
        size = len(span.quote) + sum(map(len, _room(text, at)))
        yield at + shift, at + shift + size
        shift += size


def _divided(run: Run, places: Sequence[int], out: Revised) -> Iterator[Run]:
    """A run in the longer text; one that corresponds by characters is cut where words came in."""
    exact = run.end - run.start == run.source_end - run.source_start
    cuts = [at for at in places if run.start < at < run.end] if exact else []
    for low, high in pairwise([run.start, *cuts, run.end]):
        start, end = run.source_start + low - run.start, run.source_start + high - run.start
        if not exact:
            start, end = run.source_start, run.source_end
        yield Run(out.forth(low), out.forth(high, ends=True), run.source, start, end)


def _deletions(document: Document) -> Iterator[tuple[int, Span]]:
    """Each deletion with the place in the reading text where it stood, in order."""
    for n, passage in enumerate(document.passages):
        if passage.deleted is not None and passage.deleted.quote.strip():
            yield _end_of(document, n), passage.deleted


def _end_of(document: Document, number: int) -> int:
    """Where the reading text of the passages before one of them ends."""
    for passage in reversed(document.passages[:number]):
        ends = [run.end for run in document.runs if _of(run, passage)]
        if ends and not passage.silent:
            return max(ends)
    return 0


def _of(run: Run, passage: Passage) -> bool:
    return run.source == passage.source and passage.start <= run.source_start < passage.end


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
