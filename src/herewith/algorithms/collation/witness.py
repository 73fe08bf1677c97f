"""A witness as the collator sees it: a text, the states of some of its words, its known gaps."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Missing", "Part", "State", "WitnessText"]


@dataclass(frozen=True, slots=True)
class State:
    """How some words stand on the page: half-open offsets into the witness's text.

    `kind` is `struck`, `rewritten` (a word before some of its letters were struck or put in),
    `inserted`, `hand`, `unclear`, `indistinct` or `withheld`. `doubtful` marks a strike-out over
    words that the sentence needs: they stay, and are marked.
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
class Part:
    """A formal part outside the body of the text, half-open: its head, its foot, its date.

    `role` is that of the passage: `dateline`, `heading`, `salutation`, `signature` and the like.
    """

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WitnessText:
    """One witness: its siglum, its reading text, states of words, gaps, and formal parts."""

    siglum: str
    text: str
    states: tuple[State, ...] = ()
    missing: tuple[Missing, ...] = ()
    outside: tuple[Part, ...] = ()

    @property
    def content(self) -> tuple[object, ...]:
        """Everything but the name, comparable: the order of work must not depend on names."""
        return (
            self.text,
            tuple((s.start, s.end, s.kind, s.doubtful) for s in self.states),
            tuple((m.at, m.estimate or 0) for m in self.missing),
            tuple((p.start, p.end, p.role) for p in self.outside),
        )

    def marked(self, start: int, end: int) -> str:
        """A stretch of the text with its uncertain letters in brackets.

        >>> WitnessText("A", "the harbour", (State("unclear", 8, 10),)).marked(4, 11)
        'harb[ou?]r'
        """
        out, at = "", start
        for low, high in self.uncertain(start, end):
            out += f"{self.text[at:low]}[{self.text[low:high]}?]"
            at = high
        return out + self.text[at:end]

    def uncertain(self, start: int, end: int) -> list[tuple[int, int]]:
        """Stretches of uncertain letters within `[start, end)`, in order."""
        out: list[tuple[int, int]] = []
        for state in sorted(self.states, key=lambda s: (s.start, s.end)):
            low, high = max(out[-1][1] if out else start, state.start), min(end, state.end)
            if state.kind == "unclear" and low < high:
                out.append((low, high))
        return out
