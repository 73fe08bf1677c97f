"""Read: files of the box, each a unit of its own, become delivered sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from herewith.errors import DataError, Place, Problem, UsageError
from herewith.formats.files import BoxFile
from herewith.formats.reading import read
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement, StatementId
from herewith.model.text import Delivered

__all__ = ["Read"]


class Read:
    """The stage: consumes files of the box (`formats.files.box_files`), yields `Delivered`.

    A unit's key is the path relative to the box; its records are the path on disk, the digest
    of the bytes and the source id, so that a changed file or a renamed source is read again.
    """

    name = "read"
    version = "1"
    consumes: tuple[type, ...] = (BoxFile,)
    produces: tuple[type, ...] = (Delivered,)

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:  # noqa: ARG002
        """One unit a file."""
        for file in records.get(BoxFile, ()):
            assert isinstance(file, BoxFile)
            yield Unit(file.shown, (file.path, file.sha256, str(file.id)))

    def work(self, unit: Unit, context: Context) -> Outcome:  # noqa: ARG002
        """Read one file; a file that cannot be read yields its problems."""
        path, digest, source = (str(part) for part in unit.records)
        try:
            delivered = read(path, shown=unit.key, source_id=source)
        except DataError as error:
            return Outcome(problems=error.problems)
        except UsageError:
            gone = Problem("R101", "error", "vanished while the box was read", Place(unit.key))
            return Outcome(problems=(gone,))
        if delivered.source.sha256 != digest:
            changed = Problem("R107", "error", "changed while the box was read", Place(unit.key))
            return Outcome(problems=(changed,))
        return Outcome((delivered,), (_encoding(delivered),), delivered.problems)


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
