"""Cutting a text for a page loses nothing and keeps its marks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from herewith.model import Document, DocumentId, Layer, Passage, Run, Sentence, SourceId
from herewith.site.parts import Block
from herewith.site.reading import Cutter, Link, reading_offset
from tests.site.editions import invented, sentences


def joined(blocks: tuple[Block, ...]) -> str:
    """Words of the reading text as the blocks have them: without what was put in."""
    return " ".join(
        "".join(
            piece.text
            for sentence in block.paragraph.sentences
            for piece in sentence.pieces
            if not piece.note
        )
        for block in blocks
        if block.paragraph
    )


def document(text: str, layers: list[tuple[int, int, str]] = []) -> Document:  # noqa: B006
    source = SourceId("s")
    parts, at = [], 0
    for paragraph in text.split("\n\n"):
        if paragraph:
            parts.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    return Document(
        DocumentId("d"), None, "en", (1,),
        tuple(Passage(source, a, b, "body", 1) for a, b in parts), text,
        tuple(Run(a, b, source, a, b) for a, b in parts), True,
        tuple(Layer(kind, a, b, False, "") for a, b, kind in layers),  # type: ignore[arg-type]
    )  # fmt: skip


texts = st.text(st.sampled_from("ab Ж.\n"), min_size=1, max_size=80)
spans = st.tuples(st.integers(0, 80), st.integers(0, 80))


@given(texts, st.lists(spans, max_size=6), st.lists(spans, max_size=4), st.lists(spans, max_size=9))
def test_every_word_of_the_text_is_shown_once_and_in_order(text, layers, links, cuts) -> None:
    made = document(text, [(min(s), max(s), "struck") for s in layers])
    starts = sorted({min(s) for s in cuts if min(s) < len(text)})
    marks = tuple(Sentence(str(n), n, at, at + 1, text[at : at + 1]) for n, at in enumerate(starts))
    cutter = Cutter(
        made, sentences=marks, links=[Link(min(s), max(s), "mention", "x") for s in links]
    )
    assert joined(cutter.blocks()).split() == text.split() or (
        "".join(joined(cutter.blocks()).split()) == "".join(text.split())
    )


@given(texts)
def test_an_anchor_stands_once_on_a_page(text: str) -> None:
    blocks = Cutter(document(text)).blocks()
    anchors = [s.anchor for b in blocks if b.paragraph for s in b.paragraph.sentences if s.anchor]
    assert len(anchors) == len(set(anchors))


def test_a_sentence_keeps_its_anchor_when_another_paragraph_is_read_again() -> None:
    one, other = document("First.\n\nSecond one."), document("Quite different.\n\nSecond one.")
    anchors = [[u[2] for u in Cutter(d).units] for d in (one, other)]
    assert anchors[0][1] == anchors[1][1]
    assert anchors[0][0] != anchors[1][0]


def test_a_paragraph_that_runs_over_a_page_is_one_paragraph() -> None:
    english = invented().document("translation-1957-05-03")
    blocks = Cutter(english, sentences=sentences(english)).blocks()
    paragraphs = [b.paragraph for b in blocks if b.paragraph]
    found = [
        p for p in paragraphs if "ready to resume" in "".join(x.text for s in p.sentences for x in s.pieces)
    ]  # fmt: skip
    assert "twelve days" in "".join(x.text for s in found[0].sentences for x in s.pieces)
    assert [p.page for p in paragraphs if p.page] == [1, 2, 4]


def test_a_layer_is_shown_with_its_kind_and_reason() -> None:
    english = invented().document("translation-1957-05-03")
    pieces = [
        piece
        for block in Cutter(english).blocks()
        if block.paragraph
        for sentence in block.paragraph.sentences
        for piece in sentence.pieces
        if piece.layers
    ]
    assert [(p.text, p.layers, p.doubtful) for p in pieces] == [
        ("reply", ("unclear",), False),
        ("shall try", ("struck",), True),
    ]


def test_a_place_in_the_source_is_found_in_the_reading_text() -> None:
    made = document("One.\n\nTwo.")
    assert reading_offset(made, "s", 7) == 7
    assert reading_offset(made, "s", 5) == 4
    assert reading_offset(made, "elsewhere", 5) is None
