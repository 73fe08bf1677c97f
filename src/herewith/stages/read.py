"""Read: files of the box, each a unit of its own, become delivered sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from herewith.errors import DataError, Place, Problem, UsageError
from herewith.formats.files import BoxFile
from herewith.formats.options import DEFAULTS, Options
from herewith.formats.reading import read, read_images
from herewith.model.decision import status_of
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement, StatementId
from herewith.model.records import decode, encode
from herewith.model.text import Delivered, Page, Part

__all__ = ["Read", "stream_of"]


class Read:
    """The stage: consumes files of the box (`formats.files.box_files`), yields `Delivered`, `Page`.

    A unit's key is the path relative to the box; its records are the path on disk, the digest
    of the bytes, the source id and the part, so that a changed file or a renamed source is read
    again. Settings: see `formats.options`; `programs` is set by the project (what is installed).
    """

    name = "read"
    version = "3"
    consumes: tuple[type, ...] = (BoxFile,)
    produces: tuple[type, ...] = (Delivered, Page)
    defaults = DEFAULTS

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:  # noqa: ARG002
        """One unit a file."""
        for file in records.get(BoxFile, ()):
            assert isinstance(file, BoxFile)
            part = None if file.part is None else encode(file.part)
            images = [[one.path, one.shown, one.sha256] for one in file.images]
            given = (file.path, file.sha256, str(file.id), part, images, list(file.apart))
            yield Unit(file.shown, given)

    def work(self, unit: Unit, context: Context) -> Outcome:
        """Read one file; a file that cannot be read yields its problems."""
        digest, apart = str(unit.records[1]), unit.records[5]
        assert isinstance(apart, list)
        try:
            delivered = _delivered(unit, Options.of(context.settings))
        except DataError as error:
            return Outcome(problems=error.problems)
        except UsageError:
            gone = Problem("R101", "error", "vanished while the box was read", Place(unit.key))
            return Outcome(problems=(gone,))
        if delivered.source.sha256 != digest:
            changed = Problem("R107", "error", "changed while the box was read", Place(unit.key))
            return Outcome(problems=(changed,))
        statements = (_encoding(delivered), *_pages(delivered), *_stream(delivered, apart, context))
        return Outcome((delivered, *delivered.pages), statements, delivered.problems)


def _delivered(unit: Unit, options: Options) -> Delivered:
    """The source of a unit, as its kind of file is read.

    Raises:
        DataError: if nothing of it can be accepted.
        UsageError: if it is not there any more.
    """
    path, digest, source = (str(one) for one in unit.records[:3])
    part = None if unit.records[3] is None else decode(Part, unit.records[3])
    images = unit.records[4]
    if not isinstance(images, list) or not images:
        return read(
            path,
            shown=unit.key,
            source_id=source,
            options=options,
            part=part,
            sha256=digest if part is not None else None,
        )
    held = [(str(one), str(shown), str(sha256)) for one, shown, sha256 in images]
    try:
        return read_images(held, shown=unit.key, source_id=source, sha256=digest, options=options)
    except OSError as error:
        raise UsageError(str(error)) from error


def stream_of(source: str) -> str:
    """Id of the statement that some images are the pages of one source, which may be refused.

    >>> stream_of("box-page")
    'box-page/stream'
    """
    return f"{source}/stream"


def _stream(delivered: Delivered, apart: Sequence[str], context: Context) -> Iterator[Statement]:
    """That images are the pages of one source, or would be if editors had not refused it."""
    name, *names = apart or (str(delivered.source.id), *(f.path for f in delivered.source.files))
    if not names:
        return
    target = stream_of(name)
    yield Statement(
        StatementId(target),
        name,
        "stream",
        names,
        (delivered.span(0, min(80, len(delivered.text))),),
        "read",
        "stream",
        "images in one folder whose names differ only in the number at the end",
        0.9,
        status=status_of(context.decisions.get(target)),
    )


def _pages(delivered: Delivered) -> Iterator[Statement]:
    """A statement for every page whose text is not simply the file's own."""
    for page in delivered.pages:
        if page.state == "text":
            continue
        yield Statement(
            StatementId(page.id),
            str(delivered.source.id),
            "page",
            {
                "page": page.n,
                "state": page.state,
                "rotation": page.rotation,
                "script": page.script,
                "languages": page.languages,
            },
            (delivered.span(page.start, min(page.end, page.start + 80)),),
            "read",
            "page",
            page.why or f"read from the page's image ({page.languages or 'as delivered'})",
            page.confidence if page.confidence is not None else 1.0,
        )


def _encoding(delivered: Delivered) -> Statement:
    source = delivered.source
    return Statement(
        StatementId(f"{source.id}/encoding"),
        str(source.id),
        "encoding",
        source.encoding,
        (delivered.span(0, min(80, len(delivered.text))),),
        "read",
        "encoding",
        f"{source.media_type}, {source.bytes} bytes, {source.chars} characters",
        source.encoding_certainty,
    )
