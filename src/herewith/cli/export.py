"""`herewith export`: the edition in other forms."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.output import emit

FORMATS = ("jsonl", "csv")


@click.command(name="export")
@click.argument("folder", metavar="DIR", default=".", type=click.Path(path_type=Path))
@click.option("--to", "form", required=True, type=click.Choice(FORMATS), help="The form.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder to write to; DIR/exports/FORM if left out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(folder: Path, form: str, output: Path | None, as_json: bool) -> None:
    """Export the project DIR as it was last run.

    jsonl: every record, one a line. csv: tables for spreadsheets.

    \b
    Example:
      herewith export straits --to csv
    """
    from herewith.cli.opening import notices, opened

    project = opened(folder, as_json=as_json)
    written = project.export(form, output)
    notices(project)
    if as_json:
        emit({"format": form, "files": [str(path) for path in written]})
    else:
        for path in written:
            click.echo(str(path))
