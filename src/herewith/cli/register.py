"""`herewith register`: who wrote what to whom, when, where, under which numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from herewith.cli.output import emit_lines, exit_code, report
from herewith.errors import Problem, UsageError


@click.command(name="register")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "--texts",
    metavar="FILE.jsonl",
    type=click.Path(path_type=Path),
    help="Read ready texts, one JSON object a line with id and text; offsets are into the text.",
)
@click.option(
    "--authorities",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder with people.csv, offices.csv and places.csv.",
)
@click.option("--years", metavar="FIRST-LAST", help="Years that the collection covers: 1961-1963.")
@click.option(
    "--day-order", type=click.Choice(["mdy", "dmy"]), help="Order of day and month in 3/4/62."
)
@click.option(
    "--pack/--no-pack",
    default=True,
    help="Use the built-in table of heads of state and government and foreign ministers 1945-1991.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one a document.")
def command(
    paths: tuple[Path, ...],
    texts: Path | None,
    authorities: Path | None,
    years: str | None,
    day_order: str | None,
    pack: bool,
    as_json: bool,
) -> None:
    """Register the documents of the files and folders of PATH, or of ready texts.

    Every value carries its evidence (half-open code points), its rule and how sure it is.
    What is not on the page is null, never a guess.

    \b
    Example:
      herewith register box/ --json > register.jsonl
    """
    from herewith.project.registering import (
        entry_line,
        register_files,
        register_texts,
        rows_of,
        summary_line,
        years_of,
    )

    if bool(paths) == bool(texts):
        raise UsageError("name files or folders, or --texts FILE.jsonl, not both")
    rows, wrong = rows_of(authorities)
    problems: list[Problem] = list(wrong)
    settings = {**years_of(years), "day_order": day_order or "", "offices_pack": pack}
    found = (
        register_texts(texts, rows, settings) if texts else register_files(paths, rows, settings)
    )

    def lines() -> Iterator[dict[str, Any]]:
        for one in found:
            if isinstance(one, Problem):
                problems.append(one)
                continue
            problems.extend(one.problems)
            if as_json:
                yield entry_line(one)
            else:
                click.echo(summary_line(one))

    emit_lines(lines())
    report(problems)
    click.get_current_context().exit(exit_code(problems))
