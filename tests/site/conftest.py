"""The invented edition, once for all tests of the pages."""

from __future__ import annotations

import pytest

from herewith.site.index import EditionIndex
from herewith.site.router import Response, Router
from tests.site.editions import MemoryEdition, invented


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
