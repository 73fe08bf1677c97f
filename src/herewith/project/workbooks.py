"""The edition as one workbook: the register to edit first, then every table of the edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from herewith.formats.cells import workbook_of
from herewith.formats.edition_tables import TABLES, table
from herewith.formats.register_sheets import sheet_rows
from herewith.model.edition import Edition
from herewith.project.register_sheet import register_rows

__all__ = ["SHEETS", "write_workbook"]

SHEETS: Mapping[str, str] = {
    "documents": "register",
    "items": "items",
    "witnesses": "witnesses",
    "beads": "beads",
    "findings": "findings",
    "comparisons": "comparisons",
    "variations": "variations",
    "links": "mentions",
    "quotations": "quotations",
    "attested": "attested",
    "shared": "shared",
    "blanked": "blanked",
    "gaps": "gaps",
    "decisions": "decisions",
    "problems": "problems",
}
"""Sheets after the first, and the table that each shows."""


def write_workbook(
    edition: Edition, authorities: Mapping[str, Sequence[Mapping[str, str]]]
) -> tuple[bytes, tuple[str, ...]]:
    """The workbook, and in words what of the tables it could not hold.

    Its first sheet, `register`, is the one that `herewith import` reads back.

    Raises:
        UsageError: without the extra `office`.
    """
    assert set(SHEETS.values()) == set(TABLES)
    return workbook_of(_sheets(edition, authorities))


def _sheets(
    edition: Edition, authorities: Mapping[str, Sequence[Mapping[str, str]]]
) -> Iterator[tuple[str, Iterable[Sequence[str]]]]:
    yield "register", sheet_rows(register_rows(edition, authorities))
    for sheet, name in SHEETS.items():
        yield sheet, table(edition, name)
