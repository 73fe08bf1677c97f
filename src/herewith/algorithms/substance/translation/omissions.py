"""Sentences of a bead that the other side does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from herewith.algorithms.substance.content import missing
from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.matching import Matching, Side

__all__ = ["omissions"]

SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+(?!\s+[^\W\d_A-ZА-ЯЁ])|$)", re.S)
TELLING = 3
"""A sentence with fewer telling words is not judged."""

SHARE = 0.25
"""At most this share of a sentence's telling words is answered if the sentence is missing."""


def omissions(m: Matching) -> Iterator[Draft]:
    """A sentence that hardly has a counterpart, where a bead holds several."""
    for first, side, taken in ((True, m.a, m.pairs), (False, m.b, m.back)):
        pieces = [(x.start(), x.end()) for x in SENTENCE.finditer(side.text) if x.group().strip()]
        if len(pieces) < 2:
            continue
        for start, end in pieces:
            telling = [k for k in _telling(side) if start <= side.units[k].start < end]
            answered = sum(1 for k in telling if taken.get(k, -1) >= 0)
            if len(telling) < TELLING or answered > SHARE * len(telling):
                continue
            for k in telling:
                taken.setdefault(k, -1)
            yield _missing(m, side, (start, end), first)


def _telling(side: Side) -> list[int]:
    """Units by which a sentence can be known again: concepts, names, figures."""
    return [
        k
        for k, u in enumerate(side.units)
        if (u.concepts and u.kind != "common") or u.kind in ("num", "date", "name", "design")
    ]


def _missing(m: Matching, side: Side, span: tuple[int, int], first: bool) -> Draft:
    """The draft for a sentence that only one side has."""
    text = side.text[slice(*span)]
    lead = len(text) - len(text.lstrip())
    own = (span[0] + lead, span[0] + len(text.rstrip()))
    index = next(k for k, u in enumerate(side.units) if u.start >= own[0])
    at = m.place_b(index) if first else m.place_a(index)
    found = missing(side.text[slice(*own)], side.language, first=first, at=at)
    return replace(found, a=own) if first else replace(found, b=own)
