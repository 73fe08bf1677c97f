"""What the editor's desk asks of a project, and all that it can do to it.

The desk sees only this. It knows neither the database nor how a run is made; whoever serves it
(`herewith.project.editing`) also gives it the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from herewith.model.decision import Decision, Judgement
from herewith.model.edition import Edition

__all__ = ["Change", "How", "Office", "Preview", "RunState", "Word"]


How = Literal["changed", "new", "gone"]


@dataclass(frozen=True, slots=True)
class Word:
    """An editor's word that is not written yet. `value` is JSON data and counts for `set` only."""

    target: str
    judgement: Judgement
    value: object
    because: str


@dataclass(frozen=True, slots=True)
class Change:
    """A record or statement (`kind`) that a decision would change, bring or take away."""

    kind: str
    id: str
    how: How


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run would make of decisions that are not written.

    `edition` is there when it is worked out; `failed` says in words why it could not be.
    """

    id: str
    words: tuple[Word, ...]
    edition: Edition | None = None
    changes: tuple[Change, ...] = ()
    problems: tuple[str, ...] = ()
    """What would be reported then and is not reported now."""
    failed: str = ""


@dataclass(frozen=True, slots=True)
class RunState:
    """How far the pages are behind the decisions.

    `waiting` decisions are written and not yet carried out; `failed` is the last run's failure.
    """

    running: bool
    waiting: int
    failed: str = ""


class Office(Protocol):
    """A project as its editors' desk sees it."""

    def edition(self) -> Edition:
        """The edition as the last run made it, with the decisions as they are in the files now.

        Raises:
            StoreError: if it is damaged and cannot be made again.
        """
        ...

    def mended(self) -> Edition:
        """The edition after its damaged database was made again from `work/`.

        Raises:
            StoreError: if that is damaged too.
        """
        ...

    def apart(self) -> Edition:
        """The same edition over a connection of its own, for another thread."""
        ...

    def notices(self) -> Sequence[str]:
        """What was mended since the desk was opened, in words."""
        ...

    def lost(self, decision: Decision) -> bool:
        """Whether a decision names what is no longer there: a statement, or a place in a file."""
        ...

    def decide(self, words: Sequence[Word], *, by: str) -> tuple[Decision, ...]:
        """Append decisions, all or none, and have them carried out.

        Raises:
            UsageError: if one of them makes no sense; none is written then.
            StoreError: if the file cannot be written.
        """
        ...

    def undo(self, decision: str, *, by: str, because: str) -> Decision:
        """Append that a decision is taken back, and have it carried out.

        Raises:
            UsageError: if there is no such decision, or it is taken back already.
        """
        ...

    def preview(self, words: Sequence[Word], *, by: str) -> Preview:
        """What decisions would change. Asked for the first time, it is begun and not there yet."""
        ...

    def previewed(self, preview: str) -> Preview | None:
        """A preview that was begun, by its id; `None` if it is not held (any more)."""
        ...

    def run_state(self) -> RunState:
        """Whether a run is at work, and what waits for one."""
        ...

    def run(self) -> None:
        """Have a run made that carries out all decisions; returns at once."""
        ...
