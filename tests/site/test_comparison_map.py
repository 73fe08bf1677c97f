"""The map of a comparison, and its certificate as files."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

from lxml import etree
from lxml import html as parser

from herewith.formats.certificates import certificate_text
from herewith.site.addresses import Route
from herewith.site.index import EditionIndex, Publication
from herewith.site.router import Router
from herewith.site.server import HEADERS
from herewith.site.views.comparison import comparison_page
from tests.site.editions import MemoryEdition

LETTER = "1957-05-03-veresov-halden"
COMPARISON = f"{LETTER}/original-1957-05-03+translation-1957-05-03/comparison"


def shown(router: Router, locale: str = "en") -> parser.HtmlElement:
    return parser.fromstring(router.respond(f"{locale}/comparison/{COMPARISON}.html").body.decode())


def test_every_finding_that_is_not_of_form_is_a_mark_and_leads_to_its_card(
    router: Router, edition: MemoryEdition
) -> None:
    page = shown(router)
    ids = set(page.xpath("//@id"))
    marks = page.xpath("//svg[@class='minimap']/a/@href")
    comparison = edition.comparison(COMPARISON)
    assert comparison is not None
    weighty = [f for f in comparison.findings if f.cls not in ("form", "none")]
    lacking = comparison.a.not_held + comparison.b.not_held
    assert len(marks) == len(weighty) + len(lacking) > 1
    assert {mark.removeprefix("#") for mark in marks} <= ids
    listed = page.xpath("//section[@class='map']//ul/li")
    assert len(listed) == len(marks) + 1  # one line for all places of form


def test_a_mark_stands_where_its_words_stand(edition: MemoryEdition) -> None:
    page = comparison_page(EditionIndex(edition), Route("comparison", COMPARISON))
    comparison = edition.comparison(COMPARISON)
    assert page is not None
    assert page.map is not None
    assert comparison is not None
    document = edition.document(str(comparison.a.document))
    assert document is not None
    places = sorted(
        min(997, f.a.start * 1000 // len(document.text))  # the last mark ends with the bar
        for f in comparison.findings
        if f.cls not in ("form", "none")
    )
    assert [mark.a_at for mark in page.map.marks] == places
    for mark in page.map.marks:
        assert 0 <= mark.a_at < mark.a_at + mark.a_size <= 1000
        assert 0 <= mark.b_at < mark.b_at + mark.b_size <= 1000


def test_a_rejected_finding_is_not_on_the_map(edition: MemoryEdition) -> None:
    comparison = edition.comparison(COMPARISON)
    assert comparison is not None
    none = replace(
        comparison,
        findings=tuple(replace(f, status="rejected") for f in comparison.findings),
        a=replace(comparison.a, not_held=()),
        b=replace(comparison.b, not_held=()),
    )
    other = replace(edition, all_comparisons=[none])
    page = comparison_page(EditionIndex(other), Route("comparison", COMPARISON))
    assert page is not None
    assert page.map is None


def test_a_certificate_can_be_had_as_text_json_and_tei(
    files: dict[str, bytes], edition: MemoryEdition
) -> None:
    comparison = edition.comparison(COMPARISON)
    assert comparison is not None
    base = f"certificate/{COMPARISON}"
    assert files[f"{base}.txt"].decode() == certificate_text([comparison])
    assert json.loads(files[f"{base}.json"])["verdict"] == comparison.verdict
    assert etree.fromstring(files[f"{base}.xml"]).tag.endswith("noteGrp")
    assert f"{base}.html" not in files
    assert f"{base}.pdf" not in files


def test_a_server_has_it_as_a_page_too_and_says_so(edition: MemoryEdition) -> None:
    published = replace(Publication.served(), certificates=(".html", ".txt"))
    router = Router(EditionIndex(edition, published))
    links = shown(router).xpath("//a[contains(@href, 'certificate/')]/@href")
    assert [link.rpartition(".")[2] for link in links] == ["html", "txt"]
    made = router.respond(f"certificate/{COMPARISON}.html")
    assert (made.status, made.media_type) == (200, "text/html; charset=utf-8")
    assert comparison_words(edition) in parser.fromstring(made.body.decode()).text_content()
    for path in (f"certificate/{COMPARISON}.pdf", "certificate/none.txt"):
        assert router.respond(path).status == 404


def comparison_words(edition: MemoryEdition) -> str:
    comparison = edition.comparison(COMPARISON)
    assert comparison is not None
    return comparison.statement


def test_the_policy_of_the_server_lets_a_certificate_have_its_style(edition: MemoryEdition) -> None:
    router = Router(EditionIndex(edition, Publication.served()))
    made = router.respond(f"certificate/{COMPARISON}.html").body.decode()
    style = made.partition("<style>")[2].partition("</style>")[0]
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{hashed}'" in HEADERS["content-security-policy"]
