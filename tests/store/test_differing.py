"""Two databases of one edition held against each other."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from herewith.errors import StoreError
from herewith.store import copy_database, differences
from herewith.store.database import DATABASE_FORMAT


def database(path: Path, records: dict[str, str], statements: dict[str, str]) -> Path:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE record (kind TEXT, id TEXT, digest TEXT)")
        db.execute("CREATE TABLE statement (id TEXT, json TEXT)")
        db.executemany("INSERT INTO record VALUES ('Item', ?, ?)", records.items())
        db.executemany("INSERT INTO statement VALUES (?, ?)", statements.items())
        db.execute(f"PRAGMA user_version = {DATABASE_FORMAT}")
        db.commit()
    return path


def test_what_changed_what_is_new_and_what_is_gone_are_told_apart(tmp_path: Path) -> None:
    before = database(tmp_path / "a.sqlite", {"a": "1", "b": "1", "c": "1"}, {"s": "1"})
    after = database(tmp_path / "b.sqlite", {"a": "1", "b": "2", "d": "1"}, {"s": "2"})
    assert differences(before, after) == (
        ("Item", "b", "changed"),
        ("Item", "c", "gone"),
        ("Item", "d", "new"),
        ("Statement", "s", "changed"),
    )
    assert differences(before, before) == ()


def test_a_copy_differs_in_nothing(tmp_path: Path) -> None:
    own = database(tmp_path / "a.sqlite", {"a": "1"}, {"s": "1"})
    copy_database(own, tmp_path / "copy.sqlite")
    assert differences(own, tmp_path / "copy.sqlite") == ()


def test_a_damaged_database_is_said_to_be_so(tmp_path: Path) -> None:
    own = database(tmp_path / "a.sqlite", {}, {})
    (tmp_path / "b.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError):
        differences(own, tmp_path / "b.sqlite")
    with pytest.raises(StoreError):
        copy_database(tmp_path / "b.sqlite", tmp_path / "c.sqlite")
