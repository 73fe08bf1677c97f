"""Reading: one delivered file, of whatever format, as a `Delivered`.

The format is told by the content, not by the name: PDF, Word, page images, XML (TEI, ALTO, PAGE),
hOCR, OCR Markdown, plain text. What is none of these is refused with a problem that names what it
is. Formats that need a library written in C are read in a child process.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256 as digest_of
from pathlib import Path

from herewith.errors import DataError, Place, Problem, UsageError
from herewith.formats.archives import archive_kind, office_kind
from herewith.formats.extract import Extract
from herewith.formats.files import BoxFile, box_files, file_digest, unreadable
from herewith.formats.image_streams import read_stream
from herewith.formats.images import image_of, read_image
from herewith.formats.isolated import IsolationError, Limits, call
from herewith.formats.options import Options
from herewith.formats.pdf import read_pdf
from herewith.formats.signatures import OFFICE
from herewith.formats.texts import MAX_BYTES, oddities, read_text
from herewith.model.records import decode
from herewith.model.text import Delivered, Part, Source, SourceFile, SourceId, Visible

__all__ = ["MAX_BYTES", "deliver", "deliveries", "read", "read_bytes", "read_images"]

IMAGES = "image/*"
"""Media type of a source that is a stream of images."""

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READ_DOCX = "herewith.formats.docx:read_docx"
DOCX_LIMITS = Limits(seconds=120, memory=3 << 30, output=512 << 20)


def read(
    path: str | os.PathLike[str],
    *,
    shown: str | None = None,
    source_id: str | None = None,
    options: Options | None = None,
    part: Part | None = None,
    sha256: str | None = None,
) -> Delivered:
    """Read one file, or a part of one.

    Args:
        path: the file.
        shown: the path to record and print; as given if left out.
        source_id: the source id; the path's stem if left out.
        options: how images are read; the defaults if left out.
        part: which part of the file (see `formats.parts`); all of it if left out.
        sha256: digest of the whole file, needed with a part: it is not taken for every part again.

    Raises:
        UsageError: if there is no such file.
        DataError: if nothing of the file can be accepted; it carries the problem.
    """
    path = Path(path)
    shown = shown if shown is not None else path.as_posix()
    if not os.path.lexists(path):
        raise UsageError(f"no such file: {path}")
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):
            raise _error("R115", "not a file (a folder, pipe, socket or device)", shown)
        found = _read(path, shown, source_id or path.stem, options or Options(), part, sha256)
        after = path.stat()
    except OSError as error:
        problem = unreadable(shown, error)
        raise DataError(str(problem), (problem,)) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise _error("R107", "changed while it was read", shown)
    return found


def read_images(
    images: Sequence[tuple[str, str, str]],
    *,
    shown: str,
    source_id: str,
    sha256: str,
    options: Options | None = None,
) -> Delivered:
    """Read images that are the pages of one source.

    Args:
        images: path, path as shown and SHA-256 (hex) of each, in order.
        shown: what stands for their paths.
        source_id: the source's id.
        sha256: over their digests.
        options: how images are read; the defaults if left out.

    Raises:
        DataError: if one has changed since it was listed; one that is damaged is a page not read.
        OSError: if one is not there any more.
    """
    problems: list[Problem] = []
    held: list[tuple[Path, str]] = []
    files: list[SourceFile] = []
    for path, name, wanted in images:
        one = Path(path)
        held.append((one, name))
        files.append(SourceFile(name, wanted, one.stat().st_size))
        if file_digest(one) != wanted:
            raise _error("R107", "changed while the box was read", name)
    found = read_stream(
        held,
        options=options or Options(),
        refused=lambda error: problems.extend(error.problems),
    )
    total = sum(file.bytes for file in files)
    source = Source(
        SourceId(source_id),
        shown,
        sha256,
        IMAGES,
        None,
        1.0,
        total,
        len(found.text),
        files=tuple(files),
    )
    delivered = _finished(found, source)
    return replace(delivered, problems=(*problems, *delivered.problems))


def deliver(file: BoxFile, options: Options | None = None) -> Delivered:
    """Read a file that a walk found; raises as `read` does."""
    if file.images:
        try:
            return read_images(
                [(one.path, one.shown, one.sha256) for one in file.images],
                shown=file.shown,
                source_id=file.id,
                sha256=file.sha256,
                options=options,
            )
        except OSError as error:
            problem = unreadable(file.shown, error)
            raise DataError(str(problem), (problem,)) from error
    return read(
        file.path,
        shown=file.shown,
        source_id=file.id,
        options=options,
        part=file.part,
        sha256=file.sha256,
    )


def deliveries(
    paths: Iterable[str | os.PathLike[str]],
    *,
    relative_to: Path | None = None,
    options: Options | None = None,
) -> Iterator[Delivered | Problem]:
    """Everything that can be read of some files, folders and archives, and problems for the rest.

    Source ids are unique among what is yielded; one bad file does not stop the others. What is
    packed is unpacked into a folder that is gone afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="herewith-") as folder:
        given = (Path(path) for path in paths)
        for file in box_files(given, into=Path(folder), relative_to=relative_to):
            if isinstance(file, Problem):
                yield file
                continue
            try:
                yield deliver(file, options)
            except DataError as error:
                yield from error.problems
            except UsageError:
                yield Problem("R101", "error", "vanished while the box was read", Place(file.shown))


