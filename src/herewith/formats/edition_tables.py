"""An edition as tables for spreadsheets (CSV, UTF-8 with a mark so that Excel reads it right).

A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-` or `@`) is
written with an apostrophe before it. Several values in one cell are divided by `; `.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from herewith.formats.cells import neutral
from herewith.model.edition import Edition
from herewith.model.records import dumps
from herewith.model.register import DatedRole, Field, Marking, Number, Party

__all__ = ["TABLES", "table", "write_csv"]

Row = tuple[object, ...]


def write_csv(edition: Edition, folder: Path) -> list[Path]:
    """Write every table to a folder, empty ones with their head; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name in TABLES:
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n").writerows(table(edition, name))
        path = folder / f"{name}.csv"
        path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace"))
        written.append(path)
    return written


def table(edition: Edition, name: str) -> Iterator[list[str]]:
    """Head and rows of a table as cells of text, safe for a spreadsheet."""
    head, rows = TABLES[name]
    yield list(head)
    yield from map(_cells, rows(edition))


def _cells(row: Row) -> list[str]:
    return [_cell(value) for value in row]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return str(value)
    text = "; ".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)
    return neutral(text)


def _register(edition: Edition) -> Iterator[Row]:
    for document in edition.documents():
        entry, item = edition.entry(document.id), edition.item_of(document.id)
        head: Row = (document.id, document.source, item.id if item else None)
        if entry is None:
            yield (*head, document.kind, *[None] * 10, document.language, None, None)
            continue
        yield (
            *head,
            _value(entry.kind) or document.kind,
            _date(entry.date),
            entry.date.value.date.written if entry.date else None,
            _value(entry.place),
            _names(entry.sender),
            _names(entry.addressee),
            entry.signed_by.value.name if entry.signed_by else None,
            _value(entry.subject),
            _numbers(entry.numbers),
            _marking(entry.classification),
            tuple(f"{e.n}. {e.description}" for e in entry.enclosures),
            _value(entry.language) or document.language,
            _value(entry.source_language),
            tuple(problem.message for problem in entry.problems),
        )


def _items(edition: Edition) -> Iterator[Row]:
    for item in edition.items():
        yield (
            item.id,
            item.kind,
            item.title,
            item.date,
            item.sender,
            item.addressee,
            len(item.witnesses),
            item.aliases,
        )


def _witnesses(edition: Edition) -> Iterator[Row]:
    for item in edition.items():
        for w in item.witnesses:
            yield (item.id, w.siglum, w.document, w.role, w.language, w.base, w.because, w.status)


def _findings(edition: Edition) -> Iterator[Row]:
    for item in edition.items():
        for comparison in edition.comparisons(item.id):
            for f in comparison.findings:
                yield (
                    item.id,
                    comparison.id,
                    f.id,
                    f.cls,
                    f.facet,
                    f.severity,
                    f.a.text,
                    f.b.text,
                    f.reason,
                    f.rule,
                    f.status,
                )


def _variations(edition: Edition) -> Iterator[Row]:
    for item in edition.items():
        for collation in edition.collations(item.id):
            for v in collation.variations:
                for reading in v.readings:
                    yield (
                        item.id,
                        collation.id,
                        v.n + 1,
                        v.cls,
                        v.kind,
                        v.severity,
                        reading.sigla,
                        reading.text,
                        v.reason,
                        v.status,
                    )


def _beads(edition: Edition) -> Iterator[Row]:
    for item in edition.items():
        for bitext in edition.bitexts(item.id):
            for bead in bitext.beads:
                source = " ".join(bitext.source_sentences[n].text for n in bead.source)
                target = " ".join(bitext.target_sentences[n].text for n in bead.target)
                yield (
                    item.id,
                    bitext.id,
                    bead.id,
                    bead.kind,
                    round(bead.confidence, 3),
                    source,
                    target,
                    bead.status,
                )


def _mentions(edition: Edition) -> Iterator[Row]:
    for document in edition.documents():
        for m in edition.mentions(document.id):
            date = m.date.edtf if m.date else None
            yield (
                document.id,
                m.id,
                m.text,
                m.kind,
                m.number,
                date,
                m.mention_status,
                m.target,
                m.because,
                m.status,
            )


def _attested(edition: Edition) -> Iterator[Row]:
    for a in edition.attested():
        yield (
            a.id,
            a.description,
            a.date,
            a.sender,
            a.addressee,
            a.attested_status,
            a.attested_by,
            a.searched,
            a.status,
        )


def _quotations(edition: Edition) -> Iterator[Row]:
    for document in edition.documents():
        for q in edition.quotations(document.id):
            yield (
                document.id,
                q.id,
                q.text,
                q.cited_date,
                q.cited_item,
                q.verbatim,
                q.place,
                q.target,
                tuple(f"{quoted} / {source}" for quoted, source in q.differences),
                q.reason,
                q.status,
            )


