"""`herewith decide`: an editor's word on a statement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from herewith.cli.options import decisions_file, in_project, on_day
from herewith.cli.output import emit
from herewith.errors import UsageError

JUDGEMENTS = ("accept", "reject", "set", "unsure")


@click.command(name="decide")
@click.argument("key", metavar="ID")
@click.argument("judgement", type=click.Choice(JUDGEMENTS))
@click.option("--value", help="The right value, as JSON; with set.")
@click.option("--by", required=True, help="Who decides.")
@click.option("--because", required=True, help="The reason.")
@on_day
@decisions_file
@in_project
def command(
    key: str,
    judgement: str,
    value: str | None,
    by: str,
    because: str,
    on: str | None,
    file: str,
    folder: Path,
    as_json: bool,
) -> None:
    """Append a decision about the statement ID; the next run heeds it.

    \b
    Example:
      herewith decide letter-of-march-11/place set --value '"Sarn"' --by EB --because "the seal"
    """
    from herewith.cli.opening import day, notices, opened

    given = {} if value is None else {"value": _json(value)}
    project = opened(folder, as_json=as_json)
    done = project.decide(
        key, judgement, by=by, on=day(on, "--on"), because=because, file=file, **given
    )
    notices(project)
    if as_json:
        emit({"decision": done, "file": f"decisions/{file}"})
    else:
        click.echo(f"{done.id} written to decisions/{file}; herewith run takes it into account.")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(
            f"--value is not JSON ({error}); a text needs quotation marks: --value '\"Sarn\"'"
        ) from error
