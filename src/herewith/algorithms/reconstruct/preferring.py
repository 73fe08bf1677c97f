"""Which capture of a page is read at a word on which they differ.

The fullest capture is read throughout, but where another has a word that is confirmed and the
fullest has not: by a third capture that reads the same, or by the dictionary, which knows the
other's word and not this one. The reading that is not preferred is kept as a duplicate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from herewith.algorithms.reconstruct.lines import Words

if TYPE_CHECKING:
    from herewith.algorithms.reconstruct.exposures import Clip, Twin
    from herewith.algorithms.reconstruct.pages import Page

__all__ = ["Better", "better_readings", "spliced", "without"]

LONGEST = 3
"""Words of a reading that is taken from another capture at most."""

SHORTEST = 3
"""Letters of a word that the dictionary is asked for at least."""

Better = tuple[int, int, int, int]
"""Words `[a, a_end)` of the fullest capture are read as `[b, b_end)` of another."""


def better_readings(
    base: Page,
    twins: Sequence[Twin],
    words: Words,
    known: Callable[[str], bool] | None,
) -> list[Better]:
    """Where another capture is read, in order and without overlaps.

    Args:
        base: the fullest capture.
        twins: what the others repeat of it.
        words: of the source.
        known: whether a word stands in the dictionary, if there is one.
    """
    every = [
        difference
        for twin in twins
        for difference in twin.differences
        if _inside(base, *difference[:2]) and _inside(twin.page, *difference[2:])
    ]
    votes = Counter((a, a_end, _read(words, b, b_end)) for a, a_end, b, b_end in every)
    out: list[Better] = []
    at = -1
    for a, a_end, b, b_end in sorted(every):
        agreed = votes[a, a_end, _read(words, b, b_end)] >= 2
        if a > at and (agreed or _better(words, (a, a_end), (b, b_end), known)):
            out.append((a, a_end, b, b_end))
            at = a_end
    return out


def _inside(page: Page, first: int, last: int) -> bool:
    """Whether a reading is short and stands inside one paragraph, not at its edges."""
    if not 0 < last - first <= LONGEST:
        return False
    return any(block.first < first and last < block.last for block in page.body)


def _read(words: Words, first: int, last: int) -> tuple[str, ...]:
    return tuple(words.norms[first:last])


def _better(
    words: Words,
    own: tuple[int, int],
    other: tuple[int, int],
    known: Callable[[str], bool] | None,
) -> bool:
    """Whether the dictionary knows all of the other reading, and not all of this one."""
    if known is None:
        return False
    here, there = _read(words, *own), _read(words, *other)
    asked = [word for word in there if len(word) >= SHORTEST and word.isalpha()]
    sound = len(asked) == len(there) and all(known(word) for word in there)
    return sound and any(len(word) >= SHORTEST and not known(word) for word in here)


def spliced(
    clips: Sequence[Clip], base: Page, better: Iterable[Better], pages: Sequence[Page]
) -> list[Clip]:
    """The clips of a page with better readings set into those of the fullest capture."""
    out = list(clips)
    for a, a_end, b, b_end in better:
        page = next(p for p in pages if p.body and p.body[0].first <= b < p.body[-1].last)
        for n, clip in enumerate(out):
            if clip.page is base and clip.first < a and a_end < clip.last:
                parts = (replace(clip, last=a), replace(clip, page=page, first=b, last=b_end))
                out[n : n + 1] = [*parts, replace(clip, first=a_end)]
                break
    return out


def without(twin: Twin, better: Iterable[Better]) -> list[Twin]:
    """What is left of a repetition when some of its words are read after all."""
    out = [twin]
    for _, _, b, b_end in better:
        last = out[-1]
        if last.first < b and b_end < last.last:
            out[-1:] = [replace(last, last=b), replace(last, first=b_end, differences=())]
    return out
