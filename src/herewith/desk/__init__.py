"""The registry log: what happened to every paper, in a chain of events that shows any change."""

from herewith.desk.events import EVENT_KINDS, Event, append_event, read_events
from herewith.desk.overdue import Overdue, overdue

__all__ = ["EVENT_KINDS", "Event", "Overdue", "append_event", "overdue", "read_events"]
