"""The editor's walk in real Chromium, with and without script; axe on every page of the desk."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from herewith.decisions import read_decisions
from herewith.project import open_project
from herewith.project.editing import DeskOffice
from herewith.site.assets import asset
from herewith.site.editing.application import desk_application
from herewith.site.editing.guard import Guard, digest_of
from herewith.site.editing.kinds import QUEUES
from herewith.site.editing.queues import Desk, made_desk
from herewith.site.editing.rendering import question_link
from herewith.site.server import NAMES, ReadingRoom
from tests.site.editing.helpers import DAY, TOKENS, Thread, copied, until
from tests.site.test_browser import OVERFLOW, Watched

pytestmark = pytest.mark.browser


class Served:
    """A project of its own, served with its desk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = open_project(folder)
        self.office = DeskOffice(self.project, lambda: DAY, background=Thread)
        people = {digest_of(token): person for token, person in TOKENS.items()}
        guard = Guard(b"secret" * 6, people, names=NAMES, open_to_all=True)
        application = desk_application(self.office, guard)
        self.room = ReadingRoom(self.project.edition(), port=0, served=application)
        self.address = self.room.address.rstrip("/")
        self.thread = threading.Thread(target=self.room.run)
        self.thread.start()
        until(lambda: self.room.started)

    def close(self) -> None:
        self.room.close()
        self.thread.join(10)
        self.office.close()

    def queues(self) -> Desk:
        return made_desk(self.office.edition(), self.office.lost)

    def first(self, queue: str, prop: str = "") -> str:
        return next(
            q.outline.id for q in self.queues().open(queue) if prop in ("", q.outline.property)
        )

    def words(self) -> list[tuple[str, str]]:
        found = read_decisions(self.folder / "decisions").decisions
        return [(decision.by, decision.judgement) for decision in found]

    def settle(self) -> None:
        until(lambda: not self.office.run_state().running)

    def enter(self, watched: Watched, name: str = "EB") -> Any:
        """Come in as an editor."""
        watched.page.goto(f"{self.address}/desk/enter?token=token-of-the-editor-{name}")
        watched.sees("h1", "What waits for a decision")
        return watched.page


