"""The verbs of a project's life, as a historian types them, on the built-in kinds of files."""

from __future__ import annotations

import json
import os
import re
from importlib import import_module
from pathlib import Path

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from herewith.cli import main as program

LETTER = """\
                                              Port Calmere, March 11, 1959

Dear Mr. Chairman:

Our ships will wait outside the strait until the Commission has met.

Sincerely,

Adrian W. Hollis
"""


class Shell:
    """Runs the program in this process, as `main` does, and keeps what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self.out = self.err = ""

    def __call__(self, *words: str) -> int:
        self._monkeypatch.setattr("sys.argv", ["herewith", *words])
        with pytest.raises(SystemExit) as stop:
            program.main()
        captured = self._capsys.readouterr()
        self.out, self.err = captured.out, captured.err
        return int(stop.value.code or 0)

    def json(self, *words: str) -> dict[str, object]:
        self(*words, "--json")
        data = json.loads(self.out)
        assert set(data["herewith"]) == {"version", "rules"}
        return dict(data)


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(capsys, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans/letter.txt").write_text(LETTER, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert shell("new", "edition", "--box", "scans") == 0
    return tmp_path / "edition"


@pytest.fixture
def statement(folder: Path, shell: Shell) -> str:
    """The id of some statement of the project."""
    assert shell("run", "edition") == 0
    lines = [
        json.loads(line)
        for path in sorted((folder / "work/statements").glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return str(lines[0]["id"])


def test_new_makes_a_project_and_says_what_to_do_next(folder: Path, shell: Shell) -> None:
    assert (folder / "herewith.toml").exists()
    assert "herewith run edition" in shell.out


def test_new_adds_a_box_to_a_project(folder: Path, shell: Shell) -> None:
    Path("more.txt").write_text("More.\n", "utf-8")
    found = shell.json("new", "edition", "--box", "more.txt")
    assert [box["path"] for box in found["boxes"]] == ["../scans", "../more.txt"]  # type: ignore[attr-defined]


def test_run_prints_what_the_edition_holds(folder: Path, shell: Shell) -> None:
    assert shell("run", "edition") == 0
    assert re.search(r"documents +1", shell.out)
    assert "Nothing was out of date" not in shell.out
    assert shell("run", "edition") == 0
    assert "Nothing was out of date" in shell.out


def test_run_prints_json(folder: Path, shell: Shell) -> None:
    found = shell.json("run", "edition", "--engine", "pool", "--workers", "1")
    assert found["unchanged"] is False
    assert found["counts"]["documents"] == 1  # type: ignore[index]
    assert {stage["name"] for stage in found["stages"]} >= {"read", "reconstruct"}  # type: ignore[attr-defined]


def test_a_file_whose_name_is_not_text_does_not_cost_the_others(folder: Path, shell: Shell) -> None:
    try:
        Path(os.fsdecode(b"scans/bad-\xff.txt")).write_text(LETTER, "utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    assert shell("run", "edition") == 0
    assert re.search(r"documents +2", shell.out)
    assert shell("run", "edition", "--engine", "pool", "--workers", "1", "--from", "read") == 0
    assert shell("check", "scans") == 0
    assert shell("reconstruct", "scans", "--json") == 0
    assert [source["id"] for source in json.loads(shell.out)["sources"]] == ["bad-\\xff", "letter"]
    assert shell("publish", "edition") == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["foo"], "herewith: No such command 'foo'. See: herewith --help\n"),
        (["new"], "herewith: Missing argument 'DIR'. See: herewith new --help\n"),
        (
            ["desk", "file", "X"],
            "herewith: Missing option '--by'. See: herewith desk file --help\n",
        ),
    ],
)
def test_misuse_is_told_in_one_line(shell: Shell, words: list[str], said: str) -> None:
    assert shell(*words) == 2
    assert (shell.out, shell.err) == ("", said)


@pytest.mark.parametrize("verb", ["run", "serve", "publish", "check", "export"])
def test_every_verb_tells_all_faults_of_the_settings(folder: Path, shell: Shell, verb: str) -> None:
    settings = folder / "herewith.toml"
    settings.write_text(f"{settings.read_text('utf-8')}\n[run]\nwrokers = 2\nengin = 1\n", "utf-8")
    assert shell(verb, "edition", *(("--to", "csv") if verb == "export" else ())) == 2
    assert 'Did you mean "run.workers"?' in shell.err
    assert 'Did you mean "run.engine"?' in shell.err


def test_a_folder_that_cannot_be_written_is_misuse(folder: Path, shell: Shell) -> None:
    assert shell("run", "edition") == 0
    Path("there").write_text("a file", "utf-8")
    assert shell("publish", "edition", "--to", "there/site") == 2
    assert re.fullmatch(r"herewith: .*there/site.*\n", shell.err)


def test_problems_go_to_stderr_with_their_place_and_end_in_1(folder: Path, shell: Shell) -> None:
    Path("scans/scan.pdf").write_bytes(b"%PDF-1.4\0\0")
    assert shell("run", "edition") == 1
    assert "scan.pdf" in shell.err
    assert re.search(r"documents +1", shell.out)
    assert len(shell.json("run", "edition")["problems"]) == 1  # type: ignore[arg-type]


def test_check_tells_settings_with_their_origin(folder: Path, shell: Shell) -> None:
    shell("run", "edition")
    assert shell("check", "edition") == 0
    assert "run.workers = 2  (default)" in shell.out
    assert "herewith.toml:" in shell.out


def test_check_reads_files_without_a_project(folder: Path, shell: Shell) -> None:
    assert shell("check", "scans") == 0
    Path("scans/scan.pdf").write_bytes(b"%PDF-1.4\0\0")
    assert shell("check", "scans") == 1
    assert "scan.pdf" in shell.err
    assert shell.json("check", "scans/letter.txt")["problems"] == []


def test_broken_settings_are_told_with_their_lines(folder: Path, shell: Shell) -> None:
    with (folder / "herewith.toml").open("a") as file:
        file.write('\n[runn]\nworkers = "x"\n')
    assert shell("run", "edition") == 2
    assert 'Did you mean "run"?' in shell.err
    assert shell.json("check", "edition")["problems"][0]["code"] == "P102"  # type: ignore[index]


def test_a_statement_is_explained_decided_and_undone(
    folder: Path, statement: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert shell("explain", statement) == 0
    assert re.search(r"letter\.txt:\d+:\d+", shell.out)
    day = ("--by", "EB", "--on", "1990-01-31")
    made = shell.json("decide", statement, "accept", *day, "--because", "seen")
    name = str(made["decision"]["id"])  # type: ignore[index]
    assert shell("run") == 0
    shell("explain", statement)
    assert "status accepted" in shell.out
    assert f"{name}: accept, EB, 1990-01-31: seen (in force)" in shell.out
    assert shell("undo", name, *day) == 0
    assert shell("run") == 0
    shell("explain", statement)
    assert "status proposed" in shell.out
    assert "(undone by d-" in shell.out


def test_an_unknown_statement_ends_in_2_with_the_nearest(
    folder: Path, statement: str, shell: Shell
) -> None:
    wrong = statement[:-1]
    for words in (("explain", wrong), ("decide", wrong, "accept", "--by", "a", "--because", "b")):
        assert shell(*words, "--project", "edition") == 2
        assert f"Nearest: {statement}" in shell.err


def test_a_value_that_is_not_json_is_misuse_with_the_remedy(
    folder: Path, statement: str, shell: Shell
) -> None:
    words = ("decide", statement, "set", "--value", "1962-10-27", "--by", "a", "--because", "b")
    assert shell(*words, "--project", "edition") == 2
    assert "quotation marks" in shell.err


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_export_names_the_files_it_wrote(folder: Path, shell: Shell, form: str) -> None:
    shell("run", "edition")
    assert shell("export", "edition", "--to", form) == 0
    assert all(Path(line).exists() for line in shell.out.splitlines())
    assert shell.json("export", "edition", "--to", form, "-o", "out")["files"]


def test_the_desk_writes_reads_and_reminds(folder: Path, shell: Shell) -> None:
    here = ("--project", "edition")
    assert shell("desk", "receive", "a-letter", "--from", "Embassy", "--by", "EB",
                 "--on", "1959-03-12", *here) == 0  # fmt: skip
    assert shell("desk", "ticket", "a-letter", "--number", "T-24", "--to", "Translation",
                 "--due", "1959-03-14", "--by", "EB", "--on", "1959-03-12", *here) == 0  # fmt: skip
    assert shell("desk", "overdue", "--on", "1959-03-16", *here) == 1
    assert "2 days late" in shell.out
    assert shell("desk", "certify", "a-letter", "--closes", "2", "--by", "EB",
                 "--on", "1959-03-16", *here) == 0  # fmt: skip
    assert shell("desk", "overdue", "--on", "1959-03-17", *here) == 0
    assert shell("desk", "log", *here) == 0
    assert [line.split()[2] for line in shell.out.splitlines()] == ["receive", "ticket", "certify"]
    log = folder / "log/events.jsonl"
    log.write_text(log.read_text("utf-8").replace("Embassy", "Consulate"), "utf-8")
    assert shell("desk", "log", *here) == 1
    assert "events.jsonl:1: E102" in shell.err
    assert shell("desk", "file", "a-letter", "--as", "1", "--by", "EB", *here) == 2


def test_every_kind_of_event_has_its_verb() -> None:
    from herewith.cli.desk import HELP
    from herewith.desk import EVENT_KINDS

    assert dict(EVENT_KINDS) == HELP


def test_the_environment_is_heard_and_misspellings_are_told(
    folder: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEREWITH_RUN_ENGINE", "poll")
    assert shell("run", "edition") == 2
    assert 'Did you mean "pool"?' in shell.err
    monkeypatch.setenv("HEREWITH_RUN_ENGINE", "local")
    monkeypatch.setenv("HEREWITH_RUN_WORKERZ", "2")
    assert shell("run", "edition") == 2
    assert "HEREWITH_RUN_WORKERS" in shell.err


def test_what_is_not_a_project_is_told_in_one_line(
    tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (("run",), ("explain", "x"), ("export", "--to", "csv"), ("desk", "log")):
        assert shell(*words) == 2
        assert shell.err.startswith("herewith: . is not a project folder")
        assert shell.err.count("\n") == 1


VERBS = ("new", "run", "check", "explain", "decide", "undo", "export", "desk")
WORDS = st.one_of(
    st.sampled_from(
        [
            "--json",
            "--project",
            "edition",
            "--box",
            "scans",
            "--by",
            "EB",
            "--because",
            "x",
            "--on",
            "1959-03-12",
            "--to",
            "csv",
            "jsonl",
            "--value",
            "1",
            "{",
            "accept",
            "set",
            "letter",
            "letter/encoding",
            "--engine",
            "local",
            "--from",
            "read",
            "receive",
            "log",
            "overdue",
            "--due",
            "--closes",
            "1",
            "--file",
            "d.toml",
            "--title",
            "-o",
            "out",
            "--",
            "scans/letter.txt",
        ]
    ),
    st.text(max_size=8).filter(lambda word: "\0" not in word and "/" not in word),
)


VALUES = st.one_of(
    st.just("STATEMENT"),
    st.sampled_from(["edition", "scans", ".", "1959-03-12", "2", "accept", "set", "csv", "jsonl"]),
    st.sampled_from(
        ["local", "pool", "read", "d.toml", '"Sarn"', "null", "EB", "", "-1", "\udcff"]
    ),
    st.text(max_size=6).filter(lambda word: "\0" not in word and "/" not in word),
)


@st.composite
def sentences(draw: st.DrawFn) -> list[str]:
    """A verb with options it has, each perhaps with a value that makes sense, perhaps not."""
    verb = draw(st.sampled_from(VERBS))
    command = import_module(program.module_of(verb)).command
    words = [verb]
    if isinstance(command, click.Group):
        name = draw(st.sampled_from(sorted(command.commands)))
        command = command.commands[name]
        words.append(name)
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            if parameter.required or draw(st.integers(0, 2)) == 0:
                words.append(parameter.opts[0])
                if not parameter.is_flag:
                    words.append(draw(VALUES))
        elif draw(st.integers(0, 5)):
            words.append(draw(VALUES))
    return words


@settings(suppress_health_check=list(HealthCheck), max_examples=150)
@given(words=sentences())
def test_no_options_whatever_end_in_a_traceback(
    folder: Path, statement: str, shell: Shell, words: list[str]
) -> None:
    words = [statement if word == "STATEMENT" else word for word in words]
    code = shell(*words)
    assert code in (0, 1, 2)
    assert "Traceback" not in shell.err
    assert "fault of the program" not in shell.err
    if "--json" in words and code == 0:
        assert all(json.loads(line) for line in shell.out.splitlines())


@settings(suppress_health_check=list(HealthCheck), max_examples=120)
@given(verb=st.sampled_from(VERBS), words=st.lists(WORDS, max_size=8))
def test_no_words_whatever_end_in_a_traceback(
    folder: Path, shell: Shell, verb: str, words: list[str]
) -> None:
    code = shell(verb, *words)
    assert code in (0, 1, 2)
    assert "Traceback" not in shell.err
    assert "fault of the program" not in shell.err
    if code == 2:
        assert shell.err.strip()


def test_help_of_every_verb_is_there(shell: Shell) -> None:
    for verb in VERBS:
        assert shell(verb, "--help") == 0
        assert f"herewith {verb}" in shell.out
        assert import_module(program.module_of(verb)).command.name == verb
