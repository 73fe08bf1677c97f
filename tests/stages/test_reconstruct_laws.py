"""Laws of reconstruction, on streams damaged by chance.

A paper or a capture added behind a stream changes nothing before it; and wherever a quicker way
was taken, it gives what the plain one gives.
"""

from __future__ import annotations

import random
from dataclasses import replace
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.damage import HEAVY, LIGHT, MEDIUM, WORD, Clean, Damage, damaged

from herewith.algorithms.reconstruct import carried, lines, suspects
from herewith.algorithms.reconstruct.carried import find_letters
from herewith.algorithms.reconstruct.lines import lines_of, words_of
from herewith.formats.reading import read_bytes
from herewith.model.document import Document, Reconstruction
from herewith.model.text import Delivered
from herewith.stages.reconstruct import reconstruct

VOCABULARY = [
    "lamp",
    "harbour",
    "master",
    "key",
    "store",
    "pilot",
    "chart",
    "strait",
    "pier",
    "buoy",
    "shoal",
    "ice",
    "oil",
    "list",
    "hour",
    "office",
    "boat",
    "winter",
    "march",
    "sum",
    "letter",
    "minister",
    "survey",
    "customs",
    "house",
    "night",
    "breakwater",
    "north",
    "side",
    "light",
    "paid",
    "kept",
    "lent",
    "drawn",
    "moved",
    "found",
    "asked",
    "told",
    "held",
    "sent",
    "agreed",
    "compared",
    "older",
    "small",
    "equal",
    "new",
    "both",
    "each",
    "with",
    "for",
    "of",
    "the",
    "a",
    "and",
    "that",
    "which",
    "not",
    "until",
    "before",
    "by",
]
HEADS = ("Port Ellery, March 3, 1959", "Sarn, November 12, 1958", "Washington, May 5, 1961")
NAMES = ("P. Orlin", "A. Finch", "R. Holm")


SEEDS = st.integers(0, 10_000)


@st.composite
def papers(draw: st.DrawFn) -> tuple[Clean, ...]:
    """Two or three letters of a few pages."""
    out = []
    for n in range(draw(st.integers(2, 3))):
        chance = random.Random(f"{n} {draw(SEEDS)}")
        body = []
        for _ in range(draw(st.integers(2, 5))):
            words = [chance.choice(VOCABULARY) for _ in range(chance.randint(12, 50))]
            body.append(f"{' '.join(words).capitalize()} {n}.")
        paragraphs = (HEADS[n], "Dear Mr. Hall:", *body, "Sincerely,", NAMES[n])
        out.append(Clean(f"p{n}", paragraphs))
    return tuple(out)


SHORT = (60, 90)
"""Words of a page here."""

DAMAGES = st.sampled_from([replace(one, page_words=SHORT) for one in (LIGHT, MEDIUM, HEAVY)])

ANOTHER = (
    "\n\fCalmere, June 9, 1960\n\nDear Mr. Varga:\n\nThe orchard behind the consulate was sold to a "
    "brewer, whose daughters have planted quinces there without asking anyone.\n\nSincerely,\n\n"
    "T. Lindqvist\n"
)

YET_ANOTHER = (
    "\n\fSarn, July 2, 1961\n\nDear Mr. Okoro:\n\nA pot of copper was dug up under the vicarage by two "
    "boys, who have hidden it from their aunt ever since.\n\nSincerely,\n\nM. Vance\n"
)


def of(text: str) -> tuple[Delivered, Reconstruction]:
    delivered = read_bytes(text.encode(), shown="box", source_id="box")
    return delivered, reconstruct(delivered)


def said(document: Document) -> tuple[object, ...]:
    gaps = [(gap.after, gap.before, gap.kind, gap.page, gap.why) for gap in document.gaps]
    return document.id, document.text, document.pages, document.complete, gaps


@settings(max_examples=20)
@given(papers(), DAMAGES, SEEDS)
def test_a_paper_added_behind_a_stream_changes_no_paper_before_it(
    clean: tuple[Clean, ...], damage: Damage, seed: int
) -> None:
    text = damaged(clean, damage, seed).text + ANOTHER
    _, found = of(text)
    _, more = of(text + YET_ANOTHER)
    assert [said(d) for d in more.documents][: len(found.documents)] == [
        said(d) for d in found.documents
    ]
    (added,) = more.documents[len(found.documents) :]
    assert "copper" in added.text


@settings(max_examples=20)
@given(papers(), SEEDS)
def test_a_page_captured_again_behind_a_stream_is_a_duplicate_and_changes_no_text(
    clean: tuple[Clean, ...], seed: int
) -> None:
    # Of misread words, and of feet cut twice, every capture more is a vote.
    sound = replace(LIGHT, page_words=SHORT, noise=0.0, recaptured=0.0)
    text = damaged(clean, sound, seed).text
    pages = [page for page in text.split("\f") if len(WORD.findall(page)) > 45]
    if not pages:
        return
    again = pages[seed % len(pages)].rstrip()
    _, found = of(text + ANOTHER)
    _, more = of(f"{text}{ANOTHER}\n\f{again}\n")
    words = [d.text.split() for d in found.documents]
    assert [d.text.split() for d in more.documents] == words
    assert len(more.duplicates) > len(found.duplicates)


@settings(max_examples=20)
@given(papers(), DAMAGES, SEEDS)
def test_the_quick_ways_give_what_the_plain_ones_give(
    clean: tuple[Clean, ...], damage: Damage, seed: int
) -> None:
    delivered, found = of(damaged(clean, damage, seed).text)
    plain_lines = lines_of(delivered, frozenset([0]))  # A cut asks for the long way.
    assert lines_of(delivered) == plain_lines
    with (
        patch.object(lines, "WORTHWHILE", 10**9),
        patch.object(lines, "_all_visible", lambda _: False),
        patch.object(carried, "_may_carry", lambda _: True),
        patch.object(suspects, "_may_loop", lambda *_: True),
    ):
        slow_words = words_of(delivered)
        slow = reconstruct(delivered)
        doubts = suspects.suspects(delivered, slow)
    assert words_of(delivered) == slow_words
    assert found == slow
    assert suspects.suspects(delivered, found) == doubts


@given(st.text(max_size=300))
def test_no_letter_is_missed_where_a_text_is_not_looked_through(text: str) -> None:
    told = f"TELEGRAM\n\n{text}"
    quick = find_letters(told)
    with patch.object(carried, "_may_carry", lambda _: True):
        assert find_letters(told) == quick
