"""People and places: who wrote, signed and received what, and which texts name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from herewith.languages.names import same_name
from herewith.languages.titles import without_title
from herewith.model.document import DocumentId
from herewith.model.provenance import Statement
from herewith.model.register import Field, Party, RegisterEntry
from herewith.site.addresses import Route, page_address
from herewith.site.explanations import Explanations
from herewith.site.index import EditionIndex
from herewith.site.name_pages import NamePage, NameRow, PeoplePage
from herewith.site.parts import Choice, Ref
from herewith.site.reading import quoted
from herewith.site.views.name_rows import PART, name_row, parties_of, place_in_time
from herewith.site.views.offices import office_choices

__all__ = ["name_page", "people_page"]


OPEN = 500
"""Names left open on one page."""


@dataclass
class _Named:
    """Everything that is said of one person or place."""

    name: str
    rows: list[tuple[RegisterEntry, str, Field[Party] | Field[str]]] = field(default_factory=list)
    offices: dict[str, None] = field(default_factory=dict)
    told: list[Statement] = field(default_factory=list)
    """Statements that a text names them."""


@dataclass
class _Names:
    """All people and places of an edition, and the names that are nobody's yet."""

    people: dict[str, _Named] = field(default_factory=dict)
    places: dict[str, _Named] = field(default_factory=dict)
    open: list[tuple[RegisterEntry, str, Field[Party]]] = field(default_factory=list)


def people_page(index: EditionIndex, route: Route) -> PeoplePage | None:
    """Everybody and every place that the register or a text names, with how often."""
    names = _names(index)
    left = index.once("names left open", lambda: _unclaimed(names))
    parts = max(1, -(-len(left) // OPEN))
    if route.part > parts:
        return None
    here = slice((route.part - 1) * OPEN, route.part * OPEN)
    first = route.part == 1
    return PeoplePage(
        tuple(_choices(names.people, "person")) if first else (),
        tuple(_choices(names.places, "place")) if first else (),
        tuple(name_row(index, *one) for one in left[here]),
        office_choices(index) if first else (),
        len(left),
        route.part,
        tuple(page_address(Route("people", "", "", n + 1)) for n in range(parts)),
    )


def name_page(index: EditionIndex, route: Route) -> NamePage | None:
    """One person or one place; `None` if nobody is named so."""
    names = _names(index)
    table = names.people if route.kind == "person" else names.places
    found = table.get(route.key)
    if found is None:
        return None
    rows = sorted(found.rows, key=lambda one: place_in_time(one[0], one[1]))
    told = sorted(found.told, key=lambda one: (_date(index, one.subject), one.id))
    parts = max(1, -(-max(len(rows), len(told)) // PART))
    if route.part > parts:
        return None
    first = (route.part - 1) * PART
    alike = [
        one
        for one in names.open
        if route.kind == "person" and same_name(without_title(one[2].value.name), found.name)
    ]
    return NamePage(
        route.kind,
        route.key,
        found.name,
        tuple(found.offices),
        len(rows),
        tuple(name_row(index, *one) for one in rows[first : first + PART]),
        tuple(name_row(index, *one) for one in alike),
        len(told),
        tuple(_told(index, one) for one in told[first : first + PART]),
        route.part,
        tuple(page_address(Route(route.kind, route.key, "", n + 1)) for n in range(parts)),
        office_choices(index, found.offices),
    )


def _names(index: EditionIndex) -> _Names:
    return index.once("names", lambda: _gathered(index))


def _gathered(index: EditionIndex) -> _Names:
    names = _Names()
    for document in index.facts:
        entry = index.edition.entry(DocumentId(document))
        if entry is not None:
            _add(names, entry)
    for statement in index.said_of_documents("names"):
        if statement.status != "rejected":
            _tell(names, statement)
    return names


def _tell(names: _Names, statement: Statement) -> None:
    """Add that a text names somebody: to the page of the register's name, else to one of its own."""
    value = statement.value if isinstance(statement.value, dict) else {}
    key, name = str(value.get("id", "")), str(value.get("name", ""))
    table = names.people if value.get("kind") == "person" else names.places
    if value.get("kind") == "place" and name in table:
        key = name
    if key not in table and name == key and statement.evidence:
        name = quoted(statement.evidence[0].quote, "application/tei+xml")
    table.setdefault(key, _Named(name)).told.append(statement)


def _told(index: EditionIndex, statement: Statement) -> NameRow:
    """A text that names somebody, with the words it uses."""
    value = statement.value if isinstance(statement.value, dict) else {}
    item = index.edition.item_of(statement.subject)
    words: dict[str, None] = {}
    for span in statement.evidence:
        source = index.files.get(span.source)
        words.setdefault(quoted(span.quote, source.media_type if source else ""))
    return NameRow(
        Ref(
            item.title if item else statement.subject,
            index.home(statement.subject),
            None,
            _date(index, statement.subject),
        ),
        "names",
        f"{value.get('count', len(statement.evidence))} ×",
        tuple(words),
        statement.status,
        statement.because,
        Explanations(index).of(statement),
    )


def _date(index: EditionIndex, document: str) -> str:
    item = index.edition.item_of(document)
    return item.date if item else ""


def _add(names: _Names, entry: RegisterEntry) -> None:
    for side, party in parties_of(entry):
        value = party.value
        if value.person:
            named = names.people.setdefault(value.person, _Named(value.normal or value.name))
            named.rows.append((entry, side, party))
            if value.office:
                named.offices.setdefault(value.office)
        elif value.kind == "person":
            names.open.append((entry, side, party))
    if entry.place is not None and entry.place.status != "rejected":
        place = names.places.setdefault(entry.place.value, _Named(entry.place.value))
        place.rows.append((entry, "place", entry.place))


def _choices(table: Mapping[str, _Named], kind: str) -> Iterator[Choice]:
    for key, named in sorted(table.items(), key=lambda one: (one[1].name.casefold(), one[0])):
        where = page_address(Route(kind, key))
        texts = {str(entry.id) for entry, _, _ in named.rows} | {s.subject for s in named.told}
        yield Choice(named.name, where, len(texts), False)


def _unclaimed(names: _Names) -> list[tuple[RegisterEntry, str, Field[Party]]]:
    """Names of persons that the register leaves open, in order of time."""
    return sorted(names.open, key=lambda one: place_in_time(one[0], one[1]))
