"""Letters' furniture is paired by what it is, before anything is aligned.

A date stands at the head of the translation and at the foot of the original; a salutation has no
word in common with its rendering. Both are found by their role, not by their place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from herewith.languages.layout import layout

__all__ = ["PAIRED", "guess", "pair"]

PAIRED = ("dateline", "address", "salutation", "closing", "signature")
"""Roles of sentences that are paired with each other."""

HEAD, FOOT = 5, 6
"""How many sentences at either end are looked at when roles must be guessed."""
SHORT = 14
"""Furniture has no more words than this."""
BESIDE_DATES = frozenset(
    [
        "of",
        "the",
        "de",
        "года",
        "году",
        "год",
        "г",
        "den",
        "le",
        "el",
        "al",
        "th",
        "st",
        "nd",
        "rd",
        "noon",
        "midnight",
    ]
)
"""Words in small letters that stand in date lines."""
NAME = re.compile(r"\W*(?:(?:[^\W\d_]\.\s*)+|(?:[A-ZА-ЯЁ]\w+\s+){0,2})[A-ZА-ЯЁÀ-Þ][\w'’-]+\W*")


def guess(sentences: Sequence[str]) -> list[str]:
    """Roles of sentences that come without any: furniture at both ends, `body` between.

    Only short sentences that are nothing but a date line, a salutation, a closing or (behind a
    closing or a date line) a name are given a role.

    >>> guess(["Dear Mr. President:", "We agree.", "Sincerely,", "N. Smith", "May 3, 1962"])
    ['salutation', 'body', 'closing', 'signature', 'dateline']
    """
    roles = ["body"] * len(sentences)
    tables = layout()
    ends = {
        *range(min(HEAD, len(sentences))),
        *range(max(0, len(sentences) - FOOT), len(sentences)),
    }
    for number in sorted(ends):
        text = sentences[number].strip()
        if not text or len(text.split()) > SHORT:
            continue
        head = number < HEAD
        if tables.date_line.fullmatch(text) and _names_only(text, tables.months):
            roles[number] = "dateline"
        elif head and tables.salutation.match(text) and not text.endswith("."):
            roles[number] = "salutation"
        elif number >= len(sentences) - FOOT and tables.closing.match(text):
            roles[number] = "closing"
        elif "closing" in roles[max(0, number - 3) : number] and NAME.fullmatch(text):
            roles[number] = "signature"
    return roles


def _names_only(text: str, months: frozenset[str]) -> bool:
    """Whether all words are names, months and the small words of dates: no sentence is."""
    words = re.findall(r"[^\W\d_]+", text)
    return all(w[0].isupper() or w.lower() in months or w.lower() in BESIDE_DATES for w in words)


def pair(
    source: Sequence[str], target: Sequence[str]
) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    """Pair runs of sentences that have one role, in order of their runs.

    Args:
        source: the role of every sentence of the original.
        target: the role of every sentence of the translation.

    Returns:
        Triples of role, source sentences, target sentences. A role that one side lacks, or
        has in more runs, leaves those sentences to the alignment proper.

    >>> pair(["salutation", "body", "dateline"], ["dateline", "salutation", "body"])
    [('dateline', (2,), (0,)), ('salutation', (0,), (1,))]
    """
    found = []
    for role in PAIRED:
        left, right = _runs(source, role), _runs(target, role)
        if len(left) == len(right):
            found += [(role, a, b) for a, b in zip(left, right, strict=True)]
    return found


def _runs(roles: Sequence[str], role: str) -> list[tuple[int, ...]]:
    runs: list[tuple[int, ...]] = []
    for number, name in enumerate(roles):
        if name == role:
            if runs and runs[-1][-1] == number - 1:
                runs[-1] = (*runs[-1], number)
            else:
                runs.append((number,))
    return runs
