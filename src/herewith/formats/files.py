"""Which files a box holds: a walk that leaves out, and reports, what must not be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from herewith.errors import Place, Problem, UsageError
from herewith.formats.contents import contents
from herewith.formats.image_streams import Stream, joined
from herewith.formats.parts import parts_of
from herewith.model.text import Part, SourceId

__all__ = [
    "BoxFile",
    "box_files",
    "divided",
    "file_digest",
    "listed",
    "source_id",
    "unreadable",
    "walk",
]


@dataclass(frozen=True, slots=True)
class BoxFile:
    """A file to be read, or a part of one: where it is, the path to show, its id and its digest.

    `shown` and `id` are those of the part, `path` and `sha256` those of the whole file.
    """

    path: str
    shown: str
    id: SourceId
    sha256: str
    part: Part | None = None
    images: tuple[BoxFile, ...] = ()
    """The images of a stream of pages, in order: then `path` is their folder, `sha256` over their
    digests. See `image_streams`."""
    apart: tuple[str, ...] = ()
    """Of the first image of a stream that editors have refused: the stream's id, and its images."""


def box_files(
    paths: Iterable[Path], *, into: Path, relative_to: Path | None = None
) -> Iterator[BoxFile | Problem]:
    """The files of some files, folders and archives, in order of their paths, each once.

    Folders are walked without following links; a link or a path that leads outside its folder,
    a pipe, a device and a file without permission become problems. Archives are opened, bags are
    verified, files too large to be one source are divided.

    Args:
        paths: files and folders, in any order.
        into: a folder for what is unpacked.
        relative_to: paths are shown relative to this folder; otherwise as given.

    Raises:
        UsageError: if a path does not exist.
    """
    found: dict[str, Path] = {}
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"no such file or folder: {path}")
        for one in walk(path):
            if isinstance(one, Problem):
                yield one
            else:
                found.setdefault(_shown(one, relative_to), one)
    held = contents(sorted(found.items()), into, file_digest)
    yield from held.problems
    yield from listed(held.files, file_digest, {}, {}, lambda _: False)


def listed(
    files: Mapping[str, Path],
    digest: Callable[[Path], str],
    taken: dict[str, str],
    known: Mapping[str, str],
    refused: Callable[[str], bool],
) -> Iterator[BoxFile | Problem]:
    """What is to be read of some files: streams of page images as one, large files in parts.

    Args:
        files: by their paths as shown.
        digest: SHA-256 (hex) of a file.
        taken: ids in use, with the path as shown of their file; new ones are added.
        known: ids given before, by path as shown.
        refused: whether editors have refused the stream with an id; its images stand alone then.
    """
    found = joined(files)
    streams = {stream.images[0]: stream for stream in found}
    within = {name for stream in found for name in stream.images[1:]}
    apart: set[str] = set()
    for shown, path in sorted(files.items()):
        if shown in within and shown not in apart:
            continue
        try:
            if shown not in streams:
                yield from divided(path, shown, digest(path), taken, known)
                continue
            stream = streams[shown]
            given = known.get(stream.shown)
            name = (
                SourceId(given)
                if given
                else source_id(Path(f"{stream.name}.x"), stream.shown, taken)
            )
            if refused(name):
                apart.update(stream.images)
                for one in divided(path, shown, digest(path), taken, known):
                    yield (
                        replace(one, apart=(name, *stream.images))
                        if isinstance(one, BoxFile)
                        else one
                    )
            else:
                yield _stream(stream, name, files, digest)
        except OSError as error:
            yield unreadable(shown, error)


def _stream(
    stream: Stream, name: SourceId, files: Mapping[str, Path], digest: Callable[[Path], str]
) -> BoxFile:
    """A stream of page images as one source."""
    images = tuple(
        BoxFile(str(files[one]), one, SourceId(""), digest(files[one])) for one in stream.images
    )
    total = sha256("".join(f"{one.sha256}\n" for one in images).encode())
    folder = str(Path(images[0].path).parent)
    return BoxFile(folder, stream.shown, name, total.hexdigest(), images=images)


