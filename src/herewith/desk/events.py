"""Events of the registry in `log/events.jsonl`: each carries the hash of the one before.

A registry book has numbered pages so that none can be taken out. Here every event carries the
SHA-256 of the event before it and of itself; a changed, removed or inserted line breaks the chain
and is reported with its line. The end of the log cannot be guarded in this way: an event taken
off the end leaves a whole, shorter chain.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from herewith.durable import append, locked_folder
from herewith.errors import DataError, Place, Problem, StoreError, UsageError
from herewith.model.records import decode, digest, dumps, encode

__all__ = ["EVENT_KINDS", "FIRST", "Event", "append_event", "read_events"]

EVENT_KINDS: Mapping[str, str] = {
    "receive": "A paper came in.",
    "ticket": "A task was given to someone, perhaps with a day on which it is due.",
    "certify": "Someone answers for a comparison or translation; closes its ticket.",
    "forward": "A paper was sent on, perhaps with a day by which receipt is expected.",
    "acknowledge": "Receipt was confirmed; closes the forwarding.",
    "file": "A paper was put into a file.",
    "mark": "A classification or handling mark was put on.",
    "release": "A paper was released, whole or in part.",
}
"""What can happen, and what it means."""

FIRST = "0" * 64
"""Stands for the hash before the first event."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a paper.

    `n` counts from 1. `subject` is the id of an item or document, or any name while the paper is
    not yet in the box. `on` is the day it happened, `by` who writes it down. `other` is whom it
    came from or went to, `reference` a number, file or marking, `due` a day, `closes` the number
    of the event that is answered by this one. `previous` and `hash` chain the events.
    """

    n: int
    kind: str
    subject: str
    on: str
    by: str
    other: str = ""
    reference: str = ""
    due: str = ""
    closes: int | None = None
    note: str = ""
    previous: str = FIRST
    hash: str = ""


def read_events(path: Path) -> tuple[tuple[Event, ...], tuple[Problem, ...]]:
    """All events that can be read, and a problem for every break of the chain.

    Raises:
        StoreError: if the file is there and cannot be read at all.
    """
    shown = f"{path.parent.name}/{path.name}"
    events: list[Event] = []
    problems: list[Problem] = []
    previous, expected = FIRST, 1
    for number, line in enumerate(_lines(path), start=1):
        place = Place(shown, number)
        event = _event(line)
        if event is None:
            message = "is not an event (an interrupted write, or a changed line); it is not counted"
            problems.append(Problem("E101", "warning", message, place))
            continue
        if event.hash != _hash(event):
            message = f"event {event.n} was changed after it was written: its hash does not fit"
            problems.append(Problem("E102", "error", message, place, HINT))
        if event.previous != previous or event.n != expected:
            message = f"event {event.n} does not follow the event before it: the chain is broken"
            problems.append(Problem("E103", "error", message, place, HINT))
        previous, expected = event.hash, event.n + 1
        events.append(event)
    return tuple(events), tuple(problems)


HINT = "Compare the file with a copy or with its history in version control."


def append_event(path: Path, make: Callable[[tuple[Event, ...]], Event]) -> Event:
    """Append an event; its number and hashes are given here.

    Args:
        path: the log.
        make: from the events so far to the new one, called while the log is locked.

    Raises:
        UsageError: if the event makes no sense; whatever `make` raises.
        DataError: if the chain is broken: nothing is added to a log that was changed.
        StoreError: if the log cannot be written.
    """
    with locked_folder(path.parent):
        events, problems = read_events(path)
        broken = tuple(problem for problem in problems if problem.severity == "error")
        if broken:
            message = f"the registry log is broken and takes no more events: {broken[0]}"
            raise DataError(message, broken)
        draft = make(events)
        _check(draft, events)
        last = events[-1] if events else None
        event = replace(
            draft, n=last.n + 1 if last else 1, previous=last.hash if last else FIRST, hash=""
        )
        event = replace(event, hash=_hash(event))
        append(path, f"{dumps(event)}\n")
    return event


def _check(event: Event, events: tuple[Event, ...]) -> None:
    """Refuse what cannot have happened."""
    if event.kind not in EVENT_KINDS:
        raise UsageError(f'"{event.kind}" is not an event; there are {", ".join(EVENT_KINDS)}')
    for name, value in (("subject", event.subject), ("by", event.by)):
        if not value.strip():
            raise UsageError(f"an event needs a {name}")
    for name, value in (("on", event.on), ("due", event.due)):
        if value or name == "on":
            _check_day(name, value)
    if event.closes is not None:
        closed = next((e for e in events if e.n == event.closes), None)
        if closed is None:
            raise UsageError(f"there is no event {event.closes} in the log")
        fits = {"certify": "ticket", "acknowledge": "forward"}.get(event.kind)
        if closed.kind != fits:
            raise UsageError(f"event {closed.n} is a {closed.kind}: {event.kind} does not close it")
        if closed.subject != event.subject:
            message = f"event {closed.n} is about {closed.subject}, not about {event.subject}"
            raise UsageError(message)
        answered = next((e for e in events if e.closes == event.closes), None)
        if answered is not None:
            raise UsageError(f"event {closed.n} is already answered by event {answered.n}")


def _check_day(name: str, value: str) -> None:
    if not _is_day(value):
        raise UsageError(f'{name}: "{value}" is not a date; write 1962-10-27')


def _is_day(value: str) -> bool:
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _hash(event: Event) -> str:
    data = {key: value for key, value in encode(event).items() if key != "hash"}
    return digest(data)


def _event(line: str) -> Event | None:
    try:
        data: Any = json.loads(line)
        event = decode(Event, data)
    except (ValueError, DataError, RecursionError):
        return None
    texts = (event.kind, event.subject, event.on, event.by, event.due, event.previous, event.hash)
    if not isinstance(event.n, int) or not all(isinstance(text, str) for text in texts):
        return None
    return event if _is_day(event.on) and (not event.due or _is_day(event.due)) else None


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror or error}") from error
    lines = data.decode("utf-8", "replace").split("\n")
    return lines[:-1] if lines[-1] == "" else lines
