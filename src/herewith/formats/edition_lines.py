"""An edition as JSON Lines: every record as the model has it, one file for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from herewith.model.edition import Edition
from herewith.model.records import dumps

__all__ = ["tables", "write_jsonl"]


def tables(edition: Edition) -> Iterator[tuple[str, Iterable[object]]]:
    """Name of a kind of record, and all records of that kind."""
    items, documents, sources = edition.items(), edition.documents(), edition.sources()
    entries = (edition.entry(document.id) for document in documents)
    yield "sources", sources
    yield "documents", documents
    yield "furniture", (f for source in sources for f in edition.furniture(source.id))
    yield "duplicates", (d for source in sources for d in edition.duplicates(source.id))
    yield "gaps", edition.gaps()
    yield "register", (entry for entry in entries if entry is not None)
    yield "items", items
    yield "collations", (c for item in items for c in edition.collations(item.id))
    yield "bitexts", (b for item in items for b in edition.bitexts(item.id))
    yield "comparisons", (c for item in items for c in edition.comparisons(item.id))
    yield "mentions", (m for document in documents for m in edition.mentions(document.id))
    yield "quotations", (q for document in documents for q in edition.quotations(document.id))
    yield "attested", edition.attested()
    yield "decisions", edition.decisions()
    yield "problems", edition.problems()


def write_jsonl(edition: Edition, folder: Path) -> list[Path]:
    """Write one file for each kind of record, empty ones too; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, records in tables(edition):
        path = folder / f"{name}.jsonl"
        lines = "".join(f"{dumps(record)}\n" for record in records)
        path.write_bytes(lines.encode("utf-8", "surrogatepass"))
        written.append(path)
    return written
