"""EDTF: what we write can be read back, and nothing else is taken for a date."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.algorithms.test_date_phrases import Case, cases

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.dates.edtf import parse_edtf


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_every_date_of_the_cases_is_valid_edtf_of_the_same_days(case: Case) -> None:
    context = case.options.get("context")
    found = find_dates(
        case.text,
        case.language,
        context_date=datetime.date.fromisoformat(context) if context else None,
        order=case.options.get("order"),
    )
    for one in found:
        again = parse_edtf(one.date.edtf)
        assert again.edtf == one.date.edtf
        assert again.earliest <= one.date.earliest
        assert one.date.latest <= again.latest


@given(st.dates(min_value=datetime.date(1500, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_every_day_is_its_own_edtf(day: datetime.date) -> None:
    assert parse_edtf(day.isoformat()).earliest == day


@pytest.mark.parametrize(
    "text", ["1962-10-72", "1962-13", "62-10-27", "October 27", "1962-10-27/1962-10-01", "", "0000"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|calendar|before it begins"):
        parse_edtf(text)
