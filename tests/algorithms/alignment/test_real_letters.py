"""Letters of October 1962: the true translation is found, letters of the same days are not taken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from herewith.model.bitext import Bead
from herewith.project.aligning import AlignedFiles, align_files

pytestmark = pytest.mark.material

BY_HAND = Path(__file__).parents[2] / "cases" / "alignment" / "letter-of-28-october.ladder"
LETTER = "002_915aa0a0ed784724.txt#uvazhaemyy-gospodin-prezident-poluchil-54f7"
FOREWORDS = "000_7fe96260dea5ffca.txt"

Shape = tuple[tuple[int, ...], tuple[int, ...]]


def aligned(material: Path, source: str, target: str) -> AlignedFiles:
    box = material / "boxes" / "cuba-1962"
    places = [
        str(box / spec if spec.startswith("00") else material / "frus" / spec)
        for spec in (source, target)
    ]
    return align_files(*places)


def by_hand() -> set[Shape]:
    out = set()
    for line in BY_HAND.read_text("utf-8").split("\n")[:-1]:
        left, right = (tuple(int(n) for n in re.findall(r"\d+", part)) for part in line.split(":"))
        out.add((left, right))
    return out


@pytest.fixture(scope="module")
def letter(material: Path) -> AlignedFiles:
    return aligned(material, LETTER, "frus1961-63v06.xml#d68")


def with_role(done: AlignedFiles, role: str) -> Bead:
    (number,) = [s.n for s in done.bitext.source_sentences if s.role == role]
    (bead,) = [b for b in done.bitext.beads if number in b.source]
    return bead


def test_the_letter_is_aligned_as_by_hand(letter: AlignedFiles) -> None:
    assert letter.bitext.verdict == "aligned"
    found = {(b.source, b.target) for b in letter.bitext.beads}
    gold = by_hand()
    right = len(found & gold)
    strict = 2 * right / (len(found) + len(gold))
    assert strict >= 0.97
    links = {(i, j) for left, right in gold for i in left for j in right}
    astray = [b for b in letter.bitext.beads if b.target and b.source]
    astray = [b for b in astray if not any((i, j) in links for i in b.source for j in b.target)]
    assert astray == []


def test_salutation_and_date_are_paired_by_role(letter: AlignedFiles) -> None:
    for role in ("salutation", "dateline", "signature"):
        bead = with_role(letter, role)
        assert bead.kind == "furniture"
        assert letter.bitext.target_sentences[bead.target[0]].role == role


def test_the_sentence_that_the_translation_lacks_is_an_omission(letter: AlignedFiles) -> None:
    (bead,) = [b for b in letter.bitext.beads if not b.target]
    assert bead.kind == "omitted"
    text = letter.bitext.source_sentences[bead.source[0]].text
    assert text.startswith("Я бы просил правильно это оценить")


@pytest.mark.parametrize("number", [60, 63, 65, 66, 67, 69, 71])
def test_letters_of_the_same_days_are_no_translation(number: int, material: Path) -> None:
    done = aligned(material, LETTER, f"frus1961-63v06.xml#d{number}")
    assert done.bitext.verdict in ("unreliable", "not_a_translation")
    assert all(b.confidence < 0.5 for b in done.bitext.beads if b.source and b.target)


def test_of_two_forewords_each_finds_its_own(material: Path) -> None:
    russian = f"{FOREWORDS}#predislovie-pochti-tridtsat-let-nazad-5363"
    own = aligned(material, russian, f"{FOREWORDS}#foreword-close-to-30-years-decb")
    other = aligned(material, russian, f"{FOREWORDS}#foreword-the-foreign-policy-goal-2830")
    assert own.bitext.verdict == "aligned"
    assert other.bitext.verdict in ("unreliable", "not_a_translation")
