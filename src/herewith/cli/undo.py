"""`herewith undo`: take a decision back."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.options import decisions_file, in_project, on_day
from herewith.cli.output import emit


@click.command(name="undo")
@click.argument("key", metavar="DECISION")
@click.option("--by", required=True, help="Who takes it back.")
@click.option("--because", default="", help="The reason.")
@on_day
@decisions_file
@in_project
def command(
    key: str, by: str, because: str, on: str | None, file: str, folder: Path, as_json: bool
) -> None:
    """Take back a DECISION by its id. Nothing is deleted: the taking back is itself written down.

    \b
    Example:
      herewith undo d-3f81c0aa --by EB --because "the seal is a later copy"
    """
    from herewith.cli.opening import day, notices, opened

    project = opened(folder, as_json=as_json)
    done = project.undo(key, by=by, on=day(on, "--on"), because=because, file=file)
    notices(project)
    if as_json:
        emit({"decision": done, "file": f"decisions/{file}"})
    else:
        click.echo(f"{key} is taken back; herewith run takes it into account.")
