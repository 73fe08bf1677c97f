"""Writes what a run found: JSON Lines for people and programs, the database for questions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from herewith.errors import Place, Problem
from herewith.formats.lexicons import write_lexicon
from herewith.model.bitext import Bitext, Lexicon
from herewith.model.collation import Item
from herewith.model.decision import Decision
from herewith.model.document import Document
from herewith.model.provenance import Activity, Statement
from herewith.model.records import decode, digest, dumps
from herewith.project.runner import StageOutcome
from herewith.stages.rulings import shown_with
from herewith.store import (
    Contents,
    Folder,
    Kept,
    Shelf,
    SqliteEdition,
    is_usable,
    record_file,
    remove,
    update,
    write_lines,
)
from herewith.store.filing import FILED
from herewith.store.kept import digest_of_line, record_id
from herewith.store.lines import read_lines

__all__ = ["Outputs", "counts", "gather", "rebuild", "state_of", "write"]


@dataclass(frozen=True, slots=True)
class Outputs:
    """Everything a run writes. Lists are sorted by id; ids are unique within a list."""

    title: str
    records: Mapping[type, tuple[Kept, ...]]
    statements: Mapping[str, Mapping[str, str]]
    """From stage to statement id to line."""
    problems: tuple[Problem, ...]
    activities: tuple[Activity, ...]
    failures: tuple[str, ...]


def gather(
    title: str,
    shelves: Mapping[type, Shelf],
    clashes: Iterable[tuple[str, str]],
    outcomes: Sequence[StageOutcome],
    problems: Iterable[Problem],
    decisions: Mapping[str, Decision],
) -> Outputs:
    """Put together what the stages yielded, and what is wrong between them."""
    found = list(problems)
    for outcome in outcomes:
        found.extend(_problem(line) for line in outcome.problems)
    found.extend(_clash(kind, key) for kind, key in clashes)
    records = {
        kind: tuple(sorted(shelf.kept, key=lambda kept: kept.id)) for kind, shelf in shelves.items()
    }
    statements: dict[str, dict[str, str]] = {}
    makers: dict[str, str] = {}
    for outcome in outcomes:
        own: dict[str, str] = {}
        for key, line in sorted(outcome.statements):
            if (
                makers.setdefault(key, outcome.report.name) != outcome.report.name
                or own.setdefault(key, line) != line
            ):
                found.append(_clash("statement", key))
        statements[outcome.report.name] = own
    found.extend(_heed(decisions, statements))
    return Outputs(
        title,
        records,
        statements,
        tuple(found),
        tuple(outcome.activity for outcome in outcomes),
        tuple(failure for outcome in outcomes for failure in outcome.failures),
    )


def write(folder: Folder, outputs: Outputs, run: str) -> bool:
    """Write all files of `work/` that have changed, then the database.

    Returns:
        Whether the database was damaged and was made anew.

    Raises:
        StoreError: if something cannot be written.
    """
    wanted: set[Path] = set()
    for kind, kept in sorted(outputs.records.items(), key=lambda entry: entry[0].__name__):
        path = folder.records / record_file(kind.__name__)
        wanted.add(path)
        write_lines(path, (one.line for one in kept))
    for stage, lines in outputs.statements.items():
        path = folder.statements / f"{stage}.jsonl"
        wanted.add(path)
        write_lines(path, lines.values())
    wanted |= _write_lexicons(folder, outputs.records.get(Lexicon, ()))
    old_files = [folder.records.glob("*.jsonl"), folder.statements.glob("*.jsonl")]
    for old in chain(*old_files, folder.lexicons.glob("*.lexicon")):
        if old not in wanted:
            old.unlink()
    write_lines(folder.problems, map(dumps, outputs.problems))
    write_lines(folder.activities, map(dumps, outputs.activities))
    if outputs.failures:
        write_lines(folder.failures, outputs.failures)
    else:
        folder.failures.unlink(missing_ok=True)
    damaged = folder.edition.exists() and not is_usable(folder.edition)
    if damaged:
        remove(folder.edition)
    update(folder.edition, _contents(outputs, run))
    return damaged


def rebuild(folder: Folder, title: str, run: str) -> None:
    """Make the database again from the JSON Lines of `work/`.

    Raises:
        StoreError: if the lines are damaged too, or something cannot be written.
    """
    records = {
        kind: tuple(_read_kept(folder.records / record_file(kind.__name__), kind)) for kind in FILED
    }
    statements = {
        path.stem: {str(data["id"]): line for line, data in read_lines(path)}
        for path in sorted(folder.statements.glob("*.jsonl"))
    }
    problems = tuple(_problem(line) for line, _ in read_lines(folder.problems))
    activities = {data["stage"]: line for line, data in read_lines(folder.activities)}
    remove(folder.edition)
    contents = Contents(
        title,
        run,
        _each(records),
        {key: line for lines in statements.values() for key, line in lines.items()},
        [dumps(problem) for problem in problems],
        activities,
    )
    update(folder.edition, contents)


def counts(edition: SqliteEdition) -> dict[str, int]:
    """What an edition holds, in numbers; rejected witnesses and findings are not counted."""
    witnesses = [w for item in edition.items() for w in item.witnesses]
    findings = [f for comparison in edition.all_comparisons() for f in comparison.findings]
    return {
        "documents": edition.count(Document),
        "items": edition.count(Item),
        "witnesses": sum(1 for witness in witnesses if witness.status != "rejected"),
        "bitexts": edition.count(Bitext),
        "findings": sum(1 for finding in findings if finding.status != "rejected"),
        "problems": sum(1 for problem in edition.problems() if problem.severity != "note"),
    }


def state_of(folder: Folder) -> str:
    """A digest of how the files of `work/` look (names, sizes, times), the databases apart."""
    looks: list[list[object]] = []
    files = [folder.problems, folder.activities]
    files += sorted(folder.records.glob("*.jsonl")) + sorted(folder.statements.glob("*.jsonl"))
    for path in files:
        try:
            status = path.stat()
        except OSError:
            looks.append([path.name, "absent"])
            continue
        looks.append([path.name, status.st_size, status.st_mtime_ns])
    return digest(looks)


def _write_lexicons(folder: Folder, kept: Iterable[Kept]) -> set[Path]:
    """Write what the box taught of words, for editors to read, correct, and put into `decisions/`.

    Returns:
        The files, one for every two languages.
    """
    wanted = set()
    for one in kept:
        lexicon = decode(Lexicon, json.loads(one.line))
        name = f"{lexicon.source_language}-{lexicon.target_language}.lexicon"
        wanted.add(folder.lexicons / name)
        write_lines(folder.lexicons / name, write_lexicon(lexicon).splitlines())
    return wanted


def _contents(outputs: Outputs, run: str) -> Contents:
    return Contents(
        outputs.title,
        run,
        _each(outputs.records),
        {key: line for lines in outputs.statements.values() for key, line in lines.items()},
        [dumps(problem) for problem in outputs.problems],
        {activity.stage: dumps(activity) for activity in outputs.activities},
    )


def _each(records: Mapping[type, tuple[Kept, ...]]) -> Iterator[tuple[type, Kept]]:
    for kind, kept in records.items():
        for one in kept:
            yield kind, one


def _read_kept(path: Path, kind: type) -> Iterator[Kept]:
    for line, data in read_lines(path):
        yield Kept(kind.__name__, record_id(decode(kind, data)), digest_of_line(line), line)


def _clash(kind: str, key: str) -> Problem:
    message = f'two different {kind} records have the id "{key}"; one of them is left out'
    hint = "This is a fault of the program, not of your material."
    return Problem("P302", "error", message, Place("work", record=key), hint)


def _heed(
    decisions: Mapping[str, Decision], statements: Mapping[str, dict[str, str]]
) -> Iterator[Problem]:
    """See to it that every decision in force shows on its statement, or is reported.

    Stages apply decisions themselves. Where one did not, the statement still says what the editor
    said; a stage that cannot act on a rejection or another value is named in a problem. A
    decision on what no stage states any more is kept and reported, never dropped.
    """
    homes = {key: stage for stage, own in statements.items() for key in own}
    for target in sorted(decisions):
        decision = decisions[target]
        place = decision.place or Place("decisions")
        if target not in homes:
            message = f'{decision.id} decides on "{target}", which no stage states any more'
            hint = "The decision is kept. If it has had its day, take it back: herewith undo."
            yield Problem("P303", "warning", message, place, hint)
            continue
        own = statements[homes[target]]
        statement = decode(Statement, json.loads(own[target]))
        if statement.status != "proposed":
            continue
        own[target] = dumps(shown_with(statement, decision))
        if decision.judgement in ("reject", "set"):
            message = (
                f'{decision.id} is shown on "{target}", but stage "{homes[target]}" '
                f"does not act on it: its records are as before"
            )
            yield Problem("P304", "warning", message, place)


def _problem(line: str) -> Problem:
    return decode(Problem, json.loads(line))
