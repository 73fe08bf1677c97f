"""`serve` and `publish` as they are typed, on a small project."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

LETTER = """\
                                              Port Calmere, March 11, 1959

Dear Mr. Chairman:

Our ships will wait outside the strait until the Commission has met.

Sincerely,

Adrian W. Hollis
"""

ROOT = Path(__file__).resolve().parents[2]


def herewith(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "herewith", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )


def done(*words: str) -> tuple[int, str, str]:
    process = herewith(*words)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    (folder / "box").mkdir()
    (folder / "box" / "letter.txt").write_text(LETTER, "utf-8")
    assert done("new", str(folder / "strait"), "--box", str(folder / "box"))[0] == 0
    assert done("run", str(folder / "strait"))[0] in (0, 1)
    return folder / "strait"


def test_publish_writes_pages_and_says_how_many(project: Path, tmp_path: Path) -> None:
    code, out, err = done("publish", str(project), "--to", str(tmp_path / "site"), "--json")
    made = json.loads(out)
    assert (code, err) == (0, "")
    assert made["pages"] == len(list((tmp_path / "site").rglob("*.html")))
    assert made["files"] == sum(p.is_file() for p in (tmp_path / "site").rglob("*")) - 1
    letter = next((tmp_path / "site" / "en" / "letter").rglob("*.html")).read_text("utf-8")
    assert "Our ships will wait outside the strait" in letter


def test_publish_goes_to_the_project_when_no_folder_is_named(project: Path) -> None:
    assert done("publish", str(project))[0] == 0
    assert (project / "site" / "index.html").is_file()


def test_publish_refuses_a_folder_of_others_in_one_line(project: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("x")
    code, out, err = done("publish", str(project), "--to", str(tmp_path))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "thesis.doc" in {p.name for p in tmp_path.iterdir()}


def test_serve_prints_its_address_answers_and_ends_with_control_c(project: Path) -> None:
    process = herewith("serve", str(project), "--port", "0", "--json")
    assert process.stdout is not None
    address = json.loads(process.stdout.readline())["address"]
    with urllib.request.urlopen(f"{address}en/index.html", timeout=60) as page:
        assert page.status == 200
        assert "default-src 'self'" in page.headers["content-security-policy"]
        assert page.read()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err


@pytest.mark.parametrize("verb", ["serve", "publish"])
def test_a_folder_that_is_no_project_is_misuse(verb: str, tmp_path: Path) -> None:
    code, out, err = done(verb, str(tmp_path))
    assert (code, out) == (2, "")
    assert "Traceback" not in err
