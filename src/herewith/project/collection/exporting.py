"""Pairs as tables for other programs: CSV, or Parquet with the extra `collections`.

Three tables: `pairs`, `passages`, and where they were asked for `differences`; rows of a pair are
found by `a` and `b`. What people read in a spreadsheet must not be run by it: a text that begins
like a formula of a spreadsheet has an apostrophe before it in CSV.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from herewith.errors import UsageError

__all__ = ["FORMS", "write_tables"]

FORMS = ("csv", "parquet")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "pairs": ("a", "b", "kind", "of_a", "of_b", "words", "passages", "level", "rule", "because"),
    "passages": ("a", "b", "a_start", "a_end", "b_start", "b_end", "words", "longest", "texts"),
    "differences": ("a", "b", "class", "facet", "severity", "text_a", "a_start", "a_end", "text_b",
                    "b_start", "b_end", "reason", "rule", "id"),
}  # fmt: skip


def write_tables(folder: Path, form: str, lines: Iterable[Mapping[str, Any]]) -> list[Path]:
    """Write pairs, passages and differences; what was written.

    Args:
        folder: made if it is not there; files of these names are replaced.
        form: one of `FORMS`.
        lines: as `reusing.pair_line` gives them.

    Raises:
        UsageError: if the form is unknown, or its packages are not installed.
    """
    if form not in FORMS:
        raise UsageError(f'there is no form "{form}" of tables; there are {", ".join(FORMS)}')
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in COLUMNS}
    for line in lines:
        _add(rows, line)
    folder.mkdir(parents=True, exist_ok=True)
    write = _csv if form == "csv" else _parquet
    return [write(folder / f"{name}.{form}", COLUMNS[name], found) for name, found in rows.items()]


def _add(rows: Mapping[str, list[tuple[Any, ...]]], line: Mapping[str, Any]) -> None:
    a, b, shares = line["a"], line["b"], line["containment"]
    because = "; ".join(line["because"])
    count = len(line["passages"])
    rows["pairs"].append(
        (a, b, line["kind"], shares["a"], shares["b"], line["words"], count, line["level"],
         line["rule"], because)
    )  # fmt: skip
    for one in line["passages"]:
        places = (*one["a"], *one["b"])
        rows["passages"].append((a, b, *places, one["words"], one["longest"], one["texts"]))
    for one in line.get("differences", ()):
        sides = [
            value for side in ("a", "b") for value in
            (one[side]["text"], one[side]["start"], one[side]["end"])
        ]  # fmt: skip
        rows["differences"].append(
            (a, b, one["class"], one["facet"], one["severity"], *sides, one["reason"], one["rule"],
             one["id"])
        )  # fmt: skip


def _csv(path: Path, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_harmless(value) for value in row] for row in rows)
    return path


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def _parquet(path: Path, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Path:
    try:
        import pyarrow as pa
        import pyarrow.parquet as parquet
    except ImportError as error:
        said = "Parquet needs Arrow: pip install 'herewith[collections]'"
        raise UsageError(said) from error
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    kinds = [_type(pa, name) for name in columns]
    arrays = [pa.array(list(v), kind) for v, kind in zip(values, kinds, strict=True)]
    parquet.write_table(pa.table(arrays, names=list(columns)), path)
    return path


def _type(pa: Any, column: str) -> Any:
    if column in ("of_a", "of_b"):
        return pa.float64()
    whole = column.endswith(("_start", "_end")) or column in (
        "words",
        "passages",
        "longest",
        "texts",
    )
    return pa.int64() if whole else pa.string()
