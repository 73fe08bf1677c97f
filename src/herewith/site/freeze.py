"""The reading room as files: every page the pages lead to, written where the server shows it.

The files are those the server would send, byte for byte: links are relative, so that they open
from a disk. The same edition gives the same files, whatever the engine that makes them. A list
of them (`files.json`) is written beside; at the next publication files that have not changed
are left alone, files that are no longer made are taken away, and files of others are never
touched. With a memory (`herewith.site.memory`) pages of which nothing has changed that they were
made from are not even made again.

Work is cut by address: all forms of a page (both languages, and its record as JSON) are made
together from one record.
"""

from __future__ import annotations

import json
import os
import pickle
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath

from herewith.errors import DataError, UsageError
from herewith.model.edition import Edition
from herewith.model.protocols import Engine
from herewith.model.version import Version
from herewith.site.addresses import ASSETS, IMAGES, Route, page_address, parse
from herewith.site.assets import MEDIA_TYPES
from herewith.site.catalogue import LOCALES
from herewith.site.index import EditionIndex, Publication
from herewith.site.lists import listed_at
from herewith.site.memory import Kept, Memory, answers
from herewith.site.noting import Question
from herewith.site.router import Router
from herewith.site.static_search import scripts
from herewith.site.versions import FOLDER, letter_digest, next_version
from herewith.site.views.certifying import is_certificate
from herewith.site.views.citing import CITED

__all__ = ["MANIFEST", "Frozen", "freeze", "walk"]

MANIFEST = "files.json"

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
"""What may name a version: it is the name of a folder too."""

CHUNK = 24
"""Addresses handed to a worker at a time."""

ASKED = 4000
"""Questions asked by a worker at a time."""

Progress = Callable[[str, int, int], None]
"""Is told how far the work is."""

Opener = Callable[[], Edition]
"""Opens the edition; picklable if an engine with several processes is to use it."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was written: pages (HTML), all files, their bytes, and what was left or taken away.

    `made` counts the files that were made in this publication, `written` those of them that were
    new or had changed, `images` the images of pages among the files.
    """

    folder: str
    pages: int
    files: int
    bytes: int
    made: int
    written: int
    removed: int
    version: Version | None = None
    images: int = 0


@dataclass(frozen=True, slots=True)
class _Made:
    """An address as it was made, and how many of its files were written."""

    address: str
    kept: Kept
    written: int


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Addresses to make, and the digests of their files at the last publication."""

    addresses: tuple[str, ...]
    before: tuple[tuple[str, str], ...]


def walk(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Every file of the frozen edition, as `(path, bytes)`, each once.

    Starts at the pages that have a fixed address and follows every link.

    Raises:
        DataError: if a page leads to an address where nothing stands.
    """
    index = EditionIndex(edition)
    router = Router(index, frozen=True)
    done: set[str] = set()
    waiting = list(_first(index))
    while waiting:
        address = waiting.pop()
        if address in done:
            continue
        done.add(address)
        for path in _forms(router, address):
            body, links = _made(router, path)
            yield path, body
            waiting += [link for link in _addresses(links) if link not in done]
        waiting += [link for link in _led_to(router, address) if link not in done]


def freeze(
    opener: Opener,
    folder: Path,
    engine: Engine | None = None,
    progress: Progress = lambda *_: None,
    *,
    memory: Path | None = None,
    publication: Publication | None = None,
    version: tuple[str, str] | None = None,
) -> Frozen:
    """Write the frozen edition to a folder.

    Args:
        opener: opens the edition, once in each process that makes pages.
        folder: where to write; what an earlier publication wrote there is brought up to date.
        engine: does the work; this process if it is not given.
        progress: is told `("publish", addresses done, addresses known)` now and then.
        memory: a file that remembers from what each page was made; made if it is not there.
        publication: how the pages are published, with the versions so far.
        version: name and day of the version that this publication makes, if it makes one: the
            site is then kept whole in a folder of its own beside the pages.

    Raises:
        UsageError: if the folder holds files that no publication of ours has written, or cannot
            be written; if there is a version of that name.
        DataError: if a page leads to an address where nothing stands.
    """
    published = replace(publication or Publication(), kept=True)
    try:
        made = None
        if version:
            made = _version(opener, folder, engine, published, *version)
            published = replace(published, versions=(*published.versions, made))
        frozen = _freeze(opener, folder, engine, progress, published, memory)
        if made:
            keep_version(folder, made.name, _router(opener, published))
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror or error}") from error
    finally:
        _ROUTERS.clear()
    return replace(frozen, version=made)


