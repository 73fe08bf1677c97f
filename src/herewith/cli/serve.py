"""`herewith serve`: the reading room of a project on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.output import emit


@click.command(name="serve")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8462,
    show_default=True,
    help="Port to ask for; if it is taken, the next free one is used. 0 takes any.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the address as JSON.")
def command(folder: Path, port: int, as_json: bool) -> None:
    """Serve the reading room of the project in FOLDER, until Ctrl-C.

    Only this machine can reach it.

    Example: herewith serve crisis-1957
    """
    from herewith.cli.opening import opened
    from herewith.site.server import ReadingRoom

    room = ReadingRoom(opened(folder, as_json=as_json).edition(), port=port)
    if as_json:
        emit({"address": room.address})
    else:
        click.echo(room.address)
        click.echo("Ctrl-C ends it.", err=True)
    room.run()