@pytest.fixture(scope="module")
def served(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    room = Served(copied(made, tmp_path_factory.mktemp("browser")))
    yield room
    room.close()


def active(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def test_the_editors_walk_by_keys_alone(browser: Any, served: Served) -> None:
    with Watched(browser) as watched:
        page = served.enter(watched)
        before = len(served.words())
        target = served.first("register", "place")
        page.goto(served.address + question_link("en", target))
        watched.sees(".evidence mark")
        assert active(page) == "asks", "the question is read first"
        page.keyboard.press("e")
        chosen = page.evaluate("document.activeElement.closest('#other') !== null")
        assert chosen, "e leads to the other values"
        page.fill("#value", "Port Imaginary")
        page.keyboard.type("a")
        assert len(served.words()) == before, "in a field letters are letters"
        page.fill("#value", "Port Imaginary")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        watched.sees(".done", "Written down: set")
        assert active(page) == "done"
        assert served.words()[before:] == [("EB", "set")]
        served.settle()
        item = served.project.edition().item_of(target.rpartition("/")[0])
        assert item is not None
        reader = browser.new_page()
        reader.goto(f"{served.address}/en/letter/{item.id}.html")
        assert reader.locator(".status-set").count() == 1
        assert "Port Imaginary" in reader.content()
        with page.expect_navigation():
            page.keyboard.press("u")
        watched.sees(".done", "Taken back, and written down")
        served.settle()
        reader.goto(f"{served.address}/en/letter/{item.id}.html")
        assert reader.locator(".status-set").count() == 0
        reader.close()
        for key, judgement in (("a", "accept"), ("r", "reject"), ("s", "unsure")):
            here = page.url
            with page.expect_navigation():
                page.keyboard.press("n")
            assert page.url != here
            with page.expect_navigation():
                page.keyboard.press(key)
            assert served.words()[-1] == ("EB", judgement)
        assert watched.said == []
        assert all(url.startswith(served.address) for url in watched.asked)


def test_single_keys_can_be_turned_off_and_stay_off(browser: Any, served: Served) -> None:
    with Watched(browser) as watched:
        page = served.enter(watched)
        before = len(served.words())
        page.goto(served.address + question_link("en", served.first("links")))
        page.uncheck("#keys")
        page.reload()
        assert not page.is_checked("#keys")
        page.focus("#asks")
        for key in "ars":
            page.keyboard.press(key)
        page.wait_for_timeout(100)
        assert len(served.words()) == before


def test_the_editors_walk_without_script(browser: Any, served: Served) -> None:
    with Watched(browser, script=False) as watched:
        page = served.enter(watched)
        before = len(served.words())
        watched.go("a:has-text('References to other papers')")
        watched.go(".questions th a")
        watched.sees(".evidence mark")
        page.fill("#because", "the words say so")
        watched.go(".verdicts button[value=accept]")
        watched.sees(".done", "accepted")
        assert served.words()[before:] == [("EB", "accept")]
        watched.go(".done button")
        watched.sees(".done", "Taken back")
        watched.sees(".decisions", "the words say so")
        watched.go("button[value=reject][formaction]")
        page.wait_for_selector(".changes", timeout=60_000)
        watched.go("a:has-text('Back to the question')")
        watched.go("a[lang=ru]")
        watched.sees("html[lang=ru] h1")
        watched.go(".verdicts button[value=unsure]")
        watched.sees(".done", "Записано")
        assert served.words()[before:] == [("EB", "accept"), ("EB", "undo"), ("EB", "unsure")]


def test_two_editors_who_disagree_see_it(browser: Any, served: Served) -> None:
    target = served.first("findings")
    with Watched(browser) as one, Watched(browser) as two:
        for watched, name in ((one, "EB"), (two, "MK")):
            served.enter(watched, name).goto(served.address + question_link("en", target))
        one.go(".verdicts button[value=accept]")
        two.go(".verdicts button[value=reject]")
        one.page.goto(f"{served.address}/desk/en/conflicts")
        one.sees(".conflict", "EB")
        one.sees(".conflict", "MK")
        two.go("a:has-text('Disagreements')")
        two.go(".conflict a:has-text('Look at the evidence')")
        two.sees(".warn", "Editors disagree here")


def test_a_rule_is_previewed_and_accepted_as_a_whole(browser: Any, served: Served) -> None:
    with Watched(browser) as watched:
        page = served.enter(watched)
        before = len(served.words())
        page.goto(f"{served.address}/desk/en/queue/names")
        watched.go(".rules a:has-text('look at all')")
        watched.sees(".lede", "touched")
        rule = page.url
        watched.go("button:has-text('What would change')")
        page.wait_for_selector(".changes", timeout=60_000)
        assert len(served.words()) == before
        page.goto(rule)
        page.fill("#because", "all of them looked at")
        watched.go("button:has-text('Accept')")
        watched.sees(".done", "accepted")
        assert len(served.words()) > before


def pages_of(served: Served) -> list[str]:
    paths = ["", "conflicts", "orphans", "decisions", "queue/links?state=all", "nothing"]
    paths += [f"about?page=letter/{served.project.edition().items()[0].id}.html"]
    rule = served.queues().rules("findings")[0]
    paths += [f"rule/findings?rule={rule.rule}", "queue/findings"]
    links = [
        question_link("en", served.first(q)) for q in QUEUES if served.queues().progress(q).open
    ]
    return paths + [link.removeprefix("/desk/en/") for link in links]


@pytest.mark.parametrize("width", [320, 800, 1400])
def test_no_page_of_the_desk_overflows_or_complains(
    browser: Any, served: Served, width: int
) -> None:
    with Watched(browser, width) as watched:
        page = served.enter(watched)
        for path in pages_of(served):
            page.goto(f"{served.address}/desk/ru/{path}")
            assert page.evaluate(OVERFLOW) == 0, (path, width)
        refused = [line for line in watched.said if "404" not in line]
        assert refused == []
        assert all(url.startswith(served.address) for url in watched.asked)


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e'\"&{{7*7}}"


def test_hostile_words_of_an_editor_do_not_run(browser: Any, served: Served) -> None:
    with Watched(browser) as watched:
        alerts: list[str] = []
        watched.page.on("dialog", lambda dialog: (alerts.append("x"), dialog.dismiss()))
        page = served.enter(watched)
        target = served.first("register", "subject") if _has(served) else served.first("names")
        page.goto(served.address + question_link("en", target))
        page.fill("#because", HOSTILE)
        watched.go(".verdicts button[value=reject]")
        for path in (question_link("en", target), "/desk/en/decisions", "/desk/en/queue/names"):
            page.goto(served.address + path)
            assert page.locator("img").count() == 0
        served.settle()
        subject = target.partition("/")[0]
        page.goto(f"{served.address}/desk/en/decisions?done={HOSTILE}")
        assert "{{7*7}}" in page.content()
        assert subject
        assert alerts == []
        assert watched.said == []


def _has(served: Served) -> bool:
    return any(q.outline.property == "subject" for q in served.queues().open("register"))


@pytest.mark.axe
@pytest.mark.parametrize("locale", ["en", "ru"])
def test_axe_finds_nothing_on_the_pages_of_the_desk(
    browser: Any, served: Served, locale: str, validators: Path
) -> None:
    axe = (validators / "axe-core/axe.min.js").read_text("utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    try:
        page = context.new_page()
        page.goto(f"{served.address}/desk/enter")
        paths = ["/desk/enter", *(f"/desk/{locale}/{path}" for path in pages_of(served))]
        paths.append("/en/index.html")
        for n, path in enumerate(paths):
            page.goto(served.address + path)
            if n == 0:
                found = page.evaluate(axe + ";axe.run()")
                page.goto(f"{served.address}/desk/enter?token=token-of-the-editor-EB")
            else:
                found = page.evaluate(axe + ";axe.run()")
            said = [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]]
            assert said == [], path
    finally:
        context.close()


def test_scripts_and_styles_of_the_desk_stay_within_their_budgets() -> None:
    scripts = sum(len(gzip.compress(asset(name))) for name in ("herewith.js", "desk.js"))
    assert scripts <= 25_000
    assert len(gzip.compress(asset("desk.css"))) <= 5_000
