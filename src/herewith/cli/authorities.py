"""`herewith authorities`: authority files from a volume's own lists."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.output import emit, exit_code, report


@click.command(name="authorities")
@click.option(
    "--from",
    "sources",
    metavar="FILE",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="A TEI volume with lists of persons and terms; may be given several times.",
)
@click.argument("more", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for people.csv, offices.csv, places.csv and terms.csv.",
)
@click.option(
    "--replace",
    is_flag=True,
    help="Replace files that are there; else they are left and it is an error.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print what was written as one JSON document."
)
def command(
    sources: tuple[Path, ...], more: tuple[Path, ...], folder: Path, replace: bool, as_json: bool
) -> None:
    """Make people.csv, offices.csv, places.csv and terms.csv from a volume's own lists.

    Nothing is added that the volume does not say. The files are for editors to correct.

    \b
    Example:
      herewith authorities --from volume.xml --to authorities/
    """
    from herewith.project.registering import make_authorities

    counts, problems = make_authorities((*sources, *more), folder, replace=replace)
    report(problems)
    if as_json:
        emit({"folder": str(folder), "rows": counts, "problems": problems})
    else:
        for name, count in counts.items():
            click.echo(f"{folder / name}.csv: {count} rows")
    click.get_current_context().exit(exit_code(problems))
