"""A bitext of a project out to a sheet, and corrected back as an editor's anchors."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from tests.algorithms.alignment.test_align import EN, RU

from herewith.cli.align import command
from herewith.errors import UsageError
from herewith.model.bitext import Bitext
from herewith.project import create, open_project
from herewith.project.bitext_sheet import read_bitext, write_bitext
from herewith.project.project import Project

DAY = datetime.date(1990, 1, 31)
FORMS = ("xlsx", "tsv", "jsonl", "tmx", "xml")


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sheets")
    box = folder / "letters"
    box.mkdir()
    head = ("Саарн, 3 марта 1958 года", "Уважаемый господин Президент!")
    (box / "a.txt").write_text("\n\n".join([*head, " ".join(RU)]) + "\n", "utf-8")
    head = ("Sarn, March 3, 1958", "Dear Mr. President:")
    (box / "b.txt").write_text("\n\n".join([*head, " ".join(EN)]) + "\n", "utf-8")
    create(folder / "edition", [box])
    open_project(folder / "edition").run()
    return folder / "edition"


@pytest.fixture
def project(ran: Path) -> Project:
    for path in (ran / "decisions").glob("*.beads"):
        path.unlink()
    return open_project(ran)


def bitext(project: Project) -> Bitext:
    edition = project.edition()
    (found,) = [b for item in edition.items() for b in edition.bitexts(item.id)]
    return found


def back(
    project: Project, path: Path, name: str | None = None
) -> tuple[tuple[str, ...], list[str]]:
    lines, problems = read_bitext(project, name, path, by="E. Barlow", on=DAY, because="read anew")
    return lines, [problem.code for problem in problems]


def change(path: Path, edit: Callable[[list[dict[str, str]]], None]) -> None:
    """Edit the rows of a TSV sheet as an editor would."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    edit(rows)
    text = "".join("\t".join(row) + "\n" for row in [list(rows[0]), *(r.values() for r in rows)])
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_a_sheet_that_nobody_corrected_says_nothing(
    project: Project, tmp_path: Path, form: str
) -> None:
    path = tmp_path / f"sheet.{form}"
    _, count = write_bitext(project, None, path)
    assert count > 15
    assert back(project, path) == ((), [])
    assert not (project.folder.decisions / "aligned.beads").exists()


def test_a_corrected_workbook_holds_in_the_next_run_under_the_editors_name(
    project: Project, tmp_path: Path
) -> None:
    before = bitext(project)
    bead = next(b for b in before.beads if b.kind == "match")
    path = tmp_path / "sheet.xlsx"
    write_bitext(project, str(before.id), path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    row = next(r for r in sheet.iter_rows(min_row=2) if r[0].value == bead.id)
    row[2].value = f"{bead.target[0]} {bead.target[0] + 1}"
    book.save(path)
    lines, codes = back(project, path)
    assert codes == []
    (line,) = lines
    assert line.endswith("E. Barlow, 1990-01-31: read anew")
    assert back(project, path) == ((), [])
    again = open_project(project.folder.root)
    again.run()
    (made,) = [b for b in bitext(again).beads if b.source == bead.source]
    assert made.target == (bead.target[0], bead.target[0] + 1)
    assert (made.status, made.confidence) == ("accepted", 1.0)
    assert any("E. Barlow, 1990-01-31" in reason for reason in made.reasons)
    statement = again.edition().statement(f"{before.id}/bead/{made.id}")
    assert statement is not None
    assert "E. Barlow" in statement.because
    (project.folder.decisions / "aligned.beads").unlink()
    open_project(project.folder.root).run()


def test_a_segment_moved_in_a_tmx_file_comes_back(project: Project, tmp_path: Path) -> None:
    held = bitext(project)
    first, second = [b for b in held.beads if b.kind == "match"][3:5]
    path = tmp_path / "sheet.tmx"
    write_bitext(project, None, path)
    words = [held.target_sentences[b.target[0]].text for b in (first, second)]
    text = path.read_text("utf-8")
    assert text.count(f"<seg>{words[0]}</seg>") == 1
    text = text.replace(f"<seg>{words[0]}</seg>", f"<seg>{words[0]} {words[1]}</seg>")
    path.write_text(text.replace(f"<seg>{words[1]}</seg>", "<seg></seg>"), "utf-8")
    lines, codes = back(project, path)
    assert codes == []
    ids = [f"t~{held.target_sentences[b.target[0]].id}" for b in (first, second)]
    assert any("+".join(ids) in line for line in lines)
    assert any(line.startswith("- s~") for line in lines)


def test_contradictions_are_reported_and_the_earlier_word_holds(
    project: Project, tmp_path: Path
) -> None:
    before = bitext(project)
    number = next(n for n, b in enumerate(before.beads) if b.kind == "match")
    source = before.beads[number].source[0]
    path = tmp_path / "sheet.tsv"
    write_bitext(project, None, path)
    change(path, lambda rows: rows[number].update(target=rows[number + 1]["target"]))
    assert len(back(project, path)[0]) == 1
    write_bitext(project, None, path)
    change(path, lambda rows: rows[number].update(target=rows[number + 2]["target"]))
    lines, problems = read_bitext(project, None, path, by="B", on=DAY, because="again")
    assert lines == ()
    assert [(p.code, str(p.place)) for p in problems] == [
        ("A102", f"{path.as_posix()}:{number + 2}")
    ]
    assert f"s{source} is already fixed" in problems[0].message


def test_nothing_is_written_where_a_row_is_not_understood(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "sheet.tsv"
    write_bitext(project, None, path)

    def edit(rows: list[dict[str, str]]) -> None:
        rows[2]["status"] = "accepted"
        rows[3]["target"] = "the next one"

    change(path, edit)
    assert back(project, path) == ((), ["A106"])
    assert not (project.folder.decisions / "aligned.beads").exists()


def test_a_sheet_of_a_text_that_was_cut_anew_is_refused(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "sheet.tsv"
    write_bitext(project, None, path)
    change(path, lambda rows: rows[-1].update(source="", target="99", status="accepted"))
    lines, codes = back(project, path)
    assert lines == ()
    assert "A110" in codes


def test_a_bitext_must_be_there_and_a_file_must_say_its_format(
    project: Project, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="no bitext is called"):
        write_bitext(project, "nobody", tmp_path / "a.tsv")
    with pytest.raises(UsageError, match="does not say its format"):
        write_bitext(project, None, tmp_path / "a.docx")
    with pytest.raises(UsageError, match="--by"):
        read_bitext(project, None, tmp_path / "a.tsv", by=" ", on=DAY, because="")


def test_the_command_takes_a_sheet_out_and_back(project: Project, tmp_path: Path) -> None:
    path, root = tmp_path / "sheet.tsv", str(project.folder.root)
    out = CliRunner().invoke(command, [root, "--to", str(path)], catch_exceptions=False)
    assert out.exit_code == 0
    assert "beads of" in out.stdout
    change(path, lambda rows: rows[2].update(status="accepted"))
    arguments = [root, "--from", str(path), "--by", "EB", "--on", "1990-01-31"]
    done = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    assert done.stdout.startswith("1 lines written to decisions/aligned.beads")
    text = (project.folder.decisions / "aligned.beads").read_text("utf-8")
    assert "EB, 1990-01-31: corrected in sheet.tsv" in text
