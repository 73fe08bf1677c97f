"""Someone at the desk without a browser: asks for pages and sends their forms."""

from __future__ import annotations

import datetime
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import Any, TypeVar

from starlette.testclient import TestClient

from herewith.decisions import read_decisions
from herewith.model.decision import Decision
from herewith.project import open_project
from herewith.project.background import Background
from herewith.project.editing import DeskOffice
from herewith.site.editing.application import desk_application
from herewith.site.editing.guard import Guard, Person, digest_of
from herewith.site.editing.queues import Desk, made_desk
from herewith.site.editing.rendering import question_link

__all__ = ["DAY", "TOKENS", "Seat", "copied", "fields_of", "until"]

T = TypeVar("T")

DAY = datetime.date(1990, 1, 31)
HOST = "127.0.0.1:8462"
TOKENS = {
    "token-of-the-editor-EB": Person("EB", "editor"),
    "token-of-the-editor-MK": Person("MK", "editor"),
    "token-of-a-reader-only": Person("Reader", "reader"),
    "token-without-a-name--": Person("", "editor"),
}


class Thread:
    """Does runs or previews in this process, where everything is loaded already.

    What is `held` waits until somebody wants its outcome: most tests do not.
    """

    def __init__(self, *, held: bool = False) -> None:
        self._pool = ThreadPoolExecutor(1)
        self.go = threading.Event()
        if not held:
            self.go.set()

    def submit(self, function: Callable[[], T]) -> Future[T]:
        self._pool.submit(self.go.wait)
        return self._pool.submit(function)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self.go.set()
        self._pool.shutdown(wait=True)


class Seat:
    """A desk over a project, and the browser of someone who has signed in at it."""

    def __init__(self, project: Path, *, open_to_all: bool = True) -> None:
        self.folder = project
        self.project = open_project(project)
        self._runs = Thread(held=True)
        threads: Iterator[Background] = iter((self._runs, Thread()))
        self.office = DeskOffice(self.project, lambda: DAY, background=lambda: next(threads))
        people = {digest_of(token): person for token, person in TOKENS.items()}
        guard = Guard(b"secret" * 6, people, names={"127.0.0.1"}, open_to_all=open_to_all)
        self.application = desk_application(self.office, guard)
        self.client = self.browser("token-of-the-editor-EB")

    def __enter__(self) -> Seat:
        return self

    def __exit__(self, *_: object) -> None:
        self.office.close()

    def browser(self, token: str = "") -> TestClient:
        """A browser of its own; signed in with a token, if one is given."""
        client = TestClient(
            self.application,
            base_url=f"http://{HOST}",
            headers={"origin": f"http://{HOST}"},
            raise_server_exceptions=True,
        )
        if token:
            assert client.get("/desk/enter", params={"token": token}).status_code == 200
        return client

    def queues(self) -> Desk:
        """All queues now."""
        return made_desk(self.office.edition(), self.office.lost)

    def first(self, queue: str, wanted: Callable[[Any], bool] = lambda _: True) -> str:
        """The id of the first open question of a queue that is wanted."""
        return next(q.outline.id for q in self.queues().open(queue) if wanted(q.outline))

    def form(self, target: str, client: TestClient | None = None) -> dict[str, str]:
        """The hidden fields of the form on the page of a question."""
        page = (client or self.client).get(question_link("en", target))
        assert page.status_code == 200, page.text
        return fields_of(page.text)

    def send(
        self, deed: str, form: dict[str, str], client: TestClient | None = None, **more: str
    ) -> Any:
        """Send a form; redirections are not followed."""
        return (client or self.client).post(
            f"/desk/en/{deed}", data={**form, **more}, follow_redirects=False
        )

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions in the files."""
        return read_decisions(self.folder / "decisions").decisions

    def settle(self) -> None:
        """Have the run made that was asked for, and wait until the pages follow the decisions."""
        self._runs.go.set()
        until(lambda: not self.office.run_state().running)
        self._runs.go.clear()
        assert self.office.run_state().failed == ""


def copied(made: Path, folder: Path) -> Path:
    """A copy of a project with its box beside it."""
    return Path(shutil.copytree(made.parent, folder / "papers")) / made.name


def fields_of(page: str) -> dict[str, str]:
    """`mark`, `id` and `seen` of the first form of a page that decides something."""
    form = page[page.index("/decide") :]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in reversed(found)}


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
