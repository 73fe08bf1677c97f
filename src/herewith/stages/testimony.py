"""A document as a witness of a collation: its words, their states, its gaps, its formal parts."""

from __future__ import annotations

from collections.abc import Iterator

from herewith.algorithms.collation import Missing, State, WitnessText
from herewith.algorithms.collation.witness import Part
from herewith.algorithms.substance.formal import APPARATUS, FORMAL
from herewith.model.document import Document, Passage, Run
from herewith.stages.revision import REWRITTEN

__all__ = ["witness_text"]

OPENING = frozenset({"dateline", "address", "salutation", "opener"})
CLOSING = frozenset({"closing", "signature", "closer"})
"""Parts that show where the head of a letter ends and where its foot begins."""

BRACKETS = ("()", "[]")

EMENDED = "emended"
"""What an editor reads for what was delivered: a plain word of the text, in no state of its own."""


def witness_text(
    document: Document, siglum: str, start: int = 0, end: int | None = None
) -> WitnessText:
    """A document, or a part of its reading text, as a witness; offsets count from `start`."""
    stop = len(document.text) if end is None else end
    states = tuple(
        State(
            "rewritten" if la.why == REWRITTEN else la.kind,
            max(la.start, start) - start, min(la.end, stop) - start, la.doubtful, la.why,
        )
        for la in document.layers
        if la.start < stop and la.end > start and la.kind != EMENDED
    )  # fmt: skip
    missing = tuple(
        Missing(gap.at - start, gap.estimate_words, gap.page, gap.why)
        for gap in sorted(document.gaps, key=lambda g: (g.at, g.id))
        if start <= gap.at <= stop
    )
    outside = tuple(
        Part(role, max(low, start) - start, min(high, stop) - start)
        for role, low, high in _formal_parts(document)
        if low < stop and high > start
    )
    return WitnessText(siglum, document.text[start:stop], states, missing, outside)


def _formal_parts(document: Document) -> Iterator[tuple[str, int, int]]:
    """Role and place in the reading text of what stands outside the body, in order of passages.

    Headings and other lines count where a dateline, address or salutation shows them to stand in
    the head, or a closing or signature in the foot, or where they are all in brackets
    (`(TRANSLATION)`): a short first line alone may be the text itself.
    """
    passages = document.passages
    body = [n for n, p in enumerate(passages) if p.role == "body"]
    if not body:
        return
    for n, passage in enumerate(passages):
        if passage.role not in FORMAL | APPARATUS or passage.silent:
            continue
        places = [_place(run, passage) for run in document.runs if _of(run, passage)]
        if not places:
            continue
        low, high = min(a for a, _ in places), max(b for _, b in places)
        if passage.role in APPARATUS:
            words = document.text[low:high].strip()
            head = n < body[0] and any(p.role in OPENING for p in passages[n + 1 : body[0]])
            foot = n > body[-1] and any(p.role in CLOSING for p in passages[body[-1] + 1 : n])
            aside = n < body[0] or n > body[-1]
            if not (head or foot or (aside and words[:1] + words[-1:] in BRACKETS)):
                continue
        yield passage.role, low, high


def _of(run: Run, passage: Passage) -> bool:
    return (
        run.source == passage.source
        and run.source_start < passage.end
        and run.source_end > passage.start
    )


def _place(run: Run, passage: Passage) -> tuple[int, int]:
    """The part of a run that lies in a passage, in the reading text."""
    low, high = max(run.source_start, passage.start), min(run.source_end, passage.end)
    if run.end - run.start != run.source_end - run.source_start:
        return run.start, run.end
    return run.start + low - run.source_start, run.start + high - run.source_start
