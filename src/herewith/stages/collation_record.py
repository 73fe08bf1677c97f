"""What the collator found, as a record of the model, with offsets into the reading texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from herewith.algorithms.collation import Collated
from herewith.algorithms.collation.collate import Unit as Variant
from herewith.algorithms.collation.collate import span_of
from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.moves import Moved
from herewith.model.collation import (
    Collation,
    CollationId,
    Coverage,
    ItemId,
    Lacuna,
    Move,
    Reading,
    Variation,
)
from herewith.model.records import short_digest
from herewith.stages.revision import Revised

__all__ = ["in_reading_text", "record"]


def record(
    found: Collated,
    name: CollationId,
    *,
    item: ItemId | None = None,
    language: str | None = None,
    shifts: Mapping[str, int] | None = None,
) -> Collation:
    """A collation as a record of the model.

    Args:
        found: what the collator found.
        name: the id of the record.
        item: the item collated, if it is known.
        language: ISO 639-1.
        shifts: for each siglum the offset in its document at which its testimony begins.
    """
    graph = found.graph
    moved = shifts or {}
    return Collation(
        id=name,
        item=item,
        language=language,
        sigla=tuple(sorted(graph.sigla)),
        base=graph.sigla[found.base],
        variations=tuple(
            _variation(graph, unit, n, f"{name}/variation/{unit.key}", moved)
            for n, unit in enumerate(found.units)
        ),
        moves=tuple(_move(graph, move, str(name), moved) for move in found.moves),
        coverage=tuple(
            sorted(
                (siglum, _shifted(coverage, moved.get(siglum, 0)))
                for siglum, coverage in zip(graph.sigla, found.coverage, strict=True)
            )
        ),
        lemma_agreements=_agreed(found),
    )


def in_reading_text(made: Collation, revised: Mapping[str, Revised]) -> Collation:
    """A collation of texts with deletions, with its offsets led back to the reading texts."""

    def spans(listed: Iterable[tuple[str, int, int]]) -> tuple[tuple[str, int, int], ...]:
        return tuple((s, revised[s].back(low), revised[s].back(high)) for s, low, high in listed)

    def readings(variation: Variation) -> tuple[Reading, ...]:
        return tuple(replace(r, spans=spans(r.spans)) for r in variation.readings)

    def lacunae(siglum: str, coverage: Coverage) -> tuple[Lacuna, ...]:
        return tuple(replace(la, at=revised[siglum].back(la.at)) for la in coverage.lacunae)

    return replace(
        made,
        variations=tuple(replace(v, readings=readings(v)) for v in made.variations),
        moves=tuple(replace(m, spans=spans(m.spans)) for m in made.moves),
        coverage=tuple((s, replace(c, lacunae=lacunae(s, c))) for s, c in made.coverage),
    )


def _shifted(coverage: Coverage, shift: int) -> Coverage:
    lacunae = tuple(replace(lacuna, at=lacuna.at + shift) for lacuna in coverage.lacunae)
    return replace(coverage, lacunae=lacunae)


def _agreed(found: Collated) -> int:
    cells = found.graph.table[:, found.base]
    return sum(
        int((cells[s.low : s.high] >= 0).sum())
        for s in found.cut.stretches
        if s.kind == "agreement"
    )


def _variation(
    graph: VariantGraph, unit: Variant, n: int, name: str, shifts: Mapping[str, int]
) -> Variation:
    readings = []
    for held in unit.readings:
        spans = []
        for witness, place in zip(held.witnesses, held.places, strict=True):
            siglum = graph.sigla[witness]
            start, end = span_of(graph, witness, place)
            spans.append((siglum, start + shifts.get(siglum, 0), end + shifts.get(siglum, 0)))
        spans.sort()
        first = graph.sigla.index(spans[0][0])
        start, end = span_of(graph, first, held.places[held.witnesses.index(first)])
        text = graph.witnesses[first].text[start:end]
        marked = graph.witnesses[first].marked(start, end) if held.state == "unclear" else ""
        names = tuple(s for s, _, _ in spans)
        readings.append(Reading(names, text, tuple(spans), held.state, marked))
    judged = unit.judged
    return Variation(
        name, n, tuple(readings), judged.cls, judged.kind, judged.severity, judged.reason,
        judged.rule, 0,
    )  # fmt: skip


def _move(graph: VariantGraph, move: Moved, name: str, shifts: Mapping[str, int]) -> Move:
    """A move with one place for each witness that has the words."""
    spans = []
    texts = []
    for witness, siglum in enumerate(graph.sigla):
        cells = [
            graph.table[low:high, witness]
            for low, high in ((move.low, move.high), (move.other_low, move.other_high))
        ]
        held = max(([int(n) for n in c if n >= 0] for c in cells), key=len)
        if not held:
            continue
        start, end = span_of(graph, witness, (held[0], held[-1] + 1))
        texts.append(graph.witnesses[witness].text[start:end])
        spans.append((siglum, start + shifts.get(siglum, 0), end + shifts.get(siglum, 0)))
    spans.sort()
    first, second = _sides(graph, move)
    reason = f"{move.words} words stand earlier in {first} than in {second}"
    key = short_digest(sorted(texts), len(spans))
    return Move(f"{name}/move/{key}", tuple(spans), move.words, reason)


def _sides(graph: VariantGraph, move: Moved) -> tuple[str, str]:
    """Sigla of those that have the words at the first place, and at the second."""
    counts = (graph.table[move.low : move.high] >= 0).sum(0)
    others = (graph.table[move.other_low : move.other_high] >= 0).sum(0)
    pairs = sorted(zip(graph.sigla, counts.tolist(), others.tolist(), strict=True))
    return (
        ", ".join(s for s, here, there in pairs if here > there),
        ", ".join(s for s, here, there in pairs if there > here),
    )
