"""The parts of TEI files: overlapping elements, feature structures, dates, broken files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.site.editions import MemoryEdition, hostile, invented

from herewith.formats.collation_tei import plain
from herewith.formats.tei_edition.elements import TEI, data_of, features, sub
from herewith.formats.tei_edition.inline import Over, Point, write_inline
from herewith.formats.tei_edition.reading import read_item
from herewith.formats.tei_edition.writing import file_name, tei_of

TEXT = "Our ships will wait outside the strait.\nThey carry grain & nothing else."
PLACES = st.integers(0, len(TEXT))
TAGS = st.sampled_from(["s", "del", "add", "ref", "persName"])
OVERS = st.lists(st.tuples(PLACES, PLACES, st.integers(0, 4), TAGS), max_size=8)


def root() -> etree._Element:
    return etree.Element(f"{{{TEI}}}p", nsmap={None: TEI})


def words(element: etree._Element) -> str:
    """The text of an element, `lb` read as a line end."""
    out = element.text or ""
    for child in element:
        out += "\n" if child.tag.endswith("}lb") else words(child)
        out += child.tail or ""
    return out


@given(OVERS, st.lists(PLACES, max_size=5))
def test_whatever_overlaps_no_letter_is_lost_or_moved(
    given_overs: list[tuple[int, int, int, str]], places: list[int]
) -> None:
    overs = [
        Over(min(a, b), max(a, b), level, tag, {"xml_id": f"x{n}"})
        for n, (a, b, level, tag) in enumerate(given_overs)
    ]
    points = [Point(at, 0, lambda e: sub(e, "anchor")) for at in places]
    paragraph = root()
    write_inline(paragraph, TEXT, (0, len(TEXT)), overs, points, set())
    assert words(paragraph) == TEXT
    anchors = paragraph.iter(f"{{{TEI}}}anchor")
    assert len(list(anchors)) == len(places)
    for over, name in zip(overs, (f"x{n}" for n in range(len(overs))), strict=True):
        pieces = [
            e
            for e in paragraph.iter()
            if name in (e.get(f"{{{XML}}}id"), e.get("prev", "").lstrip("#"))
        ]
        assert "".join(map(words, pieces)) == TEXT[over.start : over.end]
        first = [e for e in pieces if e.get(f"{{{XML}}}id") == name]
        assert len(first) == (1 if over.end > over.start else 0)


XML = "http://www.w3.org/XML/1998/namespace"
LETTERS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f"))
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | LETTERS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex("[a-z]{1,6}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.from_regex("[a-z]{1,6}", fullmatch=True), DATA, max_size=4))
def test_data_said_by_feature_structures_is_the_same_when_it_is_read(data: object) -> None:
    parent = root()
    features(parent, "thing", data)  # type: ignore[arg-type]
    again = etree.fromstring(etree.tostring(parent))
    assert data_of(again[0]) == data


@pytest.mark.parametrize("make", [invented, hostile])
def test_texts_come_back_but_for_letters_that_xml_cannot_hold(make: object) -> None:
    edition: MemoryEdition = make()  # type: ignore[operator]
    for item in edition.items():
        found = read_item(tei_of(edition, item).encode("utf-8", "replace"))
        for document in found.documents:
            before = edition.document(document.id)
            assert before is not None
            assert document.text == plain(before.text)


def test_an_item_without_a_text_is_told_as_such() -> None:
    edition = invented()
    item = edition.items()[0]
    from dataclasses import replace

    text = tei_of(edition, replace(item, witnesses=()))
    assert "No text of this item is held." in text
    assert read_item(text.encode()).documents == ()


def test_files_are_called_by_the_item_and_hold_nothing_of_a_path() -> None:
    assert file_name("1959-03-11-a-b") == "1959-03-11-a-b.xml"
    assert "/" not in file_name("../../etc/passwd")
