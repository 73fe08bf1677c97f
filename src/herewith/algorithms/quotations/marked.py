"""Find words between quotation marks, whatever marks a typist or an editor used.

Curly marks and guillemets are paired by their shape; straight double marks by turns within a
paragraph. A quotation that goes on in the next paragraph is marked again at its beginning and
closed only at the end, as printers do. Single marks are apostrophes too often and are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Marked", "find_marked"]

CLOSING = {"“": "”", "„": "“”", "«": "»"}
_MARK = re.compile(r"[“”„«»\"]")
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between marks: half-open offsets of the words, the marks left out."""

    start: int
    end: int
    text: str


def find_marked(text: str) -> tuple[Marked, ...]:
    """All marked quotations in order of place; one inside another is part of the outer one.

    >>> [m.text for m in find_marked('He wrote “we agree,” and then "not now".')]
    ['we agree,', 'not now']
    """
    out: list[Marked] = []
    opened: tuple[str, int] | None = None
    for start, end in _paragraphs(text):
        if opened and not text[start:].lstrip().startswith(opened[0]):
            opened = None
        at = start
        if opened:
            at = text.index(opened[0], start) + 1
        opened = _within(text, at, end, opened, out)
        if opened and opened[0] == '"':
            opened = None
    return tuple(out)


def _within(
    text: str, start: int, end: int, opened: tuple[str, int] | None, out: list[Marked]
) -> tuple[str, int] | None:
    """Pair the marks of one paragraph; returns the mark that is still open at its end."""
    depth = 0
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if opened is None:
            if mark == '"' or mark in CLOSING:
                opened, depth = (mark, at + 1), 0
        elif mark == '"' == opened[0] or mark in CLOSING.get(opened[0], ""):
            if depth:
                depth -= 1
                continue
            out.append(Marked(opened[1], at, text[opened[1] : at]))
            opened = None
        elif mark == opened[0]:
            depth += 1
    return opened


def _paragraphs(text: str) -> list[tuple[int, int]]:
    out, start = [], 0
    for match in _PARAGRAPH.finditer(text):
        out.append((start, match.start()))
        start = match.end()
    out.append((start, len(text)))
    return out