def _comparisons(edition: Edition) -> Iterator[Row]:
    for item in edition.items():
        for c in edition.comparisons(item.id):
            counts = tuple(f"{name} {n}" for name, n in c.counts().items() if n)
            yield (item.id, c.id, c.a.label, c.b.label, c.verdict, c.statement, counts, c.signed)


def _shared(edition: Edition) -> Iterator[Row]:
    for s in edition.all_shared():
        differing = tuple(f.reason for f in s.differences)
        shares = round(s.of_a, 3), round(s.of_b, 3)
        yield (s.a, s.b, s.kind, *shares, s.words, differing, s.because, s.status)


def _blanked(edition: Edition) -> Iterator[Row]:
    for b in edition.blanked():
        opened = tuple(str(c.document) for c in b.considered)
        yield (b.document, b.id, b.text, b.release, opened, b.because, b.status)


def _gaps(edition: Edition) -> Iterator[Row]:
    for g in edition.gaps():
        between = f"{g.range_words[0]}–{g.range_words[1]}" if g.range_words else None
        yield (g.document, g.id, g.kind, g.page, g.estimate_words, between, g.why)


def _decisions(edition: Edition) -> Iterator[Row]:
    for d in edition.decisions():
        value = dumps(d.value) if d.judgement == "set" else None
        yield (d.id, d.target, d.judgement, value, d.by, d.on, d.because)


def _problems(edition: Edition) -> Iterator[Row]:
    for p in edition.problems():
        yield (p.code, p.severity, str(p.place), p.message, p.hint)


TABLES: dict[str, tuple[tuple[str, ...], Callable[[Edition], Iterable[Row]]]] = {
    "register": (
        (
            "document",
            "source",
            "item",
            "kind",
            "date",
            "date as written",
            "place",
            "sender",
            "addressee",
            "signed by",
            "subject",
            "numbers",
            "classification",
            "enclosures",
            "language",
            "source language",
            "problems",
        ),
        _register,
    ),
    "items": (
        ("item", "kind", "title", "date", "sender", "addressee", "witnesses", "aliases"),
        _items,
    ),
    "witnesses": (
        ("item", "siglum", "document", "role", "language", "base", "because", "status"),
        _witnesses,
    ),
    "findings": (
        (
            "item",
            "comparison",
            "finding",
            "class",
            "facet",
            "severity",
            "a",
            "b",
            "reason",
            "rule",
            "status",
        ),
        _findings,
    ),
    "variations": (
        (
            "item",
            "collation",
            "n",
            "class",
            "kind",
            "severity",
            "sigla",
            "reading",
            "reason",
            "status",
        ),
        _variations,
    ),
    "beads": (
        ("item", "bitext", "bead", "kind", "confidence", "source", "target", "status"),
        _beads,
    ),
    "mentions": (
        (
            "document",
            "mention",
            "words",
            "kind",
            "number",
            "date",
            "found",
            "item",
            "because",
            "status",
        ),
        _mentions,
    ),
    "quotations": (
        (
            "document",
            "quotation",
            "words",
            "cited date",
            "cited item",
            "verbatim",
            "place",
            "found in",
            "differences",
            "reason",
            "status",
        ),
        _quotations,
    ),
    "comparisons": (
        ("item", "comparison", "a", "b", "verdict", "statement", "findings", "signed"),
        _comparisons,
    ),
    "shared": (
        ("a", "b", "kind", "of a", "of b", "words", "differences", "because", "status"),
        _shared,
    ),
    "blanked": (
        ("document", "place", "withheld", "release", "opened in", "because", "status"),
        _blanked,
    ),
    "gaps": (("document", "gap", "kind", "page", "words about", "words between", "why"), _gaps),
    "attested": (
        (
            "id",
            "description",
            "date",
            "sender",
            "addressee",
            "found",
            "attested by",
            "searched",
            "status",
        ),
        _attested,
    ),
    "decisions": (("id", "target", "judgement", "value", "by", "on", "because"), _decisions),
    "problems": (("code", "severity", "place", "problem", "what to do"), _problems),
}
"""Head and rows of every table."""


def _value(field: Field[str] | None) -> str | None:
    return None if field is None or field.status == "rejected" else field.value


def _date(field: Field[DatedRole] | None) -> str | None:
    return None if field is None or field.status == "rejected" else field.value.date.edtf


def _names(fields: tuple[Field[Party], ...]) -> tuple[str, ...]:
    return tuple(field.value.name for field in fields if field.status != "rejected")


def _numbers(fields: tuple[Field[Number], ...]) -> tuple[str, ...]:
    return tuple(field.value.normal for field in fields if field.status != "rejected")


def _marking(field: Field[Marking] | None) -> str | None:
    return None if field is None or field.status == "rejected" else field.value.normal
