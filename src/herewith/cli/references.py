"""`herewith references`: what the mentions of other papers mean, or that it is not held."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.output import emit, emit_lines, exit_code, report


@click.command(name="references")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option(
    "--mentions",
    type=click.Path(path_type=Path),
    help="JSON Lines with id, document (FILE-STEM#xml:id) and anchor: resolve these only.",
)
@click.option("--workers", metavar="N", type=click.IntRange(min=1), help="Processes that read.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    paths: tuple[Path, ...], mentions: Path | None, workers: int | None, as_json: bool
) -> None:
    """Resolve mentions of other papers in the files or folders PATH.

    A mention is resolved, suggested, ambiguous, or attested: the paper it means is not held.

    \b
    Example:
      herewith references volume.xml letters.txt --json
    """
    from herewith.errors import Problem
    from herewith.project.opened import workers_for
    from herewith.project.referring import references, resolve_mentions

    count = workers or workers_for(paths)
    if mentions is not None:
        rows = list(resolve_mentions(paths, mentions, workers=count))
        problems = tuple(row for row in rows if isinstance(row, Problem))
        emit_lines(row for row in rows if not isinstance(row, Problem))
    else:
        done = references(paths, workers=count)
        problems = done.problems
        if as_json:
            emit(done.as_json())
        else:
            for row in done.mentions:
                best = row["target"] or (row["candidates"] or [{"id": "-"}])[0]["id"]
                said = " ".join(row["text"].split())
                click.echo(f"{row['document']} {row['start']}  “{said}”  {row['status']}: {best}")
            for paper in done.attested:
                click.echo(f"not held ({paper['status']}): {paper['description']}")
    report(problems)
    click.get_current_context().exit(exit_code(problems))
