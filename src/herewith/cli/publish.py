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
@click.option("--engine", help="Where to work: local (one process) or pool (several).")
@click.option("--workers", type=int, help="Number of processes of the pool.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def command(
    folder: Path, target: Path | None, engine: str | None, workers: int | None, as_json: bool
) -> None:
    """Write the reading room of the project in FOLDER as files that open from any disk.

    Example: herewith publish crisis-1957 --to /media/stick/crisis
    """
    from herewith.cli.opening import notices, opened
    from herewith.cli.progress import Bars
    from herewith.model.records import encode
    from herewith.site.freeze import freeze

    given = {"run.engine": engine, "run.workers": workers}
    flags = {key: value for key, value in given.items() if value is not None}
    project = opened(folder, as_json=as_json, flags=flags)
    where = target or project.folder.site
    with project.engine(large=engine is None) as running, Bars() as bars:
        made = freeze(project.opener(), where, running, bars.show)
    notices(project)
    if as_json:
        emit(encode(made))
    else:
        click.echo(f"{made.folder}: {made.pages} pages, {made.files} files, {made.bytes} bytes")
