"""Strike-outs: which are plainly meant, and which cover words that the sentence needs.

A strike-out is obeyed only where it is plain: a word begun and broken off, or words with an
insertion right behind them. A strike-out is doubtful where what is left cannot be read: half a
word goes on unstruck, or a preposition is left before "and". Doubtful words stay in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from herewith.languages.layout import layout
from herewith.model.text import Delivered, Mark

__all__ = ["Strike", "strikes_of"]

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Strike:
    """A struck stretch of the source, delimiters included, and how it is taken."""

    mark: Mark
    doubtful: bool
    plain: bool
    why: str


def strikes_of(delivered: Delivered, known: Callable[[str], bool]) -> list[Strike]:
    """The strike-outs of a source, in order; neighbours in one line are judged together.

    Args:
        delivered: the source.
        known: whether a word stands in the dictionary of its language.
    """
    marks = [mark for mark in delivered.marks if mark.kind == "struck"]
    out: list[Strike] = []
    for group in _neighbours(delivered.text, marks):
        why = _doubt(delivered.text, group, known)
        for mark in group:
            plain = "" if why else _plain(delivered, mark)
            out.append(Strike(mark, bool(why), bool(plain), why or plain or "struck on the page"))
    return out


def _neighbours(text: str, marks: Sequence[Mark]) -> list[list[Mark]]:
    """Marks with no line end and at most three words between them."""
    out: list[list[Mark]] = []
    for mark in marks:
        if out:
            between = text[out[-1][-1].end : mark.start]
            if "\n" not in between and len(between.split()) <= 3:
                out[-1].append(mark)
                continue
        out.append([mark])
    return out


def _doubt(text: str, group: Sequence[Mark], known: Callable[[str], bool]) -> str:
    """Why a group of strike-outs cannot be meant, or nothing."""
    group = [mark for mark in group if not mark.get("tracked")]
    for mark in group:
        inner = text[mark.inner_start : mark.inner_end].rstrip()
        following = text[mark.end : mark.end + 80].lstrip(" ~*\n\r\t")
        if _goes_on(inner, following, known):
            return "half a word is struck and goes on unstruck"
    tables = layout()
    for mark in group:
        before = _WORD.findall(text[max(0, mark.start - 80) : mark.start])
        behind = _WORD.findall(text[mark.end : mark.end + 80].split("\n\n")[0])
        ended = re.match(r"\s*[.;:!?)]", text[mark.end : mark.end + 10]) is not None
        leads = bool(before) and before[-1].casefold() in tables.dangling
        if leads and (ended or (behind and behind[0].casefold() in tables.suspended)):
            return f"“{before[-1]}” would be left with nothing to govern"
    return ""


def _goes_on(inner: str, following: str, known: Callable[[str], bool]) -> bool:
    """Whether struck words end in half a word whose other half stands unstruck behind."""
    half = re.search(r"([^\W\d_]+)-$", inner)
    other = re.match(r"[^\W\d_]+", following)
    if half is None or other is None or not following[0].islower():
        return False
    return known(half[1] + other[0]) or not known(other[0])


def _plain(delivered: Delivered, mark: Mark) -> str:
    if mark.get("tracked"):
        return f"deleted by {mark.get('by') or 'someone'} in the file's own record of changes"
    inner = delivered.text[mark.inner_start : mark.inner_end].rstrip()
    if inner.endswith("-") and len(inner) <= 12:
        return "a word begun and struck"
    for other in delivered.marks:
        if other.kind == "inserted" and 0 <= other.start - mark.end <= 2:
            return "struck, with other words inserted right behind"
    return ""
