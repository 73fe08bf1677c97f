"""Fields and their statements for one document: what the rules found, or what editors decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from herewith.algorithms.register.page import Found
from herewith.algorithms.register.people import Authorities
from herewith.errors import DataError, Place, Problem
from herewith.model.decision import Decision, status_of
from herewith.model.document import Document
from herewith.model.provenance import Statement, StatementId
from herewith.model.records import encode, short_digest
from herewith.model.register import (
    Field,
    Status,
)
from herewith.model.text import Span
from herewith.stages.register_sheet import Sheet

__all__ = ["Proof", "Reader"]

T = TypeVar("T")
Proof = tuple[Found[T], tuple[Span, ...]]


@dataclass
class Reader:
    """Makes fields and their statements for one document, and notes what decisions get wrong."""

    document: Document
    sheet: Sheet
    decisions: Mapping[str, Decision]
    authorities: Authorities
    statements: list[Statement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def on_page(self, found: Iterable[Found[T] | None]) -> list[Proof[T]]:
        """Findings with their evidence in the source."""
        return [(one, self.sheet.spans(one.start, one.end)) for one in found if one is not None]

    def in_heading(self, found: Iterable[Found[T] | None]) -> list[Proof[T]]:
        """Findings in the editor's heading with their evidence."""
        return [
            (one, self.sheet.heading_spans(one.start, one.end)) for one in found if one is not None
        ]

    def one(
        self, name: str, proofs: Sequence[Proof[T]], read: Callable[[Any], T]
    ) -> Field[T] | None:
        """A field that a document has once: the first finding, or what an editor set."""
        key = f"{self.document.id}/{name}"
        if proofs:
            return self._field(key, name, proofs[0], read)
        return self._set(key, name, read)

    def many(
        self, name: str, proofs: Sequence[Proof[T]], read: Callable[[Any], T]
    ) -> tuple[Field[T], ...]:
        """A field that a document may have several times, and one an editor added."""
        fields: dict[str, Field[T]] = {}
        for proof in proofs:
            key = f"{self.document.id}/{name}/{short_digest(encode(proof[0].value))}"
            if key not in fields:
                fields[key] = self._field(key, name, proof, read)
        added = self._set(f"{self.document.id}/{name}", name, read)
        return (*fields.values(), *((added,) if added else ()))

    def _field(self, key: str, name: str, proof: Proof[T], read: Callable[[Any], T]) -> Field[T]:
        found, evidence = proof
        decision = self.decisions.get(key)
        status: Status = status_of(decision)
        value, original = found.value, None
        if decision is not None and decision.judgement == "set":
            given = self._given(decision, read)
            if given is None:
                status = "proposed"
            else:
                value, original = given, found.value
        made = Field(value, evidence, found.rule, found.certainty, key, status, found.because)
        self.say(name, made, original)
        return made

    def _set(self, key: str, name: str, read: Callable[[Any], T]) -> Field[T] | None:
        """What an editor gave where the machine found nothing."""
        decision = self.decisions.get(key)
        if decision is None or decision.judgement != "set":
            return None
        given = self._given(decision, read)
        if given is None:
            return None
        made = Field(given, (), "editor", 1.0, key, "set", decision.because)
        self.say(name, made, None)
        return made

    def _given(self, decision: Decision, read: Callable[[Any], T]) -> T | None:
        try:
            return read(decision.value)
        except (DataError, ValueError, TypeError) as error:
            place = decision.place or Place(str(self.document.source), record=decision.target)
            message = f'"{decision.value}" cannot be the value of {decision.target}: {error}'
            self.problems.append(Problem("N111", "error", message, place))
            return None

    def say(self, name: str, made: Field[T], original: T | None) -> None:
        """Add the statement of a field; `original` is what an editor's value replaced."""
        self.statements.append(
            Statement(
                StatementId(made.statement),
                str(self.document.id),
                name,
                encode(made.value),
                made.evidence,
                "register",
                made.rule,
                made.because or f"read by the rule {made.rule}",
                made.certainty,
                self.document.language,
                made.status,
                encode(original) if original is not None else None,
            )
        )
