"""The `herewith` program: a table of verbs, each loaded only when it is called."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from keyword import iskeyword

import click

from herewith import __version__
from herewith.errors import HerewithError

VERBS: dict[str, str] = {
    "demo": "Make a project from the built-in sample, run it and serve it.",
    "new": "Make a project folder for a box of files.",
    "run": "Run every stage that is out of date.",
    "serve": "Serve the reading room of a project on this machine.",
    "publish": "Write the reading room as files that open from any disk.",
    "check": "List the problems of a project or of files.",
    "explain": "Show the evidence, maker, reason and decisions of a statement.",
    "decide": "Append an editor's decision about a statement.",
    "undo": "Take back a decision.",
    "reconstruct": "Find documents, furniture, gaps and duplicates in files.",
    "register": "Register who wrote what to whom, when, under which numbers.",
    "authorities": "Make authority files from a volume's own lists.",
    "collate": "Collate witnesses in one language.",
    "align": "Align an original with a translation, sentence by sentence.",
    "compare": "Say with evidence whether versions differ in substance.",
    "quotes": "Verify quotations: verbatim, and where claimed?",
    "references": "Resolve mentions of other items, or say what is not held.",
    "reuse": "Find same papers and shared passages across a collection.",
    "releases": "Say what one release withholds and another opens.",
    "export": "Write the edition in other forms: TEI, CMIF, tables, EPUB, PDF, BagIt.",
    "import": "Read edited tables back: every change becomes a decision.",
    "desk": "Write and read the registry log.",
}
"""Verb and the line that `herewith --help` prints; its module is `module_of` the verb."""


def module_of(verb: str) -> str:
    """The module of a verb; Python's own words get a line under them.

    >>> module_of("run"), module_of("import")
    ('herewith.cli.run', 'herewith.cli.import_')
    """
    return f"herewith.cli.{verb}_" if iskeyword(verb) else f"herewith.cli.{verb}"


class Verbs(click.Group):
    """A group that imports a verb's module when the verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Verbs in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb: the attribute `command` of its module."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(module_of(cmd_name)).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of verbs, without importing any of them."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="herewith")
def herewith() -> None:
    """Turn a box of official correspondence into a checked, collated, linked edition."""


def main() -> None:
    """Run the program; misuse and trouble end in one clear line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # file names need not be text
    try:
        code = herewith(prog_name="herewith", standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = 2
    except click.ClickException as error:
        click.echo(f"herewith: {_one_line(error)}", err=True)
        code = 2
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except HerewithError as error:
        click.echo(f"herewith: {error}", err=True)
        code = 2
    except Exception as fault:
        if os.environ.get("HEREWITH_TRACEBACK"):
            raise
        click.echo(f"herewith: a fault of the program: {type(fault).__name__}: {fault}", err=True)
        click.echo("  Set HEREWITH_TRACEBACK=1 to see where, and please report it.", err=True)
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


def _one_line(error: click.ClickException) -> str:
    """What was misused, in one line, and where its help is."""
    said = " ".join(error.format_message().split())
    context = getattr(error, "ctx", None)
    if context is None:
        return said
    return f"{said} See: {context.command_path} --help"
