"""A certificate as one page, in every form that it takes."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest
from lxml import etree

from herewith.errors import UsageError
from herewith.formats.printing import pdf_of
from herewith.project.comparing import ComparedFiles, compare_files

A = "We shall send two ships to Port Ellery & wait. The weather was fine."
B = "We shall send three ships to Port Ellery & wait. The weather was splendid."


@pytest.fixture
def done(tmp_path: Path) -> ComparedFiles:
    for name, text in (("a", A), ("b", B)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    files = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    return compare_files(files, languages=["en", "en"])


def written(done: ComparedFiles, folder: Path, name: str) -> bytes:
    done.write(folder / name, date="1990-01-31")
    return (folder / name).read_bytes()


def test_the_page_says_what_was_compared_before_what_was_found(
    done: ComparedFiles, tmp_path: Path
) -> None:
    page = written(done, tmp_path, "c.html").decode()
    places = [
        page.index(words)
        for words in ("What was compared", "What may be said", "Findings", "What it rests on")
    ]
    assert places == sorted(places)
    assert "1990-01-31" in page
    assert "Port Ellery &amp;" not in page.partition("<style>")[0]


def test_the_page_is_well_formed_and_asks_for_nothing(done: ComparedFiles, tmp_path: Path) -> None:
    page = written(done, tmp_path, "c.html").decode()
    tree = etree.HTML(page)
    assert tree.xpath("//script | //link | //img | //@src | //@href") == []
    assert [t.text for t in tree.xpath("//h1")] == ["Certificate of comparison"]


def test_every_form_names_rules_packs_digests_and_date(done: ComparedFiles, tmp_path: Path) -> None:
    made = done.comparisons[0][0]
    for name in ("c.html", "c.txt", "c.xml", "c.json"):
        text = written(done, tmp_path, name).decode()
        for words in (*made.packs, made.a.digest, made.b.digest, "1990-01-31", made.state):
            assert words in text, (name, words)


def test_the_tei_note_is_xml_and_carries_the_verdict(done: ComparedFiles, tmp_path: Path) -> None:
    root = etree.fromstring(written(done, tmp_path, "c.xml"))
    (note,) = root.findall("{*}note")
    assert note.get("subtype") == "differences_of_substance"
    assert note.find(".//{*}date").get("when") == "1990-01-31"
    assert len(note.findall(".//{*}item")) == 2


def test_without_a_date_none_is_made_up(done: ComparedFiles, tmp_path: Path) -> None:
    done.write(tmp_path / "c.txt")
    assert "Date:" not in (tmp_path / "c.txt").read_text("utf-8")


def test_the_same_comparison_gives_the_same_bytes(done: ComparedFiles, tmp_path: Path) -> None:
    for name in ("c.html", "c.txt", "c.xml", "c.json"):
        assert written(done, tmp_path, name) == written(done, tmp_path, name)


def test_another_ending_is_misuse(done: ComparedFiles, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="a certificate is written as"):
        done.write(tmp_path / "c.docx")


def test_a_file_that_cannot_be_written_is_misuse(done: ComparedFiles, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot write"):
        done.write(tmp_path / "nowhere" / "c.txt")


def test_pdf_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(UsageError, match=r"herewith\[pdf\]"):
        pdf_of("<p>")


def test_pdf_is_made_tagged_and_without_a_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    class Page:
        def __init__(self, string: str) -> None:
            asked["html"] = string

        def write_pdf(self, **options: object) -> bytes:
            asked.update(options)
            return b"%PDF"

    stand_in = types.ModuleType("weasyprint")
    stand_in.HTML = Page  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "weasyprint", stand_in)
    assert pdf_of("<p>x</p>") == b"%PDF"
    assert asked["pdf_variant"] == "pdf/ua-1"
    assert asked["html"] == "<p>x</p>"
