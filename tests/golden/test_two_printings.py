"""Papers printed in two volumes: written down by hand, with what differs, and found by the program.

`two_printings.jsonl` has a line for each: both documents, their kind, some words that differ (read
by eye), and those of them that the program must list as differences of substance.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from herewith.project.reusing import Options, collect, pair_line, reuse

LIST = Path(__file__).parent / "collections" / "two_printings.jsonl"
EXPECTED = [json.loads(line) for line in LIST.read_text("utf-8").splitlines()]

pytestmark = pytest.mark.material


@pytest.fixture(scope="module")
def found(material: Path) -> dict[tuple[str, str], tuple[dict[str, Any], str, str]]:
    """Pairs across volumes, as lines, with both texts."""
    names = {row[side].partition("#")[0] for row in EXPECTED for side in ("a", "b")}
    collection = collect([material / "frus" / f"{name}.xml" for name in sorted(names)])
    return {
        (pair.a.name, pair.b.name): (
            pair_line(pair, compared=pair.a.source != pair.b.source),
            pair.a.text,
            pair.b.text,
        )
        for pair in reuse(collection, Options()).pairs
        if pair.a.source != pair.b.source
    }


def test_twenty_and_more_are_written_down() -> None:
    assert len({(row["a"], row["b"]) for row in EXPECTED}) >= 20


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: f"{row['a']} {row['b']}")
def test_a_paper_printed_twice_is_found_with_its_kind_and_what_differs(
    row: dict[str, Any], found: dict[tuple[str, str], tuple[dict[str, Any], str, str]]
) -> None:
    line, text_a, text_b = found[row["a"], row["b"]]
    assert line["kind"] == row["kind"]
    for words_a, words_b in row["differs"]:
        assert re.search(rf"\b{re.escape(words_a)}", text_a)
        assert re.search(rf"\b{re.escape(words_b)}", text_b)
    told = [
        [one["facet"], one["a"]["text"], one["b"]["text"]]
        for one in line.get("differences", ())
        if one["class"] == "substance"
    ]
    assert [words for words in row["substance"] if words not in told] == []


def test_the_volumes_hold_no_version_of_a_paper_that_is_not_written_down(
    found: dict[tuple[str, str], tuple[dict[str, Any], str, str]],
) -> None:
    known = {(row["a"], row["b"]) for row in EXPECTED}
    versions = ("same_document", "copy_to_another_addressee")
    more = {names for names, (line, _, _) in found.items() if line["kind"] in versions} - known
    assert more == set()
