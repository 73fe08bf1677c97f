"""`herewith register`: who wrote what to whom, when, where, under which numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from herewith.cli.options import ready_texts
from herewith.cli.output import emit, emit_lines, exit_code, report
from herewith.errors import Problem, UsageError


@click.command(name="register")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@ready_texts
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
@click.option(
    "--to",
    "sheet",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the register of the project PATH as a sheet to edit: NAME.csv or NAME.xlsx.",
)
@click.option(
    "--from",
    "edited",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Read an edited sheet of the project PATH back: every change becomes a decision.",
)
@click.option("--by", help="Who edited the sheet; with --from.")
@click.option("--because", help="The reason for rows that give none; with --from.")
@click.option("--on", help="The day of the decisions, as 1990-01-31; today if left out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one a document.")
def command(
    paths: tuple[Path, ...],
    texts: Path | None,
    authorities: Path | None,
    years: str | None,
    day_order: str | None,
    pack: bool,
    sheet: Path | None,
    edited: Path | None,
    by: str | None,
    because: str | None,
    on: str | None,
    as_json: bool,
) -> None:
    """Register the documents of the files and folders of PATH, or of ready texts.

    Every value carries its evidence (half-open code points), its rule and how sure it is.
    What is not on the page is null, never a guess.

    With --to and --from the register of a project goes out to a spreadsheet and comes back.

    \b
    Example:
      herewith register box/ --json > register.jsonl
      herewith register straits --to register.xlsx
      herewith register straits --from register.xlsx --by EB --because "checked"
    """
    if sheet or edited:
        _round_trip(paths, sheet, edited, (by or "", because or "", on), as_json=as_json)
        return
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


def _round_trip(
    paths: tuple[Path, ...],
    sheet: Path | None,
    edited: Path | None,
    who: tuple[str, str, str | None],
    *,
    as_json: bool,
) -> None:
    """Out to a sheet, or back from it."""
    from herewith.cli.opening import day, notices, opened
    from herewith.project.register_sheet import read_register, write_register

    if len(paths) != 1 or bool(sheet) == bool(edited):
        raise UsageError("name one project folder, and one of --to FILE and --from FILE")
    project = opened(paths[0], as_json=as_json)
    problems: tuple[Problem, ...] = ()
    if sheet is not None:
        count = write_register(project, sheet)
        said: dict[str, Any] = {"file": str(sheet), "rows": count}
        line = f"{sheet}: {count} rows"
    else:
        by, because, on = who
        done, problems = read_register(
            project, edited or Path(), by=by, on=day(on, "--on"), because=because
        )
        said = {"decisions": list(done), "problems": list(problems)}
        line = f"{len(done)} decisions written to decisions/register.toml; herewith run heeds them."
    notices(project)
    report(problems)
    if as_json:
        emit(said)
    else:
        click.echo(line)
    click.get_current_context().exit(exit_code(problems))
