"""Names of sentences and beads that last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from herewith.model.records import short_digest

__all__ = ["bead_id", "sentence_ids"]


def sentence_ids(sentences: Iterable[str]) -> tuple[str, ...]:
    """Ids made from each sentence's own words and how often they have stood before.

    White space and letter case do not count, neighbours do not count: when another paragraph is
    read again and better, the id stays.

    >>> a, b, c = sentence_ids(["We agree.", "No.", "We  agree."])
    >>> a != c, sentence_ids(["No."]) == (b,)
    (True, True)
    """
    seen: Counter[str] = Counter()
    out = []
    for sentence in sentences:
        plain = " ".join(sentence.lower().split())
        out.append(short_digest(plain, seen[plain]))
        seen[plain] += 1
    return tuple(out)


def bead_id(source: Sequence[str], target: Sequence[str]) -> str:
    """Id of a bead from the ids of its sentences."""
    return short_digest(list(source), list(target), size=10)
