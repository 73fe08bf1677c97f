"""Align originals with their translations: one bitext for every pair of an item's witnesses.

The pairs of one box are aligned in one unit, because they teach each other: every pair is aligned
alone, the beads of all pairs of two languages give one lexicon, and every pair is aligned again
with it.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from herewith.algorithms.alignment import (
    Alignment,
    Anchor,
    Conflict,
    Encoder,
    align,
    learn_lexicon,
    roles,
    sentence_ids,
)
from herewith.algorithms.alignment.triangle import disagreements
from herewith.errors import Place, Problem
from herewith.formats.beads import Judged, read_beads, resolve
from herewith.languages.glossary import glossary
from herewith.languages.identify import identify_language
from herewith.languages.sentences import split
from herewith.model.bitext import (
    Bead,
    Bitext,
    BitextCoverage,
    BitextId,
    Lexicon,
    Sentence,
    SideCoverage,
)
from herewith.model.collation import Item, ItemId, Witness
from herewith.model.decision import Decision
from herewith.model.document import Document
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement, StatementId
from herewith.model.records import short_digest
from herewith.model.register import Status
from herewith.model.text import Span

__all__ = [
    "Align",
    "Half",
    "align_halves",
    "conflict_problem",
    "half",
    "lexicons",
    "lines_of",
    "make_bitext",
    "sentences_of",
]

HOLDS = 0.5
PIVOTS = ("original", "copy", "relay", "draft")
"""Roles of witnesses that may be the source of a pair, the best first."""
RENDERINGS = ("translation", "informal_translation", "broadcast", "print", "copy", "relay")
STATUSES: Mapping[str, Status] = {
    "accept": "accepted",
    "reject": "rejected",
    "set": "set",
    "unsure": "unsure",
}


@dataclass(frozen=True, slots=True)
class Half:
    """One side of a bitext: a document (or part of one), its sentences, and their ends.

    `breaks` are the sentences that end a paragraph.
    """

    document: Document
    language: str | None
    sentences: tuple[Sentence, ...]
    breaks: tuple[int, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The sentences' texts."""
        return tuple(sentence.text for sentence in self.sentences)


def half(
    document: Document,
    *,
    language: str | None = None,
    start: int = 0,
    end: int | None = None,
) -> Half:
    """Cut a document's reading text into sentences.

    Args:
        document: the document.
        language: ISO 639-1; otherwise the document's, otherwise guessed.
        start: where its testimony begins in the reading text.
        end: where it ends; `None` for the end of the text.
    """
    text = document.text[start:end]
    known = language or document.language or identify_language(text).language
    sentences = sentences_of(document, known, start, end)
    breaks = tuple(
        this.n
        for this, after in pairwise(sentences)
        if "\n\n" in document.text[this.end : after.start]
    )
    return Half(document, known, sentences, breaks)


def sentences_of(
    document: Document, language: str | None, start: int = 0, end: int | None = None
) -> tuple[Sentence, ...]:
    """Sentences of a document's reading text, with the roles of the passages they begin in."""
    text = document.text[start:end]
    pieces = split(text, language)
    words = [" ".join(text[a:b].split()) for a, b in pieces]
    role_at = _roles(document)
    found = [role_at(start + a) for a, _ in pieces]
    if all(role in ("body", "other") for role in found):
        found = roles.guess(words)
    elif "salutation" not in found:
        guessed = roles.guess(words)
        found = [g if g == "salutation" else f for f, g in zip(found, guessed, strict=True)]
    return tuple(
        Sentence(name, n, start + a, start + b, word, role)
        for n, (name, (a, b), word, role) in enumerate(
            zip(sentence_ids(words), pieces, words, found, strict=True)
        )
    )


def lines_of(text: str) -> tuple[Sentence, ...]:
    """Every line as a sentence, empty ones too, with guessed roles."""
    pieces, at = [], 0
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    for line in lines:
        bare = line.lstrip("\ufeff \t")
        begin = at + len(line) - len(bare)
        pieces.append((begin, begin + len(bare.rstrip()), bare.rstrip()))
        at += len(line) + 1
    words = [word for _, _, word in pieces]
    names, guessed = sentence_ids(words), roles.guess(words)
    return tuple(
        Sentence(name, n, a, b, word, role)
        for n, (name, (a, b, word), role) in enumerate(zip(names, pieces, guessed, strict=True))
    )


