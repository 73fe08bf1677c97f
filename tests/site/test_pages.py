"""What a reader finds on each page of the invented edition."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace

import pytest
from lxml import html as parser

from herewith.model.records import encode
from herewith.site.addresses import Route
from herewith.site.explanations import statement_anchor
from herewith.site.index import EditionIndex
from herewith.site.router import Router
from herewith.site.views.letter import letter_page
from herewith.site.views.register import register_page
from tests.site.editions import MemoryEdition

LETTER = "1957-05-03-veresov-halden"
COMPARISON = f"comparison/{LETTER}/original-1957-05-03+translation-1957-05-03/comparison"


def page(router: Router, path: str, query: dict[str, str] | None = None) -> parser.HtmlElement:
    response = router.respond(path, query)
    assert response.status == 200, path
    return parser.fromstring(response.body.decode())


def words(element: parser.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_register_names_every_letter_once_and_what_is_lacking(router: Router) -> None:
    home = page(router, "en/index.html")
    titles = [words(x) for x in home.xpath("//tbody//th/a")]
    assert titles == [
        "Premier Veresov to President Halden",
        "President Halden to Premier Veresov",
        "R. Calloway to the Secretary",
    ]
    lacks = words(home.xpath("//aside")[0])
    assert "1 gap in the texts, about 38 words" in lacks
    assert "1 letter is attested and not held" in lacks
    assert "1 letter is undated" in lacks


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("en/register/all.by-sender.html", "Premier Veresov to President Halden"),
        ("en/register/all.by-kind.html", "Premier Veresov to President Halden"),
        ("en/register/kind/memorandum.html", "R. Calloway to the Secretary"),
        ("en/register/year/unknown.html", "R. Calloway to the Secretary"),
        ("en/register/language/ru.html", "Premier Veresov to President Halden"),
        ("en/register/withheld/no.html", "Premier Veresov to President Halden"),
    ],
)
def test_the_register_is_sorted_and_narrowed_by_its_address(
    router: Router, path: str, first: str
) -> None:
    assert words(page(router, path).xpath("//tbody//th/a")[0]) == first


def test_a_long_register_comes_in_parts(edition: MemoryEdition) -> None:
    item = edition.items()[0]
    many = MemoryEdition("Many")
    many.all_items = [
        type(item)(f"letter-{n:04}", "letter", f"Letter {n}", "1957", (), (), ())  # type: ignore[arg-type]
        for n in range(600)
    ]
    index = EditionIndex(many)
    parts = [register_page(index, Route("register", part=n)) for n in (1, 2, 3, 4)]
    assert [len(p.rows) if p else None for p in parts] == [250, 250, 100, None]
    assert len({row.item for p in parts[:3] if p for row in p.rows}) == 600


def test_a_letter_has_one_row_for_each_pair_and_every_sentence(
    router: Router, edition: MemoryEdition
) -> None:
    shown = page(router, f"en/letter/{LETTER}.html")
    rows = shown.xpath("//*[@class and contains(concat(' ', @class, ' '), ' bead ')]")
    bitext = edition.bitexts(LETTER)[0]
    assert len(rows) == len(bitext.beads)
    assert len({row.get("id") for row in rows}) == len(rows)
    for hidden in shown.xpath("//*[@class='vh' or @class='query']"):
        hidden.drop_tree()
    said = words(shown)
    for sentence in (*bitext.source_sentences, *bitext.target_sentences):
        first = sentence.text.split()[:3]
        assert " ".join(first) in said


def test_a_gap_is_a_labelled_block_in_the_row_where_it_falls(router: Router) -> None:
    shown = page(router, f"en/letter/{LETTER}.html")
    gaps = shown.xpath("//*[@role='cell']//div[contains(@class, 'gap')]")
    assert [words(g)[:39] for g in gaps] == ["Page 3 is not held, about 38 words. pag"]
    row = gaps[0].xpath("ancestor::*[@role='row']")[0]
    assert "Число таких судов" in words(row)
    assert words(shown).count("Not held here either.") == 1


def test_doubtful_pairs_and_orphans_are_marked_in_words(router: Router) -> None:
    shown = words(page(router, f"en/letter/{LETTER}.html"))
    assert "1 doubtful pair, marked as such" in shown
    assert "doubtful pair only length" in shown
    assert "No counterpart in B." in shown
    assert "no counterpart: omitted in the translation" in shown


def test_a_sentence_without_counterpart_says_that_another_version_contradicts(
    edition: MemoryEdition, router: Router
) -> None:
    address = f"en/letter/{LETTER}.html"
    assert "another version contradicts" not in words(page(router, address))
    against = "triangle: t2 of the print goes with t3 of the copy"
    bitext = edition.all_bitexts[0]
    beads = tuple(b if b.target else replace(b, reasons=(against,)) for b in bitext.beads)
    doubted = replace(edition, all_bitexts=[replace(bitext, beads=beads)])
    shown = words(page(Router(EditionIndex(doubted)), address))
    assert f"another version contradicts {against}" in shown


def test_marks_of_the_page_are_read_aloud_and_seen(router: Router) -> None:
    shown = page(router, "en/document/translation-1957-05-03.html")
    assert [words(x) for x in shown.xpath("//del")] == [
        "[struck out: side]",
        "[struck out: shall try]",
    ]
    assert "reply – unclear: the last letters are cut by the margin" in words(shown)
    notes = shown.xpath("//sup[@class='call']/a/@href")
    assert notes == ["#note-B-1"]
    assert shown.xpath("//li[@id='note-B-1']")


def test_coverage_comes_before_the_verdict_and_substance_before_form(router: Router) -> None:
    said = words(page(router, f"en/{COMPARISON}.html").xpath("//main")[0])
    order = [
        "130 of 173 words compared (75%)",
        "Not held:",
        "Differences of substance",
        "The original gives ten days, the translation twelve.",
        "Places where a person must judge",
        "Differences of nuance",
        "Differences of form",
    ]
    places = [said.index(x) for x in order]
    assert places == sorted(places)


def test_form_is_folded_and_substance_is_not(router: Router) -> None:
    shown = page(router, f"en/{COMPARISON}.html")
    folded = [words(x) for x in shown.xpath("//details/summary")]
    assert folded == ["Differences of form · 1"]
    assert not shown.xpath("//details//*[contains(@class, 'class-substance')]")


def test_each_finding_shows_both_spans_its_reason_and_its_explanation(router: Router) -> None:
    shown = page(router, f"en/{COMPARISON}.html")
    card = shown.xpath("//li[contains(@class, 'class-substance')]")[0]
    assert [words(m) for m in card.xpath(".//mark")] == ["десять дней", "twelve days"]
    assert card.xpath(".//blockquote/@lang") == ["ru", "en"]
    assert card.xpath(".//p[@class='reason']/a/text()") == ["See it in the facing text"]
    explain = card.xpath(".//a[@class='why']/@href")[0]
    assert "explain/" in explain
    assert "#x-" in explain


def test_a_letter_marks_findings_of_substance_beside_the_text(router: Router) -> None:
    shown = page(router, f"en/letter/{LETTER}.html")
    marks = [words(x) for x in shown.xpath("//*[@role='row']//a[contains(@class, 'tag-')]")]
    assert "substance: deadline" in marks
    assert "substance: strength of commitment" in marks
    assert not [m for m in marks if m.startswith("form")]


def test_a_field_is_explained_where_it_stands(router: Router) -> None:
    shown = page(router, "en/letter/1957-05-09-halden-veresov.html")
    row = shown.xpath("//tr[.//a[text()='/place']]")[0]
    said = words(row).replace("\u00a0", " ")
    assert said.startswith("Place Port Halden")
    assert "set by an editor" in said
    assert "the program had found: THE PRESIDENT'S HOUSE" in said
    assert "the line above the date" in said
    assert "line 2, characters 22–33" in said
    assert "set Port Halden, E. Marsh, 4 February 1991" in said
    assert "Register · place.rule · 60%" in said
    assert row.get("id") == statement_anchor("answer-1957-05-09/place")


def test_what_is_explained_where_it_stands_has_no_page_of_its_own(router: Router) -> None:
    response = router.respond("en/explain/answer-1957-05-09.html")
    assert response.status == 308
    assert response.location == "/en/letter/1957-05-09-halden-veresov.html"
    assert router.respond("en/explain/translation.html").location == "/en/source/translation.html"


def test_holdings_account_for_every_character_or_say_how_many_are_not(
    router: Router, edition: MemoryEdition
) -> None:
    said = words(page(router, "en/holdings.html"))
    assert said.count("not accounted for nothing") == len(edition.sources())
    broken = MemoryEdition("Broken", all_sources=edition.all_sources, texts=edition.texts)
    lost = words(page(Router(EditionIndex(broken)), "en/holdings.html"))
    assert f"not accounted for {len(edition.texts['memo'])}" in lost


def test_a_reference_leads_both_ways(router: Router) -> None:
    answer = page(router, "en/letter/1957-05-09-halden-veresov.html")
    assert f"{LETTER}.html" in answer.xpath("//a[@class='to-mention']/@href")[0]
    letter = words(page(router, f"en/letter/{LETTER}.html"))
    assert "Referred to by President Halden to Premier Veresov" in letter
    assert "Quoted by President Halden to Premier Veresov" in letter


def test_the_title_of_a_narrowed_register_names_its_value(router: Router) -> None:
    titles = {
        name: page(router, f"{name}.html").findtext(".//title").partition(" · ")[0]
        for name in ("en/register/language/ru", "ru/register/language/ru")
    }
    assert titles == {
        "en/register/language/ru": "Register: Russian",
        "ru/register/language/ru": "Опись: русский",
    }


def test_what_is_attested_says_by_whom_and_where(router: Router) -> None:
    said = words(page(router, "en/attested.html"))
    assert "Aide-Mémoire of the Averland Government" in said
    assert "box/memo.txt, line 5" in said
    assert "not attached" in said


def test_search_says_what_it_did_and_groups_by_letter(router: Router) -> None:
    shown = page(router, "en/search.html", {"q": "lighthouse"})
    said = words(shown)
    assert "3 documents found. Looked for the words “lighthouse” exactly." in said
    assert len(shown.xpath("//ol/li")) == 2
    assert {m.text for m in shown.xpath("//mark")} == {"lighthouse"}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"q": '"open'}, 400),
        ({"q": "x", "start": "-1"}, 400),
        ({"q": "x", "start": "99999999999"}, 400),
        ({"page": "2"}, 400),
        ({"q": "x" * 500}, 400),
        ({"q": "nowhere to be found"}, 200),
        ({"q": ""}, 200),
    ],
)
def test_a_malformed_query_is_answered_with_400_and_a_way_on(
    router: Router, query: dict[str, str], status: int
) -> None:
    response = router.respond("en/search.html", query)
    assert response.status == status
    assert b"search.html" in response.body


@pytest.mark.parametrize(
    "path",
    ["en/letter/unknown.html", "en/nothing", "xx/index.html", "en/register/kind/none.html", "letter/x.json",
     "assets/../server.py", "assets/search/words-zz.js", "en/register/all.by-date.html", "en/explain/no.html",
     "en/index.part-2.html", "en/letter/a\x00b.html", "en/about.part-2.html", "en/facing/x.html"],
)  # fmt: skip
def test_an_unknown_address_is_404(router: Router, path: str) -> None:
    assert router.respond(path).status == 404


def test_a_mistyped_letter_is_answered_with_letters_like_it(router: Router) -> None:
    response = router.respond("en/letter/1957-05-04-veresov-halden.html")
    assert response.status == 404
    assert LETTER in response.body.decode()


def test_a_former_id_of_a_letter_still_opens_it(router: Router) -> None:
    assert "Premier Veresov" in words(page(router, "en/letter/veresov-3-may.html"))


def test_the_json_twin_is_the_page_record(router: Router, edition: MemoryEdition) -> None:
    data = json.loads(router.respond(f"letter/{LETTER}.json").body)
    record = encode(letter_page(EditionIndex(edition), Route("letter", LETTER)))
    assert data["herewith"]["version"]
    assert data["kind"] == "letter"
    assert set(data) - {"herewith", "address"} == set(record)
    assert data["title"] == record["title"]
    assert [f["siglum"] for f in data["forms"]] == [f["siglum"] for f in record["forms"]]


def test_a_twin_leaves_out_only_what_says_nothing(router: Router, edition: MemoryEdition) -> None:
    data = json.loads(router.respond(f"letter/{LETTER}.json").body)
    record = encode(letter_page(EditionIndex(edition), Route("letter", LETTER)))

    def same(short: object, full: object) -> bool:
        if isinstance(full, dict) and isinstance(short, dict):
            unsaid = {"meta", "json_ld"}
            left = {k: v for k, v in full.items() if k not in short and k not in unsaid}
            ordinary = {None, "", False, True, "proposed", "body"}
            return all(v == [] or v in ordinary for v in left.values()) and all(
                same(short[k], full[k]) for k in short
            )
        if isinstance(full, list) and isinstance(short, list):
            return len(full) == len(short) and all(map(same, short, full))
        return short == full

    assert same({k: data[k] for k in record}, record)


def test_pages_in_russian_have_russian_words_and_the_same_texts(router: Router) -> None:
    russian = page(router, f"ru/letter/{LETTER}.html")
    said = words(russian)
    assert "Страницы 3 нет, около 38 слов." in said
    assert "по существу: срок" in said
    assert "I have received your message" in said
    assert russian.get("lang") == "ru"
    assert not re.search(r"\b(words compared|counterpart|Not held)\b", said)


def test_texts_carry_their_language_and_direction(router: Router) -> None:
    shown = page(router, f"en/letter/{LETTER}.html")
    cells = shown.xpath("//*[@role='cell'][@lang]")
    assert {(c.get("lang"), c.get("dir")) for c in cells} == {("ru", "ltr"), ("en", "ltr")}


def test_gaps_and_furniture_are_explained_together_with_their_source(router: Router) -> None:
    letter = page(router, f"en/letter/{LETTER}.html")
    address = letter.xpath("//div[contains(@class, 'gap')]//a[@class='why']/@href")[0]
    path, _, anchor = address.removeprefix("../").partition("#")
    assert path == "source/translation.html"
    shown = page(router, f"en/{path}")
    assert "page 2 ends a paragraph" in words(shown.xpath(f"//li[@id='{anchor}']")[0])
    furniture = shown.xpath("//ul[@class='furniture']/li")
    assert len([li for li in furniture if li.get("id").startswith("x-")]) == 3


def test_every_statement_can_be_opened_from_some_page(
    files: dict[str, bytes], edition: MemoryEdition
) -> None:
    anchors = {a for p, b in files.items() if p.startswith("en/") for a in ids(b)}
    assert {statement_anchor(s.id) for s in edition.all_statements} == {
        a for a in anchors if a.startswith("x-")
    }


def ids(body: bytes) -> list[str]:
    return list(parser.fromstring(body.decode()).xpath("//@id"))


def test_a_row_without_declared_gap_never_says_that_text_is_not_held(
    edition: MemoryEdition,
) -> None:
    bitext = edition.bitexts(LETTER)[1]
    first = replace(bitext.beads[0], kind="gap")
    made = MemoryEdition(**{f.name: getattr(edition, f.name) for f in fields(edition)})
    made.all_bitexts = [replace(bitext, beads=(first, *bitext.beads[1:]))]
    shown = page(Router(EditionIndex(made)), f"en/letter/{LETTER}.html")
    row = shown.xpath("//*[@role='row']")[1]
    assert "No counterpart in A." in words(row)
    assert "held" not in words(row)
