"""Quotations and references of files, without a project: what the command line prints."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from herewith.algorithms.date_phrases import find_dates
from herewith.algorithms.quotations import Checked, Source, Verifier, check
from herewith.algorithms.reconstruct.rejoin import rejoined
from herewith.algorithms.references.attesting import Lead, NotHeld, fate, lead, merge
from herewith.algorithms.references.belonging import belonging
from herewith.algorithms.references.candidates import Index
from herewith.algorithms.references.dating import own_dates
from herewith.algorithms.references.papers import papers
from herewith.algorithms.references.passages import paraphrased
from herewith.algorithms.references.reading import Found, at_anchor, find_mentions
from herewith.errors import DataError, Place, Problem, UsageError
from herewith.formats.reading import deliveries, read
from herewith.model.collation import Item
from herewith.model.document import Document
from herewith.model.protocols import Context, Unit
from herewith.model.records import short_digest
from herewith.model.register import RegisterEntry
from herewith.stages.group import Group
from herewith.stages.reconstruct import reconstruct
from herewith.stages.register import register_documents

__all__ = [
    "Collection",
    "Opened",
    "Quoted",
    "Referred",
    "open_documents",
    "quotations",
    "references",
    "resolve_mentions",
]

NO_DECISIONS = Context({}, {}, {})


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quotations of an essay, ready to print, and the problems of all files."""

    quotations: tuple[dict[str, Any], ...]
    left_alone: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """The object that `herewith quotes --json` prints."""
        return {
            "quotations": self.quotations,
            "left_alone": self.left_alone,
            "problems": self.problems,
        }


@dataclass(frozen=True, slots=True)
class Opened:
    """The documents of some files with their register entries, and the problems met."""

    documents: tuple[Document, ...]
    entries: Mapping[str, RegisterEntry]
    problems: tuple[Problem, ...]


def open_documents(paths: Iterable[Path], *, without: Path | None = None) -> Opened:
    """All documents of some files and folders, registered.

    Args:
        paths: files and folders.
        without: a file that is not wanted even if it lies among them.

    Raises:
        UsageError: if a path does not exist.
        DataError: if nothing of them can be read.
    """
    documents: list[Document] = []
    entries: dict[str, RegisterEntry] = {}
    problems: list[Problem] = []
    left_out = without.resolve() if without else None
    for one in deliveries(paths):
        if isinstance(one, Problem):
            problems.append(one)
        elif left_out is None or Path(one.source.path).resolve() != left_out:
            found = reconstruct(one)
            whole = rejoined(found.documents)
            documents += whole
            sources = {str(one.source.id): one}
            register = register_documents(whole, found.furniture, sources, NO_DECISIONS)
            entries |= {str(entry.id): entry for entry in register[0]}
            problems += [*one.problems, *found.problems]
    if not documents:
        raise DataError("nothing there could be read", tuple(problems))
    return Opened(tuple(documents), entries, tuple(dict.fromkeys(problems)))


def quotations(essay: Path, sources: Sequence[Path]) -> Quoted:
    """Check the quotations of an essay against sources.

    Raises:
        UsageError: if a path does not exist.
        DataError: if the essay, or every source, cannot be read.
    """
    delivered = read(essay)
    told = reconstruct(delivered)
    opened = open_documents(sources, without=essay)
    by_key = {str(d.id): d for d in opened.documents}
    verifier = Verifier(Source(key, d.text, d.language) for key, d in by_key.items())
    written = {key: own_dates(d, opened.entries.get(key)) for key, d in by_key.items()}
    quoted: list[dict[str, Any]] = []
    left_alone: list[dict[str, Any]] = []
    for document in told.documents:
        dates = find_dates(document.text, document.language)
        for one in check(document.text, dates, verifier, written):
            row = _place_of(document, one)
            if one.left_alone:
                left_alone.append({**row, "reason": one.left_alone})
            else:
                quoted.append({**row, **_verdict(one, by_key)})
    seen = (*delivered.problems, *told.problems, *opened.problems)
    return Quoted(tuple(quoted), tuple(left_alone), tuple(dict.fromkeys(seen)))


