"""A box of many formats as a project: what a run keeps, and what the pages of a source say."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.formats.making import FIRST, SECOND, bag, docx, make_zip, pdf, picture
from tests.project.helpers import run_without_ocr

from herewith.model.text import SourceId
from herewith.project import create, open_project, running
from herewith.project.programs import programs
from herewith.project.project import Project
from herewith.site.index import EditionIndex
from herewith.site.router import Router

LETTER = "Dear Sir:\n\nWe thank you for your letter of May 3.\n\nYours,\n\nA. Berg\n"


def a_box(folder: Path) -> Path:
    folder.mkdir()
    pages = [FIRST, picture(SECOND), None, SECOND]
    pdf(folder / "scan.pdf", pages)
    docx(folder / "answer.docx")
    make_zip(folder / "more.zip", {"a/letter.txt": LETTER.encode(), "../out.txt": b"out"})
    bag(folder / "bag", {"note.txt": LETTER.encode()}, ("sha256", "md5"))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("formats")
    a_box(root / "box")
    return run_without_ocr(root)


def test_every_file_and_member_is_a_source_or_a_problem(project: Project) -> None:
    edition = project.edition()
    assert [source.path for source in edition.sources()] == [
        "answer.docx",
        "bag/data/note.txt",
        "more.zip/a/letter.txt",
        "scan.pdf",
    ]
    said = {(p.code, p.place.file) for p in edition.problems() if p.code.startswith("R")}
    assert said == {
        ("R142", "more.zip/out.txt"),
        ("R156", "bag/bagit.txt"),
        ("R134", "broken.pdf"),
        ("R161", "scan.pdf"),
    }


def test_every_page_is_kept_with_where_it_can_be_seen(project: Project) -> None:
    pages = project.edition().pages(SourceId("scan"))
    assert [(p.n, p.state, p.image) for p in pages] == [
        (1, "text", "scan.pdf#page=1"),
        (2, "unread", "scan.pdf#page=2"),
        (3, "blank", "scan.pdf#page=3"),
        (4, "text", "scan.pdf#page=4"),
    ]


def test_a_page_that_was_not_read_can_be_explained(project: Project) -> None:
    (found,) = project.explain("scan/page/2")
    assert found.statement.property == "page"
    assert found.statement.because == "no text layer"
    assert found.evidence[0].page == 2


def test_the_page_of_a_source_lists_every_page_image_and_every_line(project: Project) -> None:
    router = Router(EditionIndex(project.edition()))
    twin = json.loads(router.respond("source/scan.json").body)
    page = twin.get("page", twin)
    assert [sheet["state"] for sheet in page["sheets"]] == ["text", "unread", "blank", "text"]
    assert "where" not in page["sheets"][1]
    assert page["source"]["states"] == [["blank", 1], ["text", 2], ["unread", 1]]
    assert page["source"]["account"]["nowhere"] == 0
    text = project.edition().source_text("scan") or ""
    written = {n for n, line in enumerate(text.split("\n"), start=1) if line.strip()}
    named = {n for row in page["stretches"] for n in range(row["first"], row["last"] + 1)}
    assert written <= named
    html = router.respond("en/source/scan.html").body.decode()
    assert "not read" in html
    assert "scan.pdf#page=2" in html
    assert router.respond("en/explain/scan.html").location == "/en/source/scan.html"
    assert "p. 2" in html


def test_nothing_is_done_again_when_nothing_changed(project: Project) -> None:
    assert project.run().unchanged


def test_what_was_unpacked_goes_with_its_archive(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    make_zip(box / "more.zip", {"a.txt": LETTER.encode()})
    create(tmp_path / "edition", [box])
    opened = open_project(tmp_path / "edition")
    opened.run()
    unpacked = tmp_path / "edition" / "work" / "unpacked"
    assert len(list(unpacked.iterdir())) == 1
    shutil.rmtree(unpacked)
    assert [s.path for s in opened.edition().sources()] == ["more.zip/a.txt"]
    opened.run()
    assert [s.path for s in opened.edition().sources()] == ["more.zip/a.txt"]
    (box / "more.zip").unlink()
    (box / "a.txt").write_text(LETTER)
    opened.run()
    assert list(unpacked.iterdir()) == []


def test_a_program_installed_later_reads_the_images_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = tmp_path / "box"
    box.mkdir()
    (box / "a.txt").write_text(LETTER)
    create(tmp_path / "edition", [box])
    opened = open_project(tmp_path / "edition")
    opened.run()
    monkeypatch.setattr(running, "programs", lambda _: {"tesseract": "another"})
    report = opened.run()
    assert {stage.name: stage.done for stage in report.stages}["read"] == 1


def test_a_box_of_texts_does_not_depend_on_what_is_installed(project: Project) -> None:
    assert programs([]) == {}
