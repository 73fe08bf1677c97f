"""EDTF as we write it: reading it back, and refusing what is none.

Source:
    Extended Date/Time Format (EDTF) Specification, Library of Congress, 2019 (ISO 8601-2:2019),
    level 0, and of level 1 the qualifiers of a whole date and unspecified years; of level 2 one
    of a set (`[1962-03-04,1962-04-03]`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from herewith.algorithms.dates import days
from herewith.model.dates import HistoricalDate

__all__ = ["parse_edtf"]

DATE = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d)(?:T(?P<h>\d\d):(?P<mi>\d\d)(?P<z>Z?))?)?)?(?P<mark>[?~%]?)"
)
YEARLESS = re.compile(r"XXXX-(?P<m>\d\d)(?:-(?P<d>\d\d))?")
SET = re.compile(r"\[(?P<a>[^,\]]+),(?P<b>[^,\]]+)\]")


def parse_edtf(written: str) -> HistoricalDate:
    """The date that EDTF text means.

    Raises:
        ValueError: if it is not EDTF of the kind described, or no day of the calendar.

    >>> parse_edtf("1962-10-25/1962-10-27").latest
    datetime.date(1962, 10, 27)
    >>> parse_edtf("1962-10-27?").edtf
    '1962-10-27?'
    """
    text = written.strip()
    if "/" in text:
        first, _, last = text.partition("/")
        whole = days.interval(text, parse_edtf(first), parse_edtf(last))
        if whole is None:
            raise ValueError(f'"{text}" ends before it begins')
        return whole
    if match := SET.fullmatch(text):
        one, two = parse_edtf(match["a"]), parse_edtf(match["b"])
        return replace(one, written=text, edtf=text, latest=two.latest, precision="interval")
    if match := YEARLESS.fullmatch(text):
        found = _yearless(text, match)
    elif match := DATE.fullmatch(text):
        found = _dated(text, match)
    else:
        raise ValueError(f'"{text}" is not EDTF; write for example 1962-10-27')
    if found is None:
        raise ValueError(f'"{text}" is no day of the calendar')
    return found


def _yearless(text: str, match: re.Match[str]) -> HistoricalDate | None:
    if not 1 <= int(match["m"]) <= 12:
        return None
    return days.unknown_year(text, int(match["m"]), int(match["d"]) if match["d"] else None)


def _dated(text: str, match: re.Match[str]) -> HistoricalDate | None:
    year, mark = int(match["y"]), match["mark"]
    if not 1 <= year <= 9999 or (match["m"] and not 1 <= int(match["m"]) <= 12):
        return None
    if not match["m"]:
        return days.year(text, year, mark=mark)
    if not match["d"]:
        return days.month(text, year, int(match["m"]), mark=mark)
    time = None
    if match["h"]:
        time = (int(match["h"]), int(match["mi"]), match["z"])
        if time[0] > 23 or time[1] > 59:
            return None
    return days.day(text, year, int(match["m"]), int(match["d"]), time=time, mark=mark)
