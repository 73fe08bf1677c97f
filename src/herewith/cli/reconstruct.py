"""`herewith reconstruct`: documents, furniture, gaps and duplicates of files."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.output import emit, exit_code, report


@click.command(name="reconstruct")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON document.")
def command(paths: tuple[Path, ...], as_json: bool) -> None:
    """Find documents, furniture, gaps and duplicates in the files and folders of PATH.

    Nothing is changed. Every character of every source lies in exactly one passage, furniture
    or duplicate. Offsets are half-open code points into the decoded text of the source.

    \b
    Example:
      herewith reconstruct box/ --json > pages.json
    """
    from herewith.project.reconstructing import reconstruct_files

    done = reconstruct_files(paths)
    report(done.problems)
    if as_json:
        emit(done.as_json())
    else:
        click.echo(done.summary(), nl=False)
    click.get_current_context().exit(exit_code(done.problems))
