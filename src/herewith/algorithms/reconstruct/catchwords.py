"""Catchwords: the first word of the next page, written alone at the foot of the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from herewith.algorithms.reconstruct.furniture import Sign
from herewith.algorithms.reconstruct.lines import Line, ends_open, ends_sentence
from herewith.languages.layout import layout

__all__ = ["LEFT_ALONE", "catch_lines", "same_words"]

CATCH_WORDS = 3
"""Words in a catchword at most."""

LEFT_ALONE = "a word alone at the foot of a page, taken up by no page that is held"

CATCH_CHARS = 40

_INITIALS = re.compile(r"(?:[^\W\d_]\.\s*)+[^\W\d_]{2,}")

_LOOKALIKES = str.maketrans("l1j0ebufпи3щ", "iiiochntннвш")
"""Letters and figures that worn type and programs take for each other."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def catch_lines(lines: Sequence[Line], signs: Sequence[Sign | None]) -> dict[int, str]:
    """Lines that are catchwords, with the reason: the last of a page, taken up by another.

    With form feeds the last line before each is looked at; without, every short line that
    stands before a block beginning with its words.
    """
    feeds = any(line.feed for line in lines)
    heads = _heads(lines, signs, feeds)
    out: dict[int, str] = {}
    for line, following in _feet(lines, signs, feeds):
        if not line.text or line.count > CATCH_WORDS or len(line.text) > CATCH_CHARS:
            continue
        taken_up = following is not None and same_words(line.text, following)
        if taken_up and (feeds or _alone(lines, line)):
            out[line.n] = "the next page begins with these words"
        elif not any(char.isalpha() for char in line.text):
            continue
        elif feeds and _found(line.text, heads):
            out[line.n] = "another page begins with these words"
        elif feeds and _looks_caught(lines, signs, line):
            out[line.n] = LEFT_ALONE
    return out


def _alone(lines: Sequence[Line], line: Line) -> bool:
    """Whether there is no text on the lines before and behind."""
    before = lines[line.n - 1].text if line.n else ""
    behind = lines[line.n + 1].text if line.n + 1 < len(lines) else ""
    return not before and not behind


def _found(text: str, heads: Sequence[str]) -> bool:
    """Whether a longer word stands at the head of another page, letter by letter."""
    wanted = "".join(_WORD.findall(text.casefold()))
    if len(wanted) < 5:
        return False
    count = len(_WORD.findall(text))
    return any("".join(_WORD.findall(head[:200].casefold())[:count]) == wanted for head in heads)


def _heads(lines: Sequence[Line], signs: Sequence[Sign | None], feeds: bool) -> list[str]:
    """First line of text of each page (or block, where no form feed divides the stream)."""
    out: list[str] = []
    fresh = True
    for line in lines:
        fresh = fresh or line.feed
        if fresh and line.text and signs[line.n] is None:
            out.append(line.text)
            fresh = False
        elif not line.text and not feeds:
            fresh = True
    return out


def _feet(
    lines: Sequence[Line], signs: Sequence[Sign | None], feeds: bool
) -> list[tuple[Line, str | None]]:
    """Last text line of each page, with the first text of the next."""
    out: list[tuple[Line, str | None]] = []
    last: Line | None = None
    parted = False
    for line in lines:
        parted = parted or line.feed or (not feeds and not line.text)
        if not line.text or signs[line.n] is not None:
            continue
        if last is not None and parted:
            out.append((last, line.text))
        last, parted = line, False
    if last is not None and feeds:
        out.append((last, None))
    return out


def _looks_caught(lines: Sequence[Line], signs: Sequence[Sign | None], line: Line) -> bool:
    """Whether a short last line that no page takes up is a catchword all the same."""
    if line.count > 2 or ends_sentence(line.text):
        return False
    at = line.n - 1
    while at >= 0 and (not lines[at].text or signs[at] is not None):
        if lines[at + 1].feed:
            return False
        at -= 1
    before = lines[at].text if at >= 0 else ""
    apart = at < line.n - 1 or line.indent >= 20
    if layout().closing.match(before) or _INITIALS.match(line.text):
        return False
    size = 0
    while at >= 0 and lines[at].text and signs[at] is None:
        size += lines[at].count
        at -= 1
    return ends_open(before) and size >= 12 and apart


def same_words(catchword: str, text: str) -> bool:
    """Whether a text begins with the words of a catchword, misreadings allowed.

    >>> same_words("I understand", "I understand your concern"), same_words("fear", "peoples")
    (True, False)
    """
    words, firsts = _WORD.findall(catchword.casefold()), _WORD.findall(text[:200].casefold())
    if not words or len(firsts) < len(words):
        return False
    left, right = "".join(words), "".join(firsts[: len(words)])
    if left == right:
        return True
    if len(left) >= 4 and right.startswith(left):
        return True
    if _alike(left) == _alike(right):
        return True
    return len(left) >= 4 and fuzz.ratio(left, right) >= 75


def _alike(word: str) -> str:
    """A word with letters that are read for each other made one: `ln` and `in`, `rn` and `m`."""
    return word.replace("rn", "m").translate(_LOOKALIKES)
