"""Everything that can be wrong with a file of a box: it is said, and the other files are read."""

from __future__ import annotations

import os
import socket
import time
import unicodedata
from pathlib import Path

import pytest
from tests.formats.making import FIRST, docx, pdf

from herewith.errors import DataError, Problem
from herewith.formats import reading
from herewith.formats.isolated import IsolationError
from herewith.formats.reading import deliveries, read, read_bytes
from herewith.model.text import Delivered
from herewith.stages.reconstruct import reconstruct

GOOD = "Dear Sir:\n\nWe thank you for your letter.\n"


def said(box: Path) -> dict[str, list[str]]:
    """Codes by file name; the one good file must have been read."""
    (box / "good.txt").write_text(GOOD)
    found = list(deliveries([box], relative_to=box))
    texts = {d.source.path: d.text for d in found if isinstance(d, Delivered)}
    assert texts["good.txt"] == GOOD
    out: dict[str, list[str]] = {}
    for one in found:
        for problem in [one] if isinstance(one, Problem) else one.problems:
            out.setdefault(Path(problem.place.file).name, []).append(problem.code)
    return out


XML = {
    "laughs.xml": '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><TEI>&y;</TEI>',
    "outside.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><TEI>&x;</TEI>',
    "parameter.xml": '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://a.example/x"> %x;]><TEI>a</TEI>',
    "quadratic.xml": '<!DOCTYPE a [<!ENTITY x "'
    + "h" * 9000
    + '">]><TEI>'
    + "&x;" * 900
    + "</TEI>",
    "open.xml": "<TEI><p>one",
    "deep.xml": "<TEI>" + "<div>" * 30_000,
}


def test_hostile_and_broken_xml_is_read_as_plain_text(tmp_path: Path) -> None:
    for name, text in XML.items():
        (tmp_path / name).write_text(text)
    begin = time.process_time()
    codes = said(tmp_path)
    assert time.process_time() - begin < 10
    for name in ("laughs.xml", "outside.xml", "parameter.xml", "quadratic.xml"):
        assert codes[name] == ["R122"], name
    for name in ("open.xml", "deep.xml"):
        assert codes[name] == ["R121"], name


def test_an_outside_entity_is_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    text = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><TEI>&x;</TEI>'
    delivered = read_bytes(text.encode(), shown="x.xml", source_id="x")
    assert "the secret" not in "".join(d.text for d in reconstruct(delivered).documents)


def test_files_of_no_use_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "blank.txt").write_text(" \n\n")
    (tmp_path / "letter.rtf").write_text("{\\rtf1 Dear Sir}")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    (tmp_path / "box.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(50))
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 20)
    assert said(tmp_path) == {
        "empty.txt": ["R102"],
        "blank.txt": ["R102"],
        "letter.rtf": ["R103"],
        "old.doc": ["R103"],
        "box.7z": ["R103"],
        "noise.bin": ["R103"],
    }


def test_odd_characters_are_reported_and_kept(tmp_path: Path) -> None:
    (tmp_path / "nul.txt").write_bytes(b"Dear\0 Sir")
    (tmp_path / "bidi.txt").write_text("pay \u202e001\u202c now")
    (tmp_path / "nfd.txt").write_text(unicodedata.normalize("NFD", "Получил; reçu"))
    assert said(tmp_path) == {"nul.txt": ["R108"], "bidi.txt": ["R108"], "nfd.txt": ["R109"]}
    assert "\0" in read(tmp_path / "nul.txt").text
    assert "\u0327" in read(tmp_path / "nfd.txt").text


def test_html_in_ocr_text_is_never_text_nor_run(tmp_path: Path) -> None:
    hostile = 'Dear<script>alert(1)</script> Sir, <img src=x onerror="alert(2)"> <b>thank</b> you.'
    (tmp_path / "a.md").write_text(hostile)
    assert said(tmp_path) == {}
    (letter,) = reconstruct(read(tmp_path / "a.md")).documents
    assert " ".join(letter.text.split()) == "Dear Sir, thank you."


