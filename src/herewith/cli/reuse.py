"""`herewith reuse`: same papers and shared passages across a collection."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from herewith.cli.options import ready_texts
from herewith.cli.output import emit_lines, exit_code, report
from herewith.errors import UsageError


@click.command(name="reuse")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@ready_texts
@click.option(
    "--most-texts",
    metavar="N",
    type=click.IntRange(min=2),
    default=100,
    show_default=True,
    help="Wording that stands in more documents is a formula: it is counted, and makes no pairs.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "duckdb", "spark"]),
    default="local",
    show_default=True,
    help="Where wording is joined: in memory, out of core by DuckDB, or on Spark; the answer is one.",
)
@click.option(
    "--spark-master",
    metavar="URL",
    default="",
    help="local[N], spark://HOST:PORT or sc://HOST:PORT; by default this machine.",
)
@click.option(
    "--work",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Keep the tables of duckdb or spark here: an interrupted run goes on.",
)
@click.option("--differences", is_flag=True, help="Also what versions of one paper have different.")
@click.option(
    "--index",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Keep the index of PATH here, and find what PATH shares with all that it keeps.",
)
@click.option(
    "--new",
    "only_new",
    is_flag=True,
    help="With --index: only pairs with a document not kept before.",
)
@click.option(
    "--loose", "loosely", is_flag=True, help="Also papers that say the same in other words."
)
@click.option(
    "--tables",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Also write pairs, passages and differences as tables here.",
)
@click.option(
    "--form",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
    help="The form of the tables.",
)
@click.option("--workers", metavar="N", type=click.IntRange(min=1), help="Processes that read.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines, one a pair.")
def command(
    paths: tuple[Path, ...],
    texts: Path | None,
    most_texts: int,
    engine: str,
    spark_master: str,
    work: Path | None,
    differences: bool,
    index: Path | None,
    only_new: bool,
    loosely: bool,
    tables: Path | None,
    form: str,
    workers: int | None,
    as_json: bool,
) -> None:
    """Find the versions of papers and the wording they share in PATH: files, folders, projects.

    Every run of 20 words or more that two documents have in common is found. Each pair has a
    kind, with the reasons for it.

    \b
    Example:
      herewith reuse volumes/ --json > pairs.jsonl
    """
    import os

    from herewith.project.collection.exporting import write_tables
    from herewith.project.reusing import Options, collect, formula_lines, loose, pair_line, reuse

    if bool(paths) == bool(texts):
        raise UsageError("name files, folders or projects, or --texts FILE.jsonl, not both")
    if only_new and index is None:
        raise UsageError("--new needs --index DIR")
    count = workers or os.cpu_count() or 1
    collection = collect(paths, texts=texts, workers=count, index=index)
    options = Options(most_texts, count, engine, spark_master, work, only_new)
    found = reuse(collection, options)
    pairs = list(found.pairs)
    if loosely:
        pairs = sorted([*pairs, *loose(collection, pairs)], key=lambda p: (p.a.name, p.b.name))
    if tables is not None:
        lines = (pair_line(pair, compared=differences) for pair in pairs)
        for path in write_tables(tables, form, lines):
            click.echo(f"herewith: wrote {path}", err=True)
    if as_json:
        emit_lines(pair_line(pair, compared=differences) for pair in pairs)
        emit_lines(formula_lines(found))
    else:
        for pair in pairs:
            click.echo(_line(pair))
            if differences:
                _show(pair_line(pair, compared=True))
    report(collection.problems)
    capped = len(found.formulas)
    said = (
        f"{len(collection.texts)} documents; {capped} fingerprints stand in more than {most_texts}"
    )
    click.echo(f"herewith: {said} of them and made no pairs", err=True)
    click.get_current_context().exit(exit_code(collection.problems))


def _line(pair: object) -> str:
    """One pair for people."""
    from herewith.stages.pairing import Pair

    assert isinstance(pair, Pair)
    share = f"{pair.contained[0]:4.0%} {pair.contained[1]:4.0%} {pair.words:6d}"
    return f"{pair.paired.kind:<26}{share}  {pair.a.name}  {pair.b.name}"


def _show(line: dict[str, Any]) -> None:
    """The differences of a pair that matter, one a line."""
    for one in line.get("differences", ()):
        if one["class"] != "nuance":
            a, b = (" ".join(one[side]["text"].split()) for side in ("a", "b"))
            click.echo(f"    {one['class']} ({one['facet']}): “{a}” against “{b}”")
