"""Two desks, the command line and runs at the same time: real processes, and nothing is lost."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest

from herewith.decisions import read_decisions
from herewith.model.decision import current
from herewith.project import open_project
from herewith.site.editing.queues import made_desk
from herewith.site.editing.rendering import question_link
from tests.site.editing.helpers import copied, fields_of, until

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}

EACH = 12
"""Decisions that each of the writers makes."""


class Desk:
    """`herewith serve --desk` as a process, and a browser that has come in."""

    def __init__(self, project: Path, name: str) -> None:
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "herewith", "serve", str(project)),
                *("--desk", "--by", name, "--port", "0"),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self.address = self.process.stdout.readline().strip().rstrip("/")
        said = self.process.stderr.readline()
        self.way_in = said.partition(": ")[2].strip()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        assert self.get(self.way_in.removeprefix(self.address))[0] == 200

    def get(self, path: str) -> tuple[int, str]:
        with self.browser.open(f"{self.address}{path}", timeout=60) as page:
            return page.status, page.read().decode()

    def send(self, deed: str, **form: str) -> int:
        request = urllib.request.Request(
            f"{self.address}/desk/en/{deed}",
            urllib.parse.urlencode(form).encode(),
            {"origin": self.address},
        )
        try:
            with self.browser.open(request, timeout=60) as page:
                return int(page.status)
        except urllib.error.HTTPError as error:
            return error.code

    def decide(self, target: str, judgement: str) -> int:
        form = fields_of(self.get(question_link("en", target))[1])
        return self.send("decide", **form, judgement=judgement, because=f"about {target}")

    def end(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        _, err = self.process.communicate(timeout=60)
        return self.process.returncode, err


@pytest.fixture
def desks(made: Path, tmp_path: Path) -> Iterator[tuple[Path, Desk, Desk]]:
    project = copied(made, tmp_path)
    two = (Desk(project, "EB"), Desk(project, "MK"))
    yield project, *two
    for desk in two:
        if desk.process.poll() is None:
            desk.process.kill()
            desk.process.communicate()


def test_two_desks_the_command_line_and_runs_lose_nothing(
    desks: tuple[Path, Desk, Desk],
) -> None:
    project, one, two = desks
    names = [q.outline.id for q in made_desk(open_project(project).edition(), _never).open("names")]
    mine, theirs, typed = names[:EACH], names[EACH // 2 : EACH + EACH // 2], names[2 * EACH :][:3]
    failed: list[Any] = []

    def at(desk: Desk, targets: list[str], judgement: str) -> None:
        for target in targets:
            status = desk.decide(target, judgement)
            if status != 200:
                failed.append((target, status))

    def at_the_command_line() -> None:
        for target in typed:
            said = ("decide", target, "unsure", "--by", "XY", "--because", "typed")
            if herewith(*said, "--project", str(project)).returncode:
                failed.append(target)
        herewith("run", str(project))

    threads = [
        threading.Thread(target=at, args=(one, mine, "accept")),
        threading.Thread(target=at, args=(two, theirs, "reject")),
        threading.Thread(target=at_the_command_line),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)
    assert failed == []
    read = read_decisions(project / "decisions")
    assert {p.code for p in read.problems} <= {"D115"}, "every line can be read"
    assert sorted(d.target for d in read.decisions if d.by == "EB") == sorted(mine)
    assert sorted(d.target for d in read.decisions if d.by == "MK") == sorted(theirs)
    assert sorted(d.target for d in read.decisions if d.by == "XY") == sorted(typed)
    assert all(d.because in (f"about {d.target}", "typed") for d in read.decisions)
    both = {d.target for d in read.decisions if d.by == "EB"} & set(theirs)
    _, flagged = one.get("/desk/en/conflicts")
    assert {t for t in both if t in unescape(flagged)} == both, "both words are kept and flagged"
    until(lambda: "The pages are up to date" in one.get("/desk/en/")[1], 120)
    until(lambda: "The pages are up to date" in two.get("/desk/en/")[1], 120)
    edition = open_project(project).edition()
    status = {"accept": "accepted", "reject": "rejected", "unsure": "unsure"}
    for target, decision in current(read.decisions).items():
        statement = edition.statement(target)
        assert statement is not None
        assert statement.status == status[decision.judgement], target
    for desk in (one, two):
        code, err = desk.end()
        assert (code, "Traceback" in err) == (0, False), err


def _never(_: object) -> bool:
    return False


def herewith(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "herewith", *words],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        timeout=240,
        check=False,
    )


def test_a_desk_that_is_killed_leaves_whole_decisions(desks: tuple[Path, Desk, Desk]) -> None:
    project, one, two = desks
    names = [q.outline.id for q in made_desk(open_project(project).edition(), _never).open("names")]
    assert one.decide(names[0], "accept") == 200
    one.process.kill()
    one.process.communicate(timeout=60)
    assert two.decide(names[1], "accept") == 200
    read = read_decisions(project / "decisions")
    assert read.problems == ()
    assert [d.target for d in read.decisions] == names[:2]
    until(lambda: "The pages are up to date" in two.get("/desk/en/")[1], 120)


def test_the_token_is_told_on_stderr_only(made: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "herewith", "serve", str(made), "--desk", "--port", "0", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    address = json.loads(process.stdout.readline())["address"]
    said = process.stderr.readline()
    assert re.fullmatch(rf"The desk: {re.escape(address)}desk/enter\?token=[\w-]{{32}}\n", said)
    with urllib.request.urlopen(f"{address}desk/enter", timeout=60) as page:
        assert page.status == 200
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--by", "EB"), "--by needs --desk"),
        (("--open", "127.0.0.1"), "--open needs --desk"),
        (("--desk", "--open", "127.0.0.1"), "--open needs to know who may come in"),
        (("--desk", "--open", "0.0.0.0", "--editor", "EB"), "not 0.0.0.0"),
        (("--desk", "--open", "no.such.host.invalid", "--editor", "EB"), "is not a name"),
        (("--desk", "--editor", "EB"), "need --open HOST"),
        (("--desk", "--open", "127.0.0.1", "--editor", "EB", "--by", "EB"), "--by is for"),
        (("--desk", "--by", "a\nb"), "is not a name"),
        (("--desk", "--open", "127.0.0.1", "--users", "/no/such/file"), "cannot be read"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(
    made: Path, options: tuple[str, ...], words: str
) -> None:
    done = herewith("serve", str(made), *options)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert "Traceback" not in done.stderr
