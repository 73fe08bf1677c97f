"""Compare the witnesses of every item: in one language by collation, across by bitext."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from herewith.algorithms.collation import collate
from herewith.algorithms.substance.adjudication import Original
from herewith.algorithms.substance.claims import claims
from herewith.algorithms.substance.comparison import (
    Testimony,
    certified,
    of_bitext,
    of_collation,
)
from herewith.model.bitext import Bitext
from herewith.model.collation import (
    Class,
    Collation,
    Coverage,
    Item,
    ItemId,
    SeverityOf,
    Witness,
)
from herewith.model.decision import Decision, status_of
from herewith.model.document import Document, DocumentId, Run
from herewith.model.findings import Comparison, Facet, Finding
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement, StatementId
from herewith.model.records import encode, short_digest
from herewith.model.register import RegisterEntry, Status
from herewith.model.text import Span
from herewith.stages.collation_record import record
from herewith.stages.testimony import witness_text

__all__ = ["Compare", "witnessed"]
SETTABLE: Mapping[str, tuple[str, frozenset[str]]] = {
    "class": ("cls", frozenset(get_args(Class))),
    "severity": ("severity", frozenset(get_args(SeverityOf))),
    "facet": ("facet", frozenset(get_args(Facet))),
}
"""What an editor may set of a finding, and the values it may have."""
CERTAINTY = {"substance": 0.85, "nuance": 0.7, "form": 0.9, "none": 0.95, "undetermined": 0.5}
"""How sure a finding of a class is; the rule's own measure, not a probability of the reading."""


@dataclass(frozen=True, slots=True)
class Compare:
    """The stage `compare`: from items, collations and bitexts to comparisons with certificate."""

    name: str = "compare"
    version: str = "5"
    consumes: tuple[type, ...] = (Item, Document, Collation, Bitext, RegisterEntry)
    produces: tuple[type, ...] = (Comparison,)

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:
        """One unit for each pair of witnesses: the base of a collation with every other, a bitext."""
        del context
        documents = {d.id: d for d in records.get(Document, ()) if isinstance(d, Document)}
        items = {i.id: i for i in records.get(Item, ()) if isinstance(i, Item)}
        bitexts = [b for b in records.get(Bitext, ()) if isinstance(b, Bitext)]
        for made in records.get(Collation, ()):
            if isinstance(made, Collation) and made.item in items:
                own = [b for b in bitexts if b.item == made.item]
                yield from _collated(made, items[made.item], documents, own)
        yield from _claiming(records, documents, items)
        for bitext in bitexts:
            if bitext.item in items:
                a, b = documents.get(bitext.source), documents.get(bitext.target)
                if a is not None and b is not None:
                    yield Unit(f"{bitext.id}/comparison", (items[bitext.item], bitext, a, b))

    def work(self, unit: Unit, context: Context) -> Outcome:
        """Compare one pair; editors' decisions are applied and the certificate made from the rest."""
        if unit.key.startswith(CLAIMS):
            return Outcome((), tuple(_claimed(unit.records)))
        item, basis, a, b, *more = unit.records
        if not (isinstance(item, Item) and isinstance(a, Document) and isinstance(b, Document)):
            raise TypeError(f"{unit.key}: not a unit of this stage")
        if isinstance(basis, Bitext):
            made = of_bitext(
                basis, witnessed(item, a), witnessed(item, b), name=unit.key, item=item.id
            )
        elif isinstance(basis, Collation):
            sigla = _sigla(unit.key)
            made = of_collation(
                basis, sigla, witnessed(item, a, sigla[0]), witnessed(item, b, sigla[1]),
                name=unit.key, item=item.id, coverage=_pairwise(basis, sigla, item, a, b),
                original=_original(item, more, sigla), translated=_translated(item, sigla),
            )  # fmt: skip
        else:
            raise TypeError(f"{unit.key}: not a unit of this stage")
        made = _decided(_named(made), context.decisions)
        return Outcome((made,), tuple(_statements(made, a, b, context.decisions)))


CLAIMS = "claims/"
"""What the keys of units begin with that look for claims of comparisons in a paper."""


def _claiming(
    records: Mapping[type, Sequence[object]],
    documents: Mapping[DocumentId, Document],
    items: Mapping[ItemId, Item],
) -> Iterator[Unit]:
    """One unit for each paper that goes with witnesses of an item, with what was made of the item."""
    bases = [
        basis
        for kind in (Collation, Bitext)
        for basis in records.get(kind, ())
        if isinstance(basis, (Collation, Bitext))
    ]
    for entry in records.get(RegisterEntry, ()):
        if not isinstance(entry, RegisterEntry) or entry.id not in documents:
            continue
        targets = {enclosure.target for enclosure in entry.enclosures if enclosure.target}
        for item in items.values():
            if any(witness.document in targets for witness in item.witnesses):
                own = [basis for basis in bases if basis.item == item.id]
                key = f"{CLAIMS}{entry.id}/{item.id}"
                yield Unit(key, (documents[entry.id], item, *own))


