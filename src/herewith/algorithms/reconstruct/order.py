"""The order of pages: which page follows which, and where one is missing.

Every possible successor is weighed by its evidence (`succession`), the surest are linked first,
and chains that begin no document are put to those that do (`attaching`). A catchword that is not
taken up, or a number left out, is a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from types import MappingProxyType

from herewith.algorithms.reconstruct.astray import put_back
from herewith.algorithms.reconstruct.attaching import NEAR, attach, gather, mend
from herewith.algorithms.reconstruct.catchwords import look_alike, same_words
from herewith.algorithms.reconstruct.chains import (
    Chain,
    Join,
    alike,
    ending_of,
    is_proved,
    number_of,
    opening_of,
)
from herewith.algorithms.reconstruct.exposures import Exposed
from herewith.algorithms.reconstruct.lines import ends_full
from herewith.algorithms.reconstruct.pages import BEGINS
from herewith.algorithms.reconstruct.rulings import WHY
from herewith.algorithms.reconstruct.succession import SURE, Evidence, goes_on, maybe_caught, weigh

__all__ = ["Weighed", "chain_pages"]

WINDOW = 40
"""Pages before and behind among which a successor is looked for."""

FIRST = 1

RULED = 99.0
"""Evidence of an editor's word."""


Weighed = dict[tuple[int, int], Evidence]
"""What was found of two pages, by the numbers of their first captures."""


def chain_pages(
    pages: Sequence[Exposed],
    ruled: Mapping[int, int] = MappingProxyType({}),
    weighed: Weighed | None = None,
) -> list[Chain]:
    """Documents as chains of pages, in the order in which their first pages were captured.

    Args:
        pages: all of them.
        ruled: from captures (by number) to those that an editor says follow them.
        weighed: evidence that is known and still holds; what is weighed now is added to it.
    """
    held = [page for page in pages if page.clips]
    place = {capture.n: n for n, page in enumerate(held) for capture in page.pages}
    both = [(place[p], place[q]) for p, q in ruled.items() if p in place and q in place]
    wanted = {p: q for p, q in both if p != q}
    successor, why = _links(held, wanted, {} if weighed is None else weighed)
    follows = set(successor.values())
    chains: list[Chain] = []
    for n, page in enumerate(held):
        if n in follows:
            continue
        chain = Chain([page], strength=page.first_page.start, why=page.first_page.why_start)
        at = n
        while at in successor:
            evidence = why[at]
            at = successor[at]
            reason = "; ".join(evidence.reasons) or "captured next to each other"
            chain.joins.append(Join(False, reason, None, min(0.99, 0.6 + evidence.score / 20)))
            chain.pages.append(held[at])
        attach(chain, chains)
    mend(chains)
    gather(chains)
    for chain in chains:
        _unnumbered_first(chain)
    put_back(chains)
    _silent_catchwords(chains)
    blanks = [page for page in pages if not page.clips]
    _blank_pages(chains, blanks)
    return chains


def _links(
    held: Sequence[Exposed], ruled: Mapping[int, int], known: Weighed
) -> tuple[dict[int, int], dict[int, Evidence]]:
    """The successor of every page that has one, surest first; what is ruled comes before all."""
    decided = [(-RULED, 0, q, p, Evidence(RULED, (WHY,), (), None, True)) for p, q in ruled.items()]
    firsts = _silent_firsts(held)
    _say_firsts(held, firsts)
    weighed: list[tuple[float, int, int, int, Evidence]] = []
    for p, q in _pairs(held):
        both = held[p].pages[0].n, held[q].pages[0].n
        evidence = known.get(both)
        if evidence is None:
            evidence = weigh(held[p], held[q], q - p, crossed=_crossed(held, p, q))
            known[both] = evidence
        if q in firsts and not evidence.proved:
            continue
        far = q != p + 1 and evidence.score < SURE
        if evidence.score > 0 and not evidence.against and not far:
            weighed.append((-evidence.score, abs(q - p - 1), q, p, evidence))
    successor: dict[int, int] = {}
    why: dict[int, Evidence] = {}
    head = {n: n for n in range(len(held))}  # Of every page that ends a chain, where it begins.
    tail = dict(head)  # Of every page that begins a chain, where it ends.
    for _, _, q, p, evidence in sorted([*decided, *weighed], key=lambda w: w[:4]):
        if p in successor or q not in tail or head[p] == q:
            continue
        successor[p], why[p] = q, evidence
        end = tail.pop(q)
        tail[head[p]], head[end] = end, head[p]
    return successor, why


def _pairs(held: Sequence[Exposed]) -> Iterator[tuple[int, int]]:
    """Pages of which one may follow the other.

    Those captured next to each other; near ones with consecutive numbers; and within `WINDOW`
    those that begin as a catchword does.
    """
    numbers = [number_of(page) for page in held]
    starts = [_letters(opening_of(page)[:40]) for page in held]
    for p, page in enumerate(held):
        caught = page.last_page.catchword or maybe_caught(page)
        wanted = _letters(caught.text)[:2] if caught is not None else None
        number = numbers[p]
        reach = WINDOW if wanted is not None else NEAR
        for q in range(max(0, p - reach), min(len(held), p + reach + 1)):
            if q == p + 1:
                yield p, q
            elif q == p:
                continue
            elif (wanted is not None and starts[q].startswith(wanted)) or (
                abs(q - p) <= NEAR and number is not None and numbers[q] == number + 1
            ):
                yield p, q


