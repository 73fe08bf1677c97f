"""A run of decisions that are not written: on a copy of `work/`, beside the project.

What it makes is exactly what a run would make of the decisions, since it is one; nothing of the
project is written. The copy is kept from one preview to the next, so that each does again only
what its decisions concern.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from herewith.decisions import append_all
from herewith.durable import held
from herewith.engines import LocalEngine
from herewith.errors import BusyError, HerewithError
from herewith.model.decision import Decision
from herewith.project.pipeline import pipeline
from herewith.project.runner import quietly
from herewith.project.running import run_project
from herewith.project.settings import Settings
from herewith.store import Difference, Folder, SqliteEdition, copy_database, differences

__all__ = ["Shadow", "Shown", "show"]

COPIED = ("records", "statements", "lexicons")
"""Folders of `work/` that a run reads or leaves as they are."""


@dataclass(frozen=True, slots=True)
class Shadow(Folder):
    """A project folder whose editors' files and `work/` stand elsewhere, under `aside`."""

    aside: Path = Path()

    @property
    def decisions(self) -> Path:
        """A copy of the decisions, with those that are previewed."""
        return self.aside / "decisions"

    @property
    def log(self) -> Path:
        """A copy of the logs."""
        return self.aside / "log"

    @property
    def work(self) -> Path:
        """A copy of what the last run made."""
        return self.aside / "work"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a preview found: `state` is `done`, `busy` or `failed`, and `words` say why.

    `after` is the path of a database that nothing writes to any more.
    """

    state: str
    words: str = ""
    after: str = ""
    changes: tuple[Difference, ...] = ()
    problems: tuple[str, ...] = ()


def show(
    folder: Folder, aside: Path, settings: Settings, drafts: Sequence[Decision], name: str
) -> Shown:
    """In a worker: run a project as if decisions were written, and say what that would change.

    Args:
        folder: the project.
        aside: a folder of this worker's own.
        settings: the project's.
        drafts: the decisions.
        name: of the database to make of it, in `aside`.
    """
    shadow = Shadow(folder.root, aside)
    try:
        with held(folder.run_lock, "a run is at work"):
            _copy(folder, shadow)
        _run(shadow, settings)
        before = aside / "before.sqlite"
        copy_database(shadow.edition, before)
        append_all(shadow.decisions, "decisions.toml", lambda _: drafts)
        _run(shadow, settings)
        after = aside / name
        copy_database(shadow.edition, after)
        return Shown("done", "", str(after), differences(before, after), _news(before, after))
    except BusyError as error:
        return Shown("busy", str(error))
    except (HerewithError, OSError) as error:
        return Shown("failed", str(error))


def _run(shadow: Shadow, settings: Settings) -> None:
    run_project(shadow, settings, pipeline(), engine=LocalEngine(), progress=quietly)


def _news(before: Path, after: Path) -> tuple[str, ...]:
    """Problems that are reported with the decisions and not without."""
    editions = [SqliteEdition(path) for path in (before, after)]
    old, new = (list(map(str, edition.problems())) for edition in editions)
    for edition in editions:
        edition.close()
    return tuple(problem for problem in new if problem not in old)


def _copy(folder: Folder, shadow: Shadow) -> None:
    """Bring the copy up to date; what the last run made is copied only if it is another run."""
    for own, copy in ((folder.decisions, shadow.decisions), (folder.log, shadow.log)):
        shutil.rmtree(copy, ignore_errors=True)
        if own.is_dir():
            shutil.copytree(own, copy)
    mark, copied = folder.last_run.read_bytes(), shadow.aside / "copied"
    if copied.exists() and copied.read_bytes() == mark:
        return
    shutil.rmtree(shadow.work, ignore_errors=True)
    shadow.work.mkdir(parents=True)
    for name in COPIED:
        if (folder.work / name).is_dir():
            shutil.copytree(folder.work / name, shadow.work / name)
    for path in (folder.problems, folder.activities):
        if path.exists():
            shutil.copy2(path, shadow.work / path.name)
    copy_database(folder.edition, shadow.edition)
    if folder.cache.exists():
        copy_database(folder.cache, shadow.cache)
    copied.write_bytes(mark)
