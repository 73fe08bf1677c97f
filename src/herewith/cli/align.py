"""`herewith align`: an original and its translation, sentence by sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from herewith.cli.output import emit, exit_code, report
from herewith.errors import UsageError

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
@click.argument("target")
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
def command(
    source: str,
    target: str,
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
) -> None:
    """Align an original SOURCE with a translation TARGET, sentence by sentence.

    SOURCE and TARGET are FILE, or FILE#id for one document of a file. Of several translations each
    is aligned with SOURCE, and it is said where they disagree.

    \b
    Example:
      herewith align letter.ru.txt volume.xml#d68 --json
    """
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
