"""`herewith export` and `herewith import` as a historian types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.test_project_verbs import LETTER, Shell

from herewith.cli.export import FORMS as OFFERED
from herewith.project.exporting import FORMS


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(capsys, monkeypatch)


@pytest.fixture
def edition(tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> str:
    box = tmp_path / "scans"
    box.mkdir()
    (box / "march-11.txt").write_text(LETTER, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert shell("new", "edition", "--box", "scans") == 0
    assert shell("run", "edition") in (0, 1)
    return str(shell.json("export", "edition", "--to", "jsonl")["files"])


def only_item() -> str:
    lines = Path("edition/exports/jsonl/items.jsonl").read_text("utf-8").splitlines()
    return str(json.loads(lines[0])["id"])


def test_the_verb_offers_every_form_there_is() -> None:
    assert tuple(FORMS) == OFFERED


@pytest.mark.usefixtures("edition")
def test_one_item_is_exported_by_its_id_to_a_folder_of_ones_own(shell: Shell) -> None:
    assert shell("export", "edition", only_item(), "--to", "tei", "--out", "mine") == 0
    assert [Path(line).parent.name for line in shell.out.splitlines()] == ["mine"]
    assert Path(shell.out.strip()).read_text("utf-8").startswith("<TEI")


@pytest.mark.usefixtures("edition")
def test_an_item_that_is_not_there_is_misuse(shell: Shell) -> None:
    assert shell("export", "edition", "nobody", "--to", "tei") == 2
    assert shell.err.startswith("herewith: there is no")


@pytest.mark.usefixtures("edition")
def test_forms_of_the_whole_edition_take_no_items(shell: Shell) -> None:
    assert shell("export", "edition", "x", "--to", "cmif") == 2
    assert "items are named for tei, epub, pdf" in shell.err


@pytest.mark.usefixtures("edition")
def test_what_a_form_cannot_carry_is_on_stderr_and_in_json(shell: Shell) -> None:
    assert shell("export", "edition", "--to", "cmif") == 0
    assert "no --url" in shell.err
    assert "no --url" not in shell.out
    assert shell.json("export", "edition", "--to", "cmif")["notices"]


@pytest.mark.usefixtures("edition")
def test_a_day_that_is_none_is_misuse(shell: Shell) -> None:
    assert shell("export", "edition", "--to", "bagit", "--on", "tomorrow") == 2


@pytest.mark.usefixtures("edition")
def test_an_edited_register_comes_back_with_the_name_of_the_editor(shell: Shell) -> None:
    assert shell("register", "edition", "--to", "register.csv") == 0
    sheet = Path("register.csv")
    text = sheet.read_bytes().decode("utf-8-sig")
    assert "Port Calmere" in text
    head, *rows = text.splitlines(keepends=True)
    place = next(row for row in rows if ",place," in row)
    edited = place.replace("Port Calmere", "Cardonhaven", 1)
    sheet.write_bytes((head + "".join(edited if r is place else r for r in rows)).encode())
    words = ("--by", "EB", "--because", "the seal", "--on", "1990-01-31")
    assert shell("import", "edition", "register.csv", *words) == 0
    assert shell.out == "register.csv: register, 1 written to decisions/register.toml\n"
    assert "Cardonhaven" in Path("edition/decisions/register.toml").read_text("utf-8")


@pytest.mark.usefixtures("edition")
def test_a_file_that_cannot_come_back_is_misuse_in_one_line(shell: Shell) -> None:
    Path("list.csv").write_text("name\nAda\n", "utf-8")
    words = ("--by", "EB", "--because", "x")
    assert shell("import", "edition", "list.csv", *words) == 2
    assert shell("import", "edition", "not-there.csv", *words) == 2
    assert shell.err.count("\n") == 1
