"""Sentence alignment without a neural model: honest about what it does not know.

The score of a bead adds what its shape, its lengths, its ends and its words say (`scores`); the
best path is found by dynamic programming with affine gaps (`lattice`); words are learnt from the
path itself, in rounds (`estimate`). Furniture is paired by role before, editors' anchors hold,
orphans are looked at again after, and every bead gets a calibrated confidence and its reasons.

Source:
    W. A. Gale, K. W. Church 1993 (lengths); R. C. Moore, "Fast and Accurate Sentence Alignment of
    Bilingual Corpora", AMTA 2002 (two passes, IBM Model 1); D. Varga et al., "Parallel Corpora
    for Medium Density Languages", RANLP 2005 (bootstrapped dictionary).

Departure:
    One additive log-likelihood ratio instead of filters; probabilities by forward–backward;
    affine gaps; a control that tells a translation from any two texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from herewith.algorithms.alignment import learning, repeats, roles
from herewith.algorithms.alignment.confidence import UNRELIABLE, Measures
from herewith.algorithms.alignment.drafts import Draft, covered, in_order, orphan, set_aside
from herewith.algorithms.alignment.encoding import Encoder
from herewith.algorithms.alignment.endings import PARAGRAPH, ending
from herewith.algorithms.alignment.estimate import Constraints, Estimate
from herewith.algorithms.alignment.fixed import Anchor, Conflict, Fixed, settle
from herewith.algorithms.alignment.gaps import with_gaps
from herewith.algorithms.alignment.identity import bead_id, sentence_ids
from herewith.algorithms.alignment.lattice import GAP_OPEN
from herewith.algorithms.alignment.seeds import Glossary
from herewith.algorithms.alignment.texts import Texts
from herewith.algorithms.alignment.verdict import Quality, Verdict, judge
from herewith.model.bitext import Bead, Lexicon

__all__ = ["Alignment", "align"]

MOST_BLOCKS = 6
"""Repeated blocks of a side that are tried, the longest first."""
NEEDED = 1.0
"""What a sentence of a repeated block must add (nats) to the path if both copies are to stay."""
REPEATED = 0.95
"""Confidence of a repeated block: its words are in the same text, and no counterpart is missed."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Beads in order of the source, then of the target; every sentence is in exactly one.

    `measures` stand beside `beads` for those that the path found, else `None`.
    """

    beads: tuple[Bead, ...]
    verdict: Verdict
    because: str
    quality: Quality
    conflicts: tuple[Conflict, ...] = ()
    measures: tuple[Measures | None, ...] = ()


def align(
    source: Sequence[str],
    target: Sequence[str],
    *,
    glossary: Glossary = (),
    lexicon: Lexicon | None = None,
    source_roles: Sequence[str] | None = None,
    target_roles: Sequence[str] | None = None,
    source_breaks: Iterable[int] = (),
    target_breaks: Iterable[int] = (),
    anchors: Sequence[Anchor] = (),
    encoder: Encoder | None = None,
) -> Alignment:
    """Align the sentences of an original with those of a translation.

    Args:
        source: sentences of the original; empty ones keep their number and are set aside.
        target: sentences of the translation.
        glossary: terms of both languages with a belief (see `languages.glossary`).
        lexicon: what other texts of the box have taught.
        source_roles: role of each sentence (`body`, `salutation`, …), see `roles`.
        target_roles: the same of the translation.
        source_breaks: numbers of the sentences that end a paragraph.
        target_breaks: the same of the translation.
        anchors: what editors have fixed.
        encoder: a plug-in whose vectors are one more piece of evidence.

    Returns:
        Beads with verdict. Texts that do not look like translations keep their beads, but none
        has a confidence above .5.

    Complexity:
        O(n · m) up to 700,000 pairs of sentences; beyond, near-linear by anchors.

    >>> found = align(["It is 1962.", "Yes, Cuba."], ["Год 1962.", "Да, Куба."])
    >>> [(bead.source, bead.target) for bead in found.beads]
    [((0,), (0,)), ((1,), (1,))]
    """
    n, m = len(source), len(target)
    fixed = settle(anchors, n, m)
    drafts = set_aside(source, target, source_roles, target_roles, fixed)
    task = _Task(
        source,
        target,
        (source_breaks, target_breaks),
        (source_roles or (), target_roles or ()),
        [*glossary, *(learning.as_glossary(lexicon) if lexicon else ())],
        fixed,
        encoder,
    )
    solved = task.solve(
        _rest(n, [draft.source for draft in drafts]), _rest(m, [draft.target for draft in drafts])
    )
    solved, said_again = _without_repeats(task, solved)
    found = with_gaps(
        drafts + said_again + solved.drafts(), source, target, (source_roles, target_roles)
    )
    return _finished(source, target, found, solved.quality(), fixed)


@dataclass(frozen=True, slots=True)
class _Solved:
    """The best path through what is left of both texts; `None` where a side has nothing left."""

    left: list[int]
    right: list[int]
    texts: Texts | None = None
    found: Estimate | None = None
    apart: Callable[[int, int], bool] | None = None

    def quality(self) -> Quality:
        if self.texts is None or self.found is None:
            return Quality(0.0, 0.0, 0, 0)
        return self.texts.quality(self.found)

    def drafts(self) -> list[Draft]:
        if self.texts is None or self.found is None or self.apart is None:
            return [orphan((i,), ()) for i in self.left] + [orphan((), (j,)) for j in self.right]
        return self.texts.drafts(self.found, self.left, self.right, self.apart)


@dataclass(frozen=True, slots=True)
class _Task:
    """All that an alignment is given."""

    source: Sequence[str]
    target: Sequence[str]
    breaks: tuple[Iterable[int], Iterable[int]]
    roles: tuple[Sequence[str], Sequence[str]]
    terms: list[tuple[str, str, float]]
    fixed: Fixed
    encoder: Encoder | None

    def solve(self, left: list[int], right: list[int]) -> _Solved:
        """Align these sentences of both sides."""
        if not left or not right:
            return _Solved(left, right)
        texts = Texts.read(
            [self.source[i] for i in left],
            [self.target[j] for j in right],
            (
                _ends(self.source, left, self.breaks[0]),
                _ends(self.target, right, self.breaks[1]),
            ),
            self.terms,
            self.encoder,
        )
        constraints = _constraints(self.fixed, self.roles, left, right)

        def apart(i: int, j: int) -> bool:
            mine, other = self._role(0, left[i]), self._role(1, right[j])
            return (i, j) in constraints.apart or not roles.alike(mine, other)

        return _Solved(left, right, texts, texts.estimate(constraints), apart)

    def _role(self, side: int, number: int) -> str:
        return self.roles[side][number] if self.roles[side] else "body"


def _without_repeats(task: _Task, solved: _Solved) -> tuple[_Solved, list[Draft]]:
    """Set repeated blocks aside where the alignment does not need both their copies."""
    drafts: list[Draft] = []
    for side, sentences in ((0, task.source), (1, task.target)):
        for block in repeats.find(sentences)[:MOST_BLOCKS]:
            for begin, other in ((block.again, block.first), (block.first, block.again)):
                run = set(range(begin, begin + block.size))
                kept = (solved.left, solved.right)[side]
                if not run <= set(kept) or solved.found is None:
                    continue
                less = [number for number in kept if number not in run]
                tried = task.solve(*((less, solved.right) if side == 0 else (solved.left, less)))
                if tried.found is None:
                    continue
                if tried.found.total + GAP_OPEN + block.size * NEEDED > solved.found.total:
                    drafts.append(_said_again(side, tuple(sorted(run)), other))
                    solved = tried
                    break
    return solved, drafts


def _said_again(side: int, run: tuple[int, ...], other: int) -> Draft:
    letter = "st"[side]
    why = f"says again what stands at {letter}{other} to {letter}{other + len(run) - 1}"
    return Draft(run if side == 0 else (), run if side == 1 else (), "repeated", REPEATED, (why,))


def _rest(size: int, taken: Iterable[tuple[int, ...]]) -> list[int]:
    gone = {number for numbers in taken for number in numbers}
    return [number for number in range(size) if number not in gone]


def _ends(sentences: Sequence[str], kept: Sequence[int], breaks: Iterable[int]) -> list[int]:
    ending_paragraphs = set(breaks)
    return [PARAGRAPH if k in ending_paragraphs else ending(sentences[k]) for k in kept]


def _constraints(
    fixed: Fixed,
    roles_: tuple[Sequence[str], Sequence[str]],
    left: Sequence[int],
    right: Sequence[int],
) -> Constraints:
    """Anchors, and roles that exclude each other, without what was set aside."""
    fences = sorted(
        (
            sum(i < anchor.source[0] for i in left),
            sum(j < anchor.target[0] for j in right),
        )
        for anchor in fixed.rising
    )
    place = ({i: k for k, i in enumerate(left)}, {j: k for k, j in enumerate(right)})
    apart = [
        (place[0][s], place[1][t])
        for anchor in fixed.apart
        for s in anchor.source
        for t in anchor.target
        if s in place[0] and t in place[1]
    ]
    if all(roles_):
        apart += roles.strangers([roles_[0][i] for i in left], [roles_[1][j] for j in right])
    return Constraints(tuple(fences), tuple(apart))


def _finished(
    source: Sequence[str],
    target: Sequence[str],
    drafts: list[Draft],
    quality: Quality,
    fixed: Fixed,
) -> Alignment:
    """Put drafts in order, judge the whole, and hold confidence down where it is no translation."""
    names = (sentence_ids(source), sentence_ids(target))
    drafts = in_order(drafts)
    verdict, because = judge(quality, covered(drafts, source, target))
    doubted = verdict in ("unreliable", "not_a_translation")
    beads = tuple(
        Bead(
            bead_id([names[0][i] for i in d.source], [names[1][j] for j in d.target]),
            d.source,
            d.target,
            min(UNRELIABLE, d.confidence) if doubted and d.status != "accepted" else d.confidence,
            d.kind,
            d.reasons,
            d.status,
        )
        for d in drafts
    )
    return Alignment(
        beads, verdict, because, quality, fixed.conflicts, tuple(d.measures for d in drafts)
    )
