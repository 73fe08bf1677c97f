"""Whether a word of the cues is really one where it stands: `the will`, `No. 5`, `a May day` are not.

Small words have many uses; the words around them tell which one it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from herewith.algorithms.substance.inversions import SUBJECTS
from herewith.algorithms.substance.words import Word
from herewith.languages.cues import signs
from herewith.languages.dates import date_words

__all__ = ["CUES", "allowed", "timed"]

CUES = (
    "idiom", "when", "neg", "quant", "modal", "commit", "cond", "pron", "aux", "conj", "approx",
    "cause", "title",
)  # fmt: skip
"""Kinds of cues, the most telling first."""


OWNED = frozenset(
    [
        "the",
        "free",
        "good",
        "own",
        "of",
        "his",
        "their",
        "our",
        "your",
        "a",
        "no",
        "my",
        "its",
        "with",
        "iron",
    ]
)
"""Words before `will` as a noun."""

SURE = frozenset(
    ["am", "is", "are", "be", "make", "feel", "was", "were", "quite", "being", "been", "'m", "'re"]
)
"""Words before `certain` that make it a feeling."""

DEGREED = frozenset(
    ["a", "an", "am", "is", "are", "be", "was", "were", "been", "very", "my", "our", "your", "his"]
)
"""Words before `most` where it only heightens a quality: *is most helpful*."""

BEING = frozenset(["am", "is", "are", "be", "was", "were", "been", "being", "'m", "'re"])


def allowed(
    kind: str, value: str, tokens: Sequence[Word], index: int, length: int, language: str | None
) -> bool:
    """Whether a cue is really one here: `the will`, `No. 5`, `I am certain`, `a May day` are not."""
    word = tokens[index]
    before = tokens[index - 1].norm if index else ""
    after = tokens[index + length] if index + length < len(tokens) else None
    if kind == "approx":
        return after is not None and after.kind == "figure"
    if value == "due":
        return before not in signs(language or "en", "aimed") and (
            after is None or after.kind == "word"
        )
    if kind == "idiom" and length == 2 and tokens[index + 1].norm == "all" and language == "en":
        return not _counts(after)
    if length > 1 or word.norm == "пока":
        last = tokens[index + length - 1]
        if value == "unless" and word.norm == "если" and last.norm != "не":
            return _denied_ahead(tokens[index + length :])
        return _told(kind, word.norm, before)
    if kind == "cond" and word.lemma == "раз":
        return word.norm == "раз" and before in CLAUSE_OPENS
    if word.norm in ("once", "assuming", "supposing"):
        return _opens_condition(word, after)
    if word.norm in ("intended", "meant") and kind == "commit":
        return before not in BEING and after is not None and after.norm == "to"
    if word.norm == "no":
        return after is None or after.norm != "."
    if word.norm == "most":
        return before not in DEGREED or (after is not None and after.norm == "of")
    if word.norm == "may" and word.capital and not word.first:
        return False
    return before not in BARRED.get(word.norm, ())


BARRED = {
    "will": OWNED,
    "certain": SURE,
    "considering": BEING,
    "seeing": BEING,
    "might": frozenset(["the", "military", "with", "of", "and"]),
}
"""Cues that are none behind certain words."""


def _counts(word: Word | None) -> bool:
    """Whether a word makes `all` before it one of number: `in all parts`, `after all the troops`."""
    if word is None or word.kind != "word":
        return False
    return word.norm in ALL_OF or (word.norm.endswith("s") and len(word.norm) > 3)


ALL_OF = frozenset(["the", "these", "those", "our", "your", "their", "his", "its", "such", "of"])


def _opens_condition(word: Word, after: Word | None) -> bool:
    """Whether `once`, `assuming` or `supposing` begins a condition."""
    following = after.norm if after is not None else ""
    if word.norm == "once":
        return following in (*SUBJECTS, "all", "both", "each")
    return word.first or following in ("that", "this")


def _told(kind: str, first: str, before: str) -> bool:
    """Whether a phrase is a cue behind a word: `you will recall`, not `the Government will recall`;
    `subject to`, not `are subject to`."""
    if kind == "idiom" and first == "will":
        return before in REMINDED
    if kind == "cond" and first == "пока":
        return before in CLAUSE_OPENS
    return not (kind == "cond" and first == "subject" and before in (*BEING, "not"))


def _denied_ahead(following: Sequence[Word]) -> bool:
    """Whether «не» follows within a clause: «если только … не» is `unless`."""
    for word in following[:12]:
        if word.kind == "mark":
            return False
        if word.norm == "не":
            return True
    return False


CLAUSE_OPENS = frozenset(["", ",", ".", ";", "—", "–", "-", "пор", "и", "а", "но", "(", "«"])
"""What stands before «пока» where it opens a clause; elsewhere it is `for now`, «пока не» `not yet`."""

REMINDED = frozenset(["you", ",", "chairman", "president"])
"""Words before `will recall`, where it reminds the reader of something."""


TIMED = frozenset(["end", "beginning", "middle", "close", "start"])


def timed(tokens: Sequence[Word], index: int) -> bool:
    """Whether a time follows: `by the end of`, `by 15 May`, `by next spring`."""
    after = [t for t in tokens[index : index + 3] if t.norm not in ("the", "a")]
    if not after:
        return False
    months = date_words("en").months
    day = after[0].kind == "figure" and len(after) > 1 and after[1].norm in months
    year = after[0].kind == "figure" and len(after[0].norm) == 4
    return day or year or after[0].norm in TIMED or after[0].norm in months or after[0].norm in ("next", "noon", "midnight")  # fmt: skip
