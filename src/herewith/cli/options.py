"""Options that several verbs take, declared once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

__all__ = ["decisions_file", "in_project", "json_option", "on_day", "ready_texts"]

Command = Callable[..., Any]


def json_option(function: Command) -> Command:
    """`--json`: one JSON document instead of text, passed as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(
        function
    )


def in_project(function: Command) -> Command:
    """`--project`, passed as `folder`, and `--json`."""
    return click.option(
        "--project",
        "folder",
        default=".",
        type=click.Path(path_type=Path),
        help="The project folder; the current folder if left out.",
    )(json_option(function))


def on_day(function: Command) -> Command:
    """`--on`: the day of a decision or event, passed as `on`."""
    return click.option("--on", help="The day, as 1990-01-31; today if left out.")(function)


def decisions_file(function: Command) -> Command:
    """`--file`: the file in `decisions/` that is written to, passed as `file`."""
    return click.option(
        "--file", "file", default="decisions.toml", show_default=True, help="File in decisions/."
    )(function)


def ready_texts(function: Command) -> Command:
    """`--texts`: a file of ready documents, passed as `texts`."""
    return click.option(
        "--texts",
        metavar="FILE.jsonl",
        type=click.Path(path_type=Path),
        help="Read ready texts, one JSON object a line with id and text; offsets are into the text.",
    )(function)
