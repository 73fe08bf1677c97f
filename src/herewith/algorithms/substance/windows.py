"""Comparison of two witnesses in one language, resting on their collation.

Variations that stand in one sentence are judged together, with the sentence around them on both
sides, so that a rule sees what is governed. What the collation leaves in doubt stays in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from herewith.algorithms.substance.causes import cause
from herewith.algorithms.substance.content import missing
from herewith.algorithms.substance.doubt import doubts, uncertain
from herewith.algorithms.substance.drafts import Draft, distinct, finding
from herewith.algorithms.substance.formal import contradicting_dates, formal_stretches
from herewith.algorithms.substance.releases import BESIDE, Release, releases
from herewith.algorithms.substance.same_language import compare
from herewith.algorithms.substance.voices import said_by
from herewith.model.collation import Collation, Variation
from herewith.model.document import Document
from herewith.model.findings import Finding, NotHeld

__all__ = ["Compared", "compare_collation"]

SENTENCE_END = re.compile(r"[.!?…][\"»”’)\]]*\s+(?=[^\W\d_a-zа-яё]|[\"«“(\[\d])|\n\n+")
REACH = 300
"""Characters of agreeing text that are taken on each side where no sentence ends."""

PASSAGE = 6
"""From so many words on, words on one side only are one finding as a passage."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A variation between two witnesses: offsets on both sides, and the variation."""

    a: tuple[int, int]
    b: tuple[int, int]
    variation: Variation
    aside: bool = False
    """Not judged by the rules: formal, moved, or words that fall into a declared gap."""


