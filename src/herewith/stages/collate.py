"""Collate the witnesses of every item that has two or more in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, get_args

from herewith.algorithms.collation import collate
from herewith.algorithms.collation.collate import MAJORITY
from herewith.algorithms.collation.regularise import parse_rules
from herewith.algorithms.substance.variations import judge
from herewith.errors import Place, Problem
from herewith.model.collation import (
    Class,
    Collation,
    CollationId,
    Item,
    SeverityOf,
    Variation,
    Witness,
)
from herewith.model.decision import Decision, status_of
from herewith.model.document import Document, Run
from herewith.model.protocols import Context, Unit
from herewith.model.provenance import Outcome, Statement, StatementId
from herewith.model.text import Span
from herewith.stages.collation_record import in_reading_text, record
from herewith.stages.revision import Revised, with_deletions
from herewith.stages.testimony import witness_text

__all__ = ["Collate"]

UNKNOWN = "und"
"""Stands for the language of witnesses whose language is not known."""


@dataclass(frozen=True, slots=True)
class Collate:
    """The stage `collate`: from items and documents to collations."""

    name: str = "collate"
    version: str = "3"
    consumes: tuple[type, ...] = (Item, Document)
    produces: tuple[type, ...] = (Collation,)
    defaults: ClassVar[Mapping[str, object]] = {"base": ""}
    """`base`: `majority` for the reading of most witnesses; empty for the item's base text."""

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:
        """One unit for each item and language with two or more witnesses."""
        del context
        documents = {d.id: d for d in records.get(Document, ()) if isinstance(d, Document)}
        for item in records.get(Item, ()):
            if not isinstance(item, Item):
                continue
            for language, witnesses in sorted(_by_language(item).items()):
                held = [w for w in witnesses if w.document in documents]
                if len(held) > 1:
                    texts = (documents[key] for key in dict.fromkeys(w.document for w in held))
                    yield Unit(f"{item.id}/{language}", (item, *texts))

    def work(self, unit: Unit, context: Context) -> Outcome:
        """Collate one item in one language; editors' decisions are applied."""
        item = next(r for r in unit.records if isinstance(r, Item))
        documents = {r.id: r for r in unit.records if isinstance(r, Document)}
        language = unit.key.rpartition("/")[2]
        witnesses = {w.siglum: w for w in _by_language(item)[language] if w.document in documents}
        revised = {siglum: with_deletions(documents[w.document]) for siglum, w in witnesses.items()}
        limits = {siglum: _limits(w, revised[siglum]) for siglum, w in witnesses.items()}
        texts = [
            witness_text(revised[siglum].document, siglum, *limits[siglum]) for siglum in witnesses
        ]
        rules, faults = parse_rules(_tables(context))
        base = next((siglum for siglum, w in witnesses.items() if w.base), None)
        if context.settings.get("base") == MAJORITY:
            base = MAJORITY
        known = None if language == UNKNOWN else language
        found = collate(texts, base=base, language=known, rules=rules, judge=judge)
        name = CollationId(f"{item.id}/collation-{language}")
        shifts = {siglum: low for siglum, (low, _) in limits.items()}
        longer = record(found, name, item=item.id, language=known, shifts=shifts)
        machine = in_reading_text(longer, revised)
        made = replace(machine, variations=tuple(_decided(machine, context.decisions)))
        sides = {siglum: r.document for siglum, r in revised.items()}
        problems = tuple(_faulty(number, fault) for number, fault in faults)
        return Outcome((made,), tuple(_statements(made, machine, longer, sides)), problems)


def _limits(witness: Witness, revised: Revised) -> tuple[int, int | None]:
    """The limits of a testimony in the text with deletions."""
    start = revised.forth(witness.start, ends=True)
    return start, None if witness.end is None else revised.forth(witness.end)


def _by_language(item: Item) -> dict[str, list[Witness]]:
    out: dict[str, list[Witness]] = {}
    for witness in item.witnesses:
        if witness.status != "rejected":
            out.setdefault(witness.language or UNKNOWN, []).append(witness)
    return out


def _tables(context: Context) -> Iterable[object]:
    """The rules of `decisions/regularisation.toml`, as the settings hand them on."""
    tables = context.settings.get("regularisation", ())
    return tables if isinstance(tables, (list, tuple)) else ()


def _faulty(number: int, fault: str) -> Problem:
    place = Place("decisions/regularisation.toml", record=f"rule {number}")
    return Problem("C201", "error", f"rule {number}: {fault}", place, "The rule is left out.")


_SETTABLE: dict[str, tuple[str, frozenset[str] | None]] = {
    "class": ("cls", frozenset(get_args(Class))),
    "kind": ("kind", None),
    "severity": ("severity", frozenset(get_args(SeverityOf))),
}
"""What an editor may set of a variation, and the values it may have (`None`: any text)."""


