"""An index in a folder: a new box against it, changed files, and what is no index."""

from __future__ import annotations

from pathlib import Path

import pytest

from herewith.errors import StoreError
from herewith.project.collection.kept import FORMAT, IndexFolder
from herewith.project.reusing import Options, collect, pair_line, reuse

SHARED = (
    "The lighthouse keepers of Ilmar shall be paid by the treasury of the harbour from the first of "
    "May, and the pilots shall have leave to wear the old cap until theirs are made."
)


def lines(paths: list[Path], **options: object) -> list[str]:
    index = options.pop("index", None)
    assert index is None or isinstance(index, Path)
    collection = collect(paths, index=index)
    found = reuse(collection, Options(**options))  # type: ignore[arg-type]
    out = []
    for pair in found.pairs:
        line = pair_line(pair)
        for passage in line["passages"]:
            del passage["texts"]  # in how many documents the wording stood when it was asked
        out.append(str(line))
    return out


def box(folder: Path, *names: str) -> list[Path]:
    folder.mkdir()
    for name in names:
        (folder / f"{name}.txt").write_text(
            f"Letter of {name}.\n\n{SHARED}\n\nEnd of {name}.", "utf-8"
        )
    return [folder]


def test_two_boxes_one_after_the_other_give_what_both_at_once_give(tmp_path: Path) -> None:
    old, new = box(tmp_path / "old", "anna", "boris"), box(tmp_path / "new", "clara")
    whole = lines([*old, *new])
    assert len(whole) == 3
    index = tmp_path / "index"
    first = lines(old, index=index)
    for path in old[0].iterdir():
        path.unlink()
    later = lines(new, index=index, only_new=True)
    assert sorted([*first, *later]) == sorted(whole)
    assert lines(new, index=index) == whole


def test_a_file_that_was_changed_counts_as_it_is_now(tmp_path: Path) -> None:
    paths = box(tmp_path / "box", "anna", "boris")
    index = tmp_path / "index"
    assert len(lines(paths, index=index)) == 1
    (paths[0] / "boris.txt").write_text("Nothing of the kind.", "utf-8")
    assert lines(paths, index=index) == []


def test_a_folder_that_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="is not an index, and not empty"):
        IndexFolder(tmp_path)


def test_an_index_of_another_format_is_refused(tmp_path: Path) -> None:
    index = tmp_path / "index"
    IndexFolder(index)
    (index / "FORMAT").write_text("herewith-reuse-0\n")
    with pytest.raises(StoreError, match=f"format herewith-reuse-0; this program makes {FORMAT}"):
        IndexFolder(index)


def test_a_damaged_index_names_the_file(tmp_path: Path) -> None:
    paths = box(tmp_path / "box", "anna", "boris")
    index = tmp_path / "index"
    lines(paths, index=index)
    victim = sorted(index.glob("*.npz"))[0]
    victim.write_bytes(b"not an archive")
    with pytest.raises(StoreError, match=f"{victim.stem}.*damaged"):
        lines(paths, index=index)
