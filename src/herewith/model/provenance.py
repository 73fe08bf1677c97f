"""Statements: everything the program says, with its evidence, its maker and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from herewith.errors import Problem
from herewith.model.register import Status
from herewith.model.text import Span

__all__ = ["Activity", "Outcome", "Outline", "Statement", "StatementId"]

StatementId = NewType("StatementId", str)


@dataclass(frozen=True, slots=True)
class Activity:
    """One stage as it ran: its version and digests of settings and inputs (SHA-256, hex).

    No clock: the same input gives the same activity.
    """

    stage: str
    version: str
    settings_digest: str
    inputs_digest: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One property of one subject, as a stage found it or an editor set it.

    `id` is `<subject>/<property>` or, where a subject has many of a property,
    `<subject>/<property>/<short digest of the content>`: stable between runs, never a row
    number. `value` is JSON data. `certainty` is a probability in 0..1. `because` is the reason
    in words, `rule` the name of the rule in the code.
    """

    id: StatementId
    subject: str
    property: str
    value: object
    evidence: tuple[Span, ...]
    stage: str
    rule: str
    because: str
    certainty: float
    language: str | None = None
    status: Status = "proposed"
    original_value: object = None
    """What the machine had found, where an editor set another value."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A statement without its evidence: what lists over all of them need."""

    id: str
    subject: str
    property: str
    value: object
    stage: str
    rule: str
    certainty: float
    status: Status


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one unit of work yields: records, statements about them, and problems.

    `records` hold model records of the kinds that the stage declares to produce.
    """

    records: tuple[object, ...] = ()
    statements: tuple[Statement, ...] = ()
    problems: tuple[Problem, ...] = ()
