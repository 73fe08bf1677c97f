"""The apparatus in its classic form: lemma, bracket, readings with sigla.

`joy] fear A` says that A has *fear* where the base has *joy*; `om.` an omission, `add.` words
that follow; the number before the lemma is that of the variation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from herewith.algorithms.collation.collate import Collated, Unit, span_of
from herewith.algorithms.collation.readings import Held
from herewith.model.collation import Coverage

__all__ = ["write_footnotes"]

SAID = {
    "struck": "struck",
    "rewritten": "before it was rewritten",
    "doubtful": "struck, doubtful",
    "inserted": "inserted",
    "unclear": "unclear",
    "indistinct": "indistinct",
    "withheld": "withheld",
}


def write_footnotes(found: Collated) -> str:
    """What is not held comes first, then one line for each variation, then the moves."""
    graph = found.graph
    base = (
        f"majority, else {graph.sigla[found.base]}"
        if found.by_majority
        else graph.sigla[found.base]
    )
    lines = [f"Base: {base}. Witnesses: {', '.join(sorted(graph.sigla))}.", ""]
    gaps = list(_gaps(found))
    lines += [*gaps, ""] if gaps else []
    lines += [f"{n} {_line(found, unit)}" for n, unit in enumerate(found.units, 1)]
    for move in found.moves:
        cells = graph.table[move.low : move.high]
        words = _words(found, int((cells >= 0).sum(0).argmax()), move.low, move.high)
        lines.append(f"moved: {words}")
    return "\n".join(lines) + "\n"


def _gaps(found: Collated) -> Iterator[str]:
    """How much of each witness is not held, with the share of what others have."""
    for witness, coverage in sorted(
        enumerate(found.coverage), key=lambda c: found.graph.sigla[c[0]]
    ):
        for lacuna in coverage.lacunae:
            size = (
                "words not held by others either"
                if lacuna.words is None
                else f"{lacuna.words} words of others ({_share(coverage, lacuna.words)} of the text)"
            )
            yield f"gap in {found.graph.sigla[witness]}: {size}; {lacuna.why}".rstrip("; ")


def _share(coverage: Coverage, words: int) -> str:
    """A gap as a share of what the witness would have without its gaps."""
    whole = coverage.tokens + sum(lacuna.words or 0 for lacuna in coverage.lacunae)
    return f"{words / whole:.0%}"


def _line(found: Collated, unit: Unit) -> str:
    lemma, *others = unit.readings
    if not lemma.forms:
        before = _before(found, unit)
        return f"{before}] " + "; ".join(f"add. {_said(found, r)}" for r in others)
    return f"{_text(found, lemma)}] " + "; ".join(_said(found, r) for r in others)


def _said(found: Collated, held: Held) -> str:
    sigla = " ".join(sorted(found.graph.sigla[w] for w in held.witnesses))
    state = f" ({SAID[held.state]})" if held.state else ""
    return f"{_text(found, held) or 'om.'}{state} {sigla}"


def _text(found: Collated, held: Held) -> str:
    """The words of a reading; of a long one its ends."""
    witness = min(held.witnesses, key=lambda w: found.graph.sigla[w])
    start, end = span_of(found.graph, witness, held.places[held.witnesses.index(witness)])
    words = re.split(r"\s+", found.graph.witnesses[witness].marked(start, end))
    return " ".join(words if len(words) < 10 else [*words[:3], "…", *words[-3:]])


def _before(found: Collated, unit: Unit) -> str:
    """The base's word after which others add something."""
    held = unit.readings[0]
    witness = min(held.witnesses, key=lambda w: (w != found.base, found.graph.sigla[w]))
    at = held.places[held.witnesses.index(witness)][0]
    return found.graph.tokens[witness].texts[at - 1] if at else "(at the beginning)"


def _words(found: Collated, witness: int, low: int, high: int) -> str:
    cells = found.graph.table[low:high, witness]
    held = cells[cells >= 0]
    start, end = span_of(found.graph, witness, (int(held[0]), int(held[-1]) + 1))
    words = re.split(r"\s+", found.graph.witnesses[witness].text[start:end])
    return " ".join(words if len(words) < 13 else [*words[:5], "…", *words[-5:]])