def read_bytes(data: bytes, *, shown: str, source_id: str) -> Delivered:
    """Read the bytes of a text; see `read`.

    Raises:
        DataError: if they are no text.
    """
    return read_text(data, shown=shown, source_id=source_id)


def _read(
    path: Path,
    shown: str,
    source_id: str,
    options: Options,
    part: Part | None,
    sha256: str | None,
) -> Delivered:
    """By format; the first bytes say which. Of the parts of a PDF the first looks at the digest."""
    with path.open("rb") as handle:
        head = handle.read(1024)
    if b"%PDF-" in head:
        pages = (part.start, part.end) if part is not None else None
        found = read_pdf(path, shown=shown, options=options, pages=pages)
        known = sha256 if part is not None and part.n > 1 else None
        return _delivered(found, path, shown, source_id, "application/pdf", part, known)
    claims = image_of(path)
    if claims is not None:
        found = read_image(path, shown=shown, options=options, claims=claims)
        return _delivered(found, path, shown, source_id, claims.media_type)
    if head.startswith(b"PK\x03\x04"):
        return _packed(path, shown, source_id)
    if archive_kind(path) is not None:
        raise _archive(shown)
    return _text(path, shown, source_id, part, sha256)


def _packed(path: Path, shown: str, source_id: str) -> Delivered:
    kind = office_kind(path)
    if kind in OFFICE:
        raise _error("R103", f"{OFFICE[kind]}: no reader for this format", shown, "Save it as PDF.")
    if kind != "docx":
        raise _archive(shown)
    try:
        found = decode(Extract, call(READ_DOCX, {"path": str(path)}, DOCX_LIMITS))
    except IsolationError as error:
        raise _error("R135", f"the Word file cannot be read: {error}", shown) from error
    return _delivered(found, path, shown, source_id, DOCX)


def _archive(shown: str) -> DataError:
    hint = "Unpack it, or give it to a verb that reads folders."
    return _error("R139", "an archive, which holds files of its own", shown, hint)


def _text(
    path: Path, shown: str, source_id: str, part: Part | None, sha256: str | None
) -> Delivered:
    size = path.stat().st_size
    if part is None and size > MAX_BYTES:
        hint = "Divide it; a text in a box is read in parts."
        message = f"larger than {MAX_BYTES >> 20} MB ({size >> 20} MB)"
        raise _error("R104", message, shown, hint)
    with path.open("rb") as handle:
        if part is not None:
            handle.seek(part.start)
        data = handle.read(size if part is None else part.end - part.start)
    if len(data) != (size if part is None else part.end - part.start):
        raise _error("R107", "changed while it was read", shown)
    if part is None:
        return read_text(data, shown=shown, source_id=source_id)
    if part.sha256 and part.sha256 != digest_of(data).hexdigest():
        raise _error("R107", "changed while the box was read", shown)
    found = read_text(
        data,
        shown=shown,
        source_id=source_id,
        encoding=(part.encoding or "utf-8", part.certainty),
        form=part.form or None,
    )
    source = replace(found.source, sha256=sha256 or file_digest(path), part=part)
    return replace(found, source=source)


def _delivered(
    found: Extract,
    path: Path,
    shown: str,
    source_id: str,
    media: str,
    part: Part | None = None,
    sha256: str | None = None,
) -> Delivered:
    """An extract as the delivery of a source."""
    text = found.text
    source = Source(
        id=SourceId(source_id),
        path=shown,
        sha256=sha256 or file_digest(path),
        media_type=media,
        encoding=None,
        encoding_certainty=1.0,
        bytes=path.stat().st_size,
        chars=len(text),
        part=part,
    )
    return _finished(found, source)


def _finished(found: Extract, source: Source) -> Delivered:
    """Pages and problems told of which source they are."""
    pages = tuple(
        replace(
            page,
            id=f"{source.id}/page/{page.n}",
            source=source.id,
            image=page.image or f"{source.path}#page={page.n}",
        )
        for page in found.pages
    )
    problems = tuple(fault.problem(source.path) for fault in found.faults)
    return Delivered(
        source,
        found.text,
        (Visible(0, len(found.text)),) if found.text else (),
        found.marks,
        "other",
        problems + oddities(found.text, source.path),
        pages,
    )


def _error(code: str, message: str, shown: str, hint: str = "") -> DataError:
    problem = Problem(code, "error", message, Place(shown), hint)
    return DataError(str(problem), (problem,))
