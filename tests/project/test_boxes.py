"""Boxes: which files a run reads, under which ids, and what it leaves out and says so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.project.helpers import Small
from tests.project.small_stages import small

from herewith.errors import UsageError
from herewith.project import create, open_project
from herewith.project.box import Box, scan
from herewith.project.settings import BoxPath


def box(tmp_path: Path, *paths: str, known: dict[str, str] | None = None) -> Box:
    boxes = [BoxPath(path, Path(path).name, line=n) for n, path in enumerate(paths, start=3)]
    return scan(tmp_path, boxes, known or {}, None)


def file(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_files_are_shown_by_their_path_in_the_box(tmp_path: Path) -> None:
    file(tmp_path / "scans/b.txt")
    file(tmp_path / "scans/a/c.txt")
    assert [(f.shown, f.id) for f in box(tmp_path, "scans").files] == [
        ("a/c.txt", "c"),
        ("b.txt", "b"),
    ]


def test_files_of_further_boxes_carry_the_name_of_their_box(tmp_path: Path) -> None:
    file(tmp_path / "scans/a.txt")
    file(tmp_path / "more/a.txt")
    file(tmp_path / "volume.xml")
    found = box(tmp_path, "scans", "more", "volume.xml")
    assert [f.shown for f in found.files] == ["a.txt", "more/a.txt", "volume.xml"]
    assert len({f.id for f in found.files}) == 3


def test_an_id_once_given_is_kept(tmp_path: Path) -> None:
    file(tmp_path / "scans/z/letter.txt")
    first = box(tmp_path, "scans").files
    file(tmp_path / "scans/a/letter.txt")
    known = {f.shown: str(f.id) for f in first}
    ids = {f.shown: f.id for f in box(tmp_path, "scans", known=known).files}
    assert ids["z/letter.txt"] == "letter"
    assert ids["a/letter.txt"].startswith("letter-")


def test_a_link_out_of_the_box_is_not_followed(tmp_path: Path) -> None:
    file(tmp_path / "secret.txt")
    file(tmp_path / "scans/a.txt")
    (tmp_path / "scans/out.txt").symlink_to("../secret.txt")
    (tmp_path / "scans/gone.txt").symlink_to("nowhere.txt")
    found = box(tmp_path, "scans")
    assert [f.shown for f in found.files] == ["a.txt"]
    assert sorted((p.code, p.place.file) for p in found.problems) == [
        ("R113", "gone.txt"),
        ("R114", "out.txt"),
    ]


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "scans").mkdir()
    os.mkfifo(tmp_path / "scans/pipe")
    assert [(p.code, p.place.file) for p in box(tmp_path, "scans").problems] == [("R115", "pipe")]


def test_a_box_that_is_not_there_is_a_problem_with_the_nearest_name(tmp_path: Path) -> None:
    file(tmp_path / "scans/a.txt")
    (problem,) = box(tmp_path, "scan").problems
    assert (problem.code, problem.place.line) == ("P201", 3)
    assert '"scans"' in problem.hint


def test_the_project_itself_is_never_part_of_a_box_around_it(tmp_path: Path) -> None:
    root = tmp_path / "project"
    file(root / "herewith.toml", '[[box]]\npath = ".."\n')
    file(tmp_path / "letter.txt")
    found = scan(root, [BoxPath("..", "box")], {}, None)
    assert [f.shown for f in found.files] == ["letter.txt"]


def test_a_name_that_is_not_text_is_shown_with_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans" / os.fsdecode(b"b\xff.txt")).write_text("x", "utf-8")
    assert [f.shown for f in box(tmp_path, "scans").files] == ["b\\xff.txt"]


def test_a_new_project_holds_the_path_of_its_box_relative_to_it(tmp_path: Path) -> None:
    file(tmp_path / "scans/a.txt")
    create(tmp_path / "deep/edition", [tmp_path / "scans"], title='The "Straits"')
    project = open_project(tmp_path / "deep/edition", stages=small())
    assert [b.path for b in project.settings.boxes] == ["../../scans"]
    assert project.settings.title == 'The "Straits"'
    assert (tmp_path / "scans/a.txt").read_text("utf-8") == "x"


def test_boxes_can_be_added_and_what_was_written_stays(small_project: Small) -> None:
    settings = small_project.root / "herewith.toml"
    settings.write_text(settings.read_text("utf-8") + "# mine", "utf-8")
    before = settings.read_text("utf-8")
    create(small_project.root, [file(small_project.root.parent / "extra.txt", "april-2: Yes.\n")])
    assert settings.read_text("utf-8").startswith(before)
    assert small_project.run().counts["documents"] == 4


def test_a_copied_box_is_read_from_the_copy(tmp_path: Path) -> None:
    file(tmp_path / "scans/a.txt", "april-2: Yes.\n")
    create(tmp_path / "edition", [tmp_path / "scans"], copy=True)
    (tmp_path / "scans/a.txt").unlink()
    assert open_project(tmp_path / "edition", stages=small()).run().counts["documents"] == 1


def test_a_project_without_a_box_has_a_folder_for_one(tmp_path: Path) -> None:
    create(tmp_path / "edition")
    file(tmp_path / "edition/box/a.txt", "april-2: Yes.\n")
    create(tmp_path / "edition", [file(tmp_path / "extra.txt", "april-3: No.\n")])
    assert open_project(tmp_path / "edition", stages=small()).run().counts["documents"] == 2


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda t: create(t / "edition", [t / "none"]), "no file or folder"),
        (lambda t: create(t, [t / "letters"]), "not empty"),
        (lambda t: create(t / "letters/from-the-coast.txt"), "is a file"),
        (lambda t: create(t / "edition", [t / "letters"]), "already"),
        (lambda t: create(t / "edition"), "already"),
        (lambda t: create(t / "edition", [t / "letters"], title="x"), "already"),
        (lambda t: create(t / "letters/new", [t / "letters"]), "in its own box"),
        (lambda t: create(t / "edition", [t], copy=True), "in its own box"),
    ],
)
def test_misuse_is_refused_and_nothing_is_changed(
    small_project: Small, make: object, words: str
) -> None:
    top = small_project.root.parent
    settings = (small_project.root / "herewith.toml").read_bytes()
    with pytest.raises(UsageError, match=words):
        make(top)  # type: ignore[operator]
    assert (small_project.root / "herewith.toml").read_bytes() == settings


def test_a_circle_of_links_is_a_problem_and_the_rest_of_the_box_is_read(tmp_path: Path) -> None:
    file(tmp_path / "box" / "letter.txt")
    (tmp_path / "box" / "loop").symlink_to("loop")
    found = box(tmp_path, "box")
    assert [f.shown for f in found.files] == ["letter.txt"]
    assert [p.code for p in found.problems] == ["R113"]
