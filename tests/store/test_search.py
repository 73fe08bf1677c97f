"""Search: Russian and English in one box, and what a query means."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.test_edition import contents, document

from herewith.errors import UsageError
from herewith.model.document import DocumentId
from herewith.store import SqliteEdition, update
from herewith.store.words import words

TEXTS = {
    "capital": ("en", "Our ships were waiting. The Chairman's letters went unanswered in 1959."),
    "coast": ("ru", "Наши корабли стояли в проливе. Посла́ние № 611.61/3-1159 получено."),
    "essay": ("en", "A ship may wait; a letter may not. He left the left bank."),
    "note": ("ru", "Стали не хватает, и люди стали ждать ответа Chairman Vorokhov."),
    "broken": (None, "ships and letters, language unknown"),
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> SqliteEdition:
    path = tmp_path_factory.mktemp("search") / "edition.sqlite"
    texts = [
        document(DocumentId(name), n * 1000, text, language=language, heading=f"Heading of {name}")
        for n, (name, (language, text)) in enumerate(TEXTS.items())
    ]
    update(path, contents(*texts))
    return SqliteEdition(path)


def found(edition: SqliteEdition, query: str) -> set[str]:
    return {str(hit.document) for hit in edition.search(query).hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ship", {"capital", "essay"}),
        ("ships", {"capital", "essay", "broken"}),
        ("SHIPS", {"capital", "essay", "broken"}),
        ("waits", {"capital", "essay"}),
        ("корабль", {"coast"}),
        ("кораблями", {"coast"}),
        ("послание", {"coast"}),
        ("стать", {"note"}),
        ("Vorokhov", {"note"}),
        ("ship корабль", set()),
        ("ship OR корабль", {"capital", "essay", "coast"}),
        ("ship letter", {"capital", "essay"}),
        ("ship AND letter", {"capital", "essay"}),
        ("ships -bank", {"capital", "broken"}),
        ("ships NOT bank", {"capital", "broken"}),
        ("ships - bank", {"essay"}),
        ('"ships were waiting"', {"capital"}),
        ('"waiting ships"', set()),
        ('ships -"chairman letter"', {"capital", "essay", "broken"}),
        ("“the left bank”", {"essay"}),
        ("«наш корабль»", {"coast"}),
        ("611.61/3-1159", {"coast"}),
        ("61 NOT 1159", set()),
        ("letter*", {"capital", "essay", "broken"}),
        ("wait*", {"capital", "essay"}),
        ("кораб*", {"coast"}),
        ("(ship OR корабль) -1959", {"essay", "coast"}),
        ("heading coast", {"coast"}),
        ("1959", {"capital"}),
        ("absent", set()),
    ],
)
def test_a_query_finds_what_it_says(edition: SqliteEdition, query: str, expected: set[str]) -> None:
    assert found(edition, query) == expected


def test_a_limit_a_form_of_two_words_is_found_under_the_likelier_only(
    edition: SqliteEdition,
) -> None:
    """«Стали» is *steel* in one place and *became* in another; both are indexed as *to become*."""
    assert found(edition, "сталь") == set()
    assert found(edition, "стали") == {"note"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("—", "empty"),
        ('"ships', "not closed"),
        ("(ships", "not closed"),
        ("ships)", 'without a "\\("'),
        ("-ships", "only excludes"),
        ("ships OR", "ends where a word"),
        ("OR ships", '"OR" where a word'),
        ("ships AND", "either side"),
        ("ships NOT", "behind it"),
        ("...", "no letter"),
        ("()", "where a word"),
        ("(" * 30 + "x" + ")" * 30, "too many parentheses"),
        ("x" * 1001, "at most 1000"),
    ],
)
def test_a_malformed_query_is_told_in_one_line(
    edition: SqliteEdition, query: str, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        edition.search(query)


@given(query=st.text(st.sampled_from(list("ship корабль\"()-*ANDORNOT :^{}+.\x00'")), max_size=25))
def test_every_query_has_an_answer_or_one_clear_line(edition: SqliteEdition, query: str) -> None:
    with contextlib.suppress(UsageError):
        result = edition.search(query)
        assert len(result.hits) == result.total <= len(TEXTS)


def test_the_words_found_are_marked_in_the_text_as_delivered(edition: SqliteEdition) -> None:
    (hit,) = edition.search("корабль пролив").hits
    assert [text for text, is_match in hit.snippet if is_match] == ["корабли", "проливе"]
    assert "".join(text for text, _ in hit.snippet).startswith("Наши корабли стояли в проливе.")


def test_a_phrase_is_marked_as_one_piece(edition: SqliteEdition) -> None:
    (hit,) = edition.search('"ships were waiting"').hits
    assert [text for text, is_match in hit.snippet if is_match] == ["ships were waiting"]


def test_a_long_text_is_cut_around_the_words_found(tmp_path: Path) -> None:
    text = "before " * 500 + "the strait is closed " + "after " * 500
    update(tmp_path / "e.sqlite", contents(document(DocumentId("long"), 0, text)))
    (hit,) = SqliteEdition(tmp_path / "e.sqlite").search("strait").hits
    shown = "".join(piece for piece, _ in hit.snippet)
    assert "the strait is closed" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 400


def test_a_page_of_results_is_a_part_of_all(edition: SqliteEdition) -> None:
    whole = edition.search("ships")
    parts = [edition.search("ships", start=n, size=1) for n in range(4)]
    assert [hit for part in parts for hit in part.hits] == list(whole.hits)
    assert {part.total for part in parts} == {3}
    with pytest.raises(UsageError, match="page of results"):
        edition.search("ships", size=0)


def test_it_says_what_it_did(edition: SqliteEdition) -> None:
    did = edition.search("кораблями OR wait* -bank").did
    assert "5 documents searched" in did
    assert "корабль (any form) or wait… (any ending), without bank (any form)" in did


@given(text=st.text(max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    at = 0
    for word in words(text):
        assert at <= word.start < word.end <= len(text)
        at = word.end
        assert word.form
        assert " " not in word.form
