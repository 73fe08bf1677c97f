"""Collate witnesses: from texts to variations, moves and coverage.

The order in which witnesses are named changes nothing: they are worked on in the order of their
contents, and only the answer is written in the order of their sigla.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from herewith.algorithms.collation.classify import Judged, ReadingView, UnitView, classify
from herewith.algorithms.collation.graph import VariantGraph
from herewith.algorithms.collation.guide import merging_order
from herewith.algorithms.collation.merging import Merging
from herewith.algorithms.collation.moves import Moved, moved_blocks
from herewith.algorithms.collation.readings import Held, readings_of, tokens_before
from herewith.algorithms.collation.regularise import Rule, regularised
from herewith.algorithms.collation.settle import settled
from herewith.algorithms.collation.slide import slid
from herewith.algorithms.collation.stretches import GONE, Cut, Stretch
from herewith.algorithms.collation.tokens import Vocabulary, tokenise
from herewith.algorithms.collation.units import cut
from herewith.algorithms.collation.witness import WitnessText
from herewith.errors import UsageError
from herewith.model.collation import Coverage, Lacuna

__all__ = ["MAJORITY", "Collated", "Unit", "collate", "graph_of"]

MAJORITY = "majority"
"""As `base`: the reading that most witnesses have is the lemma, place by place."""

CONTEXT = 4
"""Words on either side by which a variation is known again."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One variation: its stretch of columns, its readings (lemma first), and the judgement.

    `key` names the variation by the lemma and the words around it, and by its repetition; it
    stays the same when the text changes elsewhere.
    """

    stretch: Stretch
    readings: tuple[Held, ...]
    judged: Judged
    key: str


@dataclass(frozen=True, slots=True)
class Collated:
    """The answer: the graph, how it was cut, the variations, the moves, and what was compared.

    Witness numbers index `graph.witnesses`. `base` is the number of the base text; with
    `by_majority` the lemma is the reading of most witnesses.
    """

    graph: VariantGraph
    cut: Cut
    units: tuple[Unit, ...]
    moves: tuple[Moved, ...]
    coverage: tuple[Coverage, ...]
    base: int
    by_majority: bool


def collate(
    witnesses: Sequence[WitnessText],
    *,
    base: str | None = None,
    language: str | None = None,
    rules: Sequence[Rule] = (),
    judge: Callable[[UnitView], Judged] = classify,
) -> Collated:
    """Collate two or more witnesses of one text.

    Args:
        witnesses: in any order; sigla must differ.
        base: the siglum of the base text, or `MAJORITY`; by default the first siglum of all.
        language: ISO 639-1, for what is looked at first when a difference is judged.
        rules: the editors' rules of regularisation.
        judge: says class, kind and severity of one variation.

    Returns:
        Every token of every witness in exactly one column, in order.

    Raises:
        UsageError: fewer than two witnesses, a siglum given twice, or an unknown base.

    Complexity:
        O(n log n) in the words for texts that are largely alike.

    >>> found = collate([WitnessText("A", "the gray fox"), WitnessText("B", "the red fox")])
    >>> [reading.forms for unit in found.units for reading in unit.readings]
    [('gray',), ('red',)]
    """
    _check([w.siglum for w in witnesses], base)
    with _no_garbage():
        graph = graph_of(witnesses)
        sigla = graph.sigla
        by_majority = base == MAJORITY and MAJORITY not in sigla
        chosen = sigla.index(min(sigla) if base is None or by_majority else base)
        divided = cut(graph)
        moves = moved_blocks(graph)
        units = _units(graph, divided, moves, chosen, by_majority, language, rules, judge)
        return Collated(graph, divided, units, moves, _coverage(graph), chosen, by_majority)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Without the search for cycles: what is made here has none, and there is very much of it."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()


def _check(sigla: Sequence[str], base: str | None) -> None:
    if len(sigla) < 2:
        raise UsageError(f"collation needs two or more witnesses, not {len(sigla)}")
    twice = sorted({s for s in sigla if sigla.count(s) > 1})
    if twice:
        raise UsageError(f"a siglum stands for one witness only: {', '.join(twice)} is given twice")
    if base not in (None, MAJORITY, *sigla):
        raise UsageError(f"no witness {base}; the sigla are {', '.join(sorted(sigla))}")


def graph_of(witnesses: Sequence[WitnessText]) -> VariantGraph:
    """The variant graph of some witnesses, in the order of their contents."""
    ordered = tuple(sorted(witnesses, key=lambda w: (w.content, w.siglum)))
    tokens = tuple(tokenise(witness) for witness in ordered)
    vocabulary, norms, forms = Vocabulary.of(tokens)
    merging = Merging(tokens, norms, vocabulary)
    for witness in merging_order(norms):
        merging.add(witness)
    table = merging.finished(len(ordered))
    sigla = tuple(witness.siglum for witness in ordered)
    graph = VariantGraph(ordered, tokens, tuple(norms), tuple(forms), vocabulary, table, sigla)
    return slid(settled(graph, merging.likeness))


def _units(
    graph: VariantGraph,
    divided: Cut,
    moves: Sequence[Moved],
    base: int,
    by_majority: bool,
    language: str | None,
    rules: Sequence[Rule],
    judge: Callable[[UnitView], Judged],
) -> tuple[Unit, ...]:
    """Readings, key and judgement of every variation."""
    seen: dict[str, int] = {}
    gaps = {
        edge
        for w in range(len(graph.witnesses))
        for edges in graph.gap_columns(w)
        for edge in edges
    }
    in_move = np.zeros(len(graph.table) + 1, np.int64)
    for move in moves:
        in_move[move.low + 1 : move.high + 1] = 1
        in_move[move.other_low + 1 : move.other_high + 1] = 1
    covered = np.cumsum(in_move).tolist()
    rank = {
        w: n for n, w in enumerate(sorted(range(len(graph.sigla)), key=graph.sigla.__getitem__))
    }
    earlier = tokens_before(graph)
    words = [graph.vocabulary.norms[n] for n in graph.norms[base].tolist()]
    out = []
    for stretch in divided.stretches:
        if stretch.kind != "variation":
            continue
        held = readings_of(graph, divided.keys, stretch, earlier)
        readings = _ordered(held, rank, base, by_majority)
        before, after = _context(words, readings, base, int(earlier[stretch.low, base]))
        place = "\x1f".join((*readings[0].norms, "", before, "", after))
        seen[place] = seen.get(place, 0) + 1
        key = sha256(f"{place}\x1f{seen[place]}".encode("utf-8", "replace")).hexdigest()[:10]
        views = tuple(_view(graph, rank, held) for held in readings)
        view = UnitView(
            views, 0, language, before, after,
            at_gap=stretch.low in gaps or stretch.high in gaps,
            moved=2 * (covered[stretch.high] - covered[stretch.low]) > stretch.high - stretch.low,
            reordered=stretch.reordered,
            outside=_outside(graph, stretch, readings),
            regularised=regularised(views, rules, key),
        )  # fmt: skip
        out.append(Unit(stretch, tuple(readings), judge(view), key))
    return tuple(out)


def _ordered(
    readings: list[Held], rank: dict[int, int], base: int, by_majority: bool
) -> list[Held]:
    """The lemma first, then the base's, then by sigla; struck readings after those left standing."""
    if len(readings) == 2 and not by_majority and not any(held.state for held in readings):
        if base in readings[0].witnesses:
            return readings
        if base in readings[1].witnesses:
            return readings[::-1]

    def first(held: Held) -> tuple[object, ...]:
        lemma = base in held.witnesses and held.state not in GONE
        size = -len(held.witnesses) if by_majority and held.state not in GONE else 0
        names = sorted([rank[w] for w in held.witnesses])
        based = base in held.witnesses
        return (size, not lemma, held.state in GONE, not based, names, held.places)

    return sorted(readings, key=first)


