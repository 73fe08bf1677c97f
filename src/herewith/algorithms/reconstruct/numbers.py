"""Which of the lines that look like page numbers are the page numbers.

A figure alone on its line may be a catchword ("5." over a page that begins "5. In the …"), a
numbered point, or a page number. What decides is the company it keeps: a neighbour that counts
on in the same hand and place, how many others look like it, and whether the next page takes it up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from herewith.algorithms.reconstruct.furniture import Sign, page_number
from herewith.algorithms.reconstruct.lines import Block, Line, ends_full

__all__ = ["POINT", "POINTED", "counts_on", "number_style", "settle_numbers", "styles_alike"]

REACH = 3
"""Pages before and behind in which a number may find its neighbour."""

MISSING_AT_MOST = 20
"""Pages that a number unlike all others may be ahead of them."""

COUNTED_ON, COUNTED_NEAR, USUAL, OUTERMOST, DECORATED = 3.0, 1.5, 1.0, 0.5, 0.5
USUALLY = 3
"""Numbers written in one way from which that is how a stream numbers its pages."""

SAME_AGAIN = 0.5
"""The same number near by is the same page captured again, or a catchword of it."""

TAKEN_UP = -4.0
"""What the next page begins with is a catchword and no number of a page."""

LETTER = re.compile(r"\(?[ivxlc][.)]")
"""A letter that points of a list bear, and that is a Roman number too."""

TAKEN_UP_FAR = 2.0
"""Weight against a figure like a point's with which a page near by begins: pages change places."""

POINT, POINTED = re.compile(r"\(?(?:\d{1,2}|[IVX]{1,4})[.)]"), "(0123456789IVX"
"""A figure as the points of a list bear it, and what it begins with."""

LONELY = 1.0
"""Weight against a bare figure between two texts, or beside a number in dashes or with a word."""

UNHEARD, ALONE = 4, 2.5
"""A bare figure above that has neighbours that count on; weight against one that has none."""

SET_OFF = 2
"""Lines to the next text beyond which a figure stands in wide space."""

TITLE_WORDS = 10
"""Words of a title or a catchword that may stand between furniture and a page number."""

ALIKE_FROM, ALIKE = 4, 65
"""Letters from which the words of two page numbers are likened, and their likeness (0..100)."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that looks like a page number: where it stands on its page, and how it is written.

    `out` counts the furniture lines between it and the edge of the page; `taken_up` says that
    the next page begins with it, `taken_far` that another page near by does.
    """

    line: int
    value: int
    look: str
    out: int
    taken_up: bool
    decorated: bool
    taken_far: bool = False


def number_style(text: str) -> str:
    """How a page number is written, its figures left out.

    >>> number_style("- 12 -"), number_style("Page iv")
    ('- # -', 'Page #')
    """
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", text)


def styles_alike(one: str, other: str) -> bool:
    """Whether two page numbers are written in one way, a misread letter allowed.

    >>> styles_alike("Page #", "Pagc #"), styles_alike("- # -", "[#]"), styles_alike("#", "#.")
    (True, False, False)
    """
    if one == other:
        return True
    left, right = ("".join(c for c in style if c.isalpha()) for style in (one, other))
    marks = [re.sub(r"[^\W\d_]+", "", style) for style in (one, other)]
    if marks[0] != marks[1] or min(len(left), len(right)) < ALIKE_FROM:
        return False
    return fuzz.ratio(left.casefold(), right.casefold()) >= ALIKE


def settle_numbers(lines: Sequence[Line], signs: list[Sign | None]) -> None:
    """Take the sign of a page number from lines that are none; at most one a page stays."""
    pages = list(_pages(lines, signs))
    fed = any(line.feed for line in lines)
    # A page captured twice bears its number twice; that makes the look no more usual.
    looks = Counter(look for look, _ in {(one.look, one.value) for page in pages for one in page})
    for index, page in enumerate(pages):
        scored = [
            (
                _score(one, pages, index, looks)
                - (0.0 if fed else _lonely(lines, signs, one))
                - _outshone(one, page),
                -one.out,
                one,
            )
            for one in page
        ]
        best = max(scored, key=lambda entry: entry[:2], default=None)
        for entry in scored:
            chosen = entry is best and entry[0] > 0
            also = not fed and (entry[0] >= COUNTED_ON or _counts_within(entry[2], page, looks))
            if not chosen and not also:
                signs[entry[2].line] = None
    _far_ahead([one for page in pages for one in page], signs)


