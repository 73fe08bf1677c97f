"""Places where a text itself is in doubt: no judgement rests on them, and none clears them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from herewith.algorithms.substance.drafts import Draft
from herewith.model.document import Document

__all__ = ["Doubt", "doubts", "uncertain"]

KINDS = {
    "struck": "Words are struck out that the sentence may need.",
    "unclear": "Words are hard to read.",
    "indistinct": "The page says that words could not be read or heard.",
    "withheld": "The page says that words were taken out.",
}
"""Layers of a document on which nothing can rest, and the sentence that says so."""

IMPOSSIBLE = re.compile(r"\w*[ѣѳѵѢѲѴ]\w*|\w*[а-яё][a-z]\w*|\w*[a-z][а-яё]\w*", re.I)
"""Letters out of use, and words of two scripts: misreadings, in a text of the last century."""

REACH = 25
"""Characters between two doubtful layers that are still one place."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful stretch of a reading text and why it is doubtful."""

    start: int
    end: int
    kind: str
    why: str


def doubts(document: Document) -> tuple[Doubt, ...]:
    """The doubtful stretches of a document in order, neighbours of one kind joined."""
    found = [
        Doubt(layer.start, layer.end, layer.kind, KINDS[layer.kind])
        for layer in document.layers
        if layer.kind in KINDS
    ]
    if document.language == "ru" and not _older(document):
        note = "A word cannot stand as it is written: its letters do not belong together."
        found += [
            Doubt(m.start(), m.end(), "unclear", note) for m in IMPOSSIBLE.finditer(document.text)
        ]
    out: list[Doubt] = []
    for one in sorted(found, key=lambda d: (d.start, d.end)):
        if out and out[-1].kind == one.kind and one.start - out[-1].end <= REACH:
            out[-1] = replace(out[-1], end=max(out[-1].end, one.end))
        else:
            out.append(one)
    return tuple(out)


def _older(document: Document) -> bool:
    """Whether old letters are common enough to be the spelling of the time."""
    old = sum(document.text.count(letter) for letter in "ѣѳѵ")
    return old * 200 > len(document.text)


def uncertain(
    drafts: Iterable[Draft], a: Iterable[tuple[int, int]], b: Iterable[tuple[int, int]]
) -> Iterator[Draft]:
    """Drafts of substance that touch a doubtful stretch become undetermined.

    What lies wholly within one is left to the finding about the doubt. A draft that finds words on one side only is touched by any doubt of the other side: its
    counterpart may stand there.
    """
    left, right = tuple(a), tuple(b)
    for draft in drafts:
        if _inside(draft.a, left) or _inside(draft.b, right):
            continue
        touched = (
            _touches(draft.a, left)
            or _touches(draft.b, right)
            or (draft.a[0] == draft.a[1] and left)
            or (draft.b[0] == draft.b[1] and right)
        )
        if touched and draft.cls in ("substance", "nuance"):
            note = f"{draft.note} But the text is in doubt here."
            yield replace(draft, cls="undetermined", severity="minor", note=note)
        else:
            yield draft


def _inside(span: tuple[int, int], stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] < span[1] <= end for start, end in stretches)


def _touches(span: tuple[int, int], stretches: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in stretches)
