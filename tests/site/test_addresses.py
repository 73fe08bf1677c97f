"""Addresses of pages: lasting, readable, and safe on every disk."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herewith.site.addresses import Route, decode_id, encode_id, page_address, parse, relative

ids = st.text(st.characters(codec="utf-8"), max_size=300)


@given(ids)
def test_every_id_comes_back_from_its_path(value: str) -> None:
    assert decode_id(encode_id(value)) == value


@given(ids, ids)
def test_two_ids_never_share_a_path_even_where_case_is_ignored(one: str, other: str) -> None:
    if one != other:
        ascii_folded = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
        assert encode_id(one).translate(ascii_folded) != encode_id(other).translate(ascii_folded)


@given(ids)
def test_no_path_leaves_its_folder_or_hides_a_file(value: str) -> None:
    for segment in encode_id(value).split("/"):
        assert segment
        assert not segment.startswith(".")
        assert len(segment.encode()) <= 255
        assert not set(segment) & set('<>:"\\|?*#%& \x00')


@given(
    st.builds(
        Route,
        st.sampled_from(["letter", "document", "comparison", "explain", "source"]),
        ids,
        st.just(""),
        st.integers(1, 9),
    )
)
def test_an_address_leads_back_to_its_route(route: Route) -> None:
    found = parse(page_address(route, ""))
    assert found is None or found == route
    if "." not in route.key and route.key:
        assert found == route


@given(st.text(max_size=80))
def test_parsing_any_text_gives_a_route_or_nothing(value: str) -> None:
    route = parse(value)
    assert route is None or page_address(route, "") == value


@pytest.mark.parametrize(
    ("target", "base", "link"),
    [
        ("en/index.html", "en/index.html", "index.html"),
        ("ru/letter/письмо.html", "en/index.html", "../ru/letter/%D0%BF%D0%B8%D1%81%D1%8C%D0%BC%D0%BE.html"),
        ("assets/herewith.css", "en/explain/a/b.html", "../../../assets/herewith.css"),
    ],
)  # fmt: skip
def test_links_are_relative_to_the_page_they_stand_on(target: str, base: str, link: str) -> None:
    assert relative(target, base) == link


def test_an_address_that_was_not_made_by_us_is_no_route() -> None:
    assert parse("letter/../../secret") is None
    assert parse("letter/UPPER") is None
    assert parse("about/more") is None
    assert parse("register/all") is None