def counts_on(blocks: Sequence[Block], begin: int, tops: Set[int]) -> bool:
    """Whether page numbers count on over a block inside a page: then no document begins there.

    Args:
        blocks: all blocks, furniture tagged.
        begin: number of the block in question.
        tops: numbers of the text blocks at the top of a page.
    """
    if begin in tops:
        return False
    before = _nearest(blocks[n] for n in range(begin - 1, -1, -1))
    behind = _nearest(blocks[n] for n in range(begin, len(blocks)))
    if before is None or behind is None:
        return False
    return before[0] == behind[0] and behind[1] == before[1] + 1


def _nearest(blocks: Iterable[Block]) -> tuple[str, int] | None:
    for block in blocks:
        if block.tag == "page_number":
            return number_style(block.text), page_number(block.text) or 0
    return None


def _score(
    one: _Candidate, pages: Sequence[Sequence[_Candidate]], index: int, looks: Counter[str]
) -> float:
    score = 0.25 + (OUTERMOST if one.out == 0 else 0.0) + (DECORATED if one.decorated else 0.0)
    score += TAKEN_UP if one.taken_up else USUAL if looks[one.look] > 1 else 0.0
    best = 0.0
    for other in range(max(0, index - REACH), min(len(pages), index + REACH + 1)):
        step = other - index
        for near in pages[other] if step else ():
            if near.look != one.look:
                continue
            if near.value - one.value == (1 if step > 0 else -1):
                best = max(best, COUNTED_ON)
            elif near.value == one.value:
                best = max(best, SAME_AGAIN)
            elif abs(near.value - one.value) <= abs(step) + 1 and not one.taken_up:
                best = max(best, COUNTED_NEAR)
    score -= TAKEN_UP_FAR if one.taken_far and looks[one.look] < USUALLY else 0.0
    if not one.decorated:
        score -= ALONE if not best and one.value > UNHEARD and _is_far(one, pages) else 0.0
    return score + best


def _is_far(one: _Candidate, pages: Sequence[Sequence[_Candidate]]) -> bool:
    """Whether no number written like one is near its value."""
    return not any(
        other.look == one.look and 0 < abs(other.value - one.value) <= MISSING_AT_MOST
        for page in pages
        for other in page
    )


def _outshone(one: _Candidate, page: Sequence[_Candidate]) -> float:
    """What speaks against a bare figure on the side of a page that bears a plainer number."""
    sides = ("head ", "foot ")
    side = one.look[:5] if one.look.startswith(sides) else ""
    plainer = any(other.decorated and other.look.startswith(side) for other in page)
    return LONELY if plainer and not one.decorated else 0.0


def _counts_within(one: _Candidate, page: Sequence[_Candidate], looks: Counter[str]) -> bool:
    """Whether two numbers that count on stand in one run of furniture: a blank page between.

    Bare figures, and those that points of a list may bear, do so only in a stream that numbers its
    pages like that.
    """
    return (one.decorated or looks[one.look] >= USUALLY) and any(
        other.look == one.look and other.value - one.value == (1 if other.line > one.line else -1)
        for other in page
    )


def _lonely(lines: Sequence[Line], signs: Sequence[Sign | None], one: _Candidate) -> float:
    """What speaks against a bare figure that neither furniture nor wide space sets off.

    It is a point of a list that stands on a line of its own.
    """
    if one.decorated:
        return 0.0
    above = _next_text(lines, one.line, -1)
    if _sets_off(signs, one.line, above) or _sets_off(
        signs, one.line, _next_text(lines, one.line, 1)
    ):
        return 0.0
    if above is not None and lines[above].count <= TITLE_WORDS and not ends_full(lines[above].text):
        # A title at the head of the page may stand above its number.
        return 0.0 if _sets_off(signs, above, _next_text(lines, above, -1)) else LONELY
    return LONELY


def _next_text(lines: Sequence[Line], n: int, step: int) -> int | None:
    """The next line that is not empty, before or behind one."""
    at = n + step
    while 0 <= at < len(lines) and not lines[at].text:
        at += step
    return at if 0 <= at < len(lines) else None


def _sets_off(signs: Sequence[Sign | None], n: int, other: int | None) -> bool:
    """Whether what stands beside a line sets it off: furniture, wide space, the edge of all."""
    if other is None or abs(other - n) > SET_OFF:
        return True
    return signs[other] is not None and not _is_number(signs[other])


