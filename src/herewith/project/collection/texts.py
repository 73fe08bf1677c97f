"""The papers of files, folders and projects, a file at a time, each file with its index."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from herewith.algorithms.reconstruct.rejoin import rejoined
from herewith.algorithms.reuse.index import Part, part_of
from herewith.engines import PoolEngine
from herewith.errors import DataError, Place, Problem, UsageError
from herewith.formats.files import BoxFile, box_files, file_digest
from herewith.formats.reading import deliver
from herewith.model.records import short_digest
from herewith.model.register import RegisterEntry
from herewith.project.project import open_project
from herewith.stages.held_texts import HeldText, held
from herewith.stages.reconstruct import reconstruct

__all__ = ["Bundle", "bundles", "ready_texts"]

ALONE = 8 << 20
"""Bytes of files below which they are read in this process: starting another takes longer."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What one file, project or list of texts gave: its papers, their index, and problems.

    `path` is where they were read; `digest` names the content, so that an index can be kept; `entries` are the register's where a
    project has them.
    """

    path: str
    digest: str
    texts: tuple[HeldText, ...]
    part: Part
    problems: tuple[Problem, ...] = ()
    entries: tuple[RegisterEntry, ...] = ()


def bundles(
    paths: Sequence[Path], *, workers: int = 1, kept: Iterable[str] = ()
) -> Iterator[Bundle | BoxFile | Problem]:
    """Everything that can be read of some files, folders and projects, a file at a time.

    Args:
        paths: files, folders, and folders of projects that have been run.
        workers: processes that read files, where there is much to read.
        kept: digests of files that need not be read again; they are yielded as they are.

    Raises:
        UsageError: if a path does not exist.
        StoreError: if a project was never run.
    """
    projects = [path for path in paths if (path / "herewith.toml").is_file()]
    files: list[BoxFile] = []
    known = frozenset(kept)
    with TemporaryDirectory(prefix="herewith-") as folder:
        given = (path for path in paths if path not in projects)
        for one in box_files(given, into=Path(folder)):
            if isinstance(one, Problem) or key_of(one) in known:
                yield one
            else:
                files.append(one)
        for project in projects:
            yield _of_project(project)
        much = sum(Path(file.path).stat().st_size for file in files) > ALONE
        if workers < 2 or len(files) < 2 or not much:
            yield from map(_of_file, files)
            return
        engine = PoolEngine(workers)
        try:
            yield from engine.each(_of_file, files)
        finally:
            engine.close()


def key_of(file: BoxFile) -> str:
    """A digest of the content of a file, or of a part of one."""
    return f"{file.sha256}-{short_digest(file.part)}" if file.part is not None else file.sha256


def ready_texts(path: Path) -> Iterator[Bundle | Problem]:
    """Ready texts, one a line of JSON: `id`, `text`, and optionally `heading` and `date`.

    Offsets are into each `text`.

    Raises:
        UsageError: if the file cannot be read.
    """
    texts: list[HeldText] = []
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                one = _ready(line, Place(str(path), number))
                if isinstance(one, Problem):
                    yield one
                else:
                    texts.append(one)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    yield _bundle(str(path), f"texts-{file_digest(path)}", texts)


def _of_file(file: BoxFile) -> Bundle:
    """Read, reconstruct and index one file; what cannot be read is a problem."""
    try:
        delivered = deliver(file)
    except DataError as error:
        return Bundle(file.shown, key_of(file), (), part_of((), ()), error.problems)
    except UsageError:
        gone = Problem("R101", "error", "vanished while the box was read", Place(file.shown))
        return Bundle(file.shown, key_of(file), (), part_of((), ()), (gone,))
    found = reconstruct(delivered)
    texts = [held(document) for document in rejoined(found.documents)]
    problems = tuple(dict.fromkeys((*delivered.problems, *found.problems)))
    return _bundle(file.shown, key_of(file), texts, problems)


def _of_project(folder: Path) -> Bundle:
    project = open_project(folder, environment=os.environ)
    edition = project.edition()
    documents = rejoined(edition.documents())
    entries = [entry for d in documents if (entry := edition.entry(str(d.id))) is not None]
    texts = [held(document) for document in documents]
    return _bundle(
        str(folder), f"project-{edition.meta('run') or folder.name}", texts, (), tuple(entries)
    )


def _bundle(
    path: str,
    digest: str,
    texts: Sequence[HeldText],
    problems: tuple[Problem, ...] = (),
    entries: tuple[RegisterEntry, ...] = (),
) -> Bundle:
    part = part_of([text.name for text in texts], [text.text for text in texts])
    return Bundle(path, digest, tuple(texts), part, problems, entries)


def _ready(line: str, place: Place) -> HeldText | Problem:
    try:
        data: Any = json.loads(line)
        name, text = data["id"], data["text"]
        heading, date = data.get("heading") or "", data.get("date") or ""
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return Problem("V101", "error", f"no JSON object with id and text: {error}", place)
    if not all(isinstance(value, str) for value in (name, text, heading, date)):
        return Problem("V101", "error", "id, text, heading and date must be strings", place)
    stem = name.partition("#")[0]
    when = (("when", date),) if date else ()
    whole = np.array([(0, len(text), 0, len(text))] if text else [], dtype=np.int64).reshape(-1, 4)
    return HeldText(name, stem, None, heading, "", when, text, whole)
