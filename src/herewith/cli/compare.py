"""`herewith compare`: do versions differ in substance?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from herewith.cli.output import PROBLEMS, emit_lines, report
from herewith.errors import UsageError


@click.command(name="compare")
@click.argument("witnesses", nargs=-1, metavar="A B [C...]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    help="Compare the short pairs of a file of JSON Lines instead of two witnesses.",
)
def command(witnesses: tuple[str, ...], as_json: bool, pairs: Path | None) -> None:
    """Say with evidence whether versions differ in substance.

    A witness is FILE, or FILE#id for one document of a file. With three or more, each is compared
    with the first.

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
    raise UsageError("comparison of whole witnesses is not built in yet; use --pairs")


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
