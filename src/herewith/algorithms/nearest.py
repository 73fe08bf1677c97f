"""The nearest names to a misspelled one, to be offered to whoever wrote it.

Source:
    Normalised Indel similarity (longest common subsequence) as in `rapidfuzz`.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["did_you_mean", "nearest"]

CUTOFF = 0.65
"""Similarity (0..1) below which a name is too far away to be what was meant."""

MARGIN = 10.0
"""Points (of 100) by which a name may be less like the word than the likest one."""


def nearest(word: str, choices: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """The choices most like a word, the likest first; equals are in order of the alphabet.

    >>> nearest("colate", ["align", "collate", "compare"])
    ('collate',)
    """
    from rapidfuzz import fuzz, process

    found = process.extract(
        word, sorted(set(choices)), scorer=fuzz.ratio, limit=limit, score_cutoff=CUTOFF * 100
    )
    best = max((score for _, score, _ in found), default=0.0)
    near = sorted((-score, str(choice)) for choice, score, _ in found if score > best - MARGIN)
    return tuple(choice for _, choice in near)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """A sentence that offers the nearest names, or nothing where none is near.

    >>> did_you_mean("enigne", ["engine", "workers"])
    'Did you mean "engine"?'
    """
    names = [f'"{name}"' for name in nearest(word, choices)]
    return f"Did you mean {' or '.join(names)}?" if names else ""
