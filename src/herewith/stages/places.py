"""Places in a delivered file, as editors name them.

`FILE@12` is a line, `FILE@12-14` some lines, `FILE@120:133` half-open offsets into the decoded
text; `~WORDS` behind any of them, or alone, narrows the place down to these words and proves
that it is still the place that was meant. What is decided of a place stands behind a slash:
`letters@58~I understand/furniture`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["PROPERTIES", "Named", "find_place", "named", "other_place"]

PROPERTIES = (
    "start",
    "page",
    "heading",
    "furniture",
    "reading",
    "duplicate",
    "same_page",
    "follows",
    "gap",
)
"""What can be decided of a place; docs/commands/decide.md says how."""

_PLACE = r"(?P<where>\d+(?:[-:]\d+)?)?(?:~(?P<words>.+))?"
_TARGET = re.compile(rf"(?P<source>[^@]+)@{_PLACE}/(?P<property>{'|'.join(PROPERTIES)})", re.DOTALL)
_OTHER = re.compile(_PLACE, re.DOTALL)


@dataclass(frozen=True, slots=True)
class Named:
    """A place as an editor names it, and what is decided of it."""

    source: str
    where: str
    words: str
    property: str


def named(target: str) -> Named | None:
    """The place that the target of a decision names; `None` if it names a statement.

    >>> named("letters@58~I understand/furniture")
    Named(source='letters', where='58', words='I understand', property='furniture')
    >>> named("letters#dear-sir-1f2e/boundary") is None
    True
    """
    found = _TARGET.fullmatch(target)
    if found is None or not (found["where"] or found["words"]):
        return None
    return Named(found["source"], found["where"] or "", found["words"] or "", found["property"])


def find_place(text: str, where: str, words: str = "") -> tuple[int, int] | str:
    """The stretch that a place names, or in words why there is none.

    The stretch begins and ends with what can be seen.

    >>> find_place("one\\ntwo and three\\n", "2", "and"), find_place("one", "2")
    ((8, 11), 'there is no line 2')
    """
    start, end = 0, len(text)
    if ":" in where:
        start, end = (int(part) for part in where.split(":"))
        if not 0 <= start < end <= len(text):
            return f"there is no stretch {where}"
    elif where:
        first, _, last = where.partition("-")
        low, high = int(first), int(last or first)
        edges = [0, *(m.end() for m in re.finditer("\n", text)), len(text)]
        if not 1 <= low <= high < len(edges):
            return f"there is no line {high if low >= 1 else low}"
        start, end = edges[low - 1], edges[high]
    if words:
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        found = [m.span() for m in re.finditer(pattern, text[start:end])] if pattern else []
        if not found:
            return f"“{words}” does not stand there"
        if len(found) > 1 and not where:
            return f"“{words}” stands there {len(found)} times; name the line too"
        start, end = start + found[0][0], start + found[0][1]
    inner = text[start:end]
    trimmed = inner.strip()
    if not trimmed:
        return "nothing stands there"
    start += inner.index(trimmed)
    return start, start + len(trimmed)


def other_place(text: str, value: object) -> tuple[int, int] | str:
    """The stretch named by a value: another place of the same file, with or without `@`."""
    if not isinstance(value, str):
        return f"{value!r} is not a place"
    found = _OTHER.fullmatch(value.removeprefix("@"))
    if found is None or not (found["where"] or found["words"]):
        return f'"{value}" is not a place'
    return find_place(text, found["where"] or "", found["words"] or "")
