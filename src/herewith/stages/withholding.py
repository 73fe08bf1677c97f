"""What papers withhold and others print: the places that are blank, and what stands there elsewhere.

A place counts as opened only if the words around it agree on both sides in a version of the same
paper, and the words between fit; what looks like an opening and is none is told apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from herewith.algorithms.releases.blanks import Blank, blanks
from herewith.algorithms.releases.opening import LARGEST, Counterpart, Printed, align, counterpart
from herewith.algorithms.reuse.words import cut_words
from herewith.model.sharing import ReleaseStatus
from herewith.stages.held_texts import HeldText
from herewith.stages.pairing import Pair

__all__ = ["VERSIONS", "Considered", "Withheld", "withheld_in"]

VERSIONS = frozenset(("same_document", "extract"))
"""Kinds of pairs whose papers are one paper."""

STATES = frozenset(("draft", "successive_paper", "reissue"))
"""Kinds of pairs whose papers are other states: what one prints the other need not have had."""

STRONG = 18
"""Words around that must agree before a paper of another kind may say what is withheld."""

NEARLY = 16
"""Words around that must agree before such a paper may have other words for what is withheld."""

AROUND = 600
"""Characters before and behind a shared passage that are aligned too."""


@dataclass(frozen=True, slots=True)
class Considered:
    """What one other paper has in the place of a blank, and whether that opens it.

    `verdict`: `opened`; `other_state` (a draft or successor, or a paper that agrees around it less
    closely, prints words there, which may be others); `left_out` (an editor left it out, here or there); `also_blank`; `nothing_there`;
    `does_not_fit`; `too_little` (of a paper of another kind too few words agree).
    """

    other: HeldText
    kind: str
    verdict: str
    found: Counterpart


@dataclass(frozen=True, slots=True)
class Withheld:
    """A blank of a paper with everything that other papers have in its place, best first."""

    text: HeldText
    blank: Blank
    considered: tuple[Considered, ...]

    @property
    def status(self) -> ReleaseStatus:
        """`opened`, `other_state`, `nowhere_opened`, or for an editor's omission `left_out`."""
        if self.blank.kind == "omitted" and self.blank.shown != "dots":
            return "left_out"
        best = self.considered[0].verdict if self.considered else ""
        if best == "opened":
            return "opened"
        return "other_state" if best == "other_state" else "nowhere_opened"


def withheld_in(
    texts: Mapping[str, HeldText], pairs: Iterable[Pair]
) -> tuple[tuple[Withheld, ...], tuple[tuple[str, ...], ...]]:
    """The blanks of some papers with what others have in their place, and the versions of papers.

    Args:
        texts: the papers by name.
        pairs: what they share.

    Returns:
        Blanks in order of papers and places; names of the papers that are one, group by group.
    """
    printed = _Printings(texts)
    considered: dict[tuple[str, Blank], list[Considered]] = defaultdict(list)
    groups = _Groups()
    for pair in pairs:
        if pair.paired.kind == "formula":
            continue
        if pair.paired.kind in VERSIONS:
            groups.join(pair.a.name, pair.b.name)
        for one in (pair, _turned(pair)):
            for blank, found in _considered(one, printed):
                considered[one.a.name, blank].append(found)
    out = []
    for name in sorted(texts):
        for blank in printed.of(name).blanks:
            held = sorted(considered[name, blank], key=_worth)
            if blank.kind == "unreadable" or (blank.shown == "dots" and not _opens(held)):
                continue
            out.append(Withheld(texts[name], blank, tuple(held)))
    return tuple(out), groups.all()


def _opens(held: Sequence[Considered]) -> bool:
    return bool(held) and held[0].verdict == "opened"


_RANK = {
    name: n
    for n, name in enumerate(
        ("opened", "other_state", "left_out", "also_blank", "nothing_there", "does_not_fit", "too_little")
    )
}  # fmt: skip


def _worth(one: Considered) -> tuple[int, int, str]:
    return _RANK[one.verdict], -one.found.agreeing, one.other.name


def _turned(pair: Pair) -> Pair:
    """The pair seen from its other side."""
    return replace(
        pair,
        a=pair.b,
        b=pair.a,
        passages=tuple(passage.mirrored() for passage in pair.passages),
        contained=pair.contained[::-1],
    )


