"""Outcomes of units of work, by the digest of all they were made from.

One SQLite file. Every outcome is committed by itself, so that a kill loses at most the units in
flight. Nothing here is needed: a damaged or newer cache is thrown away and made again.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from herewith.errors import StoreError
from herewith.store.database import ClosingConnection
from herewith.store.kept import Kept

__all__ = ["CACHE_FORMAT", "Asked", "Cache", "CachedStage", "Done"]

CACHE_FORMAT = 1
KEEP_RUNS = 3
"""Outcomes that none of so many last runs used are thrown away."""

DAMAGE = (zlib.error, ValueError, TypeError, IndexError)
"""What reading a changed row raises; the outcome is then made again."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS outcome (
    digest TEXT PRIMARY KEY, stage TEXT NOT NULL, unit TEXT NOT NULL,
    asked BLOB NOT NULL, payload BLOB NOT NULL, run INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stage (
    name TEXT PRIMARY KEY, digest TEXT NOT NULL, asked BLOB NOT NULL, units BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL, sha256 TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a piece of work asked of the editors' files, and the digest of each answer.

    From a name (`decision <statement id>`, `decisions`, `authority <table>`) to the digest of
    what stood there, empty where nothing did. Work that asks the same and gets the same answers
    has the same outcome.
    """

    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Done:
    """The outcome of a unit, encoded: records, statements as `(id, line)`, problems as lines."""

    records: tuple[Kept, ...]
    statements: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CachedStage:
    """The digests of the outcomes of a whole stage, in order of its units."""

    digest: str
    asked: Asked
    units: tuple[str, ...]


class Cache:
    """The cache of one project. Used by one run at a time (the run holds the project's lock).

    Raises:
        StoreError: if the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.was_damaged = False
        try:
            self._db = self._open()
            if self._db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("damaged")
        except sqlite3.DatabaseError:
            self.was_damaged = True
            self._throw_away()
            try:
                self._db = self._open()
            except sqlite3.Error as error:
                raise StoreError(f"cannot write {path}: {error}") from error
        self.run = self._next_run()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def asked(self, digest: str) -> Asked | None:
        """What the outcome with a digest depends on besides its inputs; `None` if there is none."""
        row = self._db.execute("SELECT asked FROM outcome WHERE digest = ?", (digest,)).fetchone()
        try:
            return None if row is None else _asked(row[0])
        except DAMAGE:
            return None

    def outcome(self, digest: str) -> Done | None:
        """An outcome by digest; `None` if there is none, or none that can be read."""
        row = self._db.execute("SELECT payload FROM outcome WHERE digest = ?", (digest,)).fetchone()
        try:
            return None if row is None else _done(row[0])
        except DAMAGE:
            return None

    def put(self, digest: str, stage: str, unit: str, asked: Asked, done: Done) -> None:
        """Keep an outcome; it is safe from a kill when this returns."""
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO outcome VALUES (?, ?, ?, ?, ?, ?)",
                (digest, stage, unit, _packed(dict(asked.answers)), _payload(done), self.run),
            )

    def stage(self, name: str) -> CachedStage | None:
        """How a stage ended last time."""
        row = self._db.execute(
            "SELECT digest, asked, units FROM stage WHERE name = ?", (name,)
        ).fetchone()
        try:
            units = () if row is None else tuple(json.loads(zlib.decompress(row[2])))
            return None if row is None else CachedStage(row[0], _asked(row[1]), units)
        except DAMAGE:
            return None

    def put_stage(self, name: str, stage: CachedStage) -> None:
        """Keep how a stage ended."""
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO stage VALUES (?, ?, ?, ?)",
                (
                    name,
                    stage.digest,
                    _packed(dict(stage.asked.answers)),
                    _packed(list(stage.units)),
                ),
            )

    def used(self, digests: Iterable[str]) -> None:
        """Note that this run used outcomes."""
        with self._db:
            self._db.executemany(
                "UPDATE outcome SET run = ? WHERE digest = ?", ((self.run, d) for d in digests)
            )

    def sha256_of(self, path: str, size: int, mtime_ns: int, inode: int) -> str | None:
        """The digest of a file, if it was taken when the file looked as it looks now."""
        row = self._db.execute(
            "SELECT sha256 FROM file WHERE path = ? AND size = ? AND mtime_ns = ? AND inode = ?",
            (path, size, mtime_ns, inode),
        ).fetchone()
        return None if row is None else str(row[0])

    def put_sha256(self, path: str, size: int, mtime_ns: int, inode: int, sha256: str) -> None:
        """Keep the digest of a file with how the file looked."""
        with self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?)",
                (path, size, mtime_ns, inode, sha256),
            )

    def sweep(self) -> None:
        """Throw away what the last runs did not use."""
        with self._db:
            self._db.execute("DELETE FROM outcome WHERE run <= ?", (self.run - KEEP_RUNS,))

    def complete(self) -> None:
        """Count this run as complete; the next one gets the next number."""
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO counter VALUES ('run', ?)", (self.run,))

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"cannot write {self.path}: {error.strerror or error}") from error
        db = sqlite3.connect(self.path, check_same_thread=False, factory=ClosingConnection)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, CACHE_FORMAT):
                raise sqlite3.DatabaseError("another format")
            db.executescript(SCHEMA)
            db.execute(f"PRAGMA user_version = {CACHE_FORMAT}")
        except BaseException:
            db.close()
            raise
        return db

    def _throw_away(self) -> None:
        if "_db" in self.__dict__:
            self._db.close()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _next_run(self) -> int:
        row = self._db.execute("SELECT value FROM counter WHERE name = 'run'").fetchone()
        return 1 if row is None else int(row[0]) + 1


def _packed(data: object) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _unpacked(blob: bytes) -> Any:
    return json.loads(zlib.decompress(blob).decode("utf-8", "surrogatepass"))


def _asked(blob: bytes) -> Asked:
    return Asked(dict(_unpacked(blob)))


def _payload(done: Done) -> bytes:
    records = [[k.kind, k.id, k.digest, k.line] for k in done.records]
    return _packed([records, [list(s) for s in done.statements], list(done.problems)])


def _done(blob: bytes) -> Done:
    records, statements, problems = _unpacked(blob)
    return Done(
        tuple(Kept(*entry) for entry in records),
        tuple((entry[0], entry[1]) for entry in statements),
        tuple(problems),
    )
