"""Reading: one delivered file, of whatever format, as a `Delivered`.

The format is told by the content, not by the name: XML with a TEI root, other XML, OCR
Markdown, plain text. What is none of these is refused with a problem that names what it is.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Literal

from herewith.errors import DataError, Place, Problem, UsageError
from herewith.formats.encoding import Decoded, decode, looks_binary
from herewith.formats.files import BoxFile, box_files, unreadable
from herewith.formats.markdown import is_markdown, read_markdown
from herewith.formats.tei import is_xml, parse
from herewith.model.text import Delivered, Mark, Source, SourceId, Visible

__all__ = ["MAX_BYTES", "deliver", "deliveries", "read", "read_bytes"]

MAX_BYTES = 512 << 20
"""Larger files are refused: the text is held in memory several times over."""

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
"""First bytes of formats that no reader here understands."""


def read(
    path: str | os.PathLike[str], *, shown: str | None = None, source_id: str | None = None
) -> Delivered:
    """Read one file.

    Args:
        path: the file.
        shown: the path to record and print; as given if left out.
        source_id: the source id; the path's stem if left out.

    Raises:
        UsageError: if there is no such file.
        DataError: if nothing of the file can be accepted; it carries the problem.
    """
    path = Path(path)
    shown = shown if shown is not None else path.as_posix()
    if not os.path.lexists(path):
        raise UsageError(f"no such file: {path}")
    return read_bytes(_bytes(path, shown), shown=shown, source_id=source_id or path.stem)


def deliver(file: BoxFile) -> Delivered:
    """Read a file that a walk found; raises as `read` does."""
    return read(file.path, shown=file.shown, source_id=file.id)


def deliveries(
    paths: Iterable[str | os.PathLike[str]], *, relative_to: Path | None = None
) -> Iterator[Delivered | Problem]:
    """Everything that can be read of some files and folders, and problems for the rest.

    Source ids are unique among what is yielded; one bad file does not stop the others.
    """
    for file in box_files((Path(path) for path in paths), relative_to=relative_to):
        if isinstance(file, Problem):
            yield file
            continue
        try:
            yield deliver(file)
        except DataError as error:
            yield from error.problems
        except UsageError:
            yield Problem("R101", "error", "vanished while the box was read", Place(file.shown))


def read_bytes(data: bytes, *, shown: str, source_id: str) -> Delivered:
    """Read a file's bytes; see `read`."""
    _refuse(data, shown)
    head = data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    decoded = decode(data, shown=shown, xml=head.startswith(b"<"))
    text = decoded.text
    problems = decoded.problems
    visible: tuple[Visible, ...] = ()
    marks: tuple[Mark, ...] = ()
    form: Literal["plain", "markdown", "tei", "other"] = "plain"
    media = "text/plain"
    if is_xml(text[:4000].lstrip("\ufeff \t\r\n")) and not _is_html(text[:4000]):
        parsed = parse(text, shown=shown)
        problems += parsed.problems
        visible, marks, media = parsed.visible, parsed.marks, "application/xml"
        if parsed.root in ("TEI", "teiCorpus", "TEI.2"):
            form, media = "tei", "application/tei+xml"
        elif parsed.sound:
            form, marks = "other", ()
        else:
            form = "plain"
    elif is_markdown(text):
        form, media = "markdown", "text/markdown"
        visible, marks = read_markdown(text)
    elif text:
        visible = (Visible(0, len(text)),)
    problems += _oddities(text, shown)
    return Delivered(
        _source(data, decoded, shown, source_id, media), text, visible, marks, form, problems
    )


def _bytes(path: Path, shown: str) -> bytes:
    """All bytes of a regular file; anything else is refused without being opened."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            _fail("R115", "not a file (a folder, pipe, socket or device)", shown)
        if status.st_size > MAX_BYTES:
            _fail("R104", f"larger than {MAX_BYTES >> 20} MB ({status.st_size >> 20} MB)", shown)
        data = path.read_bytes()
        if len(data) != status.st_size or path.stat().st_mtime_ns != status.st_mtime_ns:
            _fail("R107", "changed while it was read", shown)
    except OSError as error:
        problem = unreadable(shown, error)
        raise DataError(str(problem), (problem,)) from error
    return data


def _refuse(data: bytes, shown: str) -> None:
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        _fail("R102", "empty", shown, "warning")
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            _fail("R103", f"{name}: no reader for this format", shown)
    if looks_binary(data):
        _fail("R103", "binary data: not a text in any known encoding", shown)


def _fail(
    code: str, message: str, shown: str, severity: Literal["warning", "error"] = "error"
) -> None:
    problem = Problem(code, severity, message, Place(shown))
    raise DataError(str(problem), (problem,))


def _is_html(head: str) -> bool:
    lowered = head.lower()
    return "<!doctype html" in lowered or "<html" in lowered


def _oddities(text: str, shown: str) -> tuple[Problem, ...]:
    """Characters that a reader cannot see and that change what is seen."""
    found: list[Problem] = []
    for chars, name in (
        ("\0", "NUL"),
        ("\u202a\u202b\u202d\u202e\u2066\u2067\u2068", "bidirectional control"),
    ):
        count = sum(text.count(char) for char in chars)
        if count:
            first = min(at for char in chars if (at := text.find(char)) >= 0)
            line = text.count("\n", 0, first) + 1
            message = f"{count} {name} character(s)"
            found.append(Problem("R108", "warning", message, Place(shown, line=line)))
    return tuple(found)


def _source(data: bytes, decoded: Decoded, shown: str, source_id: str, media: str) -> Source:
    return Source(
        id=SourceId(source_id),
        path=shown,
        sha256=sha256(data).hexdigest(),
        media_type=media,
        encoding=decoded.encoding,
        encoding_certainty=decoded.certainty,
        bytes=len(data),
        chars=len(decoded.text),
    )
