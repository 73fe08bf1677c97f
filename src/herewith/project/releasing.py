"""What releases withhold and open over a collection: what `herewith releases` prints."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from herewith.algorithms.releases.blanks import Blank, blanks
from herewith.algorithms.releases.composite import Filling, composite
from herewith.algorithms.releases.opening import LARGEST, Counterpart, Printed, align, counterpart
from herewith.algorithms.reuse.words import cut_words
from herewith.errors import Problem
from herewith.model.records import short_digest
from herewith.project.collection.pairing import Pair
from herewith.project.collection.texts import HeldText
from herewith.project.reusing import Collection, Options, reuse

__all__ = ["Considered", "Released", "Withheld", "releases"]

VERSIONS = frozenset(("same_document", "extract"))
"""Kinds of pairs whose papers are one paper."""

STATES = frozenset(("draft", "successive_paper", "reissue"))
"""Kinds of pairs whose papers are other states: what one prints the other need not have had."""

STRONG = 18
"""Words around that must agree before a paper of another kind may say what is withheld."""

AROUND = 600
"""Characters before and behind a shared passage that are aligned too."""


@dataclass(frozen=True, slots=True)
class Considered:
    """What one other paper has in the place of a blank, and whether that opens it.

    `verdict`: `opened`; `other_state` (a draft or successor prints words there, which may be
    others); `left_out` (an editor left it out, here or there); `also_blank`; `nothing_there`;
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
    def status(self) -> str:
        """`opened`, `other_state`, `nowhere_opened`, or for an editor's omission `left_out`."""
        if self.blank.kind == "omitted" and self.blank.shown != "dots":
            return "left_out"
        best = self.considered[0].verdict if self.considered else ""
        return best if best in ("opened", "other_state") else "nowhere_opened"


