"""Edited files that come back to a project, each to what reads it: what is changed is a decision.

A table with the columns of the register's sheet is the register; a table of beads, and any format
in which `herewith align --to` writes bitexts, is a bitext. Of tables the columns tell, not the name.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from herewith.errors import Problem, UsageError
from herewith.formats.bitexts import COLUMNS as BEADS
from herewith.formats.register_sheets import NEEDED, head_of
from herewith.model.decision import Decision
from herewith.project.bitext_sheet import read_bitext
from herewith.project.project import Project
from herewith.project.register_sheet import read_register

__all__ = ["Imported", "import_file"]

TABLES = (".csv", ".xlsx")
BITEXTS = (".tmx", ".tsv", ".jsonl", ".xml", ".ladder", ".beads")
SAYS = {"register": "register.toml", "bitext": "aligned.beads"}


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file was taken for, what came of it, and what is wrong with it.

    Of a register come `decisions`, of a bitext `lines` of `decisions/aligned.beads`.
    """

    path: str
    kind: Literal["register", "bitext"]
    decisions: tuple[Decision, ...]
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def summary(self) -> str:
        """One line for people."""
        count = len(self.decisions) + len(self.lines)
        return f"{self.path}: {self.kind}, {count} written to decisions/{SAYS[self.kind]}"


def import_file(
    project: Project,
    path: Path,
    *,
    by: str,
    on: datetime.date,
    because: str,
    bitext: str | None = None,
) -> Imported:
    """Read one edited file back; while it has an error, nothing of it is written.

    Args:
        by: who edited it.
        on: the day of the decisions.
        because: the reason, where a row gives none.
        bitext: id of the bitext that a file is about, where the file does not tell.

    Raises:
        UsageError: if it is nothing that can be read back, or `by` or `because` is empty.
    """
    if not path.is_file():
        raise UsageError(f"there is no file {path}")
    if _kind(path) == "register":
        done, problems = read_register(project, path, by=by, on=on, because=because)
        return Imported(str(path), "register", done, (), problems)
    lines, problems = read_bitext(project, bitext, path, by=by, on=on, because=because)
    return Imported(str(path), "bitext", (), lines, problems)


def _kind(path: Path) -> Literal["register", "bitext"]:
    """What a file holds, by its format and, of a table, by its columns."""
    suffix = path.suffix.lower()
    if suffix in BITEXTS:
        return "bitext"
    if suffix not in TABLES:
        forms = ", ".join((*TABLES, *BITEXTS))
        raise UsageError(f'"{path.name}" is nothing that can be read back: one of {forms}')
    head = head_of(path)
    if suffix == ".xlsx" and {"bead", "source", "target"} <= set(head):
        return "bitext"
    if {"statement", "was"} & set(head):
        return "register"
    raise UsageError(
        f"{path}: its columns are {', '.join(head) or 'none'}; what comes back is the register, "
        f"with {', '.join(NEEDED)}, or in a workbook a bitext, with {', '.join(BEADS)}"
    )
