"""Captures of one page brought together: which words are read from which.

The captures of a page are aligned with the fullest of them. What another holds beyond a cut head
or foot is taken from it; a few words that stand at a cut edge instead are artefacts; the rest of
the other capture is a duplicate, and where it differs its reading is kept beside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from herewith.algorithms.reconstruct.lines import Words
from herewith.algorithms.reconstruct.pages import Page
from herewith.algorithms.reconstruct.preferring import better_readings, spliced, without
from herewith.algorithms.reconstruct.recaptures import LONGEST_PAGE, Overlap, overlap, word_ids

__all__ = ["Clip", "Exposed", "Twin", "expose"]

MIN_SHARED = 4
"""Rare grams that two pages must share to be compared."""

FOOT = frozenset(("page_number", "running_head", "stamp"))
GRAM = 3
"""Words of the runs by which pages that may be captures of one another are found."""

WORSE = "another capture of the page has a word here that is confirmed"

BEGINS = 2.5
"""Strength of a document's head from which its page is surely a first page."""

MAX_PAGES = 8
"""Grams that stand on more pages are formulae."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Words `[first, last)` of the source, read from one capture."""

    page: Page
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Twin:
    """Words `[first, last)` of a capture repeat `[kept, kept_last)` of another."""

    page: Page
    first: int
    last: int
    kept: int
    kept_last: int
    differences: tuple[tuple[int, int, int, int], ...]
    alike: float
    why: str = ""


NEAR = 3
"""Captures within which a page captured again may have been put out of its place."""


@dataclass(slots=True)
class Exposed:
    """One page with all its captures.

    `clips` read in order; `twins` repeat; `artefacts` are words (first, last, why) that a cut
    edge invented. The page's furniture is that of the captures themselves.
    """

    pages: list[Page]
    clips: list[Clip]
    twins: list[Twin] = field(default_factory=list)
    artefacts: list[tuple[int, int, str]] = field(default_factory=list)
    head: Page | None = None
    foot: Page | None = None

    @property
    def number(self) -> int | None:
        """The number that a capture of the page bears."""
        return next((page.number for page in self.pages if page.number is not None), None)

    @property
    def first_page(self) -> Page:
        """The capture whose head is read."""
        return self.head or self.pages[0]

    @property
    def last_page(self) -> Page:
        """The capture whose foot is read."""
        return self.foot or self.pages[0]


def expose(
    pages: Sequence[Page],
    words: Words,
    known: Callable[[str], bool] | None = None,
    *,
    same: Iterable[tuple[int, int]] = (),
    apart: Set[int] = frozenset(),
) -> list[Exposed]:
    """Pages with their captures, in the order of the first capture of each.

    Args:
        pages: all captures.
        words: of the source.
        known: whether a word stands in the dictionary, if there is one.
        same: indexes of two captures that an editor says are one page.
        apart: indexes of captures that an editor says are no capture of another page.
    """
    groups = _groups(pages, words, same, apart)
    return [_merge([pages[n] for n in group], words, known) for group in groups]


def _span(page: Page) -> tuple[int, int]:
    """Word range from the first to the last text of a page."""
    if not page.body:
        return (0, 0)
    return page.body[0].first, page.body[-1].last


def _places(page: Page) -> list[int]:
    """Indexes in the source of the words of a page's text."""
    return [n for block in page.body for n in range(block.first, block.last)]


def _norms(page: Page, words: Words) -> tuple[list[str], list[int]]:
    """The words of a page's text and their indexes in the source."""
    places = _places(page)
    return [words.norms[n] for n in places], places


class _Texts:
    """The words of pages, made for those pages that are asked for."""

    def __init__(self, words: Words, places: Sequence[Sequence[int]]) -> None:
        self._words, self._places = words, places
        self._made: dict[int, list[str]] = {}

    def of(self, n: int) -> list[str]:
        if n not in self._made:
            self._made[n] = [self._words.norms[place] for place in self._places[n]]
        return self._made[n]


def _groups(
    pages: Sequence[Page], words: Words, same: Iterable[tuple[int, int]], apart: Set[int]
) -> list[list[int]]:
    """Indexes of the pages that are captures of one page."""
    places = [_places(page) for page in pages]
    texts = _Texts(words, places)
    parent = list(range(len(pages)))
    for a, b in sorted(_candidates(words.norms, places)):
        if _numbers_differ(pages[a], pages[b]) or a in apart or b in apart:
            continue
        if _counted_elsewhere(pages, a, b) or _counted_elsewhere(pages, b, a):
            continue
        found = overlap(texts.of(a), texts.of(b))
        if found is not None and not found.second_witness:
            root_a, root_b = _root(parent, a), _root(parent, b)
            parent[max(root_a, root_b)] = min(root_a, root_b)
    for a, b in same:
        root_a, root_b = _root(parent, a), _root(parent, b)
        parent[max(root_a, root_b)] = min(root_a, root_b)
    groups: dict[int, list[int]] = defaultdict(list)
    for n in range(len(pages)):
        groups[_root(parent, n)].append(n)
    return [groups[root] for root in sorted(groups)]


