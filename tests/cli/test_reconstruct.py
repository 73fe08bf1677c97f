"""`herewith reconstruct`: the promised shape, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from herewith.cli.main import herewith
from herewith.errors import UsageError

LETTER = """# MINISTRY OF EXTERNAL AFFAIRS

Dear Mr. Hall:

I have received your letter of March 3 and thank you for it. The buoys will be laid before
the ice leaves the strait, and the

pilots

proposed by your Government have been told of their places.

Sincerely,

P. Orlin
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(herewith, ["reconstruct", *arguments])


def test_json_has_the_promised_fields_and_covers_the_source(tmp_path: Path) -> None:
    (tmp_path / "letter.md").write_text(LETTER)
    result = run(str(tmp_path / "letter.md"), "--json")
    printed = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(printed) == [
        "herewith",
        "sources",
        "documents",
        "furniture",
        "duplicates",
        "gaps",
        "ocr",
        "problems",
    ]
    (document,) = printed["documents"]
    assert {"id", "kind", "language", "pages", "passages", "text", "complete"} <= set(document)
    assert {"source", "start", "end", "role"} <= set(document["passages"][0])
    assert printed["furniture"][0]["kind"] == "letterhead"
    assert {"path", "sha256", "encoding"} <= set(printed["sources"][0])
    stretches = [(p["start"], p["end"]) for p in (*document["passages"], *printed["furniture"])]
    assert sum(end - start for start, end in stretches) == len(LETTER)


def test_problems_end_in_1_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "b.md").write_text(LETTER)
    result = run(str(tmp_path), "--json")
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)["documents"]) == 1
    assert "R103" in result.stderr


def test_people_get_a_line_for_every_document(tmp_path: Path) -> None:
    (tmp_path / "letter.md").write_text(LETTER)
    result = run(str(tmp_path / "letter.md"))
    assert "letter, en" in result.stdout
    assert "1 letterhead" in result.stdout


def test_a_missing_path_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        CliRunner().invoke(
            herewith, ["reconstruct", str(tmp_path / "none")], catch_exceptions=False
        )