def test_pipes_sockets_links_and_hidden_files_are_not_opened(tmp_path: Path) -> None:
    box = tmp_path / "b"
    box.mkdir()
    os.mkfifo(box / "pipe")
    listening = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    try:
        os.chdir(box)  # the path of a socket must be short
        listening.bind("socket")
    finally:
        os.chdir(here)
        listening.close()
    (box / "one").symlink_to("two")
    (box / "two").symlink_to("one")
    (box / "device").symlink_to("/dev/zero")
    (box / ".hidden").write_text("x")
    (box / "self").symlink_to(box)
    assert said(box) == {
        "pipe": ["R115"],
        "socket": ["R115"],
        "one": ["R113"],
        "two": ["R113"],
        "device": ["R114"],
        ".hidden": ["R111"],
        "self": ["R112"],
    }
    with pytest.raises(DataError) as caught:
        read("/dev/zero")
    assert caught.value.problems[0].code == "R115"


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one letter")
    real = reading._text

    def meanwhile(*arguments: object) -> Delivered:
        found = real(*arguments)  # type: ignore[arg-type]
        path.write_text("another letter, longer")
        return found

    monkeypatch.setattr(reading, "_text", meanwhile)
    with pytest.raises(DataError) as caught:
        read(path)
    assert caught.value.problems[0].code == "R107"


def test_the_same_file_twice_is_two_sources_of_one_digest(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "letter.txt").write_text(GOOD)
    found = [d for d in deliveries([tmp_path]) if isinstance(d, Delivered)]
    assert len({d.source.id for d in found}) == 2
    assert len({d.source.sha256 for d in found}) == 1


def test_a_path_given_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(GOOD)
    assert len(list(deliveries([path, path, tmp_path]))) == 1


@pytest.mark.parametrize("kind", ["crash", "memory", "time"])
def test_a_file_that_takes_its_reader_down_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    def down(*_: object) -> None:
        raise IsolationError(kind, "the reading process is gone")  # type: ignore[arg-type]

    monkeypatch.setattr("herewith.formats.pdf.call", down)
    monkeypatch.setattr("herewith.formats.reading.call", down)
    pdf(tmp_path / "a.pdf", [FIRST])
    docx(tmp_path / "a.docx")
    assert said(tmp_path) == {"a.pdf": ["R151"], "a.docx": ["R135"]}


def test_a_line_of_ten_megabytes_is_read_and_reconstructed(tmp_path: Path) -> None:
    data = "the strait and the island of Skerra, " * 280_000
    delivered = read_bytes(data.encode(), shown="x", source_id="x")
    assert delivered.source.chars == len(data)
    begin = time.process_time()
    found = reconstruct(delivered)
    assert time.process_time() - begin < 20
    covered = sum(p.end - p.start for d in found.documents for p in d.passages)
    covered += sum(f.end - f.start for f in found.furniture)
    covered += sum(d.other[1] - d.other[0] for d in found.duplicates)
    assert covered == len(data)


@pytest.mark.parametrize(
    "sign",
    ["<a ", "<!--", "<![CDATA[", "<?", "<!DOCTYPE [", '<a b="', "<script>", "<s>", "~~a", "![a]("],
)
@pytest.mark.parametrize(
    "head",
    ["<TEI>", "x ~~a~~ ", '<html><div class="ocr_page"><span class="ocr_line">'],
    ids=["xml", "markdown", "hocr"],
)
def test_what_is_opened_and_never_closed_takes_no_longer_than_the_file_is_long(
    head: str, sign: str
) -> None:
    data = (head + sign * 30_000).encode()
    begin = time.process_time()
    read_bytes(data, shown="x", source_id="x")
    assert time.process_time() - begin < 5


def test_an_unclosed_comment_hides_nothing_and_a_closed_one_does() -> None:
    text = "# Head\n\nDear <!-- no --> Sir, ~~old~~ new <!-- thank you.\n"
    (letter,) = reconstruct(read_bytes(text.encode(), shown="x", source_id="x")).documents
    assert "no" not in letter.text.split()
    assert letter.text.endswith("thank you.")
