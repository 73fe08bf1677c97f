"""`herewith new`: a project folder for boxes of files."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.options import json_option
from herewith.cli.output import emit


@click.command(name="new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--box",
    "boxes",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder or file of delivered material; may be given again.",
)
@click.option("--title", default="", help="Title of the edition; the folder's name if left out.")
@click.option("--copy", is_flag=True, help="Copy the boxes into the project.")
@json_option
def command(folder: Path, boxes: tuple[Path, ...], title: str, copy: bool, as_json: bool) -> None:
    """Make the project folder DIR, or add boxes to the project that DIR is.

    \b
    Example:
      herewith new straits --box ~/scans/straits-1959 --box volume.xml
    """
    from herewith.cli.opening import opened
    from herewith.project import create

    create(folder, boxes, title=title, copy=copy)
    project = opened(folder, as_json=as_json)
    if as_json:
        emit(
            {
                "project": str(folder),
                "title": project.settings.title,
                "boxes": [{"name": box.name, "path": box.path} for box in project.settings.boxes],
            }
        )
        return
    click.echo(f"{folder} is a project: {project.settings.title}")
    for box in project.settings.boxes:
        click.echo(f"  box {box.name}: {box.path}")
    click.echo(f"Next: herewith run {folder}")
