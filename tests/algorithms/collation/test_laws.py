"""Laws of collation, on random texts: nothing lost, nothing doubled, no order that matters."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from herewith.algorithms.collation import Collated, Missing, State, WitnessText, collate
from herewith.algorithms.collation.collate import span_of
from herewith.algorithms.collation.tokens import tokenise

WORDS = (
    "the",
    "a",
    "of",
    "peace",
    "piece",
    "missile",
    "missiles",
    "not",
    "now",
    "Cuba",
    "27",
    "28",
)
MARKS = (",", ".", "—", "“")
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs",))
sentences = st.lists(st.sampled_from(WORDS + MARKS), max_size=25).map(" ".join)
anything = st.text(LETTERS, max_size=60)
texts = st.one_of(sentences, sentences, anything)


@st.composite
def witnesses(draw: st.DrawFn, least: int = 2, most: int = 4) -> list[WitnessText]:
    """Witnesses, some of them copies of others with words changed, with states and gaps."""
    out: list[WitnessText] = []
    for n in range(draw(st.integers(least, most))):
        text = draw(texts)
        if out and draw(st.booleans()):
            words = draw(st.sampled_from(out)).text.split(" ")
            at = draw(st.integers(0, len(words)))
            words[at : at + draw(st.integers(0, 3))] = draw(
                st.lists(st.sampled_from(WORDS), max_size=3)
            )
            text = " ".join(words)
        size = len(text)
        places = st.tuples(st.integers(0, size), st.integers(0, size)).map(sorted)
        kinds = st.sampled_from(("struck", "inserted", "unclear", "indistinct", "hand"))
        states = draw(st.lists(st.builds(_state, kinds, places, st.booleans()), max_size=2))
        missing = draw(st.lists(st.integers(0, size), max_size=2))
        gaps = tuple(Missing(at) for at in sorted(missing))
        out.append(WitnessText("ABCDE"[n], text, tuple(states), gaps))
    return out


def struck(siglum: str, text: str) -> WitnessText:
    """A witness whose only words are struck out."""
    return WitnessText(siglum, text, (State("struck", 0, len(text), False),), ())


def _state(kind: str, place: list[int], doubtful: bool) -> State:
    return State(kind, place[0], place[1], doubtful)


def plain(*texts: str) -> list[WitnessText]:
    return [WitnessText("ABCDE"[n], text) for n, text in enumerate(texts)]


def spans_of(found: Collated, witness: int) -> list[tuple[int, int]]:
    """Token ranges of a witness over all readings and agreements, in order of the stretches."""
    graph = found.graph
    units = iter(found.units)
    out = []
    for stretch in found.cut.stretches:
        if stretch.kind == "variation":
            for held in next(units).readings:
                out += [
                    place
                    for w, place in zip(held.witnesses, held.places, strict=True)
                    if w == witness
                ]
        else:
            cells = graph.table[stretch.low : stretch.high, witness]
            if cells[0] >= 0:
                out.append((int(cells[0]), int(cells[-1]) + 1))
    return sorted(out)


def shown(found: Collated) -> list[object]:
    """What a reader sees of a collation, by siglum."""
    graph = found.graph
    return [
        [
            (
                sorted(graph.sigla[w] for w in held.witnesses),
                sorted(
                    (graph.sigla[w], *span_of(graph, w, place))
                    for w, place in zip(held.witnesses, held.places, strict=True)
                ),
                held.forms,
                held.state,
            )
            for held in unit.readings
        ]
        + [(unit.judged, unit.key)]
        for unit in found.units
    ]


@given(witnesses())
def test_every_token_of_every_witness_is_in_exactly_one_place_in_order(
    some: list[WitnessText],
) -> None:
    found = collate(some)
    for number, witness in enumerate(found.graph.witnesses):
        held = [place for place in spans_of(found, number) if place[0] < place[1]]
        assert [n for start, end in held for n in range(start, end)] == list(
            range(len(tokenise(witness)))
        )


@given(witnesses())
def test_reading_a_witness_back_from_the_graph_gives_the_witness(some: list[WitnessText]) -> None:
    graph = collate(some).graph
    for number, witness in enumerate(graph.witnesses):
        tokens = tokenise(witness)
        assert graph.read(number) == tokens.texts
        cells = graph.table[:, number]
        assert list(cells[cells >= 0]) == list(range(len(tokens)))
        assert all(
            witness.text[start:end] == text
            for text, start, end in zip(tokens.texts, tokens.starts, tokens.ends, strict=True)
        )
    assert (graph.table >= 0).any(1).all()


@given(witnesses(), st.randoms(use_true_random=False))
def test_the_order_in_which_witnesses_are_named_changes_nothing(
    some: list[WitnessText], chance: object
) -> None:
    other = list(some)
    chance.shuffle(other)  # type: ignore[attr-defined]
    assert shown(collate(some)) == shown(collate(other))


@given(witnesses(most=2))
@example([struck("A", "0"), struck("B", "the")])
def test_exchanging_the_sigla_of_two_witnesses_mirrors_the_result(some: list[WitnessText]) -> None:
    one, two = some
    mirrored = [
        WitnessText("B", one.text, one.states, one.missing),
        WitnessText("A", two.text, two.states, two.missing),
    ]
    left, right = collate(some), collate(mirrored, base="B")
    swap = {"A": "B", "B": "A"}
    assert [
        [
            (
                [swap[s] for s in sorted(left.graph.sigla[w] for w in h.witnesses)][::-1],
                h.forms,
                h.state,
            )
            for h in u.readings
        ]
        for u in left.units
    ] == [
        [(sorted(right.graph.sigla[w] for w in h.witnesses), h.forms, h.state) for h in u.readings]
        for u in right.units
    ]


@given(texts, st.integers(2, 4))
def test_a_text_with_itself_has_no_variation(text: str, count: int) -> None:
    found = collate(plain(*[text] * count))
    assert found.units == ()
    assert found.moves == ()
    assert [c.compared for c in found.coverage] == [c.tokens for c in found.coverage]


@given(witnesses())
def test_stretches_cover_all_columns_once(some: list[WitnessText]) -> None:
    found = collate(some)
    edges = [0, *(s.high for s in found.cut.stretches)]
    assert [s.low for s in found.cut.stretches] == edges[:-1]
    assert edges[-1] == len(found.graph.table)
    assert all(low < high for low, high in pairwise(edges))


distinct = st.lists(st.integers(0, 999), min_size=8, max_size=40, unique=True).map(
    lambda numbers: [f"word{n}" for n in numbers]
)


@given(distinct, st.data())
def test_a_planted_substitution_is_found_where_it_was_planted(
    words: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    other = [*words[:at], "sparrow", *words[at + 1 :]]
    found = collate(plain(" ".join(words), " ".join(other)))
    assert [[h.forms for h in u.readings] for u in found.units] == [[(words[at],), ("sparrow",)]]
    assert spans_of(found, found.graph.sigla.index("A")).count((at, at + 1)) == 1


@given(distinct, st.data())
def test_a_planted_omission_is_found_where_it_was_planted(
    words: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(words) - 3))
    size = data.draw(st.integers(1, 3))
    found = collate(plain(" ".join(words), " ".join(words[:at] + words[at + size :])))
    assert [[h.forms for h in u.readings] for u in found.units] == [
        [tuple(words[at : at + size]), ()]
    ]


@given(distinct, st.data())
def test_a_planted_addition_is_found_where_it_was_planted(
    words: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(words)))
    other = [*words[:at], "sparrow", "falcon", *words[at:]]
    found = collate(plain(" ".join(words), " ".join(other)))
    assert [[h.forms for h in u.readings] for u in found.units] == [[(), ("sparrow", "falcon")]]


@given(st.lists(st.integers(0, 9999), min_size=60, max_size=120, unique=True), st.data())
def test_a_planted_move_is_found_as_one_unit(numbers: list[int], data: st.DataObject) -> None:
    words = [f"word{n}" for n in numbers]
    size = data.draw(st.integers(6, 15))
    at = data.draw(st.integers(0, 10))
    block, rest = words[at : at + size], words[:at] + words[at + size :]
    to = data.draw(st.integers(at + size + 5, len(rest)))
    found = collate(plain(" ".join(words), " ".join(rest[:to] + block + rest[to:])))
    assert len(found.moves) == 1
    low, high = found.moves[0].low, found.moves[0].high
    witness = found.graph.sigla.index("A")
    held = found.graph.table[low:high, witness]
    texts = found.graph.tokens[witness].texts
    assert [texts[n] for n in held if n >= 0] == block or found.moves[0].words == size


@given(distinct, st.data())
def test_a_declared_gap_is_never_an_omission(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(start + 1, len(words)))
    before, after = " ".join(words[:start]), " ".join(words[end:])
    part = WitnessText("B", f"{before} {after}", missing=(Missing(len(before)),))
    found = collate([WitnessText("A", " ".join(words)), part])
    assert found.units == ()
    (lacuna,) = found.coverage[found.graph.sigla.index("B")].lacunae
    assert lacuna.words == end - start
    assert found.coverage[found.graph.sigla.index("A")].compared == len(words) - (end - start)


@given(distinct)
def test_the_same_words_missing_without_a_declared_gap_are_an_omission(words: list[str]) -> None:
    found = collate(plain(" ".join(words), " ".join(words[:2] + words[5:])))
    assert [u.judged.kind for u in found.units] == ["omission"]
