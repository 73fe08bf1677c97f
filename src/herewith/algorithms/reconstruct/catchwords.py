"""Catchwords: the first word of the next page, written alone at the foot of the one before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice, takewhile

from rapidfuzz import fuzz

from herewith.algorithms.reconstruct.furniture import Sign, is_date_line, page_number
from herewith.algorithms.reconstruct.lines import FAR, Line, ends_full, ends_open, starts_small
from herewith.algorithms.reconstruct.numbers import POINT, POINTED
from herewith.languages.layout import layout

__all__ = [
    "CATCH_WORDS",
    "LEFT_ALONE",
    "catch_lines",
    "closes",
    "has_a_place",
    "look_alike",
    "opens_sentences",
    "same_words",
    "very_words",
]

CATCH_WORDS = 3
"""Words in a catchword at most."""

LEFT_ALONE = "a word alone at the foot of a page, taken up by no page that is held"

CATCH_CHARS = 40

AT_EDGES = frozenset(("page_number", "running_head"))
"""Furniture that stands at the edges of pages."""

FURNISHED = 3
"""Lines of such furniture from which a stream shows its page ends by them."""

INITIALS = 4
"""Letters of initials at most."""

PARAGRAPH = 1
"""Empty lines beyond which two texts stand further apart than paragraphs do."""

FAR_RIGHT = 20
"""Columns of indention from which a line stands at the right of the page."""

_INITIALS = re.compile(r"(?:[^\W\d_]\.\s*)+[^\W\d_]{2,}")

_LOOKALIKES = str.maketrans("l1j0ebufпи3щ", "iiiochntннвш")
"""Letters and figures that worn type and programs take for each other."""

_LATIN = str.maketrans("aceopxykmthb0", "асеорхукмтнво")
"""Latin letters and a figure that stand for Cyrillic ones in a Cyrillic word."""

_WORN, WORN_FROM = str.maketrans("гзе", "твс"), 3
"""Cyrillic letters that are read for each other, and letters of a word in which they count as one:
of two letters, many are other words.
"""

_CYRILLIC = re.compile("[\u0400-\u04ff]")

_STOP = re.compile(r"(?<=[.!?])\s+")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def catch_lines(lines: Sequence[Line], signs: Sequence[Sign | None]) -> dict[int, str]:
    """Lines that are catchwords, with the reason: the last of a page, taken up by another.

    With form feeds the last line before each is looked at; without, every short line that
    stands before a block beginning with its words, or that breaks a sentence off where some
    page further on begins with it.
    """
    feeds = any(line.feed for line in lines)
    heads = _heads(lines, signs, feeds)
    furnished = sum(sign is not None and sign.kind in AT_EDGES for sign in signs) >= FURNISHED
    out: dict[int, str] = {}
    for line, behind in _feet(lines, signs, feeds):
        if not line.text or line.count > CATCH_WORDS or len(line.text) > CATCH_CHARS:
            continue
        apart = _alone(lines, line) or (feeds and _below(lines, line))
        taken_up = behind is not None and same_words(line.text, behind.text)
        if taken_up and not feeds and apart:
            taken_up = _parted(lines, line, behind, furnished=furnished) or (
                starts_small(line.text) and _breaks_off(lines, signs, line)
            )
        if taken_up and (feeds or apart):
            out[line.n] = "the next page begins with these words"
        elif apart and POINT.fullmatch(line.text) and _near(lines, line, heads.get(line.text, ())):
            out[line.n] = "another page begins with these words"
        elif not apart or not _worded(line.text) or has_a_place(line.text):
            continue
        elif _found(lines, line, heads) and (feeds or _breaks_off(lines, signs, line)):
            out[line.n] = "another page begins with these words"
        elif (feeds and _looks_caught(lines, signs, line)) or (
            not feeds and _left_far_above(line, behind)
        ):
            out[line.n] = LEFT_ALONE
    return out


def _worded(text: str) -> bool:
    """Whether a line holds a word, or figures that number no page: "9:00"."""
    if any(char.isalpha() for char in text):
        return True
    return any(char.isdigit() for char in text) and page_number(text) is None


def _parted(lines: Sequence[Line], line: Line, behind: Line | None, *, furnished: bool) -> bool:
    """Whether a page can end between a line and the text behind it.

    In a stream whose pages bear furniture or stand far apart, one of the two must be there; a date
    or a label that is said twice is no catchword in any.
    """
    if behind is None or has_a_place(line.text):
        return False
    between = lines[line.n + 1 : behind.n]
    return not furnished or len(between) > PARAGRAPH or any(other.text for other in between)


def has_a_place(text: str) -> bool:
    """Whether a short line has a place of its own in a paper: a date, a label, a closing."""
    tables = layout()
    if is_date_line(text):
        return True
    labelled = text.endswith(":") and tables.label.match(text) is not None
    return labelled or (text.endswith(",") and tables.closing.match(text) is not None)


def _alone(lines: Sequence[Line], line: Line) -> bool:
    """Whether there is no text on the lines before and behind."""
    behind = lines[line.n + 1].text if line.n + 1 < len(lines) else ""
    return _below(lines, line) and not behind


def _below(lines: Sequence[Line], line: Line) -> bool:
    """Whether a line stands apart from the text above it: an empty line, or far to the right."""
    return line.n == 0 or line.feed or not lines[line.n - 1].text or line.indent >= FAR_RIGHT


def _found(lines: Sequence[Line], line: Line, heads: Mapping[str, Sequence[int]]) -> bool:
    """Whether a longer word stands at the head of another page not far away, letter by letter."""
    wanted = "".join(_WORD.findall(line.text.casefold()))
    return len(wanted) >= 5 and _near(lines, line, heads.get(wanted, ()))


def _near(lines: Sequence[Line], line: Line, held: Sequence[int]) -> bool:
    """Whether one of some other lines stands not far from a line."""
    first = bisect_left(held, line.start - FAR, key=lambda n: lines[n].start)
    near = takewhile(lambda n: lines[n].start <= line.start + FAR, islice(held, first, None))
    return any(n != line.n for n in near)


def _heads(
    lines: Sequence[Line], signs: Sequence[Sign | None], feeds: bool
) -> dict[str, list[int]]:
    """The first words of each page, run together, and the lines on which they stand; figures too,
    as they are written.

    Where no form feed divides the stream, a page is each text that stands beneath furniture.
    """
    out: dict[str, list[int]] = defaultdict(list)
    fresh = True
    for line in lines:
        fresh = fresh or line.feed
        if not line.text:
            continue
        if signs[line.n] is None:
            words = _WORD.findall(line.text[:200].casefold()) if fresh else ()
            if fresh and line.text[0] in POINTED:
                out[line.text.split(None, 1)[0]].append(line.n)
            for count in range(1, min(CATCH_WORDS, len(words) - 1) + 1):
                out["".join(words[:count])].append(line.n)
            fresh = False
        elif not feeds:
            fresh = True
    return out


def _feet(
    lines: Sequence[Line], signs: Sequence[Sign | None], feeds: bool
) -> list[tuple[Line, Line | None]]:
    """Last text line of each page, with the first text of the next."""
    out: list[tuple[Line, Line | None]] = []
    last: Line | None = None
    parted = False
    for line in lines:
        parted = parted or line.feed or (not feeds and not line.text)
        if not line.text or signs[line.n] is not None:
            continue
        if last is not None and parted:
            out.append((last, line))
        last, parted = line, False
    if last is not None and feeds:
        out.append((last, None))
    return out


def _left_far_above(line: Line, behind: Line | None) -> bool:
    """Whether a word alone, with which sentences begin, stands far above the text behind it."""
    far = behind is not None and behind.n - line.n - 1 > PARAGRAPH
    return far and line.count == 1 and opens_sentences(line.text)


def _looks_caught(lines: Sequence[Line], signs: Sequence[Sign | None], line: Line) -> bool:
    """Whether a short last line that no page takes up is a catchword all the same."""
    if line.count > 2 or ends_full(line.text) or _INITIALS.match(line.text):
        return False
    if opens_sentences(line.text):
        return _below(lines, line)
    return _breaks_off(lines, signs, line)


def closes(text: str) -> bool:
    """Whether a text ends with the closing formula of a letter, on a line of its own or not.

    >>> closes("Nothing else is known. Sincerely yours,"), closes("They live in peace")
    (True, False)
    """
    return layout().closing.match(_STOP.split(text)[-1]) is not None


def opens_sentences(text: str) -> bool:
    """Whether a text is a small word with which sentences begin, and no initials.

    >>> opens_sentences("The"), opens_sentences("and,"), opens_sentences("DE")
    (True, True, False)
    """
    initials = text.isupper() and 1 < len(text) <= INITIALS
    return not initials and text.casefold().strip(' ,;“"«([') in layout().openers


def _breaks_off(lines: Sequence[Line], signs: Sequence[Sign | None], line: Line) -> bool:
    """Whether the text above a line that stands apart from it breaks off inside a sentence."""
    at = line.n - 1
    while at >= 0 and (not lines[at].text or signs[at] is not None):
        if lines[at + 1].feed:
            return False
        at -= 1
    before = lines[at].text if at >= 0 else ""
    apart = at < line.n - 1 or line.indent >= FAR_RIGHT
    if closes(before):
        return False
    size = 0
    while at >= 0 and lines[at].text and signs[at] is None:
        size += lines[at].count
        at -= 1
    return ends_open(before) and size >= 12 and apart


def very_words(catchword: str, text: str) -> bool:
    """Whether a text begins with the very words of a catchword, letters of one look alike.

    >>> very_words("could", "could not say"), very_words("could", "would not say")
    (True, False)
    """
    words, firsts = _WORD.findall(catchword.casefold()), _WORD.findall(text[:200].casefold())
    left, right = "".join(words), "".join(firsts[: len(words)])
    return bool(left) and look_alike(left) == look_alike(right)


def same_words(catchword: str, text: str) -> bool:
    """Whether a text begins with the words of a catchword, misreadings allowed.

    >>> same_words("I understand", "I understand your concern"), same_words("fear", "peoples")
    (True, False)
    >>> same_words("3. Defense", "Our defense production"), same_words("SUBJECT:", "subject to it")
    (False, False)
    """
    words, firsts = _WORD.findall(catchword.casefold()), _WORD.findall(text[:200].casefold())
    if not words or len(firsts) < len(words) or _other_case(catchword, text):
        return False
    left, right = "".join(words), "".join(firsts[: len(words)])
    if left == right or look_alike(left) == look_alike(right):
        return True
    if len(words) > 1:
        pairs = zip(words, firsts[: len(words)], strict=True)
        return len(left) >= 4 and all(_misread(one, other) for one, other in pairs)
    return len(left) >= 4 and (right.startswith(left) or fuzz.ratio(left, right) >= 75)


def _other_case(one: str, other: str) -> bool:
    """Whether one text begins with a small letter and the other with a capital."""
    left, right = _WORD.search(one), _WORD.search(other)
    if left is None or right is None or not left[0][0].isalpha() or not right[0][0].isalpha():
        return False
    return left[0][0].isupper() != right[0][0].isupper()


def _misread(one: str, other: str) -> bool:
    """Whether two words may be one, misread; figures are never a misread word."""
    if one.isdigit() or other.isdigit():
        return one == other
    return look_alike(one) == look_alike(other) or fuzz.ratio(one, other) >= 60


def look_alike(word: str) -> str:
    """A word with letters that are read for each other made one: `ln` and `in`, `rn` and `m`.

    >>> look_alike("c\u0430\u0434") == look_alike("\u0441a\u0434")
    True
    """
    if not word.isascii() and _CYRILLIC.search(word) is not None:
        word = word.translate(_LATIN).replace("ьт", "ы")
        word = word.translate(_WORN) if len(word) >= WORN_FROM else word
    return word.replace("rn", "m").translate(_LOOKALIKES)
