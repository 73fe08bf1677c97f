"""The database of an edition: records, statements and full text in one SQLite file (WAL).

It is made from the JSON Lines of `work/` and can always be made again. A run changes only what
has changed, in one transaction: readers see the edition before or after it, never a mixture.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from herewith.errors import StoreError
from herewith.model.document import Document
from herewith.model.records import decode, digest, dumps
from herewith.model.text import Delivered, Source
from herewith.store.fielded import BESIDE, Fielded, storable, stretches, written
from herewith.store.filing import Filed, filed, filed_as
from herewith.store.kept import Kept
from herewith.store.query import COLUMNS
from herewith.store.words import INDEX_VERSION, index

__all__ = ["DATABASE_FORMAT", "Contents", "connect", "is_usable", "remove", "update"]

DATABASE_FORMAT = 3

SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE record (
    kind TEXT NOT NULL, id TEXT NOT NULL, sort TEXT NOT NULL, digest TEXT NOT NULL,
    json TEXT NOT NULL, PRIMARY KEY (kind, id)
);
CREATE INDEX record_sort ON record (kind, sort, id);
CREATE TABLE link (kind TEXT NOT NULL, id TEXT NOT NULL, role TEXT NOT NULL, target TEXT NOT NULL);
CREATE INDEX link_target ON link (kind, role, target);
CREATE INDEX link_id ON link (kind, id);
CREATE TABLE statement (id TEXT PRIMARY KEY, subject TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX statement_subject ON statement (subject, id);
CREATE TABLE problem (n INTEGER PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE activity (stage TEXT PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE source_text (id TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE indexed (
    document TEXT PRIMARY KEY, n INTEGER NOT NULL UNIQUE, digest TEXT NOT NULL,
    language TEXT, text TEXT NOT NULL, offsets BLOB NOT NULL
);
CREATE TABLE lettered (
    n INTEGER PRIMARY KEY, document TEXT NOT NULL, language TEXT, letter TEXT NOT NULL
);
{BESIDE}
CREATE VIRTUAL TABLE words
USING fts5 (stems, forms, {", ".join(COLUMNS.values())}, tokenize = 'ascii');
"""
"""`words.rowid` is `indexed.n`; `lettered` has the letter of each document, or the document itself.

The tokenizer only cuts at spaces: the words are ours.
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything an edition's database is made from; `run` is the digest of the run it is of."""

    title: str
    run: str
    records: Iterable[tuple[type, Kept]]
    """Every record as it is kept, with its kind."""
    statements: Mapping[str, str]
    """From statement id to its line of JSON."""
    problems: Sequence[str]
    activities: Mapping[str, str]


class ClosingConnection(sqlite3.Connection):
    """A connection that closes itself when nobody holds it any more.

    An edition is a value that pages and scripts let go without a word; Python 3.13 and newer warn
    of a connection that was not closed.
    """

    def __del__(self) -> None:
        self.close()


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """Open the database; for many threads, each of which takes its turn.

    Raises:
        StoreError: if it is not there, not ours, newer than this program, or damaged.
    """
    if not create and not path.exists():
        raise StoreError(f"{path} is not there: run the project first")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=30, check_same_thread=False, factory=ClosingConnection)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"cannot open {path}: {error}") from error
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and create:
            db.executescript(f"BEGIN;{SCHEMA}PRAGMA user_version = {DATABASE_FORMAT};COMMIT;")
        elif version > DATABASE_FORMAT:
            raise StoreError(f"{path} was made by a newer Herewith (format {version})")
        elif 0 < version < DATABASE_FORMAT:
            raise StoreError(f"{path} was made by an older Herewith: run the project again")
        elif version != DATABASE_FORMAT:
            raise StoreError(f"{path} is damaged: it is not the database of an edition")
    except sqlite3.Error as error:
        db.close()
        raise StoreError(f"{path} is damaged: {error}") from error
    except BaseException:
        db.close()
        raise
    return db


def is_usable(path: Path) -> bool:
    """Whether the database is there and whole, as far as SQLite can tell."""
    try:
        db = connect(path)
    except StoreError:
        return False
    try:
        db.execute("SELECT value FROM meta WHERE key = 'run'").fetchone()
        whole = db.execute("PRAGMA quick_check(1)").fetchone()
        db.execute("SELECT count(*) FROM words WHERE words MATCH 'a'").fetchone()
    except sqlite3.Error:
        return False
    finally:
        db.close()
    return bool(whole == ("ok",))


