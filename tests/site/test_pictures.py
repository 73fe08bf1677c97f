"""Images of pages in the reading room: beside lines and texts, at any width, in print, for everyone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from herewith.site.freeze import freeze
from herewith.site.index import EditionIndex
from herewith.site.router import Router
from tests.site.editions import pictured
from tests.site.test_accessible import violations
from tests.site.test_browser import OVERFLOW
from tests.site.test_valid_html import faults

LETTER = "letter/memo-calloway-secretary"
SOURCE = "source/memo"


@pytest.fixture(scope="module")
def router() -> Router:
    return Router(EditionIndex(pictured()))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictured") / "site"
    assert freeze(pictured, folder).images == 1
    return folder


def test_a_page_without_an_image_says_so(router: Router) -> None:
    page = html.fromstring(router.respond(f"en/{SOURCE}.html").body.decode())
    second = page.xpath("//section[@aria-labelledby='leaf-2']")[0]
    assert "No image of this page can be shown." in second.text_content()
    assert len(page.xpath("//img")) == 1
    leaves = json.loads(router.respond(f"{SOURCE}.json").body)["leaves"]
    assert leaves[0]["picture"]["address"] == "images/memo/1.png"
    assert "picture" not in leaves[1]


def test_every_line_of_a_page_stands_beside_its_image_once(router: Router) -> None:
    leaves = json.loads(router.respond(f"{SOURCE}.json").body)["leaves"]
    shown = [
        line
        for leaf in leaves
        for group in leaf["lines"]
        for line in group["text"].splitlines()
        if line.strip()
    ]
    text = pictured().texts["memo"]
    assert shown == [line for line in text.splitlines() if line.strip()]


def test_a_hostile_file_name_gives_an_image_nothing_but_its_name() -> None:
    edition = pictured(hostile=True)
    made = Router(EditionIndex(edition)).respond(f"en/{SOURCE}.html").body.decode()
    (image,) = html.fromstring(made).xpath("//img")
    allowed = {"src", "width", "height", "loading", "decoding", "alt"}
    assert set(image.attrib) == allowed
    assert image.get("alt").endswith('memo "x" onerror=alert(1) <b>.pdf')


@pytest.mark.browser
@pytest.mark.parametrize("path", [LETTER, SOURCE])
def test_image_and_text_stand_side_by_side_or_one_below_the_other(
    browser: Any, site: Path, path: str
) -> None:
    for width, beside in ((320, False), (1400, True)):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto((site / "en" / f"{path}.html").as_uri())
        assert page.evaluate(OVERFLOW) == 0, width
        text, image = page.locator(".pictured").first.locator("> .side").all()
        left, right = text.bounding_box(), image.bounding_box()
        assert (right["x"] >= left["x"] + left["width"]) is beside
        assert (right["y"] >= left["y"] + left["height"]) is not beside
        page.emulate_media(media="print")
        left, right = text.bounding_box(), image.bounding_box()
        assert right["y"] >= left["y"] + left["height"]
        page.close()


@pytest.mark.browser
@pytest.mark.axe
@pytest.mark.parametrize("locale", ["en", "ru"])
def test_pages_with_images_are_accessible(browser: Any, site: Path, locale: str) -> None:
    page = browser.new_page()
    for path in (LETTER, SOURCE):
        assert violations(page, site / locale / f"{path}.html") == []
    page.close()


@pytest.mark.vnu
def test_pages_with_images_are_valid_html(site: Path) -> None:
    assert faults(site / "en" / "source", site / "ru" / "source", site / "en" / "letter") == []
