"""How many words a page that is not held bore: as many as the pages that are held bear, mostly.

The pages around it in the stream are asked, or those of the same document where a typist and a machine
of its own made them plainly longer or shorter. Only full pages count: those that another page
follows. Since no page tells the length of another, the estimate comes with the range in which most
pages like those held lie.

Blind spot:
    Pages of 220 to 360 words, evenly spread: whoever knows just that is within a fifth of the truth
    for 86 lost pages in a hundred at best (at 288 words); who has seen two such pages, for 81.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_high

from herewith.algorithms.reconstruct.chains import Chain
from herewith.algorithms.reconstruct.exposures import Exposed
from herewith.algorithms.reconstruct.lines import FAR

__all__ = ["Extent", "Sizes", "Spread", "spread"]

FULL_PAGE = 330
"""Words of a typescript page, where the stream itself has no full page to measure."""

USUAL_PAGE, WEIGHT = 290, 3
"""Words of a typescript page in the middle, and how many measured pages that counts for."""

USUAL_HALF, HALF_WEIGHT = 0.22, 4
"""Share by which pages of one make differ from their middle, and for how many pages that counts."""

LIKE = 0.25
"""Share by which the pages of a stream may lie off that, and be typescript like others."""

CUT = 0.4
"""Share by which a page is off the middle one, from which it was cut short or is no one page."""

OWN = 4
"""Full pages of a document from which it may speak for itself."""

UNLIKE = 0.15
"""Share by which they must lie off those of the stream, so that it does."""

NEAR = 0.2
"""Share of the true size by which an estimate may be off and still serve."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Words of a stretch that is not held: the estimate, and the least and the most likely."""

    words: int | None
    range: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """Words on a page: the middle of the sizes, and how far they go to either side of it."""

    middle: float
    half: float

    def estimate(self, pages: int = 1) -> int:
        """The words of some pages: the size from which most such pages are no fifth away.

        >>> Spread(290, 70).estimate(), Spread(185, 35).estimate(2)
        (288, 356)
        """
        low, high = self.middle - self.half, self.middle + self.half
        top, bottom = (1 - NEAR) * high, (1 + NEAR) * low
        # Where no size is near both ends, one near the upper end is near to more of them.
        return round(pages * (top if top > bottom else (top + bottom) / 2))

    def range(self, pages: int = 1) -> tuple[int, int]:
        """Between how many words most such pages lie; of several, some are longer, some shorter.

        >>> Spread(290, 70).range(), Spread(290, 70).range(4)
        ((220, 360), (1020, 1300))
        """
        off = self.half * pages**0.5
        return round(pages * self.middle - off), round(pages * self.middle + off)


class Sizes:
    """The sizes of pages in a stream, for guessing those of lost ones."""

    def __init__(self, chains: Sequence[Chain]) -> None:
        full = {id(page) for chain in chains for page in _full(chain)}
        self._pages = sorted(
            (_start(page), _words_on(page), id(page) in full)
            for chain in chains
            for page in chain.pages
        )
        self._around: dict[int, tuple[Spread, bool]] = {}

    def lost(self, chain: Chain, pages: int) -> Extent:
        """How long some lost pages of a document were."""
        size = self._of(chain)
        return Extent(size.estimate(pages), size.range(pages))

    def fills(self, chain: Chain) -> bool:
        """Whether the last page of a document that is held is about as long as full ones.

        It is taken to be where no full page is held to liken it to.
        """
        size, (_, measured) = self._of(chain), self._near(_start(chain.pages[0]))
        least = (1 - NEAR) * (size.middle - size.half)
        return not measured or _words_on(chain.pages[-1]) >= least

    def _of(self, chain: Chain) -> Spread:
        own = [_words_on(page) for page in _full(chain)]
        around, _ = self._near(_start(chain.pages[0]))
        if len(own) < OWN:
            return around
        mine = spread(own)
        return mine if abs(mine.middle - around.middle) > UNLIKE * around.middle else around

    def _near(self, at: int) -> tuple[Spread, bool]:
        """The size of the pages around a place, and whether full ones are among them; further off
        they are of other papers.
        """
        if at not in self._around:
            self._around[at] = self._measured(at)
        return self._around[at]

    def _measured(self, at: int) -> tuple[Spread, bool]:
        first = bisect_left(self._pages, (at - FAR,))
        last = bisect_left(self._pages, (at + FAR,))
        pages = self._pages[first:last]
        full = [words for _, words, whole in pages if whole]
        longest = max([FULL_PAGE, *(words for _, words, _ in pages)])
        return (spread(full), True) if full else (Spread(longest, USUAL_HALF * longest), False)


def spread(sizes: Sequence[int]) -> Spread:
    """The middle between the smallest and the largest page, those left out that are cut short.

    The middle of the range is nearest to most of them: pages are typed down to a margin, and vary
    evenly between few and many paragraphs. Few pages do not show the whole range; it is widened to
    what as many would have to come from, and drawn to what is usual, as the middle is.

    Args:
        sizes: words on the full pages, at least one.

    >>> spread([300, 280, 310, 12])
    Spread(middle=292.5, half=52.9)
    """
    typical = median_high(sizes)
    like = [size for size in sizes if abs(size - typical) <= CUT * typical]
    count, middle = len(like), (min(like) + max(like)) / 2
    if abs(middle - USUAL_PAGE) <= LIKE * USUAL_PAGE:
        middle = (count * middle + WEIGHT * USUAL_PAGE) / (count + WEIGHT)
    # The ends of an even range lie this much further apart than those of so many drawn from it.
    seen = (max(like) - min(like)) / 2 * (count + 1)
    return Spread(middle, (seen + HALF_WEIGHT * USUAL_HALF * middle) / (count - 1 + HALF_WEIGHT))


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
