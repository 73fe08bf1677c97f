"""Pages of people and places: who is named where, and whose name stays open."""

from __future__ import annotations

import json

from herewith.site.index import EditionIndex
from herewith.site.router import Router
from tests.site.editions import Builder
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


def told() -> Router:
    """An edition with one letter that names a man twice, by an edition's own doubtful link."""
    build = Builder("Named in the text")
    build.source("one", "box/one.txt", "President Kett wrote; Kett waited.")
    build.document(
        "letter-1", "one", [("body", "President Kett wrote; Kett waited.", 1)], language="en"
    )
    value = {"kind": "person", "id": "p_KR1", "name": "p_KR1", "count": 2, "doubt": "not he"}
    places = [("one", 0, 14), ("one", 22, 26)]
    build.say("letter-1/names/x1", "letter-1", "names", value, places, "not he", stage="link")
    build.fill_blanks()
    return Router(EditionIndex(build.edition))


def test_whom_a_text_names_has_a_page_with_the_text_its_words_and_the_doubt() -> None:
    router = told()
    (choice,) = people(router)["people"]  # type: ignore[misc]
    assert (choice["value"], choice["count"]) == ("President Kett", 1)
    twin = json.loads(router.respond(choice["address"].replace(".html", ".json")).body)
    (row,) = twin["told"]
    assert row["quotes"] == ["President Kett", "Kett"]
    assert row["because"] == "not he"
    said = words(page(router, f"en/{choice['address']}"))
    assert "Texts that name them" in said
    assert router.respond(f"ru/{choice['address']}").status == 200
