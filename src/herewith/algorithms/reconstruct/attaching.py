"""Pages without a head put to the documents that they belong to, behind a gap or in one.

A run of pages that begins no document goes on in one captured before it if its numbers, its
classification and the open end there say so; else it is a document whose first pages are lost.
"""

from __future__ import annotations

from herewith.algorithms.reconstruct.chains import (
    Chain,
    Join,
    alike,
    ending_of,
    marked_otherwise,
    number_of,
    opening_of,
    unlike,
)
from herewith.algorithms.reconstruct.exposures import Exposed
from herewith.algorithms.reconstruct.lines import ends_open, starts_small
from herewith.algorithms.reconstruct.numbers import styles_alike
from herewith.algorithms.reconstruct.pages import BEGINS
from herewith.algorithms.reconstruct.succession import SURE, goes_on, weigh
from herewith.languages.identify import script_of

__all__ = ["NEAR", "attach", "gather", "mend"]

NEAR = 3
"""Pages within which consecutive numbers alone may join two that were not captured together."""

LEAST = 4
"""Words from which a line with a small letter is a sentence that goes on, and not a marking."""

HOSTS = 4
"""Documents before a headless page among which its own is looked for."""

KIN = 0.5
"""Kinship from which a headless page goes on in a document before it."""


def attach(chain: Chain, chains: list[Chain]) -> None:
    """A chain that begins no document goes on in one before it, behind a gap; or it is a document
    of its own, whose first pages are not held.
    """
    first = chain.pages[0]
    if chain.strength > 0:
        if chain.strength < 1.5 and not chains:
            chain.head_gap = _head_missing(first)
            if number_of(first) is None:
                chain.head_gap = None  # The stream may well begin so.
        chains.append(chain)
        return
    if chains and _begins_by_numbers(chain, chains[-1]):
        chain.strength, chain.why = BEGINS, "an unnumbered page, and the one behind it is page 2"
        first.first_page.start = max(first.first_page.start, BEGINS)
        chains.append(chain)
        return
    if any(_inserted(chain, other) for other in reversed(chains[-HOSTS:])):
        return
    for put in (_headed, _amidst):
        if any(put(chain, other) for other in reversed(chains[-HOSTS:])):
            return
    kin, host = max(
        ((_kinship(other, chain) - n, other) for n, other in enumerate(reversed(chains[-HOSTS:]))),
        key=lambda one: one[0],
        default=(0.0, None),
    )
    if host is None or kin < KIN:
        chain.why = "nothing joins this page to a document captured before"
        chain.head_gap = _head_missing(first)
        chains.append(chain)
        return
    evidence = weigh(host.pages[-1], first, 1)
    reason = "; ".join(evidence.against) or "nothing proves that these pages follow each other"
    gap = Join(True, reason, evidence.missing, 0.9 if evidence.against else 0.6)
    if not evidence.against and goes_on(ending_of(host.pages[-1]), opening_of(first)):
        gap = Join(False, "the sentence goes on, in a page captured near by", None, 0.55)
    if not evidence.against and any(why.startswith("pages ") for why in evidence.reasons):
        gap = Join(False, "; ".join(evidence.reasons), None, 0.75)
    host.joins.append(gap)
    host.pages += chain.pages
    host.joins += chain.joins


def _headed(chain: Chain, host: Chain) -> bool:
    """Put a page without number before a document that lacks just its first page, in whose pages
    it was captured and whose page 2 goes on in its sentence.
    """
    page = chain.pages[-1]
    if host.head_gap is None or host.pages[0].number != 2 or len(chain.pages) > 1:
        return False
    if page.number is not None or page.last_page.ended or unlike(host, chain):
        return False
    between = host.pages[0].pages[0].n < page.pages[0].n < host.pages[-1].pages[-1].n
    if not between or marked_otherwise(host, chain):
        return False
    if not goes_on(ending_of(page), opening_of(host.pages[0])):
        return False
    why = "the page that begins the document was captured amid those behind it"
    host.pages.insert(0, page)
    host.joins.insert(0, Join(False, why, None, 0.6))
    host.head_gap, host.strength, host.why = None, BEGINS, why
    return True


