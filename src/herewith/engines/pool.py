"""The process-pool engine: the same work on several processes of this machine.

Workers are started fresh (`spawn`), so that nothing of this process (threads, open databases)
leaks into them. A worker ends itself when this process dies, even by `kill -9`.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import connection
from typing import Any, TypeVar

from herewith.engines.order import InOrder, failure, name_of
from herewith.errors import EngineError

__all__ = ["PoolEngine", "end_with_parent"]

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 4
"""Items handed to each worker in advance; more would only hold memory."""


class PoolEngine(InOrder):
    """Does work on a number of processes; see `herewith.model.protocols.Engine`.

    Functions, items and results must be picklable.
    """

    name = "pool"

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def each(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Apply a function to every item; results come in the order of the items."""
        waiting: deque[tuple[T, Future[tuple[bool, Any]]]] = deque()
        call = partial(_call, function)
        try:
            for item in items:
                waiting.append((item, self._started().submit(call, item)))
                if len(waiting) >= self.workers * AHEAD:
                    yield self._result(*waiting.popleft())
            while waiting:
                yield self._result(*waiting.popleft())
        finally:
            for _, future in waiting:
                future.cancel()

    def close(self) -> None:
        """End the worker processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self.workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=end_with_parent,
            )
        return self._pool

    def _result(self, item: T, future: Future[tuple[bool, Any]]) -> Any:
        try:
            done, result = future.result()
        except BrokenProcessPool as error:
            self._pool = None
            name = name_of(item)
            message = f"{name}: a worker process ended unexpectedly (out of memory?)"
            raise EngineError(message, record=name) from error
        except Exception as error:
            raise failure(item, error) from error
        if not done:
            kind, text, trace = result
            name = name_of(item)
            raise EngineError(f"{name}: {kind}: {text}", record=name) from RuntimeError(trace)
        return result


def _call(function: Callable[[T], R], item: T) -> tuple[bool, Any]:
    """In a worker: the result, or what failed in words (exceptions do not always travel)."""
    try:
        return True, function(item)
    except Exception as error:
        return False, (type(error).__name__, str(error), traceback.format_exc())


def end_with_parent() -> None:
    """In a worker: leave Ctrl-C to the parent, and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
