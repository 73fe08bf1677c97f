"""`herewith align`: an original and its translation, sentence by sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from herewith.cli.output import emit, exit_code, report
from herewith.errors import Problem, UsageError

FORMATS = (
    "json",
    "ladder",
    "text",
    "tsv",
    "jsonl",
    "tmx",
    "tei",
    "intertext",
    "beads",
    "xlsx",
    "lexicon",
)


@click.command(name="align")
@click.argument("source")
@click.argument("target", required=False)
@click.argument("more", nargs=-1, metavar="[TARGET]...")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="What to print; text if left out."
)
@click.option("--presegmented", is_flag=True, help="Every line is a sentence, empty lines too.")
@click.option("--source-lang", "source_language", metavar="CODE", help="ISO 639-1, as in ru.")
@click.option("--target-lang", "target_language", metavar="CODE", help="ISO 639-1, as in en.")
@click.option(
    "--beads",
    type=click.Path(path_type=Path, dir_okay=False),
    help="An editors' file of beads, or a corrected bitext.",
)
@click.option(
    "--lexicon",
    type=click.Path(path_type=Path, dir_okay=False),
    help="An editors' file of words and their renderings.",
)
@click.option(
    "--encoder", metavar="NAME:MODEL", help="A sentence encoder and the path of its model."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to a file.")
@click.option(
    "--to",
    "sheet",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a bitext of the project SOURCE to correct: NAME.xlsx, .tmx, .tsv, .jsonl, .xml.",
)
@click.option(
    "--from",
    "edited",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Read a corrected bitext of the project SOURCE back: corrections hold in the next run.",
)
@click.option("--by", help="Who corrected the bitext; with --from.")
@click.option("--because", help="The reason of the corrections; with --from.")
@click.option("--on", help="The day of the corrections, as 1990-01-31; today if left out.")
def command(
    source: str,
    target: str | None,
    more: tuple[str, ...],
    as_json: bool,
    form: str | None,
    presegmented: bool,
    source_language: str | None,
    target_language: str | None,
    beads: Path | None,
    lexicon: Path | None,
    encoder: str | None,
    output: Path | None,
    sheet: Path | None,
    edited: Path | None,
    by: str | None,
    because: str | None,
    on: str | None,
) -> None:
    """Align an original SOURCE with a translation TARGET, sentence by sentence.

    SOURCE and TARGET are FILE, or FILE#id for one document of a file. Of several translations each
    is aligned with SOURCE, and it is said where they disagree.

    With --to and --from the bitext TARGET of the project SOURCE goes out to be corrected and comes
    back; TARGET may be left out where there is only one.

    \b
    Example:
      herewith align letter.ru.txt volume.xml#d68 --json
      herewith align straits --to letter.xlsx
      herewith align straits --from letter.xlsx --by EB --because "read against the original"
    """
    if sheet or edited:
        if more:
            raise UsageError("name one project folder and at most one bitext")
        _round_trip(
            Path(source), target, sheet, edited, (by or "", because or "", on), as_json=as_json
        )
        return
    if target is None:
        raise UsageError("name an original and a translation")
    from herewith.project.aligning import align_files, align_versions

    if as_json and form not in (None, "json"):
        raise UsageError(f"--json and --format {form} ask for two things")
    wanted = "json" if as_json else form or "text"
    if more and (wanted not in ("json", "text") or output is not None):
        raise UsageError("several translations are printed as text or as --json only")
    options: dict[str, Any] = {
        "presegmented": presegmented,
        "source_language": source_language,
        "target_language": target_language,
        "beads": beads,
        "lexicon": lexicon,
        "encoder": encoder,
    }
    if more:
        versions = align_versions(source, (target, *more), **options)
        report(versions.problems)
        if wanted == "json":
            emit(versions.as_json())
        else:
            click.echo(versions.as_text(), nl=False)
        click.get_current_context().exit(exit_code(versions.problems))
    done = align_files(source, target, **options)
    report(done.problems)
    if wanted == "json" and output is None:
        emit(done.as_json())
    else:
        written = done.written(wanted, output)
        if written is not None:
            click.echo(written, nl=False)
    click.get_current_context().exit(exit_code(done.problems))


def _round_trip(
    folder: Path,
    bitext: str | None,
    sheet: Path | None,
    edited: Path | None,
    who: tuple[str, str, str | None],
    *,
    as_json: bool,
) -> None:
    """Out to a sheet, or back from it."""
    from herewith.cli.opening import day, notices, opened
    from herewith.project.bitext_sheet import read_bitext, write_bitext

    if sheet and edited:
        raise UsageError("name one of --to FILE and --from FILE")
    project = opened(folder, as_json=as_json)
    problems: tuple[Problem, ...] = ()
    if sheet is not None:
        written, count = write_bitext(project, bitext, sheet)
        said: dict[str, Any] = {"file": str(sheet), "bitext": written.id, "beads": count}
        line = f"{sheet}: {count} beads of {written.id}"
    else:
        by, because, on = who
        path = edited or Path()
        why = because or f"corrected in {path.name}"
        lines, problems = read_bitext(project, bitext, path, by=by, on=day(on, "--on"), because=why)
        said = {"lines": list(lines), "problems": list(problems)}
        line = f"{len(lines)} lines written to decisions/aligned.beads; herewith run heeds them."
    notices(project)
    report(problems)
    if as_json:
        emit(said)
    else:
        click.echo(line)
    click.get_current_context().exit(exit_code(problems))
