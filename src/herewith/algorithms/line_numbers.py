"""On which line of a long text an offset stands, asked many times."""

from __future__ import annotations

from bisect import bisect_left

__all__ = ["LineNumbers"]


class LineNumbers:
    """Line numbers of one text, from 1; its line ends are looked for when the first is asked for.

    >>> lines = LineNumbers("one\\ntwo\\n")
    >>> lines.of(0), lines.of(3), lines.of(4), lines.of(8)
    (1, 1, 2, 3)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: list[int] | None = None

    def of(self, offset: int) -> int:
        """The line on which an offset stands."""
        if self._ends is None:
            self._ends = []
            at = self._text.find("\n")
            while at >= 0:
                self._ends.append(at)
                at = self._text.find("\n", at + 1)
        return bisect_left(self._ends, offset) + 1
