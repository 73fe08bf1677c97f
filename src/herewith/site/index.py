"""What many pages need of the whole edition, worked out once and kept while it is open.

An index is made from one edition and lives as long as the server or the freezer that made it;
it never changes. Records are not copied into it, only what cannot be asked for singly.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar, cast

from herewith.formats.printing import can_print
from herewith.model.collation import Item, Witness
from herewith.model.document import Document, Furniture
from herewith.model.edition import DigestedEdition, Edition
from herewith.model.links import Attested
from herewith.model.provenance import Statement
from herewith.model.records import encode
from herewith.model.text import Page, Source, SourceId
from herewith.model.version import Version, standing
from herewith.site.addresses import Route, page_address
from herewith.site.noting import LookedUp, Notebook, Question, noting
from herewith.site.versions import letter_digest

__all__ = [
    "ATTESTED",
    "ATTESTED_PART",
    "COUNTED_ONLY",
    "SOURCE_PART",
    "DocumentFacts",
    "EditionIndex",
    "File",
    "Publication",
    "lookup",
    "word_count",
]


T = TypeVar("T")

ATTESTED = "attested"
"""The home of everything said about what is attested and not held."""

SOURCE_PART = 300
"""Stretches of furniture, lines and statements on one page of a source."""

ATTESTED_PART = 100
"""Attested letters on one page."""

COUNTED_ONLY = ("blank", "markup")
"""Kinds of furniture that are counted and not listed: there is nothing in them to read."""

WORDS_AT, LINE_AT, DOCUMENT_AT = "~words", "~line", "~document"
"""Questions for words of a source, and for the line and document in which an offset stands."""

GATHERED = ("names", "completeness")
"""Properties of which pages gather what is said of all documents."""

HOMES_KEPT = 64
"""Subjects whose statements are kept at hand."""

TEXTS_KEPT = 8
"""Decoded sources kept at hand."""


def word_count(text: str) -> int:
    """Number of words: stretches without white space that hold a letter or a figure.

    >>> word_count("Sir, — I have 2 questions.")
    5
    """
    return sum(token[0].isalnum() or any(map(str.isalnum, token)) for token in text.split())


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the register and lists say of a document without reading it again."""

    id: str
    language: str | None
    complete: bool
    gaps: int
    words: int


@dataclass(frozen=True, slots=True)
class File:
    """What pages that are not about a source show of it."""

    path: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Publication:
    """How the pages are published.

    `versions` are those so far, `url` the absolute address if it is known, `tei` whether letters
    are there as TEI too, `kept` whether every version stands in a folder of its own.
    `certificates` are the forms in which a comparison's certificate is there.
    """

    versions: tuple[Version, ...] = ()
    url: str = ""
    tei: bool = False
    kept: bool = False
    certificates: tuple[str, ...] = (".txt", ".json", ".xml")

    @classmethod
    def served(cls, versions: tuple[Version, ...] = ()) -> Publication:
        """What a server can make when it is asked: TEI, certificates in every form that it can."""
        forms = (".html", ".txt", ".json", ".xml", *((".pdf",) if can_print() else ()))
        return cls(versions, tei=True, certificates=forms)


_LOOKUPS: dict[str, Callable[[EditionIndex], Mapping[str, object]]] = {}
"""How each lookup is made from the whole edition, by name."""


def lookup(
    name: str,
) -> Callable[[Callable[[EditionIndex], Mapping[str, T]]], Callable[[EditionIndex], LookedUp[T]]]:
    """A mapping made once from the whole edition: a page depends on the values it looks up only.

    Values are records or plain data, so that they have digests.
    """

    def named(
        make: Callable[[EditionIndex], Mapping[str, T]],
    ) -> Callable[[EditionIndex], LookedUp[T]]:
        _LOOKUPS[name] = make
        return lambda index: cast("LookedUp[T]", index.looked_up(name))

    return named


