"""The page of completeness: what lies before, after and outside of each file."""

from __future__ import annotations

import json

import pytest

from herewith.model.collation import Item, ItemId, Witness
from herewith.model.document import DocumentId
from herewith.model.links import Attested
from herewith.model.text import Span
from herewith.site.index import EditionIndex
from herewith.site.router import Router
from tests.site.editions import Builder
from tests.site.test_pages import page, words

FILES = {
    "early": ("1957-05-03", "1957-05-09"),
    "late": ("1957-05-05", "1957-05-20", "1957-05-22"),
}


def edition_of(files: dict[str, tuple[str, ...]]) -> Router:
    """An edition with a letter of each day in each file, and one paper that is not held."""
    build = Builder("Two files")
    for name, days in files.items():
        letters = [f"The letter of {day} from the {name} file." for day in days]
        build.source(name, f"box/{name}.txt", "\n\n".join(letters))
        for day, letter in zip(days, letters, strict=True):
            key = f"{name}-{day}"
            document = build.document(key, name, [("body", letter, 1)], language="en")
            witness = Witness("A", DocumentId(document.id), "print", "en")
            title = f"Letter of {day}"
            build.edition.all_items.append(
                Item(ItemId(f"item-{key}"), "letter", title, day, (), (), (witness,))
            )
    build.edition.all_attested.append(
        Attested(
            "attested-1957-05-06-note",
            "Note of May 6",
            "1957-05-06",
            (),
            (),
            (Span(build.edition.all_sources[0].id, 0, 3, "The"),),
            (),
            "not_found",
            "everywhere",
        )
    )
    build.fill_blanks()
    return Router(EditionIndex(build.edition))


@pytest.fixture(scope="module")
def two_files() -> Router:
    return edition_of(FILES)


def test_what_lies_around_each_file_is_listed_by_side(two_files: Router) -> None:
    twin = json.loads(two_files.respond("completeness.json").body)
    rows = {(row["file"]["text"], row["side"], row["paper"]["date"]) for row in twin["around"]}
    assert rows == {
        ("box/early.txt", "outside", "1957-05-05"),
        ("box/early.txt", "after", "1957-05-20"),
        ("box/early.txt", "after", "1957-05-22"),
        ("box/early.txt", "attested", "1957-05-06"),
        ("box/late.txt", "before", "1957-05-03"),
        ("box/late.txt", "outside", "1957-05-09"),
        ("box/late.txt", "attested", "1957-05-06"),
    }


def test_the_lists_are_as_long_as_the_counts(two_files: Router) -> None:
    twin = json.loads(two_files.respond("completeness.json").body)
    for extent in twin["extents"]:
        own = [row["side"] for row in twin["around"] if row["file"] == extent["source"]]
        for side in ("before", "after", "outside", "attested"):
            assert extent[side] == own.count(side)


def test_every_paper_around_a_file_leads_to_its_page(two_files: Router) -> None:
    shown = page(two_files, "en/completeness.html")
    assert "of its days, attested only" in words(shown)
    for link in shown.xpath("//section[h2[@id='around']]//td/a/@href"):
        address = "en/" + str(link).partition("#")[0].removeprefix("./")
        assert two_files.respond(address).status == 200


def test_a_long_list_is_divided_into_parts_that_hold_it_all() -> None:
    days = tuple(f"1957-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 13))
    router = edition_of(
        {"early": days[:80], "late": days[80:], "few": ("1957-01-01", "1957-12-12")}
    )
    first = json.loads(router.respond("completeness.json").body)
    parts = [
        json.loads(router.respond(one.replace(".html", ".json")).body) for one in first["parts"]
    ]
    assert len(parts) > 1
    assert sum(len(part["around"]) for part in parts) == first["around_count"]
    assert [bool(part.get("extents")) for part in parts] == [True] + [False] * (len(parts) - 1)


def test_where_very_much_lies_around_the_files_only_those_that_claim_are_listed() -> None:
    days = tuple(f"1957-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 25))
    files = {f"file{n}": days[n * 28 : n * 28 + 28] for n in range(9)}
    twin = json.loads(edition_of(files).respond("completeness.json").body)
    assert sum(row["before"] + row["after"] for row in twin["extents"]) > 2000
    assert not twin.get("around")


def test_of_many_files_only_those_that_claim_are_listed() -> None:
    files = {f"file{n}": (f"1957-05-{n + 1:02d}", f"1957-06-{n + 1:02d}") for n in range(14)}
    twin = json.loads(edition_of(files).respond("completeness.json").body)
    assert len(twin["extents"]) == 14
    assert not twin.get("around")
