"""`herewith compare`: do versions differ in substance?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from herewith.cli.options import json_option
from herewith.cli.output import PROBLEMS, emit, emit_lines, exit_code, report
from herewith.errors import UsageError

if TYPE_CHECKING:
    from herewith.project.comparing import ComparedFiles


@click.command(name="compare")
@click.argument("witnesses", nargs=-1, metavar="A B [C...]")
@json_option
@click.option(
    "--languages", help="ISO 639-1 of the witnesses in their order, divided by commas (ru,en)."
)
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    help="Compare the short pairs of a file of JSON Lines instead of two witnesses.",
)
@click.option(
    "--restated",
    is_flag=True,
    help="Set what the second letter says of the first against the first.",
)
@click.option(
    "--certificate",
    "certificates",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Write the certificate to a file: .html, .txt, .json, .xml (a TEI note) or .pdf.",
)
@click.option("--date", help="The day that the certificate bears, as 1990-01-31.")
@click.option(
    "--syntax",
    help="A parser of Russian that tells what governs what: natasha or natasha:FOLDER (extra ner).",
)
@click.option("--judge", help="A plug-in that may ask for review: NAME or NAME:MODEL.")
def command(
    witnesses: tuple[str, ...],
    as_json: bool,
    languages: str | None,
    pairs: Path | None,
    restated: bool,
    certificates: tuple[Path, ...],
    date: str | None,
    syntax: str | None,
    judge: str | None,
) -> None:
    """Say with evidence whether versions differ in substance.

    A witness is FILE, or FILE#id for one document of a file. Witnesses in one language are
    collated, others aligned. With three or more, each is compared with the first. If the first is
    a project folder, the others are ids of its items; without any, all of its comparisons are
    told.

    \b
    Example:
      herewith compare letter.txt translation.txt --json
      herewith compare letter.txt translation.txt --certificate letter.html --date 1990-01-31
      herewith compare --pairs pairs.jsonl
    """
    if pairs is not None:
        if witnesses or certificates or restated:
            raise UsageError("--pairs takes no witnesses, no --certificate and no --restated")
        _pairs(pairs, judge, syntax)
        return
    from herewith.cli.opening import day
    from herewith.project.comparing import compare_files

    bears = day(date, "--date").isoformat() if date else ""
    known = [code.strip() or None for code in languages.split(",")] if languages else []
    if restated:
        _restated(witnesses, known, as_json=as_json)
        return
    folder = Path(witnesses[0]) if witnesses else None
    if folder is not None and (folder / "herewith.toml").is_file():
        if judge or syntax:
            raise UsageError(
                "--judge and --syntax are for files; a project keeps what its run has found"
            )
        done = _items(folder, witnesses[1:])
    else:
        done = compare_files(witnesses, languages=known, judge=judge, syntax=syntax)
    report(done.problems)
    for path in certificates:
        done.write(path, date=bears)
    if as_json:
        emit({**done.as_json(), "problems": done.problems})
    else:
        click.echo(done.as_text(date=bears))
    click.get_current_context().exit(exit_code(done.problems))


def _items(folder: Path, items: tuple[str, ...]) -> ComparedFiles:
    """What a project's last run found of some items, or of all."""
    from herewith.cli.opening import opened
    from herewith.project.comparing import compare_items

    return compare_items(opened(folder).edition(), items)


def _restated(witnesses: tuple[str, ...], languages: list[str | None], *, as_json: bool) -> None:
    """Print what the second letter restates of the first, and where it says otherwise."""
    from herewith.project.restating import restated_files

    done = restated_files(witnesses, languages=languages)
    report(done.problems)
    if as_json:
        emit({**done.as_json(), "problems": done.problems})
    else:
        click.echo(done.as_text())
    click.get_current_context().exit(exit_code(done.problems))


def _pairs(path: Path, judge: str | None, syntax: str | None) -> None:
    """Print one line for each pair as it is done, problems to stderr."""
    from herewith.project.comparing_pairs import compare_pairs

    faults = 0

    def answers() -> Iterator[dict[str, Any]]:
        nonlocal faults
        for line in compare_pairs(path, judge=judge, syntax=syntax):
            if line.problem is not None:
                faults += 1
                report([line.problem])
            if line.answer is not None:
                yield line.answer

    emit_lines(answers())
    click.get_current_context().exit(PROBLEMS if faults else 0)
