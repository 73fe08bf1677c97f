"""What others fulfil: readers, stages, engines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from herewith.model.decision import Decision
from herewith.model.provenance import Outcome
from herewith.model.text import Delivered

__all__ = ["Context", "Engine", "Reader", "Stage", "Unit"]

T = TypeVar("T")
R = TypeVar("R")
K = TypeVar("K", bound=str)


class Reader(Protocol):
    """Reads one file format."""

    name: str

    def accepts(self, path: Path, head: bytes) -> bool:
        """Whether a file with this path and these first bytes is of the format."""
        ...

    def read(self, path: Path, *, shown: str) -> Delivered:
        """Read a file; `shown` is the path to print. Bad material gives problems, not errors.

        Raises:
            DataError: if nothing of the file can be accepted.
        """
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """What a stage is given besides records: settings, authority rows and decisions in force.

    Everything here is plain data that can be pickled and digested.
    `settings` is the stage's own table of `herewith.toml`, with defaults filled in.
    `authorities` maps `people`, `offices`, `places`, `terms` to rows of their CSV files.
    `decisions` maps statement ids to the decision in force.
    """

    settings: Mapping[str, object]
    authorities: Mapping[str, tuple[Mapping[str, str], ...]]
    decisions: Mapping[str, Decision]


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of work: a key that is stable between runs, and the records it needs."""

    key: str
    records: tuple[object, ...]


class Stage(Protocol):
    """A stage: a function from records to records, cut into units that can run anywhere.

    The runner asks for the units, leaves out those whose digest (inputs, settings, decisions,
    version) it has an outcome for, and hands the others to an engine. `work` must be a pure
    function of its arguments, and the class must be importable, so that any engine can run it.
    """

    name: str
    version: str
    consumes: tuple[type, ...]
    produces: tuple[type, ...]

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:
        """Cut the consumed records into units, in a stable order."""
        ...

    def work(self, unit: Unit, context: Context) -> Outcome:
        """Do one unit."""
        ...


class Engine(Protocol):
    """Where work is done. Results come in the order of the inputs, whatever the number of workers.

    Functions must be picklable (module level or partial of such).
    """

    name: str

    def each(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Apply a function to every item."""
        ...

    def grouped(
        self,
        function: Callable[[str, tuple[T, ...]], R],
        items: Iterable[T],
        key: Callable[[T], str],
    ) -> Iterator[R]:
        """Apply a function to every group of items with one key, in order of the keys."""
        ...

    def paired(
        self,
        function: Callable[[T, T], R],
        left: Iterable[T],
        right: Iterable[T],
        key: Callable[[T], str],
    ) -> Iterator[R]:
        """Apply a function to every pair of a left and a right item with one key.

        Pairs come in order of the key, then of the left, then of the right input.
        """
        ...
