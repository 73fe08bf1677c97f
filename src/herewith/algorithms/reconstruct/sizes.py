"""How many words a page that is not held bore: as many as the pages that are held bear, mostly.

The pages of the same document are asked first, since a typist and a machine change with it; then
those around it in the stream. Only full pages count: those that another page follows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from statistics import median_high

from herewith.algorithms.reconstruct.chains import Chain
from herewith.algorithms.reconstruct.exposures import Exposed
from herewith.algorithms.reconstruct.lines import FAR

__all__ = ["Sizes", "usual"]

FULL_PAGE = 330
"""Words of a typescript page, where the stream itself has no full page to measure."""

USUAL_PAGE, WEIGHT = 290, 3
"""Words of a typescript page in the middle, and how many measured pages that counts for."""

LIKE = 0.25
"""Share by which the pages of a stream may lie off that, and be typescript like others."""

CUT = 0.4
"""Share by which a page is off the middle one, from which it was cut short or is no one page."""

OWN = 4
"""Full pages of a document from which it speaks for itself."""


class Sizes:
    """The sizes of pages in a stream, for guessing those of lost ones."""

    def __init__(self, chains: Sequence[Chain]) -> None:
        full = {id(page) for chain in chains for page in _full(chain)}
        self._pages = sorted(
            (_start(page), _words_on(page), id(page) in full)
            for chain in chains
            for page in chain.pages
        )

    def of(self, chain: Chain) -> int:
        """Words that a lost page of a document bore, most likely."""
        own = [_words_on(page) for page in _full(chain)]
        return usual(own) if len(own) >= OWN else self._near(_start(chain.pages[0]))

    def _near(self, at: int) -> int:
        """The usual size of the pages around a place; further off they are of other papers."""
        first = bisect_left(self._pages, (at - FAR,))
        last = bisect_left(self._pages, (at + FAR,))
        pages = self._pages[first:last]
        full = [words for _, words, whole in pages if whole]
        return _weighed(full) if full else max([FULL_PAGE, *(words for _, words, _ in pages)])


def usual(sizes: Sequence[int]) -> int:
    """The middle between the smallest and the largest page, those left out that are cut short.

    The middle of the range is nearest to most of them: pages are typed down to a margin, and vary
    evenly between few and many paragraphs.

    >>> usual([300, 280, 310, 12]), usual([220, 250, 280, 310, 340, 360])
    (295, 290)
    """
    middle = median_high(sizes)
    like = [size for size in sizes if abs(size - middle) <= CUT * middle]
    return round((min(like) + max(like)) / 2)


def _weighed(sizes: Sequence[int]) -> int:
    """The usual size of some pages; of few, drawn to that of any typescript."""
    own = usual(sizes)
    if abs(own - USUAL_PAGE) > LIKE * USUAL_PAGE:
        return own
    return round((len(sizes) * own + WEIGHT * USUAL_PAGE) / (len(sizes) + WEIGHT))


def _full(chain: Chain) -> Sequence[Exposed]:
    """Pages of a document that others follow, held or not."""
    return chain.pages[:-1]


def _start(page: Exposed) -> int:
    """Where a page's first capture stands in the source."""
    return page.pages[0].blocks[0].start


def _words_on(page: Exposed) -> int:
    """Words of a page as people count them: what stands between white space."""
    indexed = sum(block.last - block.first for clip in page.clips for block in clip.page.body)
    counted = sum(block.words for clip in page.clips for block in clip.page.body)
    return round(sum(c.last - c.first for c in page.clips) * counted / max(1, indexed))
