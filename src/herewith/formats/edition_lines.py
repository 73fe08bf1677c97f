"""Every record of an edition by kind, and as JSON Lines: one file for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from herewith.errors import Problem
from herewith.model.bitext import Bitext, Lexicon
from herewith.model.collation import Collation, Item
from herewith.model.decision import Decision
from herewith.model.document import Document, Duplicate, Furniture, Gap
from herewith.model.edition import Edition
from herewith.model.findings import Comparison
from herewith.model.links import Attested, Mention, Quotation
from herewith.model.provenance import Activity, Statement
from herewith.model.records import dumps
from herewith.model.register import RegisterEntry
from herewith.model.sharing import Blanked, SharedWording
from herewith.model.text import Page, Source

__all__ = ["KINDS", "More", "tables", "write_jsonl"]

KINDS: Mapping[str, type] = {
    "sources": Source,
    "pages": Page,
    "documents": Document,
    "furniture": Furniture,
    "duplicates": Duplicate,
    "gaps": Gap,
    "register": RegisterEntry,
    "items": Item,
    "collations": Collation,
    "bitexts": Bitext,
    "comparisons": Comparison,
    "mentions": Mention,
    "quotations": Quotation,
    "attested": Attested,
    "shared": SharedWording,
    "blanked": Blanked,
    "decisions": Decision,
    "problems": Problem,
    "statements": Statement,
    "activities": Activity,
    "lexicons": Lexicon,
}
"""Names of the tables, and the kind of record in each."""

More = Mapping[str, Iterable[object]]
"""Records that an edition cannot list, by table: statements, activities, lexicons."""


def tables(edition: Edition, more: More | None = None) -> Iterator[tuple[str, Iterable[object]]]:
    """Name of a kind of record, and all records of that kind."""
    items, documents, sources = edition.items(), edition.documents(), edition.sources()
    entries = (edition.entry(document.id) for document in documents)
    yield "sources", sources
    yield "pages", (p for source in sources for p in edition.pages(source.id))
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
    yield "shared", edition.all_shared()
    yield "blanked", edition.blanked()
    yield "decisions", edition.decisions()
    yield "problems", edition.problems()
    for name in ("statements", "activities", "lexicons"):
        yield name, (more or {}).get(name, ())


def write_jsonl(edition: Edition, folder: Path, more: More | None = None) -> list[Path]:
    """Write one file for each kind of record, empty ones too; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, records in tables(edition, more):
        path = folder / f"{name}.jsonl"
        with path.open("wb") as file:
            for record in records:
                file.write(f"{dumps(record)}\n".encode("utf-8", "surrogatepass"))
        written.append(path)
    return written
