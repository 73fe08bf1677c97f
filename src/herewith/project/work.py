"""One unit of work, wherever an engine runs it: from a unit to its encoded outcome."""

from __future__ import annotations

import pickle
import traceback
from dataclasses import dataclass
from functools import lru_cache

from herewith.errors import DataError, Place, Problem
from herewith.model.protocols import Context, Stage, Unit
from herewith.model.provenance import Outcome
from herewith.model.records import dumps
from herewith.project.asked import noting_context
from herewith.store import Done, keep

__all__ = ["Finished", "Task", "perform"]


@dataclass(frozen=True, slots=True)
class Task:
    """A stage with its context, pickled once for all its units."""

    pickled: bytes

    @classmethod
    def of(cls, stage: Stage, context: Context) -> Task:
        """The task of a stage."""
        plain = Context(dict(context.settings), dict(context.authorities), dict(context.decisions))
        return cls(pickle.dumps((stage, plain)))


@dataclass(frozen=True, slots=True)
class Finished:
    """The outcome of a unit and the questions it asked; `failure` is a fault of the program."""

    done: Done
    decisions: frozenset[str]
    authorities: frozenset[str]
    failure: str = ""


def perform(task: Task, unit: Unit) -> Finished:
    """Do one unit. A fault in the stage becomes a problem, so that other units go on."""
    stage, context = _unpickled(task.pickled)
    noting, decisions, authorities = noting_context(context)
    try:
        done = _encoded(stage, stage.work(unit, noting))
        failure = ""
    except DataError as error:
        done, failure = Done((), (), tuple(dumps(p) for p in error.problems)), ""
        if not error.problems:
            done, failure = _failed(stage, unit, error), traceback.format_exc()
    except Exception as error:
        done, failure = _failed(stage, unit, error), traceback.format_exc()
    return Finished(done, frozenset(decisions.asked), frozenset(authorities.asked), failure)


@lru_cache(maxsize=1)
def _unpickled(pickled: bytes) -> tuple[Stage, Context]:
    stage, context = pickle.loads(pickled)  # made by `Task.of` in this run, never read from disk
    return stage, context


def _encoded(stage: Stage, outcome: Outcome) -> Done:
    """An outcome as it is kept; only records of the kinds that the stage declares."""
    for record in outcome.records:
        if type(record) not in stage.produces:
            raise TypeError(f"{stage.name} does not declare to produce {type(record).__name__}")
    return Done(
        tuple(keep(record) for record in outcome.records),
        tuple((str(s.id), dumps(s)) for s in outcome.statements),
        tuple(dumps(problem) for problem in outcome.problems),
    )


def _failed(stage: Stage, unit: Unit, error: Exception) -> Done:
    message = f'stage "{stage.name}" failed on "{unit.key}": {type(error).__name__}: {error}'
    hint = "This is a fault of the program, not of your material; see work/failures.log."
    problem = Problem("P301", "error", message, Place(unit.key), hint)
    return Done((), (), (dumps(problem),))
