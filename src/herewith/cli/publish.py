"""`herewith publish`: the reading room of a project as files."""

from __future__ import annotations

import datetime
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
@click.option("--version", "name", help="Name of the version that this makes: 1.0.")
@click.option("--on", help="The day of the version, as 1990-01-31.")
@click.option("--url", default="", help="Where the edition will stand, for citations.")
@click.option("--tei", is_flag=True, help="Write every letter as TEI too.")
@click.option("--engine", help="Where to work: local (one process) or pool (several).")
@click.option("--workers", type=int, help="Number of processes of the pool.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def command(
    folder: Path,
    target: Path | None,
    name: str | None,
    on: str | None,
    url: str,
    tei: bool,
    engine: str | None,
    workers: int | None,
    as_json: bool,
) -> None:
    """Write the reading room of the project in FOLDER as files that open from any disk.

    Example: herewith publish crisis-1957 --to /media/stick/crisis
    """
    from herewith.cli.opening import notices, opened
    from herewith.cli.progress import Bars
    from herewith.errors import UsageError
    from herewith.formats.versions import append_version, read_versions
    from herewith.model.records import encode
    from herewith.site.freeze import freeze
    from herewith.site.index import Publication

    if (name is None) != (on is None):
        raise UsageError("a version needs both its name (--version) and its day (--on)")

    given = {"run.engine": engine, "run.workers": workers}
    flags = {key: value for key, value in given.items() if value is not None}
    project = opened(folder, as_json=as_json, flags=flags)
    where = target or project.folder.site
    published = Publication(read_versions(project.folder.versions), url, tei)
    version = (name, _day(on)) if name is not None and on is not None else None
    with project.engine(large=engine is None) as running, Bars() as bars:
        made = freeze(
            project.opener(),
            where,
            running,
            bars.show,
            memory=project.folder.pages,
            publication=published,
            version=version,
        )
    if made.version is not None:
        append_version(project.folder.versions, made.version)
    notices(project)
    if as_json:
        emit(encode(made))
    else:
        images = f"{made.images} page images, " if made.images else ""
        counts = f"{made.pages} pages, {images}{made.files} files, {made.bytes} bytes"
        click.echo(f"{made.folder}: {counts}")


def _day(written: str) -> str:
    """A day as it was given, if it is one."""
    from herewith.errors import UsageError

    try:
        return datetime.date.fromisoformat(written).isoformat()
    except ValueError as error:
        raise UsageError(f'"{written}" is not a day; write it as 1990-01-31') from error
