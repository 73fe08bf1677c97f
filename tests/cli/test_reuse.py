"""`herewith reuse` and `herewith releases` from the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from herewith.cli.main import herewith

LETTER = (
    "The lighthouse keepers of Ilmar shall{} be paid by the treasury of the harbour from the first "
    "of May, and [1 line not declassified] shall have leave to wear the old cap until theirs are made."
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(herewith, list(arguments))


@pytest.fixture
def box(tmp_path: Path) -> Path:
    (tmp_path / "box").mkdir()
    full = LETTER.replace(
        "[1 line not declassified]", "the pilots who came over from Sarn in the spring"
    )
    (tmp_path / "box" / "one.txt").write_text(LETTER.format(""), "utf-8")
    (tmp_path / "box" / "two.txt").write_text(full.format(" not"), "utf-8")
    return tmp_path / "box"


def test_pairs_are_json_lines_with_the_version_behind(box: Path) -> None:
    done = run("reuse", str(box), "--json", "--differences")
    assert done.exit_code == 0
    (line,) = [json.loads(row) for row in done.stdout.splitlines()]
    assert list(line)[-1] == "herewith"
    assert {line["a"].partition("#")[0], line["b"].partition("#")[0]} == {"one", "two"}
    assert "not" in [one["b"]["text"] for one in line["differences"]]
    assert "2 documents" in done.stderr


def test_tables_are_written_as_csv_and_as_parquet(box: Path, tmp_path: Path) -> None:
    assert run("reuse", str(box), "--differences", "--tables", str(tmp_path / "csv")).exit_code == 0
    with (tmp_path / "csv" / "pairs.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["kind"] for row in rows] == ["same_document"]
    assert "not" in (tmp_path / "csv" / "differences.csv").read_text("utf-8")
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path / "parquet"
    assert run("reuse", str(box), "--tables", str(folder), "--form", "parquet").exit_code == 0
    table = parquet.read_table(folder / "passages.parquet")
    assert table.num_rows >= 1
    assert table.column("a_end").to_pylist()[0] > 0


def test_releases_say_what_is_open(box: Path) -> None:
    done = run("releases", str(box))
    assert done.exit_code == 0
    assert "the pilots who came over from Sarn in the spring" in done.stdout
    answer = json.loads(run("releases", str(box), "--json").stdout)
    assert answer["counts"] == {"opened": 1}
    assert answer["herewith"]["version"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reuse"], "name files, folders or projects"),
        (["reuse", "box", "--new"], "--new needs --index"),
        (["reuse", "nowhere"], "no such file or folder"),
        (["releases", "nowhere"], "no such file or folder"),
    ],
)
def test_misuse_is_one_line(arguments: list[str], said: str, box: Path) -> None:
    done = run(*[str(box) if one == "box" else one for one in arguments])
    assert said in str(done.exception)