class _RoleAt:
    """The role of the passage to which a place of the reading text belongs."""

    def __init__(self, document: Document) -> None:
        by_source: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for passage in document.passages:
            by_source[passage.source].append((passage.start, passage.end, passage.role))
        for places in by_source.values():
            places.sort()
        self._places = by_source
        self._runs = document.runs

    def __call__(self, offset: int) -> str:
        number = bisect_right(self._runs, offset, key=lambda run: run.start) - 1
        if number < 0:
            return "body"
        run = self._runs[number]
        at = run.source_start + min(
            offset - run.start, max(0, run.source_end - run.source_start - 1)
        )
        places = self._places.get(run.source, [])
        found = bisect_right(places, at, key=lambda place: place[0]) - 1
        if found < 0 or places[found][1] <= at:
            return "body"
        return places[found][2]


def _roles(document: Document) -> _RoleAt:
    return _RoleAt(document)


def align_halves(
    source: Half,
    target: Half,
    *,
    lexicon: Lexicon | None = None,
    anchors: Sequence[Anchor] = (),
    terms: Sequence[tuple[str, str, float]] = (),
    encoder: Encoder | None = None,
) -> Alignment:
    """Align two sides with the glossaries of their languages."""
    return align(
        source.words,
        target.words,
        glossary=(*glossary(source.language, target.language), *terms),
        lexicon=lexicon,
        source_roles=[s.role for s in source.sentences],
        target_roles=[s.role for s in target.sentences],
        source_breaks=source.breaks,
        target_breaks=target.breaks,
        anchors=anchors,
        encoder=encoder,
    )


def make_bitext(
    source: Half, target: Half, found: Alignment, *, name: str = "", item: ItemId | None = None
) -> Bitext:
    """The record of an alignment."""
    ids = (source.document.id, target.document.id)
    beads = _explained(found.beads, source, target)
    return Bitext(
        BitextId(name or f"bitext-{short_digest(ids)}"),
        item,
        *ids,
        source.language,
        target.language,
        source.sentences,
        target.sentences,
        beads,
        found.verdict,
        BitextCoverage(
            _coverage(source, beads, source_side=True), _coverage(target, beads, source_side=False)
        ),
    )


def _explained(beads: Sequence[Bead], source: Half, target: Half) -> tuple[Bead, ...]:
    """Orphans that stand where the other side is known to have lost text say so."""
    lost = (_losses(beads, source, 0), _losses(beads, target, 1))
    out = []
    for bead in beads:
        side = 1 if bead.source else 0
        numbers = bead.source or bead.target
        why = next((text for first, last, text in lost[side] if first <= numbers[0] <= last), "")
        if why and not (bead.source and bead.target) and bead.kind in ("gap", "omitted", "added"):
            bead = replace(bead, kind="gap", reasons=(f"not held on the other side: {why}",))
        out.append(bead)
    return tuple(out)


def _losses(beads: Sequence[Bead], side: Half, index: int) -> list[tuple[int, int, str]]:
    """For every declared gap of a side, the stretch of the other side that may stand in it."""
    out = []
    for gap in side.document.gaps:
        before, after = -1, sys.maxsize
        for bead in beads:
            mine, other = (bead.source, bead.target)[:: 1 if index == 0 else -1]
            if not mine or not other or bead.kind != "match":
                continue
            if side.sentences[mine[-1]].end <= gap.at:
                before = max(before, other[-1])
            elif side.sentences[mine[0]].start >= gap.at:
                after = min(after, other[0])
        out.append((before + 1, after - 1, gap.why))
    return out


def _coverage(side: Half, beads: Sequence[Bead], *, source_side: bool) -> SideCoverage:
    paired: set[int] = set()
    orphans = 0
    for bead in beads:
        numbers = bead.source if source_side else bead.target
        if bead.source and bead.target:
            if bead.confidence >= HOLDS and bead.status != "rejected":
                paired.update(numbers)
        elif numbers and bead.kind != "furniture":
            orphans += len(numbers)
    counts = [len(sentence.text.split()) for sentence in side.sentences]
    return SideCoverage(
        sentences=len(counts),
        words=sum(counts),
        aligned_sentences=len(paired),
        aligned_words=sum(counts[n] for n in paired),
        orphans=orphans,
        not_held=tuple(gap.why for gap in side.document.gaps),
    )


