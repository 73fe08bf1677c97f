"""`herewith check`: the problems of projects and of files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from herewith.cli.options import json_option
from herewith.cli.output import emit, exit_code, report


@click.command(name="check")
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path(path_type=Path))
@json_option
@click.option(
    "--fix", is_flag=True, help="Print a patch of what is sure instead; no file is changed."
)
def command(paths: tuple[Path, ...], as_json: bool, fix: bool) -> None:
    """List the problems of projects, or of files and folders without a project.

    Of a project also the settings as they hold, and where each came from. Encoded editions (TEI)
    are linted: links, notes, dates, persons, boundaries. Without PATH the current folder is
    checked.

    \b
    Example:
      herewith check straits
      herewith check volume.xml --json
      herewith check volume.xml --fix > mend.patch && patch -p1 < mend.patch
    """
    from herewith.cli.opening import notices, opened
    from herewith.project.checking import check_files

    projects, files = [], []
    for path in paths or (Path(),):
        if (path / "herewith.toml").exists():
            projects.append(opened(path, as_json=as_json))
        else:
            files.append(path)
    found = [problem for project in projects for problem in project.check()]
    report(found)
    patch = b""
    for one in check_files(files, patches=fix):
        report(one.problems)
        found += one.problems
        patch += one.patch
    for project in projects:
        notices(project)
    counts = dict(sorted(Counter(problem.code for problem in found).items()))
    if as_json:
        settings = [one for project in projects for one in project.settings.effective]
        mending = {"patch": patch.decode("utf-8", "replace")} if fix else {}
        emit({"problems": found, "counts": counts, "settings": settings, **mending})
    elif fix:
        click.echo(patch, nl=False)
    else:
        for project in projects:
            for setting in project.settings.effective:
                click.echo(f"{setting.key} = {setting.value}  ({setting.origin})")
        for code, count in counts.items():
            click.echo(f"{code} {count}")
        worse = sum(1 for problem in found if problem.severity != "note")
        click.echo(f"{worse} problems, {len(found) - worse} notes")
    click.get_current_context().exit(exit_code(found))
