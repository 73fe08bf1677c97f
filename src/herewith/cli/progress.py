"""A progress bar on stderr, for people only, and only where there is something to wait for."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

__all__ = ["PATIENCE", "Bars"]

PATIENCE = 2.0
"""Seconds that pass before a bar appears."""


class Bars:
    """One bar for each stage; silent when stderr is not a terminal."""

    def __init__(self) -> None:
        self._since = time.monotonic()
        self._watched = sys.stderr.isatty()
        self._progress: Any = None  # rich is imported only when a bar is shown
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> Bars:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def show(self, stage: str, done: int, total: int) -> None:
        """Show how many units of a stage are done."""
        if not self._watched or (
            self._progress is None and time.monotonic() - self._since < PATIENCE
        ):
            return
        if self._progress is None:
            from rich.console import Console
            from rich.progress import Progress

            self._progress = Progress(console=Console(stderr=True), transient=True)
            self._progress.start()
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._tasks[stage], completed=done, total=total)
