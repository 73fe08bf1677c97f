"""What every verb prints: data to stdout, talk and problems to stderr."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import click

from herewith import RULES, __version__
from herewith.errors import Problem
from herewith.model.records import dumps, encode

__all__ = [
    "DONE",
    "MISUSE",
    "PROBLEMS",
    "emit",
    "emit_lines",
    "emit_sections",
    "exit_code",
    "report",
]

DONE, PROBLEMS, MISUSE = 0, 1, 2


def emit(document: Mapping[str, Any]) -> None:
    """Print one JSON document, headed by the program's version and rules."""
    click.echo(dumps({"herewith": {"version": __version__, "rules": RULES}, **encode(document)}))


def emit_sections(sections: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Print one JSON document, piece by piece: lists by name, each as JSON without its brackets."""
    head = dumps({"version": __version__, "rules": RULES})
    click.echo(f'{{"herewith":{head}', nl=False)
    for name, pieces in sections:
        click.echo(f',"{name}":[', nl=False)
        for piece in pieces:
            click.echo(piece, nl=False)
        click.echo("]", nl=False)
    click.echo("}")


def emit_lines(lines: Iterable[Mapping[str, Any]]) -> None:
    """Print JSON Lines, each with the program's version and rules as its last key."""
    head = {"version": __version__, "rules": RULES}
    for line in lines:
        click.echo(dumps({**encode(line), "herewith": head}))


def report(problems: Iterable[Problem]) -> None:
    """Print problems to stderr, one paragraph each."""
    for problem in problems:
        click.echo(str(problem), err=True)


def exit_code(problems: Iterable[Problem]) -> int:
    """0 if no problem is worse than a note, else 1."""
    return PROBLEMS if any(p.severity != "note" for p in problems) else DONE
