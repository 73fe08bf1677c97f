"""Pages of people and places: who is named where, and whose name stays open."""

from __future__ import annotations

import json

from herewith.site.router import Router
from tests.site.test_pages import page, words


def people(router: Router) -> dict[str, object]:
    found: dict[str, object] = json.loads(router.respond("people.json").body)
    return found


def test_the_list_leads_to_a_page_for_everybody_in_it(router: Router) -> None:
    for side in ("people", "places"):
        for choice in people(router)[side]:  # type: ignore[attr-defined]
            for locale in ("en", "ru"):
                assert router.respond(f"{locale}/{choice['address']}").status == 200


def test_nobody_is_listed_whom_the_register_does_not_name(router: Router) -> None:
    assert router.respond("en/person/nobody.html").status == 404
    assert router.respond("en/place/nowhere.html").status == 404


def test_the_list_says_so_where_it_is_empty_or_open(router: Router) -> None:
    said = words(page(router, "en/people.html"))
    assert "People and places" in said
    found = people(router)
    if found["open"]:
        assert "Names left open" in said
    if not found["people"]:
        assert "Nobody yet" in said
