"""All mentions of a text, detected, read and resolved."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from herewith.algorithms.date_phrases import FoundDate, find_dates
from herewith.algorithms.references.belonging import Belonging
from herewith.algorithms.references.candidates import Index
from herewith.algorithms.references.detecting import Place, detect
from herewith.algorithms.references.mentions import REACH, Mentioned, read_mention
from herewith.algorithms.references.papers import Paper
from herewith.algorithms.references.resolving import Resolution, resolve
from herewith.languages.references import reference_words

__all__ = ["Found", "at_anchor", "find_mentions"]

AHEAD = 120
"""Characters behind an anchor that are read too."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mention: its words (offsets into the text), what they say, and what they mean."""

    start: int
    end: int
    rule: str
    mentioned: Mentioned
    resolution: Resolution


def find_mentions(
    text: str,
    own: Paper,
    index: Index,
    *,
    dates: tuple[FoundDate, ...] | None = None,
    belongs: Belonging | None = None,
    barred: Collection[str] = (),
) -> tuple[Found, ...]:
    """All mentions of a text, in order of place.

    Args:
        text: reading text of the paper that mentions.
        own: its card.
        index: the papers held.
        dates: the dates of the text, if they are known already.
        belongs: items of the papers.
        barred: other witnesses of the text.
    """
    if dates is None:
        dates = find_dates(text, own.language, context_date=own.day)
    dates = index.with_years(dates, own)
    out: list[Found] = []
    own_numbers = {value for _, value in own.numbers}
    places = detect(
        text,
        dates,
        own.language,
        numbers=index.numbers,
        series=index.series,
        skip=_own_head(text, own),
    )
    for place in places:
        if place.rule == "same":
            out += _again(text, place, out, own.language)
            continue
        said = read_mention(
            text, place.end, dates, own.language, written=own.day, named_from=place.start
        )
        if place.rule == "owned":
            said = replace(said, dates=(), numbers=())
        if any(number.value in own_numbers for number in said.numbers[:1]):
            continue
        answer = resolve(said, own, index, belongs=belongs, barred=barred)
        if place.rule == "named" and answer.status not in ("resolved", "suggested"):
            continue
        out.append(Found(place.start, place.end, place.rule, said, answer))
    return tuple(out)


def _again(text: str, place: Place, before: list[Found], language: str | None) -> list[Found]:
    """The mention of the same paper just before in its paragraph, at a new place; or nothing."""
    last = before[-1] if before else None
    if last is None or "\n\n" in text[last.end : place.start]:
        return []
    said = read_mention(text, place.end, (), language, written=None, named_from=place.start)
    akin = reference_words(language).akin.get(said.kind, frozenset())
    if last.mentioned.kind not in ("", said.kind, *akin):
        return []
    because = ("the paper mentioned just before", *last.resolution.because)
    answer = replace(last.resolution, because=because)
    return [Found(place.start, place.end, "same", last.mentioned, answer)]


def at_anchor(
    text: str,
    anchor: str,
    own: Paper,
    index: Index,
    *,
    belongs: Belonging | None = None,
    barred: Collection[str] = (),
) -> Found:
    """The mention whose last words are given.

    Words that do not stand in the text are read alone. Where they stand more than once the first
    place counts.
    """
    start, end = _stand(text, anchor)
    if end < 0:
        text, start, end = anchor, 0, len(anchor)
    low = max(0, end - REACH - 10)
    near = find_dates(text[low:end], own.language, context_date=own.day)
    ahead = find_dates(text[end : end + AHEAD], own.language, context_date=own.day)
    dates = (
        *(replace(d, start=d.start + low, end=d.end + low) for d in near),
        *(replace(d, start=d.start + end, end=d.end + end) for d in ahead),
    )
    said = read_mention(text, end, dates, own.language, written=own.day)
    answer = resolve(said, own, index, belongs=belongs, barred=barred)
    return Found(start, end, "anchor", said, answer)


def _stand(text: str, anchor: str) -> tuple[int, int]:
    """Where the words of an anchor stand, white space aside; -1 if nowhere, not even half."""
    words = anchor.split()
    for first in (0, len(words) // 2):
        if not words[first:]:
            break
        found = re.search(r"\s+".join(re.escape(word) for word in words[first:]), text)
        if found:
            return found.start(), found.end()
    return 0, -1


def _own_head(text: str, own: Paper) -> int:
    """Where a paper's own number and dateline end: they mention nothing."""
    for _, value in sorted(own.numbers):
        found = re.search(rf"(?<!\d){re.escape(value)}(?!\d)", text[:400])
        if found:
            return found.end()
    return 0
