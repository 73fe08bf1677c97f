"""A project as its editors' desk sees it: see `herewith.site.editing.ports.Office`."""

from __future__ import annotations

import datetime
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import cast

from herewith.decisions import read_decisions
from herewith.model.decision import Decision, current, status_of
from herewith.model.edition import Edition
from herewith.model.records import dumps, short_digest
from herewith.project.background import Background, Process, Runs
from herewith.project.explain import adds_field
from herewith.project.page_images import PageImages
from herewith.project.project import NO_VALUE, Project
from herewith.project.shadow import Shown, show
from herewith.site.editing.ports import Change, How, Preview, RunState, Word
from herewith.stages.places import find_place, named
from herewith.store import SqliteEdition

__all__ = ["DeskOffice"]

PREVIEWS = 6
"""Previews that are held; the oldest makes room."""


@dataclass(slots=True)
class _Asked:
    """A preview that was begun; `edition` is opened when it is first looked at."""

    preview: Preview
    drafts: tuple[Decision, ...]
    state: str
    future: Future[Shown]
    path: Path


class DeskOffice:
    """Answers and acts for the desk. Close it to end what it has started.

    Args:
        project: the project.
        today: tells the day on which editors decide.
        background: starts what does runs and previews: a process of its own for each of the two.
    """

    def __init__(
        self,
        project: Project,
        today: Callable[[], datetime.date],
        *,
        background: Callable[[], Background] = Process,
    ) -> None:
        self._project = project
        self._today = today
        self._lock = threading.Lock()
        self._runs = Runs(project.folder, project.settings, background())
        self._background = background()
        self._aside = Path(tempfile.mkdtemp(prefix="herewith-desk-"))
        self._previews: OrderedDict[str, _Asked] = OrderedDict()
        self._made = 0
        self._counted: tuple[str, int] = ("", 0)

    def close(self) -> None:
        """End runs and previews, and throw away what previews have made."""
        self._runs.close()
        self._background.close()
        for asked in self._previews.values():
            _close(asked.preview.edition)
        shutil.rmtree(self._aside, ignore_errors=True)

    def edition(self) -> Edition:
        """The edition as the last run made it."""
        return self._project.edition()

    def mended(self) -> Edition:
        """The edition after its damaged database was made again from `work/`."""
        return self._project.reopened()

    def apart(self) -> Edition:
        """The same edition over a connection of its own."""
        return self._project.opener()()

    def notices(self) -> Sequence[str]:
        """What was mended since the desk was opened."""
        return tuple(dict.fromkeys(self._project.notices))

    def lost(self, decision: Decision) -> bool:
        """Whether a decision names what is no longer there."""
        edition = self.edition()
        if edition.statement(decision.target) is not None:
            return False
        if decision.judgement == "set" and adds_field(edition, decision.target):
            return False
        place = named(decision.target)
        if place is None:
            return True
        text = edition.source_text(place.source)
        return text is None or isinstance(find_place(text, place.where, place.words), str)

    def decide(self, words: Sequence[Word], *, by: str) -> tuple[Decision, ...]:
        """Append decisions, all or none, and have them carried out."""
        done = self._project.write(self._drafts(words, by))
        self._runs.ask()
        return done

    def undo(self, decision: str, *, by: str, because: str) -> Decision:
        """Append that a decision is taken back, and have it carried out."""
        done = self._project.undo(decision, by=by, on=self._today(), because=because)
        self._runs.ask()
        return done

    def preview(self, words: Sequence[Word], *, by: str) -> Preview:
        """What decisions would change; begun when it is first asked for."""
        state = self._project.edition().state()
        key = short_digest(state, by, *(dumps(word) for word in words))
        with self._lock:
            if key not in self._previews:
                self._begin(key, tuple(words), by, state)
        found = self.previewed(key)
        assert found is not None  # begun just now, or held
        return found

    def previewed(self, preview: str) -> Preview | None:
        """A preview that was begun, by its id."""
        with self._lock:
            asked = self._previews.get(preview)
            if asked is None:
                return None
            if asked.preview.edition is None and not asked.preview.failed and asked.future.done():
                self._take(asked)
            return asked.preview

    def run_state(self) -> RunState:
        """Whether a run is at work, and what waits for one."""
        return RunState(self._runs.running, self._waiting(), self._runs.failed)

    def run(self) -> None:
        """Have a run made that carries out all decisions."""
        self._runs.ask()

    def _drafts(self, words: Sequence[Word], by: str) -> list[Decision]:
        day = self._today()
        return [
            self._project.draft(
                word.target,
                word.judgement,
                by=by,
                on=day,
                because=word.because,
                value=word.value if word.judgement == "set" else NO_VALUE,
            )
            for word in words
        ]

    def _waiting(self) -> int:
        """Decisions in force that the statements do not show yet, or show still."""
        state = self.edition().state()
        if self._counted[0] != state:
            self._counted = state, self._unlike(self.edition())
        return self._counted[1]

    def _unlike(self, edition: Edition) -> int:
        in_force = current(edition.decisions())
        waiting = 0
        shown = {o.id: o for o in edition.outlines() if o.status != "proposed"}
        for target, decision in in_force.items():
            one = shown.pop(target, None)
            if one is None:
                waiting += not self.lost(decision)
            elif one.status != status_of(decision):
                waiting += 1
        return waiting + len(shown)

    def _begin(self, key: str, words: tuple[Word, ...], by: str, state: str) -> None:
        drafts = tuple(
            replace(draft, id=f"preview-{n}")
            for n, draft in enumerate(self._drafts(words, by), start=1)
        )
        self._made += 1
        path = self._aside / f"preview-{self._made}.sqlite"
        self._previews[key] = _Asked(
            Preview(key, words), drafts, state, self._submit(drafts, path), path
        )
        while len(self._previews) > PREVIEWS:
            _, old = self._previews.popitem(last=False)
            _close(old.preview.edition)
            for suffix in ("", "-wal", "-shm"):
                old.path.with_name(old.path.name + suffix).unlink(missing_ok=True)

    def _submit(self, drafts: tuple[Decision, ...], path: Path) -> Future[Shown]:
        folder, settings = self._project.folder, self._project.settings
        return self._background.submit(
            partial(show, folder, self._aside, settings, drafts, path.name)
        )

    def _take(self, asked: _Asked) -> None:
        """Note what the worker has found; one that met a run at work begins again."""
        error = None if asked.future.cancelled() else asked.future.exception()
        if asked.future.cancelled() or error is not None:
            words = f"its process ended unexpectedly ({type(error).__name__})"
            asked.preview = replace(asked.preview, failed=words)
            return
        shown = asked.future.result()
        if shown.state == "busy":
            asked.future = self._submit(asked.drafts, asked.path)
        elif shown.state == "failed":
            asked.preview = replace(asked.preview, failed=shown.words)
        else:
            decided = tuple(read_decisions(self._project.folder.decisions).decisions)
            edition = SqliteEdition(
                Path(shown.after),
                lambda: (*decided, *asked.drafts),
                images=PageImages(self._project.folder),
            )
            asked.preview = replace(
                asked.preview,
                edition=edition,
                changes=tuple(
                    Change(kind, key, cast("How", how)) for kind, key, how in shown.changes
                ),
                problems=shown.problems,
            )


def _close(edition: Edition | None) -> None:
    if isinstance(edition, SqliteEdition):
        edition.close()
