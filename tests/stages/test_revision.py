"""Words struck for good are readings of their own: before and after the revision."""

from __future__ import annotations

from pathlib import Path

import pytest

from herewith.algorithms.collation import collate
from herewith.formats.reading import read
from herewith.model.collation import Collation, Item, ItemId, Witness
from herewith.model.document import Document
from herewith.model.protocols import Context
from herewith.project.collating import CollatedFiles, collate_files
from herewith.stages.collate import Collate
from herewith.stages.reconstruct import reconstruct
from herewith.stages.revision import with_deletions
from herewith.stages.testimony import witness_text

REVISED = (
    "The Regent has read the letter of the Council with ~~fear~~<sup>joy</sup> and he asks that "
    "~~three~~<sup>two</sup> ships be released at once by the keeper of the port of Sarn.\n"
)
CLEAN = (
    "The Regent has read the letter of the Council with joy and he asks that two ships be released "
    "at once by the keeper of the port of Sarn.\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    revised, clean = tmp_path / "revised.md", tmp_path / "clean.md"
    revised.write_text(REVISED, "utf-8")
    clean.write_text(CLEAN, "utf-8")
    return revised, clean


def document(path: Path) -> Document:
    (found,) = reconstruct(read(path)).documents
    return found


def test_the_reading_text_is_that_after_the_revision(files: tuple[Path, Path]) -> None:
    assert document(files[0]).text == document(files[1]).text


def test_the_longer_text_has_the_deletions_as_struck_words_of_the_source(
    files: tuple[Path, Path],
) -> None:
    found = document(files[0])
    longer = with_deletions(found).document
    struck = [la for la in longer.layers if la.kind == "struck"]
    assert [longer.text[la.start : la.end] for la in struck] == ["fear", "three"]
    for layer in longer.layers:
        ((_, start, end),) = longer.locate(layer.start, layer.end)
        assert REVISED[start:end] == longer.text[layer.start : layer.end]
    inserted = [longer.text[la.start : la.end] for la in longer.layers if la.kind == "inserted"]
    assert inserted == ["joy", "two"]


def test_every_offset_of_the_reading_text_is_found_again(files: tuple[Path, Path]) -> None:
    found = document(files[0])
    revised = with_deletions(found)
    for at, letter in enumerate(found.text):
        assert revised.document.text[revised.forth(at)] == letter
        assert revised.back(revised.forth(at)) == revised.back(revised.forth(at, ends=True)) == at
    assert revised.back(len(revised.document.text)) == len(found.text)


def test_a_document_without_deletions_stays_as_it_is(files: tuple[Path, Path]) -> None:
    found = document(files[1])
    assert with_deletions(found).document is found


def test_letters_struck_within_a_word_give_the_word_before_and_after(tmp_path: Path) -> None:
    path = tmp_path / "w.md"
    path.write_text(REVISED.replace("~~fear~~<sup>joy</sup>", "j~~a~~<sup>o</sup>y"), "utf-8")
    longer = with_deletions(document(path)).document
    struck = [longer.text[la.start : la.end] for la in longer.layers if la.kind == "struck"]
    assert struck == ["jay", "three"]
    assert "with jay joy and" in longer.text


TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>x</title>
</titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc>
</teiHeader><text><body><div type="document" xml:id="d1"><p>{}</p></div></body></text></TEI>"""
ENCODED = (
    "The launch<del>es</del> lay in the harb<unclear>ou</unclear>r of the t<del>a</del><add>o</add>wn"
    " and the ship<add>s</add> left <del>soon</del><add>late</add> today."
)
PRINTED = "The launches lay in the harbour of the town and the ships left late today."


@pytest.fixture
def encoded(tmp_path: Path) -> CollatedFiles:
    for name, text in (("a", ENCODED), ("b", PRINTED)):
        (tmp_path / f"{name}.xml").write_text(TEI.format(text), "utf-8")
    return collate_files(
        [f"A={tmp_path / 'a.xml'}#d1", f"B={tmp_path / 'b.xml'}#d1"], base="B", language="en"
    )


def test_a_rewritten_word_has_a_reading_for_each_of_its_states(encoded: CollatedFiles) -> None:
    found = [
        [(r.text, r.state) for r in v.readings if "A" in r.sigla] for v in encoded.made.variations
    ]
    assert found == [
        [("launch", ""), ("launches", "rewritten")],
        [("harbour", "unclear")],
        [("town", "inserted"), ("tawn", "rewritten")],
        [("ships", "inserted"), ("ship", "rewritten")],
        [("late", "inserted"), ("soon", "struck")],
    ]


def test_uncertain_letters_and_only_these_are_marked_in_the_reading(encoded: CollatedFiles) -> None:
    reading = next(r for v in encoded.made.variations for r in v.readings if r.state == "unclear")
    assert reading.marked == "harb[ou?]r"
    assert "2 harbour] harb[ou?]r (unclear) A" in str(encoded.written("apparatus", None), "utf-8")
    assert b"harb<unclear>ou</unclear>r" in (encoded.written("tei", None) or b"")
    shown = encoded.as_json()["variations"][1]["readings"][1]
    assert (shown["text"], shown["marked"]) == ("harbour", "harb[ou?]r")


def test_words_before_the_revision_are_neither_words_of_the_text_nor_compared(
    encoded: CollatedFiles,
) -> None:
    coverage = dict(encoded.made.coverage)
    assert {s: (c.tokens, c.compared) for s, c in coverage.items()} == {
        "A": (15, 15),
        "B": (15, 15),
    }


def test_the_command_gives_the_reading_before_the_revision_with_its_place(
    files: tuple[Path, Path],
) -> None:
    found = collate_files([f"A={files[0]}", f"B={files[1]}"]).as_json()
    before = [r for v in found["variations"] for r in v["readings"] if r.get("state") == "struck"]
    assert [(r["sigla"], r["text"]) for r in before] == [(["A"], "fear"), (["A"], "three")]
    for reading in before:
        start, end = reading["spans"]["A"]
        assert REVISED[start:end] == reading["text"]


def test_in_a_project_its_spans_are_in_the_reading_text_and_its_evidence_in_the_source(
    files: tuple[Path, Path],
) -> None:
    documents = [document(path) for path in files]
    witnesses = tuple(
        Witness(siglum, d.id, "copy", "en", end=len(d.text) - 1)
        for siglum, d in zip("AB", documents, strict=True)
    )
    item = Item(ItemId("1959-03-11-regent"), "letter", "", "1959-03-11", (), (), witnesses)
    context = Context({}, {}, {})
    (unit,) = Collate().units({Item: [item], Document: documents}, context)
    outcome = Collate().work(unit, context)
    (made,) = outcome.records
    assert isinstance(made, Collation)
    text = documents[0].text
    for variation in made.variations:
        after = next(r for r in variation.readings if r.state == "inserted")
        (_, start, end) = next(s for s in after.spans if s[0] == "A")
        assert text[start:end] == after.text
        before = next(r for r in variation.readings if r.state == "struck")
        ((_, low, high),) = before.spans
        assert low <= high <= start
        assert not text[low:high].strip()
    quotes = {e.quote for s in outcome.statements for e in s.evidence}
    assert {"fear", "three", "joy", "two"} <= quotes
    assert all(
        (REVISED if e.source == documents[0].source else CLEAN)[e.start : e.end] == e.quote
        for s in outcome.statements
        for e in s.evidence
    )


def test_a_draft_that_has_the_first_wording_agrees_with_what_was_struck(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(CLEAN.replace("joy", "fear"), "utf-8")
    texts = [
        witness_text(with_deletions(document(path)).document, siglum)
        for siglum, path in (("A", files[0]), ("D", draft))
    ]
    first = collate(texts, language="en").units[0]
    assert sorted((r.forms, r.state) for r in first.readings) == [
        (("fear",), ""),
        (("fear",), "struck"),
        (("joy",), "inserted"),
    ]


def test_a_struck_office_of_the_sample_is_a_reading_of_its_own() -> None:
    box = Path(__file__).parents[2] / "src" / "herewith" / "sample" / "box"
    file = box / "01-office-file.md"
    (revised,) = (d for d in reconstruct(read(file)).documents if "Deputy First Deputy" in d.text)
    typed = f"{file}#{str(revised.id).partition('#')[2]}"
    found = collate_files([f"T={typed}", f"P={box / '05-sarn-volume.xml'}#d3"]).as_json()
    said = [
        (r["sigla"], r["text"], r.get("state", ""))
        for v in found["variations"]
        if v["rule"] == "state-struck"
        for r in v["readings"]
    ]
    assert said == [(["P", "T"], "", ""), (["T"], "Deputy", "struck")]
