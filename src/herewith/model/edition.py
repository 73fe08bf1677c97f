"""The edition as pages see it: records to ask for, never a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from herewith.errors import Problem
from herewith.model.bitext import Bitext
from herewith.model.collation import Collation, Item, ItemId
from herewith.model.decision import Decision
from herewith.model.document import Document, DocumentId, Duplicate, Furniture, Gap
from herewith.model.findings import Comparison
from herewith.model.links import Attested, Mention, Quotation
from herewith.model.provenance import Activity, Outline, Statement
from herewith.model.register import RegisterEntry
from herewith.model.sharing import Blanked, SharedWording
from herewith.model.text import Page, PageImage, Source, SourceId

__all__ = ["Asked", "DigestedEdition", "Edition", "FieldHit", "Hit", "SearchResult"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search understood.

    `how` is `word` (any form of it), `beginning` (any word that begins so), `phrase`, `all` or
    `any` of the parts, or `without` (the first part, without the others). `field` is where the
    words were looked for, empty for everywhere; see `herewith.algorithms.search_fields`.
    """

    how: Literal["word", "beginning", "phrase", "all", "any", "without"]
    words: str = ""
    field: str = ""
    parts: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldHit:
    """Words found beside the text of a document, as `(text, is_match)` pieces.

    A variant has the witnesses that read so and what the others have; see
    `herewith.algorithms.search_fields.Stretch`.
    """

    field: str
    language: str | None
    pieces: tuple[tuple[str, bool], ...]
    sigla: tuple[str, ...] = ()
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()
    state: str = ""
    variation: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found: where, and the words around as `(text, is_match)` pieces.

    `snippet` is from its text, whether or not words were found there; `beside` are the fields in
    which words were found.
    """

    document: DocumentId
    item: ItemId | None
    language: str | None
    snippet: tuple[tuple[str, bool], ...]
    score: float
    beside: tuple[FieldHit, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits of one page, how many there are in all, and what the search did, in words.

    The hits of a letter follow each other. `letters` is the number of letters in all (a document
    of no letter counts as one), `searched` that of the documents looked through; `asked` is what
    the search understood, of which `did` is the wording in English.
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    did: str
    letters: int = 0
    searched: int = 0
    asked: Asked | None = None


class Edition(Protocol):
    """Answers about one project, read only. Lists are in a stable order (date, then id)."""

    title: str

    def state(self) -> str:
        """A word that is another whenever an answer may be: after a run, after a decision."""
        ...

    def made(self) -> str:
        """A word that is another after a run; decisions alone do not change it."""
        ...

    def items(self) -> Sequence[Item]:
        """All items."""
        ...

    def item(self, item: str) -> Item | None:
        """An item by id or alias."""
        ...

    def item_of(self, document: str) -> Item | None:
        """The item a document is a witness of."""
        ...

    def documents(self) -> Sequence[Document]:
        """All documents, in order of source and place."""
        ...

    def document(self, document: str) -> Document | None:
        """A document by id."""
        ...

    def entry(self, document: str) -> RegisterEntry | None:
        """The register entry of a document."""
        ...

    def collations(self, item: str) -> Sequence[Collation]:
        """The collations of an item, one for each language with two or more witnesses."""
        ...

    def bitexts(self, item: str) -> Sequence[Bitext]:
        """The bitexts of an item."""
        ...

    def bitext(self, bitext: str) -> Bitext | None:
        """A bitext by id."""
        ...

    def collation(self, collation: str) -> Collation | None:
        """A collation by id."""
        ...

    def comparisons(self, item: str) -> Sequence[Comparison]:
        """The comparisons of an item's witnesses."""
        ...

    def comparison(self, comparison: str) -> Comparison | None:
        """A comparison by id."""
        ...

    def mentions(self, document: str) -> Sequence[Mention]:
        """The mentions of other items in a document."""
        ...

    def mentioned_by(self, item: str) -> Sequence[Mention]:
        """The mentions that were resolved to an item."""
        ...

    def quotations(self, document: str) -> Sequence[Quotation]:
        """The quotations in a document."""
        ...

    def quoted_by(self, document: str) -> Sequence[Quotation]:
        """The quotations taken from a document."""
        ...

    def shared(self, document: str) -> Sequence[SharedWording]:
        """What a document has in common with others."""
        ...

    def all_shared(self) -> Sequence[SharedWording]:
        """Every pair of documents that share wording."""
        ...

    def blanked(self) -> Sequence[Blanked]:
        """All places that documents withhold."""
        ...

    def authority(self, table: str) -> Sequence[Mapping[str, str]]:
        """Rows of one of the project's authority files (`people`, `offices`, `places`)."""
        ...

    def attested(self) -> Sequence[Attested]:
        """All items attested and not held."""
        ...

    def sources(self) -> Sequence[Source]:
        """All delivered files."""
        ...

    def source_text(self, source: str) -> str | None:
        """The decoded text of a delivered file."""
        ...

    def pages(self, source: SourceId) -> Sequence[Page]:
        """The pages of a source whose format has pages, in order of their numbers."""
        ...

    def page_image(self, source: SourceId, n: int) -> PageImage | None:
        """What can be shown of a page, by its number from 1; `None` if there is no image of it.

        Nothing is drawn for the answer; the delivered file must be there as it was delivered.
        """
        ...

    def image_bytes(self, source: SourceId, n: int) -> bytes | None:
        """The image of a page; `None` where `page_image` has none."""
        ...

    def furniture(self, source: SourceId) -> Sequence[Furniture]:
        """The furniture of a source, in order of place."""
        ...

    def duplicates(self, source: SourceId) -> Sequence[Duplicate]:
        """The duplicates within a source, in order of place."""
        ...

    def gaps(self) -> Sequence[Gap]:
        """All gaps."""
        ...

    def problems(self) -> Sequence[Problem]:
        """All problems of the last run."""
        ...

    def statement(self, statement: str) -> Statement | None:
        """A statement by id."""
        ...

    def statements_about(self, subject: str) -> Sequence[Statement]:
        """The statements about a subject."""
        ...

    def outlines(self) -> Iterable[Outline]:
        """Every statement in short, by id."""
        ...

    def activity(self, stage: str) -> Activity | None:
        """The activity of a stage in the last run."""
        ...

    def decisions(self) -> Sequence[Decision]:
        """All decisions, in the order written."""
        ...

    def search(self, query: str, *, start: int = 0, size: int = 20) -> SearchResult:
        """Full-text search, English and Russian stems together.

        Raises:
            UsageError: if the query cannot be understood.
        """
        ...


@runtime_checkable
class DigestedEdition(Protocol):
    """An edition that can tell cheaply whether many of its answers are the same as before."""

    def digests(self, question: str) -> Mapping[str, str] | None:
        """Digests of all answers to a question of one argument, by that argument.

        An argument that is missing has the empty answer (none, or an empty list). `None` if this
        question has no digests: it is to be asked.
        """
        ...
