"""How verbs open a project: settings from file, environment and flags; faults told at once."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from herewith.cli.output import MISUSE, emit, report
from herewith.errors import DataError, UsageError

if TYPE_CHECKING:
    from herewith.project import Project

__all__ = ["day", "notices", "opened"]


def opened(
    folder: Path, *, as_json: bool = False, flags: Mapping[str, object] | None = None
) -> Project:
    """Open a project; a settings file with faults ends the program with all of them."""
    from herewith.project import open_project

    try:
        return open_project(folder, environment=os.environ, flags=flags)
    except DataError as error:
        report(error.problems)
        click.echo(f"herewith: {error}", err=True)
        if as_json:
            emit({"problems": error.problems})
        raise click.exceptions.Exit(MISUSE) from error


def notices(project: Project) -> None:
    """Say on stderr what was mended on the way."""
    for notice in project.notices:
        click.echo(f"herewith: {notice}", err=True)


def day(text: str | None, option: str) -> datetime.date:
    """A date given on the command line; today if none was given."""
    if text is None:
        return datetime.date.today()
    try:
        found = datetime.date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise UsageError(f'{option}: "{text}" is not a date; write for example 1962-10-27')
    return found
