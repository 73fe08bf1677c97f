"""No Russian page of the sample edition speaks English where the program speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html

from herewith.site.freeze import walk
from tests.golden.exported import Held

SENTENCE = re.compile(r"(?<![\w/.-])[a-z]{2,}(?: [a-z]{2,})+(?![\w/.-])")
"""Two or more English words in small letters side by side; names and ids are not such."""

QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")

NOT_SAID = ("code", "q", "script", "style", "title")
"""Elements that show words and do not say them; the title of a page has the edition's title."""


def spoken(tree: Any) -> Iterator[str]:
    """The texts of a page that the program says in the language of the page."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for text in (element.text, *(child.tail for child in element)):
            if text and text.strip() and not shown(element):
                yield text
        yield from (element.get(name, "") for name in ("aria-label", "title", "placeholder"))


def shown(element: Any) -> bool:
    """Whether a text is shown and not said: of a document, a name, a citation."""
    for one in (element, *element.iterancestors()):
        if one.tag in NOT_SAID or (one.tag == "dl" and one.get("lang")):  # a list of citations
            return True
    for one in (element, *element.iterancestors()):
        if one.get("lang"):
            return bool(one.get("lang") != "ru")
        if one.get("dir") == "auto":
            return True
    return False


@pytest.fixture(scope="module")
def pages(sample: Held) -> dict[str, Any]:
    found = walk(sample.edition)
    return {
        path: html.fromstring(body)
        for path, body in found
        if path.startswith("ru/") and path.endswith(".html") and path != "ru/patterns.html"
    }


def test_the_program_says_nothing_in_english_on_a_russian_page(pages: dict[str, Any]) -> None:
    english = {
        " ".join(text.split())
        for tree in pages.values()
        for text in spoken(tree)
        if SENTENCE.search(QUOTED.sub("", text))
    }
    assert sorted(english) == []


def test_nothing_but_citations_is_marked_as_english_on_a_russian_page(
    pages: dict[str, Any],
) -> None:
    """A reason for which the catalogue has no pattern is marked as English; so is an editor's."""
    marked = {
        " ".join(element.text_content().split())
        for tree in pages.values()
        for element in tree.xpath("//span[@lang='en'][@dir='auto']")
    }
    assert sorted(marked - {"E. Brook: the seal"}) == []