def lexicons(bitexts: Iterable[Bitext]) -> dict[tuple[str, str], Lexicon]:
    """What the beads of bitexts teach, by pair of languages."""
    groups: dict[tuple[str, str], list[Bitext]] = defaultdict(list)
    for bitext in bitexts:
        if bitext.verdict in ("aligned", "partly") and bitext.source_language:
            key = (bitext.source_language, bitext.target_language or "")
            groups[key].append(bitext)
    return {
        key: learn_lexicon(
            (
                (
                    [s.text for s in bitext.source_sentences],
                    [s.text for s in bitext.target_sentences],
                    bitext.beads,
                )
                for bitext in group
            ),
            source_language=key[0],
            target_language=key[1],
        )
        for key, group in sorted(groups.items())
    }


@dataclass(frozen=True, slots=True)
class _Pair:
    item: Item
    source: Half
    target: Half

    @property
    def name(self) -> str:
        """Id of the bitext: readable, and the same as long as the documents are."""
        ids = (self.source.document.id, self.target.document.id)
        return f"{self.item.id}/bitext/{short_digest(ids)}"


class Align:
    """The stage: consumes items and documents, yields bitexts and the lexicons they taught.

    Settings: `beads`, a mapping from shown name to the text of an editors' file of beads (see
    `formats.beads`), in which a line `@ SOURCE TARGET` names the documents.
    """

    name = "align"
    version = "1"
    consumes: tuple[type, ...] = (Item, Document)
    produces: tuple[type, ...] = (Bitext, Lexicon)
    defaults: Mapping[str, object] = {"beads": {}}

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:
        """One unit with all items that have witnesses in two languages, and their documents."""
        del context
        documents = {str(d.id): d for d in records.get(Document, ()) if isinstance(d, Document)}
        needed: list[object] = []
        held: dict[str, Document] = {}
        for item in records.get(Item, ()):
            if isinstance(item, Item) and (pairs := list(_pairings(item, documents))):
                needed.append(item)
                for witnesses in pairs:
                    held.update((str(w.document), documents[w.document]) for w in witnesses)
        if needed:
            yield Unit("box", (*needed, *(held[key] for key in sorted(held))))

    def work(self, unit: Unit, context: Context) -> Outcome:
        """Align every pair alone, learn from all, align again; then apply what editors said."""
        documents = {str(d.id): d for d in unit.records if isinstance(d, Document)}
        pairs = [
            _Pair(item, _half(a, documents), _half(b, documents))
            for item in unit.records
            if isinstance(item, Item)
            for a, b in _pairings(item, documents)
        ]
        terms = _terms(context)
        problems: list[Problem] = []
        judged = list(_judged(context, problems))
        first = [
            make_bitext(p.source, p.target, align_halves(p.source, p.target, terms=terms))
            for p in pairs
        ]
        taught = lexicons(first)
        done: list[tuple[_Pair, Bitext, Alignment]] = []
        replaced: list[Statement] = []
        for pair in pairs:
            lexicon = taught.get((pair.source.language or "", pair.target.language or ""))
            found, bitext, gone = _settled(
                pair, lexicon, terms, context.decisions, judged, problems
            )
            done.append((pair, bitext, found))
            replaced += [_bead_statement(pair, bitext.id, bead) for bead in gone]
        learnt = lexicons(bitext for _, bitext, _ in done)
        statements = [s for pair, bitext, found in done for s in _statements(pair, bitext, found)]
        statements += [*replaced, *_triangles(done)]
        return Outcome(
            (*(bitext for _, bitext, _ in done), *learnt.values()),
            tuple(statements),
            tuple(problems),
        )


def _pairings(item: Item, documents: Mapping[str, Document]) -> Iterator[tuple[Witness, Witness]]:
    """Pairs of witnesses in different languages; the original is the source of every pair."""
    held = [w for w in item.witnesses if w.status != "rejected" and w.document in documents]
    pivots = sorted(
        (w for w in held if w.role in PIVOTS),
        key=lambda w: (PIVOTS.index(w.role), not w.base, w.siglum),
    )
    seen: set[frozenset[str]] = set()
    for pivot in pivots or held[:1]:
        mine = _language(pivot, documents)
        for other in held:
            theirs = _language(other, documents)
            pair = frozenset((pivot.document, other.document))
            if mine and theirs and mine != theirs and pair not in seen:
                seen.add(pair)
                yield pivot, other
        if seen:
            return