def divided(
    path: Path, shown: str, digest: str, taken: dict[str, str], known: Mapping[str, str]
) -> Iterator[BoxFile | Problem]:
    """A file, or its parts where it is too large to be one source.

    Args:
        path: where it is.
        shown: its path as shown.
        digest: SHA-256 (hex) of its bytes.
        taken: ids in use, with the path as shown of their file; new ones are added.
        known: ids given before, by path as shown.

    Raises:
        OSError: if it cannot be read.
    """
    name = Path(shown)
    parts = parts_of(path)
    if not parts:
        given = known.get(shown)
        own = SourceId(given) if given else source_id(name, shown, taken)
        yield BoxFile(str(path), shown, own, digest)
        return
    yield _divided(parts, shown)
    for part in parts:
        where = f"{shown}/part-{part.n:05d}"
        given = known.get(where)
        stem = Path(f"{name.stem}-part-{part.n:05d}.x")
        own = SourceId(given) if given else source_id(stem, where, taken)
        yield BoxFile(str(path), where, own, digest, part)


def _divided(parts: Sequence[Part], shown: str) -> Problem:
    """That a file was cut, and whether a document may have been."""
    message = f"too large to be one source: read as {len(parts)} parts of {parts[0].unit}"
    doubtful = [part.n for part in parts if part.divides]
    if not doubtful:
        return Problem("R116", "note", f"{message}, cut between documents", Place(shown))
    named = ", ".join(str(n) for n in doubtful[:12]) + (" …" if len(doubtful) > 12 else "")
    message = f"{message}; nothing shows that a document begins with part {named}"
    hint = "A document that crosses the beginning of such a part is two."
    return Problem("R116", "warning", message, Place(shown), hint)


def file_digest(path: Path) -> str:
    """SHA-256 (hex) of a file's bytes.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as handle:
        total = sha256()
        while block := handle.read(1 << 20):
            total.update(block)
        return total.hexdigest()


def unreadable(shown: str, error: OSError) -> Problem:
    """The problem of a file that the system will not let us read."""
    return Problem("R101", "error", f"cannot be read: {error.strerror or error}", Place(shown))


def _shown(path: Path, base: Path | None) -> str:
    shown = path.relative_to(base).as_posix() if base is not None else path.as_posix()
    return os.fsencode(shown).decode("utf-8", "backslashreplace")


def source_id(path: Path, shown: str, taken: dict[str, str]) -> SourceId:
    """The stem; where another file has it, the stem with a digest of the path as shown.

    Bytes of a name that are not text stand as their numbers, as in the path that is shown.
    """
    stem = path.name.split(".", 1)[0] if path.name.startswith(".") else path.stem
    stem = stem.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    stem = stem.replace("#", "-").replace("/", "-").strip() or "file"
    name, size = stem, 4
    while name in taken:
        name = f"{stem}-{sha256(shown.encode('utf-8', 'surrogateescape')).hexdigest()[:size]}"
        size += 2
    taken[name] = shown
    return SourceId(name)


def walk(path: Path) -> Iterator[Path | Problem]:
    """One path given by the user: links are followed here, since they were asked for by name."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield unreadable(path.as_posix(), error)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, path.resolve())
    elif stat.S_ISREG(mode):
        yield path
    else:
        yield _not_a_file(path.as_posix())


def _folder(folder: Path, root: Path) -> Iterator[Path | Problem]:
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        yield unreadable(folder.as_posix(), error)
        return
    for name in names:
        path = folder / name
        if name.startswith("."):
            yield Problem("R111", "note", "hidden, therefore not read", Place(path.as_posix()))
        elif path.is_symlink():
            yield from _link(path, root)
        elif path.is_dir():
            yield from _folder(path, root)
        elif path.is_file():
            yield path
        else:
            yield _not_a_file(path.as_posix())


def _link(path: Path, root: Path) -> Iterator[Problem]:
    """A link inside a folder is never followed: its target is read at its own place, if inside."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        yield Problem(
            "R113", "warning", "a link that leads nowhere or in a circle", Place(path.as_posix())
        )
        return
    if target.is_relative_to(root):
        yield Problem(
            "R112", "note", "a link inside the box, read at its own place", Place(path.as_posix())
        )
    else:
        yield Problem(
            "R114",
            "error",
            "a link that leads outside the box; it was not followed",
            Place(path.as_posix()),
            "Put the file itself into the box.",
        )


def _not_a_file(shown: str) -> Problem:
    return Problem(
        "R115", "error", "not a file (a pipe, socket or device); it was not read", Place(shown)
    )
