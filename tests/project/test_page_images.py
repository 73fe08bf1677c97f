"""Images of pages, from the box to the reading room, served and as files."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from lxml import html
from PIL import Image, ImageChops
from tests.formats.making import FIRST, SECOND, pdf, picture
from tests.project.helpers import run_without_ocr

from herewith.formats.page_images import image_bytes, image_page, pdf_page
from herewith.formats.page_rendering import coloured
from herewith.model.text import SourceId
from herewith.project import create, open_project
from herewith.project.project import Project
from herewith.site.addresses import Route, page_address
from herewith.site.freeze import freeze
from herewith.site.index import EditionIndex
from herewith.site.router import Router

HOCR = """<!DOCTYPE html><html><head><title></title><meta name="ocr-system" content="x"></head><body>
<div class="ocr_page" id="p1" title="image &quot;C:\\scans\\leaf.png&quot;; bbox 0 0 1100 620">
<p class="ocr_par">{lines}</p></div></body></html>"""


def hocr(lines: list[str]) -> str:
    spans = (
        f'<span class="ocr_line" title="bbox 80 {60 + 40 * n} 900 {90 + 40 * n}">{line}</span>'
        for n, line in enumerate(lines)
        if line
    )
    return HOCR.replace("{lines}", "\n".join(spans))


def a_box(folder: Path) -> Path:
    folder.mkdir()
    pdf(folder / "scan.pdf", [FIRST, SECOND, None])
    first, second = picture(FIRST), picture(SECOND)
    first.save(folder / "two.tif", save_all=True, append_images=[second.convert("RGB")])
    second.convert("RGB").save(folder / 'a "x" <b>.jpg')
    (folder / "ocr").mkdir()
    picture(FIRST + SECOND).save(folder / "ocr" / "leaf.png")
    (folder / "ocr" / "leaf.html").write_text(hocr(FIRST + SECOND), "utf-8")
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("images")
    a_box(root / "box")
    return run_without_ocr(root)


def source(project: Project, path: str) -> SourceId:
    return next(s.id for s in project.edition().sources() if s.path == path)


def opened(data: bytes) -> tuple[str | None, tuple[int, int]]:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image.format, image.size


def test_an_image_is_shown_byte_for_byte(project: Project) -> None:
    name = source(project, 'a "x" <b>.jpg')
    box = project.folder.root.parent / "box"
    image = project.edition().page_image(name, 1)
    assert image is not None
    assert (image.media_type, image.width, image.height, image.drawn) == (
        "image/jpeg", 1100, 620, False,
    )  # fmt: skip
    assert project.edition().image_bytes(name, 1) == (box / 'a "x" <b>.jpg').read_bytes()
    assert project.edition().page_image(name, 2) is None


@pytest.mark.parametrize(("path", "n"), [("two.tif", 1), ("two.tif", 2), ("scan.pdf", 2)])
def test_what_no_browser_shows_is_drawn_in_the_size_that_was_said(
    project: Project, path: str, n: int
) -> None:
    name = source(project, path)
    image = project.edition().page_image(name, n)
    data = project.edition().image_bytes(name, n)
    assert image is not None
    assert data is not None
    assert opened(data) == ("PNG", (image.width, image.height))
    assert image.drawn
    assert data == project.edition().image_bytes(name, n)


def test_the_pages_of_an_ocr_file_are_seen_in_the_image_that_it_names(project: Project) -> None:
    name = source(project, "ocr/leaf.html")
    box = project.folder.root.parent / "box"
    assert project.edition().image_bytes(name, 1) == (box / "ocr" / "leaf.png").read_bytes()


def test_the_page_of_a_source_shows_each_page_beside_its_lines(project: Project) -> None:
    name = source(project, "scan.pdf")
    router = Router(EditionIndex(project.edition()))
    made = router.respond(f"ru/source/{name}.html")
    page = html.fromstring(made.body.decode())
    images = page.xpath("//img")
    assert [i.get("src") for i in images] == [f"../../images/{name}/{n}.png" for n in (1, 2, 3)]
    assert images[0].get("loading") == "lazy"
    assert images[0].get("width").isdigit()
    assert images[0].get("alt") == "Изображение страницы 1 файла scan.pdf"
    said = page.xpath("string(//section[@aria-labelledby='leaf-1'])")
    for line in FIRST:
        assert line in said
    assert "MINISTRY" in said
    assert "style" not in {name for e in page.iter() for name in e.attrib}


def test_a_document_shows_the_images_of_its_own_pages_beside_its_text(project: Project) -> None:
    edition = project.edition()
    name = source(project, "scan.pdf")
    (document,) = (d for d in edition.documents() if d.source == name)
    router = Router(EditionIndex(edition))
    page = html.fromstring(
        router.respond("en/" + page_address(Route("document", document.id))).body.decode()
    )
    shown = page.xpath("//div[contains(@class, 'pictured')]//img/@alt")
    assert shown == ["Image of page 1 of scan.pdf", "Image of page 2 of scan.pdf"]
    assert not page.xpath("//div[@class='beside']"), "the text has the room of the whole page"


def test_a_letter_shows_the_images_of_every_form_that_is_read_on_its_page(
    project: Project,
) -> None:
    edition = project.edition()
    router = Router(EditionIndex(edition))
    for item in edition.items():
        record = json.loads(router.respond(f"letter/{item.id}.json").body)
        assert [len(r["pictures"]) for r in record["readings"]] == [1, 2]
        page = html.fromstring(router.respond(f"en/letter/{item.id}.html").body.decode())
        shown = page.xpath("//div[contains(@class, 'pictured')]//img")
        assert len(shown) == sum(len(r.get("pictures", ())) for r in record["readings"])


def test_a_hostile_name_stays_a_name(project: Project) -> None:
    name = source(project, 'a "x" <b>.jpg')
    router = Router(EditionIndex(project.edition()))
    made = router.respond("en/" + page_address(Route("source", name)))
    page = html.fromstring(made.body.decode())
    assert page.xpath("//img/@alt") == ['Image of page 1 of a "x" <b>.jpg']
    (address,) = page.xpath("//img/@src")
    assert router.respond(address.replace("../", "")).media_type == "image/jpeg"


@pytest.mark.parametrize(
    "path",
    ["images/", "images/x/1.png", "images/../1.png", "images/scan/1.jpg", "images/scan/9.png"],
)
def test_an_address_without_an_image_is_not_found(project: Project, path: str) -> None:
    assert Router(EditionIndex(project.edition())).respond(path).status == 404


def test_frozen_images_stand_beside_the_pages_and_are_written_once(
    project: Project, tmp_path: Path
) -> None:
    made = freeze(project.opener(), tmp_path / "site")
    assert made.images == 3 + 2 + 1 + 1 + 1
    image = tmp_path / "site" / "images" / source(project, "scan.pdf") / "1.png"
    before = image.stat().st_mtime_ns, sha256(image.read_bytes()).hexdigest()
    again = freeze(project.opener(), tmp_path / "site")
    assert (again.images, again.written, again.removed) == (made.images, 0, 0)
    assert before == (image.stat().st_mtime_ns, sha256(image.read_bytes()).hexdigest())


def test_a_page_that_cannot_be_drawn_is_a_crossed_page(tmp_path: Path) -> None:
    from herewith.formats.page_images import image_bytes, image_page

    whole = tmp_path / "whole.tif"
    picture(FIRST).save(whole, compression="tiff_lzw")
    broken = tmp_path / "broken.tif"
    data = whole.read_bytes()
    broken.write_bytes(data[:8] + bytes(len(data) // 2) + data[8 + len(data) // 2 :])
    image = image_page(broken, 0)
    assert image is not None
    made = image_bytes(broken, 1, image, tmp_path / "kept", pdf=False)
    assert opened(made) == ("PNG", (image.width, image.height))
    assert not (tmp_path / "kept").exists()


def test_a_file_that_changed_or_is_gone_shows_nothing(tmp_path: Path) -> None:
    create(tmp_path / "edition", [a_box(tmp_path / "box")])
    settings = tmp_path / "edition" / "herewith.toml"
    settings.write_text(settings.read_text() + "\n[stage.read]\nocr = false\n")
    project = open_project(tmp_path / "edition")
    project.run()
    (tmp_path / "box" / "scan.pdf").unlink()
    pdf(tmp_path / "box" / "scan.pdf", [SECOND, FIRST])
    (tmp_path / "box" / "two.tif").unlink()
    for path in ("scan.pdf", "two.tif"):
        name = source(project, path)
        assert project.edition().page_image(name, 1) is None
        assert project.edition().image_bytes(name, 1) is None
    page = Router(EditionIndex(project.edition())).respond("en/source/scan.html").body.decode()
    assert "<img" not in page


def test_a_scan_on_its_side_is_shown_upright_and_that_is_said(tmp_path: Path) -> None:
    picture(FIRST).save(tmp_path / "side.png")
    shown = image_page(tmp_path / "side.png", 0, 90)
    assert shown is not None
    assert (shown.width, shown.height, shown.drawn, shown.turned) == (620, 1100, True, 90)
    made = image_bytes(tmp_path / "side.png", 1, shown, tmp_path / "kept", pdf=False)
    with Image.open(io.BytesIO(made)) as drawn, Image.open(tmp_path / "side.png") as delivered:
        turned = delivered.rotate(-90, expand=True)
        assert drawn.size == turned.size
        unlike = np.asarray(ImageChops.difference(drawn.convert("L"), turned))
        assert unlike.max() < 16


def test_a_scan_on_its_side_in_a_pdf_is_drawn_upright(tmp_path: Path) -> None:
    pdf(tmp_path / "scan.pdf", [FIRST])
    flat, side = (pdf_page(595, 842, rotation) for rotation in (0, 270))
    assert flat is not None
    assert side is not None
    assert (side.width, side.height) == (flat.height, flat.width)
    kept = tmp_path / "kept"
    made = [image_bytes(tmp_path / "scan.pdf", 1, one, kept, pdf=True) for one in (flat, side)]
    upright, turned = (Image.open(io.BytesIO(one)).convert("L") for one in made)
    assert turned.size == upright.size[::-1]
    back = turned.rotate(270, expand=True)
    assert ImageChops.difference(back, upright).getbbox() is None or _near(back, upright)


def _near(one: Image.Image, other: Image.Image) -> bool:
    """Whether two drawings differ only at the edges of letters."""
    unlike = ImageChops.difference(one, other).point(lambda dot: 255 * (dot > 100))
    return sum(unlike.histogram()[128:]) < 0.01 * one.width * one.height


def test_colours_of_a_page_are_kept_and_grey_pages_stay_small() -> None:
    dots = np.full((40, 30, 3), 250, np.uint8)
    dots[10:20, 5:15] = (200, 20, 20)
    with Image.open(io.BytesIO(coloured(dots))) as drawn:
        shown = np.asarray(drawn.convert("RGB"))
    assert shown[12, 8].tolist() == [204, 0, 0]
    assert shown[0, 0].tolist() == [255, 255, 255]
