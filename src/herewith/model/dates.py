"""Historical dates: as written, in EDTF, and as an interval of days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

__all__ = ["DateRole", "HistoricalDate"]

DateRole = Literal[
    "written",
    "sent",
    "received",
    "delivered",
    "broadcast",
    "filed",
    "annotated",
    "released",
    "initialled",
    "published",
    "mentioned",
]


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """A date as it stands on the page and what it means.

    `edtf` is Extended Date/Time Format level 0/1 (`1962-10-27`, `1962-10`, `1962-10-27T17:05Z`,
    `1962-10-25/1962-10-27`, with `?` or `~` behind a doubtful or approximate part).
    `earliest`/`latest` are proleptic Gregorian days, both included.
    `inferred` names what was not on the page: `year from the document's date`, or is empty.
    """

    written: str
    edtf: str
    earliest: datetime.date
    latest: datetime.date
    precision: Literal["year", "month", "day", "minute", "interval"]
    calendar: Literal["gregorian", "julian"] = "gregorian"
    inferred: str = ""

    def may_be(self, other: HistoricalDate) -> bool:
        """Whether the two intervals share a day."""
        return self.earliest <= other.latest and other.earliest <= self.latest
