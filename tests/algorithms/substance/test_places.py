"""Places that lie near one another are still two places; a crisis may have two names."""

from __future__ import annotations

from herewith.algorithms.substance.pairs import compare_pair


def classes(a: str, b: str) -> set[str]:
    return {finding.cls for finding in compare_pair(a, b, "ru", "en").findings}


def test_a_region_in_the_place_of_an_island_is_a_difference_of_substance() -> None:
    said = classes("Мы уберем суда с Кубы.", "We shall remove the vessels from the Caribbean.")
    assert "substance" in said


def test_two_names_of_one_crisis_are_no_difference_of_substance() -> None:
    said = classes(
        "Уроки «карибского кризиса» не забыты.",
        "The lessons of the Cuban missile crisis are not forgotten.",
    )
    assert "substance" not in said
