"""`herewith run`: bring a project up to date."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.options import json_option
from herewith.cli.output import emit, exit_code, report


@click.command(name="run")
@click.argument("folder", metavar="DIR", default=".", type=click.Path(path_type=Path))
@click.option("--engine", help="Where to work: local (one process) or pool (several).")
@click.option("--workers", type=int, help="Processes of the pool.")
@click.option("--from", "from_stage", metavar="STAGE", help="Do this stage and all after it again.")
@json_option
def command(
    folder: Path, engine: str | None, workers: int | None, from_stage: str | None, as_json: bool
) -> None:
    """Run every stage of the project DIR that is out of date.

    What was done before is kept; a run that was stopped goes on where it was.

    \b
    Example:
      herewith run straits --engine pool --workers 2
    """
    from herewith.cli.opening import notices, opened
    from herewith.cli.progress import Bars

    given = {"run.engine": engine, "run.workers": workers}
    flags = {key: value for key, value in given.items() if value is not None}
    project = opened(folder, as_json=as_json, flags=flags)
    with Bars() as bars:
        done = project.run(from_stage=from_stage, progress=bars.show)
    notices(project)
    report(done.problems)
    if as_json:
        emit(
            {
                "project": str(folder),
                "unchanged": done.unchanged,
                "counts": done.counts,
                "stages": done.stages,
                "problems": done.problems,
                "notices": done.notices,
            }
        )
    else:
        for name, number in done.counts.items():
            click.echo(f"{name:<10} {number:>8}")
        if done.unchanged:
            click.echo("Nothing was out of date.")
    click.get_current_context().exit(exit_code(done.problems))
