"""Judges: plug-ins that look at findings after the rules, and may only make them stricter.

A judge may raise a finding to review (it becomes undetermined), or lower a lexical nuance to form.
It may never clear or lower what a rule has called substance, and never clear a doubt of the page:
such opinions are not heeded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from herewith.model.findings import Finding

__all__ = ["LEXICAL", "Case", "Judge", "Opinion", "judged"]

LEXICAL = frozenset({"wording", "words_missing"})
"""Rules whose nuances are a matter of words alone."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a judge sees of a finding: the words of both sides with what stands around them."""

    a: str
    b: str
    context_a: str
    context_b: str
    language_a: str | None
    language_b: str | None
    cls: str
    facet: str
    rule: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a judge says of a case: nothing, that a person should look, or that it is form."""

    says: Literal["nothing", "review", "form"] = "nothing"
    because: str = ""


class Judge(Protocol):
    """A plug-in of the entry point group `herewith.judges`.

    `fingerprint` names the judge and its model or version; it stands in the certificate.
    """

    fingerprint: str

    def judge(self, cases: Sequence[Case]) -> Sequence[Opinion]:
        """One opinion for each case, in order."""
        ...


AROUND = 120
"""Characters around the words that a judge sees."""


def judged(
    findings: Sequence[Finding],
    judge: Judge,
    a: str,
    b: str,
    languages: tuple[str | None, str | None],
) -> tuple[Finding, ...]:
    """The findings with a judge's opinions, as far as a judge may have one.

    Args:
        findings: what the rules found; offsets into the texts.
        judge: the plug-in.
        a: the first text.
        b: the second.
        languages: ISO 639-1 of both.

    Raises:
        ValueError: if the judge does not give one opinion for each case.
    """
    cases = [_case(found, a, b, languages) for found in findings]
    opinions = list(judge.judge(cases))
    if len(opinions) != len(cases):
        raise ValueError(f"{judge.fingerprint}: {len(opinions)} opinions for {len(cases)} cases")
    return tuple(
        _heeded(found, opinion, judge.fingerprint)
        for found, opinion in zip(findings, opinions, strict=True)
    )


def _case(found: Finding, a: str, b: str, languages: tuple[str | None, str | None]) -> Case:
    around = [
        text[max(0, side.start - AROUND) : side.end + AROUND]
        for text, side in ((a, found.a), (b, found.b))
    ]
    return Case(
        found.a.text, found.b.text, around[0], around[1], *languages,
        found.cls, found.facet, found.rule,
    )  # fmt: skip


def _heeded(found: Finding, opinion: Opinion, name: str) -> Finding:
    """A finding with an opinion on it, or as it was where a judge has no say."""
    because = f" ({opinion.because})" if opinion.because else ""
    if opinion.says == "review" and found.cls in ("none", "form", "nuance"):
        note = f"{found.reason} The judge {name} asks a person to look{because}."
        return replace(found, cls="undetermined", severity="minor", reason=note)
    if opinion.says == "form" and found.cls == "nuance" and found.rule in LEXICAL:
        note = f"{found.reason} The judge {name} takes it for form{because}."
        return replace(found, cls="form", severity="none", reason=note)
    return found
