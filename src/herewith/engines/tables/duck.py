"""Tables in this process, by DuckDB: out of core, within a bound of memory.

A join or sort that does not fit into the bound goes to disk, in the folder of the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from herewith.errors import EngineError, UsageError

if TYPE_CHECKING:
    import pyarrow as pa

    from herewith.engines.tables import BatchFunction

__all__ = ["DuckTables"]

BATCH = 64
"""Rows given to a function at once: each may hold two long texts."""


class DuckTables:
    """See `herewith.engines.tables.Tables`.

    Args:
        folder: where tables are kept; one folder for one pipeline over one input.
        workers: threads of the database.
        memory: megabytes that the database may use before it goes to disk.
    """

    name = "duckdb"

    def __init__(self, folder: Path, *, workers: int = 1, memory: int = 1024) -> None:
        try:
            import duckdb
            import pyarrow.parquet as parquet
        except ImportError as error:
            said = "the engine duckdb needs DuckDB and Arrow: pip install 'herewith[collections]'"
            raise UsageError(said) from error
        self._parquet = parquet
        self._folder = folder
        self._error = duckdb.Error
        folder.mkdir(parents=True, exist_ok=True)
        self._db = duckdb.connect()
        self._db.execute(f"SET threads = {workers}")
        self._db.execute(f"SET memory_limit = '{memory}MB'")
        self._db.execute(f"SET temp_directory = {_quoted(folder / 'spill')}")
        self._db.execute("SET preserve_insertion_order = false")

    def add(self, table: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
        """A table of rows from this process."""
        if not self._held(table):
            self._write(table, schema, batches)
        self._view(table)

    def query(self, table: str, sql: str) -> None:
        """A table that is the answer to a query."""
        if not self._held(table):
            draft = self._path(table).with_suffix(".draft")
            self._run(f"COPY ({sql}) TO {_quoted(draft)} (FORMAT parquet)", table)
            draft.replace(self._path(table))
        self._view(table)

    def apply(self, table: str, sql: str, function: BatchFunction, schema: pa.Schema) -> None:
        """A table of what a function makes of the rows of a query."""
        if not self._held(table):
            self._write(table, schema, function(self._batches(sql, table)))
        self._view(table)

    def rows(self, sql: str) -> Iterator[pa.RecordBatch]:
        """The answer to a query, here."""
        yield from self._batches(sql, "rows", size=65_536)

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def _path(self, table: str) -> Path:
        return self._folder / f"{table}.parquet"

    def _held(self, table: str) -> bool:
        return self._path(table).exists()

    def _view(self, table: str) -> None:
        source = _quoted(self._path(table))
        self._run(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM read_parquet({source})", table)

    def _write(self, table: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
        draft = self._path(table).with_suffix(".draft")
        with self._parquet.ParquetWriter(draft, schema) as writer:
            for batch in batches:
                if batch.num_rows:
                    writer.write_batch(batch)
        draft.replace(self._path(table))

    def _batches(self, sql: str, table: str, *, size: int = BATCH) -> Iterator[pa.RecordBatch]:
        """Rows of a query in batches of at most so many; a cursor, for queries run in between."""
        try:
            for batch in self._db.cursor().sql(sql).to_arrow_reader(size):
                for start in range(0, batch.num_rows, size):
                    yield batch.slice(start, size)
        except self._error as error:
            raise EngineError(f"duckdb: {_line(error)}", stage=table) from error

    def _run(self, sql: str, table: str) -> None:
        try:
            self._db.execute(sql)
        except self._error as error:
            raise EngineError(f"duckdb: {_line(error)}", stage=table) from error


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