def _amidst(chain: Chain, host: Chain) -> bool:
    """Put a page without number between the two numbered ones between which it was captured and
    in the first of which its sentence begins: a page that was cut in two.
    """
    page = chain.pages[0]
    if len(chain.pages) > 1 or page.number is not None or marked_otherwise(host, chain):
        return False
    for n, join in enumerate(host.joins):
        left, right = host.pages[n], host.pages[n + 1]
        beside = (
            left.pages[-1].n + 1 == page.pages[0].n and page.pages[-1].n + 1 == right.pages[0].n
        )
        if not beside or join.gap or "taken up" in join.why:
            continue
        if left.last_page.catchword is not None or left.last_page.ended:
            return False
        if not goes_on(ending_of(left), opening_of(page)):
            return False
        why = "the sentence goes on, in a part of the page"
        host.joins[n : n + 1] = [Join(False, why, None, 0.6), join]
        host.pages.insert(n + 1, page)
        return True
    return False


def _inserted(chain: Chain, host: Chain) -> bool:
    """Put a chain into a gap of a document that its page numbers fit."""
    low, high = chain.pages[0].number, chain.pages[-1].number
    if low is None or high is None:
        return False
    for n, join in enumerate(host.joins):
        left, right = host.pages[n], host.pages[n + 1]
        before, behind = number_of(left), number_of(right)
        if not join.gap or before is None or behind is None or not before < low <= high < behind:
            continue
        if unlike(host, chain) or marked_otherwise(host, chain):
            continue
        host.joins[n : n + 1] = [
            _join(left, chain.pages[0]), *chain.joins, _join(chain.pages[-1], right)
        ]  # fmt: skip
        host.pages[n + 1 : n + 1] = chain.pages
        return True
    return False


def _join(left: Exposed, right: Exposed) -> Join:
    """How two pages that stand next to each other by their numbers are joined."""
    evidence = weigh(left, right, 1)
    if evidence.against or evidence.score < SURE:
        reason = "; ".join(evidence.against) or "nothing proves that these pages follow each other"
        return Join(True, reason, evidence.missing, 0.9 if evidence.against else 0.6)
    return Join(False, "; ".join(evidence.reasons), None, min(0.99, 0.6 + evidence.score / 20))


def _head_missing(first: Exposed) -> Join | None:
    """The gap before a document's first page that is held, if the page shows that there is one."""
    number = number_of(first)
    if number is not None and number > 1:
        return Join(True, f"the first page held is page {number}", number - 1, 0.8)
    opening = opening_of(first)
    inside = opening[:1].isalpha() and starts_small(opening) and len(opening.split()) >= LEAST
    if number is None and inside:
        return Join(True, "the first page held begins inside a sentence", None, 0.7)
    return None


def _kinship(host: Chain, chain: Chain) -> float:
    """How much speaks for a headless chain being a later part of a document, pages between lost."""
    last, first = host.pages[-1].last_page, chain.pages[0].first_page
    before, behind = number_of(host.pages[-1]), number_of(chain.pages[0])
    score = -4.0 if unlike(host, chain) else 1.0
    if before is not None and behind is not None:
        if behind <= before:
            return -9.0
        score += 1.5 if behind - before <= NEAR else 0.5
        if behind == before + 1:
            score -= 3.0  # No page can be missing between, and yet nothing joined them.
    elif behind is not None or last.number is not None:
        score -= 1.5
    if last.number_style and first.number_style:
        score += 2.0 if styles_alike(last.number_style, first.number_style) else -3.0
    if last.marking and first.marking:
        score += 1.5 if alike(last.marking, first.marking) else -3.0
    elif last.marking or first.marking:
        score -= 1.5
    if last.ended and last.catchword is None:
        score -= 3.5 if starts_small(opening_of(chain.pages[0])) else 2.5
    score += _breaks(host, chain)
    scripts = {
        script_of(ending_of(host.pages[-1])[-200:]),
        script_of(opening_of(chain.pages[0])[:200]),
    }
    return score - (5.0 if len(scripts - {None}) == 2 else 0.0)


def _breaks(host: Chain, chain: Chain) -> float:
    """What the words at the break say for the two being parts of one document."""
    last, first = host.pages[-1].last_page, chain.pages[0].first_page
    small = starts_small(opening_of(chain.pages[0]))
    if last.catchword is not None or ends_open(ending_of(host.pages[-1])):
        return 1.5 if small and first.n == last.n + 1 else 0.5
    # A finished text, and one that begins without a number: two papers, most likely.
    return -1.0 if not small and chain.pages[0].number is None else 0.0


