"""Fields of documents in the database: what a document is found by beside its text.

Table `beside` has a row for every stretch, under the record it was taken from, so that a changed
record changes only its own rows; `written` sums them up for the full-text index.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from herewith.algorithms.marked_up import plain
from herewith.algorithms.search_fields import (
    FIELDS,
    Placed,
    Stretch,
    of_collation,
    of_document,
    of_entry,
)
from herewith.model.collation import Collation, Item
from herewith.model.document import Document
from herewith.model.records import decode
from herewith.model.register import RegisterEntry
from herewith.store.words import index

__all__ = ["BESIDE", "BOUND", "Fielded", "storable", "stretches", "written"]

BESIDE = """
CREATE TABLE beside (
    kind TEXT NOT NULL, id TEXT NOT NULL, place INTEGER NOT NULL, document TEXT NOT NULL,
    field TEXT NOT NULL, language TEXT, source TEXT, first INTEGER, last INTEGER,
    text TEXT NOT NULL, more TEXT NOT NULL, PRIMARY KEY (kind, id, place)
) WITHOUT ROWID;
CREATE INDEX beside_document ON beside (document, field);
CREATE INDEX beside_source ON beside (source) WHERE source IS NOT NULL;
"""

BOUND = "¶"
"""Stands between the stretches of a field in the index, so that no phrase reaches over it."""

R = TypeVar("R")

Row = tuple[str, Stretch | Placed]
"""A document, and words of one of its fields."""


def storable(text: str) -> str:
    """Text that SQLite takes: a lone surrogate, which is not a character, becomes U+FFFD."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


class Fielded:
    """Brings the fields up to date during one update, and knows whose fields have changed."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.touched: set[str] = set()
        self._collations: set[str] = set()
        self._sources: set[str] = set()
        self._read: tuple[str, tuple[str, str]] | None = None

    def put(self, record: object, name: str) -> None:
        """Take in a record that is new or has changed; `name` is its id as it is stored."""
        if isinstance(record, Document):
            self._replace("Document", name, ((record.id, one) for one in of_document(record)))
        elif isinstance(record, RegisterEntry):
            self._replace("RegisterEntry", name, ((record.id, one) for one in of_entry(record)))
        elif isinstance(record, Collation):
            self._collations.add(name)
        elif isinstance(record, Item):
            rows = self._db.execute(
                "SELECT id FROM link WHERE kind = 'Collation' AND role = 'item' AND target = ?",
                (name,),
            )
            self._collations.update(row[0] for row in rows)

    def drop(self, kind: str, name: str) -> None:
        """Forget a record that is no longer there."""
        self._replace(kind, name, ())
        self._collations.discard(name)

    def collate(self) -> None:
        """Take in the variants: when all records are in their places."""
        for name in sorted(self._collations):
            found = self._record(Collation, name)
            item = self._record(Item, storable(found.item)) if found and found.item else None
            self._replace("Collation", name, of_collation(found, item) if found and item else ())

    def source_changed(self, source: str) -> None:
        """The text of a source has changed, and with it the words that stand in it."""
        self._read = None
        self._sources.add(source)

    def resolve(self) -> None:
        """Read again the words that stand in sources whose text has changed."""
        for source in sorted(self._sources):
            text, media = self._text(source)
            rows = self._db.execute(
                "SELECT document, first, last, kind, id, place FROM beside WHERE source = ?",
                (source,),
            ).fetchall()
            self.touched.update(row[0] for row in rows)
            self._db.executemany(
                "UPDATE beside SET text = ? WHERE kind = ? AND id = ? AND place = ?",
                [(plain(text[first:last], media), *key) for _, first, last, *key in rows],
            )

    def _replace(self, kind: str, name: str, rows: Iterable[Row]) -> None:
        key = (kind, name)
        old = self._db.execute("SELECT document FROM beside WHERE kind = ? AND id = ?", key)
        self.touched.update(row[0] for row in old.fetchall())
        self._db.execute("DELETE FROM beside WHERE kind = ? AND id = ?", key)
        for place, (document, one) in enumerate(rows):
            owner = storable(document)
            self.touched.add(owner)
            self._db.execute(
                "INSERT INTO beside VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*key, place, owner, *self._columns(one)),
            )

    def _record(self, kind: type[R], name: str) -> R | None:
        row = self._db.execute(
            "SELECT json FROM record WHERE kind = ? AND id = ?", (kind.__name__, name)
        ).fetchone()
        return None if row is None else decode(kind, json.loads(row[0]))

    def _columns(self, one: Stretch | Placed) -> tuple[object, ...]:
        if isinstance(one, Placed):
            source = storable(one.source)
            text, media = self._text(source)
            said = plain(text[one.start : one.end], media)
            return one.field, one.language, source, one.start, one.end, said, ""
        more = [list(one.sigla), [[w, list(s)] for w, s in one.others], one.state, one.variation]
        rest = storable(json.dumps(more, ensure_ascii=False)) if any(more) else ""
        return one.field, one.language, None, None, None, storable(one.text), rest

    def _text(self, source: str) -> tuple[str, str]:
        """The text of a source and its media type; the last one is kept."""
        if self._read is None or self._read[0] != source:
            row = self._db.execute(
                "SELECT source_text.text, record.json ->> '$.media_type' FROM source_text"
                " JOIN record ON record.kind = 'Source' AND record.id = source_text.id"
                " WHERE source_text.id = ?",
                (source,),
            ).fetchone()
            self._read = source, ((row[0], row[1]) if row else ("", ""))
        return self._read[1]


def stretches(db: sqlite3.Connection, document: str) -> Mapping[str, Sequence[Stretch]]:
    """The fields of a document, in the order in which the index has their words."""
    found: dict[str, list[Stretch]] = {}
    for field, language, text, more in db.execute(
        "SELECT field, language, text, more FROM beside WHERE document = ?"
        " ORDER BY field, kind, id, place",
        (document,),
    ):
        sigla, others, state, variation = json.loads(more) if more else ((), (), "", "")
        compared = tuple((words, tuple(those)) for words, those in others)
        made = Stretch(field, language, text, tuple(sigla), compared, state, variation)
        found.setdefault(field, []).append(made)
    return found


def written(fields: Mapping[str, Sequence[Stretch]], language: str | None) -> tuple[str, ...]:
    """What the index has of each field, in the order of `FIELDS`.

    The stems of all stretches, then their words as written, each stretch closed by `BOUND`.

    Args:
        language: of the document: of stretches that say no other.
    """
    return tuple(_written(fields.get(field, ()), language) for field in FIELDS)


def _written(found: Sequence[Stretch], language: str | None) -> str:
    indexed = [index(one.text, one.language or language) for one in found]
    words = [*(one.stems for one in indexed), *(one.forms for one in indexed)]
    return " ".join(f"{one} {BOUND}" if one else BOUND for one in words)
