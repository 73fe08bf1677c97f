"""Short forms of given names: Bob is Robert. The table is data (`english/nicknames.csv`)."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files

__all__ = ["short_names"]


def short_names(given: str) -> frozenset[str]:
    """The short forms of a given name, in lower case.

    >>> sorted(short_names("Robert"))
    ['bob', 'bobby', 'rob', 'robin']
    """
    return _table().get(given.lower(), frozenset())


@cache
def _table() -> dict[str, frozenset[str]]:
    text = (files("herewith.languages") / "english" / "nicknames.csv").read_text("utf-8")
    return {
        row["name"].lower(): frozenset(word.strip().lower() for word in row["short"].split(";"))
        for row in csv.DictReader(io.StringIO(text))
    }
