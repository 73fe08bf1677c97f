"""Every kind of page passes axe-core (WCAG 2.2 AA) in both languages, by day and by night."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from herewith.site.freeze import freeze
from herewith.site.pages import PAGES
from tests.site.editions import hostile
from tests.site.test_exchange import edition as exchange

pytestmark = [pytest.mark.browser, pytest.mark.axe]

AXE = Path(sys.prefix) / "validators/node_modules/axe-core/axe.min.js"

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RUN = """async (options) => (await axe.run(document, options)).violations.map((found) =>
  `${found.id}: ${found.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(" | ")}`)"""


def of_each_kind(folder: Path, locale: str) -> dict[str, Path]:
    """The longest page of every kind."""
    found: dict[str, Path] = {}
    for path in sorted((folder / locale).rglob("*.html"), key=lambda one: one.stat().st_size):
        kind = re.search(r'<body class="page-([\w-]+)"', path.read_text("utf-8"))
        assert kind
        found[kind[1]] = path
    return found


def violations(page: Any, path: Path, **options: Any) -> list[str]:
    page.goto(path.as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.add_script_tag(path=str(AXE))
    found: list[str] = page.evaluate(RUN, {"runOnly": TAGS, **options})
    return [f"{path.name}: {one}" for one in found]


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_every_kind_of_page_is_accessible(browser: Any, frozen: Path, locale: str) -> None:
    kinds = of_each_kind(frozen, locale)
    assert set(kinds) >= set(PAGES) - {"exchange", "facing", "person", "shared", "sharing"}
    page = browser.new_page(color_scheme="light")
    assert [one for path in kinds.values() for one in violations(page, path)] == []
    page.close()


def test_every_kind_of_page_keeps_its_contrast_in_the_dark(browser: Any, frozen: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    contrast = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    pages = of_each_kind(frozen, "en").values()
    assert [one for path in pages for one in violations(page, path, runOnly=contrast)] == []
    page.close()


def test_a_narrow_page_keeps_targets_apart_and_regions_in_reach(browser: Any, frozen: Path) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    narrow = {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "region"]}
    pages = of_each_kind(frozen, "en").values()
    assert [one for path in pages for one in violations(page, path, runOnly=narrow)] == []
    page.close()


def test_an_exchange_with_hours_and_hostile_texts_are_accessible(
    browser: Any, tmp_path: Path
) -> None:
    page = browser.new_page()
    for name, made in (("exchange", exchange), ("hostile", hostile)):
        freeze(made, tmp_path / name)
        pages = of_each_kind(tmp_path / name, "en").values()
        assert [one for path in pages for one in violations(page, path)] == []
    page.close()
