"""A project: the one object through which everything about a folder is asked and done."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import cast, get_args

from herewith.algorithms.nearest import did_you_mean
from herewith.decisions import append as append_decision
from herewith.decisions import append_all, read_authorities, read_decisions, stamp
from herewith.desk import Event, Overdue, append_event, overdue, read_events
from herewith.engines import RunningEngine
from herewith.engines import engine as start_engine
from herewith.errors import Problem, StoreError, UsageError
from herewith.model.decision import Decision, Judgement
from herewith.model.document import Document
from herewith.model.protocols import Stage
from herewith.project.explain import Explanation, adds_field, explain, unknown
from herewith.project.exporting import Export, Wish, export
from herewith.project.page_images import PageImages
from herewith.project.pipeline import defaults_of, pipeline
from herewith.project.runner import Progress, RunReport, quietly
from herewith.project.running import mend, run_project
from herewith.project.settings import Settings, read_settings
from herewith.stages.places import find_place, named
from herewith.store import Folder, SqliteEdition

__all__ = ["Project", "open_project"]

LARGE = 400
"""Documents from which starting further processes pays for publishing."""

NOTHING_ASKED = Wish()
"""The whole edition, with nothing said in headers."""

NO_VALUE: object = object()
"""Stands for no value given; `None` is a value (JSON null): nothing is known."""


def open_project(
    folder: Path | str,
    *,
    stages: Sequence[Stage] | None = None,
    environment: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
) -> Project:
    """Open a project folder.

    Args:
        folder: the project folder.
        stages: instead of those of the pipeline.
        environment: variables to read settings from (`HEREWITH_…`).
        flags: settings given on the command line, by key (`run.engine`).

    Raises:
        StoreError: if the folder is not a project, or was made by a newer program.
        DataError: if its settings have faults; carries all of them.
        UsageError: if the environment or a flag has a fault.
    """
    root = Path(folder)
    chosen = tuple(stages) if stages is not None else pipeline()
    settings = read_settings(root, defaults_of(chosen), environment=environment, flags=flags)
    return Project(Folder(root), settings, chosen)


class Project:
    """An open project folder; see `open_project`.

    `notices` collects what was mended on the way: a damaged database that was made again.
    """

    def __init__(self, folder: Folder, settings: Settings, stages: Sequence[Stage]) -> None:
        self.folder = folder
        self.settings = settings
        self.stages = tuple(stages)
        self.notices: list[str] = []
        self._edition: SqliteEdition | None = None

    def run(
        self,
        *,
        from_stage: str | None = None,
        progress: Progress = quietly,
    ) -> RunReport:
        """Bring everything up to date, on the engine that the settings name.

        Args:
            from_stage: do this stage and all after it again, whatever the cache holds.
            progress: told about every unit.

        Raises:
            UsageError: if engine, workers or stage do not exist.
            StoreError: if another run is at work, or something cannot be written.
            EngineError: if the engine fails; what was done is kept, and the next run goes on.
        """
        again = self._again(from_stage)
        running = start_engine(self.settings.engine, workers=self.settings.workers)
        try:
            report = run_project(
                self.folder,
                self.settings,
                self.stages,
                engine=running,
                progress=progress,
                again=again,
            )
        finally:
            running.close()
        self.notices.extend(report.notices)
        return report

    def edition(self) -> SqliteEdition:
        """The edition as the last run made it. A damaged database is made again from `work/`.

        Raises:
            StoreError: if the project was never run, or `work/` is damaged throughout.
        """
        if self._edition is None:
            self.notices.extend(mend(self.folder, self.settings.title))
            self._edition = _edition(self.folder)
        return self._edition

    def reopened(self) -> SqliteEdition:
        """The edition opened anew, after its damaged database was made again from `work/`.

        Raises:
            StoreError: as `edition`.
        """
        if self._edition is not None:
            self._edition.close()
            self._edition = None
        self.notices.extend(mend(self.folder, self.settings.title, suspected=True))
        return self.edition()

    @contextmanager
    def engine(self, *, large: bool = False) -> Iterator[RunningEngine]:
        """The engine that the settings name, ended afterwards.

        With `large`, an edition of `LARGE` documents or more is worked on by the pool of
        processes even where the settings name the local engine.
        """
        name = self.settings.engine
        if large and name == "local" and self.edition().count(Document) >= LARGE:
            name = "pool"
        running = start_engine(name, workers=self.settings.workers)
        try:
            yield running
        finally:
            running.close()

    def opener(self) -> Callable[[], SqliteEdition]:
        """What opens the edition as it is then, in any process; `edition` has seen that it is sound."""
        self.edition()
        return partial(_held, self.folder)

    def decisions(self) -> tuple[Decision, ...]:
        """The editors' decisions as they are in the files now, in the order made."""
        return read_decisions(self.folder.decisions).decisions

    def explain(self, key: str) -> tuple[Explanation, ...]:
        """The account of a statement, or of all statements about a subject.

        Raises:
            UsageError: if there is neither; with the nearest ids.
        """
        return explain(self.edition(), key)

    def decide(
        self,
        target: str,
        judgement: str,
        *,
        by: str,
        on: datetime.date,
        because: str,
        value: object = NO_VALUE,
        file: str = "decisions.toml",
    ) -> Decision:
        """Append an editor's decision about a statement; it takes effect with the next run.

        Args:
            target: id of a statement.
            judgement: `accept`, `reject`, `set` or `unsure`.
            by: who decides.
            on: the day.
            because: the reason.
            value: JSON data; for `set` only.
            file: name of the file in `decisions/` to append to.

        Raises:
            UsageError: if there is no such statement, or the decision makes no sense.
            StoreError: if the file cannot be written.
        """
        draft = self.draft(target, judgement, by=by, on=on, because=because, value=value)
        return self.write([draft], file=file)[0]

    def write(
        self, drafts: Sequence[Decision], *, file: str = "decisions.toml"
    ) -> tuple[Decision, ...]:
        """Append decisions that `draft` has made, all or none.

        Raises:
            StoreError: if the file cannot be written.
        """
        return append_all(self.folder.decisions, file, lambda _: drafts)

    def draft(
        self,
        target: str,
        judgement: str,
        *,
        by: str,
        on: datetime.date,
        because: str,
        value: object = NO_VALUE,
    ) -> Decision:
        """A decision as `decide` would write it, not written and without an id.

        Raises:
            UsageError: if there is no such statement, or the decision makes no sense.
        """
        allowed = [name for name in get_args(Judgement) if name != "undo"]
        if judgement not in allowed:
            raise UsageError(f'"{judgement}" is not a judgement; there are {", ".join(allowed)}')
        if (judgement == "set") != (value is not NO_VALUE):
            what = "needs a value" if judgement == "set" else "takes no value"
            raise UsageError(f'a decision to "{judgement}" {what}')
        _need(by=by, because=because)
        statement = None
        if named(target) is not None:
            self._need_place(target)
        elif (statement := self.edition().statement(target)) is None and not (
            judgement == "set" and adds_field(self.edition(), target)
        ):
            raise unknown(self.edition(), target, subjects=False)
        signed = _signed_state(statement.value) if statement is not None else None
        given = signed if value is NO_VALUE else value
        kind = cast("Judgement", judgement)  # one of the closed list, as checked above
        return Decision("", target, kind, given, by, on.isoformat(), because)

    def _need_place(self, target: str) -> None:
        """See to it that the place which a decision names is there.

        Raises:
            UsageError: if the source or the place is not.
        """
        place = named(target)
        assert place is not None
        text = self.edition().source_text(place.source)
        if text is None:
            known = [str(source.id) for source in self.edition().sources()]
            hint = did_you_mean(place.source, known)
            raise UsageError(f'there is no source "{place.source}". {hint}'.strip())
        found = find_place(text, place.where, place.words)
        if isinstance(found, str):
            raise UsageError(f"{target}: {found}")

    def undo(
        self,
        decision: str,
        *,
        by: str,
        on: datetime.date,
        because: str = "",
        file: str = "decisions.toml",
    ) -> Decision:
        """Take a decision back, by appending that it is taken back; nothing is deleted.

        Raises:
            UsageError: if there is no such decision, or it is taken back already.
            StoreError: if the file cannot be written.
        """
        _need(by=by)

        def make(before: tuple[Decision, ...]) -> Decision:
            judgements = {d.id: d.judgement for d in before}
            if decision not in judgements:
                near = [d.id for d in before if d.judgement != "undo"]
                hint = f" Decisions: {', '.join(near[-5:])}" if near else " There are none."
                raise UsageError(f'there is no decision "{decision}".{hint}')
            if judgements[decision] == "undo":
                raise UsageError(f"{decision} takes a decision back; write the decision again")
            if any(d.judgement == "undo" and d.target == decision for d in before):
                raise UsageError(f"{decision} is taken back already")
            return Decision("", decision, "undo", None, by, on.isoformat(), because)

        return append_decision(self.folder.decisions, file, make)

    def check(self) -> tuple[Problem, ...]:
        """Every problem known: those of the last run, and those of the editors' files now.

        Raises:
            StoreError: if `work/` is damaged throughout.
        """
        decisions = read_decisions(self.folder.decisions).problems
        _, events = read_events(self.folder.events)
        found = dict.fromkeys((*decisions, *events))
        if self.folder.edition.exists() or self.folder.last_run.exists():
            stale = {p for p in self.edition().problems() if p.code[0] in "DE" and p not in found}
            found.update(dict.fromkeys(p for p in self.edition().problems() if p not in stale))
        return tuple(found)

    def export(
        self,
        form: str,
        folder: Path | None = None,
        *,
        wish: Wish = NOTHING_ASKED,
        progress: Progress = quietly,
    ) -> list[Path]:
        """Write the edition in another form; what the form cannot carry goes to `notices`.

        Args:
            form: its name; see `herewith.project.exporting.FORMS`.
            folder: where to; `exports/<form>` of the project if left out.
            wish: items asked for, and what headers say.
            progress: told how far it is.

        Returns:
            The files written.

        Raises:
            UsageError: if there is no such form or item, or an extra is missing.
            StoreError: if the project was never run, or the folder cannot be written.
        """
        target = folder or self.folder.exports / form
        names = [stage.name for stage in self.stages]
        work = Export(
            self.folder, self.settings, self.edition(), names, target, wish, progress, self.notices
        )
        try:
            return export(form, work)
        except OSError as error:
            raise StoreError(f"cannot write {target}: {error.strerror or error}") from error

    def record(self, event: Event) -> Event:
        """Write an event into the registry log.

        Raises:
            UsageError: if the event makes no sense, or its subject is not known: neither to the
                edition nor to the log (only a paper that comes in may be new).
            DataError: if the log was changed.
        """

        def make(before: tuple[Event, ...]) -> Event:
            if event.kind != "receive" and event.subject not in {e.subject for e in before}:
                self._check_subject(event.subject)
            return event

        return append_event(self.folder.events, make)

    def events(self) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
        """The registry log, and every break of its chain."""
        return read_events(self.folder.events)

    def overdue(self, on: datetime.date) -> tuple[Overdue, ...]:
        """What was due before a day and is not answered."""
        return overdue(self.events()[0], on)

    def _again(self, from_stage: str | None) -> frozenset[str]:
        names = [stage.name for stage in self.stages]
        if from_stage is None:
            return frozenset()
        if from_stage not in names:
            raise UsageError(f'there is no stage "{from_stage}"; there are {", ".join(names)}')
        return frozenset(names[names.index(from_stage) :])

    def _check_subject(self, subject: str) -> None:
        edition = self.edition()
        if edition.item(subject) is None and edition.document(subject) is None:
            raise unknown(edition, subject)


def _signed_state(value: object) -> object:
    """The state that a word on a certificate is given for; `None` for any other statement."""
    return value.get("state") if isinstance(value, dict) and "signature" in value else None


def _need(**texts: str) -> None:
    for name, text in texts.items():
        if not text.strip():
            raise UsageError(f'a decision needs "{name}"')


def _held(folder: Folder) -> SqliteEdition:
    """The edition as it is now, whatever runs do."""
    edition = _edition(folder)
    edition.hold()
    return edition


def _edition(folder: Folder) -> SqliteEdition:
    return SqliteEdition(
        folder.edition,
        lambda: read_decisions(folder.decisions).decisions,
        lambda: "/".join((stamp(folder.decisions), stamp(folder.authorities, "*.csv"))),
        lambda: read_authorities(folder.authorities)[0],
        PageImages(folder),
    )
