"""A letter printed by Chromium: the facing text as spreads, level, its heads on every sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

LETTER = "en/letter/1957-05-03-veresov-halden.html"


def boxes(page: Any, words: str) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of words on a printed sheet, in points."""
    text = page.get_textpage()
    found = text.search(words).get_next()
    if found is None:
        return []
    start, count = found
    return [text.get_charbox(n) for n in range(start, start + count)]


@pytest.fixture(scope="module")
def printed(browser: Any, frozen: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is absent")
    target = tmp_path_factory.mktemp("printed") / "letter.pdf"
    page = browser.new_page(color_scheme="dark")
    page.goto((frozen / LETTER).as_uri())
    page.pdf(path=str(target), prefer_css_page_size=True)
    page.close()
    return pdfium.PdfDocument(str(target))


def spreads(printed: Any) -> list[Any]:
    return [page for page in printed if page.get_width() > page.get_height()]


def test_the_original_is_on_the_left_and_its_translation_level_with_it(printed: Any) -> None:
    (sheet, left, right) = next(
        (page, a, b)
        for page in spreads(printed)
        if (a := boxes(page, "Это не соответствует")) and (b := boxes(page, "That is not the case"))
    )
    middle = sheet.get_width() / 2
    assert max(box[2] for box in left) < middle
    assert min(box[0] for box in right) < middle + 20
    assert min(box[0] for box in right) > max(box[2] for box in left)
    assert max(box[3] for box in left) == pytest.approx(max(box[3] for box in right), abs=4)


def test_every_spread_names_both_texts_at_its_head(printed: Any) -> None:
    sheets = spreads(printed)
    assert len(sheets) > 1
    for sheet in sheets:
        for words in ("original, Russian", "official translation, English"):
            assert min(box[1] for box in boxes(sheet, words)) > sheet.get_height() * 0.85


def test_forms_that_are_folded_on_the_screen_are_printed(printed: Any) -> None:
    assert any(boxes(page, "TORSK HOME SERVICE") for page in printed)


def test_controls_are_not_printed(printed: Any) -> None:
    for page in printed:
        assert not boxes(page, "Holdings and gaps")
        assert not boxes(page, "why?")