def _far_ahead(candidates: Sequence[_Candidate], signs: list[Sign | None]) -> None:
    """A number of a look of its own, far above all others of many, is a figure of the text."""
    kept = [one for one in candidates if signs[one.line] is not None]
    looks = Counter(one.look for one in kept)
    if not looks or looks.most_common(1)[0][1] < 3:
        return
    highest, second = sorted((one.value for one in kept), reverse=True)[:2]
    for one in kept:
        others = second if one.value == highest else highest
        if looks[one.look] == 1 and one.value > others + MISSING_AT_MOST:
            signs[one.line] = None


def _pages(lines: Sequence[Line], signs: list[Sign | None]) -> Iterator[list[_Candidate]]:
    """Candidates by page; those far from head and foot lose their sign."""
    feeds = [0, *(line.n for line in lines if line.feed), len(lines)]
    if len(feeds) < 3:
        yield from _runs(lines, signs)
        return
    stretches = [
        [line.n for line in lines[start:end] if line.text] for start, end in pairwise(feeds)
    ]
    tops = [[lines[n].text for n in texts if signs[n] is None][:2] for texts in stretches]
    for index, texts in enumerate(stretches):
        head, foot = _edge(lines, texts, signs), _edge(lines, texts[::-1], signs)
        openings = tops[index + 1] if index + 1 < len(tops) else []
        far = [top for other in _around(tops, index) for top in other]
        own: list[_Candidate] = []
        for n in texts:
            if not _is_number(signs[n]):
                continue
            if n in head:
                own.append(_candidate(lines[n], "head ", head.index(n), ()))
            elif n in foot:
                own.append(_candidate(lines[n], "foot ", foot.index(n), openings, far))
            else:
                signs[n] = None
        yield own


def _runs(lines: Sequence[Line], signs: Sequence[Sign | None]) -> Iterator[list[_Candidate]]:
    """Without form feeds: the candidates of every run of furniture between texts."""
    runs: list[list[Line]] = []
    tops: list[list[str]] = []
    run: list[Line] = []
    texts = [line for line in lines if line.text and signs[line.n] is None]
    place = {line.n: n for n, line in enumerate(texts)}
    for line in lines:
        if not line.text:
            continue
        if signs[line.n] is not None:
            run.append(line)
        elif run:
            # What the text takes up is a point of it, not a page, unless its pages count so.
            # A title may stand above it that is yet to be known for one.
            runs.append([li for li in run if _is_number(signs[li.n])])
            tops.append([near.text for near in texts[place[line.n] : place[line.n] + 2]])
            run = []
    runs.append([li for li in run if _is_number(signs[li.n])])
    tops.append([])
    for index, numbered in enumerate(runs):
        if numbered:
            far = [top for other in _around(tops, index - 1) for top in other]
            yield [_candidate(li, "", 0, tops[index], far) for li in numbered]


def _around(tops: Sequence[Sequence[str]], index: int) -> list[Sequence[str]]:
    """What the pages near one begin with, itself and the next left out."""
    near = range(max(0, index - REACH), min(len(tops), index + REACH + 1))
    return [tops[n] for n in near if n not in (index, index + 1)]


def _candidate(
    line: Line, side: str, out: int, openings: Sequence[str], far: Sequence[str] = ()
) -> _Candidate:
    taken_up = any(line.text in opening.split(None, 1)[:1] for opening in openings)
    value = page_number(line.text) or 0
    look = side + number_style(line.text)
    point = POINT.fullmatch(line.text) is not None or LETTER.fullmatch(line.text) is not None
    decorated = not point and not line.text.rstrip(".").isdigit()
    taken_far = point and any(line.text in top.split(None, 1)[:1] for top in far)
    return _Candidate(line.n, value, look, out, taken_up, decorated, taken_far)


def _is_number(sign: Sign | None) -> bool:
    return sign is not None and sign.name == "number"


def _edge(lines: Sequence[Line], texts: Sequence[int], signs: Sequence[Sign | None]) -> list[int]:
    """Furniture from the edge of a page up to its text; one title or catchword may stand in it."""
    out: list[int] = []
    skipped = False
    for index, n in enumerate(texts):
        if signs[n] is not None:
            out.append(n)
            continue
        behind = texts[index + 1] if index + 1 < len(texts) else None
        brief = lines[n].count <= TITLE_WORDS and not ends_full(lines[n].text)
        if skipped or not brief or behind is None or not _is_number(signs[behind]):
            break
        skipped = True
    return out
