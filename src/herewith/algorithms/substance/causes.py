"""How a difference probably came about: copying, typing, OCR, editing, translation or release.

A cause is told apart from what a difference means: a slip of the typist may be of substance, and
an editor's change mere form. Where nothing points to a cause none is given.
"""

from __future__ import annotations

from rapidfuzz.distance import OSA

from herewith.algorithms.substance.changes import looks_alike
from herewith.algorithms.substance.drafts import Draft
from herewith.languages.lemmas import is_known, plain

__all__ = ["cause"]

EDITED = frozenset({"marks", "writing", "initial", "date_precision", "formal_part", "address"})
"""Rules whose differences an editor makes on purpose."""

REPEAT = 2
"""Words behind an omission that repeat its own end, so that a copyist's eye may have jumped."""


def cause(draft: Draft, a: str, b: str, language: str | None, *, translated: bool = False) -> str:
    """The likely cause of a difference, in one word; empty where nothing points to one.

    Args:
        draft: the difference; offsets into `a` and `b`.
        a: a stretch of the first text.
        b: the same of the second.
        language: ISO 639-1 of both; `None` for texts in two languages.
        translated: whether the texts are two translations, or a text and its translation.
    """
    here, there = a[slice(*draft.a)], b[slice(*draft.b)]
    if draft.rule == "newly_released":
        return "release"
    if "-\n" in here + there or "\u00ad" in here + there:
        return "ocr"
    one, other = plain(here.strip()), plain(there.strip())
    if one and other and one != other and " " not in one + other:
        if looks_alike(one, other) and not (is_known(one, language) and is_known(other, language)):
            return "ocr"
        if OSA.distance(one, other, score_cutoff=1) == 1 and one.isalpha() and other.isalpha():
            known = is_known(one, language), is_known(other, language)
            return "editing" if all(known) and draft.cls == "form" else "typing"
    if draft.rule in EDITED:
        return "editing"
    if _jumped(a, draft.a, here) or _jumped(b, draft.b, there):
        return "copying"
    return "translation" if translated else ""


def _jumped(text: str, span: tuple[int, int], words: str) -> bool:
    """Whether words that only one side has end as the text before them does."""
    tail, before = words.split()[-REPEAT:], text[: span[0]].split()[-REPEAT:]
    return len(tail) == REPEAT and len(words.split()) > REPEAT and [t.casefold() for t in tail] == [t.casefold() for t in before]  # fmt: skip