def _letters(text: str) -> str:
    """The letters and figures of a text, those that are read for each other made one."""
    return look_alike("".join(filter(str.isalnum, text.casefold())))


def _silent_firsts(held: Sequence[Exposed]) -> set[int]:
    """Pages without a number behind numbered ones, that must be first pages: page 2 follows them,
    or the numbers do not count on behind them while the text before had come to its end.
    """
    out: set[int] = set()
    for n in range(1, len(held)):
        before, page = held[n - 1].number, held[n].number
        if before is None or page is not None:
            continue
        behind = held[n + 1].number if n + 1 < len(held) else None
        if (behind == 2 and before != 1) or (
            behind not in (before + 1, before + 2) and before >= 2 and _is_over(held[n - 1])
        ):
            out.add(n)
    return out


def _say_firsts(held: Sequence[Exposed], firsts: Set[int]) -> None:
    """Let the first pages begin documents in whose broken sentence a page 2 near them goes on."""
    for n in firsts:
        page, near = held[n], held[max(0, n - NEAR) : n + NEAR + 1]
        if page.first_page.start >= BEGINS or page.last_page.ended:
            continue
        if any(_is_second(other, page, near) for other in near):
            page.first_page.start = BEGINS
            page.first_page.why_start = "page 2 goes on in its sentence"


def _is_second(other: Exposed, page: Exposed, near: Sequence[Exposed]) -> bool:
    """Whether a page 2 goes on in the sentence of one page without a number, and of no other that
    begins a document.
    """
    if other.number != 2 or not alike(page.last_page.marking, other.first_page.marking):
        return False
    opening = opening_of(other)
    if not goes_on(ending_of(page), opening) or any(_takes_up(page, one) for one in near):
        return False
    firsts = (one for one in near if one is not page and number_of(one) == FIRST)
    rivals = [one for one in firsts if not one.last_page.ended]
    return not any(goes_on(ending_of(one), opening) or _takes_up(other, one) for one in rivals)


def _takes_up(page: Exposed, before: Exposed) -> bool:
    """Whether a page begins with the catchword of another."""
    word = before.last_page.catchword
    return word is not None and same_words(word.text, opening_of(page))


def _is_over(page: Exposed) -> bool:
    """Whether the text of a page has come to an end."""
    return page.last_page.ended or ends_full(ending_of(page))


def _crossed(held: Sequence[Exposed], p: int, q: int) -> bool:
    """Whether the head of another document was captured between two pages, or q before p."""
    return q < p or any(page.first_page.start >= 1.5 for page in held[p + 1 : q])


def _unnumbered_first(chain: Chain) -> None:
    """A gap between the first page, the only one without a number, and one that bears 3 or more.

    That the sentence seems to go on shows nothing; a catchword or a divided word does.
    """
    if len(chain.pages) < 2 or chain.head_gap is not None:
        return
    first, second = chain.pages[:2]
    number, join = second.number, chain.joins[0]
    if first.number is not None or number is None or number < FIRST + 2:
        return
    if join.gap or is_proved(join) or any(page.number is None for page in chain.pages[1:]):
        return
    why = f"the first page bears no number, and page {number} follows it"
    chain.joins[0] = Join(True, why, number - FIRST - 1, 0.75)


def _silent_catchwords(chains: Sequence[Chain]) -> None:
    """Words at a foot that the page behind takes up are catchwords, now that it is known."""
    for chain in chains:
        for left, right, join in zip(chain.pages, chain.pages[1:], chain.joins, strict=False):
            word = maybe_caught(left)
            if word is not None and not join.gap and same_words(word.text, opening_of(right)):
                word.tag, word.confidence = "catchword", 0.9
                word.why = "the next page begins with these words"


def _blank_pages(chains: Sequence[Chain], blanks: Sequence[Exposed]) -> None:
    """A blank capture between two pages that nothing joins is a page whose text is lost."""
    places = {
        left.pages[0].n: (chain, i, right.pages[0].n)
        for chain in chains
        for i, (left, right) in enumerate(pairwise(chain.pages))
    }
    for blank in blanks:
        n = blank.pages[0].n
        for before in (n - 1, n - 2):
            chain, i, behind = places.get(before, (None, 0, 0))
            if chain is None or behind <= n or chain.joins[i].gap or is_proved(chain.joins[i]):
                continue
            if not _fits(blank, chain.pages[i], chain.pages[i + 1]):
                continue
            why = "a blank capture stands between two pages that nothing joins"
            chain.joins[i] = Join(True, why, 1, 0.7)


def _fits(blank: Exposed, left: Exposed, right: Exposed) -> bool:
    """Whether a blank capture can stand between two pages, by its number and its classification."""
    capture = blank.pages[0]
    before, number, behind = number_of(left), capture.number, number_of(right)
    if number is not None and before is not None and behind is not None:
        return before < number < behind
    marks = {page.last_page.marking for page in (left, right)} - {""}
    return not capture.marking or not marks or any(alike(capture.marking, m) for m in marks)
