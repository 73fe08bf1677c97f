"""Comments, scripts and the like: stretches from an opener to its closer, in linear time.

A pattern such as `<!--.*?-->` looks for its end from every opener anew; of a file of openers that
nothing closes it takes hours. Here an opener that nothing closes is looked for once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

__all__ = ["Pair", "enclosed"]

Pair = tuple[re.Pattern[str], re.Pattern[str]]
"""What opens a stretch, and what closes it."""


def enclosed(text: str, pairs: Sequence[Pair]) -> Iterator[tuple[int, int]]:
    """Stretches in order, none inside another; openers that are never closed give none.

    >>> comment = (re.compile("<!--"), re.compile("-->"))
    >>> list(enclosed("a<!--b<!--c-->d<!--e", [comment]))
    [(1, 14)]
    """
    opening = {n: next(_starts(pair, text, 0), None) for n, pair in enumerate(pairs)}
    at = 0
    while True:
        for n, found in opening.items():
            if found is not None and found[0] < at:
                opening[n] = next(_starts(pairs[n], text, at), None)
        held = [(found, n) for n, found in opening.items() if found is not None]
        if not held:
            return
        (start, inner), n = min(held)
        end = pairs[n][1].search(text, inner)
        if end is None:
            opening[n] = None
            continue
        yield start, end.end()
        at = end.end()


def _starts(pair: Pair, text: str, at: int) -> Iterator[tuple[int, int]]:
    for found in pair[0].finditer(text, at):
        yield found.span()
