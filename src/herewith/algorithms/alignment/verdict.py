"""Is this a translation at all?

The program would find the best path between any two texts. So it asks how much better that path
is than the best path against the same translation read backwards: a text with the same words,
lengths and ends, of which hardly a sentence can be aligned in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Quality", "Verdict", "judge"]

Verdict = Literal["aligned", "partly", "unreliable", "not_a_translation"]

RELATED = 1.8
"""Least gain (nats a bead) of a translation. On the development sets true pairs reach 3.0 and
more, unrelated texts no more than 0.8."""
UNRELATED = 1.0
"""Below this gain the texts are not taken for renderings of each other."""
COVERED = 0.75
"""Share of the sentences of the shorter side in beads that hold, for `aligned`."""
FEW = 4
"""With fewer beads than this the control says little, and with fewer sentences nothing against: the
verdict is never better than `partly` and never worse than `unreliable`."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Summed scores of the beads of the path and of the control's (nats; high is good).

    `beads` counts the path's beads, `sentences` those of the shorter side.
    """

    score: float
    control: float
    beads: int
    sentences: int

    @property
    def gain(self) -> float:
        """How much better than the control, for each bead.

        Where few sentences found a counterpart, half the sentences count instead of the beads,
        so that one chance bead does not make a translation.
        """
        return (self.score - max(0.0, self.control)) / max(1.0, self.beads, self.sentences / 2)


def judge(quality: Quality, covered: float) -> tuple[Verdict, str]:
    """The verdict and its reason in words.

    Args:
        quality: of the path.
        covered: share of sentences (of the side with fewer) in beads of confidence .5 and more.
    """
    gain = quality.gain
    against = f"the path is {gain:.1f} nats a bead better than against the text read backwards"
    if gain < RELATED and quality.sentences < FEW:
        few = f"only {quality.sentences} sentence{'' if quality.sentences == 1 else 's'}"
        return "unreliable", f"{few} on the shorter side: too few to tell a translation"
    if gain < UNRELATED:
        return "not_a_translation", f"{against}; translations reach {RELATED} and more"
    if gain < RELATED:
        return "unreliable", f"{against}; translations reach {RELATED} and more"
    if quality.beads < FEW:
        beads = f"only {quality.beads} bead{'' if quality.beads == 1 else 's'} to judge by"
        return "partly", f"{beads}; {against}"
    if covered < COVERED:
        return "partly", f"beads that hold cover {covered:.0%} of the shorter side; {against}"
    return "aligned", f"beads that hold cover {covered:.0%} of the shorter side; {against}"
