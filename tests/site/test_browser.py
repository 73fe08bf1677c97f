"""The pages in real Chromium: nothing overflows, nothing foreign is asked for, all keys work."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from herewith.site.server import ReadingRoom
from tests.site.editions import MemoryEdition, hostile

pytestmark = pytest.mark.browser

LETTER = "1957-05-03-veresov-halden"
WIDTHS = (320, 800, 1400)

PAGES = (
    "en/index.html",
    f"en/letter/{LETTER}.html",
    f"ru/letter/{LETTER}.html",
    "en/letter/1957-05-09-halden-veresov.html",
    f"ru/comparison/{LETTER}/original-1957-05-03+translation-1957-05-03/comparison.html",
    f"en/collation/{LETTER}/en.html",
    "en/document/translation-1957-05-03.html",
    "ru/holdings.html",
    "en/source/translation.html",
    "en/attested.html",
    "en/people.html",
    "en/completeness.html",
    "en/references.html",
    "en/explain/answer-1957-05-09.html",
    "en/search.html",
    "ru/about.html",
    "en/patterns.html",
    "en/404.html",
)


@pytest.fixture(scope="module")
def served(edition: MemoryEdition) -> Iterator[str]:
    yield from _served(edition)


def _served(edition: MemoryEdition) -> Iterator[str]:
    room = ReadingRoom(edition, port=0)
    thread = threading.Thread(target=room.run)
    thread.start()
    until = time.monotonic() + 60
    while not room.started and time.monotonic() < until:
        time.sleep(0.01)
    yield room.address
    room.close()
    thread.join(10)


class Watched:
    """A page with everything it said and asked for."""

    def __init__(self, browser: Any, width: int = 1400, script: bool = True) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script
        )
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def go(self, selector: str, key: str = "") -> None:
        """Follow a link (or press a key in a field) and wait until the next page stands."""
        with self.page.expect_navigation():
            if key:
                self.page.press(selector, key)
            else:
                self.page.click(selector)

    def sees(self, selector: str, text: str | None = None) -> None:
        """Wait until a place is in sight and, if asked, holds these words."""
        from playwright.sync_api import expect

        place = self.page.locator(selector)
        expect(place.first).to_be_visible()
        if text is not None:
            expect(place.first).to_contain_text(text)


OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_overflows_complains_or_asks_for_anything_foreign(
    browser: Any, served: str, width: int
) -> None:
    with Watched(browser, width) as watched:
        for path in PAGES:
            watched.page.goto(served + path)
            assert watched.page.evaluate(OVERFLOW) == 0, (path, width)
        assert watched.said == []
        assert {url.startswith(served) for url in watched.asked} == {True}


def test_hostile_texts_neither_run_nor_widen_a_page(browser: Any) -> None:
    rooms = _served(hostile())
    address = next(rooms)
    try:
        with Watched(browser, 320) as watched:
            alerts: list[str] = []
            watched.page.on("dialog", lambda dialog: (alerts.append("x"), dialog.dismiss()))
            watched.page.goto(address + "en/index.html")
            for link in watched.page.eval_on_selector_all("main a", "all => all.map(a => a.href)"):
                watched.page.goto(link)
                assert watched.page.evaluate(OVERFLOW) == 0, link
            assert alerts == []
            assert watched.said == []
    finally:
        next(rooms, None)


def test_the_frozen_site_opens_from_a_disk_and_leads_on(browser: Any, frozen: Path) -> None:
    with Watched(browser) as watched:
        watched.page.goto((frozen / "index.html").as_uri())
        watched.page.wait_for_url("**/en/index.html")
        watched.go("tbody th a")
        watched.sees("h1", "Premier Veresov to President Halden")
        watched.go(".comparisons h3 a")
        watched.sees(".certificate h2", "Differences of substance")
        watched.page.click(".class-substance a.why")
        watched.page.wait_for_function("document.querySelector(':target') !== null")
        watched.go("a[lang=ru]")
        watched.sees("html[lang=ru]")
        assert watched.said == []
        assert all(url.startswith("file://") for url in watched.asked)


def test_everything_reads_without_script(browser: Any, served: str) -> None:
    with Watched(browser, script=False) as watched:
        watched.page.goto(f"{served}en/letter/{LETTER}.html")
        watched.sees("text=Page 3 is not held, about 38 words.")
        watched.page.click("summary:has-text('broadcast transcript')")
        watched.sees("text=(word indistinct)")
        watched.page.goto(f"{served}en/search.html")
        watched.page.fill("#q", "lighthouse")
        watched.go("#q", "Enter")
        watched.sees("text=3 documents found.")


def test_the_frozen_search_answers_by_itself_and_says_what_it_did(
    browser: Any, frozen: Path
) -> None:
    with Watched(browser) as watched:
        watched.page.goto((frozen / "en" / "search.html").as_uri())
        watched.page.fill("#q", "маяк пролив")
        watched.page.press("#q", "Enter")
        watched.sees(".results li")
        watched.sees(".did", "Looked in this copy for маяк (any form) and пролив (any form).")
        watched.sees(".did", "Documents found: 1; letters: 1.")
        watched.go(".results a")
        watched.sees("h1", "Premier Veresov to President Halden")
        watched.page.goto((frozen / "en" / "search.html").as_uri() + "?q=zzz")
        watched.sees("text=No document has this.")
        assert watched.said == []


@pytest.mark.parametrize(
    ("query", "found", "said"),
    [
        ("lighthouses", 3, "or words beginning with lighthouse."),
        ("lighthouse", 3, "for lighthouse (any form)."),
        ("маяка", 1, "for маяка (any form)."),
        ("маяк OR lighthouse", 4, "маяк (any form) or lighthouse (any form)."),
        ("lighthouse -buoys", 1, "lighthouse (any form), without: buoys (any form)."),
        ("(маяк OR lighthouse) -buoys", 2, "(маяк (any form) or lighthouse (any form)), without:"),
        ("lightho*", 3, "(any ending)"),
        ('"lighthouse on"', 3, "one by one"),
        ("number:lighthouse", 0, "lighthouse (any form) among the numbers."),
        ("from:Halden", 1, "halden (any form) among the senders."),
        ("кому:президенту", 1, "or words beginning with президент among the addressees."),
        ("variant:twelve", 1, "twelve (any form) among the variants."),
        ('"lighthouse', 0, "A quotation mark is not closed."),
        ("(lighthouse", 0, "A parenthesis stands alone."),
        ("-lighthouse", 0, "A query that only excludes"),
        ("lighthouse OR", 0, "A word is missing"),
        ("colour:red", 0, "There is no such field"),
    ],
)
def test_the_frozen_search_knows_forms_and_operators(
    browser: Any, frozen: Path, query: str, found: int, said: str
) -> None:
    with Watched(browser) as watched:
        address = (frozen / "en" / "search.html").as_uri()
        watched.page.goto(f"{address}?q={quote(query)}")
        watched.sees(".did", said)
        if "(any" in said or "one by one" in said or "beginning" in said:
            watched.sees(".did", f"Documents found: {found};" if found else "No document has this")
        assert watched.said == []


def test_the_frozen_search_answers_while_one_types_and_keeps_its_address(
    browser: Any, frozen: Path
) -> None:
    with Watched(browser) as watched:
        watched.page.goto((frozen / "ru" / "search.html").as_uri())
        watched.page.type("#q", "маяк", delay=5)
        watched.sees(".did", "Найдено документов: 1; писем: 1.")
        assert unquote(watched.page.url).endswith("?q=маяк")
        watched.page.fill("#q", "lighthouse")
        watched.sees(".did", "Найдено документов: 3")
        groups = watched.page.locator(".results > li")
        assert groups.locator("h2").count() == groups.count() == 2
        watched.sees(".results li li", "официальный перевод, английский (B)")
        assert watched.said == []


def test_the_keyboard_leads_from_the_skip_link_through_the_rows(browser: Any, served: str) -> None:
    with Watched(browser) as watched:
        page = watched.page
        page.goto(f"{served}en/letter/{LETTER}.html")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.focus(".bead")
        first = page.evaluate("document.activeElement.id")
        page.keyboard.press("ArrowDown")
        second = page.evaluate("document.activeElement.id")
        assert first != second
        assert page.evaluate("document.activeElement.querySelectorAll('.s.lit').length") == 2
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid"
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement.id") == first


def test_both_sides_of_a_pair_stand_level(browser: Any, served: str) -> None:
    with Watched(browser, 1400) as watched:
        watched.page.goto(f"{served}en/letter/{LETTER}.html")
        tops = watched.page.evaluate(
            "[...document.querySelectorAll('.bead')].map(row => [...row.querySelectorAll("
            "'.left, .right')].map(cell => cell.getBoundingClientRect().top))"
        )
        assert all(left == right for left, right in tops)


def test_text_keeps_its_contrast_in_light_and_dark(browser: Any, served: str) -> None:
    for scheme in ("light", "dark"):
        with Watched(browser) as watched:
            watched.page.emulate_media(color_scheme=scheme)
            watched.page.goto(f"{served}en/patterns.html")
            worst = watched.page.evaluate(CONTRAST)
            assert worst["ratio"] >= 4.5, (scheme, worst)


CONTRAST = """() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  let worst = { ratio: 99, text: "" };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const e = node.parentElement;
    if (!node.data.trim() || e.closest(".vh, .skip, noscript, script")) continue;
    const a = light(parse(getComputedStyle(e).color)), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < worst.ratio) worst = { ratio, text: node.data.trim().slice(0, 60) };
  }
  return worst;
}"""
