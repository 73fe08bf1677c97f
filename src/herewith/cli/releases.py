"""`herewith releases`: what one release withholds and another opens."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.options import json_option
from herewith.cli.output import emit, exit_code, report


@click.command(name="releases")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option(
    "--proposed",
    multiple=True,
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="A release not made yet: an alarm for each place that it withholds and others print.",
)
@click.option("--workers", metavar="N", type=click.IntRange(min=1), help="Processes that read.")
@json_option
def command(
    paths: tuple[Path, ...], proposed: tuple[Path, ...], workers: int | None, as_json: bool
) -> None:
    """Say what is withheld in PATH (files, folders, projects) and what of it is open elsewhere.

    For each paper of which several printings are held, the text that withholds least, with the
    source of every word.

    \b
    Example:
      herewith releases volumes/ --json > releases.json
      herewith releases published/ --proposed draft-release.txt
    """
    import os

    from herewith.project.releasing import releases
    from herewith.project.reusing import Options, collect, sources_of

    count = workers or os.cpu_count() or 1
    collection = collect((*paths, *proposed), workers=count)
    found = releases(collection, Options(workers=count), proposed=sources_of(proposed, collection))
    if as_json:
        emit(found.as_json())
    else:
        for one in found.withheld:
            if one.status in ("opened", "other_state"):
                best = one.considered[0]
                words = " ".join(best.other.text[best.found.start : best.found.end].split())
                blank = one.text.text[one.blank.start : one.blank.end]
                click.echo(f"{one.status}  {one.text.name}  {blank}")
                click.echo(f"    {best.other.name} ({best.kind}): “{words}”")
        for alarm in found.alarms():
            click.echo(
                f"alarm: {alarm.text.name} withholds what {alarm.considered[0].other.name} prints"
            )
        closed = sum(one.status == "nowhere_opened" for one in found.withheld)
        click.echo(
            f"{closed} places are withheld and nowhere open in {len(collection.texts)} documents"
        )
    report(found.problems)
    click.get_current_context().exit(exit_code(found.problems))
