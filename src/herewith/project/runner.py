"""Runs stages: what is out of date is done, on an engine; what is not comes from the cache.

Nothing here depends on the engine, the number of workers, or where an earlier run was stopped:
outcomes are put together in the order of the units, and records are rebuilt from their JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from functools import partial

from herewith.engines import RunningEngine
from herewith.errors import EngineError, Problem
from herewith.formats.files import BoxFile
from herewith.model.collation import Item
from herewith.model.decision import Decision
from herewith.model.protocols import Context, Stage, Unit
from herewith.model.provenance import Activity
from herewith.model.records import digest, dumps
from herewith.project.asked import Answers, noting_context
from herewith.project.fingerprint import fingerprint
from herewith.project.work import Finished, Task, perform
from herewith.store import Asked, Cache, CachedStage, Done, Shelf

__all__ = ["Given", "Progress", "RunReport", "Runner", "StageOutcome", "StageReport", "quietly"]

Progress = Callable[[str, int, int], None]
"""Told the stage, how many of its units are done, and how many there are."""


def quietly(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a run starts from, besides the stages."""

    files: Sequence[BoxFile]
    settings: Mapping[str, Mapping[str, object]]
    authorities: Mapping[str, tuple[Mapping[str, str], ...]]
    decisions: Mapping[str, Decision]
    minted: Mapping[str, str]
    """From documents to the ids of their items in earlier runs."""


