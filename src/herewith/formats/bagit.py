"""BagIt bags: every checksum of every manifest, and what is there too much or too little.

A bag's payload is read like any other files; what is verified is that it is the payload that was
packed. Bags are found wherever a `bagit.txt` stands, in folders and inside archives.

Source:
    J. Kunze et al., "The BagIt File Packaging Format (V1.0)", RFC 8493, 2018.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import new as new_hash
from pathlib import Path
from urllib.parse import unquote

from herewith.errors import Place, Problem, Severity

__all__ = ["Verified", "bag_roots", "verify"]

ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
TAG_LIMIT = 64 << 20
"""Bytes of a manifest; larger ones are refused."""

_MANIFEST = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+\*?(.+)")


@dataclass(frozen=True, slots=True)
class Verified:
    """What verification found; `tags` are the bag's own files, which are no sources."""

    problems: tuple[Problem, ...]
    tags: frozenset[str]


def bag_roots(files: Mapping[str, Path]) -> list[str]:
    """The folders (as shown, `""` for the top) in which a bag is declared, the outer ones first."""
    roots = []
    for shown, path in files.items():
        folder, _, name = shown.rpartition("/")
        if name == "bagit.txt" and _text(path)[:14] == "BagIt-Version:":
            roots.append(folder)
    return sorted(roots)


def verify(root: str, files: Mapping[str, Path]) -> Verified:
    """Check one bag.

    Args:
        root: its folder, as shown.
        files: all files of the box, by their path as shown.
    """
    prefix = f"{root}/" if root else ""
    inside = {
        shown[len(prefix) :]: path for shown, path in files.items() if shown.startswith(prefix)
    }
    bag = _Bag(root, inside)
    bag.check()
    tags = frozenset(prefix + name for name in inside if not name.startswith("data/"))
    return Verified(tuple(bag.problems), tags)


class _Bag:
    def __init__(self, root: str, files: Mapping[str, Path]) -> None:
        self.root, self.files = root, files
        self.problems: list[Problem] = []
        self.checked: set[str] = set()
        self.bad: set[str] = set()

    def check(self) -> None:
        """All manifests, then what no manifest names."""
        found = [(m[1], m[2], name) for name in self.files if (m := _MANIFEST.fullmatch(name))]
        wanted: dict[str, list[tuple[str, str]]] = {}
        payload: set[str] = set()
        algorithms: list[str] = []
        for tag, algorithm, name in sorted(found, key=lambda entry: entry[2]):
            if algorithm not in ALGORITHMS:
                self._say("R155", "error", name, f"the algorithm {algorithm} is not known")
                continue
            for digest, path in self._lines(name):
                wanted.setdefault(path, []).append((algorithm, digest))
                if not tag:
                    payload.add(path)
            if not tag:
                algorithms.append(algorithm)
        if not algorithms:
            self._say("R155", "error", "bagit.txt", "the bag has no manifest of its payload")
        for path in sorted(wanted):
            self._file(path, wanted[path])
        for path in sorted(set(self.files) - payload):
            if path.startswith("data/"):
                message = "is in the bag's payload and in no manifest; it is read all the same"
                self._say("R154", "warning", path, message)
        if algorithms:
            good = len([p for p in payload if p in self.checked and p not in self.bad])
            said = ", ".join(dict.fromkeys(algorithms))
            message = f"a bag: {good} of {len(payload)} payload file(s) are as packed ({said})"
            self._say("R156", "note", "bagit.txt", message)

    def _lines(self, manifest: str) -> list[tuple[str, str]]:
        """Digests and paths; percent signs of RFC 8493 undone."""
        out: list[tuple[str, str]] = []
        for n, line in enumerate(_text(self.files[manifest]).splitlines(), start=1):
            if not line.strip():
                continue
            found = _LINE.fullmatch(line.strip())
            path = found[2].strip().removeprefix("./") if found else ""
            if not found or path.startswith("/") or ".." in path.split("/"):
                self._say("R155", "error", manifest, f"line {n} is not a checksum and a path")
                continue
            if path not in self.files:
                path = _decoded(path)
            out.append((found[1].lower(), path))
        return out

    def _file(self, path: str, wanted: Sequence[tuple[str, str]]) -> None:
        here = self.files.get(path)
        if here is None:
            hint = "Fetch the bag again. (Nothing is fetched by fetch.txt.)"
            self._say("R153", "error", path, "is in the manifest and not in the bag", hint)
            return
        try:
            digests = _digests(here, {algorithm for algorithm, _ in wanted})
        except OSError as error:
            self._say("R101", "error", path, f"cannot be read: {error.strerror or error}")
            return
        self.checked.add(path)
        for algorithm, digest in wanted:
            if digests[algorithm] != digest:
                self.bad.add(path)
                message = f"is not as packed: its {algorithm} is {digests[algorithm][:12]}…, "
                message += f"in the manifest {digest[:12]}…; it is read as it is"
                self._say("R152", "error", path, message, "Fetch the bag again.")

    def _say(self, code: str, severity: Severity, name: str, message: str, hint: str = "") -> None:
        shown = f"{self.root}/{name}" if self.root else name
        self.problems.append(Problem(code, severity, message, Place(shown), hint))


def _digests(path: Path, algorithms: set[str]) -> dict[str, str]:
    running = {name: new_hash(name, usedforsecurity=False) for name in sorted(algorithms)}
    with path.open("rb") as handle:
        while block := handle.read(1 << 20):
            for one in running.values():
                one.update(block)
    return {name: one.hexdigest() for name, one in running.items()}


def _decoded(path: str) -> str:
    return unquote(path) if "%" in path else path


def _text(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            return handle.read(TAG_LIMIT).decode("utf-8-sig", "replace")
    except OSError:
        return ""
