"""Search: Russian and English in one box, and what a query means."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.test_edition import contents, document

from herewith.errors import StoreError, UsageError
from herewith.model.collation import (
    Collation,
    CollationId,
    Item,
    ItemId,
    Reading,
    Variation,
    Witness,
)
from herewith.model.document import DocumentId, Furniture
from herewith.model.register import Field, Marking, Number, Party, RegisterEntry
from herewith.model.text import Delivered, Source, SourceId
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


def party(name: str, normal: str = "") -> Field[Party]:
    return Field(Party(name, "person", normal=normal), (), "rule", 1.0)


def fielded(name: str) -> RegisterEntry:
    number = Field(Number("telegram", "412", "412"), (), "rule", 1.0)
    mark = Field(Marking("classification", "TOP SECRET", "top_secret"), (), "rule", 1.0)
    wrong = Field(Marking("handling", "EYES ONLY", "eyes_only"), (), "rule", 1.0, status="rejected")
    return RegisterEntry(
        *(DocumentId(name), SourceId("box"), 0, 9),
        sender=(party("В. Ворохов", "Vorokhov, Stepan"),),
        addressee=(party("Mr. President"),),
        numbers=(number,),
        classification=mark,
        handling=(wrong,),
    )


def apparatus(name: str) -> tuple[Item, Collation]:
    item = Item(
        *(ItemId("letter"), "letter", "A letter", "1959-03-11", (), ()),
        (
            Witness("T", DocumentId(name), "translation", "en"),
            Witness("B", DocumentId("other"), "broadcast", "en"),
        ),
    )
    arms = Reading(("T",), "arms", (("T", 0, 4),))
    weapons = Reading(("B",), "weapons", (("B", 0, 7),))
    varying = Variation(
        "letter/v/1", 1, (arms, weapons), "nuance", "substitution", "minor", "Another word."
    )
    collation = Collation(
        *(CollationId("letter/en"), ItemId("letter"), "en", ("T", "B"), "T", (varying,)),
        *((), ()),
    )
    return item, collation


@pytest.fixture(scope="module")
def lettered(tmp_path_factory: pytest.TempPathFactory) -> SqliteEdition:
    """A letter in two forms, with a register, a footnote and an apparatus; and another paper."""
    text = "The seal was broken."
    held = Source(SourceId("box"), "box.txt", "0" * 64, "text/plain", "utf-8", 1.0, 20, len(text))
    source = Delivered(held, text, (), (), "plain")
    noted = document(DocumentId("held"), 0, "the arms lie here", language="en", heading="Of boats")
    note = Furniture("n1", "footnote", SourceId("box"), 4, 8, "a note", DocumentId("held"))
    records = (
        *(source, replace(noted, notes=(note,)), fielded("held"), *apparatus("held")),
        document(DocumentId("other"), 100, "the weapons lie here", language="en"),
        document(DocumentId("alone"), 200, "arms and boats", language="en"),
    )
    path = tmp_path_factory.mktemp("fields") / "edition.sqlite"
    update(path, contents(*records))
    return SqliteEdition(path)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("marking:secret", {"held"}),
        ('mark:"top secret"', {"held"}),
        ("гриф:secret", {"held"}),
        ("marking:eyes", set()),
        ("number:412", {"held"}),
        ("number:telegram", {"held"}),
        ("note:seals", {"held"}),
        ("heading:boat", {"held"}),
        ("boat", {"held", "alone"}),
        ("from:Vorokhov", {"held"}),
        ("от:Ворохова", {"held"}),
        ("to:president -note:seal", set()),
        ("variant:weapon", {"other"}),
        ("variant:(arm OR weapon)", {"held", "other"}),
        ("Variant:weap*", {"other"}),
        ("arms number:412", {"held"}),
        ('"secret 412"', set()),
        ('"seal arms"', set()),
    ],
)
def test_a_field_is_looked_through_by_its_name(
    lettered: SqliteEdition, query: str, expected: set[str]
) -> None:
    assert found(lettered, query) == expected


def test_a_word_that_one_witness_has_says_which_and_what_the_others_read(
    lettered: SqliteEdition,
) -> None:
    (hit,) = lettered.search("variant:weapons").hits
    (variant,) = hit.beside
    assert (hit.document, hit.item) == ("other", "letter")
    assert (variant.field, variant.sigla, variant.others) == (
        *("variant", ("B",)),
        (("arms", ("T",)),),
    )
    assert variant.pieces == (("weapons", True),)


def test_the_forms_of_a_letter_follow_each_other(lettered: SqliteEdition) -> None:
    result = lettered.search("arms OR weapons OR boats")
    assert [hit.item for hit in result.hits] in (
        ["letter", "letter", None],
        [None, *["letter"] * 2],
    )
    assert (result.total, result.letters, result.searched) == (3, 2, 3)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("colour:red", 'no field "colour".*the fields are heading'),
        ("marking:", "needs a word behind it"),
        ("marking: OR secret", "needs a word behind it"),
        ("marking:(secret number:4)", "within another field"),
    ],
)
def test_a_field_that_is_none_is_told(edition: SqliteEdition, query: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        edition.search(query)


def test_what_is_said_of_a_document_is_found_anew_after_each_run(tmp_path: Path) -> None:
    path = tmp_path / "e.sqlite"
    text, entry = document(DocumentId("held"), 0, "arms"), fielded("held")
    update(path, contents(text, entry))
    edition = SqliteEdition(path)
    assert edition.search("number:412").total == 1
    other = Field(Number("telegram", "413", "413"), (), "rule", 1.0)
    update(path, contents(text, replace(entry, numbers=(other,))))
    assert [edition.search(f"number:{n}").total for n in (412, 413)] == [0, 1]
    update(path, contents(text))
    assert edition.search("number:413").total == 0


def test_the_database_of_an_older_program_is_to_be_made_again(tmp_path: Path) -> None:
    path = tmp_path / "e.sqlite"
    update(path, contents(document(DocumentId("held"), 0, "arms")))
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 1")
    with pytest.raises(StoreError, match="older Herewith: run the project again"):
        SqliteEdition(path)
