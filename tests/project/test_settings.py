"""Settings: where each value comes from, and every fault with its line."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herewith.errors import DataError, StoreError, UsageError
from herewith.project.settings import Settings, read_settings

DEFAULTS = {
    "align": {"deep": True, "level": 2, "rate": 0.5, "note": "", "words": ["a"]},
    "read": {},
}


def settings(folder: Path, text: str, **more: object) -> Settings:
    (folder / "herewith.toml").write_text(text, "utf-8")
    return read_settings(folder, DEFAULTS, **more)  # type: ignore[arg-type]


def test_without_settings_the_defaults_hold(tmp_path: Path) -> None:
    found = settings(tmp_path, "")
    assert (found.title, found.engine, found.workers) == (tmp_path.name, "local", 2)
    assert found.stages["align"]["level"] == 2
    assert [box.path for box in found.boxes] == ["box"]
    assert {one.origin for one in found.effective} == {"default"}


def test_file_goes_before_default_environment_before_file_flag_before_all(tmp_path: Path) -> None:
    text = '[run]\nengine = "pool"\nworkers = 3\n[stage.align]\nlevel = 4\ndeep = false\n'
    found = settings(
        tmp_path,
        text,
        environment={"HEREWITH_RUN_WORKERS": "5", "HEREWITH_STAGE_ALIGN_LEVEL": "6", "HOME": "x"},
        flags={"run.workers": 7},
    )
    assert (found.engine, found.workers) == ("pool", 7)
    assert dict(found.stages["align"]) == DEFAULTS["align"] | {"level": 6, "deep": False}
    origins = {one.key: one.origin for one in found.effective}
    assert origins["run.engine"] == "herewith.toml:2"
    assert origins["run.workers"] == "command line"
    assert origins["stage.align.level"] == "environment HEREWITH_STAGE_ALIGN_LEVEL"
    assert origins["stage.align.deep"] == "herewith.toml:6"
    assert origins["stage.align.rate"] == "default"


def test_inline_tables_are_settings_too(tmp_path: Path) -> None:
    found = settings(tmp_path, "run = {workers = 9}\nstage.align = {level = 8}\n")
    assert (found.workers, found.stages["align"]["level"]) == (9, 8)
    origins = {one.key: one.origin for one in found.effective}
    assert origins["stage.align.level"] == "herewith.toml:2"


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ("titel = 'x'\n", "P102", 1, 'Did you mean "title"?'),
        ("\n[run]\nworker = 2\n", "P102", 3, 'Did you mean "run.workers"?'),
        ("[stage.algin]\n", "P102", 1, 'Did you mean "stage.align"?'),
        ("[stage.align]\nlevels = 2\n", "P102", 2, 'Did you mean "stage.align.level"?'),
        ("title = 3\n", "P103", 1, "a text"),
        ("[run]\nworkers = true\n", "P103", 2, "a whole number"),
        ("[stage.align]\ndeep = 1\n", "P103", 2, "true or false"),
        ("[stage.align]\nwords = 'a'\n", "P103", 2, "a list"),
        ("[stage.align]\nrate = 'a'\n", "P103", 2, "a number"),
        ("run = 1\n", "P103", 1, "table"),
        ("box = 'x'\n", "P103", 1, "[[box]]"),
        ("[[box]]\nname = 'x'\n", "P104", 1, 'no "path"'),
        ("[[box]]\npaht = 'x'\npath='y'\n", "P102", 2, 'Did you mean "path"?'),
        ("[[box]]\nname='a'\npath='y'\n[[box]]\nname='a'\npath='z'\n", "P104", 4, "two boxes"),
        ("format = 0\n", "P103", 1, "from 1"),
        ("title = \n", "P101", 1, "not TOML"),
        ("title = 'a'\nformat = [", "P101", 2, "not TOML"),
    ],
)
def test_a_fault_is_told_with_code_line_and_remedy(
    tmp_path: Path, text: str, code: str, line: int, words: str
) -> None:
    with pytest.raises(DataError) as caught:
        settings(tmp_path, text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == (code, line)
    assert words in str(problem)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="3 faults") as caught:
        settings(tmp_path, "titel = 1\nformat = 'x'\n[run]\nworkers = 'many'\n")
    assert [p.place.line for p in caught.value.problems] == [1, 2, 4]


def test_a_newer_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="newer Herewith"):
        settings(tmp_path, "format = 2\n[unheard-of]\n")


def test_a_folder_without_settings_is_not_a_project(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not a project folder"):
        read_settings(tmp_path, DEFAULTS)


def test_an_unknown_variable_is_misuse_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="HEREWITH_RUN_WORKERS"):
        settings(tmp_path, "", environment={"HEREWITH_RUN_WORKER": "2"})


def test_a_variable_of_the_wrong_kind_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="whole number"):
        settings(tmp_path, "", environment={"HEREWITH_RUN_WORKERS": "many"})


def test_boxes_of_one_name_are_told_apart(tmp_path: Path) -> None:
    found = settings(tmp_path, "[[box]]\npath = 'a/scans'\n[[box]]\npath = 'b/scans'\n")
    assert [box.name for box in found.boxes] == ["scans", "scans-2"]


@given(text=st.text("[]run.box=stage\"'#\n 1{},", max_size=80))
def test_no_settings_whatever_crash(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    with contextlib.suppress(DataError, StoreError):
        assert settings(tmp_path_factory.mktemp("p"), text).workers == 2