def _decided(made: Collation, decisions: Mapping[str, Decision]) -> Iterator[Variation]:
    """The variations with the editors' word on each; a value that cannot be one is not heeded."""
    for variation in made.variations:
        decision = decisions.get(variation.id)
        if decision is None:
            yield variation
            continue
        changes: dict[str, object] = {"status": status_of(decision)}
        if decision.judgement == "set":
            given = _set(variation, decision.value)
            if given is None:
                yield variation
                continue
            changes |= given
            changes["reason"] = f"{decision.by}: {decision.because or 'no reason given'}"
        yield replace(variation, **changes)  # type: ignore[arg-type]


def _set(variation: Variation, value: object) -> dict[str, object] | None:
    """The fields that a value sets (a text is a class); `None` if one cannot be set so."""
    fields = {"class": value} if isinstance(value, str) else value
    if not isinstance(fields, Mapping):
        return None
    changes: dict[str, object] = {}
    for key, one in fields.items():
        if key == "lemma" and type(one) is int and 0 <= one < len(variation.readings):
            changes["lemma"] = one
            continue
        if key not in (*_SETTABLE, "lemma"):
            continue  # the rest of the value, as it is shown
        name, allowed = _SETTABLE.get(key, ("", frozenset()))
        if not isinstance(one, str) or (allowed is not None and one not in allowed):
            return None
        changes[name] = one
    return changes or None


def _statements(
    made: Collation, machine: Collation, longer: Collation, sides: Mapping[str, Document]
) -> Iterator[Statement]:
    """What is said of a collation; `machine` is what stood before the editors' decisions.

    `longer` is the same with offsets into the texts with deletions, those of `sides`.
    """
    listed = zip(made.variations, machine.variations, longer.variations, strict=True)
    for variation, found, whole in listed:
        yield Statement(
            id=StatementId(variation.id),
            subject=str(made.id),
            property="variation",
            value=_value(variation),
            evidence=_evidence((s for r in whole.readings for s in r.spans), sides),
            stage="collate",
            rule=variation.rule,
            because=variation.reason,
            certainty=0.5 if variation.cls == "undetermined" else 0.9,
            language=made.language,
            status=variation.status,
            original_value=_value(found) if variation.status == "set" else None,
        )
    for move, where in zip(made.moves, longer.moves, strict=True):
        yield Statement(
            id=StatementId(move.id),
            subject=str(made.id),
            property="move",
            value={"spans": [list(span) for span in move.spans], "words": move.words},
            evidence=_evidence(where.spans, sides),
            stage="collate",
            rule="moved-block",
            because=move.reason,
            certainty=0.9,
            language=made.language,
        )
    for siglum, coverage in made.coverage:
        words = sum(lacuna.words or 0 for lacuna in coverage.lacunae)
        lacking = f"; about {words} words of others fall into its gaps" if words else ""
        yield Statement(
            id=StatementId(f"{made.id}/coverage/{siglum}"),
            subject=str(made.id),
            property="coverage",
            value={
                "siglum": siglum,
                "words": coverage.tokens,
                "compared": coverage.compared,
                "gaps": len(coverage.lacunae),
            },
            evidence=(),
            stage="collate",
            rule="coverage",
            because=f"{coverage.compared} of {coverage.tokens} words were compared{lacking}",
            certainty=1.0,
            language=made.language,
        )


def _value(variation: Variation) -> dict[str, object]:
    return {
        "readings": [[list(r.sigla), r.text, r.state] for r in variation.readings],
        "class": variation.cls,
        "kind": variation.kind,
        "severity": variation.severity,
    }


LONGEST = 120
"""Characters that one piece of evidence quotes; a longer reading is quoted at its two ends."""


def _evidence(
    spans: Iterable[tuple[str, int, int]], sides: Mapping[str, Document]
) -> tuple[Span, ...]:
    """Source spans of what stands in the reading texts, with exact quotations."""
    out: list[Span] = []
    for siglum, start, end in spans:
        document = sides[siglum]
        ends = ((start, end),) if end - start <= LONGEST else ((start, start + 40), (end - 40, end))
        for low, high in ends:
            pieces = [
                Span(run.source, run.source_start + a - run.start, run.source_start + b - run.start,
                     document.text[a:b])
                for run in _runs(document, low, high)
                for a, b in [(max(low, run.start), min(high, run.end))]
            ]  # fmt: skip
            out += [piece for piece in pieces if piece.quote.strip()]
    return tuple(out)


def _runs(document: Document, start: int, end: int) -> Iterator[Run]:
    """Runs under a stretch that correspond to the source character by character."""
    for run in document.runs:
        exact = run.end - run.start == run.source_end - run.source_start
        if run.start < end and run.end > start and exact:
            yield run
