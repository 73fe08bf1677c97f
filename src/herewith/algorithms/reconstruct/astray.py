"""Pages captured out of their place, where neither numbers nor catchwords lead them back.

Two pages that changed places leave the same two marks as lost pages do: one begins inside a
sentence that nothing before it broke off, another breaks off and is not taken up. Where putting
one page back explains both marks, and a loss would have to be two, the page is put back; the joins
say that nothing else shows them.
"""

from __future__ import annotations

from herewith.algorithms.reconstruct.chains import (
    Chain,
    Join,
    ending_of,
    is_proved,
    marked_otherwise,
    number_of,
    opening_of,
    unlike,
)
from herewith.algorithms.reconstruct.exposures import Exposed
from herewith.algorithms.reconstruct.lines import ends_full, starts_small
from herewith.algorithms.reconstruct.pages import BEGINS
from herewith.algorithms.reconstruct.succession import OUT_OF_ORDER, goes_on

__all__ = ["put_back"]

PUT_BACK = "put back where the sentence goes on; the pages were captured in another order"

CONFIDENCE = 0.6


def put_back(chains: list[Chain]) -> None:
    """Put pages that were captured one place off where their sentences go on.

    Args:
        chains: the documents as they are found so far; changed in place.
    """
    for chain in chains:
        _swapped(chain)
    for chain in [c for c in chains if c.head_gap is not None]:
        hosts = [c for c in chains if c is not chain and _before(c, chain)]
        if len(hosts) == 1:
            _put_into(hosts[0], chain)
            chains.remove(chain)


def _swapped(chain: Chain) -> None:
    """Two pages of a document that changed places: the later goes on in what the one before the
    earlier broke off.
    """
    for i in range(1, len(chain.joins)):
        before, earlier, later = chain.pages[i - 1 : i + 2]
        first, second = chain.joins[i - 1], chain.joins[i]
        disordered = second.gap and not set(second.why.split("; ")) - OUT_OF_ORDER
        if not disordered or first.gap or is_proved(first):
            continue
        if earlier.number is not None or later.number is not None or not _next(earlier, later):
            continue
        behind = chain.pages[i + 2] if i + 2 < len(chain.pages) else None
        if behind is not None and (chain.joins[i + 1].gap or is_proved(chain.joins[i + 1])):
            continue
        if not _goes_on(before, later) or not _fits(later, earlier):
            continue
        if behind is not None and not _fits(earlier, behind):
            continue
        chain.pages[i], chain.pages[i + 1] = later, earlier
        chain.joins[i - 1] = chain.joins[i] = Join(False, PUT_BACK, None, CONFIDENCE)


def _before(host: Chain, chain: Chain) -> bool:
    """Whether a page that begins inside a sentence was captured right before the page that begins
    its document, and fits between that and the next.
    """
    if len(chain.pages) != 1 or number_of(chain.pages[0]) is not None or host.strength < BEGINS:
        return False
    page, first = chain.pages[0], host.pages[0]
    if first.number is not None or not _next(page, first) or not _goes_on(first, page):
        return False
    if unlike(host, chain) or marked_otherwise(host, chain):
        return False
    if len(host.pages) == 1:
        return not first.last_page.ended
    second, join = host.pages[1], host.joins[0]
    if join.gap or is_proved(join) or second.number is not None:
        return False
    return _fits(page, second)


def _put_into(host: Chain, chain: Chain) -> None:
    """Put the pages of a headless chain behind the first page of a document."""
    join = Join(False, PUT_BACK, None, CONFIDENCE)
    rest = [join, *host.joins[1:]] if host.joins else []
    host.pages[1:1] = chain.pages
    host.joins[:] = [join, *chain.joins, *rest]


def _next(one: Exposed, other: Exposed) -> bool:
    """Whether one page was captured right before another, once at least."""
    return any(left.n + 1 == right.n for left in one.pages for right in other.pages)


def _goes_on(one: Exposed, other: Exposed) -> bool:
    """Whether a page breaks off inside a sentence and another goes on in one."""
    last = one.last_page
    closed = last.catchword is not None or last.ended
    return not closed and goes_on(ending_of(one), opening_of(other))


def _fits(one: Exposed, other: Exposed) -> bool:
    """Whether nothing at the break speaks against one page following the other."""
    ended = ends_full(ending_of(one)) and not starts_small(opening_of(other))
    return ended or _goes_on(one, other)
