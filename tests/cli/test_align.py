"""`herewith align` as it is called: the JSON of the contract, formats, corrections, bad input."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.algorithms.alignment.test_align import EN, OTHER, RU

from herewith.cli.align import command
from herewith.errors import DataError, UsageError


def call(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "a.txt").write_text("Уважаемый господин Президент!\n\n" + " ".join(RU), "utf-8")
    (tmp_path / "b.txt").write_text("Dear Mr. President:\n\n" + " ".join(EN), "utf-8")
    return str(tmp_path / "a.txt"), str(tmp_path / "b.txt")


@pytest.fixture
def lines(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "a.ru").write_text("\n".join(RU) + "\n", "utf-8")
    (tmp_path / "b.en").write_text("\n".join(EN) + "\n", "utf-8")
    return str(tmp_path / "a.ru"), str(tmp_path / "b.en")


def answer(*arguments: str) -> dict[str, Any]:
    result = call(*arguments, "--json")
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def test_the_json_has_the_fields_of_the_contract(files: tuple[str, str]) -> None:
    found = answer(*files)
    assert set(found) >= {
        "herewith", "source_sentences", "target_sentences", "beads", "verdict", "coverage",
    }  # fmt: skip
    assert found["verdict"] == "aligned"
    assert found["beads"][0]["kind"] == "furniture"
    assert set(found["beads"][1]) >= {"source", "target", "confidence", "kind", "reasons"}


def test_offsets_lead_back_to_the_delivered_file(files: tuple[str, str]) -> None:
    text = Path(files[0]).read_text("utf-8")
    for sentence in answer(*files)["source_sentences"]:
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]


def test_a_ladder_of_presegmented_lines_has_one_bead_a_line(lines: tuple[str, str]) -> None:
    done = call(*lines, "--presegmented", "--format", "ladder")
    assert done.exit_code == 0
    assert done.stdout == "".join(f"[{n}]:[{n}]\n" for n in range(20))


def test_empty_lines_keep_their_number(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    a.write_bytes(("\ufeff" + "\r\n\r\n".join(RU[:8]) + "\r\n").encode())
    b.write_text("\n".join(EN[:8]), "utf-8")
    found = answer(str(a), str(b), "--presegmented", "--source-lang", "ru", "--target-lang", "en")
    assert [s["text"] for s in found["source_sentences"]][:3] == [RU[0], "", RU[1]]
    matches = [bead for bead in found["beads"] if bead["kind"] == "match"]
    assert [(m["source"], m["target"]) for m in matches] == [([2 * n], [n]) for n in range(8)]


@pytest.mark.parametrize("form", ["text", "tsv", "jsonl", "tmx", "tei", "intertext", "beads"])
def test_every_format_is_the_same_twice(form: str, files: tuple[str, str]) -> None:
    first, second = (call(*files, "--format", form).stdout for _ in range(2))
    assert first == second != ""


def test_a_corrected_table_is_followed(lines: tuple[str, str], tmp_path: Path) -> None:
    table = tmp_path / "b.tsv"
    table.write_text(
        call(*lines, "--presegmented", "--format", "tsv").stdout.replace("\t5\t5\t", "\t5\t5 6\t"),
        "utf-8",
    )
    found = answer(*lines, "--presegmented", "--beads", str(table))
    fixed = [b for b in found["beads"] if b["status"] == "accepted"]
    assert [(b["source"], b["target"]) for b in fixed] == [([5], [5, 6])]


def test_a_workbook_is_written_where_it_is_asked_for(
    lines: tuple[str, str], tmp_path: Path
) -> None:
    pytest.importorskip("openpyxl")
    books = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for book in books:
        assert call(*lines, "--presegmented", "--format", "xlsx", "-o", str(book)).exit_code == 0
    assert books[0].read_bytes() == books[1].read_bytes()


def test_two_texts_about_other_things_are_not_called_a_translation(
    lines: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "other").write_text("\n".join(OTHER), "utf-8")
    found = answer(lines[0], str(tmp_path / "other"), "--presegmented")
    assert found["verdict"] in ("unreliable", "not_a_translation")
    assert all(b["confidence"] < 0.5 for b in found["beads"] if b["source"] and b["target"])


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n\n", "Zażółć gęślą jaźń.\n".encode("iso-8859-2"), b"a\x00b. c\n", b"One."],
)
def test_bad_input_gives_a_message_and_never_a_traceback(
    content: bytes, lines: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "bad"
    path.write_bytes(content)
    if b"\x00" in content or not content.strip():
        with contextlib.suppress(DataError):  # one clear line; the program ends with 2
            call(str(path), lines[1], "--presegmented", "--json")
        return
    done = call(str(path), lines[1], "--presegmented", "--json")
    assert done.exit_code in (0, 1)
    found = json.loads(done.stdout)
    placed = [n for bead in found["beads"] for n in bead["target"]]
    assert sorted(placed) == list(range(20))


def test_two_formats_at_once_are_misuse(lines: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        call(*lines, "--json", "--format", "tmx")


def test_a_bead_file_that_is_not_there_is_misuse(lines: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        call(*lines, "--beads", "/no/such/file")
