"""Where a quotation is said to come from: the dates that an author gives beside it.

A date in brackets right behind the marks speaks first; then the dates of the sentence before the
quotation, for a sentence may name two letters and quote both; then those of the nearest earlier
sentence of the same paragraph that has any ("In his letter of May 3. “…,” he wrote. “…”").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from herewith.algorithms.date_phrases import FoundDate
from herewith.algorithms.quotations.marked import Marked
from herewith.model.dates import HistoricalDate

__all__ = ["Claim", "claim", "fits", "is_term"]

BEHIND = 40
"""Characters behind the closing mark in which a bracket may begin and end."""

_BRACKETED = re.compile(r"^[\s,.;:!?”»\"]*\(([^()]*)\)")
_SENTENCE_END = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=[\d)]))[.!?][”»\"]?\s+(?=[“„«\"]?[A-ZА-ЯЁ])|\n\s*\n"
)
_PARAGRAPH = re.compile(r"\n\s*\n")
_PAPER = re.compile(
    r"\b(?:letters?|messages?|notes?|repl(?:y|ies)|answers?|telegrams?|cables?|memorand\w+|"
    r"statements?|wrote|written|письм\w*|послани\w*|ответ\w*|телеграмм\w*|нот[аеуы]\w*|"
    r"записк\w*|заявлени\w*|писал\w*)\b",
    re.IGNORECASE,
)
"""A word that says that a date is one of a paper."""

_WORD = re.compile(r"[^\W_]+")

TERM_WORDS = 3
"""Longest phrase between marks that is taken for a term when nobody is named for it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The dates an author gives for a quotation, and the rule that found them.

    A `loose` claim stands in an earlier sentence and names no paper: it can be borne out, but
    words that stand elsewhere do not refute it.
    """

    dates: tuple[HistoricalDate, ...]
    rule: str
    loose: bool = False


def claim(text: str, quoted: Marked, dates: Sequence[FoundDate]) -> Claim:
    """The claim that goes with a quotation.

    Args:
        text: the text that quotes.
        quoted: the quotation.
        dates: all dates of the text, in order of place; years alone claim nothing.

    >>> from herewith.algorithms.date_phrases import find_dates
    >>> from herewith.algorithms.quotations.marked import find_marked
    >>> text = "He called it “a dangerous attempt” (March 11)."
    >>> found = claim(text, find_marked(text)[0], find_dates(text, "en"))
    >>> [d.edtf for d in found.dates], found.rule
    (['XXXX-03-11'], 'bracket_behind')
    """
    dates = [d for d in dates if d.date.precision != "year"]
    behind = _BRACKETED.match(text[quoted.end + 1 : quoted.end + 1 + BEHIND])
    if behind:
        low, high = (quoted.end + 1 + x for x in behind.span(1))
        given = tuple(d.date for d in dates if low <= d.start and d.end <= high)
        if given:
            return Claim(given, "bracket_behind")
    start = _sentence_start(text, quoted.start)
    starts = [d.start for d in dates]
    before = bisect_left(starts, start)
    given = tuple(d.date for d in dates[before : bisect_right(starts, quoted.start)])
    if given:
        return Claim(given, "same_sentence")
    paragraph = max((m.end() for m in _PARAGRAPH.finditer(text, 0, start)), default=0)
    if before and starts[before - 1] >= paragraph:
        sentence = _sentence_start(text, starts[before - 1])
        near = [d for d in dates[:before] if d.start >= max(sentence, paragraph)]
        named = any(_PAPER.search(text, max(sentence, d.start - 40), d.end + 20) for d in near)
        return Claim(tuple(d.date for d in near), "same_paragraph", loose=not named)
    return Claim((), "")


def fits(cited: HistoricalDate, date: HistoricalDate) -> bool:
    """Whether a document of a date can be the one cited; a date without year fits any year."""
    if cited.edtf.startswith("XXXX-"):
        return date.precision in ("day", "minute") and date.edtf[4:10] == cited.edtf[4:10]
    return cited.may_be(date)


def is_term(quoted: str, *, found: bool, claimed: bool) -> str:
    """Why marked words are no quotation of a paper: a term or a title; empty if they may be.

    >>> is_term("miscalculation", found=False, claimed=True)
    'a term or a word held at a distance'
    >>> is_term("The Guns of the Strait", found=False, claimed=False)
    'a title'
    """
    said = _WORD.findall(quoted)
    if len(said) <= TERM_WORDS and not (found and claimed and len(said) > 1):
        return "a term or a word held at a distance"
    capitals = [w for w in said if w[0].isupper()]
    long = [w for w in said if len(w) > 3]
    if not found and len(capitals) > 1 and all(w[0].isupper() for w in long):
        return "a title"
    return ""


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence begins in which an offset stands."""
    low = max(0, at - 1200)
    ends = [m.end() for m in _SENTENCE_END.finditer(text, low, at + 1) if m.end() <= at]
    return ends[-1] if ends else low
