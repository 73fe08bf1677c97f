"""A run from end to end: read what is given, run the stages, write what was found.

At most one run is at work in a project. A run that is stopped anywhere leaves finished units in
the cache and whole files in `work/`; the next run goes on from there. `work/run.json` is written
last and taken away first, so it never speaks of files that are not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from herewith.decisions import read_authorities, read_decisions
from herewith.decisions.authorities import Rows
from herewith.desk import read_events
from herewith.durable import held, replace
from herewith.engines import RunningEngine
from herewith.errors import Problem, StoreError
from herewith.formats.files import BoxFile
from herewith.model.collation import Item
from herewith.model.decision import Decision, current
from herewith.model.protocols import Stage
from herewith.model.records import digest, encode
from herewith.project.box import scan
from herewith.project.fingerprint import fingerprint
from herewith.project.handed_on import handed_on
from herewith.project.outputs import counts, gather, rebuild, state_of, write
from herewith.project.page_images import note_files
from herewith.project.programs import programs
from herewith.project.runner import Given, Progress, Runner, RunReport, StageReport
from herewith.project.settings import Settings
from herewith.stages.read import stream_of
from herewith.store import (
    Cache,
    Folder,
    MintedId,
    Shelf,
    SqliteEdition,
    changes,
    is_usable,
    items_by_document,
    keep_ids,
    read_ids,
    remove,
    sources_by_path,
)

__all__ = ["mend", "run_project"]


MENDED = "the edition's database was not as the last run left it; it was made again"


def run_project(
    folder: Folder,
    settings: Settings,
    stages: Sequence[Stage],
    *,
    engine: RunningEngine,
    progress: Progress,
    again: frozenset[str] = frozenset(),
) -> RunReport:
    """Bring a project up to date.

    Args:
        folder: the project's.
        settings: the project's.
        stages: in order.
        engine: does the work.
        progress: told about every unit.
        again: stages to do again whatever the cache holds.

    Raises:
        StoreError: if another run is at work, or something cannot be written.
        EngineError: if the engine fails; what was done is kept.
    """
    busy = f"another run is at work in {folder.root}; wait until it has ended"
    with held(folder.run_lock, busy):
        cache = Cache(folder.cache)
        try:
            return _run(folder, settings, stages, cache, engine, progress, again)
        finally:
            cache.close()


@dataclass(frozen=True, slots=True)
class _Inputs:
    """Everything a run reads, once, at its start."""

    files: Sequence[BoxFile]
    authorities: Mapping[str, Rows]
    decisions: tuple[Decision, ...]
    handed_on: Mapping[str, Mapping[str, object]]
    ids: dict[tuple[str, str], MintedId]
    problems: tuple[Problem, ...]


def _run(
    folder: Folder,
    settings: Settings,
    stages: Sequence[Stage],
    cache: Cache,
    engine: RunningEngine,
    progress: Progress,
    again: frozenset[str],
) -> RunReport:
    notices = ["the cache was damaged; everything was done again"] if cache.was_damaged else []
    inputs = _inputs(folder, settings, cache)
    if not again:
        report = _unchanged(folder, settings, stages, inputs)
        if report is not None:
            return report
    folder.last_run.unlink(missing_ok=True)
    given = Given(
        inputs.files,
        {
            stage.name: {**settings.stages[stage.name], **inputs.handed_on.get(stage.name, {})}
            for stage in stages
        },
        inputs.authorities,
        current(inputs.decisions),
        items_by_document(inputs.ids),
    )
    runner = Runner(given, cache, engine, progress, again)
    outcomes = [runner.run(stage) for stage in stages]
    items = runner.shelves.get(Item, Shelf(Item)).records()
    _mint(folder, inputs.ids, changes(inputs.ids, items))
    outputs = gather(
        settings.title, runner.shelves, runner.clashes, outcomes, inputs.problems, given.decisions
    )
    now = _digest(settings, stages, inputs)
    damaged = write(folder, outputs, now)
    if damaged:
        notices.append(MENDED)
    found = _counts(folder)
    if not any(outcome.failures for outcome in outcomes):
        _finish(folder, now, found, [outcome.report for outcome in outcomes])
    cache.complete()
    cache.sweep()
    reports = tuple(outcome.report for outcome in outcomes)
    return RunReport(found, reports, False, outputs.problems, tuple(notices))


def _inputs(folder: Folder, settings: Settings, cache: Cache) -> _Inputs:
    """Read everything; new files of the box are given their ids."""
    ids, id_problems = read_ids(folder.ids)
    decisions = read_decisions(folder.decisions)
    decided = current(decisions.decisions)

    def refused(stream: str) -> bool:
        decision = decided.get(stream_of(stream))
        return decision is not None and decision.judgement == "reject"

    box = scan(folder.root, settings.boxes, sources_by_path(ids), cache, refused)
    note_files(folder, box.files)
    known = sources_by_path(ids)
    new = [MintedId(f.id, "source", (f.shown,)) for f in box.files if f.shown not in known]
    _mint(folder, ids, new)
    authorities, authority_problems = read_authorities(folder.authorities)
    rules, rule_problems = handed_on(folder.decisions)
    if found := programs(box.files):
        rules["read"] = {"programs": found}
    _, event_problems = read_events(folder.events)
    problems = (
        *box.problems,
        *id_problems,
        *authority_problems,
        *decisions.problems,
        *rule_problems,
        *event_problems,
    )
    return _Inputs(box.files, authorities, decisions.decisions, rules, ids, problems)


def _mint(
    folder: Folder, ids: dict[tuple[str, str], MintedId], entries: Iterable[MintedId]
) -> None:
    """Note ids, on disk and in what this run knows."""
    entries = list(entries)
    keep_ids(folder.ids, entries)
    ids.update({(entry.kind, entry.id): entry for entry in entries})


def _digest(settings: Settings, stages: Sequence[Stage], inputs: _Inputs) -> str:
    """Of everything that a run is made from."""
    return digest(
        [
            fingerprint(),
            [[stage.name, stage.version] for stage in stages],
            settings.title,
            settings.stages,
            [[file.shown, file.id, file.sha256] for file in inputs.files],
            inputs.authorities,
            inputs.handed_on,
            [encode(decision) for decision in inputs.decisions],
            [encode(entry) for entry in inputs.ids.values()],
            [encode(problem) for problem in inputs.problems],
        ]
    )


def _unchanged(
    folder: Folder, settings: Settings, stages: Sequence[Stage], inputs: _Inputs
) -> RunReport | None:
    """The report of a run that has nothing to do; `None` if there is something to do."""
    try:
        last = json.loads(folder.last_run.read_bytes())
        same = last["run"] == _digest(settings, stages, inputs) and last["state"] == state_of(
            folder
        )
        found = {str(key): int(value) for key, value in last["counts"].items()}
        reports = tuple(StageReport(name, units, 0) for name, units in last["stages"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # no last run, or one that was stopped: run
    if not same:
        return None
    notices = (MENDED,) if _mend(folder, settings.title) else ()
    edition = SqliteEdition(folder.edition)
    try:
        return RunReport(found, reports, True, tuple(edition.problems()), notices)
    finally:
        edition.close()


def mend(folder: Folder, title: str, *, suspected: bool = False) -> tuple[str, ...]:
    """See to it that the database of the last run is there as that run left it.

    With `suspected`, a database that looks as it was left is examined all the same.

    Returns:
        What was mended, in words.

    Raises:
        StoreError: if the project was never run, or `work/` is damaged throughout.
    """
    if (_as_left(folder) and not suspected) or (
        not folder.last_run.exists() and is_usable(folder.edition)
    ):
        return ()
    try:
        with held(folder.run_lock, "a run is at work"):
            if suspected and not is_usable(folder.edition):
                remove(folder.edition)
            return (MENDED,) if _mend(folder, title) else ()
    except StoreError:
        if is_usable(folder.edition):
            return ()  # a run is at work, or nothing can be written: what is there can be read
        raise


def _mend(folder: Folder, title: str) -> bool:
    """Make the database again from the records, unless it is as the last run left it."""
    if _as_left(folder):
        return False
    try:
        last = json.loads(folder.last_run.read_bytes())
        run = str(last["run"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{folder.root} has no complete run: herewith run {folder.root}"
        raise StoreError(message) from error
    rebuild(folder, title, run)
    last["edition"] = _look(folder)
    replace(folder.last_run, json.dumps(last, indent=1).encode("utf-8"))
    return True


def _as_left(folder: Folder) -> bool:
    """Whether the database looks as the last run left it."""
    try:
        last = json.loads(folder.last_run.read_bytes())
        return bool(last["edition"] == _look(folder))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _look(folder: Folder) -> list[int]:
    """Size and time of the database file; only a run changes it."""
    status = folder.edition.stat()
    return [status.st_size, status.st_mtime_ns]


def _counts(folder: Folder) -> dict[str, int]:
    edition = SqliteEdition(folder.edition)
    try:
        return counts(edition)
    finally:
        edition.close()


def _finish(
    folder: Folder, run: str, found: Mapping[str, int], reports: Sequence[StageReport]
) -> None:
    """Note that the run is complete; a run with faults of the program is not, and is repeated."""
    data = {
        "run": run,
        "state": state_of(folder),
        "edition": _look(folder),
        "counts": dict(found),
        "stages": [[report.name, report.units] for report in reports],
    }
    replace(folder.last_run, json.dumps(data, indent=1).encode("utf-8"))
