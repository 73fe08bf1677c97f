"""A certificate as one page, in every form that it takes."""

from __future__ import annotations

import re
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from lxml import etree
from pypdfium2 import PdfDocument

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


def opened(data: bytes) -> bytes:
    """A PDF file with its streams unpacked."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S)
    out = [data]
    for part in parts:
        with suppress(zlib.error):
            out.append(zlib.decompressobj().decompress(part))
        out.append(part)
    return b"\n".join(out)


@pytest.mark.pango
def test_a_pdf_holds_the_verdict_and_the_findings_as_text(
    done: ComparedFiles, tmp_path: Path
) -> None:
    document = PdfDocument(written(done, tmp_path, "c.pdf"))
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "What may be said: Differences of substance" in text
    assert "The numbers differ. “two” stands against “three”." in text
    assert text.index("What was compared") < text.index("What may be said")
    assert "1990-01-31" in text


@pytest.mark.pango
def test_a_pdf_is_tagged_for_those_who_have_it_read_to_them(
    done: ComparedFiles, tmp_path: Path
) -> None:
    data = written(done, tmp_path, "c.pdf")
    document = PdfDocument(data)
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == "Certificate of comparison"
    inside = opened(data)
    assert b"http://www.aiim.org/pdfua/ns/id/" in inside
    assert re.search(rb"/Lang\s*\(en\)", inside)
    assert re.search(rb"/DisplayDocTitle\s+true", inside)


@pytest.mark.pango
def test_the_same_certificate_gives_the_same_pdf(done: ComparedFiles, tmp_path: Path) -> None:
    first, second = (written(done, tmp_path, name) for name in ("one.pdf", "two.pdf"))
    assert first == second
    assert b"CreationDate" not in opened(first)
