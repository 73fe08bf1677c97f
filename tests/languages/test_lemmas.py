from hypothesis import given
from hypothesis import strategies as st

from herewith.languages.lemmas import fold, forms, has_lemmas, is_known, lemma


def test_inflected_words_share_their_lemma() -> None:
    assert {lemma(w, "ru") for w in ("ракета", "Ракетами", "ракету")} == {"ракета"}
    assert {lemma(w, "en") for w in ("assurance", "Assurances")} == {"assurance"}
    assert {lemma(w, "fr") for w in ("gouvernement", "gouvernements")} == {"gouvernement"}


def test_the_letter_yo_and_typographic_apostrophes_make_no_difference() -> None:
    assert lemma("Хрущёва", "ru") == lemma("Хрущева", "ru")
    assert lemma("government’s", "en") == lemma("government's", "en") == "government"


def test_a_language_without_a_dictionary_gives_the_folded_word() -> None:
    assert lemma("Qapla", "xx") == "qapla"
    assert lemma("Word", None) == "word"
    assert not has_lemmas("xx")
    assert not is_known("word", "xx")


def test_dictionary_words_are_told_from_invented_ones() -> None:
    assert is_known("Assurances", "en")
    assert not is_known("assurnaces", "en")
    assert is_known("демонтаже", "ru")
    assert not is_known("деионтаже", "ru")


def test_a_guessed_form_says_so() -> None:
    assert not any(form.known for form in forms("вторженея"))


@given(st.text(max_size=12), st.sampled_from(["en", "ru", "fr", None, "xx"]))
def test_any_text_has_a_lemma_and_it_is_folded(word: str, language: str | None) -> None:
    assert lemma(word, language) == fold(lemma(word, language))
    assert lemma(word, language) == lemma(word, language)
