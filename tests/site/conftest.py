"""The invented edition, once for all tests of the pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from herewith.site.freeze import freeze
from herewith.site.index import EditionIndex
from herewith.site.router import Response, Router
from tests.site.editions import MemoryEdition, invented

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def edition() -> MemoryEdition:
    return invented()


@pytest.fixture(scope="session")
def router(edition: MemoryEdition) -> Router:
    return Router(EditionIndex(edition))


@pytest.fixture(scope="session")
def files(edition: MemoryEdition) -> dict[str, bytes]:
    """Every file of the frozen edition by path."""
    from herewith.site.freeze import walk

    return dict(walk(edition))


def text(response: Response) -> str:
    return response.body.decode()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("the program chromium is absent: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is absent")
    with api.sync_playwright() as play:
        made = play.chromium.launch(executable_path=program, args=FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="session")
def frozen(tmp_path_factory: pytest.TempPathFactory, edition: MemoryEdition) -> Path:
    folder = tmp_path_factory.mktemp("frozen") / "site"
    freeze(lambda: edition, folder)
    return folder
