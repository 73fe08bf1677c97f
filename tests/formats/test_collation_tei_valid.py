"""TEI documents of collations are valid by the schema of all of TEI P5, not by one of our own."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.algorithms.collation.case_files import cases
from tests.formats.tei_schema import complaints

from herewith.algorithms.collation import Missing, State, WitnessText, collate
from herewith.formats.collation_tei import write_tei

pytestmark = pytest.mark.java

KINDS = ("struck", "inserted", "hand", "unclear", "indistinct", "withheld")
SIGLA = ("1962 copy", "Ж", "A&B <x>", "c", "A B", "A-B")


def written(folder: Path, name: str, witnesses: list[WitnessText]) -> Path:
    path = folder / f"{name}.xml"
    path.write_bytes(write_tei(collate(witnesses), title=f"<{name}> & \x07"))
    return path


def marked(chance: random.Random, siglum: str) -> WitnessText:
    """A witness with states over its words and a gap, by chance."""
    words = ["the", "strait", "straits", "is", "closed", ",", ".", "<b>&", "a\x01b", "ѣ"]
    text = " ".join(chance.choices(words, k=chance.randrange(16)))
    states, missing = [], []
    for kind in chance.sample(KINDS, chance.randrange(4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randrange(9))
        states.append(State(kind, start, end, chance.random() < 0.5))
    if chance.random() < 0.4:
        missing.append(Missing(chance.randrange(len(text) + 1), 9, 2, "page 2 <lost>"))
    return WitnessText(siglum, text, tuple(states), tuple(missing))


def test_every_case_and_many_random_texts_with_states_and_gaps_are_valid(tmp_path: Path) -> None:
    paths = [
        written(tmp_path, f"case{n}", [WitnessText(s, t) for s, t in case.witnesses.items()])
        for n, case in enumerate(cases())
    ]
    for seed in range(120):
        chance = random.Random(seed)
        sigla = SIGLA[: 2 + seed % 5]
        paths.append(written(tmp_path, f"random{seed}", [marked(chance, s) for s in sigla]))
    assert complaints(paths) == []


def test_the_schema_is_really_asked(tmp_path: Path) -> None:
    good = written(tmp_path, "good", [WitnessText("A", "a b"), WitnessText("B", "a c")])
    bad = tmp_path / "bad.xml"
    bad.write_bytes(good.read_bytes().replace(b"<lem ", b"<lemma ").replace(b"</lem>", b"</lemma>"))
    assert "lemma" in "".join(complaints([bad]))
