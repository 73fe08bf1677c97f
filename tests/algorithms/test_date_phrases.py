"""Dates in running text: the case files, and what holds of every text."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case_files import blocks

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.dates.shapes import shapes, surroundings
from herewith.languages.dates import LANGUAGES

CASES = Path(__file__).parents[1] / "cases" / "dates"


@dataclass(frozen=True)
class Case:
    title: str
    language: str | None
    options: dict[str, str]
    text: str
    wanted: tuple[tuple[str, str], ...]


def cases() -> list[Case]:
    out = []
    for path in sorted(CASES.glob("*.md")):
        for title, given_, wanted in blocks(path, 3):
            language, *options = given_[0].split()
            rows = tuple(tuple(part.strip() for part in row.split("|")) for row in wanted)
            out.append(
                Case(
                    title[0],
                    None if language == "-" else language,
                    dict(option.split("=") for option in options),
                    "\n".join(given_[1:]),
                    rows,  # type: ignore[arg-type]
                )
            )
    return out


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_dates_are_read_as_an_archivist_reads_them(case: Case) -> None:
    context = case.options.get("context")
    span = case.options.get("span")
    years = tuple(int(year) for year in span.split("-")) if span else (None, None)
    found = find_dates(
        case.text,
        case.language,
        context_date=datetime.date.fromisoformat(context) if context else None,
        span=years,  # type: ignore[arg-type]
        order=case.options.get("order"),
    )
    assert case.wanted == tuple((case.text[f.start : f.end], f.date.edtf) for f in found)


def test_every_inferred_part_names_its_reason() -> None:
    (found,) = find_dates("on October 27", "en", context_date=datetime.date(1962, 11, 1))
    assert found.date.inferred == "year from the document's date"
    assert not find_dates("on October 27, 1962", "en")[0].date.inferred


def test_an_open_date_keeps_both_readings() -> None:
    (found,) = find_dates("3/4/62", "en")
    assert not found.is_known
    assert [date.edtf for date in found.alternatives] == ["1962-03-04", "1962-04-03"]


def test_the_weekday_on_the_page_is_kept_even_where_it_is_wrong() -> None:
    (found,) = find_dates("Monday, October 27, 1962", "en")
    assert found.weekday == 1
    assert found.date.earliest.isoweekday() == 6


@given(st.text(alphabet="0123456789/-. ,Octoberماй27г.с?[]()\n", max_size=60))
def test_dates_never_overlap_and_quote_the_text(text: str) -> None:
    for language in ("en", "ru"):
        found = find_dates(text, language, context_date=datetime.date(1962, 10, 30))
        ends = [0, *(f.end for f in found)]
        assert all(f.start >= end for f, end in zip(found, ends, strict=False))
        assert all(f.date.written == text[f.start : f.end] for f in found)
        assert all(f.date.earliest <= f.date.latest for f in found)


PIECES = (
    *(
        "October",
        "27",
        "27th",
        "may",
        "1962",
        "of",
        "the",
        "MARCH 11:",
        "25 ult.",
        "«3»",
        "281705Z",
    ),
    *("25–27", "twenty-third", "октября", "с.г.", "Easter", "in", "3/4/62", "day", "\n\n", "word"),
)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.just("x" * 230)), max_size=30))
def test_what_is_looked_through_around_figures_and_months_holds_every_date(
    pieces: list[str],
) -> None:
    text = " ".join(pieces)
    for language in LANGUAGES:
        found = shapes(language).shapes
        around = surroundings(text, found)
        for shape in found:
            everywhere = [m.span() for m in shape.pattern.finditer(text)]
            assert everywhere == [m.span() for m in shape.matches(text, around)]
