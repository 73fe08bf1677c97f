"""Align originals with their translations: one bitext for every pair of an item's witnesses.

The pairs of one box are aligned in one unit, because they teach each other: every pair is aligned
alone, the beads of all pairs of two languages give one lexicon, and every pair is aligned again
with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from herewith.algorithms.alignment import Alignment, Anchor, Conflict
from herewith.errors import Place, Problem
from herewith.formats.beads import Judged, read_beads, resolve
from herewith.formats.lexicons import read_lexicons, terms_of
from herewith.model.bitext import Bead, Bitext, Lexicon
from herewith.model.collation import Item, Witness
from herewith.model.decision import Decision, status_of
from herewith.model.document import Document
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement
from herewith.stages.bead_statements import Done, bead_statement, statements
from herewith.stages.bitexts import lexicons, make_bitext
from herewith.stages.halves import Half, Pair, align_halves, half
from herewith.stages.triangles import Leg, doubted, round_triangles, triangle_statement

__all__ = ["Align", "align_halves", "conflict_problem", "half", "make_bitext"]

PIVOTS = ("original", "copy", "relay", "draft")
"""Roles of witnesses that may be the source of a pair, the best first."""
Term = tuple[str, str, float]


class Align:
    """The stage: consumes items and documents, yields bitexts and the lexicons they taught.

    Settings: `beads`, a mapping from shown name to the text of an editors' file of beads (see
    `formats.beads`), in which a line `@ SOURCE TARGET` names the documents; `lexicons`, the same
    of editors' lexicons (see `formats.lexicons`).
    """

    name = "align"
    version = "1"
    consumes: tuple[type, ...] = (Item, Document)
    produces: tuple[type, ...] = (Bitext, Lexicon)
    defaults: Mapping[str, object] = {"beads": {}, "lexicons": {}}

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
            Pair(item, _half(a, documents), _half(b, documents))
            for item in unit.records
            if isinstance(item, Item)
            for a, b in _pairings(item, documents)
        ]
        problems: list[Problem] = []
        terms = _Terms(_own_terms(context), _own_lexicons(context, problems))
        judged = list(_judged(context, problems))
        fixed = _fixed(pairs, judged, problems)
        taught = lexicons(
            _first(pair, anchors, terms.of(pair), context.decisions)
            for pair, anchors in zip(pairs, fixed, strict=True)
        )
        done: list[Done] = []
        replaced: list[Statement] = []
        for pair, anchors in zip(pairs, fixed, strict=True):
            lexicon = taught.get((pair.source.language or "", pair.target.language or ""))
            found, bitext, gone = _settled(
                pair, lexicon, terms.of(pair), context.decisions, anchors, problems
            )
            done.append((pair, bitext, found))
            replaced += [bead_statement(pair, bitext.id, bead) for bead in gone]
        around = list(round_triangles([Leg(p.source, p.target, made) for p, made, _ in done]))
        done = [(pair, doubted(bitext, around), found) for pair, bitext, found in done]
        learnt = lexicons(bitext for _, bitext, _ in done)
        made = [s for pair, bitext, found in done for s in statements(pair, bitext, found)]
        made += [*replaced, *map(triangle_statement, around)]
        return Outcome(
            (*(bitext for _, bitext, _ in done), *learnt.values()),
            tuple(made),
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


@dataclass(frozen=True, slots=True)
class _Terms:
    """What editors know of words: terms of any two languages, and lexicons of two."""

    general: list[Term]
    lexicons: list[Lexicon]

    def of(self, pair: Pair) -> list[Term]:
        """What concerns the two languages of a pair."""
        own = terms_of(self.lexicons, pair.source.language, pair.target.language)
        return [*self.general, *own]


def _own_terms(context: Context) -> list[Term]:
    """An editor's own terms: rows of the authorities with columns named after languages."""
    out = []
    for row in context.authorities.get("terms", ()):
        names = [value for key, value in row.items() if len(key) == 2 and value]
        out += [(a, b, 1.0) for a in names for b in names if a != b]
    return out


def _own_lexicons(context: Context, problems: list[Problem]) -> list[Lexicon]:
    out = []
    files = context.settings.get("lexicons")
    if isinstance(files, Mapping):
        for shown in sorted(files):
            found, faults = read_lexicons(str(files[shown]), shown=str(shown))
            problems += faults
            out += found
    return out


