"""Words whose change is never form: in every language that has a table, and without a language."""

from __future__ import annotations

import pytest

from herewith.languages.telling import LANGUAGES, calendar_words, negations


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "not never without cannot isn't"),
        ("ru", "не ни нет никаких никого без"),
        ("de", "nicht kein keine keinem ohne"),
        ("fr", "ne n'est pas aucune sans"),
        ("es", "no ninguna nunca sin"),
    ],
)
def test_negations_of_a_language(language: str, words: str) -> None:
    assert negations(language).among(words.split()) == words
    assert negations(None).among(words.split()) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "october friday tomorrow p.m."),
        ("ru", "октябре октябрём мая пятницу четверга вчера"),
        ("de", "märz dienstag gestern"),
        ("fr", "août dimanche demain"),
        ("es", "enero sábado ayer"),
    ],
)
def test_words_of_the_calendar(language: str, words: str) -> None:
    assert calendar_words(language).among(words.split()) == words
    assert calendar_words(None).among(words.split()) == words


@pytest.mark.parametrize("language", [*LANGUAGES, None, "pl"])
def test_common_words_are_neither(language: str | None) -> None:
    common = ["i", "am", "here", "now", "noted", "знать", "небо", "nation", "nuage", "марка"]
    assert negations(language).among(common) == ""
    assert calendar_words(language).among(common) == ""
