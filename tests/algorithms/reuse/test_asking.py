"""The loose level, and where quoted words stand in a collection."""

from __future__ import annotations

import random

from herewith.algorithms.reuse.index import index_of, part_of
from herewith.algorithms.reuse.loose import loose_pairs, telling_words
from herewith.algorithms.reuse.quoting import Quoting
from herewith.algorithms.wording import words

ONE = (
    "The Prime Minister of Sarn informs the President that the patrol boats Heron and Tern will "
    "leave the fairway on 9 November, that the lighthouse keepers of Ilmar will again be paid by "
    "the harbour treasury, and that 14 pilots, among them Captain Orlo, will be exchanged at the "
    "northern mole for the crew of the trawler Halcyon."
)
OTHER = (
    "President Morane is told by Sarn's head of government: the Heron and the Tern, both patrol "
    "boats, quit the fairway November 9; wages for the keepers of Ilmar's lighthouses shall once "
    "more come from the treasury of the harbour; Captain Orlo and 13 more, 14 pilots in all, go "
    "free at the northern mole in return for the crew of Halcyon, the trawler."
)
SAME_MATTER = (
    "The trawler Halcyon and her crew were discussed by the Council, which blamed Captain Orlo. The "
    "treasury cannot pay lighthouse keepers in Ilmar and pilots as well. The mole must be mended."
)


def loose(*texts: str) -> list[tuple[str, str]]:
    named = [telling_words(f"t{n}", ((w, s) for w, s, _ in words(t))) for n, t in enumerate(texts)]
    return [(one.a, one.b) for one in loose_pairs(named)]


def test_two_translations_of_one_note_are_a_loose_pair() -> None:
    fillers = [f"Letter {n} about barley, wool and the price of {n} sacks." for n in range(8)]
    assert loose(ONE, OTHER, *fillers) == [("t0", "t1")]


def test_papers_on_one_matter_are_not_a_loose_pair() -> None:
    fillers = [f"Letter {n} about barley, wool and the price of {n} sacks." for n in range(8)]
    assert loose(ONE, SAME_MATTER, *fillers) == []


def test_the_order_of_papers_changes_no_loose_pair() -> None:
    fillers = [f"Letter {n} about barley, wool and the price of {n} sacks." for n in range(8)]
    assert loose(OTHER, *fillers, ONE) == [("t0", "t9")]


def test_quoted_words_are_found_where_they_stand_though_one_is_another() -> None:
    chance = random.Random(4)
    texts = [" ".join(f"w{chance.randrange(900)}" for _ in range(300)) for _ in range(40)]
    texts[17] = f"{texts[17]} {ONE} {texts[3]}"
    asked = Quoting(index_of([part_of([f"t{n:02}" for n in range(40)], texts)]))
    quoted = "the lighthouse keepers of Ilmar will once be paid by the harbour treasury"
    best = asked.find(quoted)[0]
    assert best.name == "t17"
    stands = " ".join(texts[17].split()[best.first : best.last]).rstrip(",")
    assert stands == quoted.replace("once", "again")
    assert best.share > 0.9


def test_words_that_stand_nowhere_are_not_found() -> None:
    asked = Quoting(index_of([part_of(["a"], [ONE])]))
    assert asked.find("a sentence of which no four words in a row stand there") == ()
    assert asked.find("the Heron") == ()
