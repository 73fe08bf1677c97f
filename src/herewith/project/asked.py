"""Remembers what a piece of work asked of the editors' files.

Which decisions concern a unit is known only to the stage: it looks them up by the ids of the
statements it makes. So the mappings it is given note every question. An outcome holds as long as
every question it asked has the same answer; whoever goes through all decisions depends on all.
No decision can be overlooked in this way, and one decision reruns only what asked for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from herewith.model.decision import Decision
from herewith.model.protocols import Context
from herewith.model.records import digest
from herewith.store import Asked

__all__ = ["ALL", "Answers", "Noting", "noting_context"]

ALL = "*"
"""The question for everything in a mapping."""

V = TypeVar("V")


class Noting(Mapping[str, V]):
    """A mapping that notes which keys were asked for, or that all were gone through."""

    def __init__(self, data: Mapping[str, V]) -> None:
        self._data = data
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> V:
        self.asked.add(key)
        return self._data[key]

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            self.asked.add(key)
        return key in self._data

    def __iter__(self) -> Iterator[str]:
        self.asked.add(ALL)
        return iter(self._data)

    def __len__(self) -> int:
        self.asked.add(ALL)
        return len(self._data)


def noting_context(context: Context) -> tuple[Context, Noting[Decision], Noting[object]]:
    """A context that notes what is asked of its decisions and authorities."""
    decisions: Noting[Decision] = Noting(context.decisions)
    authorities: Noting[object] = Noting(context.authorities)
    noting = Context(context.settings, authorities, decisions)  # type: ignore[arg-type]  # rows
    return noting, decisions, authorities


class Answers:
    """What the editors' files answer now, as digests."""

    def __init__(self, context: Context) -> None:
        self._decisions = {key: digest(_content(d)) for key, d in context.decisions.items()}
        self._authorities = {key: digest(rows) for key, rows in context.authorities.items()}
        self._all_decisions = digest(sorted(self._decisions.items()))
        self._all_authorities = digest(sorted(self._authorities.items()))

    def now(self, question: str) -> str:
        """The digest of the answer to a question; empty where there is nothing."""
        about, _, key = question.partition(" ")
        if about == "decision":
            return self._all_decisions if key == ALL else self._decisions.get(key, "")
        return self._all_authorities if key == ALL else self._authorities.get(key, "")

    def to(self, decisions: set[str], authorities: set[str]) -> Asked:
        """Questions with their answers now."""
        questions = [f"decision {key}" for key in _or_all(decisions)]
        questions += [f"authority {key}" for key in _or_all(authorities)]
        return Asked({question: self.now(question) for question in questions})

    def hold(self, asked: Asked) -> bool:
        """Whether every question has the answer it had."""
        return all(self.now(question) == answer for question, answer in asked.answers.items())


def _or_all(keys: set[str]) -> list[str]:
    return [ALL] if ALL in keys else sorted(keys)


def _content(decision: Decision) -> list[object]:
    """What a decision says; where it is written makes no difference to any outcome."""
    return [
        decision.target,
        decision.judgement,
        decision.value,
        decision.by,
        decision.on,
        decision.because,
    ]
