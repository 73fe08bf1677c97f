"""What two versions of a paper have different where they share a passage, judged by substance.

Each passage is collated and its variations are classed as everywhere else; offsets are brought
back into the papers. What one leaves out and what is withheld is not a difference here: that is
told by the kind of the pair, and by `releases`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from herewith.algorithms.collation import collate
from herewith.algorithms.releases.blanks import Blank, blanks
from herewith.algorithms.substance.comparison import of_collation
from herewith.model.collation import CollationId
from herewith.model.document import Document, DocumentId, Layer, Passage, Run
from herewith.model.findings import Finding
from herewith.model.records import short_digest
from herewith.model.text import SourceId
from herewith.stages.collation_record import record
from herewith.stages.held_texts import HeldText
from herewith.stages.pairing import Pair
from herewith.stages.testimony import witness_text

__all__ = ["COMPARED", "Difference", "differences"]

COMPARED = frozenset(("same_document", "copy_to_another_addressee", "extract", "reissue", "relay"))
"""Kinds of pairs whose shared passages should say the same."""

NOT_COLLATED = frozenset(("reworded", "parts_of_one"))
"""Rules that name two wordings of one letter, and two parts of one record that share its head."""

MOST_WORDS = 60_000
"""Words of one side that are collated at once."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding of two versions, with half-open offsets into both reading texts."""

    finding: Finding
    a: tuple[int, int]
    b: tuple[int, int]


def differences(pair: Pair) -> Iterator[Difference]:
    """The differences within the shared passages of a pair, in their order; none of mere form.

    Two wordings of one letter (two translations) are not collated: what they have different is
    told sentence by sentence, by their comparison. Of two parts of one record only the head is
    shared, and the numbers of what was talked about differ in it as they must.
    """
    if pair.paired.rule in NOT_COLLATED:
        return
    language = pair.a.language or pair.b.language
    missing = [blanks(text.text, text.language) for text in (pair.a, pair.b)]
    for passage in pair.passages:
        if passage.words > MOST_WORDS:
            continue
        one = _part(pair.a, passage.a_start, passage.a_end, missing[0])
        other = _part(pair.b, passage.b_start, passage.b_end, missing[1])
        for found in _found(one, other, language):
            if found.cls in ("none", "form"):
                continue
            yield Difference(
                found,
                (found.a.start + passage.a_start, found.a.end + passage.a_start),
                (found.b.start + passage.b_start, found.b.end + passage.b_start),
            )


def _found(one: Document, other: Document, language: str | None) -> tuple[Finding, ...]:
    if one.text == other.text:
        return ()
    name = short_digest(one.text, other.text)
    witnesses = (witness_text(one, "A"), witness_text(other, "B"))
    made = record(
        collate(witnesses, base="A", language=language),
        CollationId(f"collation-{name}"),
        language=language,
    )
    sides = ((one, 0, len(one.text), "A"), (other, 0, len(other.text), "B"))
    return of_collation(made, ("A", "B"), *sides, name=f"comparison-{name}").findings


def _part(text: HeldText, start: int, end: int, missing: Sequence[Blank]) -> Document:
    """A passage as a document; blanks in it, or reaching into it, are states of words, not words."""
    words = text.text[start:end]
    layers = tuple(
        Layer(
            "unclear" if blank.kind == "unreadable" else "withheld",
            max(blank.start, start) - start,
            min(blank.end, end) - start,
            False,
            "a blank",
        )
        for blank in missing
        if blank.start < end and start < blank.end
    )
    source = SourceId(text.source)
    return Document(
        id=DocumentId(text.name),
        kind=None,
        language=text.language,
        pages=(),
        passages=(Passage(source, 0, len(words), "body", flow=False),),
        text=words,
        runs=(Run(0, len(words), source, 0, len(words)),),
        complete=True,
        layers=layers,
    )
