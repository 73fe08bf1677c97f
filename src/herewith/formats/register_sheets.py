"""The register as a table that a spreadsheet can edit: CSV and XLSX, there and back.

One row is one value of one document, with the statement it can be decided under. An editor
changes `value` (and `detail`, `person`, `office`), or writes `accept`, `reject` or `unsure` under
`decision`; `was` keeps what stood there, so that a change can be told. A cell that a spreadsheet
would take for a formula gets an apostrophe before it, which is taken off again when read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from herewith.errors import Place, Problem, UsageError
from herewith.formats.cells import neutral, plain, workbook

__all__ = ["COLUMNS", "head_of", "read_sheet", "sheet_rows", "write_sheet"]

COLUMNS = (
    *("document", "statement", "field", "detail", "value", "person", "office", "authority"),
    *("earliest", "latest", "was", "status", "decision", "because", "evidence", "rule"),
    "certainty",
)
"""Columns in their order. `authority` has the external ids of a person or place, for CMIF."""
NEEDED = ("statement", "field", "value", "was")


def write_sheet(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows as CSV or XLSX, by the ending of the name; equal rows give equal bytes.

    Raises:
        UsageError: if the ending is neither, or the extra `office` is missing for a workbook.
    """
    safe = list(sheet_rows(rows))
    form = path.suffix.lower()
    if form == ".csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows(safe)
        data = out.getvalue().encode("utf-8-sig")
    elif form == ".xlsx":
        data = workbook("register", safe)
    else:
        raise UsageError(f'"{path.name}" is neither .csv nor .xlsx')
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error


def sheet_rows(rows: Iterable[Mapping[str, str]]) -> Iterator[list[str]]:
    """Head and rows of the sheet, every cell safe for a spreadsheet."""
    yield list(COLUMNS)
    for row in rows:
        yield [neutral(row.get(name, "")) for name in COLUMNS]


def read_sheet(path: Path) -> tuple[list[tuple[Place, dict[str, str]]], list[Problem]]:
    """Rows of an edited table with their places, and what is wrong with the table.

    Raises:
        UsageError: if the file cannot be opened as CSV or XLSX.
    """
    form = path.suffix.lower()
    if form not in (".csv", ".xlsx"):
        raise UsageError(f'"{path.name}" is neither .csv nor .xlsx')
    try:
        table = list(_csv_rows(path) if form == ".csv" else _xlsx_rows(path))
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    head = [cell.strip() for cell in (table or [[]])[0]]
    problems = list(_faults(path, head))
    if any(problem.severity == "error" for problem in problems):
        return [], problems
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        row = {name: plain(cell) for name, cell in zip(head, cells, strict=False) if name}
        if any(row.values()):
            rows.append((Place(path.name, number), row))
    return rows, problems


def head_of(path: Path) -> tuple[str, ...]:
    """The names of the columns of a table, CSV or XLSX.

    Raises:
        UsageError: if the file cannot be opened as what its name says.
    """
    rows = _xlsx_rows(path) if path.suffix.lower() == ".xlsx" else _csv_rows(path)
    try:
        return tuple(cell.strip() for cell in next(rows, []))
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error


def _faults(path: Path, head: list[str]) -> Iterator[Problem]:
    missing = [name for name in NEEDED if name not in head]
    if missing:
        message = f"has no column {', '.join(missing)}"
        yield Problem(
            "N131", "error", message, Place(path.name, 1), f"Columns: {', '.join(COLUMNS)}."
        )
    for name in head:
        if name and name not in COLUMNS:
            message = f'column "{name}" is none of the register\'s; it is not read'
            yield Problem("N132", "warning", message, Place(path.name, 1))


def _csv_rows(path: Path) -> Iterator[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    first = text.split("\n", 1)[0]
    divider = max((",", ";", "\t"), key=first.count)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)


def _xlsx_rows(path: Path) -> Iterator[list[str]]:
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise UsageError("workbooks need the extra: pip install 'herewith[office]'") from error
    import zipfile

    try:
        with path.open("rb") as stream:
            book = load_workbook(stream, read_only=True, data_only=True)
            for row in book.worksheets[0].iter_rows(values_only=True):
                yield ["" if cell is None else str(cell) for cell in row]
            book.close()
    except (InvalidFileException, zipfile.BadZipFile) as error:
        raise UsageError(f"{path} is no workbook: {error}") from error
