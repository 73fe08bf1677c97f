"""The files of a project's boxes, each with an id that it keeps."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from herewith.algorithms.nearest import did_you_mean
from herewith.errors import Place, Problem
from herewith.formats.contents import contents
from herewith.formats.files import BoxFile, file_digest, listed, walk
from herewith.project.settings import BoxPath
from herewith.store import Cache, Folder

__all__ = ["Box", "scan"]


@dataclass(frozen=True, slots=True)
class Box:
    """The files of all boxes in order of their shown paths, and what could not be taken."""

    files: tuple[BoxFile, ...]
    problems: tuple[Problem, ...]


def scan(
    root: Path,
    boxes: Sequence[BoxPath],
    known: Mapping[str, str],
    cache: Cache | None,
    refused: Callable[[str], bool] = lambda _: False,
) -> Box:
    """Walk the boxes.

    Files of the first box are shown by their path in it, those of further folders with the name
    of their box before; a box that is one file is shown by its name. Members of archives are shown
    below their archive; they are unpacked into `work/`. The project's own folder is never part of
    a box around it.

    Args:
        root: the project folder; relative paths of boxes start here.
        boxes: from the settings.
        known: source ids given before, by shown path.
        cache: remembers digests of files that look as they looked before; `None` to hash all.
        refused: whether editors have refused the stream of page images with an id.
    """
    problems: list[Problem] = []
    found: dict[str, Path] = {}
    for n, box in enumerate(boxes):
        for shown, path in _files(root, box, n > 0, problems):
            if shown in found and _real(found[shown]) != _real(path):
                shown = f"{box.name}/{shown}"
            found.setdefault(shown, path)
    unpacked = Folder(root).unpacked
    held = contents(sorted(found.items()), unpacked, partial(_digest, cache=cache))
    problems += held.problems
    _sweep(unpacked, held.used)
    taken = {name: path for path, name in known.items()}
    files: list[BoxFile] = []
    digest = partial(_digest, cache=cache)
    for one in listed(held.files, digest, taken, known, refused):
        if isinstance(one, Problem):
            problems.append(one)
        else:
            files.append(one)
    return Box(tuple(files), tuple(problems))


def _sweep(unpacked: Path, used: Set[str]) -> None:
    """Remove what was unpacked of archives that are no more, or have changed."""
    for folder in unpacked.iterdir() if unpacked.is_dir() else ():
        if folder.name not in used:
            shutil.rmtree(folder, ignore_errors=True)


def _files(
    root: Path, box: BoxPath, prefixed: bool, problems: list[Problem]
) -> Iterator[tuple[str, Path]]:
    """Shown path and path of every file of one box."""
    base = Path(os.path.normpath(root / box.path))
    if not os.path.lexists(base):
        parent = base.parent
        names = [entry.name for entry in parent.iterdir()] if parent.is_dir() else []
        message = f'there is no file or folder "{box.path}" to be a box'
        place = Place("herewith.toml", box.line)
        problems.append(Problem("P201", "error", message, place, did_you_mean(base.name, names)))
        return
    folder = base.is_dir()
    own = None if _real(base).is_relative_to(_real(root)) else _real(root)
    for one in walk(base):
        if isinstance(one, Problem):
            path = Path(one.place.file)
            if own is None or not _real(path).is_relative_to(own):
                problems.append(_placed(one, path, base, box, prefixed and folder))
        elif own is None or not _real(one).is_relative_to(own):
            yield _shown(one, base, box, prefixed and folder), one


def _real(path: Path) -> Path:
    """Where a path leads; unlike `Path.resolve` it does not stop at a circle of links."""
    return Path(os.path.realpath(path))


def _placed(problem: Problem, path: Path, base: Path, box: BoxPath, prefixed: bool) -> Problem:
    """A problem of the walk with the path as it is shown elsewhere."""
    place = replace(problem.place, file=_shown(path, base, box, prefixed))
    return replace(problem, place=place)


def _shown(path: Path, base: Path, box: BoxPath, prefixed: bool) -> str:
    if path == base:
        return base.name
    inside = path.relative_to(base).as_posix()
    shown = f"{box.name}/{inside}" if prefixed else inside
    return os.fsencode(shown).decode("utf-8", "backslashreplace")


def _digest(path: Path, cache: Cache | None) -> str:
    """SHA-256 (hex) of a file; from the cache where its size, time and inode are as they were."""
    if cache is None:
        return file_digest(path)
    status = path.stat()
    key = str(path).encode("utf-8", "backslashreplace").decode()
    look = (key, status.st_size, status.st_mtime_ns, status.st_ino)
    sha256 = cache.sha256_of(*look)
    if sha256 is None:
        sha256 = file_digest(path)
        if path.stat().st_mtime_ns == status.st_mtime_ns:
            cache.put_sha256(*look, sha256)
    return sha256
