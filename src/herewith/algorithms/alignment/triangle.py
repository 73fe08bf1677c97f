"""Whether three alignments agree: original with two translations, and these with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from herewith.model.bitext import Bead

__all__ = ["Disagreement", "disagreements"]

SURE = 0.5


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sentence of the original whose two renderings are not aligned with each other.

    `first` and `second` are its renderings (`second` may be empty: held to be left out); `instead`
    is what the first is aligned with in the second translation.
    """

    source: int
    first: tuple[int, ...]
    second: tuple[int, ...]
    instead: tuple[int, ...]


def disagreements(
    first: Iterable[Bead], second: Iterable[Bead], between: Iterable[Bead]
) -> list[Disagreement]:
    """Sentences of the original where going round the triangle does not lead back.

    Args:
        first: beads of the original with one translation.
        second: beads of the original with another.
        between: beads of the first translation with the second.

    >>> bead = lambda s, t: Bead("", s, t, 0.9, "match", ())
    >>> disagreements([bead((0,), (0,))], [bead((0,), (1,))], [bead((0,), (0,))])
    [Disagreement(source=0, first=(0,), second=(1,), instead=(0,))]
    """
    one, three = _links(first), _links(between)
    two = _links(second, least=0.0)  # a doubtful bead contradicts nobody by being doubtful
    back = _turned(one)
    out = []
    for source in sorted(one):
        instead = {k for j in one[source] for k in three.get(j, ())}
        # a translator who joins two sentences joins their renderings too
        beside = {other for j in one[source] for other in back[j]}
        if instead and not any(instead & two.get(other, set()) for other in beside):
            out.append(
                Disagreement(
                    source,
                    tuple(sorted(one[source])),
                    tuple(sorted(two.get(source, ()))),
                    tuple(sorted(instead)),
                )
            )
    return out


def _turned(links: Mapping[int, set[int]]) -> Mapping[int, set[int]]:
    out: dict[int, set[int]] = defaultdict(set)
    for i, others in links.items():
        for j in others:
            out[j].add(i)
    return out


def _links(beads: Iterable[Bead], *, least: float = SURE) -> Mapping[int, set[int]]:
    out: dict[int, set[int]] = defaultdict(set)
    for bead in beads:
        if bead.confidence >= least and bead.status != "rejected":
            for i in bead.source:
                out[i].update(bead.target)
    return out
