"""Runs and previews in processes of their own, while a server goes on answering.

Each worker does one thing after another. A worker ends when the server ends; a run that is
stopped so leaves nothing half written, and the next run goes on from there.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import Any, Protocol, TypeVar

from herewith.engines import end_with_parent, engine
from herewith.errors import BusyError, HerewithError
from herewith.project.pipeline import pipeline
from herewith.project.runner import quietly
from herewith.project.running import run_project
from herewith.project.settings import Settings
from herewith.store import Folder

__all__ = ["Background", "Process", "Runs", "run_once"]

T = TypeVar("T")

AGAIN = 1.0
"""Seconds after which a run is tried again that found another one at work."""


class Background(Protocol):
    """Does what it is handed, one after another, while its owner goes on."""

    def submit(self, function: Callable[[], T]) -> Future[T]:
        """Have a function done; it and its result must be picklable."""
        ...

    def close(self) -> None:
        """End, whatever is being done."""
        ...


class Process:
    """One process that does what it is handed, in order. It is started when it is first needed."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def submit(self, function: Callable[[], T]) -> Future[T]:
        """Have a function done; it and its result must be picklable."""
        with self._lock:
            try:
                return self._started().submit(function)
            except BrokenProcessPool:  # its process was killed: another takes its place
                self._pool = None
                return self._started().submit(function)

    def close(self) -> None:
        """End the process, whatever it does."""
        with self._lock:
            if self._pool is None:
                return
            processes = list((self._pool._processes or {}).values())
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
            self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=end_with_parent,
            )
        return self._pool


class Runs:
    """Runs of one project, asked for again and again: never two at once, none forgotten.

    A run that is asked for while one is at work follows it, since that one may have read the
    decisions already. If another program's run is at work, ours waits until it has ended.
    """

    def __init__(self, folder: Folder, settings: Settings, background: Background) -> None:
        self._task = partial(run_once, folder, settings)
        self._background = background
        self._lock = threading.RLock()  # a run may have ended before we ask to be told of it
        self._running = False
        self._again = False
        self._closed = False
        self._timer: threading.Timer | None = None
        self.failed = ""

    @property
    def running(self) -> bool:
        """Whether a run is at work or about to begin."""
        with self._lock:
            return self._running

    def ask(self) -> None:
        """Have a run made that reads everything as it is now; returns at once."""
        with self._lock:
            if self._running:
                self._again = True
                return
            self._begin()

    def close(self) -> None:
        """End a run that is at work; what it has not done, the next run does."""
        with self._lock:
            self._closed = True
            if self._timer is not None:
                self._timer.cancel()
        self._background.close()

    def _begin(self) -> None:
        if self._closed:
            return
        self._running, self._again = True, False
        self._background.submit(self._task).add_done_callback(self._ended)

    def _ended(self, future: Future[tuple[str, str]]) -> None:
        with self._lock:
            state, words = _outcome(future)
            self.failed = words if state == "failed" else ""
            if state == "busy" and not self._closed:
                self._timer = threading.Timer(AGAIN, self._retry)
                self._timer.daemon = True
                self._timer.start()
                return
            self._running = False
            if self._again:
                self._begin()

    def _retry(self) -> None:
        with self._lock:
            self._begin()


def _outcome(future: Future[tuple[str, str]]) -> tuple[str, str]:
    if future.cancelled():
        return "failed", "the run was ended before it had begun"
    error: Any = future.exception()
    if error is not None:
        return "failed", f"the process of the run ended unexpectedly ({type(error).__name__})"
    return future.result()


def run_once(folder: Folder, settings: Settings) -> tuple[str, str]:
    """In a worker: one run; `done`, `busy` or `failed`, and why in words."""
    try:
        running = engine(settings.engine, workers=settings.workers)
        try:
            run_project(folder, settings, pipeline(), engine=running, progress=quietly)
        finally:
            running.close()
    except BusyError as error:
        return "busy", str(error)
    except HerewithError as error:
        return "failed", str(error)
    return "done", ""
