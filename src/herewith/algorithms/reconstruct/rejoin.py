"""Put carried letters back where they stand, for those who ask for a paper as it was delivered.

An edition treats the letter in a telegram as a document of its own. Who names the telegram on the
command line (`volume.xml#d65`) means the paper with all that stands on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from herewith.model.document import Document, Run

__all__ = ["rejoined"]

JOINT = "\n\n"
"""What divides a carried letter from the words around it."""


def rejoined(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents in their order, carried letters back in their carriers and not alone."""
    every = tuple(documents)
    by_id = {str(document.id): document for document in every}
    return tuple(_whole(document, by_id) for document in every if _carrier(document) not in by_id)


def _carrier(document: Document) -> str:
    return next((value for key, value in document.attributes if key == "carried_by"), "")


def _whole(document: Document, by_id: dict[str, Document]) -> Document:
    """A document with its letters, the last inserted first so that offsets before it hold."""
    letters = [value for key, value in document.attributes if key == "carries"]
    places = [int(value) for key, value in document.attributes if key == "carries_at"]
    for letter, at in sorted(zip(letters, places, strict=True), key=lambda pair: -pair[1]):
        if letter in by_id:
            document = _inserted(document, by_id[letter], at)
    return document


def _inserted(outer: Document, inner: Document, at: int) -> Document:
    """One text with another set into it at an offset of its reading text."""
    begin = at + len(JOINT)
    shift = len(inner.text) + 2 * len(JOINT)
    runs = [*_divided(outer.runs, at, shift), *(_moved(run, begin) for run in inner.runs)]
    layers = [
        *(replace(x, start=x.start + shift, end=x.end + shift) if x.start >= at else x
          for x in outer.layers),
        *(replace(x, start=x.start + begin, end=x.end + begin) for x in inner.layers),
    ]  # fmt: skip
    gaps = [
        *(replace(gap, at=gap.at + shift) if gap.at >= at else gap for gap in outer.gaps),
        *(replace(gap, at=gap.at + begin, document=outer.id) for gap in inner.gaps),
    ]
    passages = (*outer.passages, *inner.passages)
    return replace(
        outer,
        text=f"{outer.text[:at]}{JOINT}{inner.text}{JOINT}{outer.text[at:]}",
        runs=tuple(sorted(runs, key=lambda run: run.start)),
        layers=tuple(sorted(layers, key=lambda layer: layer.start)),
        gaps=tuple(sorted(gaps, key=lambda gap: gap.at)),
        passages=tuple(sorted(passages, key=lambda p: (p.source, p.start))),
        pages=tuple(sorted({*outer.pages, *inner.pages})),
        notes=tuple(sorted((*outer.notes, *inner.notes), key=lambda note: note.start)),
        complete=outer.complete and inner.complete,
    )


def _divided(runs: Iterable[Run], at: int, shift: int) -> Iterator[Run]:
    """Runs moved behind an insertion; one that stands across it is cut in two."""
    for run in runs:
        if run.end <= at:
            yield run
        elif run.start >= at:
            yield _moved(run, shift)
        elif run.end - run.start == run.source_end - run.source_start:
            cut = run.source_start + at - run.start
            yield replace(run, end=at, source_end=cut)
            yield replace(run, start=at + shift, end=run.end + shift, source_start=cut)
        else:
            yield run


def _moved(run: Run, by: int) -> Run:
    return replace(run, start=run.start + by, end=run.end + by)