def _version(
    opener: Opener,
    folder: Path,
    engine: Engine | None,
    published: Publication,
    name: str,
    on: str,
) -> Version:
    """The version that the letters make as they are now."""
    if not NAME.fullmatch(name):
        raise UsageError(f'"{name}" cannot name a version: letters, figures, ".", "-" and "_"')
    taken = [one.name for one in published.versions]
    if name in taken or (folder / FOLDER / name).exists():
        raise UsageError(f'there is a version "{name}" already; a version does not change any more')
    letters = [item.id for item in _router(opener, published).index.items]
    portions = [tuple(letters[n : n + CHUNK]) for n in range(0, len(letters), CHUNK)]
    work = partial(_digests, opener, published)
    found: dict[str, str] = {}
    for some in map(work, portions) if engine is None else engine.each(work, portions):
        found.update(some)
    return next_version(name, on, published.versions, found)


def _digests(
    opener: Opener, published: Publication, letters: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """The digests of some letters."""
    edition = _router(opener, published).index.edition
    found = (edition.item(letter) for letter in letters)
    return tuple((str(item.id), letter_digest(edition, item)) for item in found if item)


def _freeze(
    opener: Opener,
    folder: Path,
    engine: Engine | None,
    progress: Progress,
    published: Publication,
    memory: Path | None,
) -> Frozen:
    before = _manifest(folder)
    index = _router(opener, published).index
    known = Memory.read(memory, before, published) if memory else Memory()
    ask = partial(_answers, opener, published)
    standing = known.standing(lambda questions: _asked(engine, ask, questions))
    kept: dict[str, Kept] = {}
    made = written = 0
    work = partial(_chunk, opener, folder, published)
    waiting = list(_first(index))
    seen = set(waiting)
    while waiting:
        found: dict[str, None] = {}
        again = []
        for address in waiting:
            one = standing.get(address)
            if one and all((folder / PurePosixPath(path)).is_file() for path, _, _ in one.files):
                kept[address] = one
                found.update(dict.fromkeys(one.links))
            else:
                again.append(address)
        for some in _each(engine, work, list(_chunks(again, before))):
            for new in some:
                kept[new.address] = new.kept
                made += len(new.kept.files)
                written += new.written
                found.update(dict.fromkeys(new.kept.links))
            progress("publish", len(kept), len(seen))
        waiting = [address for address in found if address not in seen]
        seen.update(waiting)
    files = {path: (size, digest) for one in kept.values() for path, size, digest in one.files}
    removed = _remove(folder, before.keys() - files.keys())
    digests = {path: files[path][1] for path in sorted(files)}
    if digests != before:
        listed = json.dumps(digests, ensure_ascii=False, indent=0)
        folder.joinpath(MANIFEST).write_text(listed + "\n", "utf-8")
    if memory and kept != known.kept:
        known.of(kept, lambda new: _asked(engine, ask, new)).write(memory, digests, published)
    return Frozen(
        str(folder),
        sum(path.endswith(".html") for path in files),
        len(files),
        sum(size for size, _ in files.values()),
        made,
        written,
        removed,
        images=sum(path.startswith(f"{IMAGES}/") for path in files),
    )


def _asked(
    engine: Engine | None,
    ask: Callable[[Sequence[Question]], Sequence[str]],
    questions: Sequence[Question],
) -> Sequence[str]:
    """Digests of the answers to many questions, in their order."""
    portions = [questions[n : n + ASKED] for n in range(0, len(questions), ASKED)]
    given = map(ask, portions) if engine is None else engine.each(ask, portions)
    return [digest for some in given for digest in some]


def _answers(
    opener: Opener, published: Publication, questions: Sequence[Question]
) -> Sequence[str]:
    """Digests of the answers to some questions."""
    return answers(_router(opener, published).index, questions)


def keep_version(folder: Path, name: str, router: Router) -> None:
    """Keep the site as it stands in the folder of a version; unchanged files take no room twice.

    Files are linked where the disk can do that: a publication never writes into a file that is
    there, it puts another in its place.
    """
    target = folder / FOLDER / name
    root = f"{FOLDER}/{name}/"
    kept = Router(router.index, frozen=True, root=root)
    for path in _manifest(folder):
        copy = target / PurePosixPath(path)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith("/versions.html"):
            copy.write_bytes(kept.respond(path).body)
            continue
        try:
            os.link(folder / PurePosixPath(path), copy)
        except OSError:
            shutil.copyfile(folder / PurePosixPath(path), copy)


def _each(
    engine: Engine | None,
    work: Callable[[_Chunk], Sequence[_Made]],
    chunks: Iterable[_Chunk],
) -> Iterable[Sequence[_Made]]:
    return map(work, chunks) if engine is None else engine.each(work, chunks)


def _chunks(addresses: Sequence[str], before: Mapping[str, str]) -> Iterator[_Chunk]:
    """Work in portions: the longest first, each by itself; then pages, some at a time."""
    alone = [address for address in addresses if address in LONG]
    pages = [address for address in addresses if address not in LONG]
    portions: list[tuple[str, ...]] = [(address,) for address in alone]
    portions += [tuple(pages[n : n + CHUNK]) for n in range(0, len(pages), CHUNK)]
    for portion in portions:
        if SEARCH in portion:
            known = [path for path in before if path.startswith(f"{SEARCH}/")]
        else:
            known = [path for one in portion for path in _files(one) if path in before]
        yield _Chunk(portion, tuple((path, before[path]) for path in known))


_ROUTERS: dict[bytes | Opener, Router] = {}
"""The router of the edition at work in this process."""


def _router(opener: Opener, published: Publication) -> Router:
    try:
        key: bytes | Opener = pickle.dumps(opener)
    except (AttributeError, TypeError, pickle.PicklingError):
        key = opener  # one that stays in this process
    known = _ROUTERS.get(key)
    if known is None or known.index.publication != published:
        _ROUTERS.clear()
        _ROUTERS[key] = Router(EditionIndex(opener(), published), frozen=True)
    return _ROUTERS[key]


def _chunk(opener: Opener, folder: Path, published: Publication, chunk: _Chunk) -> Sequence[_Made]:
    """Make and write the files of some addresses."""
    router = _router(opener, published)
    before = dict(chunk.before)
    return tuple(_address(router, folder, before, address) for address in chunk.addresses)


def _address(router: Router, folder: Path, before: Mapping[str, str], address: str) -> _Made:
    """Make and write the files of an address."""
    files: list[tuple[str, int, str]] = []
    written = 0
    with router.index.notebook.noting() as asked:
        links = dict.fromkeys(_led_to(router, address))
        for path in _forms(router, address):
            body, opened = _made(router, path)
            digest = sha256(body).hexdigest()
            target = folder / path
            if before.get(path) != digest or not target.is_file():
                _write(target, body)
                written += 1
            files.append((path, len(body), digest))
            links.update(dict.fromkeys(_addresses(opened)))
    return _Made(address, Kept(tuple(files), tuple(links), tuple(sorted(asked))), written)


def _write(target: Path, body: bytes) -> None:
    """Put a file in the place of another, if there is one: a version may hold the same file."""
    with suppress(FileNotFoundError):
        target.unlink()
    try:
        target.write_bytes(body)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)


