"""Historical dates as attributes of TEI `date`, by the W3C's kinds of date.

`when` for a day, month or year; `from`/`to` for an interval; `notBefore`/`notAfter` where only
bounds are known. The written words are the element's text, the EDTF is kept in `n`.
"""

from __future__ import annotations

import re

from herewith.model.dates import HistoricalDate

__all__ = ["date_attributes"]

_DAY = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T(\d\d:\d\d)(?::\d\d)?(Z?))?[?~%]?")


def date_attributes(edtf: str, date: HistoricalDate | None = None) -> dict[str, str]:
    """The attributes of a date; none where it has no year.

    >>> date_attributes("1962-10-27T17:05Z"), date_attributes("1962-10~")
    ({'when': '1962-10-27T17:05:00Z'}, {'when': '1962-10', 'cert': 'medium'})
    >>> date_attributes("1962-10-25/1962-10-27"), date_attributes("1962/..")
    ({'from': '1962-10-25', 'to': '1962-10-27'}, {'notBefore': '1962'})
    """
    doubt = {"cert": "medium"} if any(mark in edtf for mark in "?~%") else {}
    if "/" in edtf:
        first, last = (_one(end) for end in edtf.split("/", 1))
        if first and last:
            return {"from": first, "to": last, **doubt}
        return {k: v for k, v in (("notBefore", first), ("notAfter", last)) if v} | doubt
    if edtf.startswith("["):
        first, last = (_one(end) for end in edtf.strip("[]").split(",", 1))
        return {"notBefore": first, "notAfter": last} if first and last else {}
    when = _one(edtf)
    if when:
        return {"when": when, **doubt}
    if date is not None and not edtf.startswith("XXXX"):
        return {"notBefore": date.earliest.isoformat(), "notAfter": date.latest.isoformat()}
    return {}


def _one(text: str) -> str:
    found = _DAY.fullmatch(text)
    if found is None:
        return ""
    return found[1] + (f"T{found[2]}:00{found[3]}" if found[2] else "")
