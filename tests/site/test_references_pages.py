"""The pages of references and of completeness."""

from __future__ import annotations

import json

from herewith.site.router import Router
from tests.site.test_pages import page, words


def test_the_drawing_shows_letters_by_writer_and_says_the_same_in_lists(router: Router) -> None:
    shown = page(router, "en/references.html")
    assert shown.xpath("//*[local-name()='svg']//*[local-name()='circle']")
    said = words(shown)
    assert "answers" in said
    assert "our Aide-Memoire of May 6" not in said


def test_every_line_of_the_drawing_stands_in_the_data(router: Router) -> None:
    twin = json.loads(router.respond("references.json").body)
    rows = {node["row"] for node in twin["nodes"]}
    assert twin["links"]
    assert all(link["from_row"] in rows for link in twin["links"])
    assert sum(count for _, count in twin["counts"]) >= len(twin["links"])


def test_the_page_of_completeness_reads_in_both_languages(router: Router) -> None:
    assert "Nothing that was delivered claims" in words(page(router, "en/completeness.html"))
    assert "Ничто из переданного" in words(page(router, "ru/completeness.html"))


def test_a_part_that_is_not_there_is_not_found(router: Router) -> None:
    assert router.respond("en/references.part-9.html").status == 404
    assert router.respond("en/completeness.part-2.html").status == 404