def _made(router: Router, path: str) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of a file and the paths of its links."""
    made = router.respond(path)
    if made.status != 200 and not path.endswith("/404.html"):
        raise DataError(f"a page leads to {path}, where nothing stands")
    return made.body, made.links


def _forms(router: Router, address: str) -> Sequence[str]:
    """The files of an address; of the search all its scripts, which are made from one index."""
    if address == SEARCH:
        return [f"{SEARCH}/{name}" for name in scripts(router.index)]
    return _files(address)


def _files(address: str) -> Sequence[str]:
    """The files of an address: a page in both languages and its record, or one file alone."""
    if _is_file(address):
        return (address,)
    pages = [f"{locale}/{address}.html" for locale in LOCALES]
    if address == "404":
        return tuple(pages)
    route = parse(address)
    sheet = [f"{address}.csv"] if route and listed_at(route) == f"{address}.csv" else []
    return (*pages, f"{address}.json", *sheet)


def _is_file(path: str) -> bool:
    """Whether a path is that of a file that stands alone: not a page, nor its record."""
    alone = path.startswith(ALONE) or path == WELCOME
    return alone or path.endswith(CITED) or is_certificate(path)


def _led_to(router: Router, address: str) -> Iterator[str]:
    """Addresses that nothing need link to: the first file leads to every document's page."""
    if address == WELCOME:
        index = router.index
        routes = (Route("document", name) for name in index.facts if name not in index.alone)
        yield from (page_address(route, "") for route in routes)


def _addresses(paths: Iterable[str]) -> Iterator[str]:
    """Addresses of files, without their language and extension."""
    for path in paths:
        if path.startswith(f"{SEARCH}/"):
            yield SEARCH
        elif _is_file(path):
            yield path
        elif path.endswith((".json", ".csv")):
            yield path.rpartition(".")[0]
        else:
            yield path.partition("/")[2].removesuffix(".html")


WELCOME = "index.html"

SEARCH = f"{ASSETS}/search"
"""Stands for all scripts of the search."""

LONG = frozenset((SEARCH, "references", "exchanges", "people", "completeness"))
"""What takes long, because it is made from all documents: begun first."""

ALONE = (f"{ASSETS}/", f"{IMAGES}/")
"""How paths begin that are files in no language."""


def _first(index: EditionIndex) -> Iterator[str]:
    """Addresses that are fixed: the walk starts here."""
    yield WELCOME
    yield SEARCH
    yield from (f"{ASSETS}/{name}" for name in MEDIA_TYPES)
    kinds = (
        *("register", "holdings", "attested", "completeness", "references", "exchanges", "people"),
        *("shared", "contradictions", "releases", "quotations"),
        *("search", "about", "versions", "patterns", "404"),
    )
    routes = [Route(kind) for kind in kinds]
    routes += [Route("letter", item.id) for item in index.items]
    yield from (page_address(route, "") for route in routes)


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
