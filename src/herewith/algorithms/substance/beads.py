"""Comparison of an original with its translation, bead by bead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from herewith.algorithms.substance import across
from herewith.algorithms.substance.causes import cause
from herewith.algorithms.substance.content import missing
from herewith.algorithms.substance.doubt import Doubt, doubts
from herewith.algorithms.substance.drafts import Draft, distinct, finding
from herewith.algorithms.substance.formal import APPARATUS, FORMAL, head, says_something
from herewith.algorithms.substance.gloss import gloss
from herewith.algorithms.substance.syntax import Parser
from herewith.algorithms.substance.units import Unit, units
from herewith.model.bitext import Bead, Bitext, Sentence
from herewith.model.document import Document
from herewith.model.findings import Finding, NotHeld

__all__ = ["Compared", "compare_bitext"]

SURE = 0.5
"""Beads below this confidence are not compared, unless an editor has accepted them."""

CONTRADICTIONS = frozenset({"date", "number", "name", "unit", "designator"})
"""Rules that count in formal parts too, where leaving out is no difference."""
SHORT = 40
"""An orphaned run of fewer words is an omission or addition, not a missing page."""

BESIDE = 5
"""Characters between a passage and a gap beside it."""

ONE_SIDED = frozenset(
    {"name_missing", "number_missing", "date_missing", "ordinal_missing", "restriction", "condition",
     "negation", "quantifier_missing", "notonly"}
)  # fmt: skip
"""Rules whose findings a neighbouring bead may answer."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings, words compared on each side, and what a side has that the other does not hold."""

    findings: tuple[Finding, ...]
    words_a: int
    words_b: int
    not_held_a: tuple[NotHeld, ...]
    not_held_b: tuple[NotHeld, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What a bead covers on one side: offsets and text."""

    start: int
    end: int
    text: str


def compare_bitext(
    bitext: Bitext, a: Document, b: Document, *, parser: Parser | None = None
) -> Compared:
    """Compare every bead of a bitext; what is unsure, orphaned or in doubt is said.

    Args:
        bitext: the alignment; its source is `a`, its target `b`.
        a: the original.
        b: the translation.
        parser: tells the syntax of one of the languages.
    """
    work = _Work(bitext, a, b, parser)
    if bitext.verdict in ("unreliable", "not_a_translation"):
        note = "The two texts do not look like original and translation; they were not compared."
        whole = Draft(
            "undetermined", "content", "none", "not_aligned", note, (0, 0), (0, 0)
        )  # fmt: skip
        return Compared((finding(whole, a.text, b.text),), 0, 0, (), ())
    return work.run()


class _Work:
    """The state of one comparison."""

    def __init__(self, bitext: Bitext, a: Document, b: Document, parser: Parser | None) -> None:
        self.bitext, self.a, self.b, self.parser = bitext, a, b, parser
        self.doubts_a, self.doubts_b = doubts(a), doubts(b)
        self.heads = head(a.text), head(b.text)
        sentences = (*bitext.source_sentences, *bitext.target_sentences)
        self.formal = FORMAL | (APPARATUS if any(s.role == "body" for s in sentences) else set())
        self.findings: list[Finding] = []
        self.words = [0, 0]
        self.lacking: tuple[list[NotHeld], list[NotHeld]] = ([], [])

    def run(self) -> Compared:
        beads = [bead for bead in self.bitext.beads if bead.status != "rejected"]
        drafts = [tuple(self._drafts(bead)) for bead in beads]
        for n, bead in enumerate(beads):
            x, y = self._sides(bead)
            for draft in _unanswered(self, beads, drafts, n):
                self.findings.append(
                    finding(
                        draft,
                        x.text,
                        y.text,
                        shift=(x.start, y.start),
                        origin=bead.id,
                        cause=cause(draft, x.text, y.text, None, translated=True),
                        gloss=self._gloss(draft, x, y),
                    )
                )
        self.findings += self._doubtful(beads)
        return Compared(
            distinct(self.findings),
            self.words[0],
            self.words[1],
            tuple(self.lacking[0]),
            tuple(self.lacking[1]),
        )

    def _drafts(self, bead: Bead) -> Iterator[Draft]:
        """The drafts of one bead, in offsets within it; also counts what was compared."""
        x, y = self._sides(bead)
        if bead.kind in ("match", "moved") or (bead.kind == "furniture" and x.text and y.text):
            yield from self._paired(bead, x, y)
        elif self._formal(bead):
            self._count(x.text, y.text)
        elif bead.kind in ("omitted", "added") or (bead.kind == "gap" and self._short(x, y)):
            first = bool(x.text)
            self._count(x.text, y.text)
            if self._at_gap(x if first else y, first=first):
                note = "The passage stands at the edge of a missing one; its counterpart may be missing too."
                whole = (0, len(x.text or y.text))
                yield Draft(
                    "undetermined",
                    "content",
                    "minor",
                    "edge_of_gap",
                    note,
                    whole if first else (0, 0),
                    (0, 0) if first else whole,
                )
                return
            yield missing(x.text or y.text, self._language(first), first=first, at=0)
        elif bead.kind == "gap":
            first = bool(x.text)
            other = y if first else x
            words = len((x.text or y.text).split())
            why = f"about {words} words of the other text have no counterpart here: a missing page or an omission"
            if not (self.b if first else self.a).gaps:
                self.lacking[1 if first else 0].append(NotHeld(other.start, words, why))
        else:
            self._count(x.text, y.text)

    def _paired(self, bead: Bead, x: _Stretch, y: _Stretch) -> Iterator[Draft]:
        if bead.confidence < SURE and bead.status not in ("accepted", "set"):
            note = "It is not sure that these passages belong together; they were not compared."
            yield Draft(
                "undetermined",
                "content",
                "none",
                "unsure_alignment",
                note,
                (0, len(x.text)),
                (0, len(y.text)),
            )
            return
        self._count(x.text, y.text)
        found = across.compare(
            x.text,
            y.text,
            self.bitext.source_language,
            self.bitext.target_language,
            doubtful=(_within(self.doubts_a, x), _within(self.doubts_b, y)),
            parser=self.parser,
        )
        if bead.kind == "furniture" or self._formal(bead):
            found = tuple(d for d in found if d.rule in CONTRADICTIONS)
        yield from found

    def _short(self, x: _Stretch, y: _Stretch) -> bool:
        """Whether an orphaned run is too short for a missing page, and no page is declared missing."""
        facing = self.b if x.text else self.a
        return len((x.text or y.text).split()) < SHORT and not facing.gaps

    def _at_gap(self, own: _Stretch, *, first: bool) -> bool:
        """Whether a stretch stands beside a declared gap of its own text."""
        gaps = (self.a if first else self.b).gaps
        return any(own.start - BESIDE <= gap.at <= own.end + BESIDE for gap in gaps)

    def _formal(self, bead: Bead) -> bool:
        """Whether a bead is a dateline, salutation or signature on either side."""
        sentences = [self.bitext.source_sentences[n] for n in bead.source]
        sentences += [self.bitext.target_sentences[n] for n in bead.target]
        formal = any(
            s.role in self.formal and not (s.role in APPARATUS and says_something(s.text))
            for s in sentences
        )
        return formal or self._in_head(bead)

    def _in_head(self, bead: Bead) -> bool:
        """Whether a bead lies in the head of its text (titles, stations, addresses) on each side."""
        x, y = self._sides(bead)
        sides = ((x, self.heads[0]), (y, self.heads[1]))
        return all(one.end <= head for one, head in sides if one.text)

    def _doubtful(self, beads: Sequence[Bead]) -> Iterator[Finding]:
        """One finding for every stretch whose reading is in doubt."""
        for first, found in ((True, self.doubts_a), (False, self.doubts_b)):
            for doubt in found:
                other = self._opposite(beads, doubt, first=first)
                own = (doubt.start, doubt.end)
                draft = Draft(
                    "undetermined", "content", "minor", f"doubt_{doubt.kind}", doubt.why,
                    own if first else other, other if first else own,
                )  # fmt: skip
                yield finding(draft, self.a.text, self.b.text)

    def _opposite(self, beads: Sequence[Bead], doubt: Doubt, *, first: bool) -> tuple[int, int]:
        """The stretch of the other text that faces a doubtful one: its bead."""
        for bead in beads:
            x, y = self._sides(bead)
            own, other = (x, y) if first else (y, x)
            if own.text and own.start <= doubt.start < own.end and other.text:
                return other.start, other.end
        return 0, 0

    def _sides(self, bead: Bead) -> tuple[_Stretch, _Stretch]:
        return (
            _stretch(self.a, [self.bitext.source_sentences[n] for n in bead.source]),
            _stretch(self.b, [self.bitext.target_sentences[n] for n in bead.target]),
        )

    def _gloss(self, draft: Draft, x: _Stretch, y: _Stretch) -> str:
        source, target = self.bitext.source_language, self.bitext.target_language
        return gloss(draft, x.text, y.text, source, target)

    def _language(self, first: bool) -> str | None:
        return self.bitext.source_language if first else self.bitext.target_language

    def _count(self, a: str, b: str) -> None:
        self.words[0] += len(a.split())
        self.words[1] += len(b.split())


def _stretch(document: Document, sentences: Sequence[Sentence]) -> _Stretch:
    """From the first to the last of some sentences; a far-off one is not bridged."""
    if not sentences:
        return _Stretch(0, 0, "")
    start, end = min(s.start for s in sentences), max(s.end for s in sentences)
    return _Stretch(start, end, document.text[start:end])


def _within(found: Sequence[Doubt], stretch: _Stretch) -> tuple[tuple[int, int], ...]:
    """Doubtful stretches within a bead, in its own offsets."""
    return tuple(
        (max(d.start, stretch.start) - stretch.start, min(d.end, stretch.end) - stretch.start)
        for d in found
        if d.start < stretch.end and d.end > stretch.start
    )


def _unanswered(
    work: _Work, beads: Sequence[Bead], drafts: Sequence[Sequence[Draft]], n: int
) -> Iterator[Draft]:
    """Drafts that no neighbouring bead answers: a translator may cut sentences elsewhere."""
    for draft in drafts[n]:
        if (
            draft.rule not in ONE_SIDED
            or (draft.a[0] < draft.a[1] and draft.b[0] < draft.b[1])
            or not any(
                _answers(work, draft, beads[n], beads[k], drafts[k])
                for k in (n - 1, n + 1)
                if 0 <= k < len(beads)
            )
        ):
            yield draft


def _answers(
    work: _Work, draft: Draft, bead: Bead, neighbour: Bead, others: Sequence[Draft]
) -> bool:
    """Whether a neighbour has, on the other side, what this bead lacks there."""
    first = draft.a[0] < draft.a[1]
    own = work._sides(bead)[0 if first else 1].text
    span = draft.a if first else draft.b
    wanted = _one(own[span[0] : span[1]], work._language(first))
    facing = work._sides(neighbour)[1 if first else 0].text
    if wanted is None or not facing:
        return False
    if draft.rule == "name_missing":
        return any(_same(wanted, u) for u in units(facing, work._language(not first)))
    for other in others:
        if other.rule == draft.rule and (other.a[0] < other.a[1]) != first:
            there = other.b if first else other.a
            found = _one(facing[there[0] : there[1]], work._language(not first))
            if found is not None and (_same(wanted, found) or wanted.kind == found.kind == "neg"):
                return True
    return False


def _one(text: str, language: str | None) -> Unit | None:
    """The first unit of meaning of a few words."""
    return next((u for u in units(text, language) if u.kind not in ("func", "mark")), None)


def _same(u: Unit, v: Unit) -> bool:
    return bool(u.concepts & v.concepts) or (u.kind == v.kind and u.value == v.value)


def mirrored(found: Finding) -> Finding:
    """A finding with its sides exchanged."""
    return replace(found, a=found.b, b=found.a)
