"""The edition as pages see it, answered from its database."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from hashlib import blake2b
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from herewith.errors import Problem, StoreError, UsageError
from herewith.model.bitext import Bitext
from herewith.model.collation import Collation, Item
from herewith.model.decision import Decision
from herewith.model.document import Document, Duplicate, Furniture, Gap
from herewith.model.edition import SearchResult
from herewith.model.findings import Comparison
from herewith.model.links import Attested, Mention, Quotation
from herewith.model.provenance import Activity, Outline, Statement
from herewith.model.records import decode
from herewith.model.register import RegisterEntry
from herewith.model.sharing import Blanked, SharedWording
from herewith.model.text import Page, PageImage, Source, SourceId
from herewith.store.database import connect
from herewith.store.search import search

__all__ = ["Images", "SqliteEdition"]

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")

SINGLE: Mapping[str, type] = {
    "document": Document,
    "entry": RegisterEntry,
    "bitext": Bitext,
    "collation": Collation,
    "comparison": Comparison,
}
"""Questions for one record by its id."""

LINKED: Mapping[str, tuple[type, str]] = {
    "item_of": (Item, "document"),
    "collations": (Collation, "item"),
    "bitexts": (Bitext, "item"),
    "comparisons": (Comparison, "item"),
    "mentions": (Mention, "document"),
    "mentioned_by": (Mention, "target"),
    "quotations": (Quotation, "document"),
    "quoted_by": (Quotation, "target"),
    "shared": (SharedWording, "document"),
    "pages": (Page, "source"),
    "furniture": (Furniture, "source"),
    "duplicates": (Duplicate, "source"),
}
"""Questions for the records that a link of a role leads from."""

READ = json.JSONDecoder().raw_decode
"""Reads JSON that SQLite wrote: it begins at once, and nothing stands after it."""

MEMORY = 4096
"""Decoded records that are held; above, all are let go."""


class Images(Protocol):
    """Knows where the delivered files lie, and what can be shown of their pages."""

    def image(self, source: Source, page: Page) -> PageImage | None:
        """What can be shown of a page."""
        ...

    def content(self, source: Source, page: Page) -> bytes | None:
        """The image of a page."""
        ...


def _answering(
    method: Callable[Concatenate[SqliteEdition, P], R],
) -> Callable[Concatenate[SqliteEdition, P], R]:
    """One question at a time, of the newest data; damage is a `StoreError`."""

    @wraps(method)
    def answer(self: SqliteEdition, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with self._lock:
            try:
                self._notice_changes()
                return method(self, *args, **kwargs)
            except UnicodeEncodeError as error:
                raise UsageError(f"{error.object!r} is not text") from error
            except sqlite3.DatabaseError as error:
                message = f"{self.path} is damaged: {error}. Run the project again."
                raise StoreError(message) from error

    return answer


class SqliteEdition:
    """Answers about one project, read only; see `herewith.model.edition.Edition`.

    May be asked from several threads. After another run the answers are those of that run.

    Args:
        path: the database.
        decisions: gives the editors' decisions as they are now.
        stamp: a word that is another whenever they have changed; without it they are read anew
            at every question.
        authorities: gives the rows of the authority files as they are now.
        images: finds the images of pages; without it there are none.

    Raises:
        StoreError: if the database is not there, or damaged.
    """

    def __init__(
        self,
        path: Path,
        decisions: Callable[[], Sequence[Decision]] = lambda: (),
        stamp: Callable[[], str] = lambda: "",
        authorities: Callable[[], Mapping[str, Sequence[Mapping[str, str]]]] = dict,
        images: Images | None = None,
    ) -> None:
        self.path = path
        self._images = images
        self._authorities = authorities
        self._decisions = decisions
        self._stamp = stamp
        self._decided: tuple[str, tuple[Decision, ...]] | None = None
        self._lock = threading.RLock()
        self._db = connect(path)
        self._db.execute("PRAGMA query_only = ON")
        self._version = -1
        self._held = False
        self._memory: dict[tuple[str, str], Any] = {}
        self.title = ""
        self.meta("run")  # a first question: damage shows here, and the title is read

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._db.close()

    def hold(self) -> None:
        """From now on answer as the edition is now, whatever runs do, until it is closed.

        For those who ask for everything once: they see one state, and need not look for another.
        """
        with self._lock:
            self._db.execute("BEGIN")
            self.meta("run")
            self._held = True

    @_answering
    def meta(self, key: str) -> str:
        """A fact about the database itself: its `title`, or the digest of its `run`."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    @_answering
    def count(self, kind: type) -> int:
        """Number of records of a kind."""
        row = self._db.execute("SELECT count(*) FROM record WHERE kind = ?", (kind.__name__,))
        return int(row.fetchone()[0])

    @_answering
    def state(self) -> str:
        """A word that is another after every run and every decision."""
        return f"{self._version}/{self._stamp()}"

    @_answering
    def made(self) -> str:
        """A word that is another after every run."""
        return str(self._version)

    @_answering
    def items(self) -> Sequence[Item]:
        """All items, by date, undated ones last."""
        return self._all(Item)

    @_answering
    def item(self, item: str) -> Item | None:
        """An item by id or alias."""
        return self._one(Item, item) or next(iter(self._linked(Item, "alias", item)), None)

    @_answering
    def item_of(self, document: str) -> Item | None:
        """The item a document is a witness of."""
        return next(iter(self._linked(Item, "document", document)), None)

    @_answering
    def documents(self) -> Sequence[Document]:
        """All documents, in order of source and place."""
        return self._all(Document)

    @_answering
    def document(self, document: str) -> Document | None:
        """A document by id."""
        return self._one(Document, document)

    @_answering
    def entry(self, document: str) -> RegisterEntry | None:
        """The register entry of a document."""
        return self._one(RegisterEntry, document)

    @_answering
    def collations(self, item: str) -> Sequence[Collation]:
        """The collations of an item."""
        return self._linked(Collation, "item", item)

    @_answering
    def collation(self, collation: str) -> Collation | None:
        """A collation by id."""
        return self._one(Collation, collation)

    @_answering
    def bitext(self, bitext: str) -> Bitext | None:
        """A bitext by id."""
        return self._one(Bitext, bitext)

    @_answering
    def bitexts(self, item: str) -> Sequence[Bitext]:
        """The bitexts of an item."""
        return self._linked(Bitext, "item", item)

    @_answering
    def comparisons(self, item: str) -> Sequence[Comparison]:
        """The comparisons of an item's witnesses."""
        return self._linked(Comparison, "item", item)

    @_answering
    def all_comparisons(self) -> Sequence[Comparison]:
        """Every comparison, by id."""
        return self._all(Comparison)

    @_answering
    def comparison(self, comparison: str) -> Comparison | None:
        """A comparison by id."""
        return self._one(Comparison, comparison)

    @_answering
    def mentions(self, document: str) -> Sequence[Mention]:
        """The mentions of other items in a document, in order of place."""
        return self._linked(Mention, "document", document)

    @_answering
    def mentioned_by(self, item: str) -> Sequence[Mention]:
        """The mentions that were resolved to an item."""
        return self._linked(Mention, "target", item)

    @_answering
    def quotations(self, document: str) -> Sequence[Quotation]:
        """The quotations in a document, in order of place."""
        return self._linked(Quotation, "document", document)

    @_answering
    def quoted_by(self, document: str) -> Sequence[Quotation]:
        """The quotations taken from a document."""
        return self._linked(Quotation, "target", document)

    @_answering
    def shared(self, document: str) -> Sequence[SharedWording]:
        """What a document has in common with others, by the ids of the pairs."""
        return self._linked(SharedWording, "document", document)

    @_answering
    def all_shared(self) -> Sequence[SharedWording]:
        """Every pair of documents that share wording, by id."""
        return self._all(SharedWording)

    @_answering
    def blanked(self) -> Sequence[Blanked]:
        """All places that documents withhold, in order of document and place."""
        return self._all(Blanked)

    @_answering
    def authority(self, table: str) -> Sequence[Mapping[str, str]]:
        """Rows of an authority file of the project, as the editors have it now."""
        return tuple(self._authorities().get(table, ()))

    @_answering
    def attested(self) -> Sequence[Attested]:
        """All items attested and not held, by date."""
        return self._all(Attested)

    @_answering
    def sources(self) -> Sequence[Source]:
        """All delivered files, by path."""
        return self._all(Source)

    @_answering
    def source_text(self, source: str) -> str | None:
        """The decoded text of a delivered file."""
        row = self._db.execute("SELECT text FROM source_text WHERE id = ?", (source,)).fetchone()
        return None if row is None else str(row[0])

    @_answering
    def pages(self, source: SourceId) -> Sequence[Page]:
        """The pages of a source whose format has pages, in order of their numbers."""
        return self._linked(Page, "source", source)

    @_answering
    def page_image(self, source: SourceId, n: int) -> PageImage | None:
        """What can be shown of a page, by its number from 1."""
        found, page = self._one(Source, source), self._one(Page, f"{source}/page/{n}")
        if self._images is None or found is None or page is None:
            return None
        return self._images.image(found, page)

    @_answering
    def image_bytes(self, source: SourceId, n: int) -> bytes | None:
        """The image of a page."""
        found, page = self._one(Source, source), self._one(Page, f"{source}/page/{n}")
        if self._images is None or found is None or page is None:
            return None
        return self._images.content(found, page)

    @_answering
    def furniture(self, source: SourceId) -> Sequence[Furniture]:
        """The furniture of a source, in order of place."""
        return self._linked(Furniture, "source", source)

    @_answering
    def duplicates(self, source: SourceId) -> Sequence[Duplicate]:
        """The duplicates within a source, in order of place."""
        return self._linked(Duplicate, "source", source)

    @_answering
    def gaps(self) -> Sequence[Gap]:
        """All gaps, in order of place."""
        return self._all(Gap)

    @_answering
    def problems(self) -> Sequence[Problem]:
        """All problems of the last run."""
        rows = self._db.execute("SELECT json FROM problem ORDER BY n")
        return tuple(decode(Problem, json.loads(line)) for (line,) in rows)

    @_answering
    def statement(self, statement: str) -> Statement | None:
        """A statement by id."""
        rows = self._db.execute("SELECT json FROM statement WHERE id = ?", (statement,))
        return next((decode(Statement, json.loads(line)) for (line,) in rows), None)

    @_answering
    def statements_about(self, subject: str) -> Sequence[Statement]:
        """The statements about a subject, by id."""
        rows = self._db.execute(
            "SELECT json FROM statement WHERE subject = ? ORDER BY id", (subject,)
        )
        return tuple(decode(Statement, json.loads(line)) for (line,) in rows)

    @_answering
    def statement_ids(self) -> Sequence[str]:
        """The ids of all statements."""
        rows = self._db.execute("SELECT id FROM statement ORDER BY id")
        return tuple(name for (name,) in rows)

    @_answering
    def subjects(self) -> Sequence[str]:
        """Everything that a statement is about."""
        rows = self._db.execute("SELECT DISTINCT subject FROM statement ORDER BY subject")
        return tuple(subject for (subject,) in rows)

    @_answering
    def outlines(self) -> Sequence[Outline]:
        """Every statement in short, by id."""
        parts = ("property", "value", "stage", "rule", "certainty", "status")
        wanted = ", ".join(f"'$.{part}'" for part in parts)
        rows = self._db.execute(
            f"SELECT id, subject, json_extract(json, {wanted}) FROM statement ORDER BY id"
        )
        return tuple(Outline(key, subject, *READ(rest)[0]) for key, subject, rest in rows)

    @_answering
    def activity(self, stage: str) -> Activity | None:
        """The activity of a stage in the last run."""
        rows = self._db.execute("SELECT json FROM activity WHERE stage = ?", (stage,))
        return next((decode(Activity, json.loads(line)) for (line,) in rows), None)

    def decisions(self) -> Sequence[Decision]:
        """All decisions, in the order written, as they are in the files now."""
        stamp = self._stamp()
        if not stamp:
            return tuple(self._decisions())
        if self._decided is None or self._decided[0] != stamp:
            self._decided = stamp, tuple(self._decisions())
        return self._decided[1]

    @_answering
    def digests(self, question: str) -> Mapping[str, str] | None:
        """Digests of all answers to a question; see `herewith.model.edition.DigestedEdition`."""
        rows: Iterable[tuple[str, str]]
        if question in SINGLE:
            rows = self._db.execute(
                "SELECT id, digest FROM record WHERE kind = ?", (SINGLE[question].__name__,)
            )
        elif question in LINKED:
            kind, role = LINKED[question]
            rows = self._db.execute(
                "SELECT target, record.digest FROM link JOIN record USING (kind, id)"
                " WHERE link.kind = ? AND role = ? ORDER BY target, sort, record.id",
                (kind.__name__, role),
            )
        elif question in ("statement", "statements_about"):
            by = "id" if question == "statement" else "subject"
            rows = self._db.execute(f"SELECT {by}, json FROM statement ORDER BY {by}, id")
        else:
            return None
        found: dict[str, Any] = {}
        for name, part in rows:
            if name not in found:
                found[name] = blake2b(digest_size=16)
            found[name].update(part.encode("utf-8", "surrogatepass") + b"\n")
        return {name: one.hexdigest() for name, one in found.items()}

    @_answering
    def search(self, query: str, *, start: int = 0, size: int = 20) -> SearchResult:
        """Full-text search, English and Russian stems together; see `herewith.store.query`.

        Raises:
            UsageError: if the query cannot be understood.
        """
        return search(self._db, query, start=start, size=size)

    def _notice_changes(self) -> None:
        """Forget decoded records when another connection has changed the data."""
        if self._held:
            if len(self._memory) > MEMORY:
                self._memory.clear()
            return
        version = self._db.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version or len(self._memory) > MEMORY:
            self._memory.clear()
            self._version = version
            row = self._db.execute("SELECT value FROM meta WHERE key = 'title'").fetchone()
            self.title = str(row[0]) if row else ""

    def _all(self, kind: type[T]) -> tuple[T, ...]:
        rows = self._db.execute(
            "SELECT id, json FROM record WHERE kind = ? ORDER BY sort, id", (kind.__name__,)
        )
        return self._decoded(kind, rows)

    def _one(self, kind: type[T], name: str) -> T | None:
        rows = self._db.execute(
            "SELECT id, json FROM record WHERE kind = ? AND id = ?", (kind.__name__, name)
        )
        return next(iter(self._decoded(kind, rows)), None)

    def _linked(self, kind: type[T], role: str, target: str) -> tuple[T, ...]:
        rows = self._db.execute(
            "SELECT record.id, json FROM link JOIN record USING (kind, id)"
            " WHERE link.kind = ? AND role = ? AND target = ? ORDER BY sort, record.id",
            (kind.__name__, role, target),
        )
        return self._decoded(kind, rows)

    def _decoded(self, kind: type[T], rows: Iterable[tuple[str, str]]) -> tuple[T, ...]:
        found: list[T] = []
        for name, line in rows:
            key = (kind.__name__, name)
            if key not in self._memory:
                self._memory[key] = decode(kind, json.loads(line))
            found.append(self._memory[key])
        return tuple(found)