def _place_of(document: Document, one: Checked) -> dict[str, Any]:
    """The quoted words and where they stand in the essay's file."""
    start, end = _stretch(document, one.marked.start, one.marked.end)
    return {"text": one.marked.text, "start": start, "end": end}


def _stretch(document: Document, start: int, end: int) -> tuple[int, int]:
    """First and last source offset of a stretch of reading text, within one source."""
    found = document.locate(start, end)
    source = found[0][0]
    own = [(low, high) for where, low, high in found if where == source]
    return min(low for low, _ in own), max(high for _, high in own)


def _verdict(one: Checked, sources: dict[str, Document]) -> dict[str, Any]:
    verdict = one.verdict
    target = None
    if verdict.key is not None:
        start, end = _stretch(sources[verdict.key], verdict.start, verdict.end)
        stands = sources[verdict.key].text[verdict.start : verdict.end]
        target = {"document": verdict.key, "start": start, "end": end, "text": stands}
    item = verdict.key if one.place == "as_cited" else None
    if item is None and len(one.cited) == 1:
        item = one.cited[0]
    return {
        "cited": {"date": one.cited_date or None, "item": item},
        "verbatim": verdict.verbatim,
        "place": one.place,
        "target": target,
        "differences": [{"quoted": said, "source": real} for said, real in verdict.differences],
        "share": verdict.share,
        "reason": one.reason,
        "rule": one.claim.rule or "no_claim",
    }


@dataclass(frozen=True, slots=True)
class Referred:
    """The mentions of some files and what they attest, ready to print, and the problems."""

    mentions: tuple[dict[str, Any], ...]
    attested: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """The object that `herewith references --json` prints."""
        return {"mentions": self.mentions, "attested": self.attested, "problems": self.problems}


class Collection:
    """Documents with their cards, index and items."""

    def __init__(self, opened: Opened) -> None:
        self.documents = {str(d.id): d for d in opened.documents}
        self.index = Index(papers(opened.documents, opened.entries))
        records = (*opened.documents, *opened.entries.values())
        grouped = Group().work(Unit("box", records), NO_DECISIONS)
        self.belongs = belonging(item for item in grouped.records if isinstance(item, Item))

    def name(self, document: str) -> str:
        """How a document is called on the command line: with its xml:id, if it has one."""
        own = dict(self.documents[document].attributes).get("xml:id")
        return f"{self.documents[document].source}#{own}" if own else document

    def named(self, name: str) -> str | None:
        """The document of a name `FILE-STEM#xml:id` or of an id."""
        if name in self.documents:
            return name
        stem, _, own = name.partition("#")
        for key, document in self.documents.items():
            if document.source == stem and ("xml:id", own) in document.attributes:
                return key
        return None

    def answer(self, found: Found) -> dict[str, Any]:
        """Status, target, candidates and reasons, as they are printed."""
        answer = found.resolution
        sure = answer.status == "resolved"
        return {
            "status": answer.status,
            "target": self.name(answer.paper) if sure and answer.paper else None,
            "candidates": [
                {"id": self.name(c.paper), "score": c.probability, "because": c.because}
                for c in answer.choices
            ],
            "because": answer.because,
            "not_held": answer.not_held,
        }


def references(paths: Sequence[Path]) -> Referred:
    """Find and resolve all mentions in the documents of some files and folders.

    Raises:
        UsageError: if a path does not exist.
        DataError: if nothing there can be read.
    """
    opened = open_documents(paths)
    held = Collection(opened)
    rows: list[dict[str, Any]] = []
    leads: list[Lead] = []
    for key, document in held.documents.items():
        own = held.index.papers[key]
        for found in find_mentions(
            document.text,
            own,
            held.index,
            belongs=held.belongs,
            barred=held.belongs.fellows.get(key, frozenset()),
        ):
            row = _mention(document, found, held)
            rows.append(row)
            if row["status"] == "attested":
                words = document.text[found.start : found.end]
                told = fate(document.text, found.start, found.end, document.language)
                status = told or "not_identified"
                leads.append(lead(str(len(rows) - 1), found.mentioned, own, words, status))
    attested = tuple(_attested(paper, rows) for paper in merge(leads))
    return Referred(tuple(rows), attested, opened.problems)


