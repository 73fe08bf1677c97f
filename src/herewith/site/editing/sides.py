"""The texts that a question holds against each other, with the words in question in their context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from herewith.model.provenance import Statement
from herewith.site.editing.records import Said
from herewith.site.editing.saying import blanked, both_sides, mention_of
from herewith.site.index import EditionIndex
from herewith.site.views.texts import around

__all__ = ["sides"]

OPENING = 420
"""Characters of the beginning of a text."""


def sides(index: EditionIndex, statement: Statement) -> tuple[Said, ...]:
    """The texts that a question holds against each other, in their contexts; else nothing."""
    if statement.property == "finding":
        return tuple(_finding(index, statement))
    if statement.property == "variation":
        return tuple(_variation(index, statement))
    if statement.property == "bead":
        return tuple(_pair(index, statement))
    if statement.property == "item":
        return tuple(_openings(index, statement))
    if statement.property == "shared":
        return tuple(_shared(index, statement))
    if statement.property == "withheld":
        return tuple(_withheld(index, statement))
    if statement.property == "target":
        return tuple(_passage(index, statement))
    return ()


def _shared(index: EditionIndex, statement: Statement) -> Iterator[Said]:
    """The longest passage that two papers share, in both."""
    pair = next(
        (one for one in index.edition.shared(statement.subject) if one.id == statement.id), None
    )
    if pair is None or not pair.passages:
        return
    best = max(pair.passages, key=lambda passage: passage.words)
    for document, start, end in (
        (pair.a, best.a_start, best.a_end),
        (pair.b, best.b_start, best.b_end),
    ):
        yield _beginning(index, document, start, end)


def _withheld(index: EditionIndex, statement: Statement) -> Iterator[Said]:
    """A place that is withheld, and what others have there."""
    blank = blanked(index).get(statement.id)
    if blank is None:
        return
    yield _beginning(index, blank.document, blank.start, blank.end)
    for one in blank.considered[:3]:
        yield _beginning(index, one.document, one.start, one.end)


def _beginning(index: EditionIndex, document: str, start: int, end: int) -> Said:
    """Words of a document in their context; of many only the first."""
    held = index.edition.document(document)
    _, witness = index.witness(document)
    item = index.edition.item_of(document)
    name = item.title if item else document
    name = f"{name} ({witness.siglum})" if witness else name
    end = min(end, start + OPENING)
    return _said(index, name, document, start, end, held.language if held else None)


def _openings(index: EditionIndex, statement: Statement) -> Iterator[Said]:
    """How a paper begins, and how the other forms of its letter do."""
    item = index.edition.item(str(statement.value))
    others = [w.document for w in item.witnesses if w.document != statement.subject] if item else []
    for document in (statement.subject, *others[:3]):
        yield _opening(index, document)


def _opening(index: EditionIndex, key: str, name: str = "") -> Said:
    document = index.edition.document(key)
    text = document.text.strip() if document else ""
    cut = text if len(text) <= OPENING else text[:OPENING].rpartition(" ")[0]
    _, witness = index.witness(key)
    name = name or (witness.siglum if witness else key)
    after = " …" if len(cut) < len(text) else ""
    return Said(name, index.reading(key), cut, "", after, document.language if document else None)


def _passage(index: EditionIndex, statement: Statement) -> Iterator[Said]:
    """What stands in the letter that words may mean: the passage they speak of, or its beginning."""
    mention = mention_of(index, statement.subject)
    if mention is None or not mention.candidates:
        return
    document = mention.candidates[0].document
    if document is None:
        return
    item = index.edition.item(mention.candidates[0].item)
    name = item.title if item else str(document)
    if mention.passage_end > mention.passage_start:
        held = index.edition.document(document)
        language = held.language if held else None
        yield _said(index, name, document, mention.passage_start, mention.passage_end, language)
    else:
        yield _opening(index, document, name)


def _finding(index: EditionIndex, statement: Statement) -> Iterator[Said]:
    comparison = index.edition.comparison(statement.subject)
    found = (
        next((f for f in comparison.findings if f.id == statement.id), None) if comparison else None
    )
    if comparison is None or found is None:
        return
    for side, report in ((found.a, comparison.a), (found.b, comparison.b)):
        yield _said(index, report.label, report.document, side.start, side.end, report.language)


def _variation(index: EditionIndex, statement: Statement) -> Iterator[Said]:
    collation = index.edition.collation(statement.subject)
    if collation is None or collation.item is None:
        return
    item = index.edition.item(collation.item)
    found = next((v for v in collation.variations if v.id == statement.id), None)
    if item is None or found is None:
        return
    documents = {witness.siglum: witness.document for witness in item.witnesses}
    for reading in found.readings:
        for siglum, start, end in reading.spans:
            document = documents.get(siglum)
            yield _said(index, siglum, document, start, end, collation.language)


def _pair(index: EditionIndex, statement: Statement) -> Iterator[Said]:
    bitext = index.edition.bitext(statement.subject)
    value: Any = statement.value
    if bitext is None or not isinstance(value, Mapping):
        return
    ends = (bitext.source, bitext.target)
    for document, (name, sentences, language) in zip(ends, both_sides(bitext), strict=True):
        chosen = [s for s in sentences if s.id in value.get(name, ())]
        if chosen:
            yield _said(index, name, document, chosen[0].start, chosen[-1].end, language)
        else:
            yield Said(name, index.reading(document), "", "", "", language)


def _said(
    index: EditionIndex, name: str, document: str | None, start: int, end: int, language: str | None
) -> Said:
    held = index.edition.document(document) if document else None
    if held is None or document is None:
        return Said(name, "", "", "", "", language)
    before, after = around(held.text, start, end)
    return Said(name, index.reading(document), before, held.text[start:end], after, language)
