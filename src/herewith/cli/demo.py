"""`herewith demo`: the built-in sample, from box to reading room."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.output import emit, report


@click.command(name="demo")
@click.argument("folder", metavar="[DIR]", default="herewith-demo", type=click.Path(path_type=Path))
@click.option("--serve/--no-serve", default=True, help="Serve the pages, or stop before.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8462,
    show_default=True,
    help="Port to ask for; if it is taken, the next free one is used. 0 takes any.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one JSON document.")
def command(folder: Path, serve: bool, port: int, as_json: bool) -> None:
    """Make a project of the built-in sample in DIR, run all stages, and serve it.

    An invented crisis over an invented strait, with every trouble of real archives in it. If DIR
    holds the demo already, it is brought up to date and served. The problems it prints are
    meant to be there; they do not make it fail.

    \b
    Example:
      herewith demo straits --no-serve
    """
    from herewith.cli.opening import notices, opened
    from herewith.cli.progress import Bars
    from herewith.project.demo import make_demo

    made = make_demo(folder)
    project = opened(folder, as_json=as_json)
    with Bars() as bars:
        done = project.run(progress=bars.show)
    notices(project)
    report(done.problems)
    if as_json:
        emit({"project": str(folder), "made": made, "counts": done.counts})
    else:
        click.echo(f"{project.settings.title}: {folder}")
        for name, number in done.counts.items():
            click.echo(f"{name:<10} {number:>8}")
    if serve:
        _serve(folder, port)


def _serve(folder: Path, port: int) -> None:
    from herewith.cli.opening import opened
    from herewith.site.server import ReadingRoom

    room = ReadingRoom(opened(folder).edition(), port=port)
    click.echo(room.address)
    click.echo("Ctrl-C ends it.", err=True)
    room.run()
