"""`herewith publish`: the reading room of a project as files."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.output import emit


@click.command(name="publish")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="Folder to write; the project's own `site` if it is not given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def command(folder: Path, target: Path | None, as_json: bool) -> None:
    """Write the reading room of the project in FOLDER as files that open from any disk.

    Example: herewith publish crisis-1957 --to /media/stick/crisis
    """
    from herewith.cli.opening import opened
    from herewith.model.records import encode
    from herewith.site.freeze import freeze

    project = opened(folder, as_json=as_json)
    made = freeze(project.edition(), target or project.folder.site)
    if as_json:
        emit(encode(made))
    else:
        click.echo(f"{made.folder}: {made.pages} pages, {made.files} files, {made.bytes} bytes")
