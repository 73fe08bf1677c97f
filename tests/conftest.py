"""Shared by all tests: hypothesis profiles and the shared material, if it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("dev", deadline=None, max_examples=60)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

MATERIAL = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def material() -> Path:
    """The folder of shared material beside the checkout; the test is skipped where it is absent."""
    if not MATERIAL.is_dir():
        pytest.skip(f"the shared material is not beside the checkout ({MATERIAL.name}/ absent)")
    return MATERIAL
