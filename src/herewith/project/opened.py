"""Documents of files that belong to no project: read, reconstructed, registered and looked up.

Files are opened on as many processes as are asked for; the answer is the same on any number.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from herewith.algorithms.reconstruct.rejoin import rejoined
from herewith.algorithms.references.belonging import belonging
from herewith.algorithms.references.candidates import Index
from herewith.algorithms.references.papers import papers
from herewith.algorithms.references.reading import Found
from herewith.engines import RunningEngine, engine
from herewith.errors import DataError, Place, Problem
from herewith.formats.files import BoxFile, box_files
from herewith.formats.reading import deliver
from herewith.model.collation import Item
from herewith.model.document import Document
from herewith.model.protocols import Context, Unit
from herewith.model.register import RegisterEntry
from herewith.model.text import Delivered
from herewith.stages.group import Group
from herewith.stages.reconstruct import reconstruct
from herewith.stages.register import register_documents

__all__ = ["Collection", "Opened", "engine_for", "open_documents", "stretch", "workers_for"]

NO_DECISIONS = Context({}, {}, {})

LARGE = 10_000_000
"""Bytes from which it is worth starting processes."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The documents of some files with their register entries, and the problems met.

    `sources` are the files by their ids, without their marks.
    """

    documents: tuple[Document, ...]
    entries: Mapping[str, RegisterEntry]
    problems: tuple[Problem, ...]
    sources: Mapping[str, Delivered]


def workers_for(paths: Iterable[Path]) -> int:
    """As many processes as this machine has, for files that are worth it; else one."""
    sizes = (
        file.stat().st_size
        for path in paths
        for file in (path.rglob("*") if path.is_dir() else (path,))
        if file.is_file()
    )
    return (os.cpu_count() or 1) if sum(sizes) >= LARGE else 1


def engine_for(workers: int) -> RunningEngine:
    """An engine that works on a number of processes; on one here and now."""
    return engine("pool" if workers > 1 else "local", workers=workers)


def open_documents(
    paths: Iterable[Path], *, without: Path | None = None, workers: int = 1
) -> Opened:
    """All documents of some files and folders, registered.

    Args:
        paths: files and folders.
        without: a file that is not wanted even if it lies among them.
        workers: processes that read.

    Raises:
        UsageError: if a path does not exist.
        DataError: if nothing of them can be read.
    """
    documents: list[Document] = []
    entries: dict[str, RegisterEntry] = {}
    sources: dict[str, Delivered] = {}
    problems: list[Problem] = []
    left_out = without.resolve() if without else None
    with tempfile.TemporaryDirectory(prefix="herewith-") as folder:
        files: list[BoxFile] = []
        for one in box_files(paths, into=Path(folder)):
            if isinstance(one, Problem):
                problems.append(one)
            elif left_out is None or Path(one.path).resolve() != left_out:
                files.append(one)
        with closing(engine_for(min(workers, max(1, len(files))))) as running:
            for found in running.each(_opened, files):
                documents += found.documents
                entries |= found.entries
                sources |= found.sources
                problems += found.problems
    if not documents:
        raise DataError("nothing there could be read", tuple(problems))
    return Opened(tuple(documents), entries, tuple(dict.fromkeys(problems)), sources)


def _opened(file: BoxFile) -> Opened:
    """One file; what cannot be read gives problems only."""
    try:
        one = deliver(file)
    except DataError as error:
        return Opened((), {}, error.problems, {})
    except OSError:
        vanished = Problem("R101", "error", "vanished while the box was read", Place(file.shown))
        return Opened((), {}, (vanished,), {})
    found = reconstruct(one)
    whole = rejoined(found.documents)
    key = str(one.source.id)
    entries, *_ = register_documents(whole, found.furniture, {key: one}, NO_DECISIONS)
    return Opened(
        tuple(whole),
        {str(entry.id): entry for entry in entries},
        (*one.problems, *found.problems),
        {key: replace(one, marks=(), visible=())},
    )


class Collection:
    """Documents with their cards, index and items."""

    def __init__(self, opened: Opened) -> None:
        self.documents = {str(d.id): d for d in opened.documents}
        self._by_name: dict[tuple[str, str], str] = {}
        for key, document in self.documents.items():
            for name, value in document.attributes:
                if name == "xml:id":
                    self._by_name.setdefault((str(document.source), value), key)
        self.index = Index(papers(opened.documents, opened.entries))
        records = (*opened.documents, *opened.entries.values())
        grouped = Group().work(Unit("box", records), NO_DECISIONS)
        self.belongs = belonging(item for item in grouped.records if isinstance(item, Item))

    def name(self, document: str) -> str:
        """How a document is called on the command line: with its xml:id, if it has one."""
        own = dict(self.documents[document].attributes).get("xml:id")
        return f"{self.documents[document].source}#{own}" if own else document

    def named(self, name: str) -> str | None:
        """The document of a name `FILE-STEM#xml:id` or of an id."""
        if name in self.documents:
            return name
        stem, _, own = name.partition("#")
        return self._by_name.get((stem, own))

    def answer(self, found: Found) -> dict[str, Any]:
        """Status, target, candidates and reasons, as they are printed."""
        answer = found.resolution
        sure = answer.status == "resolved"
        return {
            "status": answer.status,
            "target": self.name(answer.paper) if sure and answer.paper else None,
            "candidates": [
                {"id": self.name(c.paper), "score": c.probability, "because": c.because}
                for c in answer.choices
            ],
            "because": answer.because,
            "not_held": answer.not_held,
        }


def stretch(document: Document, start: int, end: int) -> tuple[int, int]:
    """First and last source offset of a stretch of reading text, within one source."""
    found = document.locate(start, end)
    source = found[0][0]
    own = [(low, high) for where, low, high in found if where == source]
    return min(low for low, _ in own), max(high for _, high in own)
