"""The server answers on this machine only, with its headers, and ends cleanly."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from herewith.errors import StoreError, UsageError
from herewith.site import server
from herewith.site.router import Router
from herewith.site.server import ReadingRoom
from tests.site.editions import MemoryEdition, invented


@pytest.fixture(scope="module")
def room(edition: MemoryEdition) -> Iterator[ReadingRoom]:
    made = ReadingRoom(edition, port=0)
    thread = threading.Thread(target=made.run)
    thread.start()
    until = time.monotonic() + 60
    while not made.started and time.monotonic() < until:
        time.sleep(0.01)
    yield made
    made.close()
    thread.join(10)
    assert not thread.is_alive()


def ask(
    room: ReadingRoom, target: str, method: str = "GET", host: str = ""
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", room.port, timeout=60)
    connection.putrequest(method, target, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{room.port}")
    connection.endheaders()
    response = connection.getresponse()
    found = response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    connection.close()
    return found


def test_served_pages_are_those_of_the_router(room: ReadingRoom, router: Router) -> None:
    for path in ("index.html", "en/index.html", "assets/herewith.css", "ru/holdings.html"):
        status, _, body = ask(room, f"/{path}")
        assert (status, body) == (200, router.respond(path).body)
    assert ask(room, "/")[2] == router.respond("index.html").body
    assert ask(room, "/ru/")[2] == router.respond("ru/index.html").body


@pytest.mark.parametrize("target", ["/en/index.html", "/nothing", "/assets/herewith.js"])
def test_every_answer_has_the_security_headers(room: ReadingRoom, target: str) -> None:
    _, headers, _ = ask(room, target)
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/en/search.html?q=lighthouse", 200),
        ("/en/search.html?q=%D0%BC%D0%B0%D1%8F%D0%BA", 200),
        ("/en/search.html?q=%FF%FE", 400),
        ("/en/search.html?q=a&q=b", 400),
        ("/en/search.html?q=a&start=b", 400),
        ("/en/index.html?x=1", 400),
        ("/en/../../etc/passwd", 404),
        ("/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/assets/%2e%2e/server.py", 404),
        ("/en/letter/%00.html", 404),
        ("/en/letter/%FF.html", 404),
    ],
)
def test_no_address_is_answered_with_a_fault(room: ReadingRoom, target: str, status: int) -> None:
    assert ask(room, target)[0] == status


def test_nothing_can_be_sent_to_it(room: ReadingRoom) -> None:
    assert ask(room, "/en/index.html", "POST")[0] == 405
    status, headers, body = ask(room, "/en/index.html", "HEAD")
    assert (status, body) == (200, b"")
    assert headers["content-type"] == "text/html; charset=utf-8"


def test_it_answers_to_its_own_name_only(room: ReadingRoom) -> None:
    assert ask(room, "/en/index.html", host=f"localhost:{room.port}")[0] == 200
    assert ask(room, "/en/index.html", host="archive.example:80")[0] == 421


def test_the_next_free_port_is_taken(edition: MemoryEdition) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        room = ReadingRoom(edition, port=port)
        try:
            assert port < room.port <= port + server.TRIED
            assert room.address == f"http://127.0.0.1:{room.port}/"
        finally:
            room._socket.close()


def test_no_port_at_all_is_misuse(edition: MemoryEdition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "TRIED", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="no free port"):
            ReadingRoom(edition, port=taken.getsockname()[1])


SERVE = """
import sys
from tests.site.editions import invented
from herewith.site.server import ReadingRoom
room = ReadingRoom(invented(), port=0)
print(room.address, flush=True)
room.run()
print("ended", flush=True)
"""


def test_control_c_ends_it_without_a_traceback() -> None:
    root = Path(__file__).resolve().parents[2]
    path = os.pathsep.join([str(root / "src"), str(root)])
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    port = int(address.rstrip("/").rpartition(":")[2])
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as probe:
                probe.sendall(b"GET /about.json HTTP/1.0\r\nHost: localhost\r\n\r\n")
                if json.loads(probe.makefile("rb").read().partition(b"\r\n\r\n")[2]):
                    break
        except (OSError, ValueError):
            time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (out, err, process.returncode) == ("ended\n", "", 0)


def test_a_run_or_a_decision_is_seen_at_the_next_request() -> None:
    edition = invented()
    edition.title = "Before"
    pages = server.Pages(edition)
    assert b"Before" in pages.answer("en/index.html", {}).body
    edition.title = "After"
    assert b"Before" in pages.answer("en/index.html", {}).body, "kept while the state is the same"
    edition.version = "run 2"
    assert b"After" in pages.answer("en/index.html", {}).body


def test_kept_pages_stay_within_their_room(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = server.Pages(invented())
    monkeypatch.setattr(server, "KEPT", 20_000)
    for path in ("en/index.html", "ru/index.html", "en/holdings.html", "ru/holdings.html"):
        assert pages.answer(path, {}).status == 200
        assert pages.kept_bytes <= 20_000
    assert pages.answer("en/nothing.html", {}).status == 404


def test_an_edition_that_turns_out_damaged_is_opened_anew() -> None:
    class Damaged(MemoryEdition):
        def state(self) -> str:
            raise StoreError("it is damaged")

    sound = invented()
    pages = server.Pages(Damaged("Damaged"), lambda: sound)
    assert pages.answer("en/index.html", {}).status == 200
    assert pages.edition is sound
    with pytest.raises(StoreError):
        server.Pages(Damaged("Damaged")).answer("en/index.html", {})
