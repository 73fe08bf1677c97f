"""A small project over an invented box."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.project.helpers import BOX, Small

from herewith.project import create


@pytest.fixture
def small_project(tmp_path: Path) -> Small:
    box = tmp_path / "letters"
    box.mkdir()
    for name, text in BOX.items():
        (box / name).write_text(text, "utf-8")
    create(tmp_path / "edition", [box])
    return Small(tmp_path / "edition", box)
