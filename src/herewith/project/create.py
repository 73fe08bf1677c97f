"""Makes project folders, and adds boxes to them."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path

from herewith.decisions import AUTHORITIES
from herewith.durable import append, locked_folder, replace
from herewith.errors import StoreError, UsageError
from herewith.store import FORMAT, Folder

__all__ = ["AUTHORITY_HEADERS", "create"]

AUTHORITY_HEADERS = {
    "people": "id,name,variants,note,wikidata,viaf,gnd",
    "offices": "id,name,variants,state,holder,from,to",
    "places": "id,name,variants,note",
    "terms": "id,name,variants,note",
}
"""First lines of the authority files of a new project."""

IGNORED = "work/\nsite/\nexports/\n"


def create(
    folder: Path, boxes: Iterable[Path] = (), *, title: str = "", copy: bool = False
) -> Path:
    """Make a project folder for some boxes, or add boxes to a project that is there.

    Files of a box are never changed. Unless they are copied only their path is noted, relative to
    the project folder where both lie on one disk.

    Args:
        folder: the project folder; made with its parents.
        boxes: folders or files of delivered material.
        title: of the edition; the folder's name if left out. Not for a project that is there.
        copy: put copies into the project's own `box` folder.

    Raises:
        UsageError: if a box is not there, is given twice, or the folder holds something else.
        StoreError: if something cannot be written.
    """
    boxes = [Path(box) for box in boxes]
    for box in boxes:
        if not box.exists():
            raise UsageError(f"there is no file or folder {box} to be a box")
        if folder.resolve().is_relative_to(box.resolve()):
            raise UsageError(f"the project folder {folder} would lie in its own box {box}")
    there = Folder(folder)
    try:
        if there.settings.exists():
            if title:
                message = f"{folder} is a project already; change its title in {there.settings}"
                raise UsageError(message)
            _add(there, boxes, copy=copy)
        else:
            _make(there, boxes, title=title, copy=copy)
    except OSError as error:
        raise StoreError(f"cannot write {folder}: {error.strerror or error}") from error
    return folder


def _make(there: Folder, boxes: list[Path], *, title: str, copy: bool) -> None:
    root = there.root
    if root.exists() and not root.is_dir():
        raise UsageError(f"{root} is a file, not a folder")
    if root.is_dir() and any(root.iterdir()):
        raise UsageError(f"{root} is not empty and is not a project; choose another folder")
    root.mkdir(parents=True, exist_ok=True)
    for part in (there.decisions, there.authorities, there.log):
        part.mkdir()
    for name in AUTHORITIES:
        (there.authorities / f"{name}.csv").write_text(f"{AUTHORITY_HEADERS[name]}\n", "utf-8")
    (root / ".gitignore").write_text(IGNORED, "utf-8")
    named = title or root.resolve().name
    head = (
        f"# Settings of this edition; see docs/project-folder.md.\n"
        f"format = {FORMAT}\ntitle = {_quoted(named)}\n"
    )
    tables = _tables(there, boxes, [], copy=copy)
    if not boxes:
        there.box.mkdir()
        tables = ['\n[[box]]\npath = "box"\n']
    replace(there.settings, (head + "".join(tables)).encode("utf-8"))


def _add(there: Folder, boxes: list[Path], *, copy: bool) -> None:
    """Append boxes to the settings of a project; what stands there is not touched."""
    if not boxes:
        raise UsageError(f"{there.root} is a project already; give --box to add a box to it")
    with locked_folder(there.root):
        text = there.settings.read_text("utf-8")
        known = _known(text, there)
        tables = _tables(there, boxes, known, copy=copy)
        if not known and there.box.is_dir():
            tables.insert(0, '\n[[box]]\npath = "box"\n')
        added = "".join(tables)
        _known(f"{text}\n{added}", there)
        append(there.settings, added)


def _known(text: str, there: Folder) -> list[str]:
    """The paths of the boxes in a settings text."""
    try:
        boxes = tomllib.loads(text).get("box", [])
        return [str(box["path"]) for box in boxes]
    except (ValueError, RecursionError, TypeError, KeyError) as error:
        message = f"{there.settings} has a fault; mend it before adding a box: {error}"
        raise UsageError(message) from error


def _tables(there: Folder, boxes: list[Path], known: list[str], *, copy: bool) -> list[str]:
    """A `[[box]]` table for every box; copies are made here."""
    root = there.root
    taken = {os.path.normpath(root.resolve() / path) for path in known}
    tables: list[str] = []
    for box in boxes:
        real = str(box.resolve())
        if real in taken:
            raise UsageError(f"{box} is a box of this project already")
        taken.add(real)
        path = _copied(there, box) if copy else _path_from(root, box)
        tables.append(f"\n[[box]]\npath = {_quoted(path)}\n")
    return tables


def _path_from(root: Path, box: Path) -> str:
    """The path of a box, relative to the project unless only the root of the disk is shared."""
    own, other = root.resolve(), box.resolve()
    shared = os.path.commonpath([own, other])
    return os.path.relpath(other, own) if shared != os.sep else str(other)


def _copied(there: Folder, box: Path) -> str:
    """Copy a box into the project; returns its path there."""
    target = there.box / (box.resolve().name or "box")
    if target.exists():
        raise UsageError(f"the project has a copy of {target.name} already")
    there.box.mkdir(exist_ok=True)
    if box.is_dir():
        shutil.copytree(box, target, symlinks=True)
    else:
        shutil.copy2(box, target)
    return target.relative_to(there.root).as_posix()


def _quoted(text: str) -> str:
    """A text as TOML."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError(f"{text!r} is not text that can be written into a file") from error
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
