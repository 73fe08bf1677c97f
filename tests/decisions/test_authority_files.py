"""Authority files: rows with an id, and every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from herewith.decisions import read_authorities


def people(folder: Path, text: str) -> Path:
    (folder / "people.csv").write_text(text, "utf-8")
    return folder


def test_rows_are_read_by_the_names_of_their_columns(tmp_path: Path) -> None:
    rows, problems = read_authorities(
        people(tmp_path, '\ufeffid,name\nhollis,"Hollis, Adrian"\n\nvorokhov\n')
    )
    assert problems == ()
    assert rows["people"] == (
        {"id": "hollis", "name": "Hollis, Adrian"},
        {"id": "vorokhov", "name": ""},
    )
    assert rows["places"] == ()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("id;name\na;b\n", "D205", 1),
        ("id,id\n", "D206", 1),
        ("id,name\na,b,c\n", "D207", 2),
        ("id,name\n,b\n", "D208", 2),
        ("id,name\na,b\na,c\n", "D209", 3),
        ('id,name\na,"b"c\n', "D204", 2),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    _, problems = read_authorities(people(tmp_path, text))
    assert [(p.code, p.place.line) for p in problems] == [(code, line)]


def test_a_faulty_row_does_not_cost_the_others(tmp_path: Path) -> None:
    rows, _ = read_authorities(people(tmp_path, "id,name\na,1\n,2\nb,3\n"))
    assert [row["id"] for row in rows["people"]] == ["a", "b"]


def test_a_file_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes("id,name\na,Хрущев\n".encode("cp1251"))
    rows, problems = read_authorities(tmp_path)
    assert rows["people"] == ()
    assert [p.code for p in problems] == ["D203"]


def test_a_folder_named_like_an_authority_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "people.csv").mkdir()
    assert [p.code for p in read_authorities(tmp_path)[1]] == ["D202"]


def test_a_file_of_another_name_is_not_silently_ignored(tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_text("id\n", "utf-8")
    _, problems = read_authorities(tmp_path)
    assert [p.code for p in problems] == ["D201"]