@dataclass(frozen=True, slots=True)
class StageReport:
    """How many units a stage has, and how many of them were done in this run."""

    name: str
    units: int
    done: int


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did and what the edition now holds.

    `counts` has `documents`, `items`, `witnesses`, `bitexts`, `findings` and `problems`;
    `unchanged` says that nothing was out of date.
    """

    counts: Mapping[str, int]
    stages: tuple[StageReport, ...]
    unchanged: bool
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    """What was mended on the way, in words."""


@dataclass(frozen=True, slots=True)
class StageOutcome:
    """Everything a stage yielded, in order of its units; `failures` are faults of the program."""

    report: StageReport
    activity: Activity
    statements: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    failures: tuple[str, ...]


class Runner:
    """One run over all stages. `shelves` fill with records as stages end."""

    def __init__(
        self,
        given: Given,
        cache: Cache,
        engine: RunningEngine,
        progress: Progress,
        again: frozenset[str] = frozenset(),
    ) -> None:
        self._given = given
        self._cache = cache
        self._engine = engine
        self._progress = progress
        self._again = again
        self._digests: dict[int, str] = {
            id(file): digest(["BoxFile", file.shown, file.id, file.sha256]) for file in given.files
        }
        self._answers = Answers(Context({}, given.authorities, given.decisions))
        self.shelves: dict[type, Shelf] = {}
        self.clashes: list[tuple[str, str]] = []
        """Kind and id of records that were left out because another has their id."""

    def run(self, stage: Stage) -> StageOutcome:
        """Bring one stage up to date; the stages before it have been run.

        Raises:
            EngineError: if the engine fails, or the stage cannot be cut into units.
        """
        context, settings_digest = self._context(stage)
        inputs_digest = self._inputs_digest(stage)
        own = [stage.name, stage.version, digest(context.settings), fingerprint()]
        key = digest([*own, inputs_digest])
        cached = None if stage.name in self._again else self._cache.stage(stage.name)
        done: list[Done | Finished] = []
        worked = 0
        if cached and cached.digest == key and self._answers.hold(cached.asked):
            done = [d for d in map(self._cache.outcome, cached.units) if d is not None]
        if cached is None or len(done) != len(cached.units) or not done:
            done, worked = self._units(stage, context, own, key)
        else:
            self._cache.used(cached.units)
        self._shelve(stage, done)
        return StageOutcome(
            StageReport(stage.name, len(done), worked),
            Activity(stage.name, stage.version, settings_digest, inputs_digest),
            tuple(s for d in done for s in _plain(d).statements),
            tuple(p for d in done for p in _plain(d).problems),
            tuple(d.failure for d in done if isinstance(d, Finished) and d.failure),
        )

    def _context(self, stage: Stage) -> tuple[Context, str]:
        """What a stage is given, and the digest of its settings.

        A stage that makes items is also told, under `minted`, which ids were given before; that
        is no setting, and takes no part in the digest.
        """
        settings = dict(self._given.settings.get(stage.name, {}))
        settings_digest = digest(settings)
        if Item in stage.produces:
            settings["minted"] = dict(self._given.minted)
        return (
            Context(settings, self._given.authorities, self._given.decisions),
            settings_digest,
        )

    def _inputs_digest(self, stage: Stage) -> str:
        parts: list[object] = []
        for kind in stage.consumes:
            parts.append(kind.__name__)
            if kind is BoxFile:
                parts.append([self._digests[id(file)] for file in self._given.files])
            elif kind in self.shelves:
                parts.append([kept.digest for kept in self.shelves[kind].kept])
        return digest(parts)

    def _records(self, stage: Stage) -> dict[type, Sequence[object]]:
        """The records a stage consumes; notes the digest of each."""
        records: dict[type, Sequence[object]] = {}
        for kind in stage.consumes:
            if kind is BoxFile:
                records[kind] = tuple(self._given.files)
                continue
            shelf = self.shelves.get(kind, Shelf(kind))
            records[kind] = shelf.records()
            for record, kept in zip(records[kind], shelf.kept, strict=True):
                self._digests[id(record)] = digest([kept.kind, kept.digest])
        return records

    def _units(
        self, stage: Stage, context: Context, own: list[str], key: str
    ) -> tuple[list[Done | Finished], int]:
        """The outcomes of all units of a stage, and how many had to be worked on."""
        answers = self._answers
        noting, decisions, authorities = noting_context(context)
        units = self._cut(stage, noting)
        digests = [digest([*own, unit.key, self._digest_of(unit.records)]) for unit in units]
        outcomes: list[Done | Finished | None] = []
        asked: list[Asked] = [answers.to(decisions.asked, authorities.asked)]
        for name in digests:
            known = None if stage.name in self._again else self._cache.asked(name)
            valid = known is not None and answers.hold(known)
            outcomes.append(self._cache.outcome(name) if valid else None)
            if known is not None and outcomes[-1] is not None:
                asked.append(known)
        missing = [n for n, outcome in enumerate(outcomes) if outcome is None]
        self._cache.used(name for n, name in enumerate(digests) if outcomes[n] is not None)
        self._progress(stage.name, len(units) - len(missing), len(units))
        task = partial(perform, Task.of(stage, context))
        results = self._engine.each(task, (units[n] for n in missing))
        complete = True
        for count, (n, finished) in enumerate(zip(missing, results, strict=True), start=1):
            outcomes[n] = finished
            if finished.failure:
                complete = False
            else:
                answered = answers.to(set(finished.decisions), set(finished.authorities))
                asked.append(answered)
                self._cache.put(digests[n], stage.name, units[n].key, answered, finished.done)
            self._progress(stage.name, len(units) - len(missing) + count, len(units))
        if complete:
            every = {q: a for one in asked for q, a in one.answers.items()}
            self._cache.put_stage(stage.name, CachedStage(key, Asked(every), tuple(digests)))
        return [outcome for outcome in outcomes if outcome is not None], len(missing)

    def _cut(self, stage: Stage, context: Context) -> list[Unit]:
        """The units of a stage, their keys unique."""
        records = self._records(stage)
        try:
            units = list(stage.units(records, context))
        except Exception as error:
            message = f'stage "{stage.name}" cannot be cut into units: {error!r}'
            raise EngineError(message, stage=stage.name) from error
        keys: set[str] = set()
        for unit in units:
            if unit.key in keys:
                message = f'stage "{stage.name}" has two units "{unit.key}"'
                raise EngineError(message, stage=stage.name, record=unit.key)
            keys.add(unit.key)
        return units

    def _digest_of(self, part: object) -> object:
        """A part of a unit as digests: known records by theirs, everything else by its content."""
        known = self._digests.get(id(part)) if is_dataclass(part) else None
        if known is not None:
            return known
        if isinstance(part, (tuple, list)):
            return [self._digest_of(one) for one in part]
        return [type(part).__name__, digest(dumps(part))]

    def _shelve(self, stage: Stage, done: Sequence[Done | Finished]) -> None:
        """Put the records of a stage on their shelves, each id once: the first is kept."""
        kinds = {kind.__name__: kind for kind in stage.produces}
        seen: dict[tuple[str, str], str] = {}
        for kind in stage.produces:
            shelf = self.shelves.setdefault(kind, Shelf(kind))
            seen.update({(kept.kind, kept.id): kept.digest for kept in shelf.kept})
        for outcome in done:
            for kept in _plain(outcome).records:
                before = seen.setdefault((kept.kind, kept.id), "")
                if not before:
                    seen[kept.kind, kept.id] = kept.digest
                    self.shelves[kinds[kept.kind]].add((kept,))
                elif before != kept.digest:
                    self.clashes.append((kept.kind, kept.id))


def _plain(outcome: Done | Finished) -> Done:
    return outcome.done if isinstance(outcome, Finished) else outcome
