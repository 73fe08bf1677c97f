"""Every kind of page passes axe-core (WCAG 2.2 AA) in both languages, by day and by night."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from herewith.model.bitext import BitextId
from herewith.site.freeze import freeze
from herewith.site.pages import PAGES
from herewith.site.router import KEYED
from tests.site.editions import MemoryEdition, hostile, invented
from tests.site.test_exchange import edition as exchange
from tests.site.test_people import told
from tests.site.test_sharing import shared_papers

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


KINDS = {*KEYED, "search", "patterns", "404"}
"""Every kind of page that the router knows."""


def made_of() -> dict[str, MemoryEdition]:
    """Editions that have together a page of every kind."""
    facing = invented()
    first = facing.all_bitexts[0]
    facing.all_bitexts.append(replace(first, id=BitextId(f"{first.id}/again")))
    return {
        "facing": facing,
        "exchange": exchange(),
        "sharing": shared_papers(),
        "named": told().index.edition,  # type: ignore[dict-item]
    }


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of frozen editions."""
    folder = tmp_path_factory.mktemp("kinds")
    for name, edition in made_of().items():
        freeze(lambda made=edition: made, folder / name)  # type: ignore[misc]
    return folder


def pages_of(everything: Path, locale: str) -> dict[str, Path]:
    """The longest page of every kind in all editions."""
    found: dict[str, Path] = {}
    for folder in sorted(everything.iterdir()):
        for kind, path in of_each_kind(folder, locale).items():
            found[kind] = max(found.get(kind, path), path, key=lambda one: one.stat().st_size)
    return found


def test_the_kinds_tried_are_those_of_the_router() -> None:
    assert set(PAGES) == KINDS


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_every_kind_of_page_is_accessible(browser: Any, everything: Path, locale: str) -> None:
    kinds = pages_of(everything, locale)
    assert set(kinds) == KINDS
    page = browser.new_page(color_scheme="light")
    assert [one for path in kinds.values() for one in violations(page, path)] == []
    page.close()


def test_every_kind_of_page_keeps_its_contrast_in_the_dark(browser: Any, everything: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    contrast = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    pages = pages_of(everything, "en").values()
    assert [one for path in pages for one in violations(page, path, runOnly=contrast)] == []
    page.close()


def test_a_narrow_page_keeps_targets_apart_and_regions_in_reach(
    browser: Any, everything: Path
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    narrow = {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "region"]}
    pages = pages_of(everything, "en").values()
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
