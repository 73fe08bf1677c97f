"""How much of each text stands in the other: containment, each way.

Source:
    A. Z. Broder, "On the resemblance and containment of documents", 1997. Containment and not
    resemblance: a letter within a telegram is all of the letter and little of the telegram.
"""

from __future__ import annotations

from collections.abc import Iterable

from herewith.algorithms.reuse.passages import Passage

__all__ = ["contained_words", "containment"]


def containment(passages: Iterable[Passage], words_a: int, words_b: int) -> tuple[float, float]:
    """Shares (0..1) of the words of both texts that stand in the other.

    >>> twice = [Passage(0, 30, 0, 30, 30, 30, 2), Passage(0, 30, 50, 80, 30, 30, 2)]
    >>> containment(twice, 60, 100)
    (0.5, 0.6)
    """
    found = tuple(passages)
    of_a = contained_words((p.a_start, p.a_end, p.words) for p in found)
    of_b = contained_words((p.b_start, p.b_end, p.words) for p in found)
    return round(of_a / max(1, words_a), 4), round(of_b / max(1, words_b), 4)


def contained_words(stretches: Iterable[tuple[int, int, int]]) -> float:
    """Words in stretches `(start, end, equal words)`; what lies in several counts once.

    Of a stretch that overlaps one before it, the equal words count by the share that is new.
    """
    total, reached = 0.0, 0
    for start, end, words in sorted(stretches, key=lambda s: (s[0], -s[1])):
        fresh = end - max(start, reached)
        if fresh > 0 and end > start:
            total += min(words, end - start) * fresh / (end - start)
            reached = end
    return total
