"""`herewith check`: the problems of projects and of files."""

from __future__ import annotations

from pathlib import Path

import click

from herewith.cli.output import emit, exit_code, report


@click.command(name="check")
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(paths: tuple[Path, ...], as_json: bool) -> None:
    """List the problems of projects, or of files and folders without a project.

    Of a project also the settings as they hold, and where each came from. Without PATH the
    current folder is checked.

    \b
    Example:
      herewith check straits
      herewith check box/*.xml --json
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
    found += check_files(files)
    for project in projects:
        notices(project)
    report(found)
    if as_json:
        settings = [one for project in projects for one in project.settings.effective]
        emit({"problems": found, "settings": settings})
    else:
        for project in projects:
            for setting in project.settings.effective:
                click.echo(f"{setting.key} = {setting.value}  ({setting.origin})")
        worse = sum(1 for problem in found if problem.severity != "note")
        click.echo(f"{worse} problems, {len(found) - worse} notes")
    click.get_current_context().exit(exit_code(found))