@dataclass(frozen=True, slots=True)
class _Window:
    """Stretches of both texts, from sentence end to sentence end, and the places in them."""

    a: tuple[int, int]
    b: tuple[int, int]
    places: tuple[_Place, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings, and what each side withholds from the public (as what is not held)."""

    findings: tuple[Finding, ...]
    withheld_a: tuple[NotHeld, ...] = ()
    withheld_b: tuple[NotHeld, ...] = ()


def compare_collation(
    made: Collation,
    first: str,
    second: str,
    a: Document,
    b: Document,
    *,
    translated: bool = False,
) -> Compared:
    """All differences between two witnesses of a collation.

    Args:
        made: the collation.
        first: siglum of the first witness; its document is `a`.
        second: siglum of the second; its document is `b`.
        a: first document.
        b: second document.
        translated: whether both are translations of one original.
    """
    moved = [{siglum: (start, end) for siglum, start, end in move.spans} for move in made.moves]
    formal_a, formal_b = formal_stretches(a), formal_stretches(b)
    found: list[Finding] = []
    places: list[_Place] = []
    differing = list(_places(made, first, second))
    opened = tuple(releases([(p.a, p.b) for p in differing], a, b))
    found += [_released(release, a, b) for release in opened if release.words]
    for place in differing:
        if place.variation.status == "rejected":
            continue
        if any(_of_release(place, release) for release in opened):
            places.append(replace(place, aside=True))
            continue
        formal = _formal(place, formal_a, formal_b)
        aside = (
            formal
            or _in_gap(place, a, b)
            or _cut(place, a, b)
            or any(_inside(place, m.get(first), m.get(second)) for m in moved)
        )
        places.append(replace(place, aside=aside))
        if formal:
            found.append(_form(place, a, b))
        elif _cut(place, a, b) and not _in_gap(place, a, b):
            found.append(_settled(place, a, b))
    for move in moved:
        if first in move and second in move:
            found.append(_moved(move[first], move[second], a, b))
    for draft in contradicting_dates(a, b, formal_a, formal_b):
        found.append(finding(draft, a.text, b.text))
    for window in _windows(places, a, b):
        found += _judge(window, a, b, made.language, translated=translated)
    found += _doubtful([p for p in places if not p.aside], a, b)
    found = [f for f in found if f.rule != "doubt_withheld"]  # said as what is not held
    return Compared(
        distinct(found),
        tuple(release.not_held() for release in opened if release.first),
        tuple(release.not_held() for release in opened if not release.first),
    )


def _released(release: Release, a: Document, b: Document) -> Finding:
    return finding(release.draft(), a.text, b.text, cause="release")


def _of_release(place: _Place, release: Release) -> bool:
    """Whether a place is the note that words were taken out, or the words that it hides."""
    return all(
        start <= span[0] and span[1] <= end
        for span, (start, end) in ((place.a, _wide(release.a)), (place.b, _wide(release.b)))
    )


def _wide(span: tuple[int, int]) -> tuple[int, int]:
    return span[0] - BESIDE, span[1] + BESIDE


CUT = 6
"""Words at the edge of a cut page that a machine may have invented; more are text."""


def _cut(place: _Place, a: Document, b: Document) -> bool:
    """Whether one side reads a few other words right at the edge of its own gap, the other none."""
    if place.variation.rule != "edge-of-gap":
        return False
    few = max(len(t.text[slice(*s)].split()) for t, s in ((a, place.a), (b, place.b))) <= CUT
    edges = [
        any(span[0] - BESIDE <= gap.at <= span[1] + BESIDE for gap in document.gaps)
        for span, document in ((place.a, a), (place.b, b))
    ]
    return few and edges[0] != edges[1]


def _settled(place: _Place, a: Document, b: Document) -> Finding:
    """A misreading at the edge of a cut page, which the other witness settles."""
    note = "The page is cut here and the other witness is not: its reading stands, and this is no difference of the letter."
    draft = Draft("none", "content", "none", "cut_edge", note, place.a, place.b)
    return finding(draft, a.text, b.text, origin=place.variation.id, cause="ocr")


def _formal(
    place: _Place, in_a: Sequence[tuple[int, int]], in_b: Sequence[tuple[int, int]]
) -> bool:
    """Whether a place is a formal part on a side that has words there."""
    full_a, full_b = place.a[0] < place.a[1], place.b[0] < place.b[1]
    mine = full_a and any(s <= place.a[0] and place.a[1] <= e + 2 for s, e in in_a)
    theirs = full_b and any(s <= place.b[0] and place.b[1] <= e + 2 for s, e in in_b)
    return mine or theirs


def _in_gap(place: _Place, a: Document, b: Document) -> bool:
    """Whether the words of one side would stand where the other has a declared gap."""
    for span, document in ((place.a, a), (place.b, b)):
        bare = not document.text[slice(*span)].strip()
        if bare and any(span[0] - 3 <= gap.at <= span[1] + 3 for gap in document.gaps):
            return True
    return False


def _form(place: _Place, a: Document, b: Document) -> Finding:
    note = "The formal parts of the letter are given differently."
    draft = Draft("form", "form", "none", "formal_part", note, place.a, place.b)
    return finding(draft, a.text, b.text, origin=place.variation.id)


def _places(made: Collation, first: str, second: str) -> Iterator[_Place]:
    """Variations in which both witnesses take part with different readings."""
    for variation in made.variations:
        spans = {
            siglum: (start, end, n)
            for n, reading in enumerate(variation.readings)
            for siglum, start, end in reading.spans
        }
        if first in spans and second in spans and spans[first][2] != spans[second][2]:
            yield _Place(spans[first][:2], spans[second][:2], variation)


def _inside(place: _Place, a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    """Whether a place is one of the two ends of a move."""
    if a is None or b is None:
        return False
    in_a = place.a[0] < place.a[1] and a[0] <= place.a[0] and place.a[1] <= a[1]
    in_b = place.b[0] < place.b[1] and b[0] <= place.b[0] and place.b[1] <= b[1]
    one_sided = place.a[0] == place.a[1] or place.b[0] == place.b[1]
    return one_sided and (in_a or in_b)


def _moved(a: tuple[int, int], b: tuple[int, int], first: Document, second: Document) -> Finding:
    note = "The passage stands in another place."
    draft = Draft("form", "form", "none", "moved_passage", note, a, b)
    return finding(draft, first.text, second.text)


def _windows(places: Sequence[_Place], a: Document, b: Document) -> Iterator[_Window]:
    """Places grouped by sentence, with the agreeing text around them.

    Places set aside belong to no window and end the one before them; so do declared gaps.
    """
    gaps_a, gaps_b = sorted(g.at for g in a.gaps), sorted(g.at for g in b.gaps)
    group: list[_Place] = []
    begin = (0, 0)
    for n, place in enumerate(places):
        if place.aside:
            continue
        if not group:
            last = (places[n - 1].a[1], places[n - 1].b[1]) if n else (0, 0)
            low_a = max([last[0], *(g for g in gaps_a if g <= place.a[0])])
            low_b = max([last[1], *(g for g in gaps_b if g <= place.b[0])])
            begin = _before(a.text, b.text, (low_a, low_b), place)
        group.append(place)
        after = places[n + 1] if n + 1 < len(places) else None
        stop = (after.a[0], after.b[0]) if after else (len(a.text), len(b.text))
        high_a = min([stop[0], *(g for g in gaps_a if g >= place.a[1])])
        high_b = min([stop[1], *(g for g in gaps_b if g >= place.b[1])])
        end = _after(a.text, b.text, place, (high_a, high_b))
        if after is None or after.aside or end[0] < stop[0]:
            yield _Window((begin[0], end[0]), (begin[1], end[1]), tuple(group))
            group = []


WORD = re.compile(r"\w+(?:\W*$)?")


def _before(a: str, b: str, low: tuple[int, int], place: _Place) -> tuple[int, int]:
    """Where the agreeing text before a place begins: behind the last sentence end."""
    found = [m.end() for m in SENTENCE_END.finditer(a, low[0], place.a[0])]
    begin = max(found[-1] if found else low[0], place.a[0] - REACH)
    here = [m.start() for m in WORD.finditer(a, begin, place.a[0])]
    there = [m.start() for m in WORD.finditer(b, low[1], place.b[0])]
    count = min(len(here), len(there))
    if not count:
        return place.a[0], place.b[0]
    return here[-count], there[-count]


def _after(a: str, b: str, place: _Place, high: tuple[int, int]) -> tuple[int, int]:
    """Where the agreeing text behind a place ends: behind the first sentence end."""
    match = SENTENCE_END.search(a, place.a[1], high[0])
    end = min(match.end() if match else high[0], place.a[1] + REACH)
    here = [m.end() for m in WORD.finditer(a, place.a[1], end)]
    there = [m.end() for m in WORD.finditer(b, place.b[1], high[1])]
    count = min(len(here), len(there))
    if not count:
        return place.a[1], place.b[1]
    whole = count == len(here) and match is None and end == high[0]
    return (end if whole else here[count - 1]), there[count - 1]


def _judge(
    window: _Window, a: Document, b: Document, language: str | None, *, translated: bool
) -> Iterator[Finding]:
    """The findings of one window."""
    x, y = a.text[slice(*window.a)], b.text[slice(*window.b)]
    shift = (window.a[0], window.b[0])
    drafts = list(_narrow(compare(x, y, language), window, shift))
    drafts = _with_passages(drafts, window, (a, b), language)
    doubtful = [p for p in window.places if p.variation.cls == "undetermined"]
    in_a = [(p.a[0] - shift[0], p.a[1] - shift[0]) for p in doubtful]
    in_b = [(p.b[0] - shift[1], p.b[1] - shift[1]) for p in doubtful]
    for draft in uncertain(drafts, in_a, in_b):
        if draft.cls == "form" and any(_covers(p, draft, shift) for p in doubtful):
            continue
        origin = next((p.variation for p in window.places if _covers(p, draft, shift)), None)
        yield _with_word(
            finding(
                draft,
                x,
                y,
                shift=shift,
                origin=origin.id if origin else "",
                cause=cause(draft, x, y, language, translated=translated),
            ),
            origin,
        )


def _narrow(drafts: Sequence[Draft], window: _Window, shift: tuple[int, int]) -> Iterator[Draft]:
    """Drafts about a window as a whole (points, capitals) are brought to their places."""
    for draft in drafts:
        if draft.rule != "marks":
            yield draft
            continue
        for place in window.places:
            yield replace(
                draft,
                a=(place.a[0] - shift[0], place.a[1] - shift[0]),
                b=(place.b[0] - shift[1], place.b[1] - shift[1]),
            )


def _with_passages(
    drafts: list[Draft], window: _Window, texts: tuple[Document, Document], language: str | None
) -> list[Draft]:
    """The drafts of a window; a passage that one side lacks is one draft and not many."""
    shift = (window.a[0], window.b[0])
    for place in window.places:
        mine, theirs = texts[0].text[slice(*place.a)], texts[1].text[slice(*place.b)]
        if bool(mine.strip()) == bool(theirs.strip()):
            continue
        if len((mine or theirs).split()) < PASSAGE:
            continue
        found = missing(mine or theirs, language, first=bool(mine.strip()), at=0)
        a = (place.a[0] - shift[0], place.a[1] - shift[0])
        b = (place.b[0] - shift[1], place.b[1] - shift[1])
        own, mask = ("a", a) if mine.strip() else ("b", b)
        drafts = [d for d in drafts if not _overlap(getattr(d, own), mask)]
        drafts.append(replace(found, a=a, b=b))
    return drafts


def _overlap(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def _covers(place: _Place, draft: Draft, shift: tuple[int, int]) -> bool:
    """Whether a draft is about a place, on either side."""
    low, high = draft.a[0] + shift[0], draft.a[1] + shift[0]
    left, right = draft.b[0] + shift[1], draft.b[1] + shift[1]
    return (low <= place.a[1] and place.a[0] <= high) and (
        left <= place.b[1] and place.b[0] <= right
    )


def _with_word(found: Finding, variation: Variation | None) -> Finding:
    """The finding with an editor's word on its variation, and what other witnesses read."""
    if variation is None:
        return found
    if variation.status == "set":
        return replace(
            found, cls=variation.cls, severity=variation.severity, status="set",
            reason=f"{found.reason} {variation.reason}",
        )  # fmt: skip
    short = max(len(found.a.text.split()), len(found.b.text.split())) <= PASSAGE
    voices = said_by(variation) if short else ""
    return replace(found, reason=f"{found.reason} {voices}") if voices else found


def _doubtful(places: Sequence[_Place], a: Document, b: Document) -> Iterator[Finding]:
    """What the collation or the page leaves undetermined and no rule has spoken of."""
    for place in places:
        if place.variation.cls == "undetermined":
            note = place.variation.reason.rstrip(".") or "The page is in doubt here"
            draft = Draft(
                "undetermined", "content", "minor", place.variation.rule or "doubt",
                f"{note[:1].upper()}{note[1:]}.", place.a, place.b,
            )  # fmt: skip
            yield finding(draft, a.text, b.text, origin=place.variation.id)
    seen_a = [p.a for p in places if p.variation.cls == "undetermined"]
    seen_b = [p.b for p in places if p.variation.cls == "undetermined"]
    for first, document, seen in ((True, a, seen_a), (False, b, seen_b)):
        for doubt in doubts(document):
            own = (doubt.start, doubt.end)
            if any(s < own[1] and own[0] < max(e, s + 1) for s, e in seen):
                continue
            draft = Draft(
                "undetermined", "content", "minor", f"doubt_{doubt.kind}", doubt.why,
                own if first else (0, 0), (0, 0) if first else own,
            )  # fmt: skip
            yield finding(draft, a.text, b.text)
