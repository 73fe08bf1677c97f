"""The papers of a collection as light records: text, heading, and where each word was delivered.

A volume read whole takes tens of times its size in memory; of a collection only this is held.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from herewith.model.document import Document, DocumentId, Passage, Run
from herewith.model.text import SourceId

__all__ = ["HeldText", "held"]


@dataclass(frozen=True, slots=True)
class HeldText:
    """One paper: its id (`FILE-STEM#xml:id`), file, language, heading and reading text.

    The language of ready texts is asked only where it is needed: see `Pairing.text`.
    `runs` has a row for each stretch of reading text: its start and end, and start and end in the
    source. `gaps` are places (offset, words or -1) where the encoding says that text was taken out.
    """

    name: str
    source: str
    language: str | None
    heading: str
    kind: str
    when: tuple[tuple[str, str], ...]
    text: str
    runs: NDArray[np.int64]
    gaps: tuple[tuple[int, int], ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """First and last source offset of a stretch of reading text; an empty one has a place."""
        if not len(self.runs):
            return start, end
        low = self._source(start, last=False)
        if end <= start:
            return low, low
        return low, max(low, self._source(end - 1, last=True))

    def _source(self, at: int, *, last: bool) -> int:
        """Where the character at an offset was delivered; `last`: behind it."""
        n = max(0, bisect_right(self.runs[:, 0], at) - 1)
        start, end, first, stop = (int(x) for x in self.runs[n])
        if at >= end and not last and n + 1 < len(self.runs):
            return int(self.runs[n + 1, 2])
        if at >= end:
            return stop
        if end - start != stop - first:
            return stop if last else first
        return first + at - start + (1 if last else 0)

    def document(self) -> Document:
        """A document of the text alone, for those who need a model's record."""
        source = SourceId(self.source)
        size = len(self.text)
        return Document(
            id=DocumentId(self.name),
            kind=self.kind or None,
            language=self.language,
            pages=(),
            passages=(Passage(source, 0, size, "body", flow=False),) if size else (),
            text=self.text,
            runs=(Run(0, size, source, 0, size),) if size else (),
            complete=not self.gaps,
            heading=self.heading or None,
            attributes=self.when,
        )


def held(document: Document) -> HeldText:
    """The light record of a document."""
    runs = [(r.start, r.end, r.source_start, r.source_end) for r in document.runs]
    stated = dict(document.attributes)
    return HeldText(
        name=str(document.id),
        source=str(document.source),
        language=document.language,
        heading=document.heading or "",
        kind=document.kind or "",
        when=tuple((k, stated[k]) for k in ("when", "type", "subtype") if stated.get(k)),
        text=document.text,
        runs=np.array(runs, dtype=np.int64).reshape(-1, 4),
        gaps=tuple(
            (gap.at, -1 if gap.estimate_words is None else gap.estimate_words)
            for gap in document.gaps
            if gap.kind == "withheld" or _taken_out(gap.why)
        ),
    )


def _taken_out(why: str) -> bool:
    """Whether the reason of an encoded gap is one of release."""
    said = why.lower()
    return any(word in said for word in ("redact", "withheld", "declassif", "censor", "sanit"))
