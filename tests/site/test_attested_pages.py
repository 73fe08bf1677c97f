"""What is attested and not held: part by part, each with what is said of it."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from lxml import etree, html

from herewith.model.provenance import Statement
from herewith.model.records import short_digest
from herewith.site.explanations import statement_anchor
from herewith.site.index import EditionIndex
from herewith.site.router import Router
from tests.site.editions import MemoryEdition

MANY = 230


@pytest.fixture(scope="module")
def many(edition: MemoryEdition) -> Router:
    """An edition in which a paper is attested again and again, each time as another one."""
    made = copy.deepcopy(edition)
    one = made.all_attested[0]
    made.all_attested = [replace(one, id=f"lost-{n:03}") for n in range(MANY)]
    made.all_statements += [
        Statement(
            f"{lost.id}/attested",
            lost.id,
            "attested",
            lost.description,
            lost.evidence,
            "link",
            "not_attached",
            "No document that is held fits.",
            0.9,
        )
        for lost in made.all_attested
    ]
    return Router(EditionIndex(made))


def shown(router: Router, path: str) -> etree._Element:
    response = router.respond(path)
    assert response.status == 200
    return html.document_fromstring(response.body.decode())


def test_a_long_list_stands_on_several_pages_each_entry_on_one(many: Router) -> None:
    first = shown(many, "en/attested.html")
    parts = ["en/attested.html", *(f"en/attested.part-{n}.html" for n in (2, 3))]
    links = first.xpath("//nav[@class='parts'][1]//a/@href")
    assert links == ["attested.part-2.html", "attested.part-3.html"]
    anchors = [x for p in parts for x in shown(many, p).xpath("//li[@class='card attested']/@id")]
    assert len(anchors) == len(set(anchors)) == MANY
    assert many.respond("en/attested.part-4.html").status == 404


@pytest.mark.parametrize(
    ("n", "place"), [(0, "attested"), (99, "attested"), (229, "attested.part-3")]
)
def test_an_entry_is_addressed_on_the_part_that_has_it(many: Router, n: int, place: str) -> None:
    letter = f"lost-{n:03}"
    assert many.index.attested_at(letter) == f"{place}.html"
    entry = shown(many, f"en/{place}.html").xpath(f"//*[@id='a-{short_digest(letter)}']")
    assert "Aide-Mémoire of the Averland Government" in " ".join(entry[0].itertext())


def test_a_statement_stands_with_its_entry(many: Router) -> None:
    place = many.index.attested_at("lost-150")
    assert place == "attested.part-2.html"
    said = shown(many, f"en/{place}").xpath(f"//*[@id='{statement_anchor('lost-150/attested')}']")
    assert "No document that is held fits." in " ".join(said[0].itertext())


def test_the_former_page_of_explanations_leads_to_the_entries(many: Router) -> None:
    response = many.respond("en/explain/attested.html")
    assert (response.status, response.location) == (308, "/en/attested.html")
    response = many.respond("en/explain/lost-150.html")
    assert (response.status, response.location) == (308, "/en/attested.part-2.html")
