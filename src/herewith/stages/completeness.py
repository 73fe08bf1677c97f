"""Claims of completeness in a box, each checked against what is held.

A claim speaks of the papers of its own file where there are several, else of all that are held;
papers attested and not held of the same days stand against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from herewith.algorithms.references.completeness import Claim, find_claims, judge
from herewith.algorithms.references.papers import Paper
from herewith.model.decision import status_of
from herewith.model.document import Document
from herewith.model.links import Attested
from herewith.model.provenance import Statement, StatementId
from herewith.model.records import short_digest
from herewith.model.text import Span
from herewith.stages.linker import Linker

__all__ = ["claims_of"]

APART = frozenset({"", "foreword", "essay", "preface", "editorial"})
"""Kinds of texts that speak of papers and are none of an exchange."""


def claims_of(linker: Linker, documents: Sequence[Document], attested: Sequence[Attested]) -> None:
    """A statement for every claim of completeness, with the verdict and its reason."""
    papers = linker.index.papers
    for document in documents:
        for claim in find_claims(document.text, document.language):
            spans = linker.spans(document, claim.start, claim.end)
            words = document.text[claim.start : claim.end]
            _say(linker, str(document.id), claim, words, spans, papers, attested)


def _say(
    linker: Linker,
    subject: str,
    claim: Claim,
    words: str,
    spans: tuple[Span, ...],
    papers: Mapping[str, Paper],
    attested: Sequence[Attested],
) -> None:
    own = papers[subject]
    same = [p for p in papers.values() if p.source == own.source and _counts(p, own, claim)]
    scope = "file" if len(same) > 1 else "all"
    held = same if scope == "file" else [p for p in papers.values() if _counts(p, own, claim)]
    items = {linker.belongs.own.get(p.id, p.id) for p in held}
    days = sorted(p.day.isoformat() for p in held if p.day)
    missing = sum(_within(a, days) for a in attested)
    verdict, because = judge(claim, len(items), missing)
    name = f"{subject}/completeness/{short_digest(words, claim.start)}"
    decision = linker.decisions.get(name)
    linker.statements.append(
        Statement(
            id=StatementId(name),
            subject=subject,
            property="completeness",
            value={
                "claim": claim.kind,
                "count": claim.count,
                "of": claim.noun,
                "words": words,
                "scope": scope,
                "held": len(items),
                "attested": missing,
                "verdict": verdict,
            },
            evidence=spans,
            stage="link",
            rule=f"claim_{claim.kind}",
            because=f"{decision.by}: {decision.because}" if decision else because,
            certainty=0.7 if decision is None else 1.0,
            status=status_of(decision),
        )
    )


def _counts(paper: Paper, own: Paper, claim: Claim) -> bool:
    """Whether a paper is one of those that a claim speaks of."""
    if paper.id == own.id or (paper.kind in APART and not paper.addressee):
        return False
    return not claim.noun or claim.noun in (paper.kind, "paper")


def _within(attested: Attested, days: Iterable[str]) -> bool:
    known = list(days)
    day = attested.date.partition("/")[0][:10]
    return bool(known and day and known[0] <= day <= known[-1] and attested.status != "rejected")
