"""Blanks: places where a printed paper says, or shows, that text is not printed.

In brackets ("[3 lines not declassified]", «[2 строки не рассекречены]»), as black boxes, as the
codes of an exemption ("(b)(1)"), or by dots. Three kinds are told apart, because only the first is
a matter of release: `withheld` by those who released the paper, `omitted` by an editor who had the
text ("[Here follows …]"), `unreadable`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from herewith.languages.releases import release_words

__all__ = ["Blank", "blanks", "is_sanitised"]

LONGEST = 600
"""Characters in brackets that can be a remark about what is missing."""

_BRACKET = re.compile(rf"\[([^\[\]]{{2,{LONGEST}}})\]")
_BOX = re.compile(r"[█▇▆▓▒■◼⬛▉▊]+(?:[\s.,]{0,3}[█▇▆▓▒■◼⬛▉▊]+)*")
_CODE = re.compile(
    r"(?<![\w.)])[\[(]?(?:E\.?\s?O\.?\s*1[23]\d{3}[^\n\]]{0,30}?|FOIA\s*)?"
    r"\(b\)\s?\(\d\)(?:[\s,;]*\(b\)\s?\(\d\))*[\])]?",
    re.IGNORECASE,
)
_LAW = re.compile(r"(?:section|sec\.|paragraph|para\.|article|art\.|clause|§)\s*$", re.IGNORECASE)
"""Before such a code: a place in a law, and no exemption."""

_DOTS = re.compile(r"(?:\. ?){3,}|…|(?:\* ?){3,}")


@dataclass(frozen=True, slots=True)
class Blank:
    """One such place: half-open offsets, its kind, and about how many words are missing.

    `shown` is how the paper shows it: in brackets, as a box, as a code, or by dots.
    """

    start: int
    end: int
    kind: Literal["withheld", "omitted", "unreadable"]
    words: int | None
    shown: Literal["bracket", "box", "code", "dots"]


def blanks(text: str, language: str | None, *, dots: bool = False) -> tuple[Blank, ...]:
    """The blanks of a text, in order; with `dots` also the dots of an elision.

    >>> [(b.kind, b.words) for b in blanks("The [name not declassified] said ██████ to us.", "en")]
    [('withheld', 2), ('withheld', 1)]
    """
    words = release_words(language)
    found: list[Blank] = []
    for match in _BRACKET.finditer(text):
        kind = words.said(match[1])
        if kind is not None:
            amount = words.amount(match[1])
            found.append(Blank(match.start(), match.end(), kind, amount, "bracket"))
    for match in _BOX.finditer(text):
        size = max(1, round(len(match[0]) / 6))
        found.append(Blank(match.start(), match.end(), "withheld", size, "box"))
    for match in _CODE.finditer(text):
        if not _LAW.search(text[max(0, match.start() - 14) : match.start()]):
            found.append(Blank(match.start(), match.end(), "withheld", None, "code"))
    if dots:
        found += (Blank(m.start(), m.end(), "omitted", None, "dots") for m in _DOTS.finditer(text))
    return tuple(_apart(sorted(found, key=lambda blank: (blank.start, -blank.end))))


def is_sanitised(text: str, language: str | None) -> bool:
    """Whether the page says that it is a copy cleaned for release.

    >>> is_sanitised("SANITIZED COPY. Approved for release 1996.", "en")
    True
    """
    return release_words(language).sanitised.search(text) is not None


def _apart(found: Iterable[Blank]) -> Iterable[Blank]:
    """Blanks without those that lie within another."""
    reached = 0
    for blank in found:
        if blank.start >= reached:
            yield blank
            reached = blank.end
