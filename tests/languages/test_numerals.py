"""Numbers in words and figures, with the places where they stand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herewith.languages.numerals import find_numbers, value_of

ENGLISH = [
    ("twenty-two ships", [("twenty-two", 22, 22)]),
    ("one hundred and six men", [("one hundred and six", 106, 106)]),
    ("two or three weeks", [("two or three", 2, 3)]),
    ("5 to 7 days, 10–12 days", [("5 to 7", 5, 7), ("10–12", 10, 12)]),
    ("1,200 tons and 2.5 million tons", [("1,200", 1200, 1200), ("2.5 million", 2500000, 2500000)]),
    ("half a million", [("half a million", 500000, 500000)]),
    ("two dozen", [("two dozen", 24, 24)]),
    ("two-thirds of it", [("two-thirds", Fraction(2, 3), Fraction(2, 3))]),
    ("one hundred two hundred", [("one hundred", 100, 100), ("two hundred", 200, 200)]),
    ("by the twenty-eighth", [("twenty-eighth", 28, 28)]),
    ("file 611.61/10-2862", []),
    ("A-4 and T24", [("4", 4, 4)]),
]
RUSSIAN = [
    ("в течение двух-трёх недель", [("двух-трёх", 2, 3)]),
    ("двести тридцать пять человек", [("двести тридцать пять", 235, 235)]),
    ("от 5 до 7 дней", [("5 до 7", 5, 7)]),
    ("1 200 человек, 2,5 млн рублей", [("1 200", 1200, 1200), ("2,5 млн", 2500000, 2500000)]),
    ("полтора года", [("полтора", Fraction(3, 2), Fraction(3, 2))]),
    (
        "тысяча девятьсот шестьдесят второго года",
        [("тысяча девятьсот шестьдесят второго", 1962, 1962)],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), ENGLISH)
def test_english_numbers(text: str, wanted: list[tuple[str, int, int]]) -> None:
    assert wanted == [(text[n.start : n.end], n.low, n.high) for n in find_numbers(text, "en")]


@pytest.mark.parametrize(("text", "wanted"), RUSSIAN)
def test_russian_numbers(text: str, wanted: list[tuple[str, int, int]]) -> None:
    assert wanted == [(text[n.start : n.end], n.low, n.high) for n in find_numbers(text, "ru")]


def test_words_that_are_often_no_number_say_so() -> None:
    assert all(n.shy for n in find_numbers("One wonders at the second time", "en"))
    assert not find_numbers("two times", "en")[0].shy


def test_ordinals_are_told_from_cardinals() -> None:
    assert find_numbers("the 27th", "en")[0].ordinal
    assert find_numbers("третьей страны", "ru")[0].ordinal
    assert not find_numbers("three", "en")[0].ordinal


@given(st.integers(min_value=0, max_value=999_999_999))
def test_figures_with_separators_are_their_value(number: int) -> None:
    assert value_of(f"{number:,}", "en") == number
