"""What a box holds, archives opened: every file that is to be read, by its path as shown.

Archives are unpacked once, by the digest of their bytes, into a folder of ours; their members are
shown below the archive's own path. Archives in archives are opened too, to a depth. Bags are
verified, and their own files are no sources.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from herewith.errors import Place, Problem
from herewith.formats.archives import archive_kind, members
from herewith.formats.bagit import bag_roots, verify
from herewith.formats.isolated import IsolationError, Limits, call

__all__ = ["DEPTH", "Contents", "contents"]

DEPTH = 4
"""Archives within archives; what is packed deeper is not opened."""

LIMITS = Limits(seconds=1800, memory=2 << 30, output=(4 << 30) + (1 << 20))
UNPACK = "herewith.formats.archives:unpack"
INDEX = "index.json"
UNREADABLE = {
    "missing": "R151",
    "crash": "R151",
    "memory": "R144",
    "time": "R144",
    "output": "R144",
    "refused": "R141",
}
"""How a child that unpacks may end, and the code of the problem that this is."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Files by their path as shown, what is wrong, and the folders of `into` that are in use."""

    files: dict[str, Path]
    problems: tuple[Problem, ...]
    used: frozenset[str]


def contents(
    found: Iterable[tuple[str, Path]], into: Path, digest: Callable[[Path], str]
) -> Contents:
    """Open what is packed and verify what is a bag.

    Args:
        found: path as shown and path of every file.
        into: a folder for what is unpacked; made if it is needed.
        digest: SHA-256 (hex) of a file, which may be remembered.
    """
    opener = _Opener(into, digest)
    for shown, path in found:
        for name, where in opener.opened(shown, path, 0):
            if name in opener.files:
                continue
            opener.files[name] = where
    files, problems = opener.files, opener.problems
    for root in bag_roots(files):
        verified = verify(root, files)
        problems += verified.problems
        files = {shown: path for shown, path in files.items() if shown not in verified.tags}
    return Contents(files, tuple(problems), frozenset(opener.used))


class _Opener:
    def __init__(self, into: Path, digest: Callable[[Path], str]) -> None:
        self.into, self.digest = into, digest
        self.files: dict[str, Path] = {}
        self.problems: list[Problem] = []
        self.used: set[str] = set()

    def opened(self, shown: str, path: Path, depth: int) -> Iterator[tuple[str, Path]]:
        """A file, or the members of an archive in its place."""
        try:
            packed = archive_kind(path) is not None
        except OSError:
            packed = False  # the walk that reads it will say so
        if not packed:
            yield shown, path
            return
        if depth >= DEPTH:
            message = f"an archive within {DEPTH} archives; it is not opened"
            self.problems.append(Problem("R144", "error", message, Place(shown)))
            return
        folder = self._unpacked(shown, path)
        if folder is None:
            return
        index = json.loads((folder / INDEX).read_text("utf-8"))
        for name, fault in index["faults"]:
            place = Place(f"{shown}/{name}" if name else shown)
            self.problems.append(
                Problem(fault["code"], fault["severity"], fault["message"], place, fault["hint"])
            )
        for member in members(index):
            yield from self.opened(f"{shown}/{member.name}", folder / member.file, depth + 1)

    def _unpacked(self, shown: str, path: Path) -> Path | None:
        """The folder with an archive's members, which is made if it is not there whole."""
        try:
            # A compressed file is called after the archive, so the name takes part.
            key = sha256(f"{self.digest(path)} {shown.rpartition('/')[2]}".encode()).hexdigest()
        except OSError as error:
            message = f"cannot be read: {error.strerror or error}"
            self.problems.append(Problem("R101", "error", message, Place(shown)))
            return None
        folder = self.into / key[:32]
        self.used.add(folder.name)
        if (folder / INDEX).exists():
            return folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        stem = shown.rpartition("/")[2]
        try:
            found = call(UNPACK, {"path": str(path), "to": str(folder), "stem": stem}, LIMITS)
        except IsolationError as error:
            shutil.rmtree(folder, ignore_errors=True)
            message = f"the archive cannot be opened: {error}"
            hint = "Pack it again."
            code = UNREADABLE[error.kind]
            self.problems.append(Problem(code, "error", message, Place(shown), hint))
            return None
        text = json.dumps(found, ensure_ascii=True)
        partial = folder / f"{INDEX}.part"
        partial.write_text(text, "utf-8")
        partial.rename(folder / INDEX)
        return folder
