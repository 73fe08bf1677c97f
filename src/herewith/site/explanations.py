"""Where a statement is explained, and its evidence with line, characters and words around."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from herewith.algorithms.marked_up import MARKED_UP, TAG
from herewith.model.provenance import Statement
from herewith.model.records import short_digest
from herewith.model.text import SourceId, Span
from herewith.site.addresses import Route, page_address
from herewith.site.index import ATTESTED, EditionIndex
from herewith.site.parts import Evidence
from herewith.site.reading import quoted

__all__ = ["PART", "Explanations", "in_words", "statement_anchor"]

PART = 200
"""Statements on one page of explanations."""

KEPT = 1 << 13
"""Anchors kept at hand: a page names each of its own more than once."""

CONTEXT = 70
"""Characters of the source shown on either side of a piece of evidence."""


@lru_cache(KEPT)
def statement_anchor(statement: str) -> str:
    """The anchor of a statement on the page of its subject."""
    return f"x-{short_digest(statement)}"


def in_words(value: object) -> str:
    """JSON data as people read it: strings bare, lists and objects on one line, nothing for null.

    >>> in_words({"name": "Halden", "office": "", "pages": [1, 2]})
    'name: Halden; pages: 1, 2'
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        said = ((str(key).replace("_", " "), in_words(one)) for key, one in value.items())
        return "; ".join(f"{key}: {words}" for key, words in said if words)
    if isinstance(value, (list, tuple)):
        nested = any(isinstance(one, (list, tuple, Mapping)) for one in value)
        return ("; " if nested else ", ").join(words for one in value if (words := in_words(one)))
    return json.dumps(value, ensure_ascii=False)


class Explanations:
    """Addresses of explanations and evidence, for one page at a time."""

    def __init__(self, index: EditionIndex) -> None:
        self.index = index
        self._subjects: dict[str, Mapping[str, int]] = {}

    def address(self, record: str, subject: str = "", prop: str = "") -> str:
        """Where a record or field is explained; empty if no statement was made about it.

        Args:
            record: the id of the statement, or of a record of the subject.
            subject: the subject the record belongs to.
            prop: the property under which it is stated.
        """
        statement = self.find(record, subject, prop)
        return self.of(statement) if statement else ""

    def find(self, record: str, subject: str = "", prop: str = "") -> Statement | None:
        """The statement of a record or field; arguments as for `address`."""
        tried = [record] if record else []
        if subject and prop:
            tried += [f"{record}/{prop}", f"{subject}/{prop}/{record}", f"{subject}/{prop}"]
        found = (self.index.statement(name) for name in tried)
        return next((statement for statement in found if statement), None)

    def of(self, statement: Statement) -> str:
        """Where a statement is explained: on the page that shows its subject, or on its own."""
        home = self.index.home_of(statement.subject)
        if home == ATTESTED:
            return f"{self.index.attested_at(statement.subject)}#{statement_anchor(statement.id)}"
        place = self._places(home).get(statement.id)
        if place is None:
            home, place = statement.subject, self._places(statement.subject).get(statement.id, 0)
        page = self.index.explains(home, statement.id)
        if not page:
            page = page_address(Route("explain", home, "", place // PART + 1))
        return f"{page}#{statement_anchor(statement.id)}"

    def subject(self, subject: str) -> str:
        """Where everything said about a subject is listed; empty if nothing is."""
        if not self._places(subject):
            return ""
        return self.index.explains(subject) or page_address(Route("explain", subject))

    def _places(self, home: str) -> Mapping[str, int]:
        if home not in self._subjects:
            self._subjects[home] = self.index.explained(home)
        return self._subjects[home]

    def evidence(self, spans: Sequence[Span], language: str | None = None) -> tuple[Evidence, ...]:
        """Evidence of these spans, in their order."""
        return tuple(self._one(span, language) for span in spans)

    def place(self, span: Span) -> tuple[str, str, int | None, int | None]:
        """Where a span stands: the path and page of its source, its page there, and its line."""
        source = self.index.files.get(span.source)
        return (
            source.path if source else span.source,
            page_address(Route("source", span.source)) if source else "",
            self.index.page(span.source, span.start),
            self.index.line(span.source, span.start) or None,
        )

    def at(self, source: str, start: int, end: int) -> Evidence:
        """The words at a place of a source, as evidence."""
        words = self.index.words(source, start, end)
        return self._one(Span(SourceId(source), start, end, words), None)

    def _one(self, span: Span, language: str | None) -> Evidence:
        before = self.index.words(span.source, max(0, span.start - CONTEXT), span.start)
        after = self.index.words(span.source, span.end, span.end + CONTEXT)
        source = self.index.files.get(span.source)
        document = self.index.document_at(span.source, span.start)
        media = source.media_type if source else ""
        xml = media in MARKED_UP
        if language is None and document is not None:
            language = self.index.facts[document].language
        path, address, page, line = self.place(span)
        return Evidence(
            span.source,
            path,
            address,
            "",
            line,
            span.start,
            span.end,
            _squeeze(_untagged(before, xml)),
            quoted(span.quote, media),
            _squeeze(_untagged(after, xml)),
            language,
            page,
        )


def _untagged(text: str, xml: bool) -> str:
    """Context without tags, even those that the cut has left half of."""
    if not xml:
        return text
    first, last = text.find(">"), text.rfind("<")
    if first >= 0 and "<" not in text[:first]:
        text = text[first + 1 :]
        last = text.rfind("<")
    if last >= 0 and ">" not in text[last:]:
        text = text[:last]
    return TAG.sub(" ", text)


def _squeeze(text: str) -> str:
    """Context on one line."""
    inner = " ".join(text.split())
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and inner else ""
    return f"{before}{inner}{after}"
