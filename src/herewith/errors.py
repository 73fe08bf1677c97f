"""Exceptions for trouble in the program, and `Problem` for trouble in the material.

Material is always imperfect: a stage that meets a bad file or a bad value yields a `Problem`
with its place and goes on. Exceptions are for requests that cannot be carried out at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

__all__ = [
    "BusyError",
    "DataError",
    "EngineError",
    "HerewithError",
    "Place",
    "Problem",
    "Severity",
    "StoreError",
    "UsageError",
]

Severity = Literal["note", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a file, and as far as known its line and column (from 1) and record.

    `start` and `end` are half-open code points into the decoded text of the file.
    """

    file: str
    line: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None
    record: str | None = None

    def __str__(self) -> str:
        parts = [self.file]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the material: a stable code, what is wrong, where, and what to do.

    Codes are a capital letter for the room and three digits (`R101`); each is documented in
    `docs/problems.md`.
    """

    code: str
    severity: Severity
    message: str
    place: Place
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.code} {self.message}"
        return f"{text}\n  {self.hint}" if self.hint else text

    def at(self, **changes: Any) -> Problem:
        """The same problem with some fields of its place replaced."""
        return replace(self, place=replace(self.place, **changes))


class HerewithError(Exception):
    """Base of everything the program raises on purpose."""


class UsageError(HerewithError):
    """Asked for something impossible: unknown stage, siglum, option, or a missing path."""


class DataError(HerewithError):
    """A file cannot be accepted at all; carries its problems."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class StoreError(HerewithError):
    """The project folder is missing, newer than this program, locked, or damaged."""


class BusyError(StoreError):
    """Another process is at work here just now; later it may go."""


class EngineError(HerewithError):
    """An engine failed while running a stage; keeps the stage, the record and the cause."""

    def __init__(self, message: str, stage: str = "", record: str = "") -> None:
        super().__init__(message)
        self.stage = stage
        self.record = record