def _root(parent: list[int], n: int) -> int:
    while parent[n] != n:
        n = parent[n]
    return n


def _numbers_differ(a: Page, b: Page) -> bool:
    one, other = (page.number or (1 if page.start >= BEGINS else None) for page in (a, b))
    return one is not None and other is not None and one != other


def _counted_elsewhere(pages: Sequence[Page], n: int, other: int) -> bool:
    """Whether a capture without a number stands between two pages that count on, and the other,
    not captured near it, is numbered as neither: a document that says a thing twice.
    """
    if abs(n - other) <= NEAR:
        return False
    if pages[n].number is not None or pages[n].start or not 0 < n < len(pages) - 1:
        return False
    before, behind, own = pages[n - 1].number, pages[n + 1].number, pages[other].number
    if before is None or behind is None or own is None:
        return False
    return behind - before == 1 and own not in (before, behind)


def _candidates(norms: Sequence[str], places: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs of pages that share enough runs of three words, in order."""
    ids = word_ids(norms)
    grams, owners = [], []
    for n, own_places in enumerate(places):
        if len(own_places) > LONGEST_PAGE or len(own_places) < GRAM:
            continue
        text = ids[np.array(own_places)]
        grams.append(text[:-2] << np.uint64(42) | text[1:-1] << np.uint64(21) | text[2:])
        owners.append(np.full(len(grams[-1]), n, np.int64))
    if not grams:
        return []
    runs, pages = np.concatenate(grams), np.concatenate(owners)
    order = np.argsort(runs, kind="stable")
    runs, pages = runs[order], pages[order]
    own = np.concatenate(([True], (runs[1:] != runs[:-1]) | (pages[1:] != pages[:-1])))
    runs, pages = runs[own], pages[own]
    first, second, times = _sharing(runs, pages, len(places))
    sizes = np.fromiter(map(len, places), np.int64, len(places))
    least = np.maximum(MIN_SHARED, sizes // 25)
    enough = times >= np.minimum(least[first], least[second])
    return list(zip(first[enough].tolist(), second[enough].tolist(), strict=True))


Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]


def _sharing(
    runs: np.ndarray[tuple[int], np.dtype[np.uint64]], pages: Numbers, count: int
) -> tuple[Numbers, Numbers, Numbers]:
    """Pairs of pages with the number of runs that both have, but for the runs of many pages.

    Args:
        runs: in order, each once for every page that has it.
        pages: whose run it is; in order among equal runs.
        count: of all pages.
    """
    edges = np.flatnonzero(np.concatenate(([True], runs[1:] != runs[:-1], [True])))
    sizes = np.diff(edges)
    pairs = [np.zeros(0, np.int64)]
    for size in range(2, MAX_PAGES + 1):
        firsts = edges[:-1][sizes == size]
        pairs += [
            pages[firsts + i] * count + pages[firsts + j]
            for i in range(size)
            for j in range(i + 1, size)
        ]
    found, times = np.unique(np.concatenate(pairs), return_counts=True)
    return found // count, found % count, times


def _merge(pages: list[Page], words: Words, known: Callable[[str], bool] | None) -> Exposed:
    """Bring the captures of one page together, the best of them first."""
    if len(pages) == 1:
        first, last = _span(pages[0])
        return Exposed(pages, [Clip(pages[0], first, last)] if last > first else [])
    base = max(pages, key=lambda page: (_worth(page, words, known), -page.n))
    first, last = _span(base)
    out = Exposed(pages, [Clip(base, first, last)], head=base, foot=base)
    base_norms, base_places = _norms(base, words)
    state = _Edges(0, len(base_norms), base, base)
    for other in pages:
        if other is not base:
            _add(other, words, base_norms, base_places, state, out)
    if state.head_clip or state.foot_clip or state.cut:
        middle = Clip(base, base_places[state.low], base_places[state.high - 1] + 1)
        clips = [c for c in (state.head_clip, middle, state.foot_clip) if c is not None]
        out.clips = clips
        _edge_artefacts(state, base_places, out)
    out.head, out.foot = state.head, state.foot
    _prefer(base, out, words, known)
    return out


def _prefer(base: Page, out: Exposed, words: Words, known: Callable[[str], bool] | None) -> None:
    """Read single words from another capture where that is the one confirmed."""
    read = [(clip.first, clip.last) for clip in out.clips if clip.page is base]
    better = [
        one
        for one in better_readings(base, out.twins, words, known)
        if any(first < one[0] and one[1] < last for first, last in read)
    ]
    if not better:
        return
    out.clips = spliced(out.clips, base, better, out.pages)
    out.twins = [part for twin in out.twins for part in without(twin, better)]
    for a, a_end, b, b_end in better:
        out.twins.append(Twin(base, a, a_end, b, b_end, ((b, b_end, a, a_end),), 0.5, WORSE))


@dataclass(slots=True)
class _Edges:
    """How far the base capture is read, and what is read from others beyond its edges."""

    low: int
    high: int
    head: Page
    foot: Page
    head_clip: Clip | None = None
    foot_clip: Clip | None = None
    cut: bool = False


def _worth(page: Page, words: Words, known: Callable[[str], bool] | None) -> tuple[float, int]:
    """Length, less what is misread; a catchword or number shows that the foot is whole."""
    norms, _ = _norms(page, words)
    wrong = len(norms) - sum(map(known, norms)) if known else 0
    whole = (page.catchword is not None) + (page.number is not None) + (page.start > 0)
    return len(norms) - 2.0 * wrong, whole


def _add(
    other: Page,
    words: Words,
    base_norms: Sequence[str],
    base_places: Sequence[int],
    state: _Edges,
    out: Exposed,
) -> None:
    norms, places = _norms(other, words)
    found = overlap(base_norms, norms)
    if found is None:
        # Joined through a third capture or by an editor: nothing of this one is read.
        first, last = _span(other)
        if last > first:
            kept = (base_places[0], base_places[-1] + 1)
            out.twins.append(Twin(other, first, last, *kept, (), 0.0))
        return
    head_extra, foot_extra = found.b, len(norms) - found.b_end
    base_head, base_foot = found.a, len(base_norms) - found.a_end
    if head_extra > base_head and head_extra >= 1 and _longer(state.head_clip, head_extra):
        state.head_clip = Clip(other, places[0], places[found.b - 1] + 1)
        state.low, state.head, state.cut = found.a, other, True
    elif head_extra:
        out.artefacts.append(
            (places[0], places[found.b - 1] + 1, "words at the cut head of a repeated capture")
        )
    cut_heads = (base_head > head_extra + 4) - (head_extra > base_head + 4)
    if _takes_foot(foot_extra, base_foot, other, state, cut_heads):
        state.foot_clip = Clip(other, places[found.b_end], places[-1] + 1) if foot_extra else None
        state.high, state.foot, state.cut = found.a_end, other, True
    elif foot_extra:
        out.artefacts.append(
            (places[found.b_end], places[-1] + 1, "words at the cut foot of a repeated capture")
        )
    out.twins.append(_twin(other, found, places, base_places))


def _longer(clip: Clip | None, size: int) -> bool:
    return clip is None or clip.last - clip.first < size


def _takes_foot(extra: int, base_extra: int, other: Page, state: _Edges, cut_heads: int) -> bool:
    """Whether the other capture's foot is the true one.

    A catchword, a signature or furniture at a foot shows that it was not cut; a capture whose head is
    cut (`cut_heads` 1: the other, -1: the base) shows the foot that the first one lost; else
    the one that goes further is the whole one.
    """
    if extra == 0 and base_extra == 0:
        return False
    if state.foot_clip is not None and not _longer(state.foot_clip, extra):
        return False
    proof = 3.0 * ((other.catchword is not None) - (state.foot.catchword is not None))
    proof += 2.0 * (_has_foot(other) - _has_foot(state.foot))
    proof += 1.5 * (other.ended - state.foot.ended)
    proof += 1.5 * cut_heads
    proof += (extra > base_extra) - (extra < base_extra)
    return proof > 0


def _has_foot(page: Page) -> bool:
    """Whether page furniture stands behind the last text."""
    last = page.body[-1].n if page.body else -1
    return any(block.n > last and block.tag in FOOT for block in page.blocks)


def _twin(other: Page, found: Overlap, places: Sequence[int], base: Sequence[int]) -> Twin:
    differences = tuple(
        (
            _at(base, a),
            _at(base, a_end - 1) + 1 if a_end > a else _at(base, a),
            _at(places, b),
            _at(places, b_end - 1) + 1 if b_end > b else _at(places, b),
        )
        for a, a_end, b, b_end in found.differences
    )
    return Twin(
        other,
        places[found.b],
        places[found.b_end - 1] + 1,
        base[found.a],
        # What stands in the fullest capture for the words made up at the other's cut foot.
        base[min(len(base), found.a_end + len(places) - found.b_end) - 1] + 1,
        differences,
        found.alike,
    )


def _at(places: Sequence[int], n: int) -> int:
    return places[min(max(n, 0), len(places) - 1)]


def _edge_artefacts(state: _Edges, base_places: Sequence[int], out: Exposed) -> None:
    why = "words at a cut edge; another capture of the page shows what stands there"
    if state.low > 0:
        out.artefacts.append((base_places[0], base_places[state.low - 1] + 1, why))
    if state.high < len(base_places):
        out.artefacts.append((base_places[state.high], base_places[-1] + 1, why))
