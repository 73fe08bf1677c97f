"""Pages of people and places: who is named where, and whose name stays open."""

from __future__ import annotations

import copy
import json
from dataclasses import replace

import pytest

from herewith.site.index import EditionIndex
from herewith.site.router import Router
from tests.site.editions import Builder, MemoryEdition
from tests.site.test_pages import page, words


def people(router: Router) -> dict[str, object]:
    found: dict[str, object] = json.loads(router.respond("people.json").body)
    return found


def test_the_list_leads_to_a_page_for_everybody_in_it(router: Router) -> None:
    for side in ("people", "places", "offices"):
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


def test_names_left_open_stand_part_by_part_each_once(
    edition: MemoryEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = copy.deepcopy(edition)
    for name, entry in made.entries.items():
        strangers = tuple(
            replace(one, value=replace(one.value, person="", kind="person")) for one in entry.sender
        )
        made.entries[name] = replace(entry, sender=strangers)
    whole = Router(EditionIndex(made))
    monkeypatch.setattr("herewith.site.views.people.OPEN", 1)
    divided = Router(EditionIndex(made))
    first = json.loads(divided.respond("people.json").body)
    parts = [json.loads(divided.respond(f"{x[:-5]}.json").body) for x in first["parts"]]
    rows = [row for part in parts for row in part["open"]]
    assert len(parts) == len(rows) == first["open_total"] > 1
    assert first["places"]
    assert not any(part["places"] for part in parts[1:])
    monkeypatch.undo()
    assert people(whole)["open"] == rows
    assert divided.respond("people.csv").body == whole.respond("people.csv").body


def test_an_office_shows_its_holders_in_order_of_their_terms_and_their_papers(
    router: Router,
) -> None:
    found = json.loads(router.respond("office/president-of-arden.json").body)
    assert found["name"] == "President of Arden"
    assert [
        (h["name"], h["first"], h.get("last", ""), h.get("sent", 0)) for h in found["holders"]
    ] == [
        ("Quill, Ada", "1950-01-20", "1955-01-19", 0),
        ("Halden, Thomas", "1955-01-20", "", 1),
    ]
    assert [row["side"] for row in found["rows"]] == ["sender"]
    said = words(page(router, "en/office/president-of-arden.html"))
    assert "Quill, Ada" in said
    assert "Papers that name somebody in this office" in said


def test_a_person_leads_to_the_offices_he_held_on_the_days_of_his_papers(router: Router) -> None:
    found = json.loads(router.respond("person/halden-thomas.json").body)
    assert found["offices"] == ["president-of-arden"]
    assert found["posts"][0]["value"] == "President of Arden"
    assert router.respond(f"en/{found['posts'][0]['address']}").status == 200


def test_an_office_that_the_register_does_not_name_has_no_page(router: Router) -> None:
    assert router.respond("en/office/keeper-of-seals.html").status == 404
    assert router.respond("en/office/president-of-arden.part-2.html").status == 404


def test_the_register_can_be_narrowed_to_a_sender_a_place_and_what_is_withheld(
    router: Router,
) -> None:
    found = json.loads(router.respond("index.json").body)
    facets = {facet["name"]: facet for facet in found["facets"]}
    assert {"sender", "addressee", "place", "classification", "withheld"} <= set(facets)
    for name in ("sender", "place", "withheld"):
        for choice in facets[name]["choices"]:
            narrowed = json.loads(router.respond(choice["address"][:-5] + ".json").body)
            assert narrowed["shown"] == choice["count"] > 0
    assert sum(choice["count"] for choice in facets["withheld"]["choices"]) == found["total"]


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
