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
        "problems",
        "pages",
        "ocr",
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


def test_a_folder_of_many_formats_is_reconstructed_in_one_go(tmp_path: Path) -> None:
    from tests.formats.making import ALTO, FIRST, SECOND, docx, make_zip, pdf

    box = tmp_path / "box"
    box.mkdir()
    pdf(box / "letter.pdf", [FIRST, SECOND])
    docx(box / "letter.docx")
    (box / "scan.xml").write_text(ALTO.format(version=3, order="", next=""))
    make_zip(box / "more.zip", {"a/letter.md": LETTER.encode()})
    result = run(str(box), "--json")
    printed = json.loads(result.stdout)
    assert result.exit_code == 0
    paths = [source["path"].removeprefix(f"{box.as_posix()}/") for source in printed["sources"]]
    assert paths == ["letter.docx", "letter.pdf", "more.zip/a/letter.md", "scan.xml"]
    assert [(p["source"], p["n"]) for p in printed["pages"] if p["source"] != "scan"] == [
        ("letter", 1),
        ("letter", 2),
        (printed["sources"][1]["id"], 1),
        (printed["sources"][1]["id"], 2),
    ]
    covered: dict[str, int] = {}
    for stretch in (
        *(p for d in printed["documents"] for p in d["passages"]),
        *printed["furniture"],
    ):
        length = stretch["end"] - stretch["start"]
        covered[stretch["source"]] = covered.get(stretch["source"], 0) + length
    assert covered == {source["id"]: source["chars"] for source in printed["sources"]}
    people = run(str(box)).stdout
    assert "letter.pdf (" in people
    assert "characters, 2 page(s))" in people
