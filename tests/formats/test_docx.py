"""Word files: text with its layers, pages, notes and edges; hostile packages are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.formats.making import docx, rewritten

from herewith.errors import DataError
from herewith.formats.reading import read
from herewith.stages.reconstruct import reconstruct

NOTES = b"""<?xml version="1.0"?><w:footnotes xmlns:w="W"><w:footnote w:type="separator" w:id="0">
<w:p><w:r><w:t>----</w:t></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r>
<w:t>Not printed.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read(path)
    return caught.value.problems[0].code


def test_paragraphs_changes_pages_and_edges_are_read(tmp_path: Path) -> None:
    source = read(docx(tmp_path / "a.docx"))
    marked = {
        (m.kind, m.name): source.text[m.start : m.end]
        for m in source.marks
        if m.kind in ("struck", "inserted") and m.get("tracked") != "yes"
    }
    assert marked == {
        ("struck", ""): "second ",
        ("inserted", ""): " and thank you for it",
    }
    assert [source.text[m.start : m.end] for m in source.marks if m.name == "running_head"] == [
        "Ministry of External Affairs",
        "1",
    ]
    (deleted,) = (m for m in source.marks if m.get("tracked") == "yes")
    assert source.text[deleted.start : deleted.end] == " and am surprised"
    assert (deleted.get("by"), deleted.get("when")) == ("A. Berg", "1911-05-04T10:00:00Z")
    assert [page.n for page in source.pages] == [1, 2]
    page = source.page_at(source.text.index("will be laid"))
    assert page is not None
    assert page.n == 2


def test_a_tracked_deletion_does_not_read_and_is_kept(tmp_path: Path) -> None:
    source = read(docx(tmp_path / "a.docx"))
    found = reconstruct(source)
    (letter,) = found.documents
    assert "letter of March 3 and thank you for it." in letter.text
    assert [p.deleted.quote for p in letter.passages if p.deleted] == [" and am surprised"]
    assert "Ministry" not in letter.text
    assert tuple(layer.kind for layer in letter.layers) == ("struck", "inserted")


def test_footnotes_stand_behind_the_paragraph_that_calls_them(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx")
    rewritten(path, "word/footnotes.xml", lambda _: NOTES)
    call = b'laid<w:footnoteReference w:id="2"/>'
    rewritten(
        path,
        "word/document.xml",
        lambda d: d.replace(b"before the ice", b"before" + b"</w:t>" + call[4:] + b"<w:t> the ice"),
    )
    source = read(path)
    (note,) = (m for m in source.marks if m.name == "footnote")
    assert source.text[note.start : note.end] == "Not printed."
    assert source.text[: note.start].rstrip().endswith("leaves the strait.")
    assert "----" not in source.text


def test_a_word_file_that_is_cut_hostile_or_no_word_file_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx")
    whole = path.read_bytes()
    bomb = b'<!DOCTYPE a [<!ENTITY x "haha"><!ENTITY y "&x;&x;&x;">]><w:document/>'
    assert refusal(rewritten(path, "word/document.xml", lambda _: bomb)) == "R135"
    path.write_bytes(whole)
    assert refusal(rewritten(path, "word/document.xml", lambda d: d[:-200])) == "R135"
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path) in ("R135", "R139")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert refusal(path) == "R103"


def test_a_part_that_expands_beyond_reason_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from herewith.formats import docx as reader

    monkeypatch.setattr(reader, "MAX_PART", 1 << 20)
    path = rewritten(docx(tmp_path / "a.docx"), "word/document.xml", lambda d: d + b" " * (2 << 20))
    with pytest.raises(DataError, match="larger than 1 MB"):
        reader.read_docx(str(path))
