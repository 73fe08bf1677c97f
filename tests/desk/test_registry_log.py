"""The registry log: events in a chain that shows every change."""

from __future__ import annotations

import datetime
import multiprocessing
from pathlib import Path

import pytest

from herewith.desk import Event, append_event, overdue, read_events
from herewith.errors import DataError, UsageError


def event(kind: str = "receive", subject: str = "march-11", **more: object) -> Event:
    return Event(0, kind, subject, str(more.pop("on", "1959-03-12")), "EB", **more)  # type: ignore[arg-type]


def log(tmp_path: Path, *events: Event) -> Path:
    path = tmp_path / "log" / "events.jsonl"
    for one in events:
        append_event(path, lambda _, one=one: one)  # type: ignore[misc]
    return path


FOUR = (
    event(),
    event("ticket", due="1959-03-14", reference="T-24"),
    event("certify", closes=2, reference="no differences in substance"),
    event("file", reference="611.61/3-1159"),
)


def test_events_are_numbered_and_chained(tmp_path: Path) -> None:
    events, problems = read_events(log(tmp_path, *FOUR))
    assert problems == ()
    assert [e.n for e in events] == [1, 2, 3, 4]
    assert [e.previous for e in events[1:]] == [e.hash for e in events[:-1]]


def test_a_log_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read_events(tmp_path / "events.jsonl") == ((), ())


def tamper(path: Path, n: int, old: str, new: str) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    assert old in lines[n]
    lines[n] = lines[n].replace(old, new)
    path.write_text("".join(lines), "utf-8")


def test_a_changed_event_breaks_the_chain_at_its_line(tmp_path: Path) -> None:
    path = log(tmp_path, *FOUR)
    tamper(path, 1, "T-24", "T-25")
    _, problems = read_events(path)
    assert [(p.code, p.place.line) for p in problems] == [("E102", 2)]


def test_an_event_taken_out_breaks_the_chain(tmp_path: Path) -> None:
    path = log(tmp_path, *FOUR)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:1] + lines[2:]), "utf-8")
    _, problems = read_events(path)
    assert [(p.code, p.place.line) for p in problems] == [("E103", 2)]


def test_events_in_another_order_break_the_chain(tmp_path: Path) -> None:
    path = log(tmp_path, *FOUR)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[1], lines[0], *lines[2:]]), "utf-8")
    assert {p.code for p in read_events(path)[1]} == {"E103"}


def test_nothing_is_added_to_a_broken_log(tmp_path: Path) -> None:
    path = log(tmp_path, *FOUR)
    tamper(path, 0, "march-11", "march-12")
    before = path.read_bytes()
    with pytest.raises(DataError, match="broken") as caught:
        append_event(path, lambda _: event())
    assert caught.value.problems[0].code == "E102"
    assert path.read_bytes() == before


def test_an_interrupted_write_is_reported_and_the_log_goes_on(tmp_path: Path) -> None:
    path = log(tmp_path, *FOUR)
    with path.open("a") as file:
        file.write('{"n":5,"kind":"rec')
    append_event(path, lambda _: event("mark", reference="SECRET"))
    events, problems = read_events(path)
    assert [(p.code, p.severity, p.place.line) for p in problems] == [("E101", "warning", 5)]
    assert [e.n for e in events] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (event("burn"), "not an event"),
        (event(subject=" "), "needs a subject"),
        (event(on="yesterday"), "not a date"),
        (event("ticket", due="14.3.59"), "not a date"),
        (event("certify", closes=9), "no event 9"),
        (event("acknowledge", closes=2), "does not close"),
        (event("certify", subject="march-13", closes=2), "not about march-13"),
        (event("certify", closes=2), "already answered by event 3"),
    ],
)
def test_what_cannot_have_happened_is_refused(tmp_path: Path, wrong: Event, words: str) -> None:
    path = log(tmp_path, *FOUR)
    with pytest.raises(UsageError, match=words):
        append_event(path, lambda _: wrong)


def test_tickets_and_forwardings_without_answer_are_overdue(tmp_path: Path) -> None:
    path = log(
        tmp_path,
        *FOUR,
        event("ticket", "march-13", due="1959-03-15"),
        event("forward", "march-13", due="1959-03-20"),
        event("forward", "march-17", due="1959-03-28"),
    )
    events, _ = read_events(path)
    late = overdue(events, datetime.date(1959, 3, 21))
    assert [(one.event.n, one.days) for one in late] == [(5, 6), (6, 1)]


def receive_some(path: Path, clerk: int) -> None:
    for n in range(10):
        append_event(path, lambda _, n=n: event(subject=f"{clerk}-{n}"))  # type: ignore[misc]


def test_two_clerks_at_once_keep_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "log" / "events.jsonl"
    context = multiprocessing.get_context("fork")
    clerks = [context.Process(target=receive_some, args=(path, n)) for n in range(2)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    events, problems = read_events(path)
    assert problems == ()
    assert [e.n for e in events] == list(range(1, 21))
