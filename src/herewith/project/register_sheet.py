"""The register of a project as a sheet for editors, and an edited sheet as decisions.

Nothing that an editor did not touch becomes a decision; what he changed becomes one under his
name, in the file `decisions/register.toml`. Rows that cannot be understood are problems with
their line, and nothing is written while there is one that is an error.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from herewith.decisions.appending import append
from herewith.decisions.authorities import read_authorities
from herewith.errors import DataError, Place, Problem, UsageError
from herewith.formats.register_sheets import read_sheet, write_sheet
from herewith.model.dates import DateRole
from herewith.model.decision import Decision, Judgement
from herewith.model.document import DocumentId
from herewith.model.edition import Edition
from herewith.model.register import Enclosure, Field, RegisterEntry
from herewith.stages.register_values import dated_role, marking, number, party, text

if TYPE_CHECKING:
    from herewith.project.project import Project

__all__ = ["read_register", "register_rows", "write_register"]

TEXTS = ("kind", "place", "subject", "language", "source_language", "salutation", "closing")
SINGLE = (*TEXTS, "date", "signed_by", "signed_for", "classification")
MANY = (
    "dates",
    "sender",
    "addressee",
    "via",
    "copies",
    "numbers",
    "handling",
    "markings",
    "claims",
)
OFFERED = ("kind", "date", "place", "sender", "addressee", "subject")
"""Fields that get an empty row where nothing is known, so that an editor can fill it in."""
JUDGEMENTS: Mapping[str, Judgement] = {
    "accept": "accept",
    "accepted": "accept",
    "reject": "reject",
    "rejected": "reject",
    "unsure": "unsure",
}
IDS = ("wikidata", "viaf", "gnd", "geonames")
HELD = {"held": True, "not held": False, "unknown": None}
FILE = "register.toml"


def write_register(project: Project, path: Path) -> int:
    """Write the register of a project's last run as CSV or XLSX; how many rows it has.

    Raises:
        UsageError: if the file cannot be written so; StoreError if the project was never run.
    """
    tables, _ = read_authorities(project.folder.authorities)
    rows = list(register_rows(project.edition(), tables))
    write_sheet(path, rows)
    return len(rows)


def register_rows(
    edition: Edition, authorities: Mapping[str, Sequence[Mapping[str, str]]]
) -> Iterator[dict[str, str]]:
    """The rows of the sheet: one for every value of every document."""
    outside = {
        row["id"]: "; ".join(f"{name}:{row[name]}" for name in IDS if row.get(name))
        for table in ("people", "places", "offices")
        for row in authorities.get(table, ())
    }
    for entry in _entries(edition):
        yield from _rows(entry, outside)


def read_register(
    project: Project, path: Path, *, by: str, on: datetime.date, because: str
) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Decisions for every row of an edited sheet that an editor changed, written at once.

    Raises:
        UsageError: if the sheet cannot be read, or `by` or `because` is empty.
    """
    if not by.strip() or not because.strip():
        raise UsageError("a decision needs --by and --because")
    edition = project.edition()
    known = {row["statement"]: row for entry in _entries(edition) for row in _rows(entry, {})}
    rows, problems = read_sheet(path)
    wanted: list[tuple[str, Judgement, object, str]] = []
    for place, row in rows:
        made = _decided(row, known, place)
        if isinstance(made, Problem):
            problems.append(made)
        elif made is not None:
            wanted.append((row["statement"], *made, row.get("because", "").strip() or because))
    if any(problem.severity == "error" for problem in problems):
        return (), tuple(problems)
    folder = project.folder.decisions
    drafts = [
        Decision("", target, judgement, value, by, on.isoformat(), why)
        for target, judgement, value, why in wanted
    ]
    done = tuple(append(folder, FILE, lambda _, draft=draft: draft) for draft in drafts)  # type: ignore[misc]
    return done, tuple(problems)


def _entries(edition: Edition) -> Iterator[RegisterEntry]:
    for document in edition.documents():
        entry = edition.entry(DocumentId(document.id))
        if entry is not None:
            yield entry