def remove(path: Path) -> None:
    """Remove a database and the files SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def update(path: Path, contents: Contents) -> None:
    """Make the database say what the contents say; what is the same is not touched.

    Raises:
        StoreError: if it cannot be written. A damaged database must be removed before.
    """
    db = connect(path, create=True)
    try:
        with _transaction(db):
            made = db.execute("SELECT value FROM meta WHERE key = 'index'").fetchone()
            if made != (INDEX_VERSION,):
                db.execute("DELETE FROM record")
            _update_records(db, contents.records)
            _update_statements(db, contents)
            db.execute("DELETE FROM problem")
            db.executemany(
                "INSERT INTO problem VALUES (?, ?)", enumerate(map(storable, contents.problems))
            )
            db.execute("DELETE FROM activity")
            db.executemany("INSERT INTO activity VALUES (?, ?)", contents.activities.items())
            db.executemany(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                [
                    ("title", storable(contents.title)),
                    ("run", contents.run),
                    ("index", INDEX_VERSION),
                ],
            )
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise StoreError(f"cannot write {path}: {error}") from error
    finally:
        db.close()


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    db.commit()


def _update_records(db: sqlite3.Connection, records: Iterable[tuple[type, Kept]]) -> None:
    """Bring records, source texts and index up to date; only what changed is decoded.

    Documents come last: they are indexed with what the other records say of them.
    """
    old = {row[:2]: row[2] for row in db.execute("SELECT kind, id, digest FROM record")}
    seen: set[tuple[str, str]] = set()
    fielded = Fielded(db)
    documents: list[tuple[tuple[str, str], Kept]] = []
    for kind, kept in records:
        name = filed_as(kept.kind)
        if name is None:
            continue
        key = (name, storable(kept.id))
        if key in seen:
            continue
        seen.add(key)
        if old.get(key) == kept.digest:
            continue
        if kind is Document:
            documents.append((key, kept))
            continue
        record: object = decode(kind, json.loads(kept.line))
        entry = filed(record)
        if entry is not None:
            _put_record(db, key, entry, kept)
        if isinstance(record, Delivered):
            _put_text(db, record)
            fielded.source_changed(key[1])
        fielded.put(record, key[1])
    for key in sorted(old.keys() - seen):
        db.execute("DELETE FROM record WHERE kind = ? AND id = ?", key)
        db.execute("DELETE FROM link WHERE kind = ? AND id = ?", key)
        fielded.drop(*key)
        if key[0] == Document.__name__:
            _drop_index(db, key[1])
        if key[0] == Source.__name__:
            db.execute("DELETE FROM source_text WHERE id = ?", (key[1],))
    fielded.collate()
    fielded.resolve()
    for key, kept in documents:
        _put_document(db, fielded, key, kept)
    _update_fields(db, fielded.touched)
    db.execute("DELETE FROM lettered")
    db.execute(LETTERS)


LETTERS = """
INSERT INTO lettered SELECT n, document, language,
    coalesce((SELECT min(link.id) FROM link WHERE link.kind = 'Item'
        AND link.role = 'document' AND link.target = document), document) FROM indexed
"""
"""Made anew with every update: it is small, and letters are regrouped without their texts."""


def _put_document(
    db: sqlite3.Connection, fielded: Fielded, key: tuple[str, str], kept: Kept
) -> None:
    """Put a document in its place, and index it unless its words are as they were."""
    document: Document = decode(Document, json.loads(kept.line))
    entry = filed(document)
    if entry is not None:
        _put_record(db, key, entry, kept)
    fielded.put(document, key[1])
    if _put_index(db, document):
        fielded.touched.discard(key[1])


def _update_fields(db: sqlite3.Connection, documents: Iterable[str]) -> None:
    """Index the fields of documents anew."""
    columns = ", ".join(f"{name} = ?" for name in COLUMNS.values())
    for name in sorted(documents):
        row = db.execute("SELECT n, language FROM indexed WHERE document = ?", (name,)).fetchone()
        if row is not None:
            fields = written(stretches(db, name), row[1])
            db.execute(f"UPDATE words SET {columns} WHERE rowid = ?", (*fields, row[0]))


def _put_record(db: sqlite3.Connection, key: tuple[str, str], entry: Filed, kept: Kept) -> None:
    line = kept.line if type(entry.record).__name__ == kept.kind else dumps(entry.record)
    db.execute(
        "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?)",
        (*key, storable(entry.sort), kept.digest, storable(line)),
    )
    db.execute("DELETE FROM link WHERE kind = ? AND id = ?", key)
    db.executemany(
        "INSERT INTO link VALUES (?, ?, ?, ?)",
        ((*key, role, storable(target)) for role, target in entry.links),
    )


def _put_text(db: sqlite3.Connection, record: Delivered) -> None:
    row = (storable(record.source.id), storable(record.text))
    db.execute("INSERT OR REPLACE INTO source_text VALUES (?, ?)", row)


def _put_index(db: sqlite3.Connection, document: Document) -> bool:
    """Index a document anew, and say so, unless the words of its text are as they were."""
    text = storable(document.text)
    name = storable(document.id)
    now = digest([INDEX_VERSION, text, document.language])
    before = db.execute("SELECT digest FROM indexed WHERE document = ?", (name,)).fetchone()
    if before == (now,):
        return False
    _drop_index(db, name)
    n = db.execute("SELECT coalesce(max(n), 0) + 1 FROM indexed").fetchone()[0]
    body = index(text, document.language)
    db.execute(
        "INSERT INTO indexed (document, n, digest, language, text, offsets)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (name, n, now, document.language, text, body.offsets),
    )
    fields = written(stretches(db, name), document.language)
    places = ", ".join("?" * (3 + len(fields)))
    names = ", ".join(("rowid", "stems", "forms", *COLUMNS.values()))
    db.execute(
        f"INSERT INTO words ({names}) VALUES ({places})", (n, body.stems, body.forms, *fields)
    )
    return True


def _drop_index(db: sqlite3.Connection, document: str) -> None:
    row = db.execute("SELECT n FROM indexed WHERE document = ?", (document,)).fetchone()
    if row is not None:
        db.execute("DELETE FROM words WHERE rowid = ?", row)
        db.execute("DELETE FROM indexed WHERE document = ?", (document,))


def _update_statements(db: sqlite3.Connection, contents: Contents) -> None:
    old = dict(db.execute("SELECT id, json FROM statement"))
    new = {storable(key): storable(line) for key, line in contents.statements.items()}
    db.executemany(
        "DELETE FROM statement WHERE id = ?", ((key,) for key in old.keys() - new.keys())
    )
    db.executemany(
        "INSERT OR REPLACE INTO statement VALUES (?, ?, ?)",
        (
            (key, storable(json.loads(line)["subject"]), line)
            for key, line in new.items()
            if old.get(key) != line
        ),
    )
