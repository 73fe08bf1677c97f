"""`herewith collate`: witnesses in one language, word by word."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.output import emit, exit_code, report
from herewith.errors import UsageError

FORMATS = ("json", "apparatus", "collatex", "tei", "csv", "xlsx", "graphml")


@click.command(name="collate")
@click.argument("witnesses", nargs=-1, required=True, metavar="WITNESS...")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="What to print; apparatus if left out."
)
@click.option("--base", help="Siglum of the base text, or `majority`.")
@click.option("--sigla", help="Sigla of the witnesses in the order given, divided by commas.")
@click.option(
    "--regularisation", type=click.Path(path_type=Path), help="File of rules of regularisation."
)
@click.option("--language", help="ISO 639-1, if it cannot be told from the texts.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file.")
def command(
    witnesses: tuple[str, ...],
    as_json: bool,
    form: str | None,
    base: str | None,
    sigla: str | None,
    regularisation: Path | None,
    language: str | None,
    output: Path | None,
) -> None:
    """Collate two or more WITNESSes in one language.

    A witness is FILE, FILE#id for one document of a file, or SIGLUM=FILE. A single CollateX
    input (JSON) holds its own witnesses.

    \b
    Example:
      herewith collate A=draft.txt B=copy.txt volume.xml#d66 --format apparatus
    """
    from herewith.project.collating import collate_files

    if as_json and form not in (None, "json"):
        raise UsageError(f"--json and --format {form} ask for two things")
    wanted = "json" if as_json else form or "apparatus"
    done = collate_files(
        witnesses, sigla=sigla, base=base, language=language, regularisation=regularisation
    )
    report(done.problems)
    if wanted == "json" and output is None:
        emit(done.as_json())
    else:
        written = done.written(wanted, output)
        if written is not None:
            click.echo(written, nl=False)
    click.get_current_context().exit(exit_code(done.problems))
