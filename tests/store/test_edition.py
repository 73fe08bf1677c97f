"""The edition's database: answers like the records, before and after changes and damage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from herewith.errors import Place, Problem, StoreError
from herewith.model.bitext import Bitext, BitextCoverage, BitextId, SideCoverage
from herewith.model.collation import Collation, CollationId, Item, ItemId, Witness
from herewith.model.dates import HistoricalDate
from herewith.model.document import (
    Document,
    DocumentId,
    Duplicate,
    Furniture,
    Gap,
    Passage,
    Run,
)
from herewith.model.edition import Edition
from herewith.model.findings import Comparison, ComparisonId, SideReport
from herewith.model.links import Attested, Mention, Quotation
from herewith.model.provenance import Activity, Statement, StatementId
from herewith.model.records import dumps
from herewith.model.register import RegisterEntry
from herewith.model.sharing import Blanked, SharedWording
from herewith.model.text import Delivered, Page, Source, SourceId, Span, Visible
from herewith.store import Contents, SqliteEdition, keep, update
from herewith.store.filing import FILED

BOX = SourceId("box")
ONE, TWO = DocumentId("march-11"), DocumentId("march-13")
LETTER, ANSWER = ItemId("1959-03-11-letter"), ItemId("1959-03-13-answer")


def document(name: DocumentId, start: int, text: str, **more: object) -> Document:
    end = start + len(text)
    return Document(
        name,
        "letter",
        str(more.pop("language", "en")),
        (1,),
        (Passage(BOX, start, end, "body"),),
        text,
        (Run(0, len(text), BOX, start, end),),
        True,
        **more,  # type: ignore[arg-type]
    )


def item(name: ItemId, date: str, *documents: DocumentId, **more: object) -> Item:
    witnesses = tuple(Witness(f"W{n}", d, "original", "en") for n, d in enumerate(documents))
    return Item(name, "letter", name, date, (), (), witnesses, **more)  # type: ignore[arg-type]


TEXT = "Our ships will wait.\nWe have no answer to your letter of March 11.\n"
DATE = HistoricalDate(
    "March 11", "1959-03-11", *[__import__("datetime").date(1959, 3, 11)] * 2, "day"
)  # type: ignore[arg-type]
SPAN = Span(BOX, 0, 3, "Our")
SIDE = SideCoverage(1, 4, 1, 4, 0)
REPORT = SideReport(ONE, "A", "en", 4, 4, (), "0" * 64)
MENTION = Mention(
    "m1",
    TWO,
    22,
    44,
    "your letter of March 11",
    (SPAN,),
    "letter",
    "",
    DATE,
    "resolved",
    LETTER,
    (),
    ("date",),
    "date",
)
QUOTATION = Quotation(
    "q1", TWO, 0, 5, "wait", (SPAN,), "", None, "exact", "as_cited", ONE, 15, 19, (), "", "words"
)
RECORDS: tuple[object, ...] = (
    Delivered(
        Source(BOX, "box.txt", "0" * 64, "text/plain", "utf-8", 1.0, len(TEXT), len(TEXT)),
        TEXT,
        (Visible(0, len(TEXT)),),
        (),
        "plain",
    ),
    Page("box/page/2", BOX, 2, 21, 66, "ocr", confidence=0.9),
    Page("box/page/1", BOX, 1, 0, 21, "text"),
    document(TWO, 21, "We have no answer to your letter of March 11."),
    document(ONE, 0, "Our ships will wait."),
    Furniture("f2", "stamp", BOX, 30, 40, "a stamp"),
    Furniture("f1", "page_number", BOX, 9, 11, "a number"),
    Duplicate("d1", BOX, (0, 5), (21, 26), "same_page_recaptured", (), "the same words"),
    Gap("g1", ONE, BOX, (0, 5), None, 5, None, None, "cut"),
    RegisterEntry(ONE, BOX, 0, 20),
    item(ANSWER, "1959-03-13", TWO),
    item(LETTER, "1959-03-11", ONE, aliases=("old-name",)),
    item(ItemId("undated"), ""),
    Collation(CollationId("c1"), LETTER, "en", ("A", "B"), "A", (), (), ()),
    Bitext(BitextId("b1"), LETTER, ONE, TWO, "en", "ru", (), (), (), "aligned",
           BitextCoverage(SIDE, SIDE)),
    Comparison(ComparisonId("k1"), LETTER, "c1", REPORT, REPORT, "incomplete", "…", ()),
    MENTION,
    QUOTATION,
    Attested("a1", "a note", "1959-03-10", (), (), (SPAN,), ("march-13",), "not_found", "the box"),
    SharedWording("p1", ONE, TWO, "extract", 1.0, 0.5, (), "extract", ("of one day",)),
    Blanked("w1", ONE, 0, 4, "[…]", "withheld", None, "nowhere_opened", (), "nowhere open"),
)  # fmt: skip
STATEMENT = Statement(
    StatementId("march-11/date"),
    "march-11",
    "date",
    "1959-03-11",
    (SPAN,),
    "register",
    "r",
    "",
    1.0,
)
PROBLEM = Problem("X101", "warning", "is odd", Place("box.txt", 1))


def contents(
    *records: object,
    statements: tuple[Statement, ...] = (STATEMENT,),
    title: str = "The Straits",
) -> Contents:
    return Contents(
        title,
        "run-1",
        [(type(record), keep(record)) for record in records],
        {str(s.id): dumps(s) for s in statements},
        [dumps(PROBLEM)],
        {"register": dumps(Activity("register", "1", "s", "i"))},
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    update(tmp_path / "edition.sqlite", contents(*RECORDS))
    return tmp_path / "edition.sqlite"


@pytest.fixture
def edition(path: Path) -> SqliteEdition:
    return SqliteEdition(path)


def record(kind: type, key: str) -> object:
    return next(r for r in RECORDS if type(r) is kind and getattr(r, "id", "") == key)


def test_every_kind_that_pages_ask_for_is_tested_here() -> None:
    assert {type(record) for record in RECORDS} == set(FILED)


def test_it_is_an_edition(edition: SqliteEdition) -> None:
    seen: Edition = edition
    assert seen.title == "The Straits"


def test_every_record_comes_back_as_it_was(edition: SqliteEdition) -> None:
    assert edition.document(ONE) == record(Document, ONE)
    assert edition.item(LETTER) == record(Item, LETTER)
    assert [page.n for page in edition.pages(BOX)] == [1, 2]
    assert edition.pages(BOX)[1] == record(Page, "box/page/2")
    assert edition.entry(ONE) == record(RegisterEntry, ONE)
    assert edition.collations(LETTER) == (record(Collation, "c1"),)
    assert edition.bitexts(LETTER) == (record(Bitext, "b1"),)
    assert edition.comparisons(LETTER) == (record(Comparison, "k1"),)
    assert edition.comparison("k1") == record(Comparison, "k1")
    assert edition.mentions(TWO) == (MENTION,)
    assert edition.quotations(TWO) == (QUOTATION,)
    assert edition.attested() == (record(Attested, "a1"),)
    assert edition.shared(ONE) == edition.shared(TWO) == edition.all_shared()
    assert edition.all_shared() == (record(SharedWording, "p1"),)
    assert edition.blanked() == (record(Blanked, "w1"),)
    assert edition.duplicates(BOX) == (record(Duplicate, "d1"),)
    assert edition.gaps() == (record(Gap, "g1"),)
    assert edition.sources() == (RECORDS[0].source,)  # type: ignore[attr-defined]
    assert edition.source_text(BOX) == TEXT


def test_links_lead_back(edition: SqliteEdition) -> None:
    assert edition.item_of(TWO) == record(Item, ANSWER)
    assert edition.mentioned_by(LETTER) == (MENTION,)
    assert edition.quoted_by(ONE) == (QUOTATION,)


def test_an_alias_leads_to_its_item(edition: SqliteEdition) -> None:
    assert edition.item("old-name") == record(Item, LETTER)


def test_lists_are_in_order_of_date_or_place(edition: SqliteEdition) -> None:
    assert [i.id for i in edition.items()] == [LETTER, ANSWER, "undated"]
    assert [d.id for d in edition.documents()] == [ONE, TWO]
    assert [f.id for f in edition.furniture(BOX)] == ["f1", "f2"]


def test_what_is_not_there_is_none_or_empty(edition: SqliteEdition) -> None:
    assert edition.item("x") is edition.document("x") is edition.entry(TWO) is None
    assert edition.statement("x") is edition.activity("x") is edition.source_text("x") is None
    assert edition.bitexts("x") == edition.mentions("x") == ()


def test_statements_problems_and_activities(edition: SqliteEdition) -> None:
    assert edition.statement("march-11/date") == STATEMENT
    assert edition.statements_about("march-11") == (STATEMENT,)
    assert edition.problems() == (PROBLEM,)
    assert edition.activity("register") == Activity("register", "1", "s", "i")


def test_an_open_edition_answers_from_the_newest_run(path: Path, edition: SqliteEdition) -> None:
    assert edition.document(ONE) is not None
    changed = document(TWO, 21, "We have an answer now.")
    update(path, contents(RECORDS[0], changed, statements=(), title="The Strait"))
    assert edition.documents() == (changed,)
    assert edition.statement("march-11/date") is None
    assert edition.search("ships").total == 0
    assert edition.search("answer").total == 1
    assert edition.items() == ()
    assert edition.title == "The Strait"


def test_an_edition_that_is_held_answers_as_it_was(path: Path, edition: SqliteEdition) -> None:
    edition.hold()
    before = edition.documents()
    changed = document(TWO, 21, "We have an answer now.")
    update(path, contents(RECORDS[0], changed, statements=(), title="The Strait"))
    assert edition.documents() == before
    assert edition.statement("march-11/date") == STATEMENT
    edition.close()
    assert SqliteEdition(path).documents() == (changed,)


def test_an_update_that_fails_leaves_what_was(path: Path, edition: SqliteEdition) -> None:
    def broken() -> object:
        yield (Document, keep(document(ONE, 0, "New.")))
        raise RuntimeError("stopped")

    bad = Contents("x", "run-2", broken(), {}, [], {})  # type: ignore[arg-type]
    with pytest.raises(RuntimeError):
        update(path, bad)
    assert edition.document(ONE) == record(Document, ONE)


def test_half_a_surrogate_pair_does_not_stop_the_edition(tmp_path: Path) -> None:
    update(tmp_path / "e.sqlite", contents(document(ONE, 0, "odd \ud83d end")))
    found = SqliteEdition(tmp_path / "e.sqlite").document(ONE)
    assert found is not None
    assert found.text == "odd \ufffd end"


@pytest.mark.parametrize("damage", ["truncated", "not a database", "absent", "zeros"])
def test_damage_is_one_clear_error(path: Path, damage: str) -> None:
    data = path.read_bytes()
    if damage == "absent":
        path.unlink()
    elif damage == "truncated":
        path.write_bytes(data[:5000])
    elif damage == "zeros":
        path.write_bytes(data[:4096] + bytes(len(data) - 4096))
    else:
        path.write_bytes(b"hello" * 1000)
    with pytest.raises(StoreError, match=r"damaged|not there"):
        json.dumps(SqliteEdition(path).search("ships").total)


def test_a_newer_database_is_refused(path: Path) -> None:
    import sqlite3

    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StoreError, match="newer Herewith"):
        SqliteEdition(path)
