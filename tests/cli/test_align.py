"""`herewith align` as it is called: the JSON of the contract, formats, corrections, bad input."""

from __future__ import annotations

import json
import subprocess
import sys
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
    "content", [b"", b"\n\n \n", b"\xef\xbb\xbf"], ids=["empty", "blank", "a mark and nothing"]
)
@pytest.mark.parametrize("side", [0, 1])
def test_a_side_without_a_sentence_is_a_clear_message(
    content: bytes, side: int, lines: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "bad").write_bytes(content)
    pair = [lines[0], lines[1]]
    pair[side] = str(tmp_path / "bad")
    with pytest.raises(DataError, match="bad"):
        call(*pair, "--presegmented", "--json")


NUMBERED = "".join(f"{EN[k % 20]} And {k} more.\n" for k in range(500))


@pytest.mark.parametrize(
    ("content", "count", "message"),
    [
        (b"One sentence alone stands here.\n", 1, ""),
        (NUMBERED.encode(), 500, ""),
        (("\n\n" + "\n\n\n".join(EN)).encode(), 60, ""),
        (b"\xef\xbb\xbf" + "\n".join(EN).encode(), 20, ""),
        ("Zażółć gęślą jaźń dnia 3 marca.\nRząd Weska dziękuje.\n".encode("iso-8859-2"), 2, ""),
        ("קיבלנו את הודעתכם מיום 3 במרץ.\nממשלת וסק מודה לכם.\n".encode(), 2, "A105"),
        (b"a\x00b. c\n" + "\n".join(EN).encode(), 21, "NUL"),
    ],
    ids=["one", "five hundred", "blank lines", "byte order mark", "Latin-2", "Hebrew", "NUL"],
)
@pytest.mark.parametrize("turned", [False, True])
def test_odd_input_is_aligned_or_said_not_to_be_a_translation(
    content: bytes, count: int, message: str, turned: bool, lines: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "odd").write_bytes(content)
    pair = [str(tmp_path / "odd"), lines[0]][:: -1 if turned else 1]
    done = call(*pair, "--presegmented", "--json")
    found = json.loads(done.stdout)
    side = ("target", "source")[not turned]
    assert len(found[f"{side}_sentences"]) == count
    for name in ("source", "target"):
        placed = sorted(n for bead in found["beads"] for n in bead[name])
        assert placed == list(range(len(found[f"{name}_sentences"])))
    assert message in done.stderr
    if count in (20, 60):
        assert found["verdict"] == "aligned"
    if count < 3:
        assert found["verdict"] != "aligned"


def test_one_sentence_against_five_hundred_finds_its_place(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("Мы получили Ваше послание от 3 марта, и еще 77.\n", "utf-8")
    (tmp_path / "b").write_text(NUMBERED, "utf-8")
    found = answer(str(tmp_path / "a"), str(tmp_path / "b"), "--presegmented")
    assert found["verdict"] != "aligned"
    assert sorted(n for bead in found["beads"] for n in bead["target"]) == list(range(500))


def test_ten_megabytes_beside_a_letter_end_with_a_verdict(
    lines: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "long").write_text("\n".join(["x" * 50_000] * 200 + list(EN)), "utf-8")
    assert (tmp_path / "long").stat().st_size > 10_000_000
    found = answer(str(tmp_path / "long"), lines[0], "--presegmented")
    right = [b for b in found["beads"] if b["source"] and b["target"]]
    assert [(b["source"], b["target"]) for b in right] == [([200 + n], [n]) for n in range(20)]


@pytest.mark.parametrize(
    "content",
    [
        "\n".join(f"{EN[k % 20]} It is number {k} of all." for k in range(150_000)),
        "\n".join(" ".join([EN[k % 20]] * 130) for k in range(1_500)),
    ],
    ids=["many sentences", "long sentences"],
)
def test_ten_megabytes_beside_ten_megabytes_are_refused_in_one_line(
    content: str, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(content, "utf-8")
    assert (tmp_path / "a").stat().st_size > 9_000_000
    with pytest.raises(UsageError, match="too long to be aligned at once") as refused:
        call(str(tmp_path / "a"), str(tmp_path / "b"), "--presegmented")
    assert "\n" not in str(refused.value)


def test_the_same_bytes_come_out_whatever_the_hash_seed(lines: tuple[str, str]) -> None:
    code = "from herewith.cli.main import main; main()"
    path = ":".join(filter(None, sys.path))
    made = {
        subprocess.run(
            [sys.executable, "-c", code, "align", *lines, "--presegmented", "--json"],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(made) == 1


def test_versions_of_one_letter_are_held_against_each_other(
    lines: tuple[str, str], tmp_path: Path
) -> None:
    (tmp_path / "c.en").write_text("\n".join(EN[:9] + EN[10:]) + "\n", "utf-8")
    found = answer(*lines, str(tmp_path / "c.en"), "--presegmented")
    (other,) = found["others"]
    assert len(other["target_sentences"]) == 19
    assert found["triangles"] == []
    # an editor's file ties a sentence of both versions to the one that stands there by number
    (tmp_path / "x.beads").write_text("= s12 t12\n", "utf-8")
    beads = str(tmp_path / "x.beads")
    found = answer(*lines, str(tmp_path / "c.en"), "--presegmented", "--beads", beads)
    assert 12 in [triangle["source"] for triangle in found["triangles"]]
    text = call(*lines, str(tmp_path / "c.en"), "--presegmented", "--beads", beads).stdout
    assert "\ns12: " in text.split("where the versions disagree")[1]
    with pytest.raises(UsageError):
        call(*lines, str(tmp_path / "c.en"), "--format", "tmx")


def test_words_of_an_editor_and_of_an_alignment_are_one_kind_of_file(
    lines: tuple[str, str], tmp_path: Path
) -> None:
    lexicon = tmp_path / "ru-en.lexicon"
    assert call(*lines, "--presegmented", "--format", "lexicon", "-o", str(lexicon)).exit_code == 0
    assert lexicon.read_text("utf-8").startswith("@ ru en\n# word\trendering")
    done = call(*lines, "--presegmented", "--lexicon", str(lexicon), "--json")
    assert done.exit_code == 0
    lexicon.write_text("@ ru en\nмир\n", "utf-8")
    done = call(*lines, "--presegmented", "--lexicon", str(lexicon), "--json")
    assert "A108" in done.stderr
    with pytest.raises(UsageError):
        call(*lines, "--lexicon", "/no/such/file")


def test_a_sentence_runs_on_over_a_hyphen_and_a_page(
    files: tuple[str, str], tmp_path: Path
) -> None:
    text = Path(files[1]).read_text("utf-8")
    torn = text.replace("patrol boats", "pa-\ntrol boats").replace("every ", "every\n\f")
    torn = torn.replace("must not be touched", "must not\f be touched")
    (tmp_path / "torn.txt").write_text(torn, "utf-8")
    whole = [s["text"] for s in answer(*files)["target_sentences"]]
    found = [s["text"] for s in answer(files[0], str(tmp_path / "torn.txt"))["target_sentences"]]
    assert found == whole


def test_two_formats_at_once_are_misuse(lines: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        call(*lines, "--json", "--format", "tmx")


def test_a_bead_file_that_is_not_there_is_misuse(lines: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        call(*lines, "--beads", "/no/such/file")
