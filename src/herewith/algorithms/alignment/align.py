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

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from herewith.algorithms.alignment import learning, orphans, reasons, roles, seeds, sides, tables
from herewith.algorithms.alignment.confidence import UNRELIABLE, Measures, confidence
from herewith.algorithms.alignment.encoding import Encoder, Vectors, encode
from herewith.algorithms.alignment.endings import PARAGRAPH, ending
from herewith.algorithms.alignment.estimate import SHARE, Constraints, Estimate, estimate
from herewith.algorithms.alignment.fixed import Anchor, Conflict, Fixed, settle
from herewith.algorithms.alignment.identity import bead_id, sentence_ids
from herewith.algorithms.alignment.lattice import Step
from herewith.algorithms.alignment.seeds import Glossary
from herewith.algorithms.alignment.verdict import Quality, Verdict, judge
from herewith.model.bitext import Bead, BeadKind, Lexicon
from herewith.model.register import Status

__all__ = ["Alignment", "align"]

SAMPLE = 300
"""Sentences of the source on which the control is run, from the middle of the text."""
GAP = 3
"""A run of so many orphans is one gap."""
HOLDS = 0.5


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


@dataclass(frozen=True, slots=True)
class _Draft:
    """A bead in the making, by the numbers of the whole texts."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    kind: BeadKind
    confidence: float
    reasons: tuple[str, ...]
    status: Status = "proposed"
    measures: Measures | None = None


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
    drafts = _set_aside(source, target, source_roles, target_roles, fixed)
    left = _rest(n, [draft.source for draft in drafts])
    right = _rest(m, [draft.target for draft in drafts])
    terms = [*glossary, *(learning.as_glossary(lexicon) if lexicon else ())]
    quality = Quality(0.0, 0.0, 0, 0)
    if left and right:
        pair = _Pair.read(
            [source[i] for i in left],
            [target[j] for j in right],
            (_ends(source, left, source_breaks), _ends(target, right, target_breaks)),
            terms,
            encoder,
        )
        constraints = _constraints(fixed, left, right)
        found = pair.estimate(constraints)
        quality = pair.quality(found)
        drafts += pair.drafts(found, left, right, quality.gain, constraints.apart)
    else:
        drafts += [_orphan((i,), ()) for i in left] + [_orphan((), (j,)) for j in right]
    return _finished(source, target, _with_gaps(drafts, source, target), quality, fixed)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two texts without what was set aside."""

    source: sides.Text
    target: sides.Text
    ends: tuple[list[int], list[int]]
    terms: list[tuple[str, str, float]]
    encoder: Encoder | None
    known: tuple[tables.Table, tables.Table]

    @classmethod
    def read(
        cls,
        source: Sequence[str],
        target: Sequence[str],
        ends: tuple[list[int], list[int]],
        terms: list[tuple[str, str, float]],
        encoder: Encoder | None,
    ) -> _Pair:
        """Count both texts and look up what is known of their words."""
        left, right = sides.read(source), sides.read(target)
        return cls(left, right, ends, terms, encoder, seeds.seed(left, right, terms))

    def estimate(self, constraints: Constraints) -> Estimate:
        """The best path."""
        return estimate(
            self.source,
            self.target,
            self.known,
            self.ends,
            constraints,
            self._vectors(),
        )

    def _vectors(self) -> Vectors | None:
        return encode(self.encoder, self.source, self.target) if self.encoder else None

    def drafts(
        self,
        found: Estimate,
        left: Sequence[int],
        right: Sequence[int],
        gain: float,
        apart: Collection[tuple[int, int]],
    ) -> list[_Draft]:
        """Beads of a path, and its orphans: moved or single."""
        table, back = self._tables(found)
        drafts = []
        alone: tuple[list[int], list[int]] = ([], [])
        for number, step in enumerate(found.steps):
            first, last, begin, end = step
            if first == last:
                alone[1].append(begin)
            elif begin == end:
                alone[0].append(first)
            else:
                drafts.append(self._bead(found, number, table, (left, right), gain))
        pairs = orphans.moved(
            self.source,
            self.target,
            tables.by_sentence(self.source, self.target, table),
            tables.by_sentence(self.target, self.source, back),
            *alone,
        )
        pairs = [p for p in pairs if (p.source, p.target) not in apart]
        gone = ({p.source for p in pairs}, {p.target for p in pairs})
        for pair in pairs:
            step = (pair.source, pair.source + 1, pair.target, pair.target + 1)
            why = reasons.of(self.source, self.target, table, step)
            drafts.append(
                _Draft(
                    (left[pair.source],),
                    (right[pair.target],),
                    "moved",
                    round(1 - 1 / (1 + pair.evidence / 10), 3),
                    ("out of order", *why),
                )
            )
        chances: tuple[dict[int, float], dict[int, float]] = ({}, {})
        for (first, last, begin, end), chance in zip(found.steps, found.probabilities, strict=True):
            if begin == end:
                chances[0][first] = chance
            elif first == last:
                chances[1][begin] = chance
        for i in alone[0]:
            if i not in gone[0]:
                drafts.append(_orphan((left[i],), (), Measures(chances[0][i], 2, gain)))
        for j in alone[1]:
            if j not in gone[1]:
                drafts.append(_orphan((), (right[j],), Measures(chances[1][j], 2, gain)))
        return drafts

    def _tables(self, found: Estimate) -> tuple[tables.Table, tables.Table]:
        return (
            tables.mixed(found.forward, self.known[0], SHARE),
            tables.mixed(found.backward, self.known[1], SHARE),
        )

    def _bead(
        self,
        found: Estimate,
        number: int,
        table: tables.Table,
        names: tuple[Sequence[int], Sequence[int]],
        gain: float,
    ) -> _Draft:
        step = found.steps[number]
        first, last, begin, end = step
        why = reasons.of(self.source, self.target, table, step) or ("place and length only",)
        measures = Measures(found.probabilities[number], last - first + end - begin, gain)
        shape = f"{last - first}-{end - begin}"
        return _Draft(
            tuple(names[0][first:last]),
            tuple(names[1][begin:end]),
            "match",
            confidence(measures),
            why if shape == "1-1" else (*why, f"{shape} sentences"),
            measures=measures,
        )

    def quality(self, found: Estimate) -> Quality:
        """How good the path is, and how good one against the translation read backwards."""
        i0, i1, j0, j1 = _sample(found.steps, self.source.n, self.target.n)
        inside = [
            score
            for score, step in zip(found.scores, found.steps, strict=True)
            if _is_bead(step) and i0 <= step[0] < i1 and j0 <= step[2] < j1
        ]
        backwards = _Pair.read(
            self.source.sentences[i0:i1],
            self.target.sentences[j0:j1][::-1],
            (self.ends[0][i0:i1], self.ends[1][j0:j1][::-1]),
            self.terms,
            self.encoder,
        )
        control = backwards.estimate(Constraints())
        others = [
            s for s, step in zip(control.scores, control.steps, strict=True) if _is_bead(step)
        ]
        return Quality(float(sum(inside)), float(sum(others)), len(inside), min(i1 - i0, j1 - j0))


