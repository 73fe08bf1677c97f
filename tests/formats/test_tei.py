"""XML: exact offsets, and nothing hostile gets in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from herewith.formats.tei import parse


def seen(text: str) -> str:
    parsed = parse(text, shown="x.xml")
    return "".join(
        text[v.start : v.end] if v.reading is None else v.reading for v in parsed.visible
    )


def test_offsets_lead_to_the_elements_in_the_text_as_delivered() -> None:
    text = '<?xml version="1.0"?>\n<TEI><p n="1 > 0">Хрущёв <hi/>&amp; K.</p></TEI>'
    parsed = parse(text, shown="x.xml")
    tei, paragraph, hi = parsed.marks
    assert text[paragraph.start : paragraph.end] == '<p n="1 > 0">Хрущёв <hi/>&amp; K.</p>'
    assert text[paragraph.inner_start : paragraph.inner_end] == "Хрущёв <hi/>&amp; K."
    assert (paragraph.get("n"), paragraph.parent, hi.parent) == ("1 > 0", 0, 1)
    assert tei.end == len(text)
    assert seen(text) == "Хрущёв & K."


def test_comments_instructions_and_cdata_are_told_apart() -> None:
    assert seen("<a>1<!-- <b> -->2<?x y?>3<![CDATA[<4>&amp;]]></a>") == "123<4>&amp;"


def test_malformed_xml_keeps_its_text_and_says_where_it_breaks() -> None:
    parsed = parse("<TEI>\n<p>one\n</TEI>", shown="x.xml")
    (problem,) = parsed.problems
    assert (problem.code, problem.place.line, parsed.sound) == ("R121", 3, False)
    assert seen("<TEI>\n<p>one\n</TEI>").split() == ["one"]


def test_entity_declarations_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]><a>&d;</a>'
    outside = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    for hostile in (bomb, outside):
        (problem,) = parse(hostile, shown="x.xml").problems
        assert problem.code == "R122"
        assert "root" not in seen(hostile)


def test_repeated_ids_are_a_problem_with_both_lines() -> None:
    text = '<TEI>\n<p xml:id="a"/>\n<p xml:id="a"/>\n</TEI>'
    (problem,) = parse(text, shown="x.xml").problems
    assert (problem.code, problem.place.line, problem.place.record) == ("R124", 3, "a")
    assert "line 2" in problem.message


NAMES = st.sampled_from(["p", "div", "hi", "note"])
TREES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="&<>"), max_size=8),
    lambda inner: st.tuples(NAMES, st.lists(inner, max_size=3)).map(
        lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>"
    ),
    max_leaves=8,
)


@given(TREES)
def test_what_is_visible_and_the_tags_make_up_the_whole_text(inner: str) -> None:
    text = f"<TEI>{inner}</TEI>"
    parsed = parse(text, shown="x.xml")
    assert parsed.sound
    tags = sum(m.end - m.start - (m.inner_end - m.inner_start) for m in parsed.marks)
    assert tags + sum(v.end - v.start for v in parsed.visible) == len(text)