def _rows(entry: RegisterEntry, outside: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """One row for every value of an entry, and for every offered field without one."""
    for name in (*SINGLE, *MANY):
        held = getattr(entry, name)
        fields = held if isinstance(held, tuple) else (held,) if held is not None else ()
        for field in fields:
            if name != "dates" or entry.date is None or field.statement != entry.date.statement:
                yield _row(entry, name, field, outside)
        if not fields and name in OFFERED:
            yield {
                "document": str(entry.id),
                "statement": f"{entry.id}/{name}",
                "field": name,
                "status": "not known",
            }
    for enclosure in entry.enclosures:
        yield _enclosure(entry, enclosure)


def _row(
    entry: RegisterEntry, name: str, field: Field[Any], outside: Mapping[str, str]
) -> dict[str, str]:
    value = field.value
    row = {
        "document": str(entry.id),
        "statement": field.statement,
        "field": name,
        "status": field.status,
        "evidence": " … ".join(span.quote for span in field.evidence),
        "rule": field.rule,
        "certainty": f"{field.certainty:.2f}",
    }
    row |= _cells(name, value)
    ids = outside.get(row.get("person", "")) or outside.get(row.get("office", ""))
    return row | {"authority": ids or "", "was": _was(row)}


def _cells(name: str, value: Any) -> dict[str, str]:
    """The cells that show a value and can be edited."""
    if name in ("date", "dates"):
        days = {
            "earliest": value.date.earliest.isoformat(),
            "latest": value.date.latest.isoformat(),
        }
        return {"value": value.date.edtf, "detail": value.role, **days}
    if name in ("sender", "addressee", "via", "copies", "signed_by", "signed_for"):
        shown = {"value": value.name, "detail": value.kind}
        return shown | {"person": value.person, "office": value.office}
    if name == "numbers":
        return {"value": value.normal or value.value, "detail": value.kind}
    if name in ("classification", "handling", "markings"):
        return {"value": value.normal or value.value, "detail": value.kind}
    return {"value": value}


def _enclosure(entry: RegisterEntry, item: Enclosure) -> dict[str, str]:
    held = next(name for name, value in HELD.items() if value is item.held)
    row = {
        "document": str(entry.id),
        "statement": item.statement,
        "field": "enclosures",
        "value": held,
        "detail": str(item.target or ""),
        "evidence": item.description,
        "rule": item.rule,
        "status": "proposed",
    }
    return row | {"was": _was(row)}


def _was(row: Mapping[str, str]) -> str:
    """What a row said before it was edited, in one cell."""
    cells = (row.get(name, "") for name in ("value", "detail", "person", "office"))
    return " | ".join(cell.strip() for cell in cells).rstrip(" |")


def _decided(
    row: Mapping[str, str], known: Mapping[str, Mapping[str, str]], place: Place
) -> tuple[Judgement, object] | Problem | None:
    """What an editor did to a row: nothing, a judgement, or another value."""
    target, name = row.get("statement", ""), row.get("field", "")
    if target not in known:
        return Problem("N133", "error", f'there is no statement "{target}"', place)
    said = row.get("decision", "").strip().lower()
    if said and said not in JUDGEMENTS:
        words = "accept, reject or unsure"
        return Problem("N134", "error", f'"{said}" is no decision; write {words}', place)
    if name != known[target]["field"]:
        message = f'"{target}" is not a value of the field "{name}"'
        return Problem("N133", "error", message, place)
    if row.get("was", "") != known[target].get("was", ""):
        return Problem(
            "N135", "error", f'"{target}" has changed since the sheet was written', place
        )
    changed = _was(row) != row.get("was", "")
    if said:
        if changed:
            message = f'"{target}" has a decision and another value; give one of them'
            return Problem("N134", "error", message, place)
        return JUDGEMENTS[said], None
    if not changed:
        return None
    if not row.get("value", "").strip():
        return "reject", None
    try:
        return "set", _value(name, row)
    except (ValueError, DataError) as error:
        return Problem("N136", "error", f'"{row["value"]}" cannot be a {name}: {error}', place)


def _value(name: str, row: Mapping[str, str]) -> object:
    """The edited cells as the value of a decision, tried on the reader of that field."""
    value, detail = row["value"].strip(), row.get("detail", "").strip()
    if name in ("date", "dates"):
        if detail and detail not in get_args(DateRole):
            raise ValueError(f'"{detail}" is none of {", ".join(get_args(DateRole))}')
        made: object = {"edtf": value, "role": detail or "written"}
        dated_role(made)
    elif name in ("sender", "addressee", "via", "copies", "signed_by", "signed_for"):
        kind = detail or party(value).kind
        if kind not in ("person", "office", "body"):
            raise ValueError(f'"{kind}" is none of person, office, body')
        made = {"name": value, "kind": kind}
        made |= {key: row[key].strip() for key in ("person", "office") if row.get(key, "").strip()}
        party(made)
    elif name == "numbers":
        made = {"kind": detail or "document", "value": value}
        number(made)
    elif name in ("classification", "handling", "markings"):
        made = {"kind": detail or "classification", "value": value}
        marking(made)
    elif name == "enclosures":
        if value.lower() not in HELD:
            raise ValueError("write held, not held or unknown")
        made = {"held": HELD[value.lower()], "target": detail or None}
    else:
        made = text(value)
    return made
