"""English verbs before their subject, which make a condition: `Should the talks fail`, `had we known`.

Also the first person's polite `should`. Questions are told by their mark.
"""

from __future__ import annotations

from collections.abc import Sequence

from herewith.algorithms.substance.words import Word

__all__ = ["SUBJECTS", "conditional", "polite"]


def conditional(tokens: Sequence[Word], index: int) -> bool:
    """Whether a verb opens a condition by standing before its subject.

    >>> from herewith.algorithms.substance.words import words
    >>> conditional(words("We shall close it should the talks fail.", "en"), 4)
    True
    """
    norm = tokens[index].norm
    return (
        (norm in ("should", "were", "had") and _inverted(tokens, index))
        or (norm == "had" and _unreal(tokens, index))
        or (norm == "should" and _hypothetic(tokens, index))
    )


POLITE = frozenset(["like", "appreciate", "prefer", "welcome", "wish"])
PLEASED = frozenset(["grateful", "glad", "happy", "pleased", "obliged", "delighted", "thankful"])


def polite(tokens: Sequence[Word], index: int) -> bool:
    """Whether `should` is the first person's `would`: I should like, we should be glad."""
    if not index or tokens[index - 1].norm not in ("i", "we") or index + 1 >= len(tokens):
        return False
    after = [t.norm for t in tokens[index + 1 : index + 5]]
    return after[0] in POLITE or (after[0] == "be" and bool(PLEASED & set(after)))


SUBJECTS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "it",
        "they",
        "he",
        "she",
        "we",
        "you",
        "i",
        "any",
        "there",
        "your",
        "our",
        "their",
    ]
)
"""Words that begin a subject."""


def _inverted(tokens: Sequence[Word], index: int) -> bool:
    """Whether a verb before its subject is a condition: `Should the talks fail, …`, no question."""
    word = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    opens = after is not None and word.capital and word.first
    if after is None or not opens or (word.norm == "were" and after.norm == "the"):
        return False
    if after.norm not in SUBJECTS and not after.capital:
        return False
    return _stop(tokens, index) != "?"


def _stop(tokens: Sequence[Word], index: int) -> str:
    """The mark that ends the sentence of a word."""
    return next((t.norm for t in tokens[index:] if t.kind == "mark" and t.norm in ".?!;"), "")


DETERMINED = SUBJECTS - {"that"}
ASKING = frozenset(
    [
        "why",
        "what",
        "how",
        "when",
        "where",
        "nor",
        "neither",
        "only",
        "so",
        "which",
        "who",
        "whom",
        "whose",
        "never",
        "not",
    ]
)
"""Words behind which a verb stands before its subject without any condition."""


def _hypothetic(tokens: Sequence[Word], index: int) -> bool:
    """Whether `should` stands before its subject in a sentence: `to close it should the talks fail`."""
    if index + 2 >= len(tokens):
        return False
    asked = _stop(tokens, index) == "?"
    before = tokens[index - 1].norm if index else ""
    return not asked and tokens[index + 1].norm in DETERMINED and before not in ASKING


CLAUSE_BEGINS = frozenset(["", ",", ";", "—", "–", "-", ".", "(", "but", "and", "yet"])


def _unreal(tokens: Sequence[Word], index: int) -> bool:
    """Whether `had` stands before its subject at the beginning of a clause: `had not your planes …`."""
    before = tokens[index - 1].norm if index else ""
    behind = index + 2 if index + 1 < len(tokens) and tokens[index + 1].norm == "not" else index + 1
    if behind >= len(tokens) or before not in CLAUSE_BEGINS:
        return False
    asked = _stop(tokens, index) == "?"
    subject = tokens[behind].norm in SUBJECTS and behind + 1 < len(tokens)
    return (
        subject
        and not asked
        and (not tokens[index].first or tokens[behind].norm not in ("a", "an"))
    )