class _Printings:
    """Texts with words and blanks, made when they are asked for."""

    def __init__(self, texts: Mapping[str, HeldText]) -> None:
        self._texts = texts
        self._known: dict[str, Printed] = {}
        self._bare: dict[str, Printed] = {}

    def of(self, name: str) -> Printed:
        """A text with its blanks only: its words are not needed yet."""
        if name in self._known:
            return self._known[name]
        if name not in self._bare:
            text = self._texts[name]
            found = list(blanks(text.text, text.language, dots=True))
            found += [
                Blank(at, at, "withheld", n if n >= 0 else None, "code") for at, n in text.gaps
            ]
            nothing = np.zeros(0, dtype=np.uint32)
            words = np.zeros(0, dtype=np.uint64)
            ordered = tuple(sorted(found, key=lambda blank: (blank.start, blank.end)))
            self._bare[name] = Printed(text.text, words, nothing, nothing, ordered)
        return self._bare[name]

    def full(self, name: str) -> Printed:
        """A text with words and blanks."""
        if name not in self._known:
            bare = self.of(name)
            words = cut_words([bare.text])
            self._known[name] = Printed(
                bare.text, words.hashes, words.starts, words.ends, bare.blanks
            )
        return self._known[name]


def _considered(pair: Pair, printed: _Printings) -> Iterator[tuple[Blank, Considered]]:
    """For each blank of the first paper of a pair what the second has there."""
    wanted = [blank for blank in printed.of(pair.a.name).blanks if _wanted(blank, pair)]
    if not wanted:
        return
    own, other = printed.full(pair.a.name), printed.full(pair.b.name)
    whole = pair.paired.kind in VERSIONS and len(own.words) * len(other.words) <= LARGEST
    if whole:
        aligned = align(own, other, [((0, len(own.text)), (0, len(other.text)))])
    for blank in wanted:
        if not whole:
            aligned = align(own, other, _windows(pair, blank))
        found = counterpart(own, blank, other, aligned, edges=pair.paired.kind in VERSIONS)
        if found is not None:
            verdict = _verdict(pair, found)
            yield blank, Considered(pair.b, pair.paired.kind, verdict, found)


def _wanted(blank: Blank, pair: Pair) -> bool:
    """Whether a blank stands in or beside a passage that the papers share."""
    if blank.kind == "unreadable" or (blank.shown == "dots" and pair.paired.kind not in VERSIONS):
        return False
    if pair.paired.kind in VERSIONS:
        return True
    return any(
        p.a_start - AROUND <= blank.start and blank.end <= p.a_end + AROUND for p in pair.passages
    )


def _windows(pair: Pair, blank: Blank) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """What of two texts is aligned for a blank: around each passage near it, the nearest first.

    Words that two passages could claim belong to the nearer one: papers that were worked over bring
    the same words again a little further on.
    """
    apart = sorted((max(p.a_start - blank.end, blank.start - p.a_end, 0), -p.words, p.a_start, n)
                   for n, p in enumerate(pair.passages))  # fmt: skip
    near = (pair.passages[n] for distance, _, _, n in apart if distance <= AROUND)
    return [
        (
            (max(0, p.a_start - AROUND), p.a_end + AROUND),
            (max(0, p.b_start - AROUND), p.b_end + AROUND),
        )
        for p in near
    ]


def _verdict(pair: Pair, found: Counterpart) -> str:
    if found.outcome != "opened":
        return found.outcome
    if pair.paired.kind in STATES:
        return "other_state"
    if pair.paired.kind in VERSIONS:
        return "opened"
    if found.agreeing < STRONG or not found.firm:
        return "other_state" if found.agreeing >= NEARLY else "too_little"
    return "other_state" if _of_a_series(pair) else "opened"


def _of_a_series(pair: Pair) -> bool:
    """Whether two papers have one heading but for its numbers: each year's form of one paper."""
    one, other = (_NUMBER.sub("", text.heading).split() for text in (pair.a, pair.b))
    return bool(one) and one == other


_NUMBER = re.compile(r"\d+")


class _Groups:
    """Papers that are one: pairs joined, each group in order."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}

    def _root(self, name: str) -> str:
        while self._of.setdefault(name, name) != name:
            self._of[name] = self._of[self._of[name]]
            name = self._of[name]
        return name

    def join(self, a: str, b: str) -> None:
        """Say that two papers are one."""
        one, other = sorted((self._root(a), self._root(b)))
        self._of[other] = one

    def all(self) -> tuple[tuple[str, ...], ...]:
        """The groups in order of their first names."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._of):
            found[self._root(name)].append(name)
        return tuple(tuple(names) for _, names in sorted(found.items()))
