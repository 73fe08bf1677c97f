"""What should have been answered by now: tickets not certified, papers not acknowledged."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from herewith.desk.events import Event

__all__ = ["Overdue", "overdue"]


@dataclass(frozen=True, slots=True)
class Overdue:
    """An event that waits for an answer, and how many days it is late (1 or more)."""

    event: Event
    days: int


def overdue(events: Iterable[Event], on: datetime.date) -> tuple[Overdue, ...]:
    """Tickets and forwardings that were due before a day and that no event has closed.

    Returns:
        The latest first, then in order of the log.

    >>> ticket = Event(1, "ticket", "a-letter", "1962-10-27", "EB", due="1962-10-28")
    >>> [late.days for late in overdue([ticket], datetime.date(1962, 10, 30))]
    [2]
    """
    events = list(events)
    closed = {event.closes for event in events}
    late = [
        Overdue(event, (on - datetime.date.fromisoformat(event.due)).days)
        for event in events
        if event.kind in ("ticket", "forward") and event.due and event.n not in closed
    ]
    waiting = (entry for entry in late if entry.days > 0)
    return tuple(sorted(waiting, key=lambda entry: (-entry.days, entry.event.n)))
