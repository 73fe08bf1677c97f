"""Sentences: what is split, and what must never be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herewith.languages.glossary import glossary
from herewith.languages.sentences import LANGUAGES, split


def cut(text: str, language: str | None) -> list[str]:
    return [text[a:b] for a, b in split(text, language)]


@pytest.mark.parametrize(
    ("language", "whole"),
    [
        ("ru", "Получил письмо от 27 марта с.г. и благодарю."),
        ("ru", "Заместителя министра В.В.Кузнецова просят прибыть."),
        ("ru", "В послании 27 марта 1962г., как известно, сказано иное."),
        ("ru", "Прошу г-на Петрова принять г-на Дж.Смита."),
        ("ru", "В марте 1962 г. Советское правительство писало о том же."),
        ("ru", "См. док. № 15 и прилож. 2 к нему."),
        ("en", "The former U.S. Administration agreed."),
        ("en", "DEAR MR. PRESIDENT:"),
        ("en", "See No. 46236 of 11/14/62 for it."),
        ("en", "L.S. NO. 46236 T-24/T-24 Russian"),
        ("en", "Gen. J. F. Marsh spoke at 5 p.m. to them."),
        ("de", "Am 27. Oktober kam Dr. Meyer, z.B. nach Bonn."),
        ("de", "Herr v. Brentano sprach mit Dr. h.c. Weiss und Min.Dir. Kern."),
        ("fr", "Mme. Dupont et M. J.-P. Durand sont venus."),
        ("fr", "Le rapport de M. Dupont (p. 5, art. 3) suffit."),
        ("es", "El Sr. Gómez y la Sra. Ruiz llegaron el 3."),
        ("is", "Þingið er haldið a.m.k. einu sinni þann 20. nóvember."),
    ],
)
def test_abbreviations_initials_and_dates_are_never_split(language: str, whole: str) -> None:
    assert cut(whole, language) == [whole]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("ru", ["Получил Ваше письмо от 27 марта с.г.", "Выражаю удовлетворение.", "Что это?"]),
        ("ru", ["Уважаемый господин Президент!", "Мы согласны."]),
        ("ru", ["Это было в 1962 г.", "Тогда мы решили иначе.", "В мае с.г.", "Мы ждали."]),
        ("en", ["DEAR MR. PRESIDENT:", "I have read your letter.", "It is clear."]),
        ("en", ["He went to the U.S.", "The end came soon.", "“Why?” he asked.", "Nobody knew."]),
        ("en", ["Mr. President, I should like this.", "So would we."]),
        ("fr", ["Il a dit : « Oui. »", "Nous partons."]),
        ("de", ["Es war 1956.", "Dann ging er."]),
        ("zh", ["我们同意。", "你说什么？", "好！"]),
        (None, ["Dobar dan.", "Kako ste?"]),
    ],
)
def test_sentences_are_found(language: str | None, sentences: list[str]) -> None:
    text = ("" if language == "zh" else " ").join(sentences)
    assert cut(text, language) == sentences


def test_a_paragraph_ends_a_sentence_and_a_line_does_not() -> None:
    assert cut("THE WHITE\nHOUSE\n\nWe agree", "en") == ["THE WHITE\nHOUSE", "We agree"]


@given(st.text(alphabet='Aa .!?\n«»"()1БбMr。', max_size=60), st.sampled_from([*LANGUAGES, None]))
def test_every_visible_character_is_in_exactly_one_sentence(text: str, language: str) -> None:
    at = 0
    for start, end in split(text, language):
        assert start >= at
        assert not text[at:start].strip()
        assert text[start:end].strip() == text[start:end] != ""
        at = end
    assert not text[at:].strip()


def test_the_russian_glossary_has_six_hundred_terms_each_once() -> None:
    from importlib.resources import files

    lines = (files("herewith.languages") / "russian" / "glossary.tsv").read_text("utf-8")
    terms = [line.split("\t")[0] for line in lines.splitlines()[1:]]
    assert len(terms) >= 600
    assert len(terms) == len(set(terms))


def test_a_glossary_reads_the_same_both_ways() -> None:
    there, back = glossary("ru", "en"), glossary("en", "ru")
    assert {(a, b) for a, b, _ in there} == {(b, a) for a, b, _ in back}
    assert glossary("ru", None) == ()
