"""Classes of variations, states of words, rules of regularisation, bases, keys, bad input."""

from __future__ import annotations

import time

import pytest

from herewith.algorithms.collation import (
    Collated,
    Judged,
    Missing,
    State,
    UnitView,
    WitnessText,
    collate,
)
from herewith.algorithms.collation.collate import MAJORITY
from herewith.algorithms.collation.regularise import parse_rules
from herewith.algorithms.collation.sigla import sigla_for
from herewith.algorithms.substance.variations import judge
from herewith.errors import UsageError


def pair(a: str, b: str, language: str | None = "en", **options: object) -> Collated:
    return collate([WitnessText("A", a), WitnessText("B", b)], language=language, **options)  # type: ignore[arg-type]


def judged(a: str, b: str, language: str | None = "en") -> list[tuple[str, str]]:
    return [(u.judged.cls, u.judged.kind) for u in pair(a, b, language).units]


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("We agree, now", "We agree now", ("form", "punctuation")),
        ("the Government", "the government", ("form", "case")),
        ("our co-operation", "our cooperation", ("form", "hyphenation")),
        ("met some one", "met someone", ("form", "division")),
        ("the harbour is", "the harbor is", ("form", "spelling")),
        ("told Khrushchev so", "told Khrushchov so", ("form", "spelling")),
        ("We are now ready", "We are not ready", ("substance", "substitution")),
        ("They will come", "They will never come", ("substance", "addition")),
        ("They don't agree", "They agree", ("substance", "omission")),
        ("at 5 o'clock", "at 6 o'clock", ("substance", "substitution")),
        ("in two weeks", "in three weeks", ("substance", "substitution")),
        ("on Monday next", "on Sunday next", ("substance", "word form")),
        ("in October last", "in August last", ("substance", "substitution")),
        ("love and peace", "peace and love", ("nuance", "order")),
        ("a grave danger", "a great danger", ("nuance", "substitution")),
        ("They guarantee it", "They guaranteed it", ("nuance", "word form")),
        ("Is it so?", "Is it so.", ("nuance", "punctuation")),
        (
            "We hope that you and yours are well so we wait",
            "We hope so we wait",
            ("substance", "omission"),
        ),
    ],
)
def test_the_class_is_told_with_its_kind(a: str, b: str, wanted: tuple[str, str]) -> None:
    assert judged(a, b) == [wanted]


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        ("мы не будем ждать", "мы будем ждать", ("substance", "omission")),
        ("письмо от 27 октября", "письмо от 27 ноября", ("substance", "substitution")),
        ("через две недели", "через три недели", ("substance", "substitution")),
        ("Хрущёв писал", "Хрущев писал", ("form", "spelling")),
        ("также и мы", "так же и мы", ("form", "division")),
    ],
)
def test_russian_is_judged_by_russian_words(a: str, b: str, wanted: tuple[str, str]) -> None:
    assert judged(a, b, "ru") == [wanted]


def test_a_number_written_in_words_is_the_same_number() -> None:
    assert [u.judged.cls for u in pair("within 3 weeks", "within three weeks").units] == ["nuance"]


def test_another_judge_can_be_given() -> None:
    def severe(view: UnitView) -> Judged:
        return Judged("substance", "any", "critical", view.readings[0].text, "severe")

    found = pair("a grave matter", "a light matter", judge=severe)
    assert [u.judged.reason for u in found.units] == ["grave"]


def test_a_struck_word_is_a_reading_beside_what_was_left_standing() -> None:
    revised = WitnessText("A", "filled with fear joy today", (State("struck", 12, 16),))
    found = collate([revised, WitnessText("B", "filled with joy today")])
    (unit,) = found.units
    assert [(h.forms, h.state) for h in unit.readings] == [((), ""), (("fear",), "struck")]
    assert unit.judged.cls == "undetermined"
    assert "struck out in A" in unit.judged.reason


def test_a_doubtful_strike_out_stays_and_is_marked() -> None:
    doubted = WitnessText("A", "not the end", (State("struck", 0, 3, doubtful=True),))
    found = collate([doubted, WitnessText("B", "not the end")])
    assert [(h.forms, h.state) for h in found.units[0].readings] == [
        (("not",), "doubtful"),
        (("not",), ""),
    ]


def test_indistinct_words_are_one_place_and_undetermined() -> None:
    heard = WitnessText("A", "we demand (words indistinct) at once", (State("indistinct", 10, 28),))
    found = collate([heard, WitnessText("B", "we demand their withdrawal at once")])
    (unit,) = found.units
    assert unit.judged.cls == "undetermined"
    assert sorted(h.state for h in unit.readings) == ["", "indistinct"]
    assert ("their", "withdrawal") in [h.forms for h in unit.readings]


def test_a_word_at_the_edge_of_a_gap_may_be_an_artefact() -> None:
    cut = WitnessText("A", "we feel fear towards you", missing=(Missing(12),))
    found = collate([cut, WitnessText("B", "we feel joy and great relief and hope towards you")])
    (unit,) = found.units
    assert (unit.judged.cls, unit.judged.rule) == ("undetermined", "edge-of-gap")
    assert found.coverage[found.graph.sigla.index("A")].lacunae[0].words == 5


def test_a_fragment_with_gaps_at_both_ends_omits_nothing() -> None:
    whole = "one two three four five six seven eight"
    piece = WitnessText("F", "four five", missing=(Missing(0), Missing(9, 40, 3, "lost")))
    found = collate([WitnessText("A", whole), WitnessText("B", whole), piece])
    assert found.units == ()
    coverage = found.coverage[found.graph.sigla.index("F")]
    assert [(gap.words, gap.estimate) for gap in coverage.lacunae] == [(3, None), (3, 40)]
    assert [c.compared for c in found.coverage] == [c.tokens for c in found.coverage]


