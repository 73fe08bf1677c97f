"""The order of pages: which page follows which, and where one is missing.

Every possible successor is weighed by its evidence: a catchword taken up, consecutive page
numbers, a word divided over the break, a sentence that breaks off and goes on, and that it was
captured next. A catchword that is not taken up, or a number left out, is a gap: two pages are
never joined because they read smoothly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from rapidfuzz import fuzz

from herewith.algorithms.reconstruct.catchwords import look_alike, same_words
from herewith.algorithms.reconstruct.exposures import Exposed
from herewith.algorithms.reconstruct.lines import Block, ends_full, ends_open, starts_small
from herewith.algorithms.reconstruct.numbers import styles_alike
from herewith.algorithms.reconstruct.pages import Page
from herewith.algorithms.reconstruct.rulings import WHY
from herewith.languages.identify import script_of
from herewith.languages.layout import layout

__all__ = ["Chain", "Join", "chain_pages", "is_proved"]

WINDOW = 40
"""Pages before and behind among which a successor is looked for."""

NEAR = 3
"""Pages within which consecutive numbers alone may join two that were not captured together."""

LEAST = 4
"""Words from which a line with a small letter is a sentence that goes on, and not a marking."""

HOSTS = 4
"""Documents before a headless page among which its own is looked for."""

KIN = 0.5
"""Kinship from which a headless page goes on in a document before it."""

RULED = 99.0
"""Evidence of an editor's word."""

SURE = 4.0
"""Evidence from which a successor is taken out of the order of capture."""


@dataclass(frozen=True, slots=True)
class Join:
    """Two pages, one after the other: joined, or with a gap between, and why.

    `missing` counts the pages that are not held, where numbers tell it.
    """

    gap: bool
    why: str
    missing: int | None
    confidence: float


