"""`herewith compare`: do versions differ in substance?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from herewith.cli.output import PROBLEMS, emit, emit_lines, exit_code, report
from herewith.errors import UsageError


@click.command(name="compare")
@click.argument("witnesses", nargs=-1, metavar="A B [C...]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option(
    "--languages", help="ISO 639-1 of the witnesses in their order, divided by commas (ru,en)."
)
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    help="Compare the short pairs of a file of JSON Lines instead of two witnesses.",
)
def command(
    witnesses: tuple[str, ...], as_json: bool, languages: str | None, pairs: Path | None
) -> None:
    """Say with evidence whether versions differ in substance.

    A witness is FILE, or FILE#id for one document of a file. Witnesses in one language are
    collated, others aligned. With three or more, each is compared with the first.

    \b
    Example:
      herewith compare letter.txt translation.txt --json
      herewith compare --pairs pairs.jsonl
    """
    if pairs is not None:
        if witnesses:
            raise UsageError("--pairs takes no witnesses")
        _pairs(pairs)
        return
    from herewith.project.comparing import compare_files

    known = [code.strip() or None for code in languages.split(",")] if languages else []
    done = compare_files(witnesses, languages=known)
    report(done.problems)
    if as_json:
        emit({**done.as_json(), "problems": done.problems})
    else:
        click.echo(done.as_text())
    click.get_current_context().exit(exit_code(done.problems))


def _pairs(path: Path) -> None:
    """Print one line for each pair as it is done, problems to stderr."""
    from herewith.project.comparing_pairs import compare_pairs

    faults = 0

    def answers() -> Iterator[dict[str, Any]]:
        nonlocal faults
        for line in compare_pairs(path):
            if line.problem is not None:
                faults += 1
                report([line.problem])
            if line.answer is not None:
                yield line.answer

    emit_lines(answers())
    click.get_current_context().exit(PROBLEMS if faults else 0)
