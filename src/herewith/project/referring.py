"""References of files, without a project: mentions with what they mean, and papers not held."""

from __future__ import annotations

import json
import pickle
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from herewith.algorithms.references.belonging import Belonging
from herewith.algorithms.references.candidates import Index
from herewith.algorithms.references.passages import paraphrased
from herewith.algorithms.references.reading import Found, at_anchor, find_mentions
from herewith.errors import Place, Problem, UsageError
from herewith.model.document import Document
from herewith.model.links import Attested
from herewith.project.opened import Collection, engine_for, open_documents, stretch
from herewith.stages.attested import attested_of, leads_of, sequence_leads
from herewith.stages.linked import mentions_of
from herewith.stages.linker import Linker

__all__ = ["Referred", "references", "resolve_mentions"]

CHUNK = 60
"""Documents that are read at once."""


@dataclass(frozen=True, slots=True)
class Referred:
    """The mentions of some files and what they attest, ready to print, and the problems."""

    mentions: tuple[dict[str, Any], ...]
    attested: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """The object that `herewith references --json` prints."""
        return {"mentions": self.mentions, "attested": self.attested, "problems": self.problems}


def references(paths: Sequence[Path], *, workers: int = 1) -> Referred:
    """Find and resolve all mentions in the documents of some files and folders.

    Args:
        paths: files and folders.
        workers: processes; the answer is the same on any number.

    Raises:
        UsageError: if a path does not exist.
        DataError: if nothing there can be read.
    """
    opened = open_documents(paths, workers=workers)
    held = Collection(opened)
    linker = Linker(held.index, held.belongs, set(), opened.sources, {})
    rows: list[dict[str, Any]] = []
    for document, found in zip(held.documents.values(), _found(held, workers), strict=True):
        rows += [_mention(document, one, held) for one in found]
        pairs = mentions_of(linker, document, found)
        leads_of(linker, document, pairs, opened.entries.get(str(document.id)))
    sequence_leads(linker, opened.entries)
    attested = tuple(_attested(paper, linker, held) for paper in attested_of(linker))
    return Referred(tuple(rows), attested, opened.problems)


def _found(held: Collection, workers: int) -> Iterator[tuple[Found, ...]]:
    """The mentions of every document, in order of the documents."""
    documents = tuple(held.documents.values())
    chunks = [documents[n : n + CHUNK] for n in range(0, len(documents), CHUNK)]
    known = pickle.dumps((tuple(held.index.papers.values()), held.belongs))
    with closing(engine_for(min(workers, len(chunks)))) as running:
        for found in running.each(partial(_find, known), chunks):
            yield from found


def _find(known: bytes, documents: Sequence[Document]) -> tuple[tuple[Found, ...], ...]:
    """The mentions of some documents."""
    index, belongs = _known(known)
    return tuple(
        find_mentions(
            document.text,
            index.papers[str(document.id)],
            index,
            belongs=belongs,
            barred=belongs.fellows.get(str(document.id), frozenset()),
        )
        for document in documents
    )


@lru_cache(maxsize=1)
def _known(known: bytes) -> tuple[Index, Belonging]:
    cards, belongs = pickle.loads(known)  # made by `_found` in this run, never read from disk
    return Index(cards), belongs


def _mention(document: Document, found: Found, held: Collection) -> dict[str, Any]:
    start, end = stretch(document, found.start, found.end)
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
    passage = paraphrased(
        document.text, found.start, found.end, document.language, meant.text, meant.language
    )
    if passage is None:
        return None
    start, end = stretch(meant, *passage)
    name = held.name(str(meant.id))
    return {"document": name, "start": start, "end": end, "text": meant.text[slice(*passage)]}


def _attested(paper: Attested, linker: Linker, held: Collection) -> dict[str, Any]:
    """A paper not held, with the places that attest it."""
    evidence = []
    for lead in paper.attested_by:
        document = lead.partition("/")[0]
        name = held.name(document) if document in held.documents else None
        for span in linker.evidence[lead]:
            place = {"source": str(span.source), "start": span.start, "end": span.end}
            evidence.append({**place, "document": name, "text": span.quote})
    return {
        "id": paper.id,
        "description": paper.description,
        "date": paper.date or None,
        "sender": paper.sender,
        "addressee": paper.addressee,
        "evidence": evidence,
        "status": paper.attested_status,
        "rules": sorted({linker.rules[lead] for lead in paper.attested_by}),
        "searched": "the files given",
    }


def resolve_mentions(
    paths: Sequence[Path], mentions: Path, *, workers: int = 1
) -> Iterator[dict[str, Any] | Problem]:
    """Resolve given mentions only: one answer for every line of a JSON Lines file, in its order.

    Args:
        paths: the files and folders that hold the documents.
        mentions: lines with `id`, `document` (`FILE-STEM#xml:id`) and `anchor`.
        workers: processes that read the files.

    Raises:
        UsageError: if a path does not exist.
        DataError: if nothing there can be read.
    """
    lines = list(_lines(mentions))
    opened = open_documents(paths, workers=workers)
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
