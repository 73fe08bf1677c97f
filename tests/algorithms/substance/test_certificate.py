"""Coverage first, verdict second, and never more than can be said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from herewith.algorithms.substance.certificate import statement, verdict
from herewith.model.findings import Finding, NotHeld, Side, SideReport

CLEAR = "no differences of substance were noted"
WHOLE = SideReport(None, "A", "en", 100, 100, (), "d1")
OTHER = SideReport(None, "B", "ru", 90, 90, (), "d2")
GAP = NotHeld(50, 25, "page 3 is missing")


def finding(cls: str, facet: str = "quantity") -> Finding:
    side = Side("x", 0, 1)
    return Finding("f", cls, facet, "major", side, side, "A reason.", "rule")  # type: ignore[arg-type]


def test_two_whole_texts_without_findings_are_cleared() -> None:
    assert verdict(WHOLE, OTHER, ()) == "no_difference_of_substance"
    assert CLEAR in statement(WHOLE, OTHER, ())


def test_nuances_and_form_do_not_stand_against_the_sentence_but_are_counted() -> None:
    said = statement(WHOLE, OTHER, [finding("nuance"), finding("form"), finding("form")])
    assert CLEAR in said
    assert "1 nuance of wording and 2 differences of form" in said


@pytest.mark.parametrize(
    ("a", "findings", "expected"),
    [
        (WHOLE, ("substance",), "differences_of_substance"),
        (WHOLE, ("undetermined",), "undetermined"),
        (WHOLE, ("substance", "undetermined"), "differences_of_substance"),
        (replace(WHOLE, not_held=(GAP,)), (), "incomplete"),
        (replace(WHOLE, not_held=(GAP,)), ("substance",), "incomplete"),
        (replace(WHOLE, compared=99), (), "undetermined"),
        (replace(WHOLE, words=0, compared=0), (), "undetermined"),
    ],
)
def test_whatever_stands_against_it_takes_the_sentence_away(
    a: SideReport, findings: tuple[str, ...], expected: str
) -> None:
    found = [finding(cls) for cls in findings]
    assert verdict(a, OTHER, found) == expected
    assert CLEAR not in statement(a, OTHER, found)


def test_what_is_missing_is_named_before_anything_is_said() -> None:
    said = statement(replace(WHOLE, not_held=(GAP,)), OTHER, [finding("substance", "date")])
    assert said.startswith(
        "Not held by the first text (A): about 25 words, 20 per cent of the text (page 3 is missing)."
    )
    assert said.index("page 3") < said.index("1 difference of substance was found: a date (1)")
    assert "Of what is missing nothing can be said." in said


def test_a_rejected_finding_is_not_open() -> None:
    rejected = replace(finding("substance"), status="rejected")
    assert verdict(WHOLE, OTHER, [rejected]) == "no_difference_of_substance"


def test_a_language_without_a_pack_is_said() -> None:
    said = statement(WHOLE, replace(OTHER, language="xx"), ())
    assert "No rules of substance are held for xx" in said
