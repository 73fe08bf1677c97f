"""Comparison of whole witnesses named on the command line, without a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from herewith.algorithms.collation import collate
from herewith.algorithms.substance.comparison import Testimony, of_bitext, of_collation
from herewith.errors import Problem, UsageError
from herewith.languages.identify import identify_language
from herewith.model.collation import CollationId
from herewith.model.document import Document
from herewith.model.findings import Comparison, Finding, NotHeld, Side, SideReport
from herewith.model.records import encode, short_digest
from herewith.project.witnesses import opened
from herewith.stages.align import align_halves, half, make_bitext
from herewith.stages.collation_record import record
from herewith.stages.testimony import witness_text

__all__ = ["ComparedFiles", "compare_files"]


@dataclass(frozen=True, slots=True)
class ComparedFiles:
    """Comparisons of the first witness with each other one, and the documents."""

    comparisons: tuple[tuple[Comparison, Document, Document], ...]
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """The JSON document of the contract; further witnesses stand in `comparisons`."""
        first = _json(*self.comparisons[0])
        if len(self.comparisons) > 1:
            first["comparisons"] = [_json(*one) for one in self.comparisons]
        return first

    def as_text(self) -> str:
        """The certificates and, one a paragraph, the findings that matter."""
        blocks = []
        for made, _, _ in self.comparisons:
            lines = [made.statement]
            for found in made.findings:
                if found.cls in ("substance", "undetermined", "nuance"):
                    lines.append(f"{found.cls} ({found.facet}): {found.reason}")
            blocks.append("\n\n".join(lines))
        return "\n\n----\n\n".join(blocks)


def compare_files(specs: Sequence[str], *, languages: Sequence[str | None] = ()) -> ComparedFiles:
    """Open witnesses and compare the first with every other.

    Args:
        specs: `FILE` or `FILE#id`, two or more.
        languages: ISO 639-1 for each spec where it is known; else what the document says.

    Raises:
        UsageError: fewer than two witnesses, or no such file.
        DataError: a file that cannot be read.
    """
    if len(specs) < 2:
        raise UsageError("comparison needs two or more witnesses, or --pairs FILE")
    problems: list[Problem] = []
    documents = []
    for n, spec in enumerate(specs):
        document, found = opened(spec)
        problems += [problem for problem in found if problem not in problems]
        documents.append(_with_language(document, languages[n] if n < len(languages) else None))
    made = [
        (_compared(documents[0], other, (specs[0], spec)), documents[0], other)
        for spec, other in zip(specs[1:], documents[1:], strict=True)
    ]
    return ComparedFiles(tuple(made), tuple(problems))


def _with_language(document: Document, given: str | None) -> Document:
    known = given or document.language or identify_language(document.text).language
    return replace(document, language=known)


def _compared(a: Document, b: Document, labels: tuple[str, str]) -> Comparison:
    name = "comparison-" + short_digest(a.text, b.text)
    first: Testimony = (a, 0, len(a.text), labels[0])
    second: Testimony = (b, 0, len(b.text), labels[1])
    if a.language == b.language:
        texts = (witness_text(a, "A"), witness_text(b, "B"))
        made = record(
            collate(texts, base="A", language=a.language),
            CollationId(name.replace("comparison", "collation")),
            language=a.language,
        )
        return of_collation(made, ("A", "B"), first, second, name=name)
    left, right = half(a, language=a.language), half(b, language=b.language)
    bitext = make_bitext(left, right, align_halves(left, right))
    return of_bitext(bitext, first, second, name=name)


def _json(made: Comparison, a: Document, b: Document) -> dict[str, Any]:
    """A comparison with source offsets, as the contract writes it."""
    return {
        "id": made.id,
        "verdict": made.verdict,
        "statement": made.statement,
        "coverage": {"a": _coverage(made.a, a), "b": _coverage(made.b, b)},
        "counts": made.counts(),
        "findings": [_finding(found, a, b) for found in made.findings],
        "digests": {"a": made.a.digest, "b": made.b.digest},
        "packs": made.packs,
    }


def _coverage(side: SideReport, document: Document) -> dict[str, Any]:
    return {
        "label": side.label,
        "language": side.language,
        "words": side.words,
        "compared": side.compared,
        "not_held": [_gap(gap, document) for gap in side.not_held],
    }


def _gap(gap: NotHeld, document: Document) -> dict[str, Any]:
    at = _place(document, gap.at, gap.at)
    return {"at": at[0], "words": gap.words, "why": gap.why}


def _finding(found: Finding, a: Document, b: Document) -> dict[str, Any]:
    out: dict[str, Any] = encode(found)
    out["a"] = _side(found.a, a)
    out["b"] = _side(found.b, b)
    return out


def _side(side: Side, document: Document) -> dict[str, Any]:
    start, end = _place(document, side.start, side.end)
    return {"text": side.text, "start": start, "end": end}


def _place(document: Document, start: int, end: int) -> tuple[int, int]:
    """Source offsets of a stretch; for an empty one, where it stands."""
    found = document.locate(start, end) if end > start else ()
    if found:
        source = found[0][0]
        own = [(low, high) for where, low, high in found if where == source]
        return min(low for low, _ in own), max(high for _, high in own)
    for low, high in ((start, start + 1), (max(0, start - 1), start)):
        near = document.locate(low, high)
        if near:
            at = near[0][1] if low == start else near[0][2]
            return at, at
    return 0, 0
