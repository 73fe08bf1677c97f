"""A unified diff of the sure mendings of a file, byte for byte; the file itself is left alone."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from herewith.algorithms.lint.fault import Change

__all__ = ["mended", "unified"]

CONTEXT = 3
"""Unchanged lines around a change, as `patch` and `git apply` expect them."""


def mended(text: str, changes: Iterable[Change]) -> str:
    """A text with all changes made; of overlapping ones the first counts.

    >>> mended("see d5, d6", [Change(4, 6, "v2#d5"), Change(8, 10, "d7")])
    'see v2#d5, d7'
    """
    out: list[str] = []
    at = 0
    for change in sorted(set(changes), key=lambda c: (c.start, c.end, c.text)):
        if change.start >= at:
            out += [text[at : change.start], change.text]
            at = change.end
    return "".join([*out, text[at:]])


def unified(old: bytes, new: bytes, path: str) -> bytes:
    """A unified diff between two states of a file, to be applied with `-p1`; empty if none.

    >>> print(unified(b"a\\nb\\n", b"a\\nc\\n", "x.xml").decode(), end="")
    --- a/x.xml
    +++ b/x.xml
    @@ -1,2 +1,2 @@
     a
    -b
    +c
    """
    if old == new:
        return b""
    before, after = _lines(old), _lines(new)
    out = [f"--- a/{path}\n+++ b/{path}\n".encode()]
    for first, last, other_first, other_last in _hunks(before, after):
        out.append(_hunk(before, after, first, last, other_first, other_last))
    return b"".join(out)


def _lines(data: bytes) -> list[bytes]:
    """Lines with their ends; only a line feed ends one, as for `patch`."""
    parts = data.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _hunks(before: Sequence[bytes], after: Sequence[bytes]) -> list[tuple[int, int, int, int]]:
    """Changed stretches of both states, those nearer than twice the context taken together."""
    if len(before) == len(after):
        changed = [
            (n, n + 1, n, n + 1)
            for n, (a, b) in enumerate(zip(before, after, strict=True))
            if a != b
        ]
    else:
        matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
        changed = [(a, b, c, d) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    out: list[tuple[int, int, int, int]] = []
    for a, b, c, d in changed:
        if out and a - out[-1][1] <= 2 * CONTEXT:
            out[-1] = (out[-1][0], b, out[-1][2], d)
        else:
            out.append((a, b, c, d))
    return out


def _hunk(before: Sequence[bytes], after: Sequence[bytes], a: int, b: int, c: int, d: int) -> bytes:
    low = max(0, a - CONTEXT)
    high = min(len(before), b + CONTEXT)
    other_low, other_high = c - (a - low), d + (high - b)
    head = f"@@ -{_span(low, high)} +{_span(other_low, other_high)} @@\n".encode()
    old, new = list(before[low:high]), list(after[other_low:other_high])
    lines: list[bytes] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [b" " + line for line in old[i:j]]
        else:
            lines += [b"-" + line for line in old[i:j]] + [b"+" + line for line in new[k:m]]
    return head + b"".join(
        line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
        for line in lines
    )


def _span(low: int, high: int) -> str:
    size = high - low
    return f"{low + 1 if size else low},{size}"
