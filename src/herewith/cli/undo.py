"""`herewith undo`: take a decision back."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.output import emit


@click.command(name="undo")
@click.argument("key", metavar="DECISION")
@click.option("--by", required=True, help="Who takes it back.")
@click.option("--because", default="", help="The reason.")
@click.option("--on", help="The day, as 1990-01-31; today if left out.")
@click.option(
    "--file", "file", default="decisions.toml", show_default=True, help="File in decisions/."
)
@click.option(
    "--project",
    "folder",
    default=".",
    type=click.Path(path_type=Path),
    help="The project folder; the current folder if left out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
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
