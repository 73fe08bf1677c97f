"""Many short pairs: one answer each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from herewith.algorithms.substance import across, same_language
from herewith.algorithms.substance.drafts import Draft, distinct, finding, worst
from herewith.algorithms.substance.gloss import gloss
from herewith.algorithms.substance.syntax import Parser
from herewith.languages.cues import pack
from herewith.model.collation import Class
from herewith.model.findings import Finding

__all__ = ["PairResult", "compare_pair", "drafts"]


@dataclass(frozen=True, slots=True)
class PairResult:
    """The gravest class of a pair and its findings."""

    cls: Class
    findings: tuple[Finding, ...]


def compare_pair(
    a: str,
    b: str,
    language_a: str | None,
    language_b: str | None,
    *,
    parser: Parser | None = None,
) -> PairResult:
    """Compare two short texts in one language or two.

    A language without a pack leaves what it could change undetermined.

    >>> compare_pair("Ракеты будут вывезены.", "The missiles will be retained.", "ru", "en").cls
    'substance'
    """
    found = drafts(a, b, language_a, language_b, parser=parser)
    return PairResult(
        worst([draft.cls for draft in found]),
        distinct(
            finding(draft, a, b, gloss=gloss(draft, a, b, language_a, language_b))
            for draft in found
        ),
    )


def drafts(
    a: str,
    b: str,
    language_a: str | None,
    language_b: str | None,
    *,
    parser: Parser | None = None,
) -> Sequence[Draft]:
    """The differences of a pair before they are worded."""
    if language_a == language_b:
        if a != b and pack(language_a) is None:
            return (*same_language.compare(a, b, language_a), _no_pack(a, b))
        return same_language.compare(a, b, language_a)
    if pack(language_a) is None or pack(language_b) is None:
        return (_no_pack(a, b),)
    return across.compare(a, b, language_a, language_b, parser=parser)


def _no_pack(a: str, b: str) -> Draft:
    """What must be said where a language has no pack of rules."""
    note = "No rules of substance are held for one of the languages."
    return Draft("undetermined", "content", "none", "no_pack", note, (0, len(a)), (0, len(b)))
