"""Every list as CSV: whole, safe for spreadsheets, the same served and frozen."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from herewith.site.addresses import Route
from herewith.site.exchange_pages import ExchangeRow, ExchangesPage
from herewith.site.index import EditionIndex
from herewith.site.lists import LISTS, csv_of, listed_at
from herewith.site.reference_pages import AttestedPage
from herewith.site.router import Router
from herewith.site.views.quotations import PART
from tests.site.editions import MemoryEdition


def table(router: Router, path: str) -> list[dict[str, str]]:
    response = router.respond(path)
    assert (response.status, response.media_type) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(io.StringIO(response.body.decode(), newline="")))


@pytest.mark.parametrize("kind", sorted(LISTS))
def test_every_list_is_published_as_csv_and_named_on_its_page(
    kind: str, files: dict[str, bytes]
) -> None:
    path = listed_at(Route(kind))
    assert path in files
    page = files[f"en/{path.removesuffix('.csv')}.html"].decode()
    assert f'href="../{path}"' in page
    assert len(next(csv.reader(io.StringIO(files[path].decode())))) > 3


def test_the_register_as_csv_has_every_letter(router: Router, edition: MemoryEdition) -> None:
    rows = table(router, "index.csv")
    assert [row["item"] for row in rows] == [item.id for item in edition.items()]
    assert rows[0]["languages"] == "ru; en"
    assert rows[0]["complete"] in ("true", "false")
    narrowed = table(router, "register/kind/memorandum.csv")
    assert [row["kind"] for row in narrowed] == ["memorandum"]


def test_a_list_in_parts_is_one_table(edition: MemoryEdition) -> None:
    one = edition.all_quotations[0]
    many = [replace(one, id=f"{one.id}-{n:03}") for n in range(PART + 3)]
    router = Router(EditionIndex(replace(edition, all_quotations=many)))
    rows = table(router, "quotations.csv")
    assert len(rows) == PART + 3
    assert rows[0]["quotation.text"] == one.text
    assert rows[0]["letter.address"].startswith("letter/")


def test_several_lists_of_one_page_are_told_apart(router: Router) -> None:
    rows = table(router, "people.csv")
    assert {row["list"] for row in rows} <= {"people", "offices", "places", "open"}
    assert "places" in {row["list"] for row in rows}


def test_a_cell_is_never_a_formula_and_an_empty_list_has_its_heading() -> None:
    page = ExchangesPage((ExchangeRow("=x", ('=HYPERLINK("a")', "B"), 1, 0, "-1", ""),))
    rows = list(csv.DictReader(io.StringIO(csv_of("exchanges", [page]))))
    assert rows[0]["address"] == "'=x"
    assert rows[0]["names"] == '\'=HYPERLINK("a"); B'
    assert rows[0]["first"] == "'-1"
    empty = csv_of("attested", [AttestedPage(())])
    assert empty.startswith("id,anchor,description,date")
    assert empty.count("\n") == 1


@pytest.mark.parametrize(
    "path",
    [
        *("about.csv", "letter/1957-05-03-veresov-halden.csv", "register/all.by-kind.csv"),
        *("quotations.part-2.csv", "register/kind/nothing.csv", "none.csv"),
    ],
)
def test_what_is_no_list_has_no_table(router: Router, path: str) -> None:
    assert router.respond(path).status == 404
