"""Lists as CSV: every row of a list, whatever the number of pages it takes.

The columns are the fields of the rows as `docs/site.md` names them. A field of a part has the
name of the part, a dot and its own (`letter.text`); several values stand in one cell, with
semicolons between. Where a page has several lists, the first column says which. Cells that a
spreadsheet would take for a formula are made safe (`herewith.formats.cells`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType
from typing import Any, get_args, get_type_hints

from herewith.formats.cells import neutral
from herewith.model.records import RENAMED
from herewith.site.addresses import Route, page_address
from herewith.site.pages import PAGES

__all__ = ["LISTS", "csv_of", "csv_of_rows", "listed_at"]

LISTS = {
    "register": ("rows",),
    "attested": ("rows",),
    "people": ("people", "offices", "places", "open"),
    "references": ("links",),
    "quotations": ("rows",),
    "shared": ("rows",),
    "contradictions": ("rows",),
    "releases": ("rows",),
    "exchanges": ("rows",),
    "completeness": ("claims", "extents", "around"),
}
"""Pages that are lists, and their fields that hold the rows."""

WORDS = ("text", "quote", "value", "name")
"""Fields that stand for a part among several in one cell: the first that it has."""


def listed_at(route: Route) -> str:
    """The address of a page's whole list as CSV; empty for a page that is no list.

    >>> listed_at(Route("register", "year:1957", "", 2)), listed_at(Route("register", "", "kind"))
    ('register/year/1957.csv', 'index.csv')
    """
    return page_address(Route(route.kind, route.key), ".csv") if route.kind in LISTS else ""


def csv_of(kind: str, pages: Iterable[Any]) -> str:
    """The lists of some pages of one kind as CSV, a heading first.

    Args:
        kind: a key of `LISTS`.
        pages: the page records of all parts of the list, in order.
    """
    lists = LISTS[kind]
    shapes = {name: _shape(PAGES[kind], name) for name in lists}
    heads = list(dict.fromkeys(head for shape in shapes.values() for head, _ in shape))
    several = ("list",) if len(lists) > 1 else ()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*several, *heads])
    parts = list(pages)
    for name in lists:
        ways = dict(shapes[name])
        for row in (row for page in parts for row in getattr(page, name)):
            cells = (_cell(row, ways[head]) if head in ways else "" for head in heads)
            writer.writerow([*([name] if several else []), *map(neutral, cells)])
    return out.getvalue()


def csv_of_rows(kind: type, rows: Iterable[object]) -> str:
    """Rows of one kind of record as CSV, a heading first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    shape = _columns(kind)
    writer.writerow([head for head, _ in shape])
    writer.writerows([neutral(_cell(row, way)) for _, way in shape] for row in rows)
    return out.getvalue()


@cache
def _shape(page: type, name: str) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Headings of the rows of a page's list, each with the way from a row to its value."""
    return _columns(get_args(get_type_hints(page)[name])[0])


def _columns(row: type) -> Sequence[tuple[str, tuple[str, ...]]]:
    return tuple((".".join(RENAMED.get(step, step) for step in way), way) for way in _ways(row))


def _ways(record: Any) -> Iterator[tuple[str, ...]]:
    hints = get_type_hints(record)
    for field in fields(record):
        kinds = [one for one in get_args(hints[field.name]) if one is not NoneType]
        kind = kinds[0] if len(kinds) == 1 else hints[field.name]
        if is_dataclass(kind):
            yield from ((field.name, *way) for way in _ways(kind))
        else:
            yield (field.name,)


def _cell(row: Any, way: Sequence[str]) -> str:
    value = row
    for step in way:
        value = None if value is None else getattr(value, step)
    return _words(value)


def _words(value: Any) -> str:
    """A value in one cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "; ".join(map(_words, value))
    if is_dataclass(value):
        return _words(next((getattr(value, name) for name in WORDS if hasattr(value, name)), ""))
    return str(value)
