"""Checks files that belong to no project: reads, reconstructs and lints them; keeps the problems.

Encoded editions are linted (`algorithms.lint`); everything else is reconstructed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from herewith.algorithms.lint import Fault, Volume, lint, open_volume
from herewith.algorithms.lint.patch import mended, unified
from herewith.errors import Place, Problem
from herewith.formats.reading import deliveries
from herewith.model.text import Delivered
from herewith.stages.reconstruct import reconstruct

__all__ = ["FileCheck", "check_files"]

_ID = re.compile(rb"\bxml:id\s*=\s*[\"']([^\"']*)")


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What a file has: its problems, and a patch that mends what is sure (empty if nothing is)."""

    path: str
    problems: tuple[Problem, ...]
    patch: bytes = b""

    @property
    def counts(self) -> dict[str, int]:
        """How many problems of each code."""
        return dict(sorted(Counter(problem.code for problem in self.problems).items()))


def check_files(paths: Iterable[Path], *, patches: bool = False) -> Iterator[FileCheck]:
    """The problems of files, and of all files of folders, one file after the other.

    Args:
        paths: files and folders.
        patches: whether to make patches too.

    Raises:
        UsageError: if a path does not exist.
    """
    paths = tuple(paths)
    others = _Others(paths)
    for one in deliveries(paths):
        if isinstance(one, Problem):
            yield FileCheck(one.place.file, (one,))
        elif one.form == "tei" and one.marks:
            yield _edition(one, others, patches=patches)
        else:
            yield FileCheck(one.source.path, (*one.problems, *reconstruct(one).problems))


def _edition(one: Delivered, others: _Others, *, patches: bool) -> FileCheck:
    volume = open_volume(one)
    faults = lint(volume, others)
    problems = (*one.problems, *(_problem(volume, fault) for fault in faults))
    if not patches:
        return FileCheck(one.source.path, problems)
    patch, trouble = _patch(one, faults)
    return FileCheck(one.source.path, (*problems, *trouble), patch)


def _problem(volume: Volume, fault: Fault) -> Problem:
    place = Place(
        volume.delivered.source.path,
        line=volume.line(fault.start),
        column=volume.column(fault.start),
        start=fault.start,
        end=fault.end,
        record=fault.record or None,
    )
    return Problem(fault.code, fault.severity, fault.message, place, fault.hint)


def _patch(one: Delivered, faults: Iterable[Fault]) -> tuple[bytes, tuple[Problem, ...]]:
    """The patch of a file, or the reason why none can be made of it."""
    changes = [fault.change for fault in faults if fault.change is not None]
    if not changes:
        return b"", ()
    path = Path(one.source.path)
    encoding = one.source.encoding or "utf-8"
    try:
        old = one.text.encode(encoding)
        new = mended(one.text, changes).encode(encoding)
    except UnicodeEncodeError:
        old = new = b""
    if not old or old != path.read_bytes():
        said = "no patch can be made: the file's bytes are not those of its text"
        return b"", (Problem("L220", "warning", said, Place(one.source.path)),)
    return unified(old, new, _named(path)), ()


def _named(path: Path) -> str:
    """A file's name in a patch: from the current folder, or alone where it lies elsewhere."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.name


class _Others(Mapping[str, frozenset[str]]):
    """The ids of the volumes among the files given, each read when a link into it is first met."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._at: dict[str, Path] = {}
        self._ids: dict[str, frozenset[str]] = {}
        for path in paths:
            found = sorted(path.glob("**/*.xml")) if path.is_dir() else [path]
            self._at |= {one.stem: one for one in found if one.suffix == ".xml"}

    def __getitem__(self, name: str) -> frozenset[str]:
        if name not in self._ids:
            data = self._at[name].read_bytes()
            self._ids[name] = frozenset(i.decode("utf-8", "replace") for i in _ID.findall(data))
        return self._ids[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)
