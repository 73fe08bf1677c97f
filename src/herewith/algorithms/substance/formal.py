"""The formal parts of a letter: dateline, address, salutation, closing, signature.

A copy may leave them out or order them otherwise without another meaning. Only what contradicts
counts: two different dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from herewith.algorithms.substance.drafts import Draft
from herewith.algorithms.substance.figures import Figure, agree
from herewith.algorithms.substance.units import units
from herewith.model.document import Document, Passage

__all__ = [
    "APPARATUS",
    "FORMAL",
    "contradicting_dates",
    "formal_stretches",
    "head",
    "says_something",
]

FORMAL = frozenset(
    {"dateline", "salutation", "closing", "signature", "address", "furniture", "opener", "closer"}
)
"""Roles of passages and sentences that are form."""

APPARATUS = frozenset({"heading", "other"})
"""Roles that are form beside a body of text; a text of nothing else is a text."""


SAYING = re.compile(r"[.!?][\"»”’)\]]*$")
"""How running text ends."""

SAID_WORDS = 4
"""Words of the shortest heading that may be a sentence of the text."""


def says_something(text: str) -> bool:
    """Whether a line that was taken for a heading is a sentence: it ends as one, mostly in small letters.

    >>> says_something("We shall not attend."), says_something("Letter From the Chairman to X.")
    (True, False)
    """
    words = text.split()
    small = sum(word[:1].islower() for word in words[1:])
    ended = SAYING.search(text.strip()) is not None and text.strip()[:1] not in "[("
    return ended and len(words) >= SAID_WORDS and small * 3 >= len(words) * 2


HEAD_WORDS = 14
"""A line of more words is running text."""

BODY_WORDS = 30
"""A text of fewer words is a note of lines, not a head with a body."""

LABEL = re.compile(
    r"(?:\d+\.\s*)?(?:from|to|info|repeated|reference|ref|re|subject|priority|immediate|flash|secret"
    r"|confidential|niact|eyes only|no\.?|begin text|end text)\b",
    re.I,
)
"""How lines of a telegram's head begin that may end like a sentence."""


def head(text: str) -> int:
    """Where the head of a text ends: titles, stations, addresses, numbers and dates in lines.

    >>> text = "NO. 412\\n141705Z MAR 59\\nFROM: EXTERNAL\\n\\nPlease deliver this letter. " + "It is long. " * 9
    >>> text[: head(text)]
    'NO. 412\\n141705Z MAR 59\\nFROM: EXTERNAL\\n\\n'
    """
    end = at = 0
    for line in text.splitlines(keepends=True):
        said = line.strip()
        sentence = said.endswith((".", "!", "?", ":", ";", ",")) and not (
            LABEL.match(said) or _dateline(said)
        )
        if said and (sentence or len(said.split()) > HEAD_WORDS or _runs_on(said)):
            break
        at += len(line)
        end = at
    return end if len(text[end:].split()) >= BODY_WORDS else 0


DATELINE_WORDS = 10


def _dateline(line: str) -> bool:
    """Whether a line is a place and a time: figures, and hardly a word in small letters."""
    words = line.split()
    small = [word for word in words if word[:1].islower()]
    return (
        any(c.isdigit() for c in line)
        and len(words) <= DATELINE_WORDS
        and len(small) * 3 < len(words)
    )


def _runs_on(line: str) -> bool:
    """Whether a line is running text that goes on in the next: several words in small letters."""
    small = [w for w in line.split() if w[:1].islower()]
    return len(small) > 5


def formal_stretches(document: Document) -> tuple[tuple[int, int], ...]:
    """Stretches of a document's reading text that are formal parts, in order, neighbours joined."""
    out = _by_role(document)
    top = head(document.text)
    if not top:
        return out
    rest = [(max(start, top), end) for start, end in out if end > top]
    if rest and rest[0][0] - top <= 2:
        return (0, rest[0][1]), *rest[1:]
    return (0, top), *rest


def _by_role(document: Document) -> tuple[tuple[int, int], ...]:
    """Stretches of formal parts as reconstruction names them."""
    roles = FORMAL | (APPARATUS if any(p.role == "body" for p in document.passages) else set())
    places = sorted(
        (p.source, p.start, p.end)
        for p in document.passages
        if p.role in roles and not (p.role in APPARATUS and _spoken(document, p))
    )
    out: list[tuple[int, int]] = []
    for run in document.runs:
        for source, start, end in places:
            low, high = max(run.source_start, start), min(run.source_end, end)
            if source != run.source or low >= high:
                continue
            first = run.start + min(low - run.source_start, run.end - run.start)
            last = min(run.end, run.start + high - run.source_start)
            if out and first - out[-1][1] <= 2:
                out[-1] = (out[-1][0], max(out[-1][1], last))
            else:
                out.append((first, last))
    return tuple(out)


def _spoken(document: Document, passage: Passage) -> bool:
    """Whether a heading or line outside the body says something."""
    parts = [
        document.text[
            run.start + max(0, passage.start - run.source_start) : run.end
            - max(0, run.source_end - passage.end)
        ]
        for run in document.runs
        if run.source == passage.source
        and run.source_start < passage.end
        and passage.start < run.source_end
    ]
    return says_something(" ".join(parts))


def contradicting_dates(
    a: Document, b: Document, in_a: Sequence[tuple[int, int]], in_b: Sequence[tuple[int, int]]
) -> Iterator[Draft]:
    """A draft if both texts are dated and no date of the one can be the other's."""
    mine, theirs = list(_dates(a, in_a)), list(_dates(b, in_b))
    if not mine or not theirs:
        return
    if any(agree(x, y) for x in mine for y in theirs):
        return
    one, other = mine[0], theirs[0]
    yield Draft(
        "substance", "date", "major", "date", "The letters bear different dates.",
        (one.start, one.end), (other.start, other.end),
    )  # fmt: skip


def _dates(document: Document, stretches: Sequence[tuple[int, int]]) -> Iterator[Figure]:
    """Full dates (with a day) of formal parts, in offsets of the reading text."""
    for start, end in stretches:
        for unit in units(document.text[start:end], document.language):
            figure = unit.figure
            if figure is not None and figure.date and figure.date[2]:
                yield replace(figure, start=start + figure.start, end=start + figure.end)
