"""What a page's record holds is what `docs/site.md` says, field by field."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from herewith.site import pages, parts, quotation_pages, search_pages
from herewith.site.pages import PAGES

DOCS = Path(__file__).resolve().parents[2] / "docs" / "site.md"

RECORDS = sorted(
    {
        kind
        for module in (pages, parts, quotation_pages, search_pages)
        for name in module.__all__
        if isinstance(kind := getattr(module, name), type) and is_dataclass(kind)
    },
    key=lambda kind: kind.__name__,
)


def documented() -> dict[str, list[str]]:
    """Field names by record, as the headings and tables of the page have them."""
    found: dict[str, list[str]] = {}
    record = ""
    for line in DOCS.read_text("utf-8").splitlines():
        if heading := re.match(r"#+ `(\w+)`", line):
            record = heading[1]
            found[record] = []
        elif record and (row := re.match(r"\| `(\w+)` \|", line)):
            found[record].append(row[1])
        elif line.startswith("## "):
            record = ""
    return found


@pytest.mark.parametrize("record", RECORDS, ids=lambda kind: kind.__name__)
def test_a_record_has_exactly_the_fields_that_are_documented(record: type) -> None:
    assert documented().get(record.__name__) == [f.name for f in fields(record)]


def test_every_page_is_named_in_the_documentation() -> None:
    text = DOCS.read_text("utf-8")
    for kind, record in PAGES.items():
        assert f"`{record.__name__}`" in text
        assert f"| `{kind}` |" in text
