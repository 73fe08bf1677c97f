"""A witness as the collator sees it: a text, the states of some of its words, its known gaps."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Missing", "State", "WitnessText"]


@dataclass(frozen=True, slots=True)
class State:
    """How some words stand on the page: half-open offsets into the witness's text.

    `kind` is `struck`, `inserted`, `hand`, `unclear`, `indistinct` or `withheld`. `doubtful`
    marks a strike-out over words that the sentence needs: they stay, and are marked.
    """

    kind: str
    start: int
    end: int
    doubtful: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A declared gap: text stood at offset `at` and is not held. `estimate` is in words."""

    at: int
    estimate: int | None = None
    page: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class WitnessText:
    """One witness: its siglum, its reading text, states of words, and gaps."""

    siglum: str
    text: str
    states: tuple[State, ...] = ()
    missing: tuple[Missing, ...] = ()

    @property
    def content(self) -> tuple[object, ...]:
        """Everything but the name, comparable: the order of work must not depend on names."""
        return (
            self.text,
            tuple((s.start, s.end, s.kind, s.doubtful) for s in self.states),
            tuple((m.at, m.estimate or 0) for m in self.missing),
        )
