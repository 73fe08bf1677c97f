"""Images of one folder that are counted are the pages of one source."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.formats.making import picture

from herewith.formats import images
from herewith.formats.extract import Box
from herewith.formats.files import BoxFile, box_files, file_digest
from herewith.formats.image_streams import streams
from herewith.formats.reading import deliver, deliveries
from herewith.formats.tesseract import Line, Recognised, Tesseract
from herewith.model.text import Delivered
from herewith.stages.reconstruct import reconstruct

HEAD = ["Port Ellery, May 3, 1911", "", "Dear Mr. Holm:", ""]
FIRST = [
    *HEAD,
    "I have read with care the note that your office sent to me on the first of",
    "this month, and I am able to say that the lamps of the mole will be lit by the",
]
SECOND = [
    "keeper of the light from the first of June, as the Harbour Board has asked, and",
    "that the oil for them will be paid in equal parts by both of our offices.",
    "",
    "Sincerely yours,",
    "",
    "P. Orlin",
]
BOX: Box = (0, 0, 10, 10)


@pytest.fixture
def readable(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What a program that reads images would read, by the stem of the image."""
    said: dict[str, list[str]] = {}

    def read(_: Tesseract, image: str, **_options: object) -> Recognised:
        lines: list[Line] = []
        block = 1
        for text in said[Path(image).stem]:
            block += not text
            if text:
                lines.append(Line(text, BOX, 0.95, (block, 1)))
        return Recognised("ocr", lines=lines, confidence=0.95)

    monkeypatch.setattr(images, "installed", lambda: Tesseract("tesseract", "5", ("eng",)))
    monkeypatch.setattr(images, "recognise", read)
    return said


def scanned(folder: Path, pages: dict[str, list[str]], said: dict[str, list[str]]) -> Path:
    folder.mkdir()
    for n, (name, lines) in enumerate(pages.items()):
        picture([f"{n}"]).resize((40, 20)).save(folder / name)
        said[Path(name).stem] = lines
    return folder


def read_all(folder: Path) -> list[Delivered]:
    return [d for d in deliveries([folder], relative_to=folder) if isinstance(d, Delivered)]


def test_a_letter_on_two_images_is_one_document(
    tmp_path: Path, readable: dict[str, list[str]]
) -> None:
    box = scanned(tmp_path / "box", {"page1.png": FIRST, "page2.png": SECOND}, readable)
    (delivered,) = read_all(box)
    (document,) = reconstruct(delivered).documents
    assert "lit by the keeper of the light" in document.text
    assert delivered.source.path == "page[n].png"
    assert [page.image for page in delivered.pages] == ["page1.png", "page2.png"]


def test_pages_follow_by_their_numbers_and_not_by_the_letters_of_their_names(
    tmp_path: Path, readable: dict[str, list[str]]
) -> None:
    pages = {f"p{n}.png": [f"This is page {n} of the list."] for n in (10, 9, 2, 1)}
    (delivered,) = read_all(scanned(tmp_path / "box", pages, readable))
    assert [page.image for page in delivered.pages] == ["p1.png", "p2.png", "p9.png", "p10.png"]
    assert [page.n for page in delivered.pages] == [1, 2, 3, 4]
    assert delivered.text.index("page 9") < delivered.text.index("page 10")


def test_every_image_stays_a_delivered_file_with_its_digest(
    tmp_path: Path, readable: dict[str, list[str]]
) -> None:
    box = scanned(tmp_path / "box", {"page1.png": FIRST, "page2.png": SECOND}, readable)
    (delivered,) = read_all(box)
    files = delivered.source.files
    assert [(f.path, f.sha256, f.bytes) for f in files] == [
        (name, file_digest(box / name), (box / name).stat().st_size)
        for name in ("page1.png", "page2.png")
    ]
    assert delivered.source.bytes == sum(f.bytes for f in files)


def test_the_box_of_a_line_is_on_its_own_page(
    tmp_path: Path, readable: dict[str, list[str]]
) -> None:
    box = scanned(tmp_path / "box", {"page1.png": FIRST, "page2.png": SECOND}, readable)
    (delivered,) = read_all(box)
    at = delivered.text.index("Sincerely")
    assert [page for page, _ in delivered.boxes(at, at + 9)] == [2]


def test_a_damaged_image_costs_its_own_page_only(
    tmp_path: Path, readable: dict[str, list[str]]
) -> None:
    pages = {"page1.png": FIRST, "page2.png": SECOND, "page3.png": SECOND}
    box = scanned(tmp_path / "box", pages, readable)
    (file,) = [one for one in box_files([box], into=tmp_path) if isinstance(one, BoxFile)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(images, "MAX_PIXELS", 1)
        refused = deliver(file)
    assert [page.state for page in refused.pages] == ["unread"] * 3
    assert {problem.code for problem in refused.problems} == {"R137"}


def test_an_image_that_changes_after_the_box_was_listed_is_refused(
    tmp_path: Path, readable: dict[str, list[str]]
) -> None:
    box = scanned(tmp_path / "box", {"page1.png": FIRST, "page2.png": SECOND}, readable)
    found = deliveries([box], relative_to=box)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("herewith.formats.reading.file_digest", lambda _: "other")
        (problem,) = found
    assert not isinstance(problem, Delivered)
    assert problem.code == "R107"


@pytest.mark.parametrize(
    "names",
    [
        ["letter1961.png", "letter1962.png"],
        ["page1.png", "page01.png"],
        ["page1.png", "map.png"],
        ["page1.txt", "page2.txt"],
        ["a/page1.png", "b/page2.png"],
        ["page1.png", "page2.jpg"],
    ],
)
def test_what_is_not_counted_is_no_stream(names: list[str]) -> None:
    assert streams(names) == []


def test_years_in_the_names_of_scans_are_numbers() -> None:
    (found,) = streams(["scan_1961.png", "scan_1962.png"])
    assert found.images == ("scan_1961.png", "scan_1962.png")
