"""Page images: every page is listed, whatever can be made of it."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from tests.formats.making import FIRST, RUSSIAN, SECOND, noise, picture

from herewith.errors import DataError
from herewith.formats import images, tesseract
from herewith.formats.image_headers import picture as header
from herewith.formats.options import Options
from herewith.formats.reading import deliveries, read
from herewith.model.text import Delivered


def saved(path: Path, image: object, **options: object) -> Path:
    image.save(path, **options)  # type: ignore[attr-defined]
    return path


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read(path)
    return caught.value.problems[0].code


@pytest.mark.ocr
def test_a_turned_russian_page_is_read_upright_with_the_models_of_its_script(
    tmp_path: Path,
) -> None:
    delivered = read(saved(tmp_path / "a.png", picture(RUSSIAN, rotated=90)))
    (page,) = delivered.pages
    assert (page.state, page.rotation, page.script) == ("ocr", 270, "Cyrillic")
    assert page.languages.startswith("rus")
    assert "Получил Ваше письмо" in delivered.text
    assert delivered.boxes(0, 10)
    assert page.confidence is not None
    assert page.confidence > 0.8


@pytest.mark.ocr
def test_every_page_of_a_tiff_is_read_and_an_unreadable_one_is_listed(tmp_path: Path) -> None:
    rest = [noise(), picture(SECOND)]
    path = saved(tmp_path / "a.tif", picture(FIRST), save_all=True, append_images=rest)
    delivered = read(path)
    assert [page.n for page in delivered.pages] == [1, 2, 3]
    assert [delivered.pages[n].state for n in (0, 2)] == ["ocr", "ocr"]
    assert delivered.pages[1].state in ("unreadable", "blank")
    assert delivered.pages[1].start == delivered.pages[1].end
    assert "Dear Mr. Hall" in delivered.text
    assert "island of Skerra" in delivered.text
    assert [p.code for p in delivered.problems] == ["R162"]


@pytest.mark.ocr
def test_a_cut_image_is_listed_as_not_read(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", picture(FIRST))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    delivered = read(path)
    assert delivered.pages[0].state in ("unread", "unreadable", "blank")
    assert delivered.text == ""
    assert delivered.problems


def test_without_the_program_every_page_is_listed_with_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "installed", lambda: None)
    path = saved(tmp_path / "a.tif", picture(FIRST), save_all=True, append_images=[picture(SECOND)])
    delivered = read(path)
    assert [page.state for page in delivered.pages] == ["unread", "unread"]
    (problem,) = delivered.problems
    assert (problem.code, problem.hint) == ("R161", tesseract.INSTALL)
    assert "2 page image(s)" in problem.message


def test_recognition_can_be_turned_off(tmp_path: Path) -> None:
    delivered = read(saved(tmp_path / "a.png", picture(FIRST)), options=Options(ocr=False))
    assert delivered.pages[0].state == "unread"


def test_an_image_that_claims_to_be_enormous_is_refused_unopened(tmp_path: Path) -> None:
    head = struct.pack(">IIBBBBB", 200_000, 200_000, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    (tmp_path / "huge.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk)
    (tmp_path / "letter.txt").write_text("unharmed")
    found = list(deliveries([tmp_path]))
    assert [d.text for d in found if isinstance(d, Delivered)] == ["unharmed"]
    assert refusal(tmp_path / "huge.png") == "R137"


def test_damaged_headers_are_refused(tmp_path: Path) -> None:
    for name, data in (
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
        ("a.tif", b"II*\0\xff\xff\xff\x7f"),
    ):
        (tmp_path / name).write_bytes(data)
        assert refusal(tmp_path / name) == "R136"


def test_pages_of_a_tiff_that_turn_back_on_themselves_are_cut(tmp_path: Path) -> None:
    entry = struct.pack("<HHII", 256, 3, 1, 100) + struct.pack("<HHII", 257, 3, 1, 50)
    data = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + entry + struct.pack("<I", 8)
    found = header(io.BytesIO(data))
    assert found is not None
    assert (found.sizes, found.fault) == (((100, 50),), "its pages turn back on themselves")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "PPM"])
def test_the_header_tells_the_size_of_every_kind(kind: str) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (123, 45)).save(out, kind)
    out.seek(0)
    found = header(out)
    assert found is not None
    assert found.sizes == ((123, 45),)


def test_models_are_those_of_the_script_that_are_installed() -> None:
    program = tesseract.Tesseract("tesseract", "5", ("eng", "osd", "rus"))

    def models(script: str) -> tuple[tuple[str, ...], str]:
        found = tesseract.Recognised("ocr", script=script)
        return tesseract._models(program, found, ()), found.lacks

    assert models("Cyrillic") == (("rus", "eng"), "")
    assert models("Latin") == (("eng",), "")
    assert models("") == (("eng", "rus"), "")
    assert models("Hebrew") == ((), "heb")


def test_a_page_of_a_script_without_a_model_names_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = b"Page number: 0\nRotate: 0\nScript: Hebrew\nScript confidence: 9.0\n"
    monkeypatch.setattr(tesseract, "run_program", lambda *_: (0, table, ""))
    program = tesseract.Tesseract("tesseract", "5", ("eng", "osd"))
    monkeypatch.setattr(images, "installed", lambda: program)
    delivered = read(saved(tmp_path / "a.png", picture(FIRST)))
    assert delivered.pages[0].state == "unread"
    (missing, unread) = delivered.problems
    assert (missing.code, missing.hint) == ("R163", "apt-get install tesseract-ocr-heb")
    assert unread.code == "R161"


HEADER = "level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext\n"


@pytest.mark.parametrize(("sure", "read_as"), [(62, "eng+rus"), (91, "eng")])
def test_a_doubtful_page_is_read_again_with_every_model_at_hand(
    sure: int, read_as: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def run(arguments: list[str], *_: object) -> tuple[int, bytes, str]:
        if "osd" in arguments:
            return 0, b"Rotate: 0\nScript: Latin\nScript confidence: 1.2\n", ""
        models = arguments[arguments.index("-l") + 1]
        asked.append(models)
        word, confidence = ("TIonyuni", sure) if models == "eng" else ("Получил", 88)
        row = f"5\t1\t1\t1\t1\t1\t80\t60\t90\t20\t{confidence}\t{word}\n"
        return 0, (HEADER + row).encode(), ""

    monkeypatch.setattr(tesseract, "run_program", run)
    program = tesseract.Tesseract("tesseract", "5", ("eng", "osd", "rus"))
    found = tesseract.recognise(program, "page.png")
    assert found.models == read_as
    assert asked == (["eng", "eng+rus"] if read_as == "eng+rus" else ["eng"])
