"""A project over some files of the sample, run once; every test has a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from herewith import sample
from herewith.project import create, open_project
from tests.site.editing.helpers import Seat, copied

FILES = ("01-office-file.md", "02-original-11-marta.md", "04-telegrams-and-monitoring.txt")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    (folder / "box").mkdir()
    for name in FILES:
        found = next(p for p in (sample.folder() / "box").iterdir() if p.stem == Path(name).stem)
        shutil.copy(found, folder / "box")
    create(folder / "edition", [folder / "box"])
    for path in (sample.folder() / "authorities").glob("*.csv"):
        shutil.copy(path, folder / "edition" / "authorities")
    open_project(folder / "edition").run()
    return folder / "edition"


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """The project of one test."""
    return copied(made, tmp_path)


@pytest.fixture
def seat(project: Path) -> Iterator[Seat]:
    """An editor at the desk, signed in."""
    with Seat(project) as made:
        yield made