def _view(graph: VariantGraph, rank: dict[int, int], held: Held) -> ReadingView:
    who = sorted(held.witnesses, key=rank.__getitem__)
    start, end = span_of(graph, who[0], held.places[held.witnesses.index(who[0])])
    text = graph.witnesses[who[0]].text[start:end]
    return ReadingView(tuple(graph.sigla[w] for w in who), text, held.forms, held.norms, held.state)


def span_of(graph: VariantGraph, witness: int, place: tuple[int, int]) -> tuple[int, int]:
    """Offsets of a token range in the witness's text; an empty range is empty where it stands."""
    tokens = graph.tokens[witness]
    start, end = place
    if start == end:
        at = int(tokens.ends[start - 1]) if start else 0
        return at, at
    return int(tokens.starts[start]), int(tokens.ends[end - 1])


def _outside(graph: VariantGraph, stretch: Stretch, readings: Sequence[Held]) -> tuple[str, ...]:
    """The formal parts in which a variation stands, if it stands nowhere else and differs there.

    Empty where words of the body take part, and where readings are of one part (two datelines, two
    signatures, or two heads with words in common): these are judged as any words.
    """
    roles: list[frozenset[str]] = []
    for held in readings:
        found = {
            graph.tokens[witness].roles.get(n, "")
            for witness, (start, end) in zip(held.witnesses, held.places, strict=True)
            for n in range(start, end)
        }
        if "" in found:
            return ()
        roles.append(frozenset(found))
    if any(a & b for n, a in enumerate(roles) for b in roles[:n]):
        return ()
    if sum(map(bool, roles)) > 1 and _parts_agree(graph, stretch):
        return ()
    return tuple(sorted({role for some in roles for role in some}))


