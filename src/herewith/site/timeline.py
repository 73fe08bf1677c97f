"""Places of marks on a time axis that runs down a page: days as bands, hours where it is dense.

Days on which nothing happened are left out; a day on which two things or more have an hour gets
a scale of hours. What has no hour stands above the scale of its day.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Band", "Mark", "Placed", "laid_out"]

HEAD = 30
"""Height of the line that names a day."""

BOX, LABEL = 46, 22
"""Height that a letter and that a receipt or broadcast take in their lane."""

HOUR = 24
"""Height of an hour on a day that has a scale."""

DENSE = 2
"""Marks with an hour from which on a day gets a scale."""

FOOT = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day, in a lane (0 or 1): `minute` of the day if the hour is known.

    `large` marks are letters, others receipts and broadcasts.
    """

    day: datetime.date
    minute: int | None
    lane: int
    large: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a mark stands: its point on the lane, and the middle of what is written of it."""

    point: int
    words: int


@dataclass(frozen=True, slots=True)
class Band:
    """A day: where it begins, its height, and its hours as `(y, hour)` where it has a scale.

    `skipped` counts the days left out before it.
    """

    day: datetime.date
    top: int
    height: int
    skipped: int
    hours: tuple[tuple[int, int], ...]


def laid_out(marks: Sequence[Mark]) -> tuple[tuple[Placed, ...], tuple[Band, ...], int]:
    """Places for marks.

    Args:
        marks: in order of time within each day; days in any order.

    Returns:
        A place for each mark in the same order, the days, and the height of it all.

    >>> day = datetime.date(1962, 10, 27)
    >>> places, bands, height = laid_out([Mark(day, 600, 0, True), Mark(day, 660, 1, True)])
    >>> places[1].point - places[0].point == HOUR, [hour for _, hour in bands[0].hours]
    (True, [10, 11, 12])
    """
    places: dict[int, Placed] = {}
    bands: list[Band] = []
    top = 0
    last: datetime.date | None = None
    for day in sorted({mark.day for mark in marks}):
        own = [(n, mark) for n, mark in enumerate(marks) if mark.day == day]
        hours, height = _day(own, top + HEAD, places)
        skipped = max(0, (day - last).days - 1) if last else 0
        bands.append(Band(day, top, HEAD + height + FOOT, skipped, hours))
        top += HEAD + height + FOOT
        last = day
    return tuple(places[n] for n in range(len(marks))), tuple(bands), top


def _day(
    own: Sequence[tuple[int, Mark]], top: int, places: dict[int, Placed]
) -> tuple[tuple[tuple[int, int], ...], int]:
    """Place the marks of one day; its scale, and the height it takes."""
    timed = [mark.minute for _, mark in own if mark.minute is not None]
    scaled = len(timed) >= DENSE
    free = [top, top]
    for n, mark in own:
        if not (scaled and mark.minute is not None):
            place = free[mark.lane] + _size(mark) // 2
            places[n] = Placed(place, place)
            free[mark.lane] += _size(mark)
    if not scaled:
        return (), max(free) - top
    first, last = min(timed) // 60, -(-(max(timed) + 1) // 60)
    base = max(free) + LABEL // 2
    for n, mark in sorted(own, key=lambda one: one[1].minute or 0):
        if mark.minute is not None:
            point = base + round((mark.minute - 60 * first) * HOUR / 60)
            words = max(point, free[mark.lane] + _size(mark) // 2)
            places[n] = Placed(point, words)
            free[mark.lane] = words + _size(mark) // 2
    hours = tuple((base + (hour - first) * HOUR, hour) for hour in range(first, last + 1))
    return hours, max(*free, base + (last - first) * HOUR + LABEL // 2) - top


def _size(mark: Mark) -> int:
    return BOX if mark.large else LABEL
