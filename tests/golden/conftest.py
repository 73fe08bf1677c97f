"""The projects that tests of exports share, each made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.exported import Held, real_project, sample_project


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Held:
    """The built-in sample, run, with one decision of an editor. Tests must not change it."""
    return sample_project(tmp_path_factory.mktemp("sample") / "project")


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, material: Path) -> Held:
    """The real box beside the checkout, run."""
    return real_project(tmp_path_factory.mktemp("real") / "project", material)
