"""Reads the editors' authority files: `people`, `offices`, `places` and `terms`, as CSV.

What the columns mean is for the stages that use them; here a file only has to be a table with a
header and an `id` for every row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from herewith.errors import Place, Problem

__all__ = ["AUTHORITIES", "Rows", "read_authorities"]

AUTHORITIES = ("people", "offices", "places", "terms")

Rows = tuple[Mapping[str, str], ...]


def read_authorities(folder: Path) -> tuple[dict[str, Rows], tuple[Problem, ...]]:
    """The rows of every authority file of a folder; a file that is not there has no rows.

    A cell that is missing at the end of a row is empty. Rows with a fault are left out, each
    with a problem that names file and line.
    """
    tables: dict[str, Rows] = {}
    problems: list[Problem] = []
    for name in AUTHORITIES:
        path = folder / f"{name}.csv"
        tables[name] = _rows(path, f"{folder.name}/{path.name}", problems) if path.exists() else ()
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        if path.stem not in AUTHORITIES:
            message = f'"{path.name}" is not an authority file; it is not used'
            hint = f"Authority files are {', '.join(f'{name}.csv' for name in AUTHORITIES)}."
            place = Place(f"{folder.name}/{path.name}")
            problems.append(Problem("D201", "warning", message, place, hint))
    return tables, tuple(problems)


def _rows(path: Path, shown: str, problems: list[Problem]) -> Rows:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        problems.append(Problem("D202", "error", message, Place(shown)))
        return ()
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 (byte {error.start}); none of its rows can be used"
        problems.append(
            Problem("D203", "error", message, Place(shown), "Save the file as UTF-8 CSV.")
        )
        return ()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Mapping[str, str]] = []
    header: list[str] = []
    seen: set[str] = set()
    try:
        for cells in reader:
            place = Place(shown, reader.line_num)
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip() for cell in cells]
                problems.extend(_header_problems(header, place))
                if "id" not in header:
                    return ()
                continue
            fault = _row_problem(cells, header, seen, place)
            if fault is not None:
                problems.append(fault)
                continue
            padded = [cell.strip() for cell in cells] + [""] * (len(header) - len(cells))
            row = dict(zip(header, padded, strict=True))
            seen.add(row["id"])
            rows.append(row)
    except csv.Error as error:
        message = f"is not CSV from here on: {error}; the rows before are used"
        problems.append(Problem("D204", "error", message, Place(shown, reader.line_num)))
    return tuple(rows)


def _header_problems(header: list[str], place: Place) -> list[Problem]:
    problems = []
    if "id" not in header:
        message = 'has no column "id"; none of its rows can be used'
        hint = f"The columns are {', '.join(header)}; is the separator a comma?"
        problems.append(Problem("D205", "error", message, place, hint))
    for name in sorted({name for name in header if header.count(name) > 1}):
        message = f'has two columns "{name}"; the last one is used'
        problems.append(Problem("D206", "error", message, place))
    return problems


def _row_problem(
    cells: list[str], header: list[str], seen: set[str], place: Place
) -> Problem | None:
    if len(cells) > len(header):
        message = f"the row has {len(cells)} cells, the header {len(header)}; it is left out"
        hint = "Put a cell that contains a comma in double quotation marks."
        return Problem("D207", "error", message, place, hint)
    at = header.index("id")
    name = cells[at].strip() if at < len(cells) else ""
    if not name:
        return Problem("D208", "error", "the row has no id; it is left out", place)
    if name in seen:
        return Problem("D209", "error", f'the id "{name}" is used twice; the first is used', place)
    return None