def _fixed(
    pairs: Sequence[Pair], judged: Sequence[Judged], problems: list[Problem]
) -> list[list[Anchor]]:
    """What files of beads say of every pair; lines that belong to none are reported."""
    ids = [(str(p.source.document.id), str(p.target.document.id)) for p in pairs]
    mine: list[list[Judged]] = [[] for _ in pairs]
    reported: set[tuple[tuple[str, str] | None, str]] = set()
    for line in judged:
        chosen = [n for n, names in enumerate(ids) if line.documents == names]
        if line.documents is None:
            chosen = [n for n, pair in enumerate(pairs) if len(pairs) == 1 or _is_of(line, pair)]
        if len(chosen) == 1:
            mine[chosen[0]].append(line)
        elif pairs and (line.documents, line.place.file) not in reported:
            reported.add((line.documents, line.place.file))
            problems.append(_homeless(line, ids))
    out = []
    for pair, lines in zip(pairs, mine, strict=True):
        fixed, faults = resolve(lines, pair.source.sentences, pair.target.sentences)
        problems += faults
        out.append(fixed)
    return out


def _is_of(line: Judged, pair: Pair) -> bool:
    """Whether a line names sentences of a pair by ids that only these texts have."""
    names = {f"s~{s.id}" for s in pair.source.sentences}
    names |= {f"t~{t.id}" for t in pair.target.sentences}
    return bool(line.names) and names.issuperset(line.names)


def _homeless(line: Judged, ids: Sequence[tuple[str, str]]) -> Problem:
    if line.documents is None:
        message = "this line does not say of which two documents it speaks, and several are aligned"
    else:
        message = f"no original {line.documents[0]} is aligned with {line.documents[1]}"
    first = " ".join(ids[0])
    return Problem(
        "A109", "warning", message, line.place, f"Write above it, for example: @ {first}"
    )


def _first(
    pair: Pair,
    anchors: Sequence[Anchor],
    terms: Sequence[Term],
    decisions: Mapping[str, Decision],
) -> Bitext:
    """A pair aligned alone; what editors accepted or rejected of it teaches more, or nothing."""
    found = align_halves(pair.source, pair.target, anchors=anchors, terms=terms)
    made = make_bitext(pair.source, pair.target, found, name=pair.name)
    return _marked(made, _said(pair, found, decisions))


def _said(pair: Pair, found: Alignment, decisions: Mapping[str, Decision]) -> dict[str, Decision]:
    """Decisions on the beads of an alignment, by bead."""
    return {
        bead.id: decisions[key]
        for bead in found.beads
        if (key := f"{pair.name}/bead/{bead.id}") in decisions
    }


def _judged(context: Context, problems: list[Problem]) -> Iterator[Judged]:
    files = context.settings.get("beads")
    if isinstance(files, Mapping):
        for shown in sorted(files):
            lines, faults = read_beads(str(files[shown]), shown=str(shown))
            problems += faults
            yield from lines


def _settled(
    pair: Pair,
    lexicon: Lexicon | None,
    terms: Sequence[Term],
    decisions: Mapping[str, Decision],
    fixed: Sequence[Anchor],
    problems: list[Problem],
) -> tuple[Alignment, Bitext, tuple[Bead, ...]]:
    """Align with the lexicon, ask what editors said of the beads, and align again with that.

    Returns:
        The alignment, the bitext, and the beads that editors took out of it: they stay to be
        explained.
    """
    found = align_halves(pair.source, pair.target, lexicon=lexicon, anchors=fixed, terms=terms)
    machine = found.beads
    said = _said(pair, found, decisions)
    anchors = [a for bead in machine if bead.id in said for a in _anchors(bead, said, pair)]
    if anchors:
        found = align_halves(
            pair.source, pair.target, lexicon=lexicon, anchors=[*fixed, *anchors], terms=terms
        )
    problems += [conflict_problem(conflict) for conflict in found.conflicts]
    made = make_bitext(pair.source, pair.target, found, name=pair.name, item=pair.item.id)
    kept = {bead.id for bead in made.beads}
    gone = tuple(
        replace(bead, status=status_of(said[bead.id]))
        for bead in machine
        if bead.id in said and bead.id not in kept
    )
    return found, _marked(made, said), gone


def _anchors(bead: Bead, said: Mapping[str, Decision], pair: Pair) -> Iterator[Anchor]:
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
            replace(bead, status=status_of(said[bead.id])) if bead.id in said else bead
            for bead in bitext.beads
        ),
    )


def conflict_problem(conflict: Conflict) -> Problem:
    """An anchor that could not be used, as a problem with its place."""
    hint = "Correct one of the two lines; the earlier one is followed until then."
    if conflict.missing:
        hint = "Look the sentence up, or name it by its lasting id, as in s~1a2b3c4d."
    return Problem(
        "A102",
        "warning",
        f"this line about beads cannot be followed: {conflict.message}",
        Place(conflict.anchor.where or "decisions"),
        hint,
    )
