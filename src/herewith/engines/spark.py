"""The Spark engine: the work of a project's stages on Spark, on this machine or on a cluster.

Functions, items and results travel pickled, as rows of a table; results come back in the order of
the items, some at a time, so that what is done is kept if the run is interrupted. The workers must
have this program installed, or see it under the same path.
"""

from __future__ import annotations

import pickle
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from herewith.engines.order import InOrder, name_of
from herewith.engines.tables.spark import session
from herewith.errors import EngineError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["SparkEngine"]

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 16
"""Items handed out at once for each worker."""


class SparkEngine(InOrder):
    """Does work on Spark; see `herewith.model.protocols.Engine`.

    Args:
        workers: tasks at a time; on this machine also the number of threads.
        master: `spark://host:port` or `sc://host:port`; empty for this machine.
    """

    name = "spark"

    def __init__(self, workers: int, master: str = "") -> None:
        self.workers = workers
        self._master = master or f"local[{workers}]"
        self._spark: Any = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def each(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Apply a function to every item; results come in the order of the items."""
        rest = iter(items)
        while some := list(islice(rest, AHEAD * self.workers)):
            yield from self._wave(function, some)

    def close(self) -> None:
        """End the session."""
        if self._spark is not None:
            self._spark.stop()
            self._spark = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _wave(self, function: Callable[[T], R], items: list[T]) -> Iterator[R]:
        """Some items at once."""
        import pyarrow as pa

        spark = self._started()
        rows = pa.table(
            {
                "n": pa.array(range(len(items)), pa.int64()),
                "item": pa.array([pickle.dumps(item) for item in items], pa.binary()),
            }
        )
        frame = spark.createDataFrame(rows).repartition(min(len(items), self.workers))
        try:
            answer = frame.mapInArrow(
                partial(_work, pickle.dumps(function)), "n bigint, done boolean, result binary"
            ).toArrow()
        except Exception as error:
            said = " ".join(str(error).split())[:300]
            raise EngineError(f"spark: {said}", record=name_of(items[0])) from error
        for row in sorted(answer.to_pylist(), key=lambda row: row["n"]):
            result = pickle.loads(row["result"])
            if not row["done"]:
                kind, text, trace = result
                name = name_of(items[row["n"]])
                raise EngineError(f"{name}: {kind}: {text}", record=name) from RuntimeError(trace)
            yield result

    def _started(self) -> Any:
        if self._spark is None:
            self._folder = tempfile.TemporaryDirectory(prefix="herewith-spark-")
            self._spark = session(self._master, self.workers, 1024, Path(self._folder.name))
        return self._spark


def _work(function: bytes, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """In a worker: the function on every item; a failure is a result too."""
    import pyarrow as pa

    call = pickle.loads(function)
    for batch in batches:
        done, results = [], []
        for blob in batch.column("item").to_pylist():
            try:
                result: Any = call(pickle.loads(blob))
                done.append(True)
            except Exception as error:
                result = type(error).__name__, str(error), traceback.format_exc()
                done.append(False)
            results.append(pickle.dumps(result))
        yield pa.RecordBatch.from_arrays(
            [batch.column("n"), pa.array(done, pa.bool_()), pa.array(results, pa.binary())],
            names=["n", "done", "result"],
        )
