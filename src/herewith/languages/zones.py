"""Local times of capitals: which offset from Greenwich a place had at an instant.

Source:
    The time zone database (IANA, public domain), 1914 to 1999, kept as data (`zones.tsv`), so
    that a page says the same on every machine.

Blind spot:
    Washington has the time of New York there. Of a place that is not in the table nothing is
    said, nor of years outside it.
"""

from __future__ import annotations

import datetime
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Zone", "zone_of"]

LAST = datetime.datetime(2000, 1, 1)
"""The table ends here."""


@dataclass(frozen=True, slots=True)
class Zone:
    """The local time of some places: offsets in minutes, each from an instant (UTC) on."""

    name: str
    instants: tuple[datetime.datetime, ...]
    offsets: tuple[int, ...]

    def offset(self, instant: datetime.datetime) -> int | None:
        """Minutes before (+) or behind (-) Greenwich at an instant (UTC, naive).

        >>> zone_of("Moscow").offset(datetime.datetime(1962, 10, 27, 14, 0))
        180
        """
        at = bisect_right(self.instants, instant) - 1
        return self.offsets[at] if at >= 0 and instant < LAST else None

    def local(self, instant: datetime.datetime) -> datetime.datetime | None:
        """What the clocks showed at an instant (UTC)."""
        minutes = self.offset(instant)
        return None if minutes is None else instant + datetime.timedelta(minutes=minutes)

    def instant(self, local: datetime.datetime) -> datetime.datetime | None:
        """The instant (UTC) at which the clocks showed this; the first of two in autumn.

        >>> zone_of("Washington").instant(datetime.datetime(1962, 10, 27, 10, 18)).isoformat()
        '1962-10-27T14:18:00'
        """
        for minutes in sorted(set(self.offsets), reverse=True):
            found = local - datetime.timedelta(minutes=minutes)
            if self.offset(found) == minutes:
                return found
        return None


def zone_of(place: str) -> Zone | None:
    """The zone of a place by one of its names; `None` if it is not in the table.

    >>> zone_of("Москва").name, zone_of("Atlantis")
    ('Europe/Moscow', None)
    """
    return _table().get(_folded(place))


def _folded(place: str) -> str:
    return " ".join(unicodedata.normalize("NFC", place).casefold().split())


@cache
def _table() -> dict[str, Zone]:
    found: dict[str, Zone] = {}
    text = (files("herewith.languages") / "zones.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, places, changes = line.split("\t")
        pairs = [change.split("=") for change in changes.split(" ")]
        zone = Zone(
            name,
            tuple(datetime.datetime.fromisoformat(instant) for instant, _ in pairs),
            tuple(int(minutes) for _, minutes in pairs),
        )
        found.update((_folded(place), zone) for place in places.split("|"))
    return found
