"""Quotations of a file, without a project: what the command line prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.quotations import Checked, Source, Verifier, check, find_borrowings
from herewith.algorithms.references.dating import own_dates
from herewith.errors import Problem
from herewith.formats.reading import read
from herewith.model.document import Document
from herewith.project.opened import open_documents, stretch
from herewith.stages.reconstruct import reconstruct

__all__ = ["Quoted", "quotations"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quotations of an essay and its unmarked borrowings, ready to print, and all problems."""

    quotations: tuple[dict[str, Any], ...]
    left_alone: tuple[dict[str, Any], ...]
    borrowings: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """The object that `herewith quotes --json` prints."""
        return {
            "quotations": self.quotations,
            "left_alone": self.left_alone,
            "borrowings": self.borrowings,
            "problems": self.problems,
        }


def quotations(essay: Path, sources: Sequence[Path], *, workers: int = 1) -> Quoted:
    """Check the quotations of an essay against sources, and find what it borrows without marks.

    Args:
        essay: the file that quotes.
        sources: the files and folders that it may quote.
        workers: processes that read the sources.

    Raises:
        UsageError: if a path does not exist.
        DataError: if the essay, or every source, cannot be read.
    """
    delivered = read(essay)
    told = reconstruct(delivered)
    opened = open_documents(sources, without=essay, workers=workers)
    by_key = {str(d.id): d for d in opened.documents}
    own = {str(d.id): d for d in told.documents if str(d.id) not in by_key}
    verifier = Verifier(
        Source(key, d.text, d.language) for key, d in (*by_key.items(), *own.items())
    )
    written = {key: own_dates(d, opened.entries.get(key)) for key, d in by_key.items()}
    quoted: list[dict[str, Any]] = []
    left_alone: list[dict[str, Any]] = []
    marked: dict[str, list[tuple[int, int]]] = {}
    for document in told.documents:
        dates = find_dates(document.text, document.language)
        for one in check(document.text, dates, verifier, written, leave_out=own.keys()):
            marked.setdefault(str(document.id), []).append((one.marked.start, one.marked.end))
            row = _place_of(document, one)
            if one.left_alone:
                left_alone.append({**row, "reason": one.left_alone})
            else:
                quoted.append({**row, **_verdict(one, by_key)})
    borrowed = _borrowed(own, by_key, verifier, marked)
    seen = (*delivered.problems, *told.problems, *opened.problems)
    return Quoted(tuple(quoted), tuple(left_alone), borrowed, tuple(dict.fromkeys(seen)))


def _borrowed(
    own: Mapping[str, Document],
    sources: Mapping[str, Document],
    verifier: Verifier,
    marked: Mapping[str, Sequence[tuple[int, int]]],
) -> tuple[dict[str, Any], ...]:
    """Words of the essay that stand in a source and are not marked as quoted, in order of place."""
    rows: list[dict[str, Any]] = []
    for found in find_borrowings(verifier.sources, verifier.index, only=own.keys()):
        ours = (found.a, found.a_start, found.a_end)
        theirs = (found.b, found.b_start, found.b_end)
        if ours[0] not in own:
            ours, theirs = theirs, ours
        if theirs[0] in own:
            continue
        if any(low < ours[2] and ours[1] < high for low, high in marked.get(ours[0], ())):
            continue
        document, source = own[ours[0]], sources[theirs[0]]
        start, end = stretch(document, *ours[1:])
        low, high = stretch(source, *theirs[1:])
        target = {"document": theirs[0], "start": low, "end": high}
        rows.append(
            {
                "text": document.text[slice(*ours[1:])],
                "start": start,
                "end": end,
                "verbatim": "exact" if found.exact else "normalised",
                "words": found.words,
                "target": {**target, "text": source.text[slice(*theirs[1:])]},
            }
        )
    return tuple(sorted(rows, key=lambda row: (row["start"], row["target"]["document"])))


def _place_of(document: Document, one: Checked) -> dict[str, Any]:
    """The quoted words and where they stand in the essay's file."""
    start, end = stretch(document, one.marked.start, one.marked.end)
    return {"text": one.marked.text, "start": start, "end": end}


def _verdict(one: Checked, sources: dict[str, Document]) -> dict[str, Any]:
    verdict = one.verdict
    target = None
    if verdict.key is not None:
        start, end = stretch(sources[verdict.key], verdict.start, verdict.end)
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
