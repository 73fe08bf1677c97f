"""The register out to a spreadsheet and back as decisions of an editor."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest

from herewith.errors import UsageError
from herewith.formats.cells import neutral, plain
from herewith.formats.register_sheets import COLUMNS, read_sheet, write_sheet
from herewith.project import create, open_project
from herewith.project.project import Project
from herewith.project.register_sheet import read_register, write_register

DAY = datetime.date(1990, 1, 31)
LETTER = """Port Alden, March 3, 1958

Dear Mr. Winslow:

I have considered your letter of February 2 and agree with all of its proposals without any reservation.

Sincerely,

Thomas A. Reed
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    box = tmp_path / "letters"
    box.mkdir()
    (box / "letter.txt").write_text(LETTER, "utf-8")
    create(tmp_path / "edition", [box])
    made = open_project(tmp_path / "edition")
    made.run()
    return made


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def edited(path: Path, field: str, **cells: str) -> None:
    """Change cells in the first row of a field."""
    rows = rows_of(path)
    row = next(row for row in rows if row["field"] == field)
    row |= cells
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_sheet_that_nobody_edited_makes_no_decision(
    project: Project, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"register.{form}"
    assert write_register(project, path) > 5
    first = path.read_bytes()
    assert read_register(project, path, by="EB", on=DAY, because="seen") == ((), ())
    write_register(project, path)
    assert path.read_bytes() == first


def test_an_edited_value_becomes_a_decision_and_holds_in_the_next_run(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "register.csv"
    write_register(project, path)
    edited(path, "date", value="1958-03-04?", because="the postmark")
    edited(path, "subject", value="=Grain")
    edited(path, "sender", decision="reject")
    done, problems = read_register(project, path, by="E. Barlow", on=DAY, because="seen")
    assert problems == ()
    assert {(d.judgement, d.by, d.because) for d in done} == {
        ("set", "E. Barlow", "the postmark"),
        ("set", "E. Barlow", "seen"),
        ("reject", "E. Barlow", "seen"),
    }
    again = open_project(project.folder.root)
    again.run()
    (document,) = again.edition().documents()
    entry = again.edition().entry(document.id)
    assert entry is not None
    assert entry.date is not None
    assert entry.subject is not None
    assert entry.date.value.date.edtf == "1958-03-04?"
    assert entry.date.status == "set"
    assert entry.subject.value == "=Grain"
    assert entry.sender[0].status == "rejected"


def test_rows_that_cannot_be_understood_are_problems_and_nothing_is_written(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "register.csv"
    write_register(project, path)
    edited(path, "date", value="the third of March")
    edited(path, "kind", statement="nobody/kind")
    edited(path, "sender", decision="perhaps")
    done, problems = read_register(project, path, by="EB", on=DAY, because="seen")
    assert done == ()
    assert sorted(problem.code for problem in problems) == ["N133", "N134", "N136"]
    assert not (project.folder.decisions / "register.toml").exists()


def test_a_column_that_is_none_of_ours_is_said_and_a_lost_one_stops(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("statement;field;value;was;colour\na/kind;kind;letter;letter;blue\n", "utf-8")
    rows, problems = read_sheet(path)
    assert rows[0][1]["value"] == "letter"
    assert [problem.code for problem in problems] == ["N132"]
    path.write_text("statement,value\na/kind,letter\n", "utf-8")
    rows, problems = read_sheet(path)
    assert rows == []
    assert problems[0].code == "N131"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("text", ["=1+1", "+7", "-5", "@x", "'=x", "'tis", "\tx", "plain", "a\nb"])
def test_no_cell_is_a_formula_and_none_is_changed(tmp_path: Path, form: str, text: str) -> None:
    path = tmp_path / f"sheet.{form}"
    write_sheet(path, [{"statement": "a/kind", "field": "kind", "value": text, "was": text}])
    ((_, row),) = read_sheet(path)[0]
    assert row["value"] == text
    assert neutral(text)[:1] not in ("=", "+", "-", "@", "\t")
    assert plain(neutral(text)) == text


def test_a_sheet_of_another_form_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"neither \.csv nor \.xlsx"):
        write_register(project, tmp_path / "register.ods")