def test_rules_make_readings_equal_everywhere_in_one_witness_or_here() -> None:
    a, b = "the centre and the centre shew", "the center and the centre show"
    texts = [WitnessText("A", a), WitnessText("B", b)]

    def classes(*tables: dict[str, str]) -> list[str]:
        return [u.judged.cls for u in collate(texts, rules=parse_rules(tables)[0]).units]

    rule = {"reading": "centre", "regularised": "center"}
    assert classes() == ["form", "form"]
    assert classes(rule) == ["none", "form"]
    assert classes({**rule, "scope": "witness", "witness": "B"}) == ["form", "form"]
    assert classes({**rule, "scope": "witness", "witness": "A"}) == ["none", "form"]
    key = collate(texts).units[0].key
    assert classes({**rule, "scope": "here", "here": key}) == ["none", "form"]
    assert classes({**rule, "scope": "here", "here": "0000"}) == ["form", "form"]


def test_the_base_gives_the_lemma() -> None:
    texts = [
        WitnessText("A", "a red sky"),
        WitnessText("B", "a blue sky"),
        WitnessText("C", "a blue sky"),
    ]
    lemmas = [
        collate(texts, base=base).units[0].readings[0].forms for base in (None, "B", MAJORITY)
    ]
    assert lemmas == [("red",), ("blue",), ("blue",)]


def test_a_variation_keeps_its_key_when_the_text_changes_elsewhere() -> None:
    tail = "and then the ships lay at anchor for a night before the strait"
    one = pair(f"We came {tail} closed", f"We came {tail} open").units
    two = pair(f"They all came late {tail} closed", f"They came late {tail} open").units
    assert one[-1].key == two[-1].key
    assert len({u.key for u in two}) == len(two)


def test_equal_variations_in_equal_places_have_keys_of_their_own() -> None:
    keys = [u.key for u in pair("a b c d e x " * 6, "a b c d e y " * 6).units]
    assert len(set(keys)) == len(keys) == 6


@pytest.mark.parametrize(
    ("sigla", "base", "said"),
    [
        (["A"], None, "two or more witnesses, not 1"),
        ([], None, "two or more witnesses, not 0"),
        (["A", "B", "A"], None, "A is given twice"),
        (["A", "B"], "Z", "no witness Z; the sigla are A, B"),
    ],
)
def test_misuse_is_said_in_one_line(sigla: list[str], base: str | None, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        collate([WitnessText(s, "x") for s in sigla], base=base)


def test_sigla_are_the_same_in_any_order() -> None:
    specs = [
        "x/letter.txt",
        "y/letter.txt",
        "x/letter.txt",
        "vol.xml#d66",
        "002_915aa0a.txt",
        "Q=z.txt",
    ]
    there = dict(zip(specs, sigla_for(specs), strict=True))
    back = dict(zip(specs[::-1], sigla_for(specs[::-1]), strict=True))
    assert sorted(sigla_for(specs)) == sorted(sigla_for(specs[::-1]))
    assert there["vol.xml#d66"] == back["vol.xml#d66"] == "d66"
    assert there["002_915aa0a.txt"] == back["002_915aa0a.txt"] == "002"
    assert len(set(sigla_for(specs))) == len(specs)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("word " * 150_000, "word " * 149_000),
        (
            "p " + "word " * 50_000 + "x " + "word " * 99_000,
            "q " + "word " * 50_000 + "y " + "word " * 98_990,
        ),
        (" ".join(f"a{n}" for n in range(30_000)), " ".join(f"b{n}" for n in range(30_000))),
        ("x" * 1_000_000, "x" * 999_999 + "y"),
        ("שלום עולם טוב", "שלום עולם רע"),
        ("cafe\u0301", "café"),
        ("a \ud800 b", "a b"),
    ],
    ids=[
        "one word",
        "one word, changed",
        "nothing in common",
        "one token",
        "Hebrew",
        "marks",
        "surrogate",
    ],
)
def test_hard_texts_are_collated_whole_within_bounds(a: str, b: str) -> None:
    begin = time.process_time()
    found = pair(a, b, None)
    assert time.process_time() - begin < 10
    for number, siglum in enumerate(found.graph.sigla):
        assert "".join(found.graph.read(number)) == "".join({"A": a, "B": b}[siglum].split())


def test_composed_and_decomposed_letters_agree_and_points_of_hebrew_do_not() -> None:
    assert pair("cafe\u0301 noir", "café noir").units == ()
    assert len(pair("שָׁלוֹם", "שלום").units) == 1


def test_long_texts_with_nothing_in_common_are_judged_in_bounded_time() -> None:
    texts = [" ".join(f"{letter}{n}" for n in range(3_000)) for letter in "xy"]
    begin = time.process_time()
    (unit,) = pair(*texts, judge=judge).units
    assert (unit.judged.cls, unit.judged.kind) == ("substance", "substitution")
    assert time.process_time() - begin < 10


def test_words_at_the_cut_foot_of_one_capture_are_not_laid_beside_far_off_words() -> None:
    more = " ".join(f"word{n}" for n in range(60))
    whole = (
        f"we begin talks through the mediation of another , {more} this will not be a threat at all"
    )
    first, second = (
        "we begin talks through the mediation of a third",
        "we begin talks through the mediation of",
    )
    found = collate(
        [
            WitnessText("P", whole),
            WitnessText("A", first, missing=(Missing(0), Missing(len(first)))),
            WitnessText("B", second, missing=(Missing(0), Missing(len(second)))),
        ],
        base="P",
    )
    assert [[h.forms for h in u.readings] for u in found.units] == [[(), ("a", "third")]]
    assert [u.judged.rule for u in found.units] == ["edge-of-gap"]
