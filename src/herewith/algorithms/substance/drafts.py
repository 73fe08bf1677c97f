"""Drafts of findings: what a rule says before it is worded, and its mirror image."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from herewith.model.collation import Class, SeverityOf
from herewith.model.findings import Facet, Finding, Side
from herewith.model.records import short_digest

__all__ = ["ORDER", "Draft", "distinct", "finding", "worst"]

ORDER: tuple[Class, ...] = ("none", "form", "nuance", "undetermined", "substance")
"""Classes from the least to the gravest."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One difference: class, facet, severity, the rule, a sentence, and the places on both sides.

    `a` and `b` are half-open offsets; an empty stretch is where the words would stand. `note`
    says what differs without naming a side, so that a draft can be mirrored.
    """

    cls: Class
    facet: Facet
    severity: SeverityOf
    rule: str
    note: str
    a: tuple[int, int]
    b: tuple[int, int]

    def mirrored(self) -> Draft:
        """The same difference with the sides exchanged."""
        return replace(self, a=self.b, b=self.a)


def finding(
    draft: Draft,
    a: str,
    b: str,
    *,
    shift: tuple[int, int] = (0, 0),
    origin: str = "",
    cause: str = "",
    gloss: str = "",
) -> Finding:
    """The finding of a draft, worded with what stands on both sides.

    Args:
        draft: the draft; its offsets point into `a` and `b`.
        a: a sentence or stretch of the first text; its words make the id, not its place.
        b: the same of the second.
        shift: added to the offsets of each side.
        origin: what the finding rests on: the id of a bead or a variation.
        cause: how it probably came about.
        gloss: an explanation for those who have one of two languages only.
    """
    here, there = a[draft.a[0] : draft.a[1]], b[draft.b[0] : draft.b[1]]
    digest = short_digest(here, there, " ".join(a.split()), " ".join(b.split()), draft.rule)
    return Finding(
        id=f"{draft.rule}-{digest}",
        cls=draft.cls,
        facet=draft.facet,
        severity=draft.severity,
        a=Side(here, draft.a[0] + shift[0], draft.a[1] + shift[0]),
        b=Side(there, draft.b[0] + shift[1], draft.b[1] + shift[1]),
        reason=f"{draft.note} {_sides(here, there)}",
        rule=draft.rule,
        origin=origin,
        cause=cause,
        gloss=gloss,
    )


def distinct(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in order of their place, each with an id of its own."""
    seen: dict[str, int] = {}
    out = []
    for one in sorted(found, key=lambda f: (f.a.start, f.b.start, f.a.end, f.b.end, f.id)):
        seen[one.id] = seen.get(one.id, 0) + 1
        again = f"-{seen[one.id]}" if seen[one.id] > 1 else ""
        out.append(replace(one, id=one.id + again))
    return tuple(out)


def worst(classes: list[Class]) -> Class:
    """The gravest of some classes; `none` if there is none.

    >>> worst(["form", "substance", "nuance"])
    'substance'
    """
    return max(classes, key=ORDER.index, default="none")


def _sides(here: str, there: str) -> str:
    """What stands on both sides, in words."""
    if not here.strip():
        return f"Only the second text has “{_short(there)}”."
    if not there.strip():
        return f"Only the first text has “{_short(here)}”."
    return f"“{_short(here)}” stands against “{_short(there)}”."


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 120 else f"{plain[:80]} … {plain[-30:]}"
