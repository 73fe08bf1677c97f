"""The page of completeness: what lies before, after and outside of each file."""

from __future__ import annotations

import json

from herewith.site.router import Router
from tests.site.test_pages import page, words


def test_what_lies_around_each_file_is_listed_as_often_as_it_is_counted(router: Router) -> None:
    twin = json.loads(router.respond("completeness.json").body)
    assert twin["extents"]
    for extent in twin["extents"]:
        rows = [row for row in twin["around"] if row["file"] == extent["source"]]
        for side in ("before", "after", "outside", "attested"):
            assert extent[side] == sum(row["side"] == side for row in rows)


def test_every_paper_around_a_file_leads_to_its_page(router: Router) -> None:
    shown = page(router, "en/completeness.html")
    twin = json.loads(router.respond("completeness.json").body)
    assert len(twin["around"]) == twin["around_count"] > 0
    said = words(shown)
    for row in twin["around"]:
        assert row["paper"]["text"] in said
        address = row["paper"]["address"].partition("#")[0]
        assert router.respond(f"en/{address}.html").status == 200
