"""Statements that a document names a person or a place: one for each, with all its places.

An encoded edition's own links are kept as they are, and doubted where its words contradict them
("President Holis" linked to his brother). Elsewhere the authority files speak.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from herewith.algorithms.lint.people import people_faults
from herewith.algorithms.lint.volume import open_volume
from herewith.algorithms.references.naming import find_names
from herewith.algorithms.register.people import Authorities
from herewith.model.decision import status_of
from herewith.model.document import Document
from herewith.model.protocols import Context
from herewith.model.provenance import Statement, StatementId
from herewith.model.records import short_digest
from herewith.model.text import Delivered, Span
from herewith.stages.linker import Linker

__all__ = ["names_of"]

Key = tuple[str, str, str, str]
"""Kind, id, name as listed, rule."""

Link = tuple[int, int, str, str]
"""Where a linked name stands in its source, the id linked, and why that is doubtful."""


def names_of(linker: Linker, documents: Sequence[Document], context: Context) -> None:
    """The statements `<document>/names/<digest>` of all documents."""
    rows = {
        name: tuple(context.authorities.get(name, ())) for name in ("people", "offices", "places")
    }
    known = Authorities(rows) if any(rows.values()) else None
    linked = {
        name: _edition_links(one) for name, one in linker.sources.items() if one.form == "tei"
    }
    for document in documents:
        found: dict[Key, list[Span]] = defaultdict(list)
        doubts: dict[Key, str] = {}
        taken: list[tuple[int, int]] = []
        for start, end, person, doubt in _within(document, linked.get(str(document.source), ())):
            key = ("person", person, person, "edition_link")
            found[key].append(linker.sources[str(document.source)].span(start, end))
            taken.append((start, end))
            doubts.setdefault(key, doubt)
            if doubt and not doubts[key]:
                doubts[key] = doubt
        if known is not None:
            day = linker.index.papers[str(document.id)].day
            for one in find_names(document.text, document.language, known, day):
                spans = linker.spans(document, one.start, one.end)
                if any(a < s.end and s.start < b for s in spans for a, b in taken):
                    continue
                found[one.kind, one.id, one.name, one.rule].extend(spans)
        for key, spans_of in found.items():
            _say(linker, str(document.id), key, tuple(spans_of), doubts.get(key, ""))


def _edition_links(delivered: Delivered) -> tuple[Link, ...]:
    """The linked names of an encoded file, in order of place."""
    volume = open_volume(delivered)
    doubts = {fault.start: f"{fault.message}. {fault.hint}" for fault in people_faults(volume)}
    out = []
    for _, mark in volume.named("persName"):
        target = mark.get("corresp") or mark.get("ref")
        if target.startswith("#") and mark.inner_end > mark.inner_start:
            doubt = doubts.get(mark.start, "")
            out.append((mark.inner_start, mark.inner_end, target[1:], doubt))
    return tuple(sorted(out))


def _within(document: Document, links: Sequence[Link]) -> Iterator[Link]:
    """The links of a source, in order of place, that stand in the passages of a document."""
    for passage in document.passages:
        if passage.source == document.source and not passage.silent:
            at = bisect_left(links, passage.start, key=itemgetter(0))
            for link in links[at:]:
                if link[0] >= passage.end:
                    break
                yield link


def _say(linker: Linker, document: str, key: Key, spans: tuple[Span, ...], doubt: str) -> None:
    kind, target, name, rule = key
    statement = f"{document}/names/{short_digest(kind, target, rule)}"
    decision = linker.decisions.get(statement)
    value: Mapping[str, object] = {
        "kind": kind,
        "id": target,
        "name": name,
        "count": len(spans),
        "doubt": doubt,
    }
    reasons = {
        "edition_link": "the edition links these words to the person",
        "name": "the name is that of one person of the list",
        "title_and_name": "title and name fit one person of the list on that day",
        "office_on_day": "one person of the list held this office on that day",
        "place_name": "one place of the list is called so",
    }
    linker.statements.append(
        Statement(
            id=StatementId(statement),
            subject=document,
            property="names",
            value=value,
            evidence=spans,
            stage="link",
            rule=rule,
            because=f"{decision.by}: {decision.because}" if decision else doubt or reasons[rule],
            certainty=0.5 if doubt else 0.9,
            status=status_of(decision),
        )
    )
