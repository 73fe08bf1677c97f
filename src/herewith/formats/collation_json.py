"""A collation as one JSON document: the shape that `herewith collate --json` prints.

Spans are half-open code points into the decoded text of the delivered file of each witness.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from herewith.algorithms.collation.collate import Collated, span_of
from herewith.algorithms.collation.readings import Held
from herewith.algorithms.collation.stretches import Stretch
from herewith.model.collation import Collation
from herewith.model.document import Document

__all__ = ["as_json", "source_span"]


def as_json(found: Collated, made: Collation, documents: Mapping[str, Document]) -> dict[str, Any]:
    """The JSON document of a collation.

    Args:
        found: what the collator found.
        made: the same as a record.
        documents: the document of each siglum, to lead offsets back to the delivered file.

    Returns:
        `sigla`, `base`, `variations`, `agreements`, `moves` and `coverage`. Every token of every
        witness lies in exactly one span of a reading or an agreement; an agreement of one witness
        is text that the others, having a gap there, cannot confirm.
    """
    variations = [
        {
            "n": variation.n,
            "readings": [_reading(found, held, documents) for held in unit.readings],
            "class": variation.cls,
            "kind": variation.kind,
            "severity": variation.severity,
            "reason": variation.reason,
            "rule": variation.rule,
            "lemma": variation.lemma,
            "id": variation.id,
        }
        for variation, unit in zip(made.variations, found.units, strict=True)
    ]
    return {
        "sigla": list(made.sigla),
        "base": made.base,
        "witnesses": {s: _witness(documents[s]) for s in made.sigla},
        "variations": variations,
        "agreements": [
            _agreement(found, stretch, documents)
            for stretch in found.cut.stretches
            if stretch.kind != "variation"
        ],
        "moves": [
            {
                "id": move.id,
                "spans": {s: source_span(documents[s], a, b) for s, a, b in move.spans},
                "words": move.words,
                "text": documents[move.spans[0][0]].text[move.spans[0][1] : move.spans[0][2]],
                "reason": move.reason,
            }
            for move in made.moves
        ],
        "coverage": {
            siglum: {
                "tokens": coverage.tokens,
                "compared": coverage.compared,
                "lacunae": [
                    {
                        "at": source_span(documents[siglum], lacuna.at, lacuna.at)[0],
                        "words": lacuna.words,
                        "estimate": lacuna.estimate,
                        "page": lacuna.page,
                        "why": lacuna.why,
                    }
                    for lacuna in coverage.lacunae
                ],
            }
            for siglum, coverage in made.coverage
        },
    }


def _witness(document: Document) -> dict[str, Any]:
    return {
        "document": str(document.id),
        "source": str(document.runs[0].source) if document.runs else str(document.id),
        "language": document.language,
    }


def _reading(found: Collated, held: Held, documents: Mapping[str, Document]) -> dict[str, Any]:
    graph = found.graph
    spans: dict[str, list[int]] = {}
    texts: dict[str, str] = {}
    order = sorted(zip(held.witnesses, held.places, strict=True), key=lambda w: graph.sigla[w[0]])
    for witness, place in order:
        siglum = graph.sigla[witness]
        start, end = span_of(graph, witness, place)
        spans[siglum] = source_span(documents[siglum], start, end)
        texts[siglum] = documents[siglum].text[start:end]
    out: dict[str, Any] = {"sigla": list(spans), "text": next(iter(texts.values())), "spans": spans}
    if held.state:
        out["state"] = held.state
    if held.state == "unclear":
        out["marked"] = _marked(found, order[0])
    return out


def _marked(found: Collated, held: tuple[int, tuple[int, int]]) -> str:
    """The words of a reading with their uncertain letters in brackets."""
    witness, place = held
    return found.graph.witnesses[witness].marked(*span_of(found.graph, witness, place))


def _agreement(
    found: Collated, stretch: Stretch, documents: Mapping[str, Document]
) -> dict[str, Any]:
    graph = found.graph
    spans = {}
    for siglum, witness in sorted((s, n) for n, s in enumerate(graph.sigla)):
        cells = graph.table[stretch.low : stretch.high, witness]
        if cells[0] >= 0:
            start, end = span_of(graph, witness, (int(cells[0]), int(cells[-1]) + 1))
            spans[siglum] = source_span(documents[siglum], start, end)
    return {"spans": spans}


def source_span(document: Document, start: int, end: int) -> list[int]:
    """Source offsets of a stretch of the reading text.

    A stretch that runs over furniture or layout spans what lies between its ends. An empty
    stretch is empty in the source, behind the character before it. A document without runs is
    its own source.
    """
    if not document.runs:
        return [start, end]
    if start < end:
        found = document.locate(start, end)
        if found:
            same = [piece for piece in found if piece[0] == found[0][0]]
            return [same[0][1], max(high for _, _, high in same)]
    before = document.locate(max(0, start - 1), start) if start else ()
    if before:
        return [before[-1][2], before[-1][2]]
    after = document.locate(start, start + 1)
    at = after[0][1] if after else document.runs[0].source_start
    return [at, at]
