"""An encoded edition as its linter sees it: documents, notes, people, and what the header says.

Everything is read from the marks of the delivered file, in one pass.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from herewith.algorithms.lint.citing import VolumeName, number_of
from herewith.languages.citations import CitationWords, citation_words
from herewith.model.text import Delivered, Mark

__all__ = ["Doc", "Person", "Volume", "open_volume"]

BLOCKS = frozenset({"note", "p", "item", "cell", "head", "ab", "dateline", "opener", "l", "quote"})
"""Elements within which a sentence stays."""

_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_SPACE = re.compile(r"\s+")
_YEARS = re.compile(r"\b(1[5-9]\d\d|20\d\d)(?:\s*[–-]\s*(\d{4}|\d\d))?\b")


@dataclass(frozen=True, slots=True)
class Doc:
    """A document of an edition: its element's number among the marks, and its parts' numbers."""

    mark: int
    id: str
    n: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the list of persons: its id, name as listed, and what is said of the office."""

    id: str
    name: str
    office: str


@dataclass
class Volume:
    """A delivered edition; numbers of elements are indices into `marks`."""

    delivered: Delivered
    name: str
    own: VolumeName
    first_year: int | None
    last_year: int | None
    words: CitationWords
    language: str
    documents: tuple[Doc, ...]
    document_of: list[int]
    """For each element the number of its document, or -1."""
    people: dict[str, Person]
    ids: dict[str, int] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The decoded text."""
        return self.delivered.text

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All elements in order of place."""
        return self.delivered.marks

    def named(self, *names: str) -> Iterator[tuple[int, Mark]]:
        """Elements of these names, in order, with their numbers."""
        for n, mark in enumerate(self.marks):
            if mark.name in names:
                yield n, mark

    def above(self, n: int) -> Iterator[int]:
        """The elements around an element, the nearest first."""
        parent = self.marks[n].parent
        while parent is not None:
            yield parent
            parent = self.marks[parent].parent

    def block(self, n: int) -> Mark | None:
        """The nearest element around another within which a sentence stays."""
        return next((self.marks[k] for k in self.above(n) if self.marks[k].name in BLOCKS), None)

    def plain(self, start: int, end: int, *, notes: bool = True) -> str:
        """What a reader sees of a stretch, white space folded; without the notes if so asked."""
        if not notes:
            pieces, at = [], start
            low = bisect_right(self._note_spans, (start, start))
            for a, b in self._note_spans[low:]:
                if a >= end:
                    break
                if a >= at and b <= end:
                    pieces.append(self.text[at:a])
                    at = b
            pieces.append(self.text[at:end])
            stretch = " ".join(pieces)
        else:
            stretch = self.text[start:end]
        bare = _TAG.sub("", stretch).replace("&amp;", "&").replace("&#160;", " ")
        return _SPACE.sub(" ", bare)

    @cached_property
    def _note_spans(self) -> list[tuple[int, int]]:
        return sorted((m.start, m.end) for m in self.marks if m.name == "note")

    def record_at(self, offset: int) -> str:
        """The id of the document in which an offset stands; empty if in none."""
        n = bisect_right(self._starts, offset) - 1
        if n < 0 or self.marks[self.documents[n].mark].end <= offset:
            return ""
        return self.documents[n].id

    @cached_property
    def _starts(self) -> list[int]:
        return [self.marks[d.mark].start for d in self.documents]

    def line(self, offset: int) -> int:
        """The line (from 1) on which an offset stands."""
        return bisect_right(self._lines, offset)

    def column(self, offset: int) -> int:
        """The column (from 1, in code points) at which an offset stands."""
        return offset - self._lines[self.line(offset) - 1] + 1

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer("\n", self.text))]


def open_volume(delivered: Delivered) -> Volume:
    """The linter's view of an encoded file; `delivered.form` must be `tei`."""
    marks, text = delivered.marks, delivered.text
    ids: dict[str, int] = {}
    repeated: set[str] = set()
    for n, mark in enumerate(marks):
        own = mark.get("xml:id") or mark.get("id")
        if own and own in ids:
            repeated.add(own)
        elif own:
            ids[own] = n
    language = marks[0].get("xml:lang", "en").partition("-")[0] if marks else "en"
    words = citation_words(language)
    documents, document_of = _documents(marks)
    body = next((m.start for m in marks if m.name == "text"), len(text))
    titles = [_bare(text, m) for m in marks if m.name == "title" and m.start < body]
    years = next((found for title in titles if (found := _YEARS.search(title))), None)
    first, last = _span(years)
    name = next(
        (_bare(text, m) for m in marks if m.name == "idno" and m.get("type") == "frus"),
        marks[0].get("xml:id") if marks else "",
    ) or str(delivered.source.id)
    return Volume(
        delivered=delivered,
        name=name,
        own=_own_name(titles, years, words),
        first_year=first,
        last_year=last,
        words=words,
        language=language,
        documents=documents,
        document_of=document_of,
        people=_people(text, marks),
        ids=ids,
        repeated=frozenset(repeated),
    )


def _bare(text: str, mark: Mark) -> str:
    inside = text[mark.inner_start : mark.inner_end]
    return _SPACE.sub(" ", _TAG.sub("", inside)).strip()


def _span(years: re.Match[str] | None) -> tuple[int | None, int | None]:
    if years is None:
        return None, None
    first = int(years[1])
    last = int(years[2]) if years[2] else first
    return first, last if last > 100 else first // 100 * 100 + last


def _own_name(titles: list[str], years: re.Match[str] | None, words: CitationWords) -> VolumeName:
    """Years, number and part of this volume, as its title has them."""
    number = part = ""
    for title in titles:
        found = re.search(
            rf"(?:{words.volume})\s*([IVXLC]+\b|E?[–-]?\d+)(?:,?\s*{words.part}\s*(\d+|[IVX]+))?",
            title,
        )
        if found and not number:
            number, part = number_of(found[1]), number_of(found[2] or "")
    return VolumeName(years[0] if years else "", number, part)


def _documents(marks: tuple[Mark, ...]) -> tuple[tuple[Doc, ...], list[int]]:
    """The documents, and for each element the number of its document."""
    drafts: list[tuple[int, list[int]]] = []
    owner = [-1] * len(marks)
    for n, mark in enumerate(marks):
        above = owner[mark.parent] if mark.parent is not None else -1
        if above < 0 and mark.name == "div" and mark.get("type").startswith("document"):
            drafts.append((n, []))
            owner[n] = len(drafts) - 1
        elif above >= 0:
            owner[n] = above
            drafts[above][1].append(n)
    return tuple(
        Doc(n, marks[n].get("xml:id"), marks[n].get("n"), tuple(parts)) for n, parts in drafts
    ), owner


def _people(text: str, marks: tuple[Mark, ...]) -> dict[str, Person]:
    """Rows of lists of persons: a name with an id of its own, and the words behind it."""
    out: dict[str, Person] = {}
    for mark in marks:
        own = mark.get("xml:id")
        if mark.name not in ("persName", "person") or not own or own in out:
            continue
        parent = mark.parent
        while parent is not None and marks[parent].name not in ("item", "person", "listPerson"):
            parent = marks[parent].parent
        if parent is None:
            continue
        behind = _SPACE.sub(" ", _TAG.sub("", text[mark.end : marks[parent].inner_end]))
        out[own] = Person(own, _bare(text, mark).rstrip(" ,"), behind.strip(" ,.;"))
    return out
