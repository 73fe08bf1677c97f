"""Both languages of the interface are complete."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herewith.errors import DataError
from herewith.site.catalogue import catalogue, parse_po
from herewith.site.sentences import patterns, worded
from herewith.site.wording import Wording
from tests.site.messages import messages

FIELD = re.compile(r"%\((\w+)\)s")


def test_every_message_is_translated_into_russian() -> None:
    russian = catalogue("ru").messages
    missing = [m for m in messages() if not all(russian.get(m, ("",)))]
    assert missing == []


def test_no_translation_is_left_over() -> None:
    assert set(catalogue("ru").messages) - set(messages()) == set()


def test_a_message_that_counts_has_three_russian_forms() -> None:
    russian = catalogue("ru").messages
    for message, plural in messages().items():
        assert len(russian[message]) == (3 if plural else 1), message


def test_a_translation_has_the_fields_of_its_message() -> None:
    russian = catalogue("ru").messages
    for message, plural in messages().items():
        fields = set(FIELD.findall(message + plural))
        for form in russian[message]:
            assert set(FIELD.findall(form)) == fields, message


@pytest.mark.parametrize(
    ("n", "words"),
    [(1, "1 слово"), (2, "2 слова"), (5, "5 слов"), (11, "11 слов"), (21, "21 слово"), (112, "112 слов")],
)  # fmt: skip
def test_russian_counts_words_as_russians_do(n: int, words: str) -> None:
    form = Wording("ru").ngettext("%(n)s word", "%(n)s words", n)
    assert form % {"n": n} == words


def test_a_broken_catalogue_is_refused_with_its_line() -> None:
    with pytest.raises(DataError, match="line 1"):
        parse_po('msgid "open\n')
    with pytest.raises(DataError, match="twice"):
        parse_po('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n')
    with pytest.raises(DataError, match="keyword"):
        parse_po('msgctxt "x"\nmsgid "a"\nmsgstr "b"\n')


def test_text_over_several_lines_and_fuzzy_messages() -> None:
    po = '#, fuzzy\nmsgid "x"\nmsgstr "y"\n\n# note\nmsgid ""\n"a "\n"b"\nmsgstr "c\\n"\n'
    assert parse_po(po) == {"a b": ("c\n",)}


@pytest.mark.parametrize(
    ("edtf", "english", "russian"),
    [
        ("1957-05-03", "3 May 1957", "3 мая 1957"),
        ("1957-05", "May 1957", "май 1957"),
        ("1957~", "about 1957", "около 1957"),
        ("1962-10-27T17:05Z", "27 October 1962, 17:05 UTC", "27 октября 1962, 17:05 UTC"),
        ("1957-13-40", "1957-13-40", "1957-13-40"),
        ("195X", "195X", "195X"),
        ("../1957", "… – 1957", "… – 1957"),
    ],
)
def test_dates_are_written_out(edtf: str, english: str, russian: str) -> None:
    assert Wording("en").date(edtf).replace("\u00a0", " ") == english
    assert Wording("ru").date(edtf).replace("\u00a0", " ") == russian


PLACE = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")


def test_a_worded_sentence_has_the_places_of_its_pattern_and_three_forms_where_it_counts() -> None:
    for pattern in patterns("ru"):
        places = {name for name, _ in PLACE.findall(pattern.message)}
        assert {name for name, _ in PLACE.findall(pattern.translation)} == places, pattern.message
        for name, forms in PLACE.findall(pattern.translation):
            assert not forms or len(forms.split("|")) == 3, (pattern.message, name)


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("21 words around it are the same", "21 слово вокруг совпадает"),
        ("22 words around it are the same", "22 слова вокруг совпадают"),
        ("1,205 words around it are the same", "1,205 слов вокруг совпадают"),
        (
            "The numbers differ. “ten” stands against “two. Three”. It is told. ",
            "Числа различаются. «ten» стоит против «two. Three». ",
        ),
        ("resolved; the date cited; names of the sentence", "определено; указанная дата; имена из предложения"),
        ("Only the first text has “copy”.", "Только в первом тексте есть «copy»."),
        ("Letter from J. T. Halden to A. Veresov, March 3, 1959", "Письмо: J. T. Halden – A. Veresov, 3 марта 1959"),
        ("words: date = число; out of order", "слова: date = число; не по порядку"),
    ],
)  # fmt: skip
def test_a_sentence_the_program_wrote_is_worded_by_its_pattern(english: str, russian: str) -> None:
    parts = worded(english, "ru")
    assert parts[0] == (russian, True)
    assert "".join(words for words, ours in parts if not ours) in english
    assert worded(english, "en") == ((english, True),)


def test_what_no_pattern_fits_stays_as_it_was_written() -> None:
    assert worded("E. Brook: the seal. It is broken.", "ru") == (("E. Brook: the seal. It is broken.", False),)  # fmt: skip


@given(text=st.text(st.sampled_from(list("The dates differ. “a” 1 ; ( ) ")), max_size=60))
def test_no_word_is_lost_where_nothing_is_worded(text: str) -> None:
    parts = worded(text, "ru")
    if not any(ours for _, ours in parts):
        assert "".join(words for words, _ in parts) == text
