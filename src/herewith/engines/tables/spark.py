"""Tables on Spark: on this machine, on a cluster (`spark://…`), or by Spark Connect (`sc://…`).

Tables are kept as Parquet in a folder that every worker must see under the same path (one machine,
or a shared disk). Start-up is checked before anything is read: the package, Java and its version,
and whether the cluster answers.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from herewith.errors import EngineError, UsageError

if TYPE_CHECKING:
    import pyarrow as pa

    from herewith.engines.tables import BatchFunction

__all__ = ["SparkTables", "check_java", "session"]

BATCH = 64
"""Rows given to a function at once: each may hold two long texts."""

LEAST_JAVA = 17
LEAST_SPARK = (4, 0)

_TYPES = {"int64": "bigint", "int32": "int", "string": "string", "binary": "binary",
          "double": "double"}  # fmt: skip
_VERSION = re.compile(r'version "(\d+)(?:\.(\d+))?')


def check_java() -> None:
    """Refuse in one line if there is no Java, or one that Spark cannot run on.

    Raises:
        UsageError: see above.
    """
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home) / "bin" / "java") if home else "java"
    if shutil.which(program) is None:
        where = f"JAVA_HOME is {home}, and there is no bin/java in it" if home else "none is found"
        raise UsageError(f"Spark needs Java {LEAST_JAVA} or newer; {where}")
    answer = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)
    found = _VERSION.search(answer.stderr + answer.stdout)
    major = int(found[1]) if found else 0
    if found and major == 1:
        major = int(found[2] or 0)
    if major < LEAST_JAVA:
        raise UsageError(
            f"Spark needs Java {LEAST_JAVA} or newer; {program} is {major or 'unknown'}"
        )


class SparkTables:
    """See `herewith.engines.tables.Tables`.

    Args:
        folder: where tables are kept; every worker must see it under this path.
        master: `local[n]`, `spark://host:port`, or `sc://host:port`.
        partitions: into how many pieces tables are divided where they are joined.
        memory: megabytes of the driver, and of each executor.
    """

    name = "spark"

    def __init__(
        self,
        folder: Path,
        *,
        master: str = "local[2]",
        partitions: int = 8,
        memory: int = 1024,
    ) -> None:
        self._folder = folder.resolve()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._spark = session(master, partitions, memory, self._folder)

    def add(self, table: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
        """A table of rows from this process."""
        if not self._held(table):
            import pyarrow.parquet as parquet

            path = self._folder / table
            shutil.rmtree(path, ignore_errors=True)
            path.mkdir()
            with parquet.ParquetWriter(path / "rows.parquet", schema) as writer:
                for batch in batches:
                    if batch.num_rows:
                        # Spark hands out a file by its row groups: small ones, many hands.
                        writer.write_batch(batch, row_group_size=256)
            (path / "_SUCCESS").touch()
        self._view(table)

    def query(self, table: str, sql: str) -> None:
        """A table that is the answer to a query."""
        if not self._held(table):
            self._save(table, lambda: self._spark.sql(sql))
        self._view(table)

    def apply(self, table: str, sql: str, function: BatchFunction, schema: pa.Schema) -> None:
        """A table of what a function makes of the rows of a query."""
        if not self._held(table):
            ddl = ", ".join(f"`{field.name}` {_type(field)}" for field in schema)
            self._save(table, lambda: self._spark.sql(sql).mapInArrow(function, ddl))
        self._view(table)

    def rows(self, sql: str) -> Iterator[pa.RecordBatch]:
        """The answer to a query, here."""
        try:
            answer = self._spark.sql(sql).toArrow()
        except Exception as error:
            raise EngineError(f"spark: {_line(error)}", stage="rows") from error
        yield from answer.to_batches()

    def close(self) -> None:
        """End the session."""
        self._spark.stop()

    def _held(self, table: str) -> bool:
        return (self._folder / table / "_SUCCESS").exists()

    def _save(self, table: str, make: Any) -> None:
        try:
            make().write.mode("overwrite").parquet(self._uri(table))
        except Exception as error:
            raise EngineError(f"spark: {_line(error)}", stage=table) from error

    def _view(self, table: str) -> None:
        try:
            frame = self._spark.read.parquet(self._uri(table))
            frame.createOrReplaceTempView(table)
        except Exception as error:
            raise EngineError(f"spark: {_line(error)}", stage=table) from error

    def _uri(self, table: str) -> str:
        return (self._folder / table).as_uri()


def session(master: str, partitions: int, memory: int, folder: Path) -> Any:
    """A Spark session.

    Raises:
        UsageError: if a package or Java is missing or too old, or the master does not answer.
    """
    try:
        import pandas  # noqa: F401  # Spark asks for it when a function over batches runs
        import pyspark
        from pyspark.sql import SparkSession
    except ImportError as error:
        said = f"the engine spark needs PySpark ({error.name}): pip install 'herewith[spark]'"
        raise UsageError(said) from error
    version = tuple(int(n) for n in re.findall(r"\d+", pyspark.__version__)[:2])
    if version < LEAST_SPARK:
        raise UsageError(f"the engine spark needs PySpark 4 or newer, not {pyspark.__version__}")
    settings = {
        "spark.sql.shuffle.partitions": str(partitions),
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
        "spark.sql.session.timeZone": "UTC",
    }
    builder = SparkSession.builder.appName("herewith")
    if master.startswith("sc://"):
        # The server was started by somebody else, with its own memory, log and Python.
        builder = builder.remote(master)
    else:
        check_java()
        builder = builder.master(master)
        # Workers run this Python; what they import must be this program.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        settings |= _of_the_cluster(memory, folder)
    for key, value in settings.items():
        builder = builder.config(key, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        # Whatever py4j, gRPC or the JVM raises here, it means one thing to the user.
        raise UsageError(f"Spark could not be started at {master}: {_line(error)}") from error


def _of_the_cluster(memory: int, folder: Path) -> dict[str, str]:
    """Settings that are made when a driver and its executors start."""
    return {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.driver.memory": f"{memory}m",
        "spark.executor.memory": f"{memory}m",
        "spark.local.dir": str(folder / "spill"),
        "spark.executorEnv.PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "spark.executorEnv.PYTHONHASHSEED": "0",
    }


def _type(field: pa.Field) -> str:
    return _TYPES[str(field.type)]


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
