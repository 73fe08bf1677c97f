"""Reconstruction of files without a project: what `herewith reconstruct` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from herewith.algorithms.reconstruct.suspects import Suspect, suspects
from herewith.errors import Problem
from herewith.formats.reading import deliveries
from herewith.model.document import Document, Furniture, Gap, Reconstruction
from herewith.model.records import encode
from herewith.stages.reconstruct import reconstruct

__all__ = ["ReconstructedFiles", "reconstruct_files"]


@dataclass(frozen=True, slots=True)
class ReconstructedFiles:
    """The reconstructions of some files, and everything that is wrong with the files."""

    found: tuple[Reconstruction, ...]
    problems: tuple[Problem, ...]
    suspects: tuple[tuple[str, tuple[Suspect, ...]], ...] = ()
    """What may be misread, by source."""

    def as_json(self) -> Mapping[str, Any]:
        """The shape that the command line promises, with a few fields more."""
        return {
            "sources": [encode(one.source) for one in self.found],
            "documents": [_document(d) for one in self.found for d in one.documents],
            "furniture": [_furniture(f) for one in self.found for f in one.furniture],
            "duplicates": [encode(d) for one in self.found for d in one.duplicates],
            "gaps": [_gap(g) for one in self.found for g in one.gaps],
            "ocr": [page for source, own in self.suspects for page in _report(source, own)],
            "problems": [encode(problem) for problem in self.problems],
        }

    def summary(self) -> str:
        """For people: the documents of every source, and what is missing or captured twice."""
        lines: list[str] = []
        for one in self.found:
            source = one.source
            lines.append(f"{source.path} ({source.encoding}, {source.chars} characters)")
            lines += [f"  {_line(document)}" for document in one.documents]
            for gap in one.gaps:
                size = "" if gap.estimate_words is None else f", about {gap.estimate_words} words"
                page = "" if gap.page is None else f" (page {gap.page})"
                lines.append(f"  missing in {gap.document}{page}{size}: {gap.why}")
            if one.duplicates:
                lines.append(f"  {len(one.duplicates)} stretch(es) captured again")
            lines.append(f"  furniture: {_counts(one.furniture)}")
        for name, own in self.suspects:
            if own:
                lines.append(f"  {name}: {len(own)} place(s) that may be misread (see --json)")
        return "".join(f"{line}\n" for line in lines)


def reconstruct_files(paths: Sequence[Path]) -> ReconstructedFiles:
    """Read and reconstruct files and folders; what cannot be read is a problem.

    Raises:
        UsageError: if a path does not exist.
    """
    found: list[Reconstruction] = []
    problems: list[Problem] = []
    doubts: list[tuple[str, tuple[Suspect, ...]]] = []
    for one in deliveries(paths):
        if isinstance(one, Problem):
            problems.append(one)
        else:
            found.append(reconstruct(one))
            problems += found[-1].problems
            doubts.append((str(one.source.id), suspects(one, found[-1])))
    return ReconstructedFiles(tuple(found), tuple(problems), tuple(doubts))


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
