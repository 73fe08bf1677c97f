"""`herewith desk`: the registry log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from herewith.cli.options import in_project
from herewith.cli.output import PROBLEMS, emit, emit_lines, exit_code, report

HELP = {
    "receive": "A paper came in.",
    "ticket": "A task was given to someone, perhaps with a day on which it is due.",
    "certify": "Someone answers for a comparison or translation; closes its ticket.",
    "forward": "A paper was sent on, perhaps with a day by which receipt is expected.",
    "acknowledge": "Receipt was confirmed; closes the forwarding.",
    "file": "A paper was put into a file.",
    "mark": "A classification or handling mark was put on.",
    "release": "A paper was released, whole or in part.",
}
EXAMPLES = {
    "receive": 'letter-of-march-11 --from "Embassy" --by EB',
    "ticket": 'letter-of-march-11 --to "Language Service" --due 1959-03-14 --by EB',
    "certify": 'letter-of-march-11 --closes 2 --finding "no differences in substance" --by EB',
    "forward": 'letter-of-march-11 --to "The White House" --due 1959-03-20 --by EB',
    "acknowledge": "letter-of-march-11 --closes 4 --by EB",
    "file": "letter-of-march-11 --as 688.75/3-1159 --by EB",
    "mark": 'letter-of-march-11 --as "OFFICIAL USE ONLY" --by EB',
    "release": 'letter-of-march-11 --to "the public" --withheld "two lines" --by EB',
}
OTHER = {
    "receive": ("--from", "Whom it came from."),
    "ticket": ("--to", "Who has the task."),
    "forward": ("--to", "Whom it went to."),
    "acknowledge": ("--from", "Who confirms."),
    "release": ("--to", "Whom it was released to."),
}
REFERENCE = {
    "receive": ("--number", "Number it came under."),
    "ticket": ("--number", "Number of the ticket, of the language service for instance."),
    "certify": ("--finding", "What is certified, in the certifier's words."),
    "file": ("--as", "The file number."),
    "mark": ("--as", "The marking."),
    "release": ("--withheld", "What is withheld, if anything."),
}
DUE = ("ticket", "forward")
CLOSES = {"certify": "Number of the ticket.", "acknowledge": "Number of the forwarding."}


@click.group(name="desk")
def command() -> None:
    """Write and read the registry log of a project.

    \b
    Example:
      herewith desk receive letter-of-march-11 --from "Embassy" --by EB --project straits
      herewith desk overdue --on 1959-04-01
    """


def _verb(kind: str) -> click.Command:
    """The command that writes one kind of event."""

    def write(subject: str, folder: Path, as_json: bool, **given: Any) -> None:
        from herewith.cli.opening import day, notices, opened
        from herewith.desk import Event

        due = given.get("due")
        event = Event(
            0,
            kind,
            subject,
            day(given["on"], "--on").isoformat(),
            given["by"],
            other=given.get("other") or "",
            reference=given.get("reference") or "",
            due=day(due, "--due").isoformat() if due else "",
            closes=given.get("closes"),
            note=given["note"],
        )
        project = opened(folder, as_json=as_json)
        done = project.record(event)
        notices(project)
        if as_json:
            emit({"event": done})
        else:
            click.echo(f"event {done.n}: {done.kind} {done.subject}")

    function: Callable[..., None] = in_project(write)
    function = click.option("--note", default="", help="Anything else.")(function)
    function = click.option("--on", help="The day, as 1962-10-27; today if left out.")(function)
    function = click.option("--by", required=True, help="Who writes this down.")(function)
    if kind in CLOSES:
        function = click.option("--closes", type=int, help=CLOSES[kind])(function)
    if kind in DUE:
        function = click.option("--due", help="The day by which an answer is due.")(function)
    for name, table in (("reference", REFERENCE), ("other", OTHER)):
        if kind in table:
            option, text = table[kind]
            function = click.option(option, name, help=text)(function)
    function = click.argument("subject", metavar="ID")(function)
    example = f"\b\nExample:\n  herewith desk {kind} {EXAMPLES[kind]}"
    return click.command(name=kind, help=f"{HELP[kind]}\n\n{example}")(function)


for _kind in HELP:
    command.add_command(_verb(_kind))


@command.command(name="log")
@in_project
def log(folder: Path, as_json: bool) -> None:
    """Print all events, and every break of their chain.

    \b
    Example:
      herewith desk log --project straits
    """
    from herewith.cli.opening import opened

    events, problems = opened(folder, as_json=as_json).events()
    report(problems)
    if as_json:
        emit({"events": events, "problems": problems})
    else:
        for event in events:
            details = " ".join(filter(None, (event.other, event.reference, event.note)))
            click.echo(f"{event.n:>5} {event.on} {event.kind:<11} {event.subject}  {details}")
    click.get_current_context().exit(exit_code(problems))


@command.command(name="overdue")
@click.option("--on", help="The day to look from, as 1962-10-27; today if left out.")
@in_project
def overdue(on: str | None, folder: Path, as_json: bool) -> None:
    """List tickets and forwardings that were due before a day and are not answered.

    \b
    Example:
      herewith desk overdue --on 1959-04-01
    """
    from herewith.cli.opening import day, opened

    late = opened(folder, as_json=as_json).overdue(day(on, "--on"))
    if as_json:
        emit_lines({"days": one.days, "event": one.event} for one in late)
    else:
        for one in late:
            event = one.event
            click.echo(
                f"{event.n:>5} {event.kind:<8} {event.subject}  due {event.due},"
                f" {one.days} days late  {event.other}"
            )
    click.get_current_context().exit(PROBLEMS if late else 0)