def _language(witness: Witness, documents: Mapping[str, Document]) -> str | None:
    return witness.language or documents[witness.document].language


def _half(witness: Witness, documents: Mapping[str, Document]) -> Half:
    document = documents[witness.document]
    return half(
        document,
        language=_language(witness, documents),
        start=witness.start,
        end=witness.end,
    )


def _terms(context: Context) -> list[tuple[str, str, float]]:
    """An editor's own terms: rows of the authorities with columns named after languages."""
    out = []
    for row in context.authorities.get("terms", ()):
        names = [value for key, value in row.items() if len(key) == 2 and value]
        out += [(a, b, 1.0) for a in names for b in names if a != b]
    return out


def _judged(context: Context, problems: list[Problem]) -> Iterator[Judged]:
    files = context.settings.get("beads")
    if isinstance(files, Mapping):
        for shown in sorted(files):
            lines, faults = read_beads(str(files[shown]), shown=str(shown))
            problems += faults
            yield from lines


def _settled(
    pair: _Pair,
    lexicon: Lexicon | None,
    terms: Sequence[tuple[str, str, float]],
    decisions: Mapping[str, Decision],
    judged: Sequence[Judged],
    problems: list[Problem],
) -> tuple[Alignment, Bitext, tuple[Bead, ...]]:
    """Align with the lexicon, ask what editors said of the beads, and align again with that.

    Returns:
        The alignment, the bitext, and the beads that editors took out of it: they stay to be
        explained.
    """
    ids = (str(pair.source.document.id), str(pair.target.document.id))
    mine = [line for line in judged if line.documents in (None, ids)]
    fixed, faults = resolve(mine, pair.source.sentences, pair.target.sentences)
    problems += faults
    found = align_halves(pair.source, pair.target, lexicon=lexicon, anchors=fixed, terms=terms)
    machine = found.beads
    said = {
        bead.id: decisions[key]
        for bead in machine
        if (key := f"{pair.name}/bead/{bead.id}") in decisions
    }
    anchors = [a for bead in machine if bead.id in said for a in _anchors(bead, said, pair)]
    if anchors:
        found = align_halves(
            pair.source, pair.target, lexicon=lexicon, anchors=[*fixed, *anchors], terms=terms
        )
    problems += [conflict_problem(conflict) for conflict in found.conflicts]
    made = make_bitext(pair.source, pair.target, found, name=pair.name, item=pair.item.id)
    kept = {bead.id for bead in made.beads}
    gone = tuple(
        replace(bead, status=STATUSES[said[bead.id].judgement])
        for bead in machine
        if bead.id in said and bead.id not in kept
    )
    return found, _marked(made, said), gone


def _anchors(bead: Bead, said: Mapping[str, Decision], pair: _Pair) -> Iterator[Anchor]:
    """What a decision on a bead means for the next alignment."""
    decision = said[bead.id]
    why, where = f"{decision.by}: {decision.because}", f"decision {decision.id}"
    if decision.judgement == "accept":
        says = "together" if bead.source and bead.target else "alone"
        for source, target in [(bead.source, bead.target)]:
            yield Anchor(says, source, target, why, where)  # type: ignore[arg-type]  # literal
    elif decision.judgement == "reject":
        for s in bead.source:
            for t in bead.target:
                yield Anchor("apart", (s,), (t,), why, where)
    elif decision.judgement == "set" and isinstance(decision.value, Mapping):
        names = ([s.id for s in pair.source.sentences], [s.id for s in pair.target.sentences])
        chosen = [
            tuple(i for i, name in enumerate(names[side]) if name in decision.value.get(key, ()))
            for side, key in ((0, "source"), (1, "target"))
        ]
        if chosen[0] and chosen[1]:
            yield Anchor("together", chosen[0], chosen[1], why, where)


def _marked(bitext: Bitext, said: Mapping[str, Decision]) -> Bitext:
    """Beads with the status that editors gave them."""
    return replace(
        bitext,
        beads=tuple(
            replace(bead, status=STATUSES[said[bead.id].judgement]) if bead.id in said else bead
            for bead in bitext.beads
        ),
    )


