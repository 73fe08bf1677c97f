"""`herewith import`: edited tables come back as decisions."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.options import json_option
from herewith.cli.output import emit, exit_code, report


@click.command(name="import")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--bitext", metavar="ID", help="The bitext a file is about, where it does not tell itself."
)
@click.option("--by", required=True, help="Who edited the files.")
@click.option("--because", required=True, help="The reason, where a row gives none.")
@click.option("--on", help="The day of the decisions, as 1990-01-31; today if left out.")
@json_option
def command(
    folder: Path,
    files: tuple[Path, ...],
    bitext: str | None,
    by: str,
    because: str,
    on: str | None,
    as_json: bool,
) -> None:
    """Read edited FILEs back into the project DIR: every change becomes a decision.

    The register comes back as CSV or XLSX, as `herewith export --to xlsx` and
    `herewith register --to` write it; a bitext in any form that `herewith align --to` writes
    (XLSX, TMX, TSV and others). The next run heeds the decisions.

    \b
    Example:
      herewith import straits edition.xlsx --by EB --because "checked against the originals"
    """
    from herewith.cli.opening import day, notices, opened
    from herewith.project.importing import import_file

    when = day(on, "--on")
    project = opened(folder, as_json=as_json)
    done = [
        import_file(project, path, by=by, on=when, because=because, bitext=bitext) for path in files
    ]
    notices(project)
    problems = [problem for one in done for problem in one.problems]
    report(problems)
    if as_json:
        emit({"files": done})
    else:
        for one in done:
            click.echo(one.summary)
    click.get_current_context().exit(exit_code(problems))
