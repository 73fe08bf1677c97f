"""`herewith reconstruct`: documents, furniture, gaps and duplicates of files."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.output import emit_sections, exit_code, report


@click.command(name="reconstruct")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON document.")
def command(paths: tuple[Path, ...], as_json: bool) -> None:
    """Find documents, furniture, gaps and duplicates in the files, folders and archives of PATH.

    Nothing is changed. Every character of every source lies in exactly one passage, furniture
    or duplicate. Offsets are half-open code points into the decoded text of the source.

    \b
    Example:
      herewith reconstruct box/ --json > pages.json
    """
    from herewith.project.reconstructing import reconstructed

    with reconstructed(paths) as done:
        report(done.problems)
        if as_json:
            emit_sections(done.sections())
        else:
            for piece in done.summary():
                click.echo(piece, nl=False)
        code = exit_code(done.problems)
    click.get_current_context().exit(code)
