"""A letter that says what another has said: the same, or more, or less."""

from __future__ import annotations

import pytest

from herewith.algorithms.substance.restatement import Restatement, restatements

SOURCE = [
    "The weather in the strait has been fine this week.",
    "If the blockade is lifted, we agree to withdraw twelve batteries from the island.",
    "We are ready to discuss only the northern channel with your engineers.",
    "I hope that the herring will be plentiful.",
]
RUSSIAN = ["Если блокада будет снята, мы согласны вывести с острова двенадцать батарей."]


def found(restated: str, source: list[str] = SOURCE, language: str = "en") -> list[Restatement]:
    sentences, at = [], 0
    for text in source:
        sentences.append((at, at + len(text), text))
        at += len(text) + 1
    later = [(0, len(restated), restated)]
    return list(restatements(sentences, later, language, "en"))


def facets(restated: str, source: list[str] = SOURCE, language: str = "en") -> set[str]:
    return {f.facet for one in found(restated, source, language) for f in one.findings}


@pytest.mark.parametrize(
    ("restated", "facet"),
    [
        ("You agree to withdraw twelve batteries from the island.", "condition"),
        ("If the blockade is lifted, you undertake to withdraw twenty batteries from the island.", "quantity"),
        ("You undertake to discuss only the northern channel with our engineers.", "commitment"),
        ("You said that you are ready to discuss the northern channel with our engineers.", "scope"),
    ],
)  # fmt: skip
def test_what_a_restatement_drops_or_raises_is_found(restated: str, facet: str) -> None:
    assert facet in facets(restated)


def test_a_true_restatement_differs_in_nothing() -> None:
    true = "If the blockade is lifted, you agree to withdraw twelve batteries from the island."
    (one,) = found(true)
    assert one.findings == ()
    assert one.source[2] == SOURCE[1]


def test_persons_change_with_the_speaker() -> None:
    assert "agency" not in facets(
        "You agree to withdraw twelve batteries, if the blockade is lifted."
    )


def test_a_restatement_in_another_language_is_set_against_the_original() -> None:
    assert facets("You agree to withdraw twelve batteries from the island.", RUSSIAN, "ru") == {
        "condition"
    }


@pytest.mark.parametrize(
    "restated",
    [
        "We shall think of the batteries on the island.",
        "You agree that the treaty of 1911 is void.",
    ],
)
def test_without_a_source_nothing_is_said(restated: str) -> None:
    assert found(restated) == []


def test_findings_point_at_the_words_of_both_letters() -> None:
    restated = "As you said, you agree to withdraw twenty batteries from the island."
    source = " ".join(SOURCE)
    for one in found(restated):
        for finding in one.findings:
            assert source[finding.a.start : finding.a.end] == finding.a.text
            assert restated[finding.b.start : finding.b.end] == finding.b.text
