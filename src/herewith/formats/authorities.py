"""Authority files: people, offices, places and terms as CSV, for editors and for git.

`people.csv`   id, name, variants, note, wikidata, viaf, gnd
`offices.csv`  id, name, variants, state, holder (id of a person), from, to, wikidata: one row a term
`places.csv`   id, name, variants, kind, state, note, wikidata, geonames, gnd
`terms.csv`    id, name, variants, note

Columns of one language (`name_ru`) may be added.

Several names in one cell are divided by `;`. Dates of a term are EDTF (`1961-01-20`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from herewith.errors import Place, Problem, UsageError

__all__ = [
    "COLUMNS",
    "Rows",
    "built_in_offices",
    "built_in_people",
    "read_folder",
    "with_pack",
    "write_folder",
]

COLUMNS: dict[str, tuple[str, ...]] = {
    "people": ("id", "name", "variants", "note", "wikidata", "viaf", "gnd"),
    "offices": ("id", "name", "variants", "state", "holder", "from", "to", "wikidata"),
    "places": ("id", "name", "variants", "kind", "state", "note", "wikidata", "geonames", "gnd"),
    "terms": ("id", "name", "variants", "note"),
}
"""Columns of each file; a file may have more, and may lack all but `id` and `name`."""

NEEDED = {name: {"id", "name"} for name in ("people", "offices", "places")}
"""Columns without which a file is of no use."""

Rows = Mapping[str, tuple[Mapping[str, str], ...]]


def read_folder(
    folder: Path,
) -> tuple[dict[str, tuple[Mapping[str, str], ...]], tuple[Problem, ...]]:
    """The rows of every authority file in a folder, and what is wrong with them.

    Raises:
        UsageError: if there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"no folder of authority files: {folder}")
    rows: dict[str, tuple[Mapping[str, str], ...]] = {}
    problems: list[Problem] = []
    for name in COLUMNS:
        path = folder / f"{name}.csv"
        if path.is_file():
            rows[name], wrong = _read(path)
            problems += wrong
    return rows, tuple(problems)


def write_folder(folder: Path, rows: Rows) -> tuple[Path, ...]:
    """Write authority files; rows are kept in the order given. Existing files are replaced.

    Raises:
        UsageError: if the folder or a file in it cannot be written.
    """
    try:
        return _write(folder, rows)
    except OSError as error:
        raise UsageError(f"cannot write {folder}: {error.strerror or error}") from error


def _write(folder: Path, rows: Rows) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, columns in COLUMNS.items():
        if name not in rows:
            continue
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(
                {column: row.get(column, "") for column in columns} for row in rows[name]
            )
        written.append(path)
    return tuple(written)


@cache
def built_in_offices() -> tuple[Mapping[str, str], ...]:
    """The optional pack: heads of state and government and foreign ministers, 1945–1991."""
    text = (files("herewith.languages") / "offices_1945_1991.csv").read_text("utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


@cache
def built_in_people() -> tuple[Mapping[str, str], ...]:
    """The holders of the offices of the optional pack, with their names in Cyrillic."""
    people: dict[str, Mapping[str, str]] = {}
    for row in built_in_offices():
        person = {"id": row["holder"], "name": row["holder_name"]}
        more = {"variants": row["holder_variants"], "pack": "yes"}
        people.setdefault(row["holder"], person | more)
    return tuple(people.values())


def with_pack(rows: Rows) -> dict[str, tuple[Mapping[str, str], ...]]:
    """Rows with the optional pack behind them, its people marked in the column `pack`."""
    return {
        **rows,
        "people": (*rows.get("people", ()), *built_in_people()),
        "offices": (*rows.get("offices", ()), *built_in_offices()),
    }


def _read(path: Path) -> tuple[tuple[Mapping[str, str], ...], list[Problem]]:
    problems: list[Problem] = []
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(
            "R201", "error", f"cannot be read: {error}", Place(str(path)), "Save it as UTF-8."
        )
        return (), [problem]
    reader = csv.DictReader(io.StringIO(text))
    missing = NEEDED.get(path.stem, {"id"}) - set(reader.fieldnames or ())
    if missing:
        message = f"has no column {', '.join(sorted(missing))}"
        hint = f"The first line must name the columns: {','.join(COLUMNS[path.stem])}."
        return (), [Problem("R202", "error", message, Place(str(path), 1), hint)]
    rows: list[Mapping[str, str]] = []
    try:
        for row in reader:
            rows.append(
                {
                    key: (value or "").strip()
                    for key, value in row.items()
                    if isinstance(key, str) and not isinstance(value, list)
                }
            )
            problems += _faults(path, reader.line_num, rows)
    except csv.Error as error:
        problems.append(
            Problem("R202", "error", f"is no CSV: {error}", Place(str(path), reader.line_num))
        )
    return tuple(row for row in rows if row["id"] and row.get("name", "-")), problems


def _faults(path: Path, line: int, rows: list[Mapping[str, str]]) -> Iterable[Problem]:
    row = rows[-1]
    if not row["id"] or not row.get("name", "-"):
        yield Problem(
            "R203", "warning", "row without id or name is not used", Place(str(path), line)
        )
    elif path.stem != "offices" and any(other["id"] == row["id"] for other in rows[:-1]):
        yield Problem("R204", "warning", f'id "{row["id"]}" is used twice', Place(str(path), line))
