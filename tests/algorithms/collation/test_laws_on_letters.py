"""The laws of collation on real texts: the built-in sample, and letters of the shared material."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from tests.algorithms.collation.test_laws import shown, spans_of

from herewith.algorithms.collation import Collated, WitnessText, collate
from herewith.algorithms.collation.tokens import tokenise
from herewith.formats.reading import read
from herewith.sample import folder
from herewith.stages.reconstruct import reconstruct
from herewith.stages.revision import with_deletions
from herewith.stages.testimony import witness_text

MATERIAL = Path(__file__).resolve().parents[3].parent / "shared"
LEAST = 250
"""Words of a letter that is looked at."""


def letters_of(path: Path, *wanted: str) -> dict[str, WitnessText]:
    """The long documents of a file as witnesses, with their gaps, revisions and formal parts."""
    found = reconstruct(read(path)).documents
    return {
        str(d.id): witness_text(with_deletions(d).document, f"w{n}")
        for n, d in enumerate(found)
        if len(d.text.split()) >= LEAST
        and (not wanted or any(("xml:id", name) in d.attributes for name in wanted))
    }


@cache
def of_the_sample() -> list[WitnessText]:
    paths = sorted(p for p in folder().joinpath("box").iterdir() if p.suffix in (".md", ".txt"))
    paths.append(folder() / "box" / "05-sarn-volume.xml")
    found = [witness for path in paths for witness in letters_of(path).values()]
    return [replace(witness, siglum=f"w{n}") for n, witness in enumerate(found)]


@cache
def of_the_material() -> list[WitnessText]:
    box = next((MATERIAL / "boxes" / "cuba-1962").glob("002_*.txt"))
    volume = MATERIAL / "frus" / "frus1961-63v06.xml"
    found = [*letters_of(box).values(), *letters_of(volume, "d65", "d66", "d67", "d84").values()]
    return [replace(witness, siglum=f"w{n}") for n, witness in enumerate(found)]


SOURCES = [
    pytest.param(of_the_sample, id="sample"),
    pytest.param(of_the_material, id="material", marks=pytest.mark.material),
]
Letters = Callable[[], list[WitnessText]]


@cache
def collated(source: Letters) -> list[Collated]:
    """Neighbouring letters by two and three: the same letter, and letters that are not the same."""
    texts = source()
    pairs = [collate(texts[n : n + 2]) for n in range(len(texts) - 1)]
    return pairs + [collate(texts[n : n + 3]) for n in range(len(texts) - 2)]


@pytest.mark.parametrize("source", SOURCES)
def test_every_token_of_a_letter_is_in_exactly_one_place_in_order(source: Letters) -> None:
    assert len(collated(source)) >= 5
    for found in collated(source):
        for number, witness in enumerate(found.graph.witnesses):
            held = [place for place in spans_of(found, number) if place[0] < place[1]]
            places = [n for start, end in held for n in range(start, end)]
            assert places == list(range(len(tokenise(witness))))


@pytest.mark.parametrize("source", SOURCES)
def test_a_letter_read_back_from_the_graph_is_the_letter(source: Letters) -> None:
    for found in collated(source):
        for number, witness in enumerate(found.graph.witnesses):
            read = "".join(found.graph.read(number))
            assert "".join(read.split()) == "".join(witness.text.split())


@pytest.mark.parametrize("source", SOURCES)
def test_the_order_in_which_letters_are_named_changes_nothing(source: Letters) -> None:
    three = source()[:3]
    first = shown(collate(three))
    assert first
    for order in permutations(three):
        assert shown(collate(order)) == first


@pytest.mark.parametrize("source", SOURCES)
def test_a_letter_with_itself_has_no_variation(source: Letters) -> None:
    for letter in source():
        found = collate([replace(letter, siglum="A"), replace(letter, siglum="B")])
        assert (found.units, found.moves) == ((), ())
        assert [c.compared for c in found.coverage] == [c.tokens for c in found.coverage]


def kept(found: Collated) -> list[tuple[list[str], tuple[str, ...], str]]:
    sigla = found.graph.sigla
    return [
        (sorted(sigla[w] for w in held.witnesses), held.forms, held.state)
        for unit in found.units
        for held in sorted(unit.readings, key=lambda h: (h.forms, h.state, h.witnesses))
    ]


@pytest.mark.parametrize("source", SOURCES)
def test_exchanging_two_letters_mirrors_the_result(source: Letters) -> None:
    texts = source()
    swap = {"A": "B", "B": "A"}
    for one, two in pairwise(texts):
        left = collate([replace(one, siglum="A"), replace(two, siglum="B")])
        right = collate([replace(one, siglum="B"), replace(two, siglum="A")])
        mirrored = [(sorted(swap[s] for s in who), f, state) for who, f, state in kept(left)]
        assert sorted(map(repr, mirrored)) == sorted(map(repr, kept(right)))


def chosen(words: Sequence[str], *parts: object, room: int = 1) -> int:
    """A place in a text, by chance of its content."""
    number = int(sha256(repr(parts).encode()).hexdigest(), 16)
    return 20 + number % (len(words) - 40 - room)


def planted(letter: WitnessText, change: Callable[[list[str]], list[str]]) -> Collated:
    words = letter.text.split()
    changed = change(list(words))
    return collate([WitnessText("A", " ".join(words)), WitnessText("B", " ".join(changed))])


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("time", range(3))
def test_a_planted_substitution_omission_and_addition_are_found_in_their_place(
    source: Letters, time: int
) -> None:
    for letter in source():
        words = letter.text.split()
        at = chosen(words, letter.text, time)
        for put, size in (("quagga",), 1), ((), 1), (("quagga", "zebu"), 0):
            found = planted(letter, lambda w, p=put, n=at, s=size: [*w[:n], *p, *w[n + s :]])
            assert found.units, (letter.text[:40], at)
            read_a, read_b = [], []
            for unit in found.units:
                assert len(unit.readings) == 2
                read_a += unit.readings[0].forms
                read_b += unit.readings[1].forms
            lost = tokenise(WitnessText("", " ".join(words[at : at + size]))).texts
            assert len(read_a) <= len(lost) + 1
            assert len(read_b) <= len(put) + 1
            assert set(put) <= set(read_b)
            starts = [
                int(found.graph.tokens[w].starts[min(place[0], len(found.graph.tokens[w]) - 1)])
                for unit in found.units
                for held in unit.readings
                for w, place in zip(held.witnesses, held.places, strict=True)
                if found.graph.sigla[w] == "A"
            ]
            where = len(" ".join(words[:at]))
            assert all(abs(start - where) < 40 for start in starts)


@pytest.mark.parametrize("source", SOURCES)
def test_a_planted_move_is_found_as_one_unit(source: Letters) -> None:
    for letter in source():
        words = letter.text.split()
        at = chosen(words, letter.text, room=70)
        block = words[at : at + 20]
        found = planted(
            letter, lambda w, n=at, b=block: [*w[:n], *w[n + 20 : n + 60], *b, *w[n + 60 :]]
        )
        assert len(found.moves) == 1, letter.text[:40]
        (move,) = found.moves
        counted = len([t for t in tokenise(WitnessText("", " ".join(block))).texts if t.isalnum()])
        assert abs(move.words - counted) <= 3
