"""The reading room as files: every page the pages lead to, written where the server shows it.

The files are those the server would send, byte for byte: links are relative, so that they open
from a disk. The same edition gives the same files. A list of them (`files.json`) is written
beside; at the next publication files that are no longer made are taken away, others are left.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from herewith.errors import DataError, UsageError
from herewith.model.edition import Edition
from herewith.site.addresses import ASSETS, Route, page_address
from herewith.site.catalogue import LOCALES
from herewith.site.index import EditionIndex
from herewith.site.router import Router
from herewith.site.static_search import shards

__all__ = ["MANIFEST", "Frozen", "freeze", "walk"]

MANIFEST = "files.json"


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was written: pages (HTML), all files, their bytes, and what was left or taken away."""

    folder: str
    pages: int
    files: int
    bytes: int
    written: int
    removed: int


def walk(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Every file of the frozen edition, as `(path, bytes)`, each once.

    Starts at the pages that have a fixed address and follows every link.

    Raises:
        DataError: if a page leads to an address where nothing stands.
    """
    index = EditionIndex(edition)
    router = Router(index, frozen=True)
    waiting = _first(index)
    done: set[str] = set()
    while waiting:
        path = waiting.pop()
        if path in done:
            continue
        done.add(path)
        made = router.respond(path)
        if made.status != 200 and not path.endswith("/404.html"):
            raise DataError(f"a page leads to {path}, where nothing stands")
        yield path, made.body
        # A page names its own other forms first: they come next, while its record is at hand.
        waiting += [link for link in reversed(made.links) if link not in done]


def _first(index: EditionIndex) -> list[str]:
    """Paths with a fixed address: the walk starts here."""
    kinds = ("register", "holdings", "attested", "search", "about", "patterns", "404")
    routes = [Route(kind) for kind in kinds]
    routes += [Route("letter", item.id) for item in index.items]
    routes += [Route("document", name) for name in index.facts if name not in index.alone]
    pages = [f"{locale}/{page_address(route)}" for route in routes for locale in LOCALES]
    scripts = [f"{ASSETS}/search/words-{shard}.js" for shard in shards(index)]
    return ["index.html", f"{ASSETS}/search/index.js", *scripts, *pages]


def freeze(edition: Edition, folder: Path) -> Frozen:
    """Write the frozen edition to a folder.

    Raises:
        UsageError: if the folder holds files that no publication of ours has written, or cannot
            be written.
    """
    try:
        return _freeze(edition, folder)
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror or error}") from error


def _freeze(edition: Edition, folder: Path) -> Frozen:
    before = _manifest(folder)
    digests: dict[str, str] = {}
    pages = size = written = 0
    for path, body in walk(edition):
        digests[path] = sha256(body).hexdigest()
        pages += path.endswith(".html")
        size += len(body)
        target = folder / PurePosixPath(path)
        if before.get(path) == digests[path] and target.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)
        written += 1
    removed = _remove(folder, before.keys() - digests.keys())
    listed = json.dumps(dict(sorted(digests.items())), ensure_ascii=False, indent=0)
    folder.joinpath(MANIFEST).write_text(listed + "\n", "utf-8")
    return Frozen(str(folder), pages, len(digests), size, written, removed)


def _manifest(folder: Path) -> dict[str, str]:
    """Paths and digests of the last publication to a folder."""
    try:
        data = json.loads(folder.joinpath(MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        if folder.is_dir() and any(folder.iterdir()):
            raise UsageError(
                f"{folder} holds files that publish has not written; name an empty folder"
            ) from None
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(f"{folder / MANIFEST} cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise UsageError(f"{folder / MANIFEST} is not a list of files")
    return {str(path): str(digest) for path, digest in data.items()}


def _remove(folder: Path, paths: set[str]) -> int:
    """Delete files of an earlier publication, never anything outside the folder."""
    removed = 0
    root = folder.resolve()
    for path in sorted(paths):
        target = folder / PurePosixPath(path)
        if target.parent.resolve().is_relative_to(root) and target.is_file():
            target.unlink()
            removed += 1
    return removed
