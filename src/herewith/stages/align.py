"""Align originals with their translations: one bitext for every pair of an item's witnesses.

The pairs of one box are aligned in one unit, because they teach each other: every pair is aligned
alone, the beads of all pairs of two languages give one lexicon, and every pair is aligned again
with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from herewith.algorithms.alignment import Alignment, Anchor, Conflict
from herewith.errors import Place, Problem
from herewith.formats.beads import Judged, read_beads, resolve
from herewith.model.bitext import Bead, Bitext, Lexicon
from herewith.model.collation import Item, Witness
from herewith.model.decision import Decision
from herewith.model.document import Document
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement
from herewith.model.register import Status
from herewith.stages.bead_statements import Done, bead_statement, statements, triangles
from herewith.stages.bitexts import lexicons, make_bitext
from herewith.stages.halves import Half, Pair, align_halves, half

__all__ = ["Align", "align_halves", "conflict_problem", "half", "make_bitext"]

PIVOTS = ("original", "copy", "relay", "draft")
"""Roles of witnesses that may be the source of a pair, the best first."""
STATUSES: Mapping[str, Status] = {
    "accept": "accepted",
    "reject": "rejected",
    "set": "set",
    "unsure": "unsure",
}


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
            Pair(item, _half(a, documents), _half(b, documents))
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
        done: list[Done] = []
        replaced: list[Statement] = []
        for pair in pairs:
            lexicon = taught.get((pair.source.language or "", pair.target.language or ""))
            found, bitext, gone = _settled(
                pair, lexicon, terms, context.decisions, judged, problems
            )
            done.append((pair, bitext, found))
            replaced += [bead_statement(pair, bitext.id, bead) for bead in gone]
        learnt = lexicons(bitext for _, bitext, _ in done)
        made = [s for pair, bitext, found in done for s in statements(pair, bitext, found)]
        made += [*replaced, *triangles(done)]
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
    pair: Pair,
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
