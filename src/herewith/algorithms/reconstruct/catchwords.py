"""Catchwords: the first word of the next page, written alone at the foot of the one before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from herewith.algorithms.reconstruct.furniture import Sign
from herewith.algorithms.reconstruct.lines import Line, ends_full, ends_open
from herewith.languages.layout import layout

__all__ = ["CATCH_WORDS", "LEFT_ALONE", "catch_lines", "look_alike", "same_words"]

CATCH_WORDS = 3
"""Words in a catchword at most."""

LEFT_ALONE = "a word alone at the foot of a page, taken up by no page that is held"

CATCH_CHARS = 40

FAR_RIGHT = 20
"""Columns of indention from which a line stands at the right of the page."""

_INITIALS = re.compile(r"(?:[^\W\d_]\.\s*)+[^\W\d_]{2,}")

_LOOKALIKES = str.maketrans("l1j0ebufпи3щ", "iiiochntннвш")
"""Letters and figures that worn type and programs take for each other."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def catch_lines(lines: Sequence[Line], signs: Sequence[Sign | None]) -> dict[int, str]:
    """Lines that are catchwords, with the reason: the last of a page, taken up by another.

    With form feeds the last line before each is looked at; without, every short line that
    stands before a block beginning with its words, or that breaks a sentence off where some
    page further on begins with it.
    """
    feeds = any(line.feed for line in lines)
    heads = _heads(lines, signs, feeds)
    out: dict[int, str] = {}
    for line, following in _feet(lines, signs, feeds):
        if not line.text or line.count > CATCH_WORDS or len(line.text) > CATCH_CHARS:
            continue
        apart = _alone(lines, line) or (feeds and _below(lines, line))
        taken_up = following is not None and same_words(line.text, following)
        if taken_up and (feeds or apart):
            out[line.n] = "the next page begins with these words"
        elif not any(char.isalpha() for char in line.text) or not apart:
            continue
        elif _found(line, heads) and (feeds or _breaks_off(lines, signs, line)):
            out[line.n] = "another page begins with these words"
        elif feeds and _looks_caught(lines, signs, line):
            out[line.n] = LEFT_ALONE
    return out


def _alone(lines: Sequence[Line], line: Line) -> bool:
    """Whether there is no text on the lines before and behind."""
    behind = lines[line.n + 1].text if line.n + 1 < len(lines) else ""
    return _below(lines, line) and not behind


def _below(lines: Sequence[Line], line: Line) -> bool:
    """Whether a line stands apart from the text above it: an empty line, or far to the right."""
    return line.n == 0 or line.feed or not lines[line.n - 1].text or line.indent >= FAR_RIGHT


def _found(line: Line, heads: Mapping[str, set[int]]) -> bool:
    """Whether a longer word stands at the head of another page, letter by letter."""
    wanted = "".join(_WORD.findall(line.text.casefold()))
    return len(wanted) >= 5 and bool(heads.get(wanted, set()) - {line.n})


def _heads(lines: Sequence[Line], signs: Sequence[Sign | None], feeds: bool) -> dict[str, set[int]]:
    """The first words of each page, run together, and the lines on which they stand.

    Where no form feed divides the stream, a page is each text that stands beneath furniture.
    """
    out: dict[str, set[int]] = defaultdict(set)
    fresh = True
    for line in lines:
        fresh = fresh or line.feed
        if not line.text:
            continue
        if signs[line.n] is None:
            words = _WORD.findall(line.text[:200].casefold()) if fresh else ()
            for count in range(1, min(CATCH_WORDS, len(words) - 1) + 1):
                out["".join(words[:count])].add(line.n)
            fresh = False
        elif not feeds:
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
    if line.count > 2 or ends_full(line.text) or _INITIALS.match(line.text):
        return False
    if layout().closing.match(line.text) and line.text.endswith(","):
        return False
    initials = line.text.isupper() and 1 < len(line.text) <= 4
    if not initials and line.text.casefold().strip(' ,;“"«([') in layout().openers:
        return _below(lines, line)
    return _breaks_off(lines, signs, line)


def _breaks_off(lines: Sequence[Line], signs: Sequence[Sign | None], line: Line) -> bool:
    """Whether the text above a line that stands apart from it breaks off inside a sentence."""
    at = line.n - 1
    while at >= 0 and (not lines[at].text or signs[at] is not None):
        if lines[at + 1].feed:
            return False
        at -= 1
    before = lines[at].text if at >= 0 else ""
    apart = at < line.n - 1 or line.indent >= FAR_RIGHT
    if layout().closing.match(before):
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
    >>> same_words("3. Defense", "Our defense production")
    False
    """
    words, firsts = _WORD.findall(catchword.casefold()), _WORD.findall(text[:200].casefold())
    if not words or len(firsts) < len(words):
        return False
    left, right = "".join(words), "".join(firsts[: len(words)])
    if left == right or look_alike(left) == look_alike(right):
        return True
    if len(words) > 1:
        pairs = zip(words, firsts[: len(words)], strict=True)
        return len(left) >= 4 and all(_misread(one, other) for one, other in pairs)
    return len(left) >= 4 and (right.startswith(left) or fuzz.ratio(left, right) >= 75)


def _misread(one: str, other: str) -> bool:
    """Whether two words may be one, misread; figures are never a misread word."""
    if one.isdigit() or other.isdigit():
        return one == other
    return look_alike(one) == look_alike(other) or fuzz.ratio(one, other) >= 60


def look_alike(word: str) -> str:
    """A word with letters that are read for each other made one: `ln` and `in`, `rn` and `m`."""
    return word.replace("rn", "m").translate(_LOOKALIKES)
