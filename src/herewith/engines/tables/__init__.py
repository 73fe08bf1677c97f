"""Engines for collections: tables of Arrow batches, plain SQL, and functions over batches.

One small adapter for each: `DuckTables` in this process (the embedded default), `SparkTables` on
this machine or on a cluster. A pipeline names its tables; each is kept in a folder as Parquet, so
that a pipeline that was interrupted goes on with the first table that is not there.

The queries keep to what both engines understand, and never use an engine's own hash or order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["BatchFunction", "Tables"]

BatchFunction = Callable[["Iterator[pa.RecordBatch]"], "Iterator[pa.RecordBatch]"]
"""A function over batches: importable, without state, and blind to how rows fall into batches."""


class Tables(Protocol):
    """Tables by name. A table that is in the folder already is not made again."""

    name: str

    def add(self, table: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
        """A table of rows from this process."""
        ...

    def query(self, table: str, sql: str) -> None:
        """A table that is the answer to a query over earlier tables."""
        ...

    def apply(self, table: str, sql: str, function: BatchFunction, schema: pa.Schema) -> None:
        """A table of what a function makes of the rows of a query, in small batches."""
        ...

    def rows(self, sql: str) -> Iterator[pa.RecordBatch]:
        """The answer to a query, here; ordered if the query orders it."""
        ...

    def close(self) -> None:
        """End what was started."""
        ...
