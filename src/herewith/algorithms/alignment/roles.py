"""Letters' furniture is paired by what it is, before anything is aligned.

A date stands at the head of the translation and at the foot of the original; a salutation has no
word in common with its rendering. Both are found by their role, not by their place.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["PAIRED", "pair"]

PAIRED = ("dateline", "address", "salutation", "closing", "signature")
"""Roles of sentences that are paired with each other."""


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
