"""`herewith quotes`: is every quotation verbatim, and does it stand where it is cited?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from herewith.cli.options import json_option
from herewith.cli.output import emit, exit_code, report


@click.command(name="quotes")
@click.argument("essay", type=click.Path(path_type=Path))
@click.option(
    "--in",
    "sources",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="File or folder that is quoted from; may be given again, or followed by more paths.",
)
@click.argument("more", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option("--workers", metavar="N", type=click.IntRange(min=1), help="Processes that read.")
@json_option
def command(
    essay: Path,
    sources: tuple[Path, ...],
    more: tuple[Path, ...],
    workers: int | None,
    as_json: bool,
) -> None:
    """Verify every quotation of ESSAY in the files or folders after --in.

    Two answers for each: are the words verbatim, and do they stand where they are cited? Twelve
    words and more that are taken over without marks are shown too.

    \b
    Example:
      herewith quotes essay.txt --in letters.xml file.md --json
    """
    from herewith.project.linking import quotations
    from herewith.project.opened import workers_for

    paths = [*sources, *more]
    done = quotations(essay, paths, workers=workers or workers_for(paths))
    report(done.problems)
    if as_json:
        emit(done.as_json())
    else:
        for row in done.quotations:
            _show(row)
        for row in done.borrowings:
            said = " ".join(row["text"].split())
            where = row["target"]["document"]
            click.echo(f"{row['start']}  not marked, {row['words']} words of {where}: {said}")
        for row in done.left_alone:
            click.echo(f"left alone ({row['reason']}): “{row['text']}”")
    click.get_current_context().exit(exit_code(done.problems))


def _show(row: dict[str, Any]) -> None:
    """One quotation with both answers."""
    click.echo(f"{row['start']}  “{' '.join(row['text'].split())}”")
    where = row["target"]["document"] if row["target"] else "nowhere in the sources"
    click.echo(f"    {row['verbatim']}, {row['place']}: {where}; {row['reason']}")
    for pair in row["differences"]:
        click.echo(f"    quoted “{pair['quoted']}”, source “{pair['source']}”")