class EditionIndex:
    """An edition with lookups over all of it.

    It notes what is asked of it, and of the edition, in its `notebook`.
    """

    def __init__(self, edition: Edition, publication: Publication | None = None) -> None:
        self.notebook = Notebook()
        self.edition = noting(edition, self.notebook)
        self._edition = edition
        self.publication = publication or Publication()
        self._made: dict[str, tuple[object, frozenset[Question]]] = {}
        self._last: dict[str, tuple[object, object, frozenset[Question]]] = {}
        self._lookups: dict[str, LookedUp[object]] = {}
        self._digests = edition.digests if isinstance(edition, DigestedEdition) else None
        self._texts: dict[str, tuple[str, list[int]]] = {}
        self._statements: dict[str, tuple[Mapping[str, Statement], frozenset[Question]]] = {}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` makes, made at the first call under a name and kept."""
        if name not in self._made:
            with self.notebook.noting() as asked:
                made = make()
            self._made[name] = made, frozenset(asked)
        found, questions = self._made[name]
        self.notebook.add(questions)
        return cast("T", found)

    def last(self, name: str, of: object, make: Callable[[], T]) -> T:
        """What `make` makes of something; the last one under a name is kept for the next call."""
        known = self._last.get(name)
        if known is None or known[0] != of:
            with self.notebook.noting() as asked:
                made = make()
            known = self._last[name] = of, made, frozenset(asked)
        self.notebook.add(known[2])
        return cast("T", known[1])

    def looked_up(self, name: str) -> LookedUp[object]:
        """A lookup by its name; see `lookup`."""
        if name not in self._lookups:
            with self.notebook.noting():
                found = _LOOKUPS[name](self)
            self._lookups[name] = LookedUp(name, found, self.notebook.note)
        return self._lookups[name]

    def digest(self, question: Question) -> str:
        """A digest of what is answered to a question now; see `herewith.site.noting`."""
        name, *args = question
        if self._digests and len(args) == 1:
            digests, method = self._digests, name
            known = self.once(f"digests {name}", lambda: digests(method))
            if known is not None:
                return known.get(args[0], "")
        data = self._answer(name, args)
        if data is None or data == []:
            return ""
        text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
        return blake2b(text.encode(), digest_size=16).hexdigest()

    def _answer(self, name: str, args: Sequence[str]) -> object:
        """An answer as plain data; of a lookup a list of the value, empty if there is none."""
        if name.startswith("="):
            known = self.looked_up(name.removeprefix("=")).whole()
            if not args:
                return encode(list(known.items()))
            return [encode(known[args[0]])] if args[0] in known else []
        if name == WORDS_AT:
            return self.words(args[0], int(args[1]), int(args[2]))
        if name == LINE_AT:
            return str(self.line(args[0], int(args[1])))
        if name == DOCUMENT_AT:
            return self.document_at(args[0], int(args[1]))
        found = getattr(self.edition, name)
        given = found(*args) if callable(found) else found
        if isinstance(given, bytes):
            return blake2b(given, digest_size=16).hexdigest()
        return encode(given if given is None or isinstance(given, str) else _listed(given))

    @property
    def items(self) -> Sequence[Item]:
        """All items, in the edition's order (date, then id)."""
        return self.once("items", lambda: tuple(self.edition.items()))

    @property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return _sources(self)

    @property
    def files(self) -> Mapping[str, File]:
        """What pages show of sources, by id."""
        return _files(self)

    def sheets(self, source: SourceId) -> Sequence[Page]:
        """The pages of a source whose format has pages, in order of their numbers."""
        return self.once(f"sheets {source}", lambda: self.edition.pages(source))

    def version_of(self, item: Item) -> str:
        """The version in which a letter last changed; empty if it has changed since the last one."""
        if not self.publication.versions:
            return ""
        known = self.once("standing", lambda: standing(self.publication.versions))
        digest, name = known.get(str(item.id), ("", ""))
        return name if digest == letter_digest(self.edition, item) else ""

    def text(self, source: str) -> str:
        """The decoded text of a source; empty if it is not known. The last few are kept."""
        self.notebook.note(("source_text", source))
        return self._text(source)[0]

    def words(self, source: str, start: int, end: int) -> str:
        """The words of a source between two offsets: a page that asks depends on no others."""
        self.notebook.note((WORDS_AT, source, str(start), str(end)))
        return self._text(source)[0][start:end]

    def line(self, source: str, offset: int) -> int:
        """Line number, from 1, on which an offset of a source stands; 0 if there is no text."""
        self.notebook.note((LINE_AT, source, str(offset)))
        text, ends = self._text(source)
        return bisect_left(ends, offset) + 1 if text else 0

    def _text(self, source: str) -> tuple[str, list[int]]:
        """The text of a source and where its lines end."""
        if source not in self._texts:
            while len(self._texts) >= TEXTS_KEPT:
                self._texts.pop(next(iter(self._texts)))
            found = self._edition.source_text(source) or ""
            self._texts[source] = found, [match.start() for match in re.finditer("\n", found)]
        return self._texts[source]

    def page(self, source: str, offset: int) -> int | None:
        """Page, from 1, on which an offset stands; `None` where the format has no pages."""
        pages = self.once(f"pages {source}", lambda: self.edition.pages(SourceId(source)))
        at = bisect_right(pages, offset, key=lambda page: page.start) - 1
        return pages[at].n if at >= 0 else None

    @property
    def facts(self) -> Mapping[str, DocumentFacts]:
        """Facts of every document by id, in order of source and place."""
        return _facts(self)

    def passages(self, source: str) -> Sequence[tuple[int, int, str]]:
        """`(start, end, document)` of every passage of a source, in order of place."""
        return _passages(self).get(source, ())

    def document_at(self, source: str, offset: int) -> str | None:
        """The document that has a character of a source, if one has."""
        self.notebook.note((DOCUMENT_AT, source, str(offset)))
        with self.notebook.noting():  # nothing else of the source is of any account
            places = self.passages(source)
        found = bisect_right(places, (offset, 1 << 62, "")) - 1
        if found >= 0 and places[found][0] <= offset < places[found][1]:
            return places[found][2]
        return None

    def home_of(self, subject: str) -> str:
        """The subject with which a subject is explained: a part with the source or document it is of.

        Everything attested is explained together.
        """
        owner = subject.partition("/")[0]
        if subject in _attested(self) or owner in _attested(self):
            return ATTESTED
        return owner if owner in self.sources or owner in self.facts else subject

    def attested_at(self, letter: str) -> str:
        """The page that shows a letter that is attested and not held, or a part of one."""
        known = _attested(self)
        part = known.get(letter) or known.get(letter.partition("/")[0], 1)
        return page_address(Route("attested", "", "", part))

    @property
    def attested(self) -> Mapping[str, Attested]:
        """What is attested and not held, by id, in the edition's order."""
        return _all_attested(self)

    @property
    def attested_total(self) -> int:
        """How many are attested and not held."""
        return _attested_total(self)[""]

    def attested_on(self, part: int) -> Sequence[str]:
        """Ids of what stands on a part of the page of the attested; none beyond the last."""
        return _attested_parts(self).get(str(part), ())

    def explains(self, home: str, statement: str = "") -> str:
        """The page that shows a document, letter or source and so explains it; empty for others.

        Of a source it is the part of its page that has a statement.
        """
        if home == ATTESTED or home in _attested(self):
            return self.attested_at(home)
        if home in self.facts:
            return self.reading(home)
        if home in self.sources:
            part = self._source_parts(home).get(statement, 1)
            return page_address(Route("source", home, "", part))
        return page_address(Route("letter", home)) if home in _neighbours(self) else ""

    def listed(self, source: str) -> Sequence[Furniture]:
        """The furniture of a source that its page lists, in order of place."""
        found = self.edition.furniture(SourceId(source))
        kept = (one for one in found if one.kind not in COUNTED_ONLY)
        return self.once(
            f"listed {source}", lambda: tuple(sorted(kept, key=lambda f: (f.start, f.end)))
        )

    def source_statements(self, source: str) -> Sequence[str]:
        """Ids of the statements of a source that stand with no listed furniture, in their order."""
        listed = {one.id for one in self.listed(source)}
        return self.once(
            f"statements {source}",
            lambda: tuple(
                name
                for name in self.explained(source)
                if (found := self.edition.statement(name)) and found.subject not in listed
            ),
        )

    def _source_parts(self, source: str) -> Mapping[str, int]:
        """The part of a source's page on which each of its statements stands."""
        return self.once(f"parts {source}", lambda: self._parts_of(source))

    def _parts_of(self, source: str) -> Mapping[str, int]:
        places = {one.id: n for n, one in enumerate(self.listed(source))}
        parts = {name: n for n, name in enumerate(self.source_statements(source))}
        for subject, n in places.items():
            parts.update((s.id, n) for s in self.edition.statements_about(subject))
        return {name: n // SOURCE_PART + 1 for name, n in parts.items()}

    def explained(self, home: str) -> Mapping[str, int]:
        """Ids of the statements explained together, each with its place in their order."""
        if home in self.sources:
            return self.once(f"explained {home}", lambda: self._places(self._of_source(home)))
        return {name: n for n, name in enumerate(self.statements(home))}

    def _places(self, subjects: Iterable[str]) -> Mapping[str, int]:
        about = self.edition.statements_about
        found = (s.id for name in subjects for s in about(name))
        return {name: n for n, name in enumerate(found)}

    def statements(self, home: str) -> Mapping[str, Statement]:
        """The statements explained with a document or another subject; the last few are kept."""
        known = self._statements.pop(home, None)
        if known is None:
            with self.notebook.noting() as asked:
                subjects = self._of_document(home) if home in self.facts else (home,)
                about = self.edition.statements_about
                found = {str(s.id): s for name in subjects for s in about(name)}
            known = found, frozenset(asked)
            while len(self._statements) >= HOMES_KEPT:
                self._statements.pop(next(iter(self._statements)))
        self._statements[home] = known
        self.notebook.add(known[1])
        return known[0]

    def said_of_documents(self, prop: str) -> Sequence[Statement]:
        """The statements of a property in `GATHERED` about documents, in order of these."""
        about = _gathered(self).get(prop, {})
        names = (name for subject in self.facts if subject in about for name in about[subject])
        return [found for name in names if (found := self.edition.statement(name))]

    def statement(self, name: str) -> Statement | None:
        """A statement by its id."""
        owner = name.partition("/")[0]
        found = self.statements(owner).get(name) if owner in self.facts else None
        return found or self.edition.statement(name)

    def _of_document(self, document: str) -> Iterable[str]:
        """A document, and what was found in it in order of place."""
        edition = self.edition
        places = [(m.start, m.id) for m in edition.mentions(document)]
        places += [(q.start, q.id) for q in edition.quotations(document)]
        return dict.fromkeys([document, *(name for _, name in sorted(places))])

    def _of_source(self, source: str) -> Iterable[str]:
        """A source, then its parts in order of place."""
        edition = self.edition
        places = [(f.start, f.id) for f in edition.furniture(SourceId(source))]
        places += [(d.other[0], d.id) for d in edition.duplicates(SourceId(source))]
        places += [
            (g.after[1] if g.after else 0, g.id) for g in edition.gaps() if g.source == source
        ]
        return dict.fromkeys([source, *(name for _, name in sorted(places))])

    @property
    def verdicts(self) -> Mapping[str, tuple[str, ...]]:
        """Verdicts of the comparisons of each item, without repetition, in their order."""
        return _verdicts(self)

    def neighbours(self, item: str) -> tuple[Item | None, Item | None]:
        """The items before and after one in the register."""
        before, after = _neighbours(self).get(item, ("", ""))
        ask = self.edition.item
        return ask(before) if before else None, ask(after) if after else None

    @property
    def alone(self) -> Mapping[str, str]:
        """Documents that are, whole, the only form of an item, with that item."""
        return _alone(self)

    def reading(self, document: str) -> str:
        """The page on which a document is read: its own, or its letter's if that shows it alone."""
        if document in self.alone:
            return page_address(Route("letter", self.alone[document]))
        return page_address(Route("document", document))

    def home(self, document: str) -> str:
        """Where a document is best read: its letter, else its own page; empty if it is unknown."""
        item = self.edition.item_of(document)
        if item is not None:
            return page_address(Route("letter", item.id))
        return self.reading(document) if document in self.facts else ""

    def witness(self, document: str) -> tuple[Item | None, Witness | None]:
        """The item of a document and the witness as which it stands there."""
        item = self.edition.item_of(document)
        if item is None:
            return None, None
        for witness in item.witnesses:
            if witness.document == document:
                return item, witness
        return item, None

    def held(self, item: Item) -> tuple[tuple[Witness, Document], ...]:
        """The witnesses of an item with their documents, the base first; none that was rejected."""
        out = []
        for witness in sorted(item.witnesses, key=lambda w: not w.base):
            document = self.edition.document(witness.document)
            if document is not None and witness.status != "rejected":
                out.append((witness, document))
        return tuple(out)


def _listed(given: object) -> object:
    """An answer that can be encoded: a list, or a record as it is."""
    if isinstance(given, Iterable) and not isinstance(given, (Mapping, tuple)):
        return list(given)
    return given


@lookup("sources")
def _sources(index: EditionIndex) -> Mapping[str, Source]:
    return {source.id: source for source in index.edition.sources()}


@lookup("files")
def _files(index: EditionIndex) -> Mapping[str, File]:
    return {s.id: File(s.path, s.media_type) for s in index.edition.sources()}


@lookup("facts")
def _facts(index: EditionIndex) -> Mapping[str, DocumentFacts]:
    return {
        document.id: DocumentFacts(
            document.id,
            document.language,
            document.complete,
            len(document.gaps),
            word_count(document.text),
        )
        for document in index.edition.documents()
    }


@lookup("passages")
def _passages(index: EditionIndex) -> Mapping[str, Sequence[tuple[int, int, str]]]:
    found: dict[str, list[tuple[int, int, str]]] = {}
    for document in index.edition.documents():
        for passage in document.passages:
            place = passage.start, passage.end, str(document.id)
            found.setdefault(passage.source, []).append(place)
    return {source: sorted(places) for source, places in found.items()}


@lookup("attested")
def _attested(index: EditionIndex) -> Mapping[str, int]:
    """The part of the page of the attested on which each stands."""
    return {lost.id: n // ATTESTED_PART + 1 for n, lost in enumerate(index.edition.attested())}


@lookup("all attested")
def _all_attested(index: EditionIndex) -> Mapping[str, Attested]:
    return {lost.id: lost for lost in index.edition.attested()}


@lookup("attested parts")
def _attested_parts(index: EditionIndex) -> Mapping[str, Sequence[str]]:
    parts: dict[str, list[str]] = {}
    for letter, part in _attested(index).whole().items():
        parts.setdefault(str(part), []).append(letter)
    return parts


@lookup("number of the attested")
def _attested_total(index: EditionIndex) -> Mapping[str, int]:
    return {"": len(index.edition.attested())}


@lookup("statements of properties")
def _gathered(index: EditionIndex) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """By property and subject, ids of statements; few subjects have any."""
    found: dict[str, dict[str, list[str]]] = {name: {} for name in GATHERED}
    for outline in index.edition.outlines():
        if outline.property in found:
            found[outline.property].setdefault(outline.subject, []).append(outline.id)
    return found


@lookup("verdicts")
def _verdicts(index: EditionIndex) -> Mapping[str, tuple[str, ...]]:
    return {
        item.id: tuple(dict.fromkeys(c.verdict for c in index.edition.comparisons(item.id)))
        for item in index.items
    }


@lookup("neighbours")
def _neighbours(index: EditionIndex) -> Mapping[str, tuple[str, str]]:
    """The items before and after each in the register; empty where there is none."""
    names = ["", *(str(item.id) for item in index.items), ""]
    return {one: (names[n], names[n + 2]) for n, one in enumerate(names[1:-1])}


@lookup("alone")
def _alone(index: EditionIndex) -> Mapping[str, str]:
    out: dict[str, str] = {}
    for item in index.items:
        held = [witness for witness in item.witnesses if witness.status != "rejected"]
        if len(held) == 1 and held[0].start == 0 and held[0].end is None:
            out[held[0].document] = item.id
    return out
