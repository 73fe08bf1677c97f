"""`herewith serve`: the reading room of a project on this machine, and its editors' desk."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from herewith.cli.output import emit

if TYPE_CHECKING:
    from herewith.site.server import ReadingRoom


@click.command(name="serve")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8462,
    show_default=True,
    help="Port to ask for; if it is taken, the next free one is used. 0 takes any.",
)
@click.option("--desk", is_flag=True, help="Serve the editors' desk as well.")
@click.option("--by", default="", help="With --desk: the name under which you decide.")
@click.option(
    "--open",
    "host",
    metavar="HOST",
    help="With --desk: be reached by others, under this name or address of this machine.",
)
@click.option(
    "--users",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --open: who may read and who may decide, a TOML file.",
)
@click.option(
    "--editor", "editors", multiple=True, metavar="NAME", help="With --open: make a token for NAME."
)
@click.option(
    "--reader", "readers", multiple=True, metavar="NAME", help="The same for one who only reads."
)
@click.option("--json", "as_json", is_flag=True, help="Print the address as JSON.")
def command(
    folder: Path,
    port: int,
    desk: bool,
    by: str,
    host: str | None,
    users: Path | None,
    editors: tuple[str, ...],
    readers: tuple[str, ...],
    as_json: bool,
) -> None:
    """Serve the reading room of the project in FOLDER, until Ctrl-C.

    Only this machine can reach it, unless --open says otherwise.

    Example: herewith serve crisis-1957 --desk --by EB
    """
    from herewith.cli.desk_serving import desk_served, refuse_without_desk
    from herewith.cli.opening import notices, opened
    from herewith.formats.versions import read_versions
    from herewith.site.index import Publication
    from herewith.site.server import ReadingRoom

    project = opened(folder, as_json=as_json)
    if desk:
        with desk_served(project, port, by, host, users, editors, readers) as (room, said):
            notices(project)
            _run(room, said, as_json=as_json)
        return
    refuse_without_desk(by, host, users, editors, readers)
    published = Publication.served(read_versions(project.folder.versions))
    room = ReadingRoom(project.edition(), port=port, mended=project.reopened, publication=published)
    notices(project)
    _run(room, [], as_json=as_json)


def _run(room: ReadingRoom, said: Sequence[str], *, as_json: bool) -> None:
    """Say where the room is, and how one comes in; then answer until Ctrl-C."""
    with suppress(KeyboardInterrupt):  # Ctrl-C may come before it answers
        if as_json:
            emit({"address": room.address})
        else:
            click.echo(room.address)
        for line in said:
            click.echo(line, err=True)
        if not as_json:
            click.echo("Ctrl-C ends it.", err=True)
        room.run()
