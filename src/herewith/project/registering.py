"""Registers without a project: what `herewith register` prints for files and for ready texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from herewith.errors import Place, Problem, UsageError
from herewith.formats.authorities import COLUMNS, Rows, read_folder, write_folder
from herewith.formats.authority_lists import rows_from
from herewith.formats.reading import deliveries
from herewith.languages.identify import identify
from herewith.model.document import Document, DocumentId, Furniture, Passage, Run
from herewith.model.protocols import Context
from herewith.model.records import encode
from herewith.model.register import Enclosure, Field, Marking, Number, Party, RegisterEntry
from herewith.model.text import Delivered, SourceId, Span
from herewith.stages.reconstruct import reconstruct
from herewith.stages.register import authorities_of, register_documents

__all__ = ["entry_line", "register_files", "register_texts", "rows_of", "summary_line", "years_of"]


IDENTIFIED = 1600
"""Characters of a ready text by which its language is known."""


def rows_of(folder: Path | None) -> tuple[Rows, tuple[Problem, ...]]:
    """The authority rows of a folder, or none."""
    return read_folder(folder) if folder is not None else ({}, ())


def register_files(
    paths: Sequence[Path], rows: Rows, settings: Mapping[str, object]
) -> Iterator[RegisterEntry | Problem]:
    """The entries of every document of some files and folders, and what cannot be read.

    Raises:
        UsageError: if a path does not exist.
    """
    context = Context(settings, rows, {})
    documents: list[Document] = []
    furniture: list[Furniture] = []
    sources: dict[str, Delivered] = {}
    for one in deliveries(paths):
        if isinstance(one, Problem):
            yield one
            continue
        found = reconstruct(one)
        yield from found.problems
        sources[str(one.source.id)] = one
        documents += found.documents
        furniture += found.furniture
    yield from register_documents(documents, furniture, sources, context)[0]


def register_texts(
    path: Path, rows: Rows, settings: Mapping[str, object]
) -> Iterator[RegisterEntry | Problem]:
    """The entries of ready texts, one a line of JSON: `id`, `text`, and optionally `heading`.

    Offsets are into each `text`; what comes from the heading has no offsets. A line that cannot be read is a problem with its number.

    Raises:
        UsageError: if the file cannot be opened.
    """
    context = Context(settings, rows, {})
    authorities = authorities_of(context)
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        document = _ready(line, number, path)
        if isinstance(document, Problem):
            yield document
        else:
            yield from register_documents((document,), (), {}, context, authorities)[0]


def _ready(line: str, number: int, path: Path) -> Document | Problem:
    """A document of one ready text, whose offsets are those of the text."""
    place = Place(str(path), number)
    try:
        data = json.loads(line)
        name, text = data["id"], data["text"]
        heading = data.get("heading")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return Problem("N121", "error", f"no JSON object with id and text: {error}", place)
    if not isinstance(name, str) or not isinstance(text, str):
        return Problem("N121", "error", "id and text must be strings", place)
    source = SourceId(name)
    size = len(text)
    given = heading if isinstance(heading, str) else None
    return Document(
        id=DocumentId(name),
        kind=None,
        language=identify(text[:IDENTIFIED]),
        pages=(),
        passages=(Passage(source, 0, size, "body", flow=False),),
        text=text,
        runs=(Run(0, size, source, 0, size),) if size else (),
        complete=True,
        heading=given,
    )


def entry_line(entry: RegisterEntry) -> dict[str, Any]:
    """One line of the register as the command line promises it; unknown fields are `null`."""
    return {
        "id": entry.id,
        "source": entry.source,
        "start": entry.start,
        "end": entry.end,
        "kind": _value(entry.kind),
        "date": _date(entry.date),
        "dates": [_date(field) for field in entry.dates],
        "place": _value(entry.place),
        "sender": [_party(field) for field in entry.sender],
        "addressee": [_party(field) for field in entry.addressee],
        "signed_by": _party(entry.signed_by),
        "signed_for": _party(entry.signed_for),
        "via": [_party(field) for field in entry.via],
        "copies": [_party(field) for field in entry.copies],
        "subject": _value(entry.subject),
        "language": _value(entry.language),
        "source_language": _value(entry.source_language),
        "numbers": [_number(field) for field in entry.numbers],
        "classification": _marking(entry.classification),
        "handling": [_marking(field) for field in entry.handling],
        "markings": [_marking(field) for field in entry.markings],
        "enclosures": [_enclosure(enclosure) for enclosure in entry.enclosures],
        "salutation": _value(entry.salutation),
        "closing": _value(entry.closing),
        "annotations": [_value(field) for field in entry.annotations],
        "claims": [_value(field) for field in entry.claims],
        "problems": [encode(problem) for problem in entry.problems],
    }


def _common(field: Field[Any]) -> dict[str, Any]:
    """What every value carries: evidence, rule, how sure, status."""
    return {
        "evidence": _offsets(field.evidence),
        "rule": field.rule,
        "certainty": field.certainty,
        "status": field.status,
        **({"because": field.because} if field.because else {}),
    }


def _offsets(evidence: tuple[Span, ...]) -> list[int] | None:
    if not evidence or evidence[0].start == evidence[0].end:
        return None
    return [evidence[0].start, evidence[-1].end]


def _value(field: Field[str] | None) -> dict[str, Any] | None:
    return None if field is None else {"value": field.value, **_common(field)}


def _date(field: Field[Any] | None) -> dict[str, Any] | None:
    if field is None:
        return None
    date = field.value.date
    return {
        "written": date.written,
        "edtf": date.edtf,
        "role": field.value.role,
        "earliest": date.earliest.isoformat(),
        "latest": date.latest.isoformat(),
        "calendar": date.calendar,
        "inferred": date.inferred,
        **_common(field),
    }


def _party(field: Field[Party] | None) -> dict[str, Any] | None:
    if field is None:
        return None
    party = field.value
    return {
        "value": party.name,
        "normal": party.normal or party.name,
        "kind": party.kind,
        "person": party.person or None,
        "office": party.office or None,
        **_common(field),
    }


def _number(field: Field[Number]) -> dict[str, Any]:
    number = field.value
    return {"kind": number.kind, "value": number.value, "normal": number.normal, **_common(field)}


def _marking(field: Field[Marking] | None) -> dict[str, Any] | None:
    if field is None:
        return None
    mark = field.value
    return {"value": mark.normal, "written": mark.value, "kind": mark.kind, **_common(field)}


def _enclosure(enclosure: Enclosure) -> dict[str, Any]:
    return {
        "n": enclosure.n,
        "description": enclosure.description,
        "held": enclosure.held,
        "target": enclosure.target,
        "because": enclosure.because,
        "evidence": _offsets(enclosure.evidence),
        "rule": enclosure.rule,
    }


def summary_line(entry: RegisterEntry) -> str:
    """For people: date, kind, from whom, to whom, what about; a dash for what is not known."""
    date = entry.date.value.date.edtf if entry.date else "—"
    kind = entry.kind.value if entry.kind else "document"
    sender = "; ".join(field.value.name for field in entry.sender) or "—"
    addressee = "; ".join(field.value.name for field in entry.addressee) or "—"
    subject = f": {entry.subject.value}" if entry.subject else ""
    return f"{date}  {kind}  {sender} → {addressee}{subject}  [{entry.id}]"


def years_of(written: str | None) -> dict[str, object]:
    """First and last year of `1961-1963` or `1962`, as settings of the stage.

    Raises:
        UsageError: if it is neither.

    >>> years_of("1961-1963")
    {'first_year': 1961, 'last_year': 1963}
    """
    if written is None:
        return {}
    first, dash, last = written.partition("-")
    if not first.isdigit() or not (last.isdigit() if dash else True):
        raise UsageError(f'"{written}" is no span of years; write 1961-1963')
    years = (int(first), int(last or first))
    if years[1] < years[0]:
        raise UsageError(f'"{written}" ends before it begins')
    return {"first_year": years[0], "last_year": years[1]}


def make_authorities(
    paths: Sequence[Path], folder: Path, *, replace: bool
) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """Write the authority files of some volumes; how many rows each has, and what was wrong.

    Raises:
        UsageError: if files are there already and are not to be replaced, or a path is missing.
    """
    there = [name for name in COLUMNS if (folder / f"{name}.csv").exists()]
    if there and not replace:
        raise UsageError(f"{folder / there[0]}.csv is there; give --replace to write over it")
    problems: list[Problem] = []
    delivered = []
    for one in deliveries(paths):
        if isinstance(one, Problem):
            problems.append(one)
        else:
            delivered.append(one)
            problems += one.problems
    rows = rows_from(delivered)
    if not rows["people"]:
        message = "no list of persons was found: a TEI volume with persName and xml:id is needed"
        place = Place(str(paths[0]))
        return {}, (*problems, Problem("N122", "error", message, place))
    write_folder(folder, rows)
    return {name: len(table) for name, table in rows.items()}, tuple(problems)
