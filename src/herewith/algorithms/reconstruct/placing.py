"""Lines that may be furniture, judged by where they stand on the page and in the stream."""

from __future__ import annotations

import re
from collections.abc import Sequence

from herewith.algorithms.reconstruct.furniture import Sign, sign_of
from herewith.algorithms.reconstruct.lines import Line, ends_sentence
from herewith.algorithms.reconstruct.numbers import settle_numbers
from herewith.algorithms.reconstruct.running import running_heads
from herewith.languages.layout import layout
from herewith.model.document import FurnitureKind

__all__ = ["furniture_lines"]


STAMP_LINES = 5
"""Lines of a stamp at most."""


_DASHED = re.compile(r"[-–—]\s?\d{1,3}\s?[-–—]")
"""A page number between dashes: "- 2 -"."""


def furniture_lines(lines: Sequence[Line]) -> list[Sign | None]:
    """For each line what furniture it is by itself; prose in a paragraph is left alone."""
    out: list[Sign | None] = []
    for line in lines:
        sign = sign_of(line)
        if sign is not None and not _stands_alone(lines, line, sign):
            sign = None
        out.append(sign)
    _stamped_paragraphs(lines, out)
    settle_numbers(lines, out)
    running_heads(lines, out)
    return out


def _stamped_paragraphs(lines: Sequence[Line], signs: list[Sign | None]) -> None:
    """The other lines of a stamp, and bracketed notes of several lines."""
    n = 0
    while n < len(lines):
        end = n
        while end < len(lines) and lines[end].text and end - n <= STAMP_LINES:
            end += 1
        group = lines[n:end]
        if 1 < len(group) <= STAMP_LINES and all(line.count <= 8 for line in group):
            first, text = signs[n], " ".join(line.text for line in group)
            bracketed = text[0] == "[" and text[-1] == "]" and layout().seal.fullmatch(text)
            if bracketed:
                kind: FurnitureKind = "stamp" if re.search(r"\d", text) else "seal"
                sign = Sign(kind, "seal", "a bracketed note of several lines", True, 0.9)
                signs[n:end] = [sign] * len(group)
            elif first is not None and first.name == "stamp":
                for line in group[1:]:
                    if signs[line.n] is None and not ends_sentence(line.text):
                        signs[line.n] = Sign(
                            "stamp", "stamp", "a further line of a stamp", True, 0.85
                        )
        n = max(end, n + 1)


def _stands_alone(lines: Sequence[Line], line: Line, sign: Sign) -> bool:
    """Whether a line is set off from the text around it, or plainly not part of it."""
    before = lines[line.n - 1].text if line.n else ""
    behind = lines[line.n + 1].text if line.n + 1 < len(lines) else ""
    if line.feed or (line.n + 1 < len(lines) and lines[line.n + 1].feed):
        return True
    if sign.kind == "hand":
        return _only_hand(lines, line)
    if not before and not behind:
        return True
    if sign.name == "number":
        return _beside_furniture(lines, line, before, behind)
    beside = before or behind
    if (
        sign.name == "stamp"
        and beside.upper() == beside
        and sign_of(_touching(lines, line)) is None
    ):
        return False  # The last line of a text in capitals.
    if not before or not behind:
        return line.text.upper() == line.text or sign.name in ("rule", "page_mark", "seal")
    return line.text.upper() == line.text or sign.name in ("number", "rule", "page_mark")


def _touching(lines: Sequence[Line], line: Line) -> Line:
    """The line above that touches a line, or else the one below."""
    return lines[line.n - 1] if line.n and lines[line.n - 1].text else lines[line.n + 1]


def _beside_furniture(lines: Sequence[Line], line: Line, before: str, behind: str) -> bool:
    """Whether a page number touches nothing but a classification or a stamp, or is set in
    dashes right above or below the text.
    """
    beside = [lines[line.n - 1]] if before else []
    beside += [lines[line.n + 1]] if behind else []
    signs = [sign_of(other) for other in beside]
    if all(sign is not None and sign.name in ("classification", "stamp") for sign in signs):
        return True
    return len(beside) == 1 and _DASHED.fullmatch(line.text) is not None


def _only_hand(lines: Sequence[Line], line: Line) -> bool:
    """Whether the whole paragraph is in hand; with typed lines it is a signature."""
    for step in (-1, 1):
        at = line.n + step
        while 0 <= at < len(lines) and lines[at].text:
            if not lines[at].hand:
                return False
            at += step
    return True
