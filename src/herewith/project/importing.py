"""Edited files that come back to a project, each to what reads it: what is changed is a decision.

A table with the columns of the register's sheet is the register. Which of the two it is, is told
by the columns, not by the name of the file.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from herewith.errors import Problem, UsageError
from herewith.formats.register_sheets import NEEDED, head_of
from herewith.model.decision import Decision
from herewith.project.project import Project
from herewith.project.register_sheet import read_register

__all__ = ["Imported", "import_file"]

TABLES = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file was taken for, the decisions made from it, and what is wrong with it."""

    path: str
    kind: str
    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]


def import_file(
    project: Project, path: Path, *, by: str, on: datetime.date, because: str
) -> Imported:
    """Read one edited file back; while it has an error, nothing of it is written.

    Args:
        by: who edited it.
        on: the day of the decisions.
        because: the reason, where a row gives none.

    Raises:
        UsageError: if it is nothing that can be read back, or `by` or `because` is empty.
    """
    if not path.is_file():
        raise UsageError(f"there is no file {path}")
    if path.suffix.lower() not in TABLES:
        raise UsageError(f'"{path.name}" is no table that can be read back: write .csv or .xlsx')
    head = head_of(path)
    if not set(NEEDED) & set(head) - {"value"}:
        raise UsageError(
            f"{path}: its columns are {', '.join(head) or 'none'}; of tables, the register's "
            "comes back, with the columns " + ", ".join(NEEDED)
        )
    done, problems = read_register(project, path, by=by, on=on, because=because)
    return Imported(str(path), "register", done, problems)
