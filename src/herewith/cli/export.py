"""`herewith export`: the edition in other forms."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.options import json_option
from herewith.cli.output import emit

FORMS = ("tei", "cmif", "csv", "xlsx", "jsonl", "parquet", "epub", "pdf", "bagit")


@click.command(name="export")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.argument("items", metavar="[ITEM]...", nargs=-1)
@click.option("--to", "form", required=True, type=click.Choice(FORMS), help="The form.")
@click.option(
    "-o",
    "--out",
    "--output",
    "output",
    type=click.Path(path_type=Path),
    help="Folder to write to; DIR/exports/FORM if left out.",
)
@click.option("--editor", "editors", multiple=True, help="Who answers for it; may be given again.")
@click.option("--publisher", default="", help="Who publishes it.")
@click.option("--url", default="", help="Where the edition stands, for CMIF.")
@click.option("--licence", default="", help="Address of the licence, for CMIF.")
@click.option("--on", help="The day the file bears, as 1990-01-31; no clock is asked if left out.")
@click.option("--no-box", is_flag=True, help="BagIt: digests of delivered files, not the files.")
@json_option
def command(
    folder: Path,
    items: tuple[str, ...],
    form: str,
    output: Path | None,
    editors: tuple[str, ...],
    publisher: str,
    url: str,
    licence: str,
    on: str | None,
    no_box: bool,
    as_json: bool,
) -> None:
    """Export the project DIR as it was last run: all of it, or some ITEMs.

    tei: one TEI P5 file an item. cmif: the letters for indexes of correspondence. csv, xlsx:
    tables for spreadsheets. jsonl, parquet: every record. epub, pdf: to read and print (pdf also
    of a certificate, by the id of its comparison). bagit: the project for an archive.

    What a form cannot carry is said on stderr.

    \b
    Example:
      herewith export straits --to tei
      herewith export straits 1959-03-11-vorokhov-hollis --to pdf --out print/
    """
    from herewith.cli.opening import day, notices, opened
    from herewith.cli.progress import Bars
    from herewith.project.exporting import Wish

    wish = Wish(
        items,
        editors,
        publisher,
        url,
        licence,
        day(on, "--on").isoformat() if on else "",
        not no_box,
    )
    project = opened(folder, as_json=as_json)
    with Bars() as bars:
        written = project.export(form, output, wish=wish, progress=bars.show)
    notices(project)
    if as_json:
        emit(
            {
                "format": form,
                "files": [str(path) for path in written],
                "notices": list(project.notices),
            }
        )
    else:
        for path in written:
            click.echo(str(path))
