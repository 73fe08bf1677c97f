"""Words divided at a line end, whether the line end is still there or has become a space.

A hyphen right behind a letter with white space behind it divides a word. It is taken out where
the joined word is known; kept, without the space, where the text elsewhere writes the compound or
where both halves are words and the whole is not; left alone where "two- and threefold" is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from herewith.languages.layout import layout

__all__ = ["Divided", "divided_words"]

_DIVIDED = re.compile(r"[-‐¬\u00ad]\s+(?=([^\W\d_]+))")
_DIVIDED_PLAINLY = re.compile(r"-\s+(?=([^\W\d_]+))")
"""The same where no other sign for a hyphen stands in the text: found several times faster."""
_LEFT = re.compile(r"[^\W\d_]+$")
_INNER_HYPHEN = re.compile(r"-(?=([^\W\d_]+))")


@dataclass(frozen=True, slots=True)
class Divided:
    """A divided word in a reading text: the hyphen's offset, the next half's, and what to do."""

    hyphen: int
    resumes: int
    drop: bool
    why: str


def divided_words(
    text: str, known: Callable[[str], bool], at_line_end: Callable[[int, int], bool]
) -> Iterator[Divided]:
    """Divided words of a text that should be read as one.

    Args:
        text: a reading text.
        known: whether a word stands in the dictionary of the text's language.
        at_line_end: whether a line of the source ends between two offsets of the text.

    >>> def known(word): return word == "distance"
    >>> [d.drop for d in divided_words("the dis- tance", known, lambda a, b: False)]
    [True]
    """
    compounds: set[str] | None = None
    plain = text.isascii() or not any(sign in text for sign in "‐¬\u00ad")
    for found in (_DIVIDED_PLAINLY if plain else _DIVIDED).finditer(text):
        half = _LEFT.search(text, max(0, found.start() - 40), found.start())
        right = found[1]
        if half is None or right.casefold() in layout().suspended:
            continue
        if compounds is None:
            compounds = set(_compounds(text))
        line_end = at_line_end(found.start(), found.start(1))
        verdict = _verdict(half[0], right, line_end, known, compounds)
        if verdict is not None:
            yield Divided(found.start(), found.start(1), *verdict)


def _compounds(text: str) -> Iterator[str]:
    """The words of a text that a hyphen joins, two by two, in small letters.

    Of three words the first two; looked for from the hyphens, of which there are few.

    >>> list(_compounds("a Vice-Admiral, a tug-of-war 3-fold"))
    ['vice-admiral', 'tug-of']
    """
    end = 0
    for found in _INNER_HYPHEN.finditer(text):
        start = at = found.start()
        while start > end and text[start - 1].isalnum() and not text[start - 1].isdecimal():
            start -= 1
        if start < at:
            end = found.end(1)
            yield text[start:end].casefold()


def _verdict(
    left: str, right: str, line_end: bool, known: Callable[[str], bool], compounds: set[str]
) -> tuple[bool, str] | None:
    whole, compound = f"{left}{right}", f"{left}-{right}".casefold()
    small = right[0].islower()
    if compound in compounds:
        return False, "the text writes this compound with a hyphen elsewhere"
    if small and known(whole):
        return True, "the joined word is known"
    halves = known(left), known(right)
    if not small:
        return (False, "a compound with a name") if line_end and left[0].isupper() else None
    if all(halves):
        return (False, "both halves are words and the whole is not") if line_end else None
    if line_end or not any(halves):
        return True, "the halves are no words"
    return None
