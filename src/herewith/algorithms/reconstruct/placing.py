"""Lines that may be furniture, judged by where they stand on the page and in the stream."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from herewith.algorithms.reconstruct.furniture import Sign, page_number, sign_of
from herewith.algorithms.reconstruct.lines import Line, ends_sentence
from herewith.algorithms.reconstruct.numbers import settle_numbers
from herewith.languages.layout import layout
from herewith.model.document import FurnitureKind

__all__ = ["furniture_lines"]


STAMP_LINES = 5
"""Lines of a stamp at most."""

HEAD_LIKENESS = 82
"""Likeness (0..100) of two running heads of one stream."""


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
    _running_heads(lines, out)
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


def _running_heads(lines: Sequence[Line], signs: list[Sign | None]) -> None:
    """Short lines that return at the head or foot of three pages or more."""
    edges = _edge_lines(lines, signs)
    groups: list[list[Line]] = []
    keys: list[str] = []
    for line, side in edges:
        if line.count == 1 and line.text.islower() and line.text.isalpha():
            continue  # A word of the text, or a catchword.
        key = side + re.sub(r"\d+", "#", " ".join(line.text.casefold().split()))
        for index, known in enumerate(keys):
            if known == key or (
                known[0] == key[0] and len(key) >= 9 and fuzz.ratio(known, key) >= HEAD_LIKENESS
            ):
                groups[index].append(line)
                break
        else:
            keys.append(key)
            groups.append([line])
    for group in groups:
        plain = all(line.count == 1 and line.text.isalpha() for line in group)
        if len(group) < (5 if plain and not group[0].text.isupper() else 3):
            continue
        why = f"the line returns at the edge of {len(group)} pages"
        for line in group:
            signs[line.n] = Sign("running_head", "running", why, True, 0.95)
            digits = re.findall(r"\d+", line.text)
            if page_number(line.text) is not None and digits:
                signs[line.n] = Sign("page_number", "number", why, True, 0.97)


def _edge_lines(lines: Sequence[Line], signs: Sequence[Sign | None]) -> list[tuple[Line, str]]:
    """Short lines near form feeds that nothing else explains."""
    feeds = [line.n for line in lines if line.feed]
    if len(feeds) < 3:
        return []
    out: dict[int, tuple[Line, str]] = {}
    for at in [*feeds, len(lines)]:
        for direction in (-1, 1):
            seen, n = 0, at if direction > 0 else at - 1
            while 0 <= n < len(lines) and seen < 2:
                line = lines[n]
                if line.text and signs[n] is None:
                    seen += 1
                    if 2 < len(line.text) <= 70 and line.count <= 10:
                        out[n] = (line, "^" if direction > 0 else "$")
                    else:
                        break
                n += direction
                if direction > 0 and 0 <= n < len(lines) and lines[n].feed:
                    break
    return [out[n] for n in sorted(out)]