def _claimed(records: Sequence[object]) -> Iterator[Statement]:
    """A statement about our own certificate for each claim that a paper makes of the same pair."""
    document, item, *bases = records
    if not (isinstance(document, Document) and isinstance(item, Item)):
        raise TypeError("claims: not a unit of this stage")
    for claim in claims(document.text):
        for name in _certificates(item, bases, claim.roles):
            yield Statement(
                id=StatementId(f"{name}/claimed/{short_digest(document.id, claim.text)}"),
                subject=name,
                property="claimed",
                value={"claim": claim.text, "by": str(document.id)},
                evidence=tuple(_spans(document, claim.start, claim.end)),
                stage="compare",
                rule="comparison_claim",
                because="A paper that goes with the letter claims a comparison of these two forms.",
                certainty=0.9,
            )


def _certificates(item: Item, bases: Sequence[object], roles: frozenset[str]) -> Iterator[str]:
    """The ids of our comparisons of two witnesses with these roles."""
    role = {w.siglum: w.role for w in item.witnesses if w.status != "rejected"}
    by_document = {w.document: w.role for w in item.witnesses if w.status != "rejected"}
    for basis in bases:
        if isinstance(basis, Collation):
            for siglum in basis.sigla:
                if siglum != basis.base and {role.get(basis.base), role.get(siglum)} == roles:
                    yield f"{basis.id}/comparison/{basis.base}/{siglum}"
            continue
        if not isinstance(basis, Bitext):
            continue
        if {by_document.get(basis.source), by_document.get(basis.target)} == roles:
            yield f"{basis.id}/comparison"


def _collated(
    made: Collation,
    item: Item,
    documents: Mapping[DocumentId, Document],
    bitexts: Sequence[Bitext],
) -> Iterator[Unit]:
    """Units for the base of a collation and every other witness, with their original if held."""
    held = {w.siglum: documents[w.document] for w in item.witnesses if w.document in documents}
    if made.base not in held:
        return
    for siglum in made.sigla:
        if siglum != made.base and siglum in held:
            key = f"{made.id}/comparison/{made.base}/{siglum}"
            a, b = held[made.base], held[siglum]
            yield Unit(key, (item, made, a, b, *_common(bitexts, a, b, documents)))


def _common(
    bitexts: Sequence[Bitext], a: Document, b: Document, documents: Mapping[DocumentId, Document]
) -> Iterator[object]:
    """The original of two translations with its two alignments; nothing if there is none."""
    for first in bitexts:
        for second in bitexts:
            known = first.target == a.id and second.target == b.id
            if known and first.source == second.source and first.source in documents:
                if {first.verdict, second.verdict} <= TESTIFYING:
                    yield from (documents[first.source], first, second)
                return


TESTIFYING = frozenset({"aligned", "partly"})
"""Verdicts of alignments that may be called upon."""


def _original(item: Item, records: Sequence[object], sigla: tuple[str, str]) -> Original | None:
    match records:
        case [Document() as document, Bitext() as a, Bitext() as b]:
            siglum = next((w.siglum for w in item.witnesses if w.document == document.id), "")
            return Original(document, siglum, a, b, sigla)
    return None


RENDERINGS = frozenset({"translation", "informal_translation", "broadcast"})
"""Roles of witnesses that render the original each for itself."""


def _translated(item: Item, sigla: tuple[str, str]) -> bool:
    """Whether two witnesses are independent translations; a copy or print of one is not."""
    roles = [w.role for siglum in sigla for w in item.witnesses if w.siglum == siglum]
    return len(roles) == len(set(roles)) == 2 and set(roles) <= RENDERINGS


def _pairwise(
    made: Collation, sigla: tuple[str, str], item: Item, a: Document, b: Document
) -> Mapping[str, Coverage]:
    """Coverage of two witnesses alone, when the collation has more."""
    if len(made.sigla) == 2:
        return dict(made.coverage)
    sides = {}
    for siglum, document in zip(sigla, (a, b), strict=True):
        _, start, end, _ = witnessed(item, document, siglum)
        sides[siglum] = witness_text(document, siglum, start, end)
    alone = collate(tuple(sides.values()), base=sigla[0], language=made.language)
    return dict(record(alone, made.id, language=made.language).coverage)


def _sigla(key: str) -> tuple[str, str]:
    first, second = key.rsplit("/", 2)[-2:]
    return first, second


def witnessed(item: Item, document: Document, siglum: str = "") -> Testimony:
    """What a document testifies to an item: the part, and how it is called."""
    for witness in item.witnesses:
        if witness.document == document.id and siglum in ("", witness.siglum):
            end = len(document.text) if witness.end is None else witness.end
            return document, witness.start, end, _label(witness)
    return document, 0, len(document.text), str(document.id)


def _label(witness: Witness) -> str:
    return f"{witness.siglum}, {witness.role.replace('_', ' ')}"


