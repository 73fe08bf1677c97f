"""A parser improves what is said of who does what; it is never needed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from herewith.algorithms.substance.facets import facets
from herewith.algorithms.substance.pairs import compare_pair
from herewith.algorithms.substance.syntax import Parser, tree
from herewith.algorithms.substance.units import units
from herewith.languages.syntax import Arc

SENTENCES = {
    "Египет поддержал Йемен .": ((1, "nsubj"), (-1, "root"), (1, "obj"), (1, "punct")),
    "Крейсер сопровождал пароход .": ((1, "nsubj"), (-1, "root"), (1, "obj"), (1, "punct")),
    "Два , как мы знаем , корабля": (
        (6, "nummod"), (4, "punct"), (4, "mark"), (4, "nsubj"), (6, "parataxis"), (4, "punct"),
        (-1, "root"),
    ),
}  # fmt: skip


class StandIn:
    """A parser that knows three sentences."""

    fingerprint = "stand-in-1"
    language = "ru"

    def parse(self, sentence: Sequence[str]) -> Sequence[Arc]:
        return [Arc(*arc) for arc in SENTENCES[" ".join(sentence)]]


def said(english: str, parser: Parser | None) -> set[str]:
    found = compare_pair("Египет поддержал Йемен.", english, "ru", "en", parser=parser)
    return {f.rule for f in found.findings if f.cls == "substance"}


def test_two_names_of_one_form_are_told_apart_by_a_parser_only() -> None:
    assert said("Yemen supported Egypt.", None) == set()
    assert said("Yemen supported Egypt.", StandIn()) == {"roles"}
    assert said("Egypt supported Yemen.", StandIn()) == set()


def test_exchanged_texts_are_parsed_alike() -> None:
    found = compare_pair("Yemen supported Egypt.", "Египет поддержал Йемен.", "en", "ru", parser=StandIn())  # fmt: skip
    assert [f.rule for f in found.findings] == ["roles"]


def test_two_ships_of_one_form_are_a_nuance_without_a_parser_and_told_apart_by_one() -> None:
    def classes(parser: Parser | None, english: str) -> set[str]:
        found = compare_pair("Крейсер сопровождал пароход.", english, "ru", "en", parser=parser)
        return {f.cls for f in found.findings if f.rule == "roles"}

    assert classes(None, "The steamer escorted the cruiser.") == {"nuance"}
    assert classes(StandIn(), "The steamer escorted the cruiser.") == {"substance"}
    assert classes(StandIn(), "The cruiser escorted the steamer.") == set()


def test_a_number_governs_what_the_parser_says_and_not_the_next_words() -> None:
    text = "Два, как мы знаем, корабля"
    found = tuple(u for u in units(text, "ru") if u.kind != "mark")
    structure = tree(found, text, StandIn())
    by_order, by_syntax = facets(found)[0], facets(found, (), structure)[0]
    assert "know" in by_order.governs
    assert "know" not in by_syntax.governs


def test_a_parser_that_loses_words_is_told_so() -> None:
    class Short(StandIn):
        def parse(self, sentence: Sequence[str]) -> Sequence[Arc]:
            return super().parse(sentence)[1:]

    with pytest.raises(ValueError, match="stand-in-1: 3 answers for 4 words"):
        said("Yemen supported Egypt.", Short())
