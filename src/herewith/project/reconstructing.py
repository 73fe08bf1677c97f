"""Reconstruction of files without a project: what `herewith reconstruct` prints.

Sources are read, reconstructed and written down one after the other; what is printed waits in
files, so that memory does not grow with the box.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from herewith.algorithms.reconstruct.suspects import Suspect, suspects
from herewith.algorithms.uncollected import uncollected
from herewith.errors import Problem
from herewith.formats.reading import deliveries
from herewith.model.document import Document, Furniture, Gap, Reconstruction
from herewith.model.records import encode, plain_dumps
from herewith.model.text import Delivered
from herewith.stages.reconstruct import reconstruct

__all__ = ["Reconstructed", "reconstructed"]

SECTIONS = ("sources", "documents", "furniture", "duplicates", "gaps", "problems", "pages", "ocr")
IN_MEMORY = 1 << 20
"""Characters of a section that are kept in memory before a file is made."""

CHUNK = 1 << 20


class Reconstructed:
    """The reconstructions of some files as lists of JSON, and everything wrong with the files."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._open = ExitStack()
        self._files: dict[str, IO[str]] = {
            name: self._open.enter_context(
                tempfile.SpooledTemporaryFile(  # noqa: SIM115 - the stack closes it
                    IN_MEMORY, "w+", encoding="utf-8", newline="", errors="backslashreplace"
                )
            )
            for name in (*SECTIONS, "summary")
        }

    def close(self) -> None:
        """Remove what waits to be printed."""
        self._open.close()

    def add(self, delivered: Delivered) -> None:
        """Reconstruct a source and note what was found."""
        one = reconstruct(delivered)
        self._note("sources", encode(one.source))
        for document in one.documents:
            self._note("documents", _document(document))
        for piece in one.furniture:
            self._note("furniture", _furniture(piece))
        for twin in one.duplicates:
            self._note("duplicates", encode(twin))
        for gap in one.gaps:
            self._note("gaps", _gap(gap))
        for page in delivered.pages:
            self._note("pages", encode(page))
        for report in _report(str(one.source.id), suspects(delivered, one)):
            self._note("ocr", report)
        for problem in one.problems:
            self.add_problem(problem)
        self._files["summary"].write(_summary(one, delivered))

    def add_problem(self, problem: Problem) -> None:
        """Note a problem."""
        self.problems.append(problem)
        self._note("problems", encode(problem))

    def sections(self) -> Iterator[tuple[str, Iterator[str]]]:
        """Name of every section of the promised shape, and its records as JSON in pieces."""
        for name in SECTIONS:
            yield name, self._read(name)

    def summary(self) -> Iterator[str]:
        """For people: the documents of every source, and what is missing or captured twice."""
        yield from self._read("summary")

    def _note(self, section: str, record: Mapping[str, Any]) -> None:
        file = self._files[section]
        if file.tell():
            file.write(",")
        file.write(plain_dumps(record))

    def _read(self, name: str) -> Iterator[str]:
        file = self._files[name]
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


@contextmanager
def reconstructed(paths: Sequence[Path]) -> Iterator[Reconstructed]:
    """Read and reconstruct files, folders and archives; what cannot be read is a problem.

    Raises:
        UsageError: if a path does not exist.
    """
    done = Reconstructed()
    try:
        for one in deliveries(paths):
            if isinstance(one, Problem):
                done.add_problem(one)
            else:
                with uncollected():
                    done.add(one)
        yield done
    finally:
        done.close()


def _report(source: str, own: Sequence[Suspect]) -> Iterator[Mapping[str, Any]]:
    """The OCR report of a source, page by page of each document."""
    pages: dict[tuple[str | None, int | None], list[Suspect]] = {}
    for one in own:
        pages.setdefault((one.document, one.page), []).append(one)
    for (document, page), doubts in pages.items():
        yield {
            "source": source,
            "document": document,
            "page": page,
            "suspects": [
                {
                    "kind": one.kind,
                    "start": one.start,
                    "end": one.end,
                    "text": one.text,
                    "suggestions": list(one.suggestions),
                    "why": one.why,
                }
                for one in doubts
            ],
        }


def _summary(one: Reconstruction, delivered: Delivered) -> str:
    source = one.source
    size = f"{source.encoding}, " if source.encoding else ""
    lines = [f"{source.path} ({size}{source.chars} characters{_pages(delivered)})"]
    lines += [f"  {_line(document)}" for document in one.documents]
    for gap in one.gaps:
        words = "" if gap.estimate_words is None else f", about {gap.estimate_words} words"
        if gap.range_words is not None:
            words += " ({} to {})".format(*gap.range_words)
        page = "" if gap.page is None else f" (page {gap.page})"
        lines.append(f"  missing in {gap.document}{page}{words}: {gap.why}")
    if one.duplicates:
        lines.append(f"  {len(one.duplicates)} stretch(es) captured again")
    lines.append(f"  furniture: {_counts(one.furniture)}")
    return "".join(f"{line}\n" for line in lines)


def _pages(delivered: Delivered) -> str:
    """How many pages there are, and what became of those that are not simply text."""
    if not delivered.pages:
        return ""
    counts: dict[str, int] = {}
    for page in delivered.pages:
        if page.state != "text":
            counts[page.state] = counts.get(page.state, 0) + 1
    of = "".join(f", {count} {state}" for state, count in sorted(counts.items()))
    return f", {len(delivered.pages)} page(s){of}"


def _document(document: Document) -> Mapping[str, Any]:
    return {
        "id": document.id,
        "kind": document.kind,
        "language": document.language,
        "pages": list(document.pages),
        "passages": [encode(passage) for passage in document.passages],
        "text": document.text,
        "complete": document.complete,
        "source": document.source,
        "heading": document.heading,
        "layers": [encode(layer) for layer in document.layers],
        "notes": [note.id for note in document.notes],
        "attributes": dict(document.attributes),
    }


def _furniture(piece: Furniture) -> Mapping[str, Any]:
    return {
        "kind": piece.kind,
        "source": piece.source,
        "start": piece.start,
        "end": piece.end,
        "why": piece.why,
        "id": piece.id,
        "document": piece.document,
        "page": piece.page,
        "confidence": piece.confidence,
    }


def _gap(gap: Gap) -> Mapping[str, Any]:
    return {
        "document": gap.document,
        "source": gap.source,
        "after": gap.after,
        "before": gap.before,
        "page": gap.page,
        "estimate_words": gap.estimate_words,
        "range_words": gap.range_words,
        "why": gap.why,
        "kind": gap.kind,
        "at": gap.at,
        "id": gap.id,
        "confidence": gap.confidence,
    }


def _line(document: Document) -> str:
    words = len(document.text.split())
    pages = f", {len(document.pages)} page(s)" if document.pages else ""
    state = "" if document.complete else ", incomplete"
    kind = document.kind or "document"
    return f"{document.id}: {kind}, {document.language or 'language unknown'}, {words} words{pages}{state}"


def _counts(furniture: Sequence[Furniture]) -> str:
    counts: dict[str, int] = {}
    for piece in furniture:
        counts[piece.kind] = counts.get(piece.kind, 0) + 1
    return ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())) or "none"
