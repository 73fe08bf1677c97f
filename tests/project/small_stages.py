"""A small pipeline for tests of the runner: real stages, importable by any worker process.

`Letters` reads files whose lines are letters (`id: text`), `Words` counts the words of each,
`Totals` adds up the counts of all. Each appends a line to a file for every unit it works on, when
the setting `trace` names one, so that tests can see what was done again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from herewith.errors import DataError, Place, Problem
from herewith.formats.files import BoxFile
from herewith.model.document import Document, DocumentId, Passage, Run
from herewith.model.protocols import Context, Stage, Unit
from herewith.model.provenance import Outcome, Statement, StatementId
from herewith.model.register import Status
from herewith.model.text import Delivered, Source, SourceId, Visible

STATUS: dict[str, Status] = {
    "accept": "accepted",
    "reject": "rejected",
    "set": "set",
    "unsure": "unsure",
}


@dataclass(frozen=True, slots=True)
class Count:
    id: str
    words: int
    status: Status = "proposed"


@dataclass(frozen=True, slots=True)
class Total:
    id: str
    words: int


def note(context: Context, text: str) -> None:
    trace = str(context.settings.get("trace", ""))
    if trace:
        descriptor = os.open(trace, os.O_APPEND | os.O_CREAT | os.O_WRONLY)
        os.write(descriptor, f"{text}\n".encode())
        os.close(descriptor)
    time.sleep(float(str(context.settings.get("pause", 0))))


class Letters:
    name = "letters"
    version = "1"
    consumes: tuple[type, ...] = (BoxFile,)
    produces: tuple[type, ...] = (Delivered, Document)
    defaults: ClassVar[Mapping[str, object]] = {"trace": "", "pause": 0.0}

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:
        for file in records[BoxFile]:
            assert isinstance(file, BoxFile)
            yield Unit(file.shown, (file.path, file.id, file.sha256))

    def work(self, unit: Unit, context: Context) -> Outcome:
        note(context, f"letters {unit.key}")
        path, name, _ = map(str, unit.records)
        data = Path(path).read_bytes()
        if b"\0" in data:
            problem = Problem("T101", "error", "is not text", Place(unit.key, 1))
            raise DataError("binary", (problem,))
        text = data.decode("utf-8")
        source = Source(
            SourceId(name),
            unit.key,
            sha256(data).hexdigest(),
            "text/plain",
            "utf-8",
            1.0,
            len(data),
            len(text),
        )
        delivered = Delivered(source, text, (Visible(0, len(text)),), (), "plain")
        return Outcome((delivered, *_documents(delivered)))


def _documents(delivered: Delivered) -> Iterator[Document]:
    at = 0
    for line in delivered.text.splitlines(keepends=True):
        name, _, text = line.strip().partition(": ")
        start = at + line.index(text) if text else at
        at += len(line)
        if text:
            end = start + len(text)
            language = "ru" if any("а" <= c <= "я" for c in text) else "en"
            source = delivered.source.id
            passage = Passage(source, start, end, "body")
            run = Run(0, len(text), source, start, end)
            yield Document(
                DocumentId(name), "letter", language, (1,), (passage,), text, (run,), True
            )


class Words:
    name = "words"
    version = "1"
    consumes: tuple[type, ...] = (Document, Delivered)
    produces: tuple[type, ...] = (Count,)
    defaults: ClassVar[Mapping[str, object]] = {"trace": "", "pause": 0.0, "least": 0}

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:
        texts = {d.source.id: d for d in records[Delivered] if isinstance(d, Delivered)}
        for document in records[Document]:
            assert isinstance(document, Document)
            yield Unit(document.id, (document, texts[document.source]))

    def work(self, unit: Unit, context: Context) -> Outcome:
        document, delivered = unit.records
        assert isinstance(document, Document)
        assert isinstance(delivered, Delivered)
        note(context, f"words {unit.key}")
        if document.text.startswith("crash"):
            raise ZeroDivisionError("the text says so")
        if document.text.startswith("die"):
            os._exit(3)
        found = len(document.text.split())
        key = f"{document.id}/words"
        decision = context.decisions.get(key)
        value, status, original = found, STATUS["accept"], None
        if decision is None:
            status = "proposed"
        else:
            status = STATUS[decision.judgement]
            if decision.judgement == "set":
                value, original = int(str(decision.value)), found
        passage = document.passages[0]
        statement = Statement(
            StatementId(key),
            document.id,
            "words",
            value,
            (delivered.span(passage.start, passage.end),),
            "words",
            "split",
            "divided at spaces",
            0.9,
            document.language,
            status,
            original,
        )
        problems = ()
        if found < int(str(context.settings["least"])):
            place = Place(str(passage.source), delivered.line_of(passage.start))
            problems = (Problem("T102", "note", "is short", place),)
        return Outcome((Count(document.id, value, status),), (statement,), problems)


class Totals:
    name = "totals"
    version = "1"
    consumes: tuple[type, ...] = (Count,)
    produces: tuple[type, ...] = (Total,)
    defaults: ClassVar[Mapping[str, object]] = {"trace": "", "pause": 0.0}

    def units(self, records: Mapping[type, Sequence[object]], context: Context) -> Iterator[Unit]:
        yield Unit("all", tuple(records[Count]))

    def work(self, unit: Unit, context: Context) -> Outcome:
        note(context, "totals all")
        counts = [r for r in unit.records if isinstance(r, Count) and r.status != "rejected"]
        known = len(context.authorities["people"])
        return Outcome((Total("total", sum(c.words for c in counts) + 1000 * known),))


def small() -> tuple[Stage, ...]:
    return (Letters(), Words(), Totals())