@dataclass(slots=True)
class Chain:
    """The pages of one document in order; `joins[i]` stands between page i and i + 1."""

    pages: list[Exposed]
    joins: list[Join] = field(default_factory=list)
    strength: float = 0.0
    why: str = ""
    head_gap: Join | None = None
    """Pages missing before the first that is held."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    missing: int | None = None
    proved: bool = False
    """A catchword, a divided word or a sentence that goes on joins the pages."""


def chain_pages(
    pages: Sequence[Exposed], ruled: Mapping[int, int] = MappingProxyType({})
) -> list[Chain]:
    """Documents as chains of pages, in the order in which their first pages were captured.

    Args:
        pages: all of them.
        ruled: from captures (by number) to those that an editor says follow them.
    """
    held = [page for page in pages if page.clips]
    place = {capture.n: n for n, page in enumerate(held) for capture in page.pages}
    both = [(place[p], place[q]) for p, q in ruled.items() if p in place and q in place]
    wanted = {p: q for p, q in both if p != q}
    successor, why = _links(held, wanted)
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
        _attach(chain, chains)
    _mend(chains)
    _silent_catchwords(chains)
    blanks = [page for page in pages if not page.clips]
    _blank_pages(chains, blanks)
    return chains


def _links(
    held: Sequence[Exposed], ruled: Mapping[int, int]
) -> tuple[dict[int, int], dict[int, _Evidence]]:
    """The successor of every page that has one, surest first; what is ruled comes before all."""
    decided = [
        (-RULED, 0, q, p, _Evidence(RULED, (WHY,), (), None, True)) for p, q in ruled.items()
    ]
    firsts = _silent_firsts(held)
    weighed: list[tuple[float, int, int, int, _Evidence]] = []
    for p, q in _pairs(held):
        evidence = _weigh(held[p], held[q], q - p, crossed=_crossed(held, p, q))
        if q in firsts and not evidence.proved:
            continue
        far = q != p + 1 and evidence.score < SURE
        if evidence.score > 0 and not evidence.against and not far:
            weighed.append((-evidence.score, abs(q - p - 1), q, p, evidence))
    successor: dict[int, int] = {}
    why: dict[int, _Evidence] = {}
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
    numbers = [_number(page) for page in held]
    starts = [_letters(_opening(page)[:40]) for page in held]
    for p, page in enumerate(held):
        caught = page.last_page.catchword or _maybe_caught(page)
        wanted = _letters(caught.text)[:2] if caught is not None else None
        number = numbers[p]
        for q in range(max(0, p - WINDOW), min(len(held), p + WINDOW + 1)):
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
    return look_alike("".join(char for char in text.casefold() if char.isalnum()))


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


def _is_over(page: Exposed) -> bool:
    """Whether the text of a page has come to an end."""
    return page.last_page.ended or ends_full(_ending(page))


def _crossed(held: Sequence[Exposed], p: int, q: int) -> bool:
    """Whether the head of another document was captured between two pages, or q before p."""
    return q < p or any(page.first_page.start >= 1.5 for page in held[p + 1 : q])


def _weigh(p: Exposed, q: Exposed, distance: int, *, crossed: bool = False) -> _Evidence:
    """Evidence that page q follows page p in one document."""
    last, first = p.last_page, q.first_page
    reasons: list[str] = []
    against: list[str] = []
    ending, opening = _ending(p), _opening(q)
    score = _caught(p, opening, reasons, against)
    counted, missing = _counted(p, q, reasons, against, crossed=crossed)
    score += counted
    over = last.ended and last.catchword is None
    if not over:
        score += _sentence(ending, opening, reasons, against)
    elif starts_small(opening) and not reasons:
        against.append("the page begins inside a sentence, and the page before ends a document")
    score += _looks_alike(last, first)
    if distance != 1 and bool(last.marking) != bool(first.marking):
        score -= 1.5
    if _bears_otherwise(last, first) and not any("taken up" in why for why in reasons):
        against.append("the pages are numbered or classified in different ways")
    implied = p.number is None and len(reasons) == 1 and reasons[0].startswith("pages ")
    if implied and first.marking and not last.marking:
        against.append("only the later page is classified, and the one before bears no number")
    if over and not reasons:
        score -= 3.0
        if last.number is None and first.number is not None:
            against.append("the page before ends a document and bears no number")
    if distance == 1:
        score += 1.5
    else:
        score -= min(3.0, 0.3 * abs(distance - 1))
    if first.start:
        if first.start >= 1.5 or not score >= SURE:
            against.append("a document begins here")
        else:
            score -= 0.3 * first.start
    proved = any(not why.startswith("pages ") for why in reasons)
    return _Evidence(score, tuple(reasons), tuple(against), missing, proved)


def _caught(p: Exposed, opening: str, reasons: list[str], against: list[str]) -> float:
    """What the catchword of a page, or a word that may be one, says of the page behind."""
    caught = p.last_page.catchword
    if caught is not None:
        if same_words(caught.text, opening):
            reasons.append(f"the catchword “{caught.text}” is taken up")
            return 8.0
        against.append(f"the catchword “{caught.text}” is not taken up")
        return 0.0
    word = _maybe_caught(p)
    if word is not None and same_words(word.text, opening):
        reasons.append(f"the word “{word.text}” at the foot is taken up")
        return 6.0
    return 0.0


def _maybe_caught(page: Exposed) -> Block | None:
    """The last line of a page, if it is a word or two that may be a catchword."""
    body = page.last_page.body
    if page.last_page.catchword is not None or len(body) < 2 or body[-1].fixed:
        return None
    last = body[-1]
    brief = last.words <= 2 and len(last.lines) == 1 and any(c.isalpha() for c in last.text)
    return last if brief else None


def _silent_catchwords(chains: Sequence[Chain]) -> None:
    """Words at a foot that the page behind takes up are catchwords, now that it is known."""
    for chain in chains:
        for left, right, join in zip(chain.pages, chain.pages[1:], chain.joins, strict=False):
            word = _maybe_caught(left)
            if word is not None and not join.gap and same_words(word.text, _opening(right)):
                word.tag, word.confidence = "catchword", 0.9
                word.why = "the next page begins with these words"


def _counted(
    p: Exposed, q: Exposed, reasons: list[str], against: list[str], *, crossed: bool
) -> tuple[float, int | None]:
    """What the numbers of two pages say, and how many pages they say are missing.

    A first page that bears no number counts as page 1; where another document's head was
    captured between, that alone proves nothing.
    """
    before, behind = _number(p), _number(q)
    if before is None or behind is None:
        return 0.0, None
    if behind == before + 1:
        if crossed and p.number is None and not reasons and not _goes_on(_ending(p), _opening(q)):
            against.append("nothing but its number speaks for the page before")
            return 0.0, None
        reasons.append(f"pages {before} and {behind}")
        return 5.0, None
    if behind > before + 1:
        against.append(f"page {before} is followed by page {behind}")
        return 0.0, behind - before - 1
    against.append(f"page {before} cannot be followed by page {behind}")
    return 0.0, None


def _looks_alike(last: Page, first: Page) -> float:
    """Pages of one document bear the same marking, and numbers written in one way."""
    score = 0.0
    if last.marking and first.marking:
        score += 0.5 if _alike(last.marking, first.marking) else -2.0
    elif last.marking or first.marking:
        score -= 1.0
    if last.number_style and first.number_style:
        score += 0.5 if styles_alike(last.number_style, first.number_style) else -2.0
    return score


def _unlike(host: Chain, chain: Chain) -> bool:
    """Whether no page of a document is numbered as those of another chain are."""
    own = {page.first_page.number_style for page in chain.pages} - {""}
    styles = {page.first_page.number_style for page in host.pages} - {""}
    return bool(own and styles) and not any(styles_alike(a, b) for a in own for b in styles)


def _marked_otherwise(host: Chain, chain: Chain) -> bool:
    """Whether the pages of one of two chains are classified, and those of the other not so."""
    own, other = (
        {page.first_page.marking for page in one.pages if page.first_page.marking}
        for one in (host, chain)
    )
    if not own or not other:
        return bool(own) != bool(other)
    return not any(_alike(one, two) for one in own for two in other)


def _bears_otherwise(last: Page, first: Page) -> bool:
    """Whether two pages bear different classifications, or numbers written in different ways."""
    marked = bool(last.marking and first.marking) and not _alike(last.marking, first.marking)
    styles = bool(last.number_style and first.number_style)
    return marked or (styles and not styles_alike(last.number_style, first.number_style))


def _alike(one: str, other: str) -> bool:
    near = abs(len(one) - len(other)) <= 1
    return one == other or (near and fuzz.ratio(one, other) >= 75)


def _goes_on(ending: str, opening: str) -> bool:
    """Whether a sentence breaks off and goes on."""
    return ends_open(ending) and starts_small(opening)


def _sentence(ending: str, opening: str, reasons: list[str], against: list[str]) -> float:
    """What the words at the break say for and against a join."""
    small = starts_small(opening)
    if ending.rstrip().endswith(("-", "‐", "¬")) and ending.rstrip()[-2:-1].isalpha():
        if small:
            reasons.append("a word is divided over the break")
            return 2.0
        return -0.5
    if ends_open(ending):
        if _ungrammatical(ending, opening):
            against.append("no sentence goes on so")
            return -3.0
        if small:
            reasons.append("the sentence goes on")
            return 1.0
        last = ending.rsplit(None, 1)[-1].casefold() if ending.split() else ""
        return 0.5 if last in layout().dangling else 0.0
    if small and ends_full(ending):
        against.append("the page begins inside a sentence that the page before has ended")
        return -3.0
    return 0.3


def _ungrammatical(ending: str, opening: str) -> bool:
    """Whether an article or a preposition is followed by a word that cannot stand behind one."""
    last, first = ending.rsplit(None, 1)[-1:], opening.split(None, 1)[:1]
    if not last or not first or not ends_open(ending):
        return False
    stripped = first[0].strip(',;:"“”«»()')
    return last[0].casefold() in layout().governing and stripped in layout().ungoverned


def _ending(page: Exposed) -> str:
    return page.last_page.ending


def _opening(page: Exposed) -> str:
    return page.first_page.opening


def _number(page: Exposed) -> int | None:
    """The printed number; the first page of a document that bears none counts as its page 1."""
    if page.number is not None:
        return page.number
    return 1 if page.first_page.start >= 1.5 else None


def _attach(chain: Chain, chains: list[Chain]) -> None:
    """A chain that begins no document goes on in one before it, behind a gap; or it is a document
    of its own, whose first pages are not held.
    """
    first = chain.pages[0]
    if chain.strength > 0:
        if chain.strength < 1.5 and not chains:
            chain.head_gap = _head_missing(first)
            if _number(first) is None:
                chain.head_gap = None  # The stream may well begin so.
        chains.append(chain)
        return
    if chains and _begins_by_numbers(chain, chains[-1]):
        chain.strength, chain.why = 1.5, "an unnumbered page, and the one behind it is page 2"
        chains.append(chain)
        return
    if any(_inserted(chain, other) for other in reversed(chains[-HOSTS:])):
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
    evidence = _weigh(host.pages[-1], first, 1)
    reason = "; ".join(evidence.against) or "nothing proves that these pages follow each other"
    host.joins.append(Join(True, reason, evidence.missing, 0.9 if evidence.against else 0.6))
    host.pages += chain.pages
    host.joins += chain.joins


def _inserted(chain: Chain, host: Chain) -> bool:
    """Put a chain into a gap of a document that its page numbers fit."""
    low, high = chain.pages[0].number, chain.pages[-1].number
    if low is None or high is None:
        return False
    for n, join in enumerate(host.joins):
        left, right = host.pages[n], host.pages[n + 1]
        before, behind = _number(left), _number(right)
        if not join.gap or before is None or behind is None or not before < low <= high < behind:
            continue
        if _unlike(host, chain) or _marked_otherwise(host, chain):
            continue
        host.joins[n : n + 1] = [
            _join(left, chain.pages[0]), *chain.joins, _join(chain.pages[-1], right)
        ]  # fmt: skip
        host.pages[n + 1 : n + 1] = chain.pages
        return True
    return False


def _join(left: Exposed, right: Exposed) -> Join:
    """How two pages that stand next to each other by their numbers are joined."""
    evidence = _weigh(left, right, 1)
    if evidence.against or evidence.score < SURE:
        reason = "; ".join(evidence.against) or "nothing proves that these pages follow each other"
        return Join(True, reason, evidence.missing, 0.9 if evidence.against else 0.6)
    return Join(False, "; ".join(evidence.reasons), None, min(0.99, 0.6 + evidence.score / 20))


def _head_missing(first: Exposed) -> Join | None:
    """The gap before a document's first page that is held, if the page shows that there is one."""
    number = _number(first)
    if number is not None and number > 1:
        return Join(True, f"the first page held is page {number}", number - 1, 0.8)
    opening = _opening(first)
    inside = opening[:1].isalpha() and starts_small(opening) and len(opening.split()) >= LEAST
    if number is None and inside:
        return Join(True, "the first page held begins inside a sentence", None, 0.7)
    return None