def _parts_agree(graph: VariantGraph, stretch: Stretch) -> bool:
    """Whether witnesses have a formal part in common beside a stretch."""
    for column in (stretch.low - 1, stretch.high):
        if not 0 <= column < len(graph.table):
            continue
        seen: set[int] = set()
        for witness, n in enumerate(graph.table[column].tolist()):
            if n >= 0 and n in graph.tokens[witness].roles:
                norm = int(graph.norms[witness][n])
                if norm in seen:
                    return True
                seen.add(norm)
    return False


def _context(
    words: Sequence[str], readings: Sequence[Held], base: int, start: int
) -> tuple[str, str]:
    """The base's words before and after a variation that begins at its token `start`."""
    end = max(
        (r.places[r.witnesses.index(base)][1] for r in readings if base in r.witnesses),
        default=start,
    )
    return " ".join(words[max(0, start - CONTEXT) : start]), " ".join(words[end : end + CONTEXT])


def _coverage(graph: VariantGraph) -> tuple[Coverage, ...]:
    """For each witness its words left standing, those compared with another, and its gaps."""
    part = graph.taking_part().sum(1)
    word = np.full(graph.table.shape, False)
    for witness, norms in enumerate(graph.norms):
        cells = graph.table[:, witness]
        held = cells >= 0
        word[held, witness] = graph.vocabulary.word[norms[cells[held]]]
        columns = graph.columns_of(witness)
        gone = [n for n, state in graph.tokens[witness].states.items() if state in GONE]
        word[columns[gone], witness] = False
    out = []
    for witness, text in enumerate(graph.witnesses):
        own = word[:, witness]
        lacunae = tuple(
            Lacuna(
                missing.at, _fullest(word[low:high]), missing.estimate, missing.page, missing.why
            )
            for missing, (low, high) in zip(text.missing, graph.gap_columns(witness), strict=True)
        )
        out.append(Coverage(int(own.sum()), int((own & (part > 1)).sum()), lacunae))
    return tuple(out)


def _fullest(words: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> int | None:
    """Words of the fullest witness in a stretch; `None` where no other testifies."""
    return int(words.sum(0).max()) if words.any() else None
