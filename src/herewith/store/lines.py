"""JSON Lines files: written whole and at once, read with the line of every fault."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from herewith.durable import replace
from herewith.errors import Place, Problem, StoreError

__all__ = ["read_lines", "read_lines_with_problems", "write_lines"]


def write_lines(path: Path, lines: Iterable[str]) -> bool:
    """Write lines of JSON to a file, unless they stand there already.

    Returns:
        Whether the file was written.

    Raises:
        StoreError: if it cannot be written.
    """
    data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except OSError:
        pass  # not there, or unreadable: write it
    replace(path, data)
    return True


def read_lines(path: Path) -> Iterator[tuple[str, Any]]:
    """Every line of a file that this program wrote, with its data; none if there is no file.

    Raises:
        StoreError: if a line is not JSON: the file was changed or damaged.
    """
    for number, line in enumerate(_lines(path), start=1):
        try:
            yield line, json.loads(line)
        except ValueError as error:
            message = f"{path}:{number}: damaged: {error}. Run the project again."
            raise StoreError(message) from error


def read_lines_with_problems(path: Path, shown: str) -> tuple[list[tuple[int, Any]], list[Problem]]:
    """All lines that can be read, each with its number, and a problem for each that cannot."""
    data: list[tuple[int, Any]] = []
    problems: list[Problem] = []
    for number, line in enumerate(_lines(path), start=1):
        try:
            data.append((number, json.loads(line)))
        except ValueError:
            place = Place(shown, number)
            problems.append(Problem("P401", "error", "the line is damaged; it is left out", place))
    return data, problems


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror or error}") from error
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    return text.removesuffix("\n").split("\n") if text else []
