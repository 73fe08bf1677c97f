"""A comparison of two witnesses as a record: coverage, findings, verdict, certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from herewith.algorithms.substance.adjudication import Original, adjudicated
from herewith.algorithms.substance.beads import compare_bitext
from herewith.algorithms.substance.certificate import packs_of, state_of, statement, verdict
from herewith.algorithms.substance.syntax import Parser
from herewith.algorithms.substance.windows import compare_collation
from herewith.model.bitext import Bitext
from herewith.model.collation import Collation, Coverage, ItemId
from herewith.model.document import Document
from herewith.model.findings import (
    Comparison,
    ComparisonId,
    Finding,
    NotHeld,
    SideReport,
)

__all__ = ["Testimony", "certified", "of_bitext", "of_collation"]

Testimony = tuple[Document, int, int, str]
"""A document, the part of its reading text that testifies, and how the certificate calls it."""


def of_bitext(
    bitext: Bitext,
    a: Testimony,
    b: Testimony,
    *,
    name: str,
    item: ItemId | None = None,
    parser: Parser | None = None,
) -> Comparison:
    """Compare an original with its translation; a `parser` tells the syntax of one of them."""
    done = compare_bitext(bitext, a[0], b[0], parser=parser)
    words_a = sum(len(s.text.split()) for s in bitext.source_sentences)
    words_b = sum(len(s.text.split()) for s in bitext.target_sentences)
    first = _report(a, bitext.source_language, words_a, done.words_a, done.not_held_a)
    second = _report(b, bitext.target_language, words_b, done.words_b, done.not_held_b)
    return certified(name, item, str(bitext.id), first, second, done.findings)


def of_collation(
    made: Collation,
    sigla: tuple[str, str],
    a: Testimony,
    b: Testimony,
    *,
    name: str,
    item: ItemId | None = None,
    coverage: Mapping[str, Coverage] | None = None,
    original: Original | None = None,
    translated: bool = False,
) -> Comparison:
    """Compare two witnesses in one language, by their collation.

    `coverage` is that of these two alone. A collation of more witnesses counts a word as compared
    when any other has it; of two texts that would claim too much. `original` is called upon to
    settle what the two translations of it read differently; `translated` says that they are such.
    """
    done = compare_collation(made, sigla[0], sigla[1], a[0], b[0], translated=translated)
    found = done.findings
    if original is not None:
        found = tuple(
            adjudicated(one, original, a[0], b[0], translated=translated) for one in found
        )
    pairwise = dict(made.coverage) if coverage is None else coverage
    first, second = (
        _covered(side, made.language, pairwise[siglum], more)
        for side, siglum, more in (
            (a, sigla[0], done.withheld_a),
            (b, sigla[1], done.withheld_b),
        )
    )
    return certified(name, item, str(made.id), first, second, found)


def certified(
    name: str,
    item: ItemId | None,
    basis: str,
    a: SideReport,
    b: SideReport,
    findings: Sequence[Finding],
) -> Comparison:
    """The record of a comparison with verdict and certificate made from its parts."""
    packs = packs_of(a.language, b.language)
    return Comparison(
        id=ComparisonId(name),
        item=item,
        basis=basis,
        a=a,
        b=b,
        verdict=verdict(a, b, findings),
        statement=statement(a, b, findings),
        findings=tuple(findings),
        packs=packs,
        state=state_of(a, b, findings, packs),
    )


def _report(
    side: Testimony,
    language: str | None,
    words: int,
    compared: int,
    more: Sequence[NotHeld] = (),
) -> SideReport:
    """Coverage of one side, with what the document itself lacks."""
    document, start, end, label = side
    lacking = [
        NotHeld(gap.at, gap.estimate_words, gap.why)
        for gap in document.gaps
        if start <= gap.at <= end and not any(gap.at == other.at for other in more)
    ]
    if not document.complete and not lacking:
        lacking.append(NotHeld(end, None, "the text is not held to its end"))
    return SideReport(
        document=document.id,
        label=label,
        language=language,
        words=words,
        compared=min(compared, words),
        not_held=(*lacking, *more),
        digest=sha256(document.text[start:end].encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _covered(
    side: Testimony, language: str | None, coverage: Coverage, more: Sequence[NotHeld]
) -> SideReport:
    """Coverage of one witness of two; a gap tells how much of the other falls into it."""
    report = _report(side, language, coverage.tokens, coverage.compared, more)
    by_place = {lacuna.at: lacuna for lacuna in coverage.lacunae}
    lacking = []
    for gap in report.not_held:
        lacuna = by_place.get(gap.at)
        if lacuna is not None and lacuna.words:
            why = f"{gap.why.rstrip('.')}; the other text has these words"
            gap = replace(gap, words=lacuna.words, why=why)
        lacking.append(gap)
    return replace(report, not_held=tuple(lacking))
