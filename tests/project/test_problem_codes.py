"""Every problem that the program can tell is explained in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r'"([A-Z]\d{3})"')


def test_every_code_is_explained_and_no_other() -> None:
    used = {
        code
        for path in (ROOT / "src" / "herewith").rglob("*.py")
        for code in CODE.findall(path.read_text("utf-8"))
    }
    page = (ROOT / "docs" / "problems.md").read_text("utf-8")
    explained = set(re.findall(r"^\| ([A-Z]\d{3}) \|", page, re.M))
    assert explained == used