def mend(chains: list[Chain]) -> None:
    """Put a document whose first pages are lost behind the one page captured near it that breaks
    off right before its number.
    """
    ends: dict[int, Chain] = {c.pages[-1].pages[0].n: c for c in chains}
    for chain in [c for c in chains if c.head_gap is not None]:
        first = chain.pages[0].first_page
        near = (ends.get(n) for n in range(first.n - NEAR, first.n + NEAR + 1))
        hosts = [c for c in near if c is not None and c is not chain and _completes(c, chain)]
        if len(hosts) == 1:
            why = "one page breaks off, the other begins with the next number"
            hosts[0].joins += [Join(False, why, None, 0.75), *chain.joins]
            hosts[0].pages += chain.pages
            ends[hosts[0].pages[-1].pages[0].n] = hosts[0]
            chains.remove(chain)


def gather(chains: list[Chain]) -> None:
    """Put a document whose first pages are lost behind the one captured near it whose numbers come
    right before, if that lacks its first pages too or breaks off.
    """
    for chain in [c for c in chains if c.head_gap is not None and c.pages[0].number]:
        at = chains.index(chain)
        near = chains[max(0, at - HOSTS) : at + HOSTS + 1]
        if any(_inserted(chain, other) for other in near if other is not chain):
            chains.remove(chain)
            continue
        hosts = [c for c in near if _precedes(c, chain)]
        if len(hosts) != 1:
            continue
        host, before = hosts[0], number_of(hosts[0].pages[-1]) or 0
        behind = number_of(chain.pages[0]) or 0
        missing = behind - before - 1
        why = f"page {before} is followed by page {behind}"
        host.joins += [Join(bool(missing), why, missing or None, 0.7), *chain.joins]
        host.pages += chain.pages
        chains.remove(chain)


def _precedes(host: Chain, chain: Chain) -> bool:
    """Whether another chain is an earlier part of the document of a headless one."""
    if host is chain or host.pages[-1].last_page.ended:
        return False
    before, behind = host.pages[-1].number, chain.pages[0].number
    if host.head_gap is None:
        if not _unfinished(host):
            return False
        before = number_of(host.pages[-1])
    if before is None or behind is None or not 0 < behind - before <= NEAR:
        return False
    if host.head_gap is None and behind == before + 1:
        return False  # Nothing is missing between, and yet nothing joined them.
    return not unlike(host, chain) and not marked_otherwise(host, chain)


def _completes(host: Chain, chain: Chain) -> bool:
    """Whether a document breaks off where another, without a head, begins."""
    number = number_of(chain.pages[0])
    if number is None or (number_of(host.pages[-1]) or _tacit(host)) != number - 1:
        return False
    if not (_unfinished(host) or _lone(host)):
        return False
    last, first = host.pages[-1], chain.pages[0]
    if bool(last.last_page.marking) != bool(first.first_page.marking) or unlike(host, chain):
        return False
    return not weigh(last, first, 1).against


def _lone(chain: Chain) -> bool:
    """Whether a document has its first page only, and that does not end it."""
    begins = chain.strength >= BEGINS or _tacit(chain) is not None
    return len(chain.pages) == 1 and begins and not chain.pages[0].last_page.ended


def _tacit(chain: Chain) -> int | None:
    """The number that a lone page without one must have, as it begins no document but a sentence."""
    page = chain.pages[0]
    lone = len(chain.pages) == 1 and page.number is None and chain.head_gap is None
    return 1 if lone and opening_of(page) and not starts_small(opening_of(page)) else None


def _unfinished(chain: Chain) -> bool:
    """Whether the last page of a document that is held breaks off."""
    last = chain.pages[-1].last_page
    return last.catchword is not None or (not last.ended and ends_open(last.ending))


def _begins_by_numbers(chain: Chain, before: Chain) -> bool:
    """Whether a page without number must be a first page: page 2 follows it, or a tail precedes."""
    if number_of(chain.pages[0]) is not None:
        return False
    if len(chain.pages) > 1 and number_of(chain.pages[1]) == 2:
        return True
    last = before.pages[-1].last_page
    return last.ended and last.number is not None