def _is_bead(step: Step) -> bool:
    return step[0] < step[1] and step[2] < step[3]


def _sample(steps: Sequence[Step], n: int, m: int) -> Step:
    """A stretch from the middle of both texts, by the path."""
    if n <= SAMPLE and m <= 2 * SAMPLE:
        return 0, n, 0, m
    first = max(0, (n - SAMPLE) // 2)
    inside = [step for step in steps if first <= step[0] < first + SAMPLE and _is_bead(step)]
    if not inside:
        return first, min(n, first + SAMPLE), 0, min(m, SAMPLE)
    begin = inside[0][2]
    return inside[0][0], inside[-1][1], begin, min(inside[-1][3], begin + 2 * SAMPLE)


def _set_aside(
    source: Sequence[str],
    target: Sequence[str],
    source_roles: Sequence[str] | None,
    target_roles: Sequence[str] | None,
    fixed: Fixed,
) -> list[_Draft]:
    """Beads that need no alignment: fixed by editors, empty lines, furniture paired by role."""
    drafts = []
    for anchor in (*fixed.rising, *fixed.moved):
        why = ("fixed by an editor", *filter(None, [anchor.why]))
        kind: BeadKind = "match" if anchor in fixed.rising else "moved"
        drafts.append(_Draft(anchor.source, anchor.target, kind, 1.0, why, "accepted"))
    for anchor in fixed.alone:
        why = ("fixed by an editor", *filter(None, [anchor.why]))
        kind = "omitted" if anchor.source else "added"
        drafts.append(_Draft(anchor.source, anchor.target, kind, 1.0, why, "accepted"))
    taken = ({i for d in drafts for i in d.source}, {j for d in drafts for j in d.target})
    for i, sentence in enumerate(source):
        if i not in taken[0] and not _has_words(sentence):
            drafts.append(_Draft((i,), (), "furniture", 1.0, ("no words",)))
            taken[0].add(i)
    for j, sentence in enumerate(target):
        if j not in taken[1] and not _has_words(sentence):
            drafts.append(_Draft((), (j,), "furniture", 1.0, ("no words",)))
            taken[1].add(j)
    mine = [("" if i in taken[0] else role) for i, role in enumerate(source_roles or ())]
    theirs = [("" if j in taken[1] else role) for j, role in enumerate(target_roles or ())]
    apart = {(s, t) for a in fixed.apart for s in a.source for t in a.target}
    for role, a, b in roles.pair(mine, theirs):
        if not any((s, t) in apart for s in a for t in b):
            drafts.append(_Draft(a, b, "furniture", 0.95, (f"both are the {role}",)))
    return drafts


def _has_words(sentence: str) -> bool:
    return any(char.isalnum() for char in sentence)


def _rest(size: int, taken: Iterable[tuple[int, ...]]) -> list[int]:
    gone = {number for numbers in taken for number in numbers}
    return [number for number in range(size) if number not in gone]


def _ends(sentences: Sequence[str], kept: Sequence[int], breaks: Iterable[int]) -> list[int]:
    ending_paragraphs = set(breaks)
    return [PARAGRAPH if k in ending_paragraphs else ending(sentences[k]) for k in kept]


def _constraints(fixed: Fixed, left: Sequence[int], right: Sequence[int]) -> Constraints:
    """Anchors by the numbers of the texts without what was set aside."""
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
    return Constraints(tuple(fences), tuple(apart))


def _orphan(
    source: tuple[int, ...], target: tuple[int, ...], measures: Measures | None = None
) -> _Draft:
    kind: BeadKind = "omitted" if source else "added"
    return _Draft(source, target, kind, confidence(measures) if measures else 0.5, ())


def _with_gaps(drafts: list[_Draft], source: Sequence[str], target: Sequence[str]) -> list[_Draft]:
    """Join runs of orphans into one gap or one repetition; say what single orphans are."""
    single: list[_Draft] = []
    out: list[_Draft] = []
    for draft in drafts:
        orphan = draft.kind in ("omitted", "added") and draft.status == "proposed"
        (single if orphan else out).append(draft)
    for side, sentences in ((0, source), (1, target)):
        mine = {(d.source or d.target)[0]: d for d in single if bool(d.source) == (side == 0)}
        for run in orphans.runs(sorted(mine)):
            out += _run(run, mine, sentences, side)
    return out


def _run(
    run: tuple[int, ...], mine: dict[int, _Draft], sentences: Sequence[str], side: int
) -> list[_Draft]:
    letter, other = ("s", "translation") if side == 0 else ("t", "original")
    chance = round(sum(mine[k].confidence for k in run) / len(run), 3)
    place = orphans.repeated(sentences, run)
    if place is not None:
        kind: BeadKind = "repeated"
        why = f"says again what stands at {letter}{place[0]} to {letter}{place[1]}"
    elif len(run) >= GAP:
        kind, why = "gap", f"{len(run)} sentences in a row have no counterpart in the {other}"
    else:
        return [
            _Draft(d.source, d.target, d.kind, d.confidence, (f"not found in the {other}",))
            for d in (mine[k] for k in run)
        ]
    return [_Draft(run if side == 0 else (), run if side == 1 else (), kind, chance, (why,))]


def _finished(
    source: Sequence[str],
    target: Sequence[str],
    drafts: list[_Draft],
    quality: Quality,
    fixed: Fixed,
) -> Alignment:
    """Put drafts in order, judge the whole, and hold confidence down where it is no translation."""
    names = (sentence_ids(source), sentence_ids(target))
    drafts = _in_order(drafts)
    verdict, because = judge(quality, _covered(drafts, source, target))
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


def _in_order(drafts: list[_Draft]) -> list[_Draft]:
    """By source; what has no source stands behind the bead that holds the target before it."""
    with_source = sorted((d for d in drafts if d.source), key=lambda d: d.source)
    behind: dict[int, float] = {}
    for draft in with_source:
        if draft.kind in ("match", "furniture"):
            for j in draft.target:
                behind[j] = draft.source[-1] + 0.5
    out = [(float(d.source[0]), 0, d) for d in with_source]
    last = -0.5
    only_target = {j: d for d in drafts if not d.source for j in d.target[:1]}
    paired = {j for d in with_source if d.kind == "match" for j in d.target}
    for j in range(1 + max([-1, *only_target, *paired])):
        if j in only_target:
            out.append((last, j, only_target[j]))
        elif j in paired:
            last = behind[j]
    return [d for _, _, d in sorted(out, key=lambda item: item[:2])]


def _covered(drafts: Sequence[_Draft], source: Sequence[str], target: Sequence[str]) -> float:
    """Share of the shorter side's sentences in beads that hold; empty sentences do not count."""
    holds = [d for d in drafts if d.source and d.target and d.confidence >= HOLDS]
    shares = []
    for sentences, inside in (
        (source, sum(len(d.source) for d in holds)),
        (target, sum(len(d.target) for d in holds)),
    ):
        count = sum(map(_has_words, sentences))
        shares.append((count, inside / max(1, count)))
    return min(shares)[1]