def _named(made: Comparison) -> Comparison:
    """The comparison with the ids of its findings made whole."""
    return replace(
        made,
        findings=tuple(replace(f, id=f"{made.id}/finding/{f.id}") for f in made.findings),
    )


def _decided(made: Comparison, decisions: Mapping[str, Decision]) -> Comparison:
    """The comparison with the editors' word on its findings and on the certificate."""
    findings = tuple(_with_decision(f, decisions.get(f.id)) for f in made.findings)
    done = certified(str(made.id), made.item, made.basis, made.a, made.b, findings)
    return _signed(done, decisions.get(f"{made.id}/certificate"))


def _signed(made: Comparison, word: Decision | None) -> Comparison:
    """The comparison with an editor's word on its certificate: it holds for one state only.

    The state stands in the decision (`herewith decide … accept` writes it down). A word without a
    state is taken for the state it finds.
    """
    if word is None or word.judgement not in ("accept", "reject"):
        return made
    because = f": {word.because}" if word.because else ""
    given = word.value if isinstance(word.value, str) else made.state
    if given != made.state:
        said = (
            f"Stale: the word of {word.by}, {word.on}{because}, was given for another state of the "
            "texts, rules or decisions, and does not hold for this one."
        )
        return replace(made, statement=f"{made.statement} {said}", signature="stale", signed=said)
    accepted = word.judgement == "accept"
    said = f"{'Signed off' if accepted else 'Not accepted'} by {word.by}, {word.on}{because}."
    return replace(
        made, statement=f"{made.statement} {said}", signed=said,
        signature="valid" if accepted else "refused",
    )  # fmt: skip


def _with_decision(found: Finding, decision: Decision | None) -> Finding:
    if decision is None:
        return found
    changes: dict[str, object] = {"status": status_of(decision)}
    if decision.judgement == "set":
        given = _set(decision.value)
        if given is None:
            return found
        changes |= given
    changes["reason"] = f"{found.reason} {decision.by}: {decision.because or decision.judgement}."
    return replace(found, **changes)  # type: ignore[arg-type]


def _set(value: object) -> dict[str, object] | None:
    """The fields that a value sets (a text is a class); `None` if one cannot be set so."""
    fields = {"class": value} if isinstance(value, str) else value
    if not isinstance(fields, Mapping):
        return None
    changes: dict[str, object] = {}
    for key, one in fields.items():
        if key not in SETTABLE:
            continue  # the rest of the value, as it is shown
        name, allowed = SETTABLE[key]
        if not isinstance(one, str) or one not in allowed:
            return None
        changes[name] = one
    return changes or None


def _statements(
    made: Comparison, a: Document, b: Document, decisions: Mapping[str, Decision]
) -> Iterator[Statement]:
    """One statement for each finding, and the certificate over them."""
    for found in made.findings:
        yield Statement(
            id=StatementId(found.id),
            subject=str(made.id),
            property="finding",
            value={
                "class": found.cls,
                "facet": found.facet,
                "severity": found.severity,
                "a": found.a.text,
                "b": found.b.text,
            },
            evidence=(
                *_spans(a, found.a.start, found.a.end),
                *_spans(b, found.b.start, found.b.end),
            ),
            stage="compare",
            rule=found.rule,
            because=found.reason,
            certainty=CERTAINTY[found.cls],
            status=found.status,
        )
    signed = decisions.get(f"{made.id}/certificate")
    yield Statement(
        id=StatementId(f"{made.id}/certificate"),
        subject=str(made.id),
        property="certificate",
        value={
            "verdict": made.verdict,
            "statement": made.statement,
            "counts": made.counts(),
            "coverage": {"a": encode(made.a), "b": encode(made.b)},
            "packs": list(made.packs),
            "state": made.state,
            "signature": made.signature,
            "findings": short_digest([f.id for f in made.findings], size=16),
        },
        evidence=(),
        stage="compare",
        rule="certificate",
        because=made.statement,
        certainty=1.0,
        status=SIGNED[made.signature] if signed else "proposed",
    )


SIGNED: Mapping[str, Status] = {
    "valid": "accepted",
    "refused": "rejected",
    "stale": "unsure",
    "": "proposed",
}
"""Status of a certificate by what became of the editor's word on it."""

LONGEST = 120
"""Characters that one piece of evidence quotes; a longer stretch is quoted at its two ends."""


def _spans(document: Document, start: int, end: int) -> Iterator[Span]:
    """Source spans of a stretch of reading text, with exact quotations."""
    ends = ((start, end),) if end - start <= LONGEST else ((start, start + 40), (end - 40, end))
    for low, high in ends:
        for run in document.runs:
            a, b = max(low, run.start), min(high, run.end)
            if a < b and _exact(run) and document.text[a:b].strip():
                first = run.source_start + a - run.start
                yield Span(run.source, first, first + b - a, document.text[a:b])


def _exact(run: Run) -> bool:
    """Whether the characters of a run are the source's own, one by one."""
    return run.end - run.start == run.source_end - run.source_start
