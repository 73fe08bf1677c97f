"""The pages of shared wording: pairs, passages, contradictions, and what is withheld."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from herewith.model.document import Document
from herewith.model.findings import Finding, Side
from herewith.model.sharing import Blanked, InItsPlace, SharedPassage, SharedWording
from herewith.site.addresses import Route, page_address
from herewith.site.freeze import freeze
from herewith.site.index import EditionIndex
from herewith.site.router import Router
from tests.site.editions import MemoryEdition, invented
from tests.site.test_pages import page, words


def finding(a: Document, b: Document, **changed: object) -> Finding:
    made = Finding(
        "comparison-x/finding-1",
        "substance",
        "polarity",
        "critical",
        Side(a.text[:5], 0, 5),
        Side("", 0, 0),
        "One side denies what the other affirms.",
        "negation",
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def pair(a: Document, b: Document, *findings: Finding, **changed: object) -> SharedWording:
    made = SharedWording(
        f"{a.id}/shared/{b.id}",
        a.id,
        b.id,
        "same_document",
        0.98,
        0.61,
        (SharedPassage(0, 30, 5, 35, 24, 20, 2),),
        "one_text",
        ("of one day",),
        tuple(findings),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


@pytest.fixture
def papers() -> MemoryEdition:
    return shared_papers()


def shared_papers() -> MemoryEdition:
    """The invented edition, with a pair, a contradiction, and two places withheld."""
    edition = invented()
    a, b = edition.documents()[:2]
    edition.shared_wording.append(pair(a, b, finding(a, b), finding(a, b, id="f2", cls="nuance")))
    there = InItsPlace(b.id, 0, 12, 2, "same_document", "opened", 20, "20 words around it agree")
    edition.blanks += [
        Blanked("w1", a.id, 0, 4, a.text[:4], "withheld", None, "nowhere_opened", (), "nowhere"),
        Blanked("w2", a.id, 6, 9, a.text[6:9], "withheld", 2, "opened", (there,), "open in b"),
    ]
    return edition


@pytest.fixture
def asked(papers: MemoryEdition) -> Router:
    return Router(EditionIndex(papers))


def sharing(edition: MemoryEdition, n: int, locale: str = "en") -> str:
    document = edition.documents()[n]
    return f"{locale}/{page_address(Route('sharing', document.id))}"


def test_a_pair_stands_in_the_list_with_its_kind_its_reasons_and_its_shares(asked: Router) -> None:
    said = words(page(asked, "en/shared.html"))
    assert "same document" in said
    assert "98%" in said
    assert "61%" in said
    assert "of one day" in said
    assert "1 difference of substance between versions" in said
    assert "2 places withheld" in said


def test_the_page_of_a_document_shows_both_texts_and_what_they_have_different(
    asked: Router, papers: MemoryEdition
) -> None:
    shown = page(asked, sharing(papers, 0))
    a, b = papers.documents()[:2]
    quoted = [" ".join(q.text_content().split()) for q in shown.xpath("//blockquote")]
    assert " ".join(a.text[:30].split()) in quoted
    assert " ".join(b.text[5:35].split()) in quoted
    assert "One side denies what the other affirms." in words(shown)


def test_the_page_of_the_other_document_shows_the_pair_from_its_own_side(
    asked: Router, papers: MemoryEdition
) -> None:
    shown = words(page(asked, sharing(papers, 1)))
    assert "61% of this paper stand in the other, 98% of the other in this." in shown


def test_contradictions_are_of_substance_and_of_pairs_that_stand(papers: MemoryEdition) -> None:
    router = Router(EditionIndex(papers))
    twin = json.loads(router.respond("contradictions.json").body)
    assert [row["finding"]["class"] for row in twin["rows"]] == ["substance"]
    assert twin["counts"] == [["polarity", 1]]
    papers.shared_wording[0] = replace(papers.shared_wording[0], status="rejected")
    router = Router(EditionIndex(papers))
    assert json.loads(router.respond("contradictions.json").body)["rows"] == []


def test_what_is_open_comes_before_what_is_open_nowhere(
    asked: Router, papers: MemoryEdition
) -> None:
    twin = json.loads(asked.respond("releases.json").body)
    assert [row["release"] for row in twin["rows"]] == ["opened", "nowhere_opened"]
    assert twin["rows"][0]["opened"] == " ".join(papers.documents()[1].text[:12].split())
    assert "opened_at" not in twin["rows"][1]


def test_the_letter_names_what_its_documents_share(asked: Router, papers: MemoryEdition) -> None:
    item = papers.item_of(papers.documents()[0].id)
    assert item is not None
    shown = page(asked, f"en/{page_address(Route('letter', item.id))}")
    assert shown.xpath("//section[@id='shared']//table")
    assert "same document" in words(shown)


def test_the_pages_read_in_russian(asked: Router, papers: MemoryEdition) -> None:
    assert "тот же документ" in words(page(asked, "ru/shared.html"))
    assert "противоречат" in words(page(asked, "ru/contradictions.html"))
    assert "нигде не открыто" in words(page(asked, "ru/releases.html"))
    assert "Чем они различаются" in words(page(asked, sharing(papers, 0, "ru")))


def test_an_edition_that_shares_nothing_says_so() -> None:
    router = Router(EditionIndex(invented()))
    assert "No two papers share wording" in words(page(router, "en/shared.html"))
    assert "No two versions of a paper differ" in words(page(router, "en/contradictions.html"))
    assert "No paper of this edition withholds" in words(page(router, "en/releases.html"))
    name = invented().documents()[0].id
    assert router.respond(f"en/{page_address(Route('sharing', name))}").status == 404


def test_parts_that_are_not_there_are_not_found(asked: Router) -> None:
    for kind in ("shared", "contradictions", "releases"):
        assert asked.respond(f"en/{kind}.part-2.html").status == 404


def test_long_lists_are_cut_into_parts(papers: MemoryEdition) -> None:
    a, b = papers.documents()[:2]
    papers.shared_wording += [
        pair(a, b, id=f"{a.id}/shared/more-{n}", kind="quoted_passage") for n in range(130)
    ]
    router = Router(EditionIndex(papers))
    first = json.loads(router.respond("shared.json").body)
    assert (len(first["rows"]), len(first["parts"])) == (100, 2)
    assert first["rows"][0]["kind"] == "same_document"
    assert len(json.loads(router.respond("shared.part-2.json").body)["rows"]) == 31
    own = json.loads(router.respond(f"{page_address(Route('sharing', a.id), '.json')}").body)
    assert (len(own["pairs"]), len(own["parts"])) == (12, 11)


def test_the_register_of_a_paper_shows_what_another_release_opened(
    asked: Router, papers: MemoryEdition
) -> None:
    a, b = papers.documents()[:2]
    twin = json.loads(asked.respond(page_address(Route("document", a.id), ".json")).body)
    opened = [row for row in twin["fields"] if row.get("detail") == "opened"]
    assert [(row["value"], row["quotes"]) for row in opened] == [
        (" ".join(b.text[0:12].split()), [" ".join(a.text[6:9].split())])
    ]
    papers.blanks[1] = replace(papers.blanks[1], status="rejected")
    again = Router(EditionIndex(papers)).respond(page_address(Route("document", a.id), ".json"))
    assert "opened" not in {row.get("detail") for row in json.loads(again.body)["fields"]}


@pytest.mark.browser
def test_no_page_of_shared_wording_is_wider_than_a_telephone(
    browser: Any, papers: MemoryEdition, tmp_path: Path
) -> None:
    freeze(lambda: papers, tmp_path / "site")
    item = papers.item_of(papers.documents()[0].id)
    assert item is not None
    letter = page_address(Route("letter", item.id))
    page = browser.new_page(viewport={"width": 320, "height": 800})
    for path in ("en/shared.html", "ru/releases.html", "en/exchanges.html", f"ru/{letter}"):
        page.goto((tmp_path / "site" / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page.close()
