"""Cells of tables for spreadsheets: nothing becomes a formula, nothing that cannot be stored."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from herewith.errors import UsageError
from herewith.formats.timeless import timeless

__all__ = ["neutral", "plain", "workbook", "workbook_of"]

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""


MOST_ROWS = 1_048_576
"""Rows that a sheet can hold."""


def neutral(text: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> neutral("=1+1"), neutral("'=x"), neutral("Sarn")
    ("'=1+1", "''=x", 'Sarn')
    """
    bare = text.lstrip("'")
    return "'" + text if bare[:1] in FORMULA and bare else text


def plain(cell: str) -> str:
    """What `neutral` made safe, as it was.

    >>> [plain(neutral(text)) for text in ("=1+1", "'=x", "Sarn", "'tis")]
    ['=1+1', "'=x", 'Sarn', "'tis"]
    """
    bare = cell.lstrip("'")
    return cell[1:] if cell.startswith("'") and bare[:1] in FORMULA and bare else cell


def workbook(name: str, rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook (XLSX) of one sheet whose first row stays in sight; every cell is text.

    Equal rows give equal bytes.

    Raises:
        UsageError: without the extra `office`.
    """
    return workbook_of([(name, rows)])[0]


def workbook_of(
    sheets: Iterable[tuple[str, Iterable[Sequence[str]]]],
) -> tuple[bytes, tuple[str, ...]]:
    """A workbook of several sheets, and in words what of them it could not hold.

    Equal rows give equal bytes.

    Raises:
        UsageError: without the extra `office`.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise UsageError("workbooks need the extra: pip install 'herewith[office]'") from error
    book = Workbook(write_only=True)
    said: list[str] = []
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        cut, left = 0, 0
        for n, row in enumerate(rows):
            if n >= MOST_ROWS:
                left += 1
                continue
            line = []
            for text in row:
                cut += len(text) > LONGEST_CELL
                cell = WriteOnlyCell(sheet, value=_printable(text)[:LONGEST_CELL])
                cell.data_type = "s"
                line.append(cell)
            sheet.append(line)
        if cut:
            said.append(f"sheet {name}: {cut} cell(s) cut at {LONGEST_CELL:,} characters")
        if left:
            said.append(f"sheet {name}: {left} row(s) beyond {MOST_ROWS:,} left out")
    stored = io.BytesIO()
    book.save(stored)
    return timeless(stored.getvalue()), tuple(said)


def _printable(text: str) -> str:
    """Without the control characters that a workbook cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
