"""The loose level, and where quoted words stand in a collection."""

from __future__ import annotations

import random

from herewith.algorithms.quotations import Source, Verifier
from herewith.algorithms.reuse.index import index_of, part_of
from herewith.algorithms.reuse.loose import loose_pairs, telling_words
from herewith.algorithms.reuse.quoting import Quoting
from herewith.algorithms.reuse.words import cut_words
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


def asked_of(*texts: str) -> Quoting:
    names = [f"t{n:02}" for n in range(len(texts))]
    return Quoting(index_of([part_of(names, texts)]))


def test_quoted_words_are_found_where_they_stand_though_one_is_another() -> None:
    chance = random.Random(4)
    texts = [" ".join(f"w{chance.randrange(900)}" for _ in range(300)) for _ in range(40)]
    texts[17] = f"{texts[17]} {ONE} {texts[3]}"
    quoted = "the lighthouse keepers of Ilmar will once be paid by the harbour treasury"
    votes = asked_of(*texts).votes([cut_words([quoted]).hashes], near=8, most=5)
    (text, place), count = votes.most_common(1)[0]
    stands = texts[17].split().index("lighthouse") - 1
    assert (text, count) == (17, 8)
    assert 0 <= stands - place < 8


def test_words_that_no_text_has_in_a_row_get_no_votes() -> None:
    asked = asked_of(ONE, OTHER)
    for quoted in ("not three of these words stand there together", "the Heron"):
        assert not asked.votes([cut_words([quoted]).hashes], near=8, most=5)


def test_words_across_the_end_of_a_text_are_no_run() -> None:
    asked = asked_of("the pilots of the", "strait are free")
    assert not asked.votes([cut_words(["of the strait"]).hashes], near=8, most=5)


def test_how_often_a_word_stands_is_counted_over_all_texts() -> None:
    asked = asked_of("the pilots of the strait", "the strait is free")
    counts = [asked.frequency(int(h)) for h in cut_words(["the strait of nowhere"]).hashes]
    assert counts == [3, 2, 1, 0]


def test_the_order_in_which_sources_are_given_changes_no_verdict() -> None:
    chance = random.Random(9)
    texts = [" ".join(f"w{chance.randrange(90)}" for _ in range(200)) for _ in range(8)]
    sources = [Source(f"t{n}", text) for n, text in enumerate(texts)]
    one, other = Verifier(sources), Verifier(sources[::-1])
    for n, text in enumerate(texts):
        words = text.split()[20 * n : 20 * n + 15]
        words[7] = "other"
        said = " ".join(words)
        assert one.verify(said) == other.verify(said)
        assert one.verify(said).key == f"t{n}"
