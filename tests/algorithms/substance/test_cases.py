"""Every trap and facet in both languages: the cases are the specification."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from herewith.algorithms.substance.pairs import compare_pair
from herewith.model.findings import Finding

CASES = Path(__file__).resolve().parents[2] / "cases" / "substance"


@dataclass(frozen=True)
class Case:
    title: str
    languages: tuple[str, str]
    texts: tuple[str, str]
    cls: str
    facet: str


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.md")):
        blocks = [b.strip("\n") for b in ("\n" + path.read_text("utf-8")).split("\n.\n")]
        for title, given, expected in zip(blocks[0::3], blocks[1::3], blocks[2::3], strict=False):
            lines = [line.partition(": ") for line in given.splitlines()]
            cls, _, facet = expected.partition(" ")
            if " or " in expected:
                cls, facet = expected, ""
            yield Case(
                f"{path.stem}: {title}",
                (lines[0][0], lines[1][0]),
                (lines[0][2], lines[1][2]),
                cls,
                facet,
            )


ALL = list(cases())


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.title)
def test_the_case_holds(case: Case) -> None:
    found = compare_pair(*case.texts, *case.languages)
    said = [(f.cls, f.facet, f.rule, f.a.text, f.b.text) for f in found.findings]
    assert found.cls in case.cls.split(" or "), said
    if case.facet:
        assert case.facet in {f.facet for f in found.findings if f.cls == case.cls}, said


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.title)
def test_the_laws_hold_for_the_case(case: Case) -> None:
    """Exchanged sides mirror; a text differs from itself in nothing; findings quote their places."""

    def shape(f: Finding, *, mirrored: bool = False) -> tuple[object, ...]:
        a, b = (f.b, f.a) if mirrored else (f.a, f.b)
        return f.cls, f.facet, f.severity, f.rule, a, b

    a, b = case.texts
    there = compare_pair(a, b, *case.languages)
    back = compare_pair(b, a, *reversed(case.languages))
    assert {shape(f) for f in there.findings} == {shape(f, mirrored=True) for f in back.findings}
    for text, language in zip(case.texts, case.languages, strict=True):
        assert compare_pair(text, text, language, language).findings == ()
    for found in there.findings:
        assert a[found.a.start : found.a.end] == found.a.text
        assert b[found.b.start : found.b.end] == found.b.text
        assert found.reason.endswith(".")
