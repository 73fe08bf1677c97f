"""Rows of the authority files as keys and terms: what names, offices and places are looked up by."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from herewith.languages.nations import state_of_office, without_state

__all__ = [
    "Holder",
    "Row",
    "holder_of",
    "home_of",
    "initial_parts",
    "names_of",
    "office_key",
    "place_key",
    "title_key",
]

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Holder:
    """A term of office: the office's id, the holder's id and name, first and last day."""

    office: str
    person: str
    name: str
    country: str
    first: datetime.date
    last: datetime.date


OWN_OFFICES = 10
"""So many offices of one state at least, and twice as many as of any other, make it the home."""


def home_of(offices: Sequence[Row]) -> str:
    """The state whose offices a project's list names above all: whose papers these are.

    Empty where no state stands out. The rows of the built-in pack do not count.
    """
    own = {(row["id"], state_of(row)) for row in offices if "holder_name" not in row}
    counts = Counter(state for _, state in own if state).most_common(2)
    if not counts or counts[0][1] < OWN_OFFICES:
        return ""
    second = counts[1][1] if len(counts) > 1 else 0
    return counts[0][0] if counts[0][1] >= 2 * second else ""


def state_of(row: Row) -> str:
    """The state of an office: as its row says, or as its name does."""
    return row.get("state", "") or state_of_office(row["name"])


def names_of(row: Row) -> tuple[str, ...]:
    """All names of a row: `name`, `name_<language>` and the `variants`, divided by semicolons."""
    names = [row["name"], *(value for key, value in row.items() if key.startswith("name_"))]
    names += row.get("variants", "").split(";")
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def office_key(name: str) -> str:
    """The words of an office by which it is looked up, whatever its case and small words."""
    words = re.sub(r"[.,]", " ", name.lower().replace("ё", "е")).split()
    words = [EXPANDED.get(word, word) for word in words]
    return " ".join(word for word in words if word not in SMALL)


SMALL = frozenset(["the", "mr", "of", "for", "г-н", "господин"])
EXPANDED = {"isa": "international security affairs", "jcs": "joint chiefs staff"}
"""Abbreviations in the names of offices."""


def place_key(name: str) -> str:
    """The words of a place by which it is looked up."""
    words = re.findall(r"[^\W\d_]+", name.lower().replace("ё", "е"))
    return " ".join(word for word in words if word not in ("the", "г", "гор", "город"))


def title_key(name: str) -> str:
    """The title of an office without its state: `president` of `French President`."""
    return office_key(without_state(re.split(r",|\s+(?:of|to|in|at|for)\s", name)[0]))


def initial_parts(written: str) -> tuple[str, ...]:
    """The initials signed, in lower case: `McG. B.` is two, `J.F.D.` and `WPR` are three."""
    return tuple(part.lower() for part in re.findall(r"Ma?c[A-Z]|[^\W\d_]", written))


def holder_of(row: Row, people: Mapping[str, str], same: Mapping[str, str]) -> Holder | None:
    """The term of a row of offices; `None` where it has neither first nor last day."""
    first, last = day_of(row.get("from", ""), 1), day_of(row.get("to", ""), -1)
    if first is None and last is None:
        return None
    person = same.get(row.get("holder", ""), row.get("holder", ""))
    return Holder(
        row["id"],
        person,
        people.get(person, person),
        state_of(row),
        first or datetime.date.min,
        last or datetime.date.max,
    )


def day_of(cell: str, side: int) -> datetime.date | None:
    """A day from `1961`, `1961-01` or `1961-01-20`; `side` -1 takes the end of the period."""
    parts = [int(part) for part in cell.strip(" ?~%").split("-") if part.isdigit()]
    if not parts or not 1 <= parts[0] <= 9998:
        return None
    year = parts[0]
    try:
        if len(parts) >= 3:
            return datetime.date(year, parts[1], parts[2])
        if side > 0:
            return datetime.date(year, parts[1] if len(parts) > 1 else 1, 1)
        if len(parts) == 1 or parts[1] == 12:
            return datetime.date(year, 12, 31)
        return datetime.date(year, parts[1] + 1, 1) - datetime.timedelta(days=1)
    except ValueError:
        return None