def _mention(document: Document, found: Found, held: Collection) -> dict[str, Any]:
    start, end = _stretch(document, found.start, found.end)
    said = found.mentioned
    return {
        "source": str(document.source),
        "document": held.name(str(document.id)),
        "text": document.text[found.start : found.end],
        "start": start,
        "end": end,
        "kind": said.kind or None,
        "number": said.numbers[0].value if said.numbers else None,
        "date": said.dates[0].days[0].isoformat() if said.dates else None,
        "rule": found.rule,
        **held.answer(found),
        "passage": _passage(document, found, held),
    }


def _passage(document: Document, found: Found, held: Collection) -> dict[str, Any] | None:
    """The passage of the paper meant that a resolved mention paraphrases, if one stands out."""
    answer = found.resolution
    if answer.status != "resolved" or answer.paper is None:
        return None
    meant = held.documents[answer.paper]
    stretch = paraphrased(
        document.text, found.start, found.end, document.language, meant.text, meant.language
    )
    if stretch is None:
        return None
    start, end = _stretch(meant, *stretch)
    name = held.name(str(meant.id))
    return {"document": name, "start": start, "end": end, "text": meant.text[slice(*stretch)]}


def _attested(paper: NotHeld, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A paper not held, with the places that attest it."""
    evidence = [
        {name: rows[int(one.key)][name] for name in ("source", "document", "start", "end", "text")}
        for one in paper.leads
    ]
    return {
        "id": f"attested-{short_digest(paper.description, paper.date)}",
        "description": paper.description,
        "date": paper.date or None,
        "sender": paper.sender,
        "addressee": paper.addressee,
        "evidence": evidence,
        "status": paper.status,
        "searched": "the files given",
    }


def resolve_mentions(paths: Sequence[Path], mentions: Path) -> Iterator[dict[str, Any] | Problem]:
    """Resolve given mentions only: one answer for every line of a JSON Lines file, in its order.

    Args:
        paths: the files and folders that hold the documents.
        mentions: lines with `id`, `document` (`FILE-STEM#xml:id`) and `anchor`.

    Raises:
        UsageError: if a path does not exist.
        DataError: if nothing there can be read.
    """
    lines = list(_lines(mentions))
    opened = open_documents(paths)
    yield from opened.problems
    held = Collection(opened)
    names: dict[str, str | None] = defaultdict()
    for number, line in enumerate(lines, start=1):
        if isinstance(line, Problem):
            yield line
            continue
        wanted = str(line["document"])
        if wanted not in names:
            names[wanted] = held.named(wanted)
        key = names[wanted]
        if key is None:
            place = Place(str(mentions), line=number, record=str(line["id"]))
            yield Problem("L102", "error", f"no document {wanted} in the files given", place)
            yield {
                "id": line["id"],
                "status": None,
                "target": None,
                "candidates": [],
                "because": [],
            }
            continue
        found = at_anchor(
            held.documents[key].text,
            str(line["anchor"]),
            held.index.papers[key],
            held.index,
            belongs=held.belongs,
            barred=held.belongs.fellows.get(key, frozenset()),
        )
        yield {"id": line["id"], **held.answer(found)}


def _lines(path: Path) -> Iterator[dict[str, Any] | Problem]:
    """The mentions of a file; a line that is none is a problem with its number."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if isinstance(row, dict) and {"id", "document", "anchor"} <= row.keys():
            yield row
        else:
            said = "not a JSON object with id, document and anchor"
            yield Problem("L101", "error", said, Place(str(path), line=number))
