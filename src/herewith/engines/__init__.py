"""Where work is done: one small adapter for each way of running, behind one protocol.

`ENGINES` names them; another engine is one more class with the same three verbs, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from herewith.algorithms.nearest import did_you_mean
from herewith.engines.local import LocalEngine
from herewith.engines.pool import PoolEngine, end_with_parent
from herewith.engines.spark import SparkEngine
from herewith.errors import UsageError
from herewith.model.protocols import Engine

__all__ = [
    "ENGINES",
    "LocalEngine",
    "PoolEngine",
    "RunningEngine",
    "SparkEngine",
    "end_with_parent",
    "engine",
]


class RunningEngine(Engine, Protocol):
    """An engine that may hold processes or connections until it is closed."""

    def close(self) -> None:
        """End what the engine started."""
        ...


ENGINES: dict[str, Callable[[int], RunningEngine]] = {
    "local": lambda _: LocalEngine(),
    "pool": PoolEngine,
    "spark": SparkEngine,
}
"""Name of an engine, and how to start it with a number of workers."""

MASTERS = ("spark://", "sc://")
"""How the address of a Spark cluster begins; it may stand for the name of the engine."""


def engine(name: str, *, workers: int) -> RunningEngine:
    """An engine by name.

    Raises:
        UsageError: if there is no engine of that name, or the number of workers is not positive.

    >>> list(engine("local", workers=1).each(str.upper, ["a", "b"]))
    ['A', 'B']
    """
    if name.startswith(MASTERS) and workers > 0:
        return SparkEngine(workers, name)
    if name not in ENGINES:
        known = ", ".join(ENGINES)
        hint = did_you_mean(name, ENGINES)
        raise UsageError(f'there is no engine "{name}"; there are {known}. {hint}'.strip())
    if workers < 1:
        raise UsageError(f"an engine needs at least one worker, not {workers}")
    return ENGINES[name](workers)