def _kinship(host: Chain, chain: Chain) -> float:
    """How much speaks for a headless chain being a later part of a document, pages between lost."""
    last, first = host.pages[-1].last_page, chain.pages[0].first_page
    before, behind = _number(host.pages[-1]), _number(chain.pages[0])
    score = -4.0 if _unlike(host, chain) else 1.0
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
        score += 1.5 if _alike(last.marking, first.marking) else -3.0
    elif last.marking or first.marking:
        score -= 1.5
    if last.ended and last.catchword is None:
        score -= 3.5 if starts_small(_opening(chain.pages[0])) else 2.5
    if last.catchword is not None or ends_open(_ending(host.pages[-1])):
        score += 0.5
        if first.n == last.n + 1 and starts_small(_opening(chain.pages[0])):
            score += 1.0
    scripts = {script_of(_ending(host.pages[-1])[-200:]), script_of(_opening(chain.pages[0])[:200])}
    if len(scripts - {None}) == 2:
        score -= 5.0
    return score


def _mend(chains: list[Chain]) -> None:
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


def _completes(host: Chain, chain: Chain) -> bool:
    """Whether a document breaks off where another, without a head, begins."""
    number = _number(chain.pages[0])
    if number is None or _number(host.pages[-1]) != number - 1 or not _unfinished(host):
        return False
    last, first = host.pages[-1], chain.pages[0]
    if bool(last.last_page.marking) != bool(first.first_page.marking) or _unlike(host, chain):
        return False
    return not _weigh(last, first, 1).against


def _unfinished(chain: Chain) -> bool:
    """Whether the last page of a document that is held breaks off."""
    last = chain.pages[-1].last_page
    return last.catchword is not None or (not last.ended and ends_open(last.ending))


def _begins_by_numbers(chain: Chain, before: Chain) -> bool:
    """Whether a page without number must be a first page: page 2 follows it, or a tail precedes."""
    if _number(chain.pages[0]) is not None:
        return False
    if len(chain.pages) > 1 and _number(chain.pages[1]) == 2:
        return True
    last = before.pages[-1].last_page
    return last.ended and last.number is not None


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
            why = "a blank capture stands between two pages that nothing joins"
            chain.joins[i] = Join(True, why, 1, 0.7)


def is_proved(join: Join) -> bool:
    """Whether a catchword, page numbers, a divided word or an editor shows that pages follow.

    A sentence that seems to go on shows nothing: one page may be missing between two sentences
    that read smoothly.
    """
    return join.why == WHY or any(word in join.why for word in ("taken up", "pages ", "divided"))
