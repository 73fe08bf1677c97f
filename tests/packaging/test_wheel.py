"""The wheel installs into an empty environment and runs the demo there."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "HEREWITH"))}
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        env={**plain, **more},
    )
    assert done.returncode in (0, 1), done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return folder / done.stdout.strip().splitlines()[-1]


@pytest.mark.wheel
def test_the_wheel_holds_the_program_with_its_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    stray = [n for n in names if not n.startswith(("herewith/", "herewith-"))]
    assert stray == []
    for needed in ("herewith/py.typed", "herewith/sample/box/", "herewith/site/"):
        assert any(n.startswith(needed) for n in names), needed


@pytest.mark.wheel
def test_the_wheel_runs_the_demo_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    run(sys.executable, "-m", "venv", empty)
    python = empty / "bin" / "python"
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    installed = run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "run.txt")
    assert installed.returncode == 0, installed.stderr
    assert run(*pip, "--no-deps", wheel).returncode == 0
    done = run(empty / "bin" / "herewith", "demo", tmp_path / "demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert "documents" in done.stdout
    assert (tmp_path / "demo" / "work" / "edition.sqlite").is_file()
