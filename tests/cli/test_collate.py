"""`herewith collate` as it is called: the JSON of the contract, formats, sigla, misuse."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from herewith.cli.collate import command
from herewith.errors import UsageError

A = """The Regent has read the letter of the Council with joy.

He asks that three ships, the Aurora, the Petrel and the Gannet, be released at once.
"""
B = """The regent has read the letter of the Council with fear.

He asks that two ships,
the Aurora, the Petrel and the Gannet, be not released at once.
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "draft.txt").write_text(A, "utf-8")
    (tmp_path / "copy.txt").write_text(B, "utf-8")
    return str(tmp_path / "draft.txt"), str(tmp_path / "copy.txt")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False)


def answer(*arguments: str) -> dict[str, Any]:
    result = call(*arguments, "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def test_the_json_has_the_fields_of_the_contract(files: tuple[str, str]) -> None:
    found = answer(*files)
    assert set(found) >= {"herewith", "sigla", "variations", "moves", "coverage"}
    assert found["sigla"] == ["copy", "draft"]
    assert set(found["variations"][0]) >= {"n", "readings", "class", "kind", "severity", "reason"}
    assert set(found["coverage"]["copy"]) >= {"tokens", "compared", "lacunae"}


def test_spans_are_offsets_of_the_delivered_file(files: tuple[str, str]) -> None:
    texts = {"draft": A, "copy": B}
    found = answer(*files)
    for variation in found["variations"]:
        for reading in variation["readings"]:
            assert reading["sigla"] == sorted(reading["spans"])
            for siglum, (start, end) in reading["spans"].items():
                assert texts[siglum][start:end] == reading["text"]


def test_readings_and_agreements_cover_every_word_once_and_in_order(
    files: tuple[str, str],
) -> None:
    found = answer(*files)
    for siglum, text in (("draft", A), ("copy", B)):
        spans = [
            r["spans"][siglum]
            for v in found["variations"]
            for r in v["readings"]
            if siglum in r["spans"]
        ]
        spans += [a["spans"][siglum] for a in found["agreements"] if siglum in a["spans"]]
        spans.sort()
        assert all(left[1] <= right[0] for left, right in pairwise(spans))
        covered = "".join(text[start:end] for start, end in spans)
        assert "".join(covered.split()) == "".join(text.split())


def test_what_changed_is_found(files: tuple[str, str]) -> None:
    found = answer(*files, "--base", "draft")
    assert [(v["class"], [r["text"] for r in v["readings"]]) for v in found["variations"]] == [
        ("form", ["Regent", "regent"]),
        ("substance", ["joy", "fear"]),
        ("substance", ["three", "two"]),
        ("substance", ["", "not"]),
    ]


def test_the_order_in_which_files_are_named_changes_nothing(files: tuple[str, str]) -> None:
    assert answer(*files) == answer(*files[::-1])


def test_sigla_are_given_before_the_file_or_in_a_list(files: tuple[str, str]) -> None:
    assert answer(f"A={files[0]}", f"B={files[1]}")["sigla"] == ["A", "B"]
    assert answer(*files, "--sigla", "X, Y")["sigla"] == ["X", "Y"]


def test_a_file_with_itself_has_no_variation(files: tuple[str, str]) -> None:
    found = answer(files[0], files[0])
    assert found["variations"] == []
    assert len(found["sigla"]) == 2


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("apparatus", "Base: copy."),
        ("collatex", "{"),
        ("tei", "<?xml"),
        ("csv", "n,what,class"),
        ("graphml", "<?xml"),
    ],
)
def test_every_format_is_printed(files: tuple[str, str], form: str, begins: str) -> None:
    result = call(*files, "--format", form)
    assert result.exit_code == 0
    assert result.stdout.startswith(begins)


def test_a_format_can_be_written_to_a_file(files: tuple[str, str], tmp_path: Path) -> None:
    target = tmp_path / "out.xml"
    assert call(*files, "--format", "tei", "--output", str(target)).stdout == ""
    assert target.read_bytes().startswith(b"<?xml")


def test_a_collatex_input_holds_its_own_witnesses(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    data = {
        "witnesses": [{"id": "A", "content": "the gray fox"}, {"id": "B", "content": "the red fox"}]
    }
    path.write_text(json.dumps(data), "utf-8")
    found = answer(str(path))
    assert [r["text"] for r in found["variations"][0]["readings"]] == ["gray", "red"]


def test_rules_of_regularisation_are_read_from_a_file(
    files: tuple[str, str], tmp_path: Path
) -> None:
    rules = tmp_path / "regularisation.toml"
    rules.write_text('[[rule]]\nreading = "regent"\nregularised = "Regent"\n', "utf-8")
    found = answer(*files, "--regularisation", str(rules))
    assert found["variations"][0]["class"] == "none"


def test_witnesses_in_two_languages_are_a_problem_and_still_collated(
    files: tuple[str, str], tmp_path: Path
) -> None:
    russian = tmp_path / "ru.txt"
    russian.write_text("Регент прочёл письмо Совета с радостью и просит освободить суда.", "utf-8")
    result = call(files[0], str(russian), "--json")
    assert result.exit_code == 1
    assert "C102 the witnesses are not in one language" in result.stderr
    assert json.loads(result.stdout)["sigla"] == ["draft", "ru"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{0}"], "two or more witnesses"),
        (["A={0}", "A={1}"], "A is given twice"),
        (["{0}", "{1}", "--sigla", "A,A"], "stands for one witness only"),
        (["{0}", "{1}", "--sigla", "A"], "names 1 witnesses, 2 are given"),
        (["{0}", "{1}", "--base", "Z"], "no witness Z"),
        (["{0}", "{1}", "--json", "--format", "csv"], "ask for two things"),
        (["{0}", "{1}", "--format", "xlsx"], "a workbook needs a file"),
        (["{0}", "{1}", "--regularisation", "{0}.none"], "cannot read"),
        (["{0}", "{0}.none"], "none"),
    ],
)
def test_misuse_is_one_clear_line(files: tuple[str, str], arguments: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        call(*[argument.format(*files) for argument in arguments])
    assert "\n" not in str(caught.value)
