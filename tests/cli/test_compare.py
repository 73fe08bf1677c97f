"""The verb compare: pairs, witnesses, and what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from herewith.cli.compare import command
from herewith.errors import UsageError


def lines(path: Path, *objects: object) -> Path:
    path.write_text("\n".join(json.dumps(o, ensure_ascii=False) for o in objects), encoding="utf-8")
    return path


def test_every_pair_gets_one_line_with_its_class(tmp_path: Path) -> None:
    pairs = lines(
        tmp_path / "p.jsonl",
        {"id": "1", "a": "42 ships", "b": "24 ships", "a_lang": "en", "b_lang": "en"},
        {"id": "2", "a": "Мы не признаем.", "b": "We do not recognize.", "lang": "en-ru"},
    )
    done = CliRunner().invoke(command, ["--pairs", str(pairs)])
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(s["id"], s["class"], s["a_lang"]) for s in said] == [
        ("1", "substance", "en"),
        ("2", "none", "ru"),
    ]
    assert done.exit_code == 0


def test_a_line_that_is_no_pair_is_a_problem_and_the_others_are_answered(tmp_path: Path) -> None:
    pairs = tmp_path / "p.jsonl"
    pairs.write_text('nonsense\n[1]\n{"a": "one", "b": "one"}\n', encoding="utf-8")
    done = CliRunner().invoke(command, ["--pairs", str(pairs)])
    assert [json.loads(line)["class"] for line in done.stdout.splitlines()] == ["none"]
    assert done.stderr.count("S101") == 2
    assert f"{pairs}:1" in done.stderr
    assert done.exit_code == 1


def test_pairs_and_witnesses_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no witnesses"):
        command(["--pairs", str(tmp_path / "p"), "a.txt"], standalone_mode=False)


@pytest.mark.parametrize("arguments", [[], ["a.txt"]])
def test_fewer_than_two_witnesses_are_misuse(arguments: list[str]) -> None:
    with pytest.raises(UsageError, match="two or more"):
        command(arguments, standalone_mode=False)


def test_three_witnesses_give_two_comparisons_with_the_first(tmp_path: Path) -> None:
    for name, number in (("a", "two"), ("b", "three"), ("c", "two")):
        text = f"We shall leave the island within {number} weeks and not return."
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    files = [str(tmp_path / f"{name}.txt") for name in "abc"]
    done = CliRunner().invoke(command, [*files, "--json", "--languages", "en,en,en"])
    said = json.loads(done.stdout)
    assert [c["verdict"] for c in said["comparisons"]] == [
        "differences_of_substance",
        "no_difference_of_substance",
    ]
    assert set(said) >= {"verdict", "statement", "coverage", "counts", "findings", "digests"}


def test_without_json_the_certificate_is_printed_in_words(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("We agree to the plan.", encoding="utf-8")
    done = CliRunner().invoke(
        command, [str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--languages", "en,en"]
    )
    assert "no differences of substance were noted" in done.stdout


def test_a_certificate_names_its_witnesses_without_their_folders(tmp_path: Path) -> None:
    for name, men in (("one", "forty"), ("other", "fifty")):
        (tmp_path / f"{name}.txt").write_text(f"We shall send {men} men to the strip.\n", "utf-8")
    done = CliRunner().invoke(command, [str(tmp_path / f"{n}.txt") for n in ("one", "other")])
    assert done.stdout.startswith("CERTIFICATE OF COMPARISON: one.txt – other.txt")
