"""Blanks of a text: their kinds, and how much is said to be missing."""

from __future__ import annotations

import pytest

from herewith.algorithms.releases.blanks import blanks


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("[2 lines of source text not declassified]", "withheld", 22),
        ("[less than 1 line not declassified]", "withheld", 6),
        ("[1 paragraph (6½ lines of source text) not declassified]", "withheld", 72),
        ("[1-½ lines of source text not declassified]", "withheld", 16),
        ("[3 names not declassified]", "withheld", 6),
        ("[2 pages withheld]", "withheld", 600),
        ("[text not declassified]", "withheld", None),
        ("[Here follow 7 pages of discussion.]", "omitted", 2100),
        ("[Omitted here is a list of participants.]", "omitted", None),
        ("[2 words illegible]", "unreadable", 2),
        ("[2 строки не рассекречены]", "withheld", 22),
        ("[далее следует текст договора]", "omitted", None),
        ("██████████████████", "withheld", 3),
    ],
)
def test_what_is_said_to_be_missing(text: str, kind: str, words: int | None) -> None:
    (blank,) = blanks(f"He came {text} at noon.", None)
    assert (blank.kind, blank.words) == (kind, words)
    assert (blank.start, blank.end) == (8, 8 + len(text))


@pytest.mark.parametrize(
    "text", ["[sic]", "[Washington,] May 3", "[Attachment 1]", "(not yet)", "…"]
)
def test_other_brackets_are_no_blanks(text: str) -> None:
    assert blanks(f"He came {text} at noon.", "en") == ()


def test_a_place_in_a_law_is_no_exemption() -> None:
    assert blanks("under section 3(b)(1) and paragraph (b)(2) of the Act", "en") == ()


def test_codes_of_exemption_are_blanks_and_dots_only_if_asked_for() -> None:
    assert [b.shown for b in blanks("Paid to (b)(1) by hand ... in May.", "en")] == ["code"]
    assert [b.shown for b in blanks("By hand ... in May.", "en", dots=True)] == ["dots"]
