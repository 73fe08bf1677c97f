"""The passage of a paper that a mention paraphrases, where one stands out.

"In your letter of March 11 you say that no aircraft crossed the strait" speaks of one sentence of
that letter. The words of the mention's sentence are compared with each sentence of the paper by
their dictionary forms, rare ones counting more; a passage is named only if it shares several rare
words and clearly more than any other.

Blind spot:
    A paraphrase in other words, or in another language.
"""

from __future__ import annotations

import math
import re
from collections import Counter

from herewith.languages.lemmas import lemma
from herewith.languages.references import reference_words

__all__ = ["paraphrased"]

SHARED = 4
"""Different telling words that a passage must share with the sentence."""

COVERED = 0.35
"""Share of the sentence's telling words, by weight, that the passage must have."""

AHEAD = 1.6
"""How many times the second best passage's weight the best must have."""

_SENTENCE = re.compile(r"[^\s](?:[^.!?\n]|\.(?=[^\s”»\"])|\n(?!\s*\n))*[.!?]?[”»\"]?")
_WORD = re.compile(r"[^\W\d_]{4,}|\d{2,}")


def paraphrased(
    text: str, start: int, end: int, language: str | None, target: str, target_language: str | None
) -> tuple[int, int] | None:
    """Half-open offsets into the target of the passage meant; `None` if none stands out.

    Args:
        text: the text that mentions.
        start: where the mention begins.
        end: where it ends.
        language: of the text.
        target: the reading text of the paper mentioned.
        target_language: its language.

    >>> letter = ("We thank you for the maps. No aircraft of ours has crossed the northern strait "
    ...     "since Monday. The pilots are to come home. Nothing else is new in this matter.")
    >>> said = "In your letter of May 3 you say that no aircraft crossed the northern strait on Monday."
    >>> low, high = paraphrased(said, 3, 23, "en", letter, "en")
    >>> letter[low:high][:26]
    'No aircraft of ours has cr'
    """
    if (language or "en") != (target_language or "en"):
        return None
    sentence = _around(text, start, end)
    wanted = _telling(sentence.replace(text[start:end], " "), language)
    if len(wanted) < SHARED:
        return None
    places = [(m.start(), m.end()) for m in _SENTENCE.finditer(target)]
    rows = [_telling(target[low:high], target_language) for low, high in places]
    counts = Counter(word for row in rows for word in row)
    weight = {word: math.log((1 + len(rows)) / counts[word]) for word in wanted if word in counts}
    total = sum(weight.values()) + math.log(1 + len(rows)) * len(wanted - weight.keys())
    scored = sorted(
        (
            (sum(weight[w] for w in wanted & row), len(wanted & row), n)
            for n, row in enumerate(rows)
        ),
        reverse=True,
    )
    if not scored or scored[0][1] < SHARED or scored[0][0] < COVERED * total:
        return None
    if len(scored) > 1 and scored[0][0] < AHEAD * scored[1][0]:
        return None
    return places[scored[0][2]]


def _around(text: str, start: int, end: int) -> str:
    """The sentence in which a mention stands."""
    low = max(text.rfind("\n\n", 0, start) + 1, start - 900, 0)
    for found in _SENTENCE.finditer(text, low, min(len(text), end + 900)):
        if found.end() >= end:
            return text[min(found.start(), start) : found.end()]
    return text[start:end]


def _telling(text: str, language: str | None) -> frozenset[str]:
    """Dictionary forms of the words that tell something."""
    words = reference_words(language)
    found = {lemma(w.lower(), language) for w in _WORD.findall(text)}
    return frozenset(w for w in found if w not in words.generic and w not in words.nouns)
