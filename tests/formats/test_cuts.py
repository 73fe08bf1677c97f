"""Where a large file is cut makes no difference to what is found in it."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.damage import Clean, Damage, damaged
from tests.formats.making import pdf

from herewith.errors import Problem
from herewith.formats import parts
from herewith.formats.files import BoxFile, box_files
from herewith.formats.parts import text_parts
from herewith.formats.texts import read_text
from herewith.model.document import Document
from herewith.stages.reconstruct import reconstruct

NOUNS = (
    "harbour lamp tug pilot convoy note chart buoy signal ledger keeper mole strait vessel".split()
)
VERBS = "was seen by, will be kept for, has been sent to, cannot be left with, is known to".split(
    ", "
)
NAMES = ("Aldric", "Morane", "Holm", "Orlin", "Vorokhov", "Hollis", "Tessel", "Brandt")
PLACES = ("Port Ellery", "Sarnhaven", "Calmere", "Tollmouth")

SCANS = Damage(
    page_words=(120, 200),
    catchwords=0.5,
    classified=0.4,
    hyphens=0.1,
    recaptured=0.05,
    swapped=0.04,
)
"""Pages with furniture, some captured twice, some out of their order."""

Found = tuple[str, bool, tuple[tuple[int, int], ...]]


def sentence(chance: random.Random) -> str:
    one, two, three = (chance.choice(NOUNS) for _ in range(3))
    serial = chance.randint(100, 99_999)
    return f"The {one} {chance.choice(VERBS)} the {two} of the {three} under number {serial}."


def letter(n: int, chance: random.Random) -> Clean:
    body = [" ".join(sentence(chance) for _ in range(6)) for _ in range(chance.randint(2, 6))]
    head = f"{chance.choice(PLACES)}, May {n % 28 + 1}, 1911"
    greeting = f"Dear Mr. {chance.choice(NAMES)}:"
    return Clean(str(n), (head, greeting, *body, "Sincerely yours,", f"P. {chance.choice(NAMES)}"))


def scans(seed: int, letters: int) -> str:
    """One stream of letters, as it comes from the scanner."""
    chance = random.Random(seed)
    own = [letter(n, chance) for n in range(letters)]
    return damaged(own, SCANS, seed).text


def found(text: str, first: int = 0) -> list[Found]:
    """The documents of a text: their words, whether they are whole, where they stand."""
    delivered = read_text(text.encode(), shown="scans", source_id="scans", form="plain")
    return [_found(document, first) for document in reconstruct(delivered).documents]


def _found(document: Document, first: int) -> Found:
    places = tuple((p.start + first, p.end + first) for p in document.passages)
    return document.text, document.complete, places


@settings(max_examples=6)
@given(seed=st.integers(0, 10_000), size=st.sampled_from((20_000, 33_000, 47_000)))
def test_the_size_of_the_parts_makes_no_difference(seed: int, size: int) -> None:
    text = scans(seed, 45)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scans.txt"
        path.write_text(text, encoding="utf-8", newline="")
        cut = text_parts(path, size)
    assert len(cut) > 1
    in_parts = [
        one
        for n, part in enumerate(cut)
        for one in found(
            text[part.first_char : cut[n + 1].first_char if n + 1 < len(cut) else None],
            part.first_char or 0,
        )
    ]
    assert in_parts == found(text)
