"""The index: whatever is shared is found, at its place, whatever the order of things."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from herewith.algorithms.reuse.fingerprints import GUARANTEE, RUN, WINDOW, fingerprints
from herewith.algorithms.reuse.hashing import LETTER_BASE, RUN_BASE, hash_runs, mix
from herewith.algorithms.reuse.index import Part, index_of, part_of, shared_wording
from herewith.algorithms.reuse.words import cut_words

ENGLISH = ["harbour", "pilot", "convoy", "flag", "treaty", "minister", "answer", "signal", "night"]
RUSSIAN = ["гавань", "лоцман", "конвой", "флаг", "договор", "министр", "ответ", "сигнал", "ночь"]


def text(chance: random.Random, count: int, tag: str) -> list[str]:
    """Words that no other text has, in two scripts."""
    return [
        f"{chance.choice(ENGLISH + RUSSIAN)}{tag}{chance.randrange(10**6)}" for _ in range(count)
    ]


def pairs(parts: list[Part], **options: int) -> dict[tuple[str, str], list[tuple[int, ...]]]:
    """Passages by the names of their texts, as word numbers."""
    index = index_of([*parts])
    return {
        (index.names[one.a], index.names[one.b]): [
            (p.a_start, p.a_end, p.b_start, p.b_end, p.words, p.longest, p.texts)
            for p in one.passages
        ]
        for one in shared_wording(index, **options).shared
    }


M64 = (1 << 64) - 1


def plain_mix(x: int) -> int:
    """The published steps, with whole numbers."""
    x ^= x >> 27
    x = x * 0x3C79AC492BA7B653 & M64
    x ^= x >> 33
    x = x * 0x1C69B3F74AC4AE35 & M64
    return x ^ x >> 27


def plain_hash(values: list[int], base: int) -> int:
    return plain_mix(sum(v * pow(base, n, 1 << 64) for n, v in enumerate(values)) & M64)


SENTENCE = (
    "The Ambassador asked, once more, that the Note of 3 May be withdrawn before the talks began "
    "in earnest. Ёлка!"
)


def test_fingerprints_are_the_same_for_ever() -> None:
    words = cut_words([SENTENCE])
    assert [f"{int(h):016x}" for h in words.hashes[[0, 1, -1]]] == [
        "c6028eaad3789c20",
        "d05334ba7b829d05",
        "27ca21f71bced9a9",
    ]
    found = fingerprints(words)
    prints = [(f"{int(h):016x}", int(p)) for h, p in zip(found.hashes, found.places, strict=True)]
    assert prints == [("2163ca71a263a669", 7)]


def test_hashes_are_what_their_definition_says() -> None:
    words = cut_words(["the note, ёлка"])
    spelt = [[ord(c) for c in word] for word in ("the", "note", "елка")]
    plain = [plain_hash(letters, LETTER_BASE) for letters in spelt]
    assert words.hashes.tolist() == plain
    assert hash_runs(words.hashes, 3).tolist() == [plain_hash(plain, RUN_BASE)]


def test_the_window_is_such_that_twenty_words_cannot_be_shared_unseen() -> None:
    assert RUN + WINDOW - 1 == GUARANTEE == 20


def test_mixing_loses_nothing() -> None:
    numbers = np.arange(20_000, dtype=np.uint64) * np.uint64(0x123456789)
    assert len(np.unique(mix(numbers))) == len(numbers)


def test_runs_of_words_hash_by_their_words_and_order() -> None:
    words = cut_words(["one two three four", "one two three four", "two one three four"]).hashes
    assert hash_runs(words[:4], 4) == hash_runs(words[4:8], 4)
    assert hash_runs(words[:4], 4) != hash_runs(words[8:], 4)


@given(st.integers(0, 10**6), st.integers(GUARANTEE, 90), st.integers(0, 60), st.integers(0, 60))
def test_a_planted_run_of_twenty_words_or_more_is_found_at_its_place(
    seed: int, size: int, before: int, behind: int
) -> None:
    chance = random.Random(seed)
    planted = text(chance, size, "p")
    one = [*text(chance, before, "a"), *planted, *text(chance, 30, "b")]
    other = [*text(chance, 25, "c"), *planted, *text(chance, behind, "d")]
    more = [" ".join(text(chance, 40, f"m{n}")) for n in range(3)]
    part = part_of(["one", "other", "x", "y", "z"], [" ".join(one), "\n".join(other), *more])
    assert {key: [row[:5] for row in rows] for key, rows in pairs([part]).items()} == {
        ("one", "other"): [(before, before + size, 25, 25 + size, size)]
    }


@given(st.integers(0, 10**6), st.permutations(range(6)), st.integers(1, 5))
def test_neither_the_order_of_texts_nor_their_division_into_parts_changes_anything(
    seed: int, order: list[int], cut: int
) -> None:
    chance = random.Random(seed)
    planted = [text(chance, 30, f"p{n}") for n in range(4)]
    texts = {}
    for n in range(6):
        words = text(chance, 15, f"t{n}")
        for run in chance.sample(planted, 2):
            at = chance.randrange(len(words))
            words[at:at] = run
        texts[f"text{n}"] = " ".join(words)
    names = list(texts)
    whole = pairs([part_of(names, [texts[name] for name in names])])
    mixed = [names[n] for n in order]
    halves = [mixed[:cut], mixed[cut:]]
    assert pairs([part_of(half, [texts[n] for n in half]) for half in halves]) == whole


@given(st.integers(0, 10**6), st.integers(1, 4))
def test_a_new_box_against_an_old_index_gives_what_all_at_once_gives(seed: int, old: int) -> None:
    chance = random.Random(seed)
    shared = text(chance, 40, "s")
    texts = {
        f"t{n}": " ".join(
            [*text(chance, 10, f"a{n}"), *shared[n : n + 25], *text(chance, 9, f"b{n}")]
        )
        for n in range(5)
    }
    names = sorted(texts)
    parts = [part_of([name], [texts[name]]) for name in names]
    whole = pairs(parts)
    first = pairs(parts[:old])
    index = index_of([*parts])
    later = {
        (index.names[one.a], index.names[one.b])
        for one in shared_wording(index, new=names[old:]).shared
    }
    assert later == set(whole) - set(first)
    assert later == {pair for pair in combinations(names, 2) if set(pair) & set(names[old:])}


def test_wording_above_the_cap_makes_no_pair_and_is_counted() -> None:
    formula = " ".join(text(random.Random(5), 40, "f"))
    index = index_of([part_of([f"t{n}" for n in range(6)], [formula] * 6)])
    found = shared_wording(index, most_texts=5)
    assert list(found.shared) == []
    assert set(found.formulas.texts.tolist()) == {6}
    assert found.formulas.first_text.tolist() == [0] * len(found.formulas)
    assert found.formulas.second_text.tolist() == [1] * len(found.formulas)
    assert len(list(shared_wording(index, most_texts=6).shared)) == 15


def test_the_words_of_a_formula_are_known_by_in_how_many_texts_they_stand() -> None:
    chance = random.Random(5)
    formula = text(chance, 60, "f")
    texts = [" ".join([*text(chance, 12, f"t{n}"), *formula]) for n in range(6)]
    found = pairs([part_of([f"t{n}" for n in range(6)], texts)])
    assert {row[-1] for rows in found.values() for row in rows} == {6}


def test_a_passage_runs_over_words_that_differ_and_counts_only_those_that_agree() -> None:
    chance = random.Random(7)
    words = text(chance, 80, "w")
    changed = [*words]
    changed[30:32] = ["another"]
    changed[50] = "struck"
    part = part_of(["a", "b"], [" ".join(words), " ".join(changed)])
    assert pairs([part]) == {("a", "b"): [(0, 80, 0, 79, 77, 30, 2)]}


def test_a_passage_grows_over_its_ends_where_few_words_differ() -> None:
    chance = random.Random(8)
    words = text(chance, 40, "w")
    changed = [*words]
    changed[3], changed[36] = "first", "last"
    part = part_of(["a", "b"], [" ".join(words), " ".join(changed)])
    assert pairs([part]) == {("a", "b"): [(0, 40, 0, 40, 38, 32, 2)]}


@given(st.integers(0, 10**6), st.integers(2, 9), st.integers(20, 60))
def test_however_many_words_lie_between_planted_runs_none_is_lost(
    seed: int, count: int, size: int
) -> None:
    chance = random.Random(seed)
    one: list[str] = []
    other: list[str] = []
    for n in range(count):
        planted = text(chance, size, f"p{n}")
        one += [*text(chance, chance.randrange(40), f"a{n}"), *planted]
        other += [*text(chance, chance.randrange(40), f"b{n}"), *planted]
        if chance.random() < 0.3:
            other += planted[: size // 2]
    found = pairs([part_of(["one", "other"], [" ".join(one), " ".join(other)])])
    covered = {n for row in found["one", "other"] for n in range(row[0], row[1])}
    shared = {n for n, word in enumerate(one) if word in set(other)}
    assert shared <= covered


def test_a_table_that_repeats_one_row_many_times_does_not_run_away() -> None:
    rows = " ".join(["nil"] * 4000)
    part = part_of(["a", "b"], [rows, rows + " end"])
    index = index_of([part])
    found = shared_wording(index)
    assert len(found.formulas) == 1
    assert list(found.shared) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлки-палки, Éire", "елки палки eire"),
        ("the ﬁnal oﬀer", "THE FINAL OFFER"),
        ("co\u00adoperation", "cooperation"),
        ("e\u0301lan", "élan"),
        ("Straße", "STRASSE"),
        ("don’t", "don't"),
    ],
)
def test_ways_of_writing_one_word_are_one(one: str, other: str) -> None:
    assert cut_words([one]).hashes.tolist() == cut_words([other]).hashes.tolist()


@given(st.lists(st.text(max_size=40), max_size=6))
def test_every_word_stands_at_its_offsets_and_alone_hashes_alike(texts: list[str]) -> None:
    words = cut_words(texts)
    assert len(words) == len(texts)
    for n, whole in enumerate(texts):
        low, high = int(words.bounds[n]), int(words.bounds[n + 1])
        places = list(
            zip(words.starts[low:high].tolist(), words.ends[low:high].tolist(), strict=True)
        )
        assert all(0 <= start < end <= len(whole) for start, end in places)
        assert places == sorted(places)
        for (start, end), own in zip(places, words.hashes[low:high].tolist(), strict=True):
            assert cut_words([whole[start:end]]).hashes.tolist() == [own]


def test_no_text_at_all_shares_nothing() -> None:
    assert pairs([part_of([], [])]) == {}
    assert pairs([part_of(["a", "b"], ["", "…"])]) == {}