def conflict_problem(conflict: Conflict) -> Problem:
    """An anchor that could not be used, as a problem with its place."""
    return Problem(
        "A102",
        "warning",
        f"this line about beads cannot be followed: {conflict.message}",
        Place(conflict.anchor.where or "decisions"),
        "Correct one of the two lines; the earlier one is followed until then.",
    )


def _statements(pair: _Pair, bitext: Bitext, found: Alignment) -> Iterator[Statement]:
    yield Statement(
        id=StatementId(f"{bitext.id}/verdict"),
        subject=str(bitext.id),
        property="verdict",
        value=bitext.verdict,
        evidence=(),
        stage="align",
        rule="against-reversed-text",
        because=found.because,
        certainty=0.95 if bitext.verdict in ("aligned", "not_a_translation") else 0.7,
    )
    for bead in bitext.beads:
        yield _bead_statement(pair, bitext.id, bead)


def _bead_statement(pair: _Pair, bitext: BitextId, bead: Bead) -> Statement:
    return Statement(
        id=StatementId(f"{bitext}/bead/{bead.id}"),
        subject=str(bitext),
        property="bead",
        value={
            "source": [pair.source.sentences[i].id for i in bead.source],
            "target": [pair.target.sentences[j].id for j in bead.target],
            "kind": bead.kind,
        },
        evidence=(*_evidence(pair.source, bead.source), *_evidence(pair.target, bead.target)),
        stage="align",
        rule=f"bead-{bead.kind}",
        because="; ".join(bead.reasons),
        certainty=bead.confidence,
        status=bead.status,
    )


LONGEST = 120
"""Characters that one piece of evidence quotes; a longer stretch is quoted at its two ends."""


def _evidence(side: Half, numbers: Sequence[int]) -> tuple[Span, ...]:
    """Source spans of some sentences, with exact quotations."""
    out: list[Span] = []
    if not numbers:
        return ()
    start, end = side.sentences[numbers[0]].start, side.sentences[numbers[-1]].end
    ends = ((start, end),) if end - start <= LONGEST else ((start, start + 40), (end - 40, end))
    for low, high in ends:
        for run in side.document.runs:
            exact = run.end - run.start == run.source_end - run.source_start
            if exact and run.start < high and run.end > low:
                a, b = max(low, run.start), min(high, run.end)
                quote = side.document.text[a:b]
                if quote.strip():
                    at = run.source_start - run.start
                    out.append(Span(run.source, at + a, at + b, quote))
    return tuple(out)


def _triangles(done: Sequence[tuple[_Pair, Bitext, Alignment]]) -> Iterator[Statement]:
    """Where two translations of one original are aligned with it but not with each other."""
    by_source: dict[tuple[str, str], list[tuple[_Pair, Bitext, Alignment]]] = defaultdict(list)
    for entry in done:
        pair = entry[0]
        by_source[str(pair.item.id), str(pair.source.document.id)].append(entry)
    for group in by_source.values():
        for number, (pair, bitext, _) in enumerate(group):
            for other, second, _ in group[number + 1 :]:
                if pair.target.language != other.target.language:
                    continue
                between = align_halves(pair.target, other.target)
                yield from _disagreeing(pair, bitext, other, second, between)


def _disagreeing(
    pair: _Pair, bitext: Bitext, other: _Pair, second: Bitext, between: Alignment
) -> Iterator[Statement]:
    for found in disagreements(bitext.beads, second.beads, between.beads):
        sentence = pair.source.sentences[found.source]
        yield Statement(
            id=StatementId(f"{bitext.id}/triangle/{short_digest(sentence.id, second.id)}"),
            subject=str(bitext.id),
            property="triangle",
            value={
                "source": sentence.id,
                "first": [pair.target.sentences[j].id for j in found.first],
                "second": [other.target.sentences[k].id for k in found.second],
                "other_bitext": str(second.id),
            },
            evidence=(
                *_evidence(pair.source, (found.source,)),
                *_evidence(pair.target, found.first),
                *_evidence(other.target, found.second),
            ),
            stage="align",
            rule="triangle",
            because="the two renderings of this sentence are not aligned with each other",
            certainty=0.6,
        )
