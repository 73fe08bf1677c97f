"""OCR Markdown: the delimiters are not text, the marks are records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herewith.formats.markdown import read_markdown


def seen(text: str) -> str:
    return "".join(
        text[v.start : v.end] if v.reading is None else v.reading for v in read_markdown(text)[0]
    )


@pytest.mark.parametrize(
    ("text", "expected", "kind"),
    [
        ("the ~~old~~ new", "the old new", "struck"),
        ("## THE STRAIT", "THE STRAIT", "heading"),
        ("*J. K. Ames*", "J. K. Ames", "hand"),
        ("[Embossed Seal]", "[Embossed Seal]", "bracket"),
        ("also<sup>to</sup>/say", "also to say", "inserted"),
        ("the 27<sup>th</sup> day", "the 27th day", "inserted"),
        ("<del>no</del> yes", "no yes", "struck"),
    ],
)
def test_marks_are_recorded_and_their_delimiters_left_out(
    text: str, expected: str, kind: str
) -> None:
    assert seen(text) == expected
    assert [mark.kind for mark in read_markdown(text)[1]] == [kind]


def test_tags_comments_and_scripts_are_no_text() -> None:
    assert seen("one<br>two <!-- x --> <script>alert(1)</script>three") == "one\ntwo  three"


def test_stars_and_tildes_that_mark_nothing_stay() -> None:
    assert seen("2 * 3 ~ 4 and a*b*c") == "2 * 3 ~ 4 and a*b*c"


def test_markup_inside_a_heading_is_left_out_too() -> None:
    assert seen("# The *long* strait") == "The long strait"


@given(st.text(alphabet="ab ~*#<>/sup&;[]\n!()-", max_size=80))
def test_any_text_gives_stretches_in_order_that_do_not_overlap(text: str) -> None:
    visible, marks = read_markdown(text)
    last = 0
    for stretch in visible:
        assert last <= stretch.start < stretch.end <= len(text)
        last = stretch.end
    for mark in marks:
        assert mark.start <= mark.inner_start <= mark.inner_end <= mark.end
