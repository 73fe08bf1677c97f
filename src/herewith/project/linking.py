"""Quotations and references of files, without a project: what the command line prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.quotations import Checked, Source, Verifier, check
from herewith.algorithms.references.dating import own_dates
from herewith.errors import DataError, Problem
from herewith.formats.reading import deliveries, read
from herewith.model.document import Document
from herewith.stages.reconstruct import reconstruct

__all__ = ["Quoted", "open_documents", "quotations"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quotations of an essay, ready to print, and the problems of all files."""

    quotations: tuple[dict[str, Any], ...]
    left_alone: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """The object that `herewith quotes --json` prints."""
        return {
            "quotations": self.quotations,
            "left_alone": self.left_alone,
            "problems": self.problems,
        }


def open_documents(
    paths: Iterable[Path], *, without: Path | None = None
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """All documents of some files and folders, and the problems met.

    Args:
        paths: files and folders.
        without: a file that is not wanted even if it lies among them.

    Raises:
        UsageError: if a path does not exist.
        DataError: if nothing of them can be read.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    left_out = without.resolve() if without else None
    for one in deliveries(paths):
        if isinstance(one, Problem):
            problems.append(one)
        elif left_out is None or Path(one.source.path).resolve() != left_out:
            found = reconstruct(one)
            documents += found.documents
            problems += [*one.problems, *found.problems]
    if not documents:
        raise DataError("nothing there could be read", tuple(problems))
    return tuple(documents), tuple(problems)


def quotations(essay: Path, sources: Sequence[Path]) -> Quoted:
    """Check the quotations of an essay against sources.

    Raises:
        UsageError: if a path does not exist.
        DataError: if the essay, or every source, cannot be read.
    """
    delivered = read(essay)
    told = reconstruct(delivered)
    documents, problems = open_documents(sources, without=essay)
    by_key = {str(d.id): d for d in documents}
    verifier = Verifier(Source(key, d.text, d.language) for key, d in by_key.items())
    written = {key: own_dates(d) for key, d in by_key.items()}
    quoted: list[dict[str, Any]] = []
    left_alone: list[dict[str, Any]] = []
    for document in told.documents:
        dates = find_dates(document.text, document.language)
        for one in check(document.text, dates, verifier, written):
            row = _place_of(document, one)
            if one.left_alone:
                left_alone.append({**row, "reason": one.left_alone})
            else:
                quoted.append({**row, **_verdict(one, by_key)})
    seen = (*delivered.problems, *told.problems, *problems)
    return Quoted(tuple(quoted), tuple(left_alone), tuple(dict.fromkeys(seen)))


def _place_of(document: Document, one: Checked) -> dict[str, Any]:
    """The quoted words and where they stand in the essay's file."""
    start, end = _stretch(document, one.marked.start, one.marked.end)
    return {"text": one.marked.text, "start": start, "end": end}


def _stretch(document: Document, start: int, end: int) -> tuple[int, int]:
    """First and last source offset of a stretch of reading text, within one source."""
    found = document.locate(start, end)
    source = found[0][0]
    own = [(low, high) for where, low, high in found if where == source]
    return min(low for low, _ in own), max(high for _, high in own)


def _verdict(one: Checked, sources: dict[str, Document]) -> dict[str, Any]:
    verdict = one.verdict
    target = None
    if verdict.key is not None:
        start, end = _stretch(sources[verdict.key], verdict.start, verdict.end)
        stands = sources[verdict.key].text[verdict.start : verdict.end]
        target = {"document": verdict.key, "start": start, "end": end, "text": stands}
    item = verdict.key if one.place == "as_cited" else None
    if item is None and len(one.cited) == 1:
        item = one.cited[0]
    return {
        "cited": {"date": one.cited_date or None, "item": item},
        "verbatim": verdict.verbatim,
        "place": one.place,
        "target": target,
        "differences": [{"quoted": said, "source": real} for said, real in verdict.differences],
        "share": verdict.share,
        "reason": one.reason,
        "rule": one.claim.rule or "no_claim",
    }
