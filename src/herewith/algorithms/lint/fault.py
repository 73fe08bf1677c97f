"""A fault of an encoded edition: where, what is wrong, what is probably right."""

from __future__ import annotations

from dataclasses import dataclass

from herewith.errors import Severity

__all__ = ["Change", "Fault"]


@dataclass(frozen=True, slots=True)
class Change:
    """A replacement that mends a fault: half-open offsets into the decoded text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule found. `start`/`end` are offsets into the decoded text.

    `hint` says what is probably right, as far as that is known. `change` is given only where
    the rule is sure of the mending.
    """

    code: str
    severity: Severity
    start: int
    end: int
    message: str
    hint: str = ""
    record: str = ""
    change: Change | None = None
