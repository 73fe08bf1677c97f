"""Two databases of one edition held against each other: what one has and the other has not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from herewith.errors import StoreError
from herewith.store.database import connect

__all__ = ["Difference", "copy_database", "differences"]

Difference = tuple[str, str, str]
"""Kind of a record (or `Statement`), its id, and `changed`, `new` or `gone`."""

COMPARED = (
    ("record", "kind", "id", "digest"),
    ("statement", "'Statement'", "id", "json"),
)


def copy_database(path: Path, target: Path) -> None:
    """Copy a database whole, even while others read it.

    Raises:
        StoreError: if it is damaged, or the copy cannot be written.
    """
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        raise StoreError(f"cannot copy {path}: {error}") from error


def differences(before: Path, after: Path) -> tuple[Difference, ...]:
    """Records and statements that differ between two databases, by kind and id.

    Raises:
        StoreError: if one of them is not there, or damaged.
    """
    found: list[Difference] = []
    db = connect(after)
    try:
        db.execute("ATTACH DATABASE ? AS before", (str(before),))
        for table, kind, key, content in COMPARED:
            named = f"SELECT {kind}, {key} FROM"
            whole = f"SELECT {kind}, {key}, {content} FROM"
            fresh = set(db.execute(f"{named} main.{table} EXCEPT {named} before.{table}"))
            gone = set(db.execute(f"{named} before.{table} EXCEPT {named} main.{table}"))
            other = db.execute(f"{whole} main.{table} EXCEPT {whole} before.{table}")
            changed = {(a, b) for a, b, _ in other} - fresh
            found += [(*one, "new") for one in fresh]
            found += [(*one, "gone") for one in gone]
            found += [(*one, "changed") for one in changed]
    except sqlite3.Error as error:
        raise StoreError(f"{before} or {after} is damaged: {error}") from error
    finally:
        db.close()
    return tuple(sorted(found))
