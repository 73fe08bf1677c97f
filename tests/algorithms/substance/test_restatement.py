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


LETTER = [
    "We, on our part, would agree—upon the completion of adequate arrangements for inspection—to lift the embargo at once and to give assurances against a landing on the islands.",
    "I am confident that the other States of the archipelago would be prepared to do likewise.",
    "Our fishermen have been told to keep away from the northern banks.",
    "The islands have much rain in this season, and the harbours are full of ships.",
    "Do you think that the islands could be landed on without our knowledge?",
]


def test_the_condition_of_a_promise_that_is_restated_in_other_words_is_missed() -> None:
    said = "We received your assurances that you would not land on the islands and would lift the embargo, and we withdrew the batteries."
    (one,) = found(said, LETTER)
    assert one.source[2] == LETTER[0]
    assert [(f.facet, f.a.text) for f in one.findings] == [
        ("condition", "upon the completion of adequate arrangements for inspection")
    ]


def test_a_condition_that_binds_no_promise_is_not_missed() -> None:
    source = ["We make no progress with the herring quota if your side claims all of the banks."]
    restated = "You said that you make progress with the herring quota."
    assert "condition" not in facets(restated, source)


def test_a_passage_that_shares_only_what_every_sentence_names_is_no_source() -> None:
    assert found("As you said, the islands and the ships of the islands are at rest.", LETTER) == []


def test_items_of_a_list_go_on_with_what_was_announced() -> None:
    sentences = [(0, 0, text) for text in LETTER]
    later = [
        (0, 40, "Your proposals are, as I read them, as follows:"),
        (41, 160, "1) You would undertake to lift the embargo at once and give assurances against a landing on the islands."),
    ]  # fmt: skip
    (one,) = restatements(sentences, later, "en", "en")
    assert one.restated == later[1]
    assert {"condition", "commitment"} <= {f.facet for f in one.findings}


def test_a_promise_of_others_is_not_the_promise_restated() -> None:
    source = ["You would declare that your fleet will not support forces which intend to land on the islands with batteries."]  # fmt: skip
    said = "You undertake not to land on the islands with batteries and not to support such forces with your fleet."
    assert "commitment" not in {f.facet for one in found(said, source) for f in one.findings}
