"""`herewith check` on encoded editions without a project: problems, counts, a patch."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from herewith.cli.check import command

TEXT = (
    '<?xml version="1.0" encoding="{encoding}"?>\n'
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="straits1958-60v06"><teiHeader><fileDesc>\n'
    "<titleStmt><title>Straits Papers, 1958-1960, Volume VI</title></titleStmt></fileDesc>\n"
    "</teiHeader><text><body>\n"
    '<div type="document" xml:id="d1" n="1"><head>1. Chargé’s Note</head>\n'
    '<dateline><date when="1959-02-03">March 2, 1959</date></dateline>\n'
    '<p>See vol. XI, <ref target="#d1">Document 1</ref>, and <ref target="#d9">that</ref>.</p>\n'
    "<p>Text.</p></div>\n"
    "</body></text></TEI>"
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, list(map(str, arguments)), catch_exceptions=False)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    path = tmp_path / "volume.xml"
    path.write_text(TEXT.format(encoding="UTF-8"), "utf-8")
    return path


def test_problems_have_line_place_and_count(edition: Path) -> None:
    done = run(edition, "--json")
    told = json.loads(done.stdout)
    wrong = next(p for p in told["problems"] if p["code"] == "L201")
    assert done.exit_code == 1
    assert told["counts"] == {"L201": 1, "L202": 1, "L207": 1}
    assert wrong["place"]["line"] == 7
    assert wrong["place"]["record"] == "d1"
    stretch = edition.read_text("utf-8")[wrong["place"]["start"] : wrong["place"]["end"]]
    assert stretch == '<ref target="#d1">Document 1</ref>'
    assert 'target="straits1958-60v11#d1"' in wrong["hint"]


def test_nothing_wrong_is_nothing_said(tmp_path: Path) -> None:
    path = tmp_path / "good.xml"
    good = TEXT.format(encoding="UTF-8").replace("1959-02-03", "1959-03-02")
    path.write_text(good.replace("See vol. XI, ", "See ").replace("#d9", "#d1"), "utf-8")
    done = run(path)
    assert (done.exit_code, done.stdout) == (0, "0 problems, 0 notes\n")


def test_a_link_into_a_volume_that_is_given_too_must_end_there(edition: Path) -> None:
    other = edition.with_name("straits1958-60v11.xml")
    other.write_text(TEXT.format(encoding="UTF-8").replace("v06", "v11"), "utf-8")
    edition.write_text(
        edition.read_text("utf-8").replace('"#d9"', '"straits1958-60v11#d9"'), "utf-8"
    )
    told = json.loads(run(edition, other, "--json").stdout)
    said = [p["message"] for p in told["problems"] if p["code"] == "L202"]
    assert any("points to nothing in straits1958-60v11" in message for message in said)


@pytest.mark.patch
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_patch_applies_and_changes_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, line_end: str
) -> None:
    monkeypatch.chdir(tmp_path)
    declared = encoding.removesuffix("-sig")
    path = Path("volume.xml")
    before = TEXT.format(encoding=declared).replace("\n", line_end).encode(encoding)
    path.write_bytes(before)
    done = run(path, "--fix")
    assert path.read_bytes() == before
    Path("mend.patch").write_bytes(done.stdout_bytes)
    # git takes files with zero bytes for binary ones and changes nothing in them
    tool = ["patch", "--binary", "-p1", "-i"] if encoding == "utf-16" else ["git", "apply"]
    subprocess.run([*tool, "mend.patch"], check=True)
    wanted = before.decode(encoding).replace("1959-02-03", "1959-03-02")
    wanted = wanted.replace('"#d1"', '"straits1958-60v11#d1"')
    assert wanted.encode(encoding) == path.read_bytes()


def test_without_anything_sure_the_patch_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "volume.xml"
    text = TEXT.format(encoding="UTF-8").replace("1959-02-03", "1959-03-02")
    path.write_text(text.replace("See vol. XI, ", "See "), "utf-8")
    assert run(path, "--fix").stdout_bytes == b""
