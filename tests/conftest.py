"""Shared by all tests: hypothesis profiles, shared material, and an honest account of skips."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
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

PROGRAMS = {
    "browser": ("chromium", "apt-get install chromium"),
    "java": ("java", "apt-get install default-jre-headless"),
    "patch": ("patch", "apt-get install patch"),
    "ocr": ("tesseract", "apt-get install tesseract-ocr tesseract-ocr-rus"),
}
"""Marker of a test, the system program it needs, and the command that installs it."""

PACKAGES = {
    "neural": ("sentence_transformers", "pip install -r requirements/neural.txt"),
}
"""The same for packages that are too large for the development environment."""


SPARK = "PySpark or Java absent"
INSTALL_SPARK = "pip install -r requirements/spark.txt, and a Java of 17 or newer"


def has_spark() -> bool:
    """Whether the tests of Spark can run."""
    wanted = ("pyspark", "pandas", "pyarrow")
    return all(find_spec(name) for name in wanted) and bool(shutil.which("java"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests whose system program, package or material is absent, each with its reason."""
    absent = {marker for marker, (package, _) in PACKAGES.items() if not find_spec(package)}
    for item in items:
        for marker in sorted(absent):
            if item.get_closest_marker(marker):
                reason = f"package absent: {PACKAGES[marker][0]}"
                item.add_marker(pytest.mark.skip(reason=reason))
        for marker, (program, _) in PROGRAMS.items():
            if item.get_closest_marker(marker) and not shutil.which(program):
                item.add_marker(pytest.mark.skip(reason=f"program absent: {program}"))
        if item.get_closest_marker("spark") and not has_spark():
            item.add_marker(pytest.mark.skip(reason=SPARK))
        if item.get_closest_marker("material") and not MATERIAL.is_dir():
            item.add_marker(pytest.mark.skip(reason="shared material absent beside the checkout"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One closing line: what was not run, why, and the command that would change it."""
    reasons = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for program, command in PROGRAMS.values():
        cost = sum(f"program absent: {program}" in reason for reason in reasons)
        if cost:
            terminalreporter.write_line(f"NOT RUN: {cost} tests need {program}: {command}")
    for package, command in PACKAGES.values():
        cost = sum(f"package absent: {package}" in reason for reason in reasons)
        if cost:
            terminalreporter.write_line(f"NOT RUN: {cost} tests need {package}: {command}")
    cost = sum(SPARK in reason for reason in reasons)
    if cost:
        terminalreporter.write_line(f"NOT RUN: {cost} tests need Spark: {INSTALL_SPARK}")
    cost = sum("shared material absent" in reason for reason in reasons)
    if cost:
        terminalreporter.write_line(f"NOT RUN: {cost} tests need the shared material")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped (continuous integration), a skip is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NOTHING_SKIPPED") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def material() -> Path:
    """The folder of shared material beside the checkout; the test is skipped where it is absent."""
    if not MATERIAL.is_dir():
        pytest.skip("shared material absent beside the checkout")
    return MATERIAL
