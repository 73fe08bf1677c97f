"""The page of all quotations: both answers, the source passage, borrowings, in parts."""

from __future__ import annotations

from dataclasses import replace

from lxml import html as parser

from herewith.model.document import DocumentId
from herewith.model.provenance import StatementId
from herewith.site.addresses import Route
from herewith.site.index import EditionIndex
from herewith.site.router import Router
from herewith.site.views.quotations import PART, quotations_page
from tests.site.editions import MemoryEdition


def shown(router: Router, locale: str = "en") -> parser.HtmlElement:
    return parser.fromstring(router.respond(f"{locale}/quotations.html").body.decode())


def words(element: parser.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_quotation_stands_with_both_answers_and_its_source(
    router: Router, edition: MemoryEdition
) -> None:
    quotation = edition.all_quotations[0]
    cards = shown(router).xpath("//li[starts-with(@id, 'q-')]")
    assert len(cards) == len(edition.all_quotations)
    told = words(cards[0])
    assert "Verbatim?verbatim" in told
    assert "As cited?stands where it is cited" in told
    marks = [" ".join(x.text_content().split()) for x in cards[0].xpath(".//mark")]
    source = edition.document(str(quotation.target))
    assert source is not None
    passage = source.text[quotation.target_start : quotation.target_end]
    assert marks == [" ".join(quotation.text.split()), " ".join(passage.split())]


def test_a_quotation_leads_to_its_explanation(edition: MemoryEdition) -> None:
    one = edition.all_quotations[0]
    said = replace(
        edition.all_statements[0],
        id=StatementId(f"{one.id}/verbatim"),
        subject=one.id,
        property="verbatim",
    )
    other = replace(edition, all_statements=[*edition.all_statements, said])
    router = Router(EditionIndex(other))
    (link,) = shown(router).xpath("//main//li//a[@class='why']/@href")
    target, _, anchor = link.partition("#")
    page = parser.fromstring(router.respond(f"en/{target}").body.decode())
    assert page.xpath(f"//*[@id='{anchor}']")


def test_a_borrowing_is_said_to_have_no_marks_and_a_rejected_one_is_not_counted(
    edition: MemoryEdition,
) -> None:
    one = edition.all_quotations[0]
    borrowed = replace(one, id=f"{one.id}-b", rule="unmarked", place="unknown")
    refused = replace(one, id=f"{one.id}-c", status="rejected", verbatim="altered")
    lost = replace(one, id=f"{one.id}-d", verbatim="not_found", target=None)
    other = replace(edition, all_quotations=[one, borrowed, refused, lost])
    router = Router(EditionIndex(other))
    page = quotations_page(router.index, Route("quotations"))
    assert page is not None
    assert page.borrowings == 1
    assert dict(page.verbatim) == {"exact": 2, "not_found": 1}
    assert page.total == 4
    told = words(shown(router))
    assert "1 without quotation marks" in told
    assert "No source was found among the papers." in told
    assert len(shown(router).xpath("//li[contains(@class, 'rejected')]")) == 1


def test_many_quotations_come_in_parts_each_once(edition: MemoryEdition) -> None:
    one = edition.all_quotations[0]
    many = [replace(one, id=f"{one.id}-{n:03}") for n in range(PART + 3)]
    index = EditionIndex(replace(edition, all_quotations=many))
    pages = [quotations_page(index, Route("quotations", part=n)) for n in (1, 2, 3)]
    assert [len(page.rows) if page else None for page in pages] == [PART, 3, None]
    assert len({row.anchor for page in pages if page for row in page.rows}) == PART + 3


def test_a_quotation_of_a_paper_that_is_no_letter_is_there_too(edition: MemoryEdition) -> None:
    one = edition.all_quotations[0]
    alone = replace(edition, all_items=[], all_quotations=[one])
    page = quotations_page(EditionIndex(alone), Route("quotations"))
    assert page is not None
    assert [row.letter.text for row in page.rows] == [DocumentId(one.document)]


def test_letters_that_quote_and_the_references_lead_to_all_quotations(router: Router) -> None:
    for path in ("en/references.html", "en/letter/1957-05-09-halden-veresov.html"):
        page = parser.fromstring(router.respond(path).body.decode())
        assert any(link.endswith("quotations.html") for link in page.xpath("//a/@href")), path