@dataclass(frozen=True, slots=True)
class Released:
    """The blanks of a collection, its composites, and what to print of them."""

    collection: Collection
    withheld: tuple[Withheld, ...]
    versions: tuple[tuple[str, ...], ...]
    proposed: frozenset[str]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of all files."""
        return self.collection.problems

    def alarms(self) -> Iterator[Withheld]:
        """Blanks of the release that is proposed that other papers open."""
        for one in self.withheld:
            if one.text.source in self.proposed and one.status == "opened":
                best = one.considered[0]
                if best.other.source not in self.proposed:
                    yield one

    def as_json(self) -> dict[str, Any]:
        """The object that `herewith releases --json` prints."""
        rows = [(one, _row(one, len(self.collection.texts))) for one in self.withheld]
        by_status: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for one, row in rows:
            by_status[one.status].append(row)
        return {
            "documents": len(self.collection.texts),
            "counts": {status: len(by_status[status]) for status in sorted(by_status)},
            "opened": by_status["opened"],
            "other_state": by_status["other_state"],
            "left_out": [row for row in by_status["left_out"] if row["considered"]],
            "nowhere_opened": by_status["nowhere_opened"],
            "alarms": [_row(one, len(self.collection.texts)) for one in self.alarms()],
            "composites": list(self.composites()),
            "problems": self.problems,
        }

    def composites(self) -> Iterator[dict[str, Any]]:
        """The least-withheld text of every paper of which several printings are held."""
        of_paper: dict[str, list[Withheld]] = defaultdict(list)
        for one in self.withheld:
            of_paper[one.text.name].append(one)
        for names in self.versions:
            if any(of_paper[name] for name in names):
                yield _composite([self.collection.texts[name] for name in names], of_paper)


def releases(collection: Collection, options: Options, *, proposed: Iterable[str] = ()) -> Released:
    """Find what is withheld in a collection and what of it is open.

    Args:
        collection: the papers.
        options: as for `reuse`.
        proposed: sources that are not released yet; what they withhold and others open is alarmed.
    """
    printed = _Printings(collection.texts)
    considered: dict[tuple[str, Blank], list[Considered]] = defaultdict(list)
    groups = _Groups()
    for pair in reuse(collection, options).pairs:
        if pair.paired.kind == "formula":
            continue
        if pair.paired.kind in VERSIONS:
            groups.join(pair.a.name, pair.b.name)
        for one in (pair, _turned(pair)):
            for blank, found in _considered(one, printed):
                considered[one.a.name, blank].append(found)
    out = []
    for name in sorted(collection.texts):
        text = collection.texts[name]
        for blank in printed.of(name).blanks:
            held = sorted(considered[name, blank], key=_worth)
            if blank.kind == "unreadable" or (blank.shown == "dots" and not _opens(held)):
                continue
            out.append(Withheld(text, blank, tuple(held)))
    return Released(collection, tuple(out), groups.all(), frozenset(proposed))


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
    aligned = align(own, other, _windows(pair, own, other))
    for blank in wanted:
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


def _windows(
    pair: Pair, own: Printed, other: Printed
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """What of two texts is aligned: both whole if they are one paper, else around each passage."""
    if pair.paired.kind in VERSIONS and len(own.words) * len(other.words) <= LARGEST:
        return [((0, len(own.text)), (0, len(other.text)))]
    return [
        (
            (max(0, p.a_start - AROUND), p.a_end + AROUND),
            (max(0, p.b_start - AROUND), p.b_end + AROUND),
        )
        for p in sorted(pair.passages, key=lambda p: -p.words)
    ]


def _verdict(pair: Pair, found: Counterpart) -> str:
    if found.outcome != "opened":
        return found.outcome
    if pair.paired.kind in STATES:
        return "other_state"
    if pair.paired.kind in VERSIONS:
        return "opened"
    if found.agreeing < STRONG or not found.firm:
        return "too_little"
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


def _row(one: Withheld, documents: int) -> dict[str, Any]:
    """One blank as it is printed."""
    text, blank = one.text, one.blank
    start, end = text.place(blank.start, blank.end)
    row: dict[str, Any] = {
        "id": f"{text.name}/blank-{short_digest(start, end, text.text[blank.start : blank.end])}",
        "document": text.name,
        "start": start,
        "end": end,
        "text": text.text[blank.start : blank.end],
        "kind": "dots" if blank.shown == "dots" else blank.kind,
        "estimate_words": blank.words,
        "status": one.status,
        "considered": [_considered_row(found) for found in one.considered],
    }
    if one.status in ("opened", "other_state"):
        best = one.considered[0]
        row["opened"] = {
            "text": best.other.text[best.found.start : best.found.end],
            "partly": bool(blanks(best.other.text[best.found.start : best.found.end], None)),
            **_considered_row(best),
        }
    elif one.status == "nowhere_opened":
        others = "no other document shares the words around it"
        if one.considered:
            said = ", ".join(f"{c.other.name}: {c.found.because}" for c in one.considered)
            others = said
        row["statement"] = (
            f"withheld, and nowhere open among {documents} documents searched ({others})"
        )
    return row


def _considered_row(found: Considered) -> dict[str, Any]:
    start, end = found.other.place(found.found.start, found.found.end)
    return {
        "document": found.other.name,
        "start": start,
        "end": end,
        "words": found.found.words,
        "pair": found.kind,
        "verdict": found.verdict,
        "agreeing_words": found.found.agreeing,
        "because": found.found.because,
    }


def _composite(
    texts: Sequence[HeldText], of_paper: Mapping[str, Sequence[Withheld]]
) -> dict[str, Any]:
    """The least-withheld text of some printings of one paper."""
    order = {text.name: n for n, text in enumerate(texts)}
    held = [len(text.text) - _missing(of_paper[text.name]) for text in texts]
    base = max(range(len(texts)), key=lambda n: (held[n], -n))
    sources = list(texts)
    fillings: list[Filling] = []
    for one in of_paper[texts[base].name]:
        best = next((c for c in one.considered if _fills(c, order)), None)
        if best is None:
            continue
        if best.other.name not in order:
            order[best.other.name] = len(sources)
            sources.append(best.other)
        number = order[best.other.name]
        fillings.append(
            Filling(one.blank.start, one.blank.end, number, best.found.start, best.found.end)
        )
    made = composite([text.text for text in sources], base, fillings)
    left = blanks(made.text, texts[base].language)
    return {
        "id": f"composite-{short_digest([t.name for t in texts])}",
        "documents": [text.name for text in texts],
        "base": texts[base].name,
        "text": made.text,
        "segments": [
            {
                "start": segment.start,
                "end": segment.end,
                "document": sources[segment.source].name,
                "source": sources[segment.source].place(segment.from_start, segment.from_end),
            }
            for segment in made.segments
        ],
        "filled": len(fillings),
        "still_withheld": [
            {"start": b.start, "end": b.end, "text": made.text[b.start : b.end]}
            for b in left
            if b.kind == "withheld"
        ],
    }


def _fills(one: Considered, order: Mapping[str, int]) -> bool:
    """Whether what was found may stand in a composite: opened, or left out by an editor here."""
    if one.verdict == "opened":
        return True
    return one.verdict == "left_out" and one.other.name in order and "here" in one.found.because


def _missing(found: Sequence[Withheld]) -> int:
    """Characters that are missing from a paper, about."""
    return sum(6 * (one.blank.words or 20) for one in found if one.blank.shown != "dots")
